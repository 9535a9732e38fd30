// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/history.h"

#include "core/base/zonedtime.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
HistoryPoint pointOf(const Snapshot &snapshot, QDate day)
{
    HistoryPoint point;
    point.snapshotId = snapshot.id;
    point.at = snapshot.takenAt;
    point.day = day;
    point.revision = snapshot.queryRevision;
    point.flightMinor = snapshot.flightMinor;
    point.hotelMinor = snapshot.hotelMinor;
    point.totalMinor = snapshot.totalMinor;
    point.flightSource = snapshot.flightSource;
    point.hotelSource = snapshot.hotelSource;
    const std::pair<bool, QString> marks[] = {
        {snapshot.cached, u"cached"_s},       {snapshot.stale, u"stale"_s},
        {snapshot.partial, u"partial"_s},     {snapshot.degraded, u"degraded"_s},
        {snapshot.simulated, u"simulated"_s}, {snapshot.backfilled, u"backfilled"_s}};
    for (const auto &[set, name] : marks) {
        if (set)
            point.marks.append(name);
    }
    return point;
}

/// A point with a total before one without, then the lower price.
bool isCheaper(const HistoryPoint &a, const HistoryPoint &b)
{
    if (a.totalMinor.has_value() != b.totalMinor.has_value())
        return a.totalMinor.has_value();
    if (a.totalMinor)
        return *a.totalMinor < *b.totalMinor;
    if (a.flightMinor.has_value() != b.flightMinor.has_value())
        return a.flightMinor.has_value();
    if (a.flightMinor)
        return *a.flightMinor < *b.flightMinor;
    return a.hotelMinor && (!b.hotelMinor || *a.hotelMinor < *b.hotelMinor);
}

/// Nothing is missing of it, and nothing too old.
bool isWhole(const HistoryPoint &point)
{
    return point.totalMinor && !point.marks.contains(u"degraded"_s) && !point.marks.contains(u"stale"_s);
}

bool sourceChanged(const QString &before, const QString &after)
{
    return !before.isEmpty() && !after.isEmpty() && before != after;
}
} // namespace

QDate HistoryBuilder::dayOf(Instant instant)
{
    // A zone conversion per day instead of one per snapshot.
    if (!m_day.isValid() || instant < m_dayStart || instant >= m_dayEnd) {
        m_day = localDate(instant, m_zone);
        m_dayStart = startOfDay(m_day, m_zone);
        m_dayEnd = startOfDay(m_day.addDays(1), m_zone);
    }
    return m_day;
}

bool HistoryBuilder::isBetter(const HistoryPoint &a, const HistoryPoint &b) const
{
    if (m_prefer == Prefer::Complete && isWhole(a) != isWhole(b))
        return isWhole(a);
    return isCheaper(a, b);
}

void HistoryBuilder::add(const Snapshot &snapshot)
{
    HistoryPoint point = pointOf(snapshot, dayOf(snapshot.takenAt));
    if (m_bucket == Bucket::Day && !m_points.isEmpty()) {
        HistoryPoint &last = m_points.last();
        if (last.day == point.day && last.revision == point.revision) {
            if (isBetter(point, last))
                last = std::move(point);
            return;
        }
    }
    m_points.append(std::move(point));
}

QList<HistoryPoint> HistoryBuilder::takePoints()
{
    for (qsizetype i = 1; i < m_points.size(); ++i) {
        const HistoryPoint &before = m_points.at(i - 1);
        HistoryPoint &point = m_points[i];
        if (before.revision == point.revision && (sourceChanged(before.flightSource, point.flightSource) ||
                                                  sourceChanged(before.hotelSource, point.hotelSource)))
            point.marks.append(u"source_changed"_s);
    }
    return std::move(m_points);
}

} // namespace portier::trips
