// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripretention.h"

#include "core/base/zonedtime.h"
#include "core/trips/history.h"
#include "core/trips/tripstore.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Row;
using storage::Transaction;

namespace
{
Result<QSet<QString>> alerted(Transaction &tx, const QString &tripId)
{
    PORTIER_ASSIGN(rows,
                   tx.query(u"SELECT s.id FROM price_snapshots s JOIN alert_evaluations e ON e.snapshot_id = s.id "
                            "WHERE s.trip_id = ? AND e.fired = 1"_s,
                            {tripId}));
    QSet<QString> snapshots;
    for (const Row &row : std::as_const(rows))
        snapshots.insert(row.text(0));
    return snapshots;
}

Result<qint64> thin(Transaction &tx, const QString &tripId, const QTimeZone &zone, Instant before)
{
    PORTIER_ASSIGN(keep, alerted(tx, tripId));
    QStringList old;
    HistoryBuilder days(Bucket::Day, zone, HistoryBuilder::Prefer::Complete); // TRP-001
    const SnapshotRange range{{}, before, {}};
    PORTIER_TRY(SnapshotStore(tx).forEachPrice(tripId, range, [&](const Snapshot &snapshot) {
        old.append(snapshot.id);
        days.add(snapshot);
        return true;
    }));
    const QList<HistoryPoint> kept = days.takePoints();
    for (const HistoryPoint &point : kept)
        keep.insert(point.snapshotId);
    qint64 removed = 0;
    for (const QString &id : std::as_const(old)) {
        if (keep.contains(id))
            continue;
        PORTIER_ASSIGN(gone, tx.exec(u"DELETE FROM price_snapshots WHERE id = ?"_s, {id}));
        removed += gone;
    }
    return removed;
}
} // namespace

Result<qint64> removeOldPrices(Transaction &tx, const TripSettings &settings, Instant now)
{
    const Instant before = now - std::chrono::days(settings.snapshotRetentionDays);
    PORTIER_ASSIGN(trips,
                   tx.query(u"SELECT s.trip_id, t.user_id FROM price_snapshots s JOIN trips t ON t.id = s.trip_id "
                            "WHERE s.taken_at < ? GROUP BY s.trip_id, t.user_id"_s,
                            {before}));
    qint64 removed = 0;
    for (const Row &row : std::as_const(trips)) {
        PORTIER_ASSIGN(schedule, TripStore(tx).findSchedule(row.text(1)));
        const QTimeZone zone = zoneByName(schedule.value_or(TripSchedule()).zone).value_or(QTimeZone::utc());
        PORTIER_ASSIGN(gone, thin(tx, row.text(0), zone, before));
        removed += gone;
    }
    const Instant oldest = now - std::chrono::days(settings.checkRetentionDays);
    for (const QString &statement :
         {u"DELETE FROM price_checks WHERE finished_at < ?"_s, u"DELETE FROM refresh_runs WHERE finished_at < ?"_s,
          u"DELETE FROM alert_evaluations WHERE fired = 0 AND created_at < ?"_s}) {
        PORTIER_ASSIGN(gone, tx.exec(statement, {oldest}));
        removed += gone;
    }
    return removed;
}

} // namespace portier::trips
