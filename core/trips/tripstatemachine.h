// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/trips/snapshot.h"
#include "core/trips/trip.h"

namespace portier::trips
{

/// What becomes of a trip's status; a pure answer that the service writes.
struct StatusChange {
    TripStatus status = TripStatus::Active;
    std::optional<LastError> lastError;
    bool changed = false;     ///< the status differs from before
    bool errorBegins = false; ///< tell the owner, once per episode (TRP-200)
};

/// A user sets a status (TRP-027 to TRP-029). Errors: Invalid "status_not_settable", Conflict "trip_departed" and
/// "trip_expired". Setting the present status again changes nothing.
[[nodiscard]] Result<StatusChange> setByUser(const Trip &trip, TripStatus target, QDate today);

/// A check ended (TRP-032). Paused and expired trips keep their status; so does every trip on duplicate and cancelled.
[[nodiscard]] StatusChange afterCheck(const Trip &trip, CheckOutcome outcome, const std::optional<CheckError> &error,
                                      Instant now);

/// The daily look at the calendar (TRP-031).
[[nodiscard]] StatusChange afterMidnight(const Trip &trip, QDate today);

/// The plan was edited to `after`: an expired trip whose dates moved into the future becomes active again (TRP-031).
[[nodiscard]] StatusChange afterEdit(const Trip &trip, const TripPlan &after, QDate today);

/// True for the statuses that count against the limit of tracked trips (TRP-021).
[[nodiscard]] bool countsAsTracked(TripStatus status);

} // namespace portier::trips
