// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/preferences.h"
#include "core/operations/actor.h"
#include "core/operations/sealer.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::notifications
{

/// The account moved to another zone: what it gets at its own time of day moves along.
[[nodiscard]] Result<> movePlans(storage::Transaction &tx, const scheduling::ScheduleTable &schedules,
                                 const QString &accountId, const QString &zone, Instant now);
/// IANA zone of an account; empty when it has none.
using ZoneOf = std::function<Result<QString>(storage::Transaction &, const QString &accountId)>;
/// Makes what is planned for all accounts what they want and the settings say: at the start, and when a setting
/// schedule.<name> is another.
[[nodiscard]] Result<> planWishes(storage::Transaction &tx, const scheduling::ScheduleTable &schedules,
                                  const ZoneOf &zoneOf, Instant now);

/// What a person wants changed; what is not set stays.
struct PreferenceChange {
    QMap<QString, QMap<Channel, bool>> lists;
    std::optional<std::optional<QuietHours>> quiet;
    std::optional<DigestMode> digestMode;
    std::optional<QTime> digestTime;
    std::optional<bool> summaryEnabled;
    std::optional<int> summaryDay;
    std::optional<QTime> summaryTime;
    std::optional<QString> language; ///< empty: the account's
};

/// Reads and changes what people want to be told (PLT-128), with a sign-in or with the link of a mail (PLT-131). Lives
/// on the core thread; must outlive its tasks.
class PreferenceService
{
public:
    struct Dependencies {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
        ZoneOf zoneOf;
        scheduling::Schedules schedules = std::make_shared<scheduling::ScheduleTable>();
    };
    explicit PreferenceService(Dependencies dependencies) : m_deps(std::move(dependencies)) {}

    QCoro::Task<Result<Preferences>> find(QString accountId);
    QCoro::Task<Result<Preferences>> change(QString accountId, PreferenceChange change, operations::Actor actor);

    /// Switches the list of an unsubscribe link off, or on again. An unknown token, a repetition and a person who is
    /// gone all succeed alike (PLT-131, PLT-132).
    QCoro::Task<Result<>> unsubscribe(QString token);
    QCoro::Task<Result<>> undoUnsubscribe(QString token);
    /// The list a link is about, for the page behind it: "trips", "slots" or "operator"; empty for an unknown token.
    [[nodiscard]] QString listOf(const QString &token) const;

private:
    QCoro::Task<Result<>> setSubscribed(QString token, bool subscribed);

    Dependencies m_deps;
};

} // namespace portier::notifications
