// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/activeusers.h"
#include "core/operations/healthchecks.h"
#include "core/operations/idempotencystore.h"
#include "core/operations/metrics.h"
#include "core/operations/ratelimits.h"
#include "core/runtime/bookingsroom.h"
#include "core/runtime/foundation.h"
#include "core/runtime/identityroom.h"
#include "core/runtime/notificationsroom.h"
#include "core/runtime/operationsroom.h"
#include "core/runtime/operatorroom.h"
#include "core/runtime/providersroom.h"
#include "core/runtime/retention.h"
#include "core/runtime/rotationreminder.h"
#include "core/runtime/secretrotation.h"
#include "core/runtime/tripsroom.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"

#include <QObject>

namespace portier::runtime
{

/// The product without user interface and without sockets: constructs every room from the configuration and starts and
/// stops them in order. The only place that knows them all. Lives on the core thread.
class Core : public QObject
{
    Q_OBJECT
public:
    /// Opens the data (PLT-149 to PLT-152, PLT-180) and constructs the rooms; nothing runs yet.
    [[nodiscard]] static tl::expected<std::unique_ptr<Core>, StartFailure>
    open(Config config, std::shared_ptr<Clock> clock, const FoundationOptions &options);
    ~Core() override;

    enum class Work {
        Jobs,             ///< a sub-command that waits for some; schedules stay with the service
        JobsAndSchedules, ///< the service
    };
    QCoro::Task<Result<>> startWork(Work work);
    /// Takes no new work, waits up to `limit` for what runs, hands the rest back (PLT-102).
    QCoro::Task<> drain(Millis limit);
    /// Applies what may change while running: settings marked ↻.
    void reload(const Config &config);

    // server.role: one process may do both.
    [[nodiscard]] bool answersRequests() const { return m_config.text(u"server.role") != u"worker"; }
    [[nodiscard]] bool doesWork() const { return m_config.text(u"server.role") != u"api"; }

    [[nodiscard]] const Config &config() const { return m_config; }
    [[nodiscard]] const std::shared_ptr<Clock> &clock() const { return m_clock; }
    [[nodiscard]] const QString &instanceId() const { return m_foundation.instanceId; }
    [[nodiscard]] storage::Database &database() { return *m_foundation.database; }
    [[nodiscard]] std::shared_ptr<const operations::Sealer> sealer() const { return m_foundation.sealer; }
    [[nodiscard]] std::shared_ptr<operations::KeyRing> keys() const { return m_foundation.keys; }
    [[nodiscard]] SecretRotation &secrets() { return m_secrets; }
    [[nodiscard]] operations::Metrics &metrics() { return m_metrics; }
    [[nodiscard]] operations::HealthChecks &health() { return m_health; }
    [[nodiscard]] operations::RateLimits &rateLimits() { return m_rateLimits; }
    [[nodiscard]] std::shared_ptr<operations::DatabaseIdempotencyStore> idempotency() { return m_idempotency; }

    [[nodiscard]] scheduling::JobRunner &jobs() { return m_jobs; }
    [[nodiscard]] IdentityRoom &identity() { return m_identity; }
    [[nodiscard]] OperationsRoom &operations() { return m_operations; }
    [[nodiscard]] ProvidersRoom &providers() { return m_providers; }
    [[nodiscard]] NotificationsRoom &notifications() { return m_notifications; }
    [[nodiscard]] TripsRoom &trips() { return m_trips; }
    [[nodiscard]] BookingsRoom &bookings() { return m_bookings; }
    [[nodiscard]] OperatorRoom &operators() { return m_operator; }
    [[nodiscard]] scheduling::Scheduler &scheduler() { return m_scheduler; }

private:
    Core(Config config, std::shared_ptr<Clock> clock, Foundation foundation);
    void measureDatabase();
    void addHealthChecks();
    void addRetention();
    void addSecrets();
    void addPersonalData();
    void followZones();
    void followRights();
    [[nodiscard]] NotificationsRoom::Ground notificationsGround();
    [[nodiscard]] TripsRoom::Ground tripsGround();
    using Planning = std::function<Result<>(storage::Transaction &)>;
    /// Makes all stored schedules those of the settings in force.
    [[nodiscard]] Planning planning() const;
    QCoro::Task<Result<>> startSchedules();
    /// Puts a configuration into force, as far as it may change while running.
    void apply(const Config &config);
    QCoro::Task<> putSchedules();

    Config m_config;
    std::shared_ptr<Clock> m_clock;
    Foundation m_foundation;
    SecretRotation m_secrets;
    operations::Metrics m_metrics;
    operations::HealthChecks m_health;
    operations::RateLimits m_rateLimits;
    std::shared_ptr<operations::DatabaseIdempotencyStore> m_idempotency;
    RotationReminder m_rotationReminder;
    Retention m_retention;
    scheduling::JobRunner m_jobs;
    scheduling::Scheduler m_scheduler;
    std::shared_ptr<scheduling::ScheduleTable> m_schedules = std::make_shared<scheduling::ScheduleTable>();
    OperationsRoom m_operations;
    NotificationsRoom m_notifications;
    IdentityRoom m_identity;
    ProvidersRoom m_providers;
    TripsRoom m_trips;
    BookingsRoom m_bookings;
    OperatorRoom m_operator;
    identity::ActiveUsers m_activeUsers;
    bool m_schedulesRun = false;
    TaskScope m_tasks;
};

} // namespace portier::runtime
