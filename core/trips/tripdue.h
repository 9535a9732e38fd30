// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/zonedtime.h"
#include "core/scheduling/schedulespec.h"
#include "core/trips/trip.h"

namespace portier::trips
{

/// When one user's trips are refreshed (TRP-040). One per user; also what the schedule API shows.
struct TripSchedule {
    Frequency frequency = Frequency::Daily;
    QTime localTime = QTime(6, 0);
    QString zone = QStringLiteral("Europe/Berlin");
    scheduling::GapPolicy gapPolicy = scheduling::GapPolicy::RunAtJump;
    bool isOwnTime = false; ///< chosen by the user; else the time follows the setting schedule.trip_refresh

    bool operator==(const TripSchedule &) const = default;
};

/// One nominal occurrence per local day; the frequency only decides which trips are due at it (TRP-041).
[[nodiscard]] scheduling::ScheduleSpec toSpec(const TripSchedule &schedule);

/// TRP-043.
[[nodiscard]] int userIntervalDays(Frequency frequency);
[[nodiscard]] int tierDays(QDate departDate, QDate today);
[[nodiscard]] int effectiveIntervalDays(Frequency frequency, QDate departDate, QDate today);

/// From the day after departure nothing can price a trip (TRP-030).
[[nodiscard]] bool isDeparted(const TripPlan &plan, QDate today);
/// The journey is over (TRP-031).
[[nodiscard]] bool isOver(const TripPlan &plan, QDate today);
/// The zone whose days the schedule counts; UTC when the zone data lacks it (TRP-056).
[[nodiscard]] QTimeZone zoneOf(const TripSchedule &schedule);
/// TRP-044: date difference, not elapsed hours. How long ago the last check was is counted in the days of the schedule,
/// of which each has one occurrence; how far off the departure is, in those of the trip's owner (TRP-012).
[[nodiscard]] bool isDue(const Trip &trip, const TripSchedule &schedule, const QTimeZone &ownerZone, Instant now);
/// The schedule's day of the first occurrence after `now` at which the trip is due; nothing when there is none
/// (TRP-045).
[[nodiscard]] std::optional<QDate> nextDueOn(const Trip &trip, const TripSchedule &schedule, const QTimeZone &ownerZone,
                                             Instant now);

} // namespace portier::trips
