// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripdue.h"

namespace portier::trips
{

scheduling::ScheduleSpec toSpec(const TripSchedule &schedule)
{
    scheduling::ScheduleSpec spec;
    spec.kind = scheduling::ScheduleSpec::Kind::Daily;
    spec.time = schedule.localTime;
    spec.zone = schedule.zone;
    spec.gapPolicy = schedule.gapPolicy;
    spec.overlap = scheduling::OverlapRun::Skip;
    spec.catchUp = scheduling::CatchUp::Latest;
    spec.window = std::chrono::hours(24); // TRP-048
    return spec;
}

int userIntervalDays(Frequency frequency)
{
    switch (frequency) {
    case Frequency::Daily:
        return 1;
    case Frequency::EveryThreeDays:
        return 3;
    case Frequency::Weekly:
        return 7;
    }
    Q_UNREACHABLE();
}

int tierDays(QDate departDate, QDate today)
{
    const qint64 days = today.daysTo(departDate);
    if (days <= 30)
        return 1;
    return days <= 90 ? 3 : 7;
}

int effectiveIntervalDays(Frequency frequency, QDate departDate, QDate today)
{
    return std::max(userIntervalDays(frequency), tierDays(departDate, today));
}

bool isDeparted(const TripPlan &plan, QDate today)
{
    return plan.departDate < today;
}

bool isOver(const TripPlan &plan, QDate today)
{
    return plan.endDate() < today;
}

namespace
{
bool isScheduled(const Trip &trip)
{
    return trip.status == TripStatus::Active || trip.status == TripStatus::Error;
}
} // namespace

QTimeZone zoneOf(const TripSchedule &schedule)
{
    return zoneByName(schedule.zone).value_or(QTimeZone::utc());
}

bool isDue(const Trip &trip, const TripSchedule &schedule, const QTimeZone &ownerZone, Instant now)
{
    const QDate today = localDate(now, ownerZone);
    if (!isScheduled(trip) || isDeparted(trip.plan, today))
        return false;
    if (!trip.lastRefreshedAt)
        return true;
    const QTimeZone zone = zoneOf(schedule);
    const qint64 age = localDate(*trip.lastRefreshedAt, zone).daysTo(localDate(now, zone));
    return age >= effectiveIntervalDays(schedule.frequency, trip.plan.departDate, today);
}

std::optional<QDate> nextDueOn(const Trip &trip, const TripSchedule &schedule, const QTimeZone &ownerZone, Instant now)
{
    if (!isScheduled(trip))
        return std::nullopt;
    const QTimeZone zone = zoneOf(schedule);
    // No interval is longer than a week, and a gap can skip a day: the loop is short.
    for (QDate day = localDate(now, zone);; day = day.addDays(1)) {
        const ResolvedLocalTime occurrence = resolveLocal(day, schedule.localTime, zone);
        if (isDeparted(trip.plan, localDate(occurrence.instant, ownerZone)))
            return std::nullopt;
        const bool skipped = occurrence.kind == LocalTimeKind::Gap && schedule.gapPolicy == scheduling::GapPolicy::Skip;
        if (!skipped && occurrence.instant > now && isDue(trip, schedule, ownerZone, occurrence.instant))
            return day;
    }
}

} // namespace portier::trips
