// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"

#include <QRegularExpression>

namespace portier
{

using namespace Qt::StringLiterals;

namespace
{

qint64 naiveMs(QDate date, QTime time)
{
    return QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
}

qint64 offsetMs(const QTimeZone &zone, qint64 utcMs)
{
    return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC))) * 1000;
}

} // namespace

std::optional<QTimeZone> zoneByName(const QString &ianaName)
{
    static const QRegularExpression form(u"\\A[A-Za-z]+[A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\\z"_s);
    if (ianaName == "UTC"_L1)
        return QTimeZone::utc();
    if (!form.match(ianaName).hasMatch() || !ianaName.contains(u'/'))
        return std::nullopt;
    const QByteArray id = ianaName.toLatin1();
    if (!QTimeZone::isTimeZoneIdAvailable(id))
        return std::nullopt;
    QTimeZone zone(id);
    return zone.isValid() ? std::optional(zone) : std::nullopt;
}

ResolvedLocalTime resolveLocal(QDate date, QTime time, const QTimeZone &zone)
{
    // QDateTime's own treatment of gaps differs between Qt versions, so the offsets around the moment decide: an
    // instant t is a solution when t + offset(t) is the wanted wall time. Offsets stay within ±26 h of each other.
    const qint64 naive = naiveMs(date, time);
    constexpr qint64 day = 26LL * 3600 * 1000;
    const qint64 before = offsetMs(zone, naive - day);
    const qint64 after = offsetMs(zone, naive + day);

    std::optional<qint64> first;
    int solutions = 0;
    for (const qint64 offset : {std::max(before, after), std::min(before, after)}) {
        const qint64 candidate = naive - offset;
        if (offsetMs(zone, candidate) != offset || (first && *first == candidate))
            continue;
        if (!first)
            first = candidate;
        ++solutions;
    }
    if (solutions == 1 || (solutions == 0 && before == after)) {
        return {LocalTimeKind::Unique, fromMs(first.value_or(naive - before))};
    }
    if (solutions == 2)
        return {LocalTimeKind::Repeated, fromMs(*first)};

    // No solution: the wall time was skipped. The jump is the transition in the window around it.
    const auto transitions = zone.transitions(QDateTime::fromMSecsSinceEpoch(naive - day, Qt::UTC),
                                              QDateTime::fromMSecsSinceEpoch(naive + day, Qt::UTC));
    for (const QTimeZone::OffsetData &transition : transitions) {
        const qint64 at = transition.atUtc.toMSecsSinceEpoch();
        if (at + offsetMs(zone, at - 1) <= naive && naive < at + offsetMs(zone, at))
            return {LocalTimeKind::Gap, fromMs(at)};
    }
    return {LocalTimeKind::Gap, fromMs(naive - before)};
}

QDateTime toLocal(Instant instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(instant), zone);
}

QDate localDate(Instant instant, const QTimeZone &zone)
{
    return toLocal(instant, zone).date();
}

Instant startOfDay(QDate date, const QTimeZone &zone)
{
    return resolveLocal(date, QTime(0, 0), zone).instant;
}

QString toIsoDate(QDate date)
{
    return date.toString(Qt::ISODate);
}

std::optional<QDate> fromIsoDate(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z"_s);
    if (!form.match(text).hasMatch())
        return std::nullopt;
    const QDate date = QDate::fromString(text, Qt::ISODate);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<QTime> fromLocalTime(const QString &text)
{
    static const QRegularExpression form(u"\\A([01][0-9]|2[0-3]):[0-5][0-9]\\z"_s);
    if (!form.match(text).hasMatch())
        return std::nullopt;
    return QTime::fromString(text, u"HH:mm"_s);
}

} // namespace portier
