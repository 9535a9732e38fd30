// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripstatemachine.h"

#include "core/trips/tripdue.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
constexpr int failuresUntilError = 3; // TRP-032

StatusChange keep(const Trip &trip)
{
    return {trip.status, trip.lastError, false, false};
}

StatusChange moveTo(const Trip &trip, TripStatus status, std::optional<LastError> lastError = {})
{
    return {status, std::move(lastError), status != trip.status, false};
}
} // namespace

bool countsAsTracked(TripStatus status)
{
    return status == TripStatus::Active || status == TripStatus::Error;
}

Result<StatusChange> setByUser(const Trip &trip, TripStatus target, QDate today)
{
    if (target != TripStatus::Active && target != TripStatus::Paused)
        return fail(Error::invalid({{u"/status"_s, u"status_not_settable"_s, {}}}));
    if (target == trip.status)
        return keep(trip);
    if (trip.status == TripStatus::Expired)
        return fail(Error::conflict(target == TripStatus::Paused ? u"trip_expired"_s : u"trip_departed"_s));
    if (target == TripStatus::Paused)
        return moveTo(trip, TripStatus::Paused, trip.lastError);
    if (isDeparted(trip.plan, today))
        return fail(Error::conflict(u"trip_departed"_s));
    return moveTo(trip, TripStatus::Active);
}

StatusChange afterCheck(const Trip &trip, CheckOutcome outcome, const std::optional<CheckError> &error, Instant now)
{
    if (outcome == CheckOutcome::Duplicate || outcome == CheckOutcome::Cancelled)
        return keep(trip);
    const bool mayMove = countsAsTracked(trip.status);
    if (outcome != CheckOutcome::Failed)
        return moveTo(trip, mayMove ? TripStatus::Active : trip.status);

    const CheckError cause = error.value_or(CheckError());
    const int consecutive = trip.lastError ? trip.lastError->consecutive + 1 : 1;
    const LastError lastError{cause.code, cause.side, cause.source, now, consecutive};
    const bool isError =
        mayMove && (trip.status == TripStatus::Error || !cause.transient || consecutive >= failuresUntilError);
    StatusChange change = moveTo(trip, isError ? TripStatus::Error : trip.status, lastError);
    change.errorBegins = change.changed;
    return change;
}

StatusChange afterMidnight(const Trip &trip, QDate today)
{
    if (!countsAsTracked(trip.status) || !isOver(trip.plan, today))
        return keep(trip);
    return moveTo(trip, TripStatus::Expired, trip.lastError);
}

StatusChange afterEdit(const Trip &trip, const TripPlan &after, QDate today)
{
    if (trip.status != TripStatus::Expired || isOver(after, today) || isDeparted(after, today))
        return keep(trip);
    return moveTo(trip, TripStatus::Active);
}

} // namespace portier::trips
