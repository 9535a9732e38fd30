// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/idempotency.h"
#include "core/trips/checkflow.h"
#include "core/trips/tripenvironment.h"
#include "core/trips/tripforecast.h"
#include "core/trips/trippolicy.h"
#include "core/trips/tripstore.h"

namespace portier::operations
{
class Metrics;
}

namespace portier::trips
{

/// A check that a change asked for, or why there is none (TRP-029).
struct CheckReply {
    std::optional<AskedCheck> asked;
    bool rateLimited = false;
    qint64 retryAfterSeconds = 0;
};

/// A trip after a change.
struct ChangedTrip {
    TripView view;
    CheckReply check;
    QList<TripWarning> warnings;
    std::optional<AlertVerdict> verdict; ///< of a rule that judged the newest snapshot at once (TRP-188)
};

/// Creates, edits, pauses and deletes trips: one transaction per use case. Methods are coroutines of this object, which
/// must outlive them. A foreign or missing trip is NotFound "not_found" (TRP-010).
class TripService
{
public:
    TripService(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                Environment environment);

    /// TRP-022. Errors: Invalid, Conflict "trip_limit" {limit, used}, "trip_name_taken".
    QCoro::Task<Result<ChangedTrip>> create(Caller caller, QJsonObject body,
                                            operations::RememberReply<ChangedTrip> remember = {});
    /// A merge patch on the version the caller saw (TRP-023, TRP-024). Errors: Invalid, Conflict "stale_version"
    /// {version}, "trip_limit", "trip_name_taken".
    QCoro::Task<Result<ChangedTrip>> patch(Caller caller, QString tripId, QJsonObject patch, qint64 ifMatch);
    /// TRP-027 to TRP-029. Errors: Invalid, Conflict "trip_limit", "trip_departed", "trip_expired".
    QCoro::Task<Result<ChangedTrip>> setStatus(Caller caller, QString tripId, QString status);
    QCoro::Task<Result<>> remove(Caller caller, QString tripId);
    /// Gives how many went. Conflict "count_changed" {count} when the caller confirmed another number (TRP-026).
    QCoro::Task<Result<int>> removeAll(Caller caller, qint64 confirmCount);

    /// What the trip of this body would cost (TRP-122) and warn of (TRP-034). Errors: Invalid, as for create().
    QCoro::Task<Result<TripForecast>> forecast(Caller caller, QJsonObject body);

    QCoro::Task<Result<TripView>> find(Caller caller, QString tripId);
    QCoro::Task<Result<TripPage>> list(Caller caller, TripListQuery query);

private:
    [[nodiscard]] static QCoro::Task<QList<TripWarning>> warningsFor(Environment environment, TripPlan plan);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    operations::Metrics &m_metrics;
    Environment m_environment;
};

/// Charges `manual_refresh` for a check or run that somebody asks for (TRP-135); nothing when nothing limits them.
[[nodiscard]] Result<std::optional<operations::RateVerdict>>
chargeRefresh(const TripEnvironment &environment, storage::Transaction &tx, const Caller &caller, Instant now);

} // namespace portier::trips
