// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/schedulespec.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int maxIntervalMinutes = 7 * 24 * 60;
constexpr int maxIntervalDays = 366;
constexpr qint64 minuteMs = 60'000;

qint64 floorDiv(qint64 a, qint64 b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

QDate epoch()
{
    return {1970, 1, 1};
}

bool inRange(QDate date)
{
    return date.year() >= firstYear && date.year() <= lastYear;
}

QDate monthDate(int year, int month, int day)
{
    const QDate first(year, month, 1);
    return {year, month, std::min(day, first.daysInMonth())}; // PLT-090
}

/// The schedule's last nominal date at or before `date`.
QDate dateAtOrBefore(const ScheduleSpec &spec, QDate date)
{
    switch (spec.kind) {
    case ScheduleSpec::Kind::Weekly:
        return date.addDays(-((date.dayOfWeek() - spec.day + 7) % 7));
    case ScheduleSpec::Kind::Monthly: {
        const QDate own = monthDate(date.year(), date.month(), spec.day);
        if (own <= date)
            return own;
        const QDate previous = QDate(date.year(), date.month(), 1).addMonths(-1);
        return monthDate(previous.year(), previous.month(), spec.day);
    }
    case ScheduleSpec::Kind::EveryDays: {
        const qint64 days = epoch().daysTo(date);
        return epoch().addDays(floorDiv(days, spec.interval) * spec.interval);
    }
    case ScheduleSpec::Kind::Daily:
    case ScheduleSpec::Kind::EveryMinutes:
        break;
    }
    return date;
}

QDate dateAfter(const ScheduleSpec &spec, QDate nominal)
{
    switch (spec.kind) {
    case ScheduleSpec::Kind::Weekly:
        return nominal.addDays(7);
    case ScheduleSpec::Kind::Monthly: {
        const QDate next = QDate(nominal.year(), nominal.month(), 1).addMonths(1);
        return monthDate(next.year(), next.month(), spec.day);
    }
    case ScheduleSpec::Kind::EveryDays:
        return nominal.addDays(spec.interval);
    case ScheduleSpec::Kind::Daily:
    case ScheduleSpec::Kind::EveryMinutes:
        break;
    }
    return nominal.addDays(1);
}

PlannedOccurrence plan(const ScheduleSpec &spec, QDate date, const QTimeZone &zone)
{
    const ResolvedLocalTime resolved = resolveLocal(date, spec.time, zone);
    return {.nominalLocal = QDateTime(date, spec.time, Qt::UTC),
            .at = resolved.instant,
            .skippedByGap = resolved.kind == LocalTimeKind::Gap && spec.gapPolicy == GapPolicy::Skip,
            .localKind = resolved.kind};
}

std::optional<PlannedOccurrence> planMinutes(const ScheduleSpec &spec, qint64 index)
{
    const qint64 ms = (index * spec.interval + spec.phaseMinutes) * minuteMs;
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    if (!inRange(utc.date()))
        return std::nullopt;
    return PlannedOccurrence{.nominalLocal = utc, .at = fromMs(ms)};
}

/// Values that would make the searches below endless; everything else shows in their results.
bool isSearchable(const ScheduleSpec &spec)
{
    return spec.interval >= 1 && spec.day >= 1 &&
           (spec.time.isValid() || spec.kind == ScheduleSpec::Kind::EveryMinutes);
}

/// The running number of the last EveryMinutes occurrence at or before `at`.
qint64 minutesIndex(const ScheduleSpec &spec, Instant at)
{
    return floorDiv(toMs(at) - spec.phaseMinutes * minuteMs, spec.interval * minuteMs);
}

} // namespace

std::optional<PlannedOccurrence> nextOccurrence(const ScheduleSpec &spec, Instant after)
{
    if (!isSearchable(spec))
        return std::nullopt;
    if (spec.kind == ScheduleSpec::Kind::EveryMinutes)
        return planMinutes(spec, minutesIndex(spec, after) + 1);
    const auto zone = zoneByName(spec.zone);
    if (!zone)
        return std::nullopt;
    // Instants grow with their nominal dates, so the first date that is late enough wins. The day before covers wall
    // times that a gap or an overlap around midnight moved.
    QDate date = dateAtOrBefore(spec, localDate(after, *zone).addDays(-1));
    while (date.year() <= lastYear) {
        if (inRange(date)) {
            if (const PlannedOccurrence planned = plan(spec, date, *zone); planned.at > after)
                return planned;
        }
        date = dateAfter(spec, date);
    }
    return std::nullopt;
}

std::optional<PlannedOccurrence> previousOccurrence(const ScheduleSpec &spec, Instant at)
{
    if (!isSearchable(spec))
        return std::nullopt;
    if (spec.kind == ScheduleSpec::Kind::EveryMinutes)
        return planMinutes(spec, minutesIndex(spec, at));
    const auto zone = zoneByName(spec.zone);
    if (!zone)
        return std::nullopt;
    QDate date = dateAtOrBefore(spec, localDate(at, *zone).addDays(1));
    while (date.year() >= firstYear) {
        if (inRange(date)) {
            if (const PlannedOccurrence planned = plan(spec, date, *zone); planned.at <= at)
                return planned;
        }
        date = dateAtOrBefore(spec, date.addDays(-1));
    }
    return std::nullopt;
}

QList<PlannedOccurrence> upcomingOccurrences(const ScheduleSpec &spec, Instant after, int count)
{
    QList<PlannedOccurrence> list;
    while (list.size() < count) {
        const auto next = nextOccurrence(spec, after);
        if (!next)
            break;
        list.append(*next);
        after = next->at;
    }
    return list;
}

std::optional<PlannedOccurrence> occurrenceAt(const ScheduleSpec &spec, const QDateTime &nominalLocal)
{
    if (spec.kind == ScheduleSpec::Kind::EveryMinutes)
        return PlannedOccurrence{.nominalLocal = nominalLocal, .at = fromMs(nominalLocal.toMSecsSinceEpoch())};
    const auto zone = zoneByName(spec.zone);
    if (!zone)
        return std::nullopt;
    ScheduleSpec own = spec;
    own.time = nominalLocal.time();
    return plan(own, nominalLocal.date(), *zone);
}

Result<> ScheduleSpec::validate() const
{
    QList<FieldError> errors;
    const bool minutes = kind == Kind::EveryMinutes;
    const int maxInterval = minutes ? maxIntervalMinutes : maxIntervalDays;
    if ((minutes || kind == Kind::EveryDays) && (interval < 1 || interval > maxInterval))
        errors.append({u"/interval"_s, u"interval_invalid"_s, {{u"min"_s, 1}, {u"max"_s, maxInterval}}});
    else if (minutes && (phaseMinutes < 0 || phaseMinutes >= interval))
        errors.append({u"/phase"_s, u"phase_invalid"_s, {{u"min"_s, 0}, {u"max"_s, interval - 1}}});
    if (kind == Kind::Weekly && (day < 1 || day > 7))
        errors.append({u"/day"_s, u"weekday_unknown"_s, {}});
    if (kind == Kind::Monthly && (day < 1 || day > 31))
        errors.append({u"/day"_s, u"day_invalid"_s, {{u"min"_s, 1}, {u"max"_s, 31}}});
    if (!minutes && (!time.isValid() || time.second() != 0 || time.msec() != 0))
        errors.append({u"/time"_s, u"local_time_invalid"_s, {}});
    if (!zoneByName(zone))
        errors.append({u"/zone"_s, u"time_zone_unknown"_s, {}});
    if (window < Millis(0))
        errors.append({u"/window"_s, u"window_invalid"_s, {{u"min"_s, 0}}});
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return {};
}

} // namespace portier::scheduling
