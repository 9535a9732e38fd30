// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/ratelimits.h"
#include "core/scheduling/scheduletable.h"
#include "core/storage/database.h"
#include "core/trips/sources/demosource.h"
#include "core/trips/sources/sideresult.h"
#include "core/trips/sources/sourcecost.h"
#include "core/trips/trip.h"

#include <QCoroTask>

#include <functional>

namespace portier::trips
{

/// What trips need to know of an account.
struct TripOwner {
    QString id;
    bool active = true; ///< a disabled account's checks have no effect (PLT-047)
    QString email;
    QString name;
    QString language; ///< "de" | "en"; empty: the instance default
    QString zone = QStringLiteral("Europe/Berlin");
    QString currency; ///< empty: the instance default
};

/// Who asks, and for whose trips.
struct Caller {
    QString userId;
    operations::Actor actor;
    bool chargesLimits = true; ///< false for the operator's command line (TRP-135)
};

struct TripSettings {
    int maxTracked = 10;                             ///< trips.max_tracked (TRP-021)
    QString defaultCurrency = QStringLiteral("USD"); ///< trips.default_currency
    int snapshotRetentionDays = 730;                 ///< trips.snapshot_retention_days (TRP-001)
    int checkRetentionDays = 400;                    ///< TRP-003
    int tripsAtOnce = 5;                             ///< per run (TRP-053)
    Millis runDeadline = std::chrono::minutes(30);   ///< TRP-047
    Millis confirmDelay = std::chrono::minutes(30);  ///< TRP-183
};

/// What the room needs from others, chosen by the composition root. Lives as long as every service of the room; what is
/// called inside a transaction runs on database threads and must be safe there.
struct TripEnvironment {
    /// Inside a transaction. Nothing for an account that is gone.
    std::function<Result<std::optional<TripOwner>>(storage::Transaction &, const QString &userId)> findOwner;
    /// Any thread. Airport and metro codes (TRP-017).
    std::function<bool(const QString &code)> knowsAirport;
    /// Core thread. Codes of TRP-034 for one side's question.
    std::function<QCoro::Task<QStringList>(Query)> sourceWarnings;
    /// Core thread. Never fails: what went wrong is in the result. Trigger::Confirm reuses no stored answer.
    std::function<QCoro::Task<SideResult>(Query, Trigger)> askPrice;
    /// Core thread. What one side's question would cost at the source that is asked first (TRP-122).
    std::function<QCoro::Task<Result<std::optional<SourceCost>>>(Query)> sourceCost;
    /// Core thread. Invented past days of a plan while only the simulated market serves, else none (TRP-171).
    std::function<QList<SimulatedDay>(const TripPlan &, Instant)> simulatedHistory;
    /// Any thread. Where a mail leads that lets its reader pause the trip; none: mails have no such link (TRP-201).
    std::function<QString(const QString &tripId)> pausePath;
    operations::RateLimits *rateLimits = nullptr; ///< null: nothing is limited
    TripSettings settings;
    scheduling::Schedules schedules = std::make_shared<scheduling::ScheduleTable>();
};
using Environment = std::shared_ptr<const TripEnvironment>;

/// The account behind a user id. Error: NotFound "not_found".
[[nodiscard]] Result<TripOwner> ownerOf(const TripEnvironment &environment, storage::Transaction &tx,
                                        const QString &userId);
/// The zone of an account; UTC when the zone data lacks it.
[[nodiscard]] QTimeZone zoneOf(const TripOwner &owner);

} // namespace portier::trips
