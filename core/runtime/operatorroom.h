// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/notifications/directdelivery.h"
#include "core/operations/conditionwatch.h"
#include "core/operations/healthchecks.h"
#include "core/runtime/errorreporter.h"
#include "core/runtime/healthdigest.h"
#include "core/runtime/notificationsroom.h"
#include "core/runtime/retention.h"
#include "core/runtime/tripsroom.h"
#include "core/scheduling/scheduler.h"

namespace portier::runtime
{

/// Tells the people who run the service what they must know (PLT-173, PLT-174): the addresses in operator.emails, the
/// endpoint operator.webhook, the admins' desktops and the log.
class OperatorRoom
{
public:
    /// What it stands on; all of it outlives the room.
    struct Ground {
        const Config &config;
        std::shared_ptr<Clock> clock;
        storage::Database &database;
        std::shared_ptr<const operations::Sealer> sealer;
        operations::Metrics &metrics;
        operations::HealthChecks &health;
        scheduling::Scheduler &scheduler;
        NotificationsRoom &notifications;
        TripsRoom &trips;
        Millis interval;      ///< between two looks
        Millis workerSilence; ///< without a sign for longer, other processes' workers are missing
    };
    explicit OperatorRoom(const Ground &ground);

    void registerWork(scheduling::Scheduler &scheduler, Retention &retention);
    void start();
    QCoro::Task<> stopWatching();
    /// Waits for notices on the wire; after the notifications have ended what is there.
    QCoro::Task<> stop();
    /// Applies operator.emails and operator.webhook.
    void reload(const Config &config);

    /// Capabilities add what they know to be watched; before start().
    [[nodiscard]] operations::ConditionWatch &watch() { return m_watch; }
    /// The same for the daily report.
    [[nodiscard]] HealthDigest &digest() { return m_digest; }

private:
    void addConditions(const Ground &ground);
    void addHealth(const Ground &ground);
    void addFigures(operations::Metrics &metrics);
    QCoro::Task<QStringList> warnings();
    QCoro::Task<bool> databaseWorks();

    std::shared_ptr<Clock> m_clock;
    operations::HealthChecks &m_health;
    notifications::Dispatcher &m_dispatcher;
    QString m_instance;
    QList<notifications::Recipient> m_recipients; ///< without the admins
    ErrorReporter m_errors;
    notifications::DirectDelivery m_direct;
    operations::ConditionWatch m_watch;
    HealthDigest m_digest;
    std::optional<Instant> m_jumpedAt;
    Instant m_since;
    std::optional<Millis> m_workerSilence; ///< nothing on SQLite: this process is the only worker
    QObject m_context;                     ///< of connections
};

} // namespace portier::runtime
