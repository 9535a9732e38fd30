// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertstore.h"
#include "core/trips/snapshotstore.h"

#include <QTimeZone>

namespace portier::trips
{

enum class Bucket { None, Day };

/// One point of a chart.
struct HistoryPoint {
    QString snapshotId;
    Instant at;
    QDate day; ///< local
    int revision = 1;
    std::optional<qint64> flightMinor;
    std::optional<qint64> hotelMinor;
    std::optional<qint64> totalMinor;
    std::optional<qint64> selectedFlightMinor;
    std::optional<qint64> selectedHotelMinor;
    QString flightSource;
    QString hotelSource;
    QStringList marks; ///< cached, stale, partial, degraded, simulated, backfilled, source_changed, unconfirmed
};

/// What one offer cost at each point of a chart, in the order of the points.
using OfferPrices = QList<std::optional<qint64>>;

/// A trip's prices over time (trips.md section 10).
struct History {
    QString currency;
    Bucket bucket = Bucket::Day;
    QList<HistoryPoint> points; ///< oldest first
    QMap<int, Instant> revisionStarts;
    std::optional<AlertRule> rule;
    QList<AlertStore::Fired> alerts;
    std::optional<SnapshotStore::Lowest> lowest; ///< of the rule's measure, else of the total
    /// Of every offer of the newest snapshot, by side and key, so that a chart can follow any choice without asking
    /// again (TRP-273); nothing unless asked for.
    std::optional<QMap<Side, QMap<QString, OfferPrices>>> offers;
};

/// Collects points while snapshots stream by, oldest first: all of them, or the cheapest of each local day and
/// revision.
class HistoryBuilder
{
public:
    /// Which of a day's snapshots stands for it: the cheapest whatever it lacks, as charts show it, or the cheapest
    /// that is complete and fresh, if there is one.
    enum class Prefer { Cheapest, Complete };

    HistoryBuilder(Bucket bucket, const QTimeZone &zone, Prefer prefer = Prefer::Cheapest)
        : m_bucket(bucket), m_zone(zone), m_prefer(prefer)
    {
    }
    void add(const Snapshot &snapshot);
    [[nodiscard]] QList<HistoryPoint> takePoints();

private:
    [[nodiscard]] QDate dayOf(Instant instant);

    [[nodiscard]] bool isBetter(const HistoryPoint &a, const HistoryPoint &b) const;

    Bucket m_bucket;
    QTimeZone m_zone;
    Prefer m_prefer;
    QList<HistoryPoint> m_points;
    QDate m_day; ///< of the instants from m_dayStart up to m_dayEnd
    Instant m_dayStart;
    Instant m_dayEnd;
};

} // namespace portier::trips
