// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripforecast.h"

namespace portier::trips
{

namespace
{
constexpr int month = 30; // days, also of the calls a source has had

/// At the pace of the last 30 days and what the trip adds. A budget begins anew with each month.
std::optional<QDate> exhaustedOn(const SourceCost &cost, qint64 added, QDate utcToday)
{
    if (!cost.limit)
        return std::nullopt;
    const qint64 left = *cost.limit - cost.used;
    if (left <= 0)
        return utcToday;
    const qint64 perMonth = cost.recentCalls + added;
    if (perMonth <= 0)
        return std::nullopt;
    const qint64 daysLeft = left * month / perMonth;
    const int daysOfMonth = utcToday.daysInMonth() - utcToday.day();
    return daysLeft <= daysOfMonth ? std::optional(utcToday.addDays(daysLeft)) : std::nullopt;
}
} // namespace

int checksWithin(QDate departDate, Frequency frequency, QDate today, int days)
{
    int checks = 0;
    QDate next = today;
    for (int day = 0; day < days; ++day) {
        const QDate date = today.addDays(day);
        if (date > departDate)
            break;
        if (date < next)
            continue;
        ++checks;
        // The interval is judged on the day of the next check, so it may shrink on the way (TRP-045).
        next = date.addDays(1);
        while (date.daysTo(next) < effectiveIntervalDays(frequency, departDate, next))
            next = next.addDays(1);
    }
    return checks;
}

QList<TierChange> tierChanges(QDate departDate, Frequency frequency, QDate today)
{
    QList<TierChange> changes;
    int present = effectiveIntervalDays(frequency, departDate, today);
    for (QDate day = today.addDays(1); day <= departDate; day = day.addDays(1)) {
        const int interval = effectiveIntervalDays(frequency, departDate, day);
        if (interval == present)
            continue;
        changes.append({day, interval});
        present = interval;
    }
    return changes;
}

TripForecast forecastTrip(QDate departDate, Frequency frequency, QDate today, QDate utcToday,
                          const QList<SourceCost> &costs)
{
    const int checks = checksWithin(departDate, frequency, today, month);
    QHash<QString, qint64> addedBySource; // both sides may ask the same one
    for (const SourceCost &cost : costs)
        addedBySource[cost.source] += qint64(checks) * cost.callsPerCheck;
    TripForecast forecast;
    for (const SourceCost &cost : costs)
        forecast.sources.append(
            {cost, qint64(checks) * cost.callsPerCheck, exhaustedOn(cost, addedBySource.value(cost.source), utcToday)});
    forecast.tierChanges = tierChanges(departDate, frequency, today);
    return forecast;
}

} // namespace portier::trips
