// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/snapshotstore.h"

#include "core/trips/alertstore.h"
#include "core/trips/nulltext.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Binds;
using storage::Row;

namespace
{
const QString prices = u"s.id, s.trip_id, s.check_id, s.query_revision, s.taken_at, s.currency, s.flight_minor, "
                       "s.hotel_minor, s.total_minor, s.flight_source, s.hotel_source, s.complete, s.degraded, "
                       "s.partial, s.stale, s.cached, s.simulated, s.backfilled"_s;
constexpr int priceColumns = 18;
const QString whole = prices + u", s.sides"_s;

constexpr qsizetype maxFlights = 50; // trips.md 2.4
constexpr qsizetype maxHotels = 20;
constexpr qsizetype maxOfferBytes = 256 * 1024;

Snapshot pricesFrom(const Row &row)
{
    Snapshot snapshot;
    snapshot.id = row.text(0);
    snapshot.tripId = row.text(1);
    snapshot.checkId = row.text(2);
    snapshot.queryRevision = static_cast<int>(row.integer(3));
    snapshot.takenAt = row.instant(4);
    snapshot.currency = row.text(5);
    snapshot.flightMinor = row.optInteger(6);
    snapshot.hotelMinor = row.optInteger(7);
    snapshot.totalMinor = row.optInteger(8);
    snapshot.flightSource = row.text(9);
    snapshot.hotelSource = row.text(10);
    snapshot.complete = row.boolean(11);
    snapshot.degraded = row.boolean(12);
    snapshot.partial = row.boolean(13);
    snapshot.stale = row.boolean(14);
    snapshot.cached = row.boolean(15);
    snapshot.simulated = row.boolean(16);
    snapshot.backfilled = row.boolean(17);
    return snapshot;
}

Snapshot wholeFrom(const Row &row)
{
    Snapshot snapshot = pricesFrom(row);
    snapshot.sides = row.object(priceColumns);
    return snapshot;
}

QString columnOf(Measure measure)
{
    switch (measure) {
    case Measure::FlightTotal:
        return u"s.flight_minor"_s;
    case Measure::HotelTotal:
        return u"s.hotel_minor"_s;
    case Measure::TripTotal:
        return u"s.total_minor"_s;
    }
    Q_UNREACHABLE();
}

/// Without outliers that nothing has confirmed: they are stored and drawn, and no other price is measured by them
/// (TRP-183, TRP-184).
QString believed()
{
    return u" AND NOT EXISTS (SELECT 1 FROM alert_evaluations e WHERE e.snapshot_id = s.id AND "_s +
           unconfirmedOutlier() + u") "_s;
}

/// The WHERE of a range; its values go to `binds`.
QString within(const QString &tripId, const SnapshotRange &range, Binds &binds)
{
    QString where = u"s.trip_id = ?"_s;
    binds << tripId;
    if (range.from) {
        where += u" AND s.taken_at >= ?"_s;
        binds << *range.from;
    }
    if (range.until) {
        where += u" AND s.taken_at < ?"_s;
        binds << *range.until;
    }
    if (range.revision) {
        where += u" AND s.query_revision = ?"_s;
        binds << *range.revision;
    }
    return where;
}

/// Drops the dearest offers until the text fits its column's limit.
QString limited(QJsonArray offers, qsizetype maxCount)
{
    while (offers.size() > maxCount)
        offers.removeLast();
    QByteArray text = QJsonDocument(offers).toJson(QJsonDocument::Compact);
    while (text.size() > maxOfferBytes) {
        const qsizetype keep = std::min(offers.size() - 1, offers.size() * maxOfferBytes / text.size());
        while (offers.size() > keep)
            offers.removeLast();
        text = QJsonDocument(offers).toJson(QJsonDocument::Compact);
    }
    return QString::fromUtf8(text);
}
} // namespace

Result<> SnapshotStore::insert(const Snapshot &snapshot, Instant now)
{
    PORTIER_TRY(m_tx.exec(
        u"INSERT INTO price_snapshots (id, trip_id, check_id, query_revision, taken_at, currency, flight_minor, "
        "hotel_minor, total_minor, flight_source, hotel_source, complete, degraded, partial, stale, cached, simulated, "
        "backfilled, created_at, sides) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {snapshot.id,
         snapshot.tripId,
         orNull(snapshot.checkId),
         snapshot.queryRevision,
         snapshot.takenAt,
         snapshot.currency,
         snapshot.flightMinor,
         snapshot.hotelMinor,
         snapshot.totalMinor,
         orNull(snapshot.flightSource),
         orNull(snapshot.hotelSource),
         snapshot.complete,
         snapshot.degraded,
         snapshot.partial,
         snapshot.stale,
         snapshot.cached,
         snapshot.simulated,
         snapshot.backfilled,
         now,
         snapshot.sides}));
    return {};
}

Result<> SnapshotStore::insertOffers(const QString &snapshotId, const SideResult &side)
{
    QJsonObject filtered;
    for (auto it = side.counts.filtered.constBegin(); it != side.counts.filtered.constEnd(); ++it)
        filtered.insert(it.key(), it.value());
    PORTIER_TRY(m_tx.exec(u"INSERT INTO snapshot_offers (snapshot_id, side, offers, priced_count, unpriced_count, "
                          "filtered_counts) VALUES (?, ?, ?, ?, ?, ?)"_s,
                          {snapshotId, toText(side.side),
                           limited(side.offersJson(), side.side == Side::Flights ? maxFlights : maxHotels),
                           side.counts.kept, side.counts.unpriced, filtered}));
    return {};
}

Result<std::optional<Snapshot>> SnapshotStore::one(const QString &rest, const Binds &binds)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + whole + u" FROM price_snapshots s WHERE "_s + rest, binds));
    return row ? std::optional(wholeFrom(*row)) : std::nullopt;
}

Result<std::optional<Snapshot>> SnapshotStore::find(const QString &tripId, const QString &snapshotId)
{
    return one(u"s.id = ? AND s.trip_id = ?"_s, {snapshotId, tripId});
}

Result<QJsonObject> SnapshotStore::offers(const QString &snapshotId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT side, offers FROM snapshot_offers WHERE snapshot_id = ?"_s, {snapshotId}));
    QJsonObject offers{{u"flights"_s, QJsonArray()}, {u"hotels"_s, QJsonArray()}};
    for (const Row &row : std::as_const(rows))
        offers.insert(row.text(0), row.array(1));
    return offers;
}

Result<QList<Snapshot>> SnapshotStore::page(const QString &tripId, const SnapshotRange &range, int limit,
                                            const std::optional<QJsonObject> &after)
{
    Binds binds;
    QString where = within(tripId, range, binds);
    if (after) {
        where += u" AND (s.taken_at < ? OR (s.taken_at = ? AND s.id < ?))"_s;
        const qint64 at = after->value(u"at"_s).toInteger();
        binds << at << at << after->value(u"id"_s).toString();
    }
    binds << limit;
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM price_snapshots s WHERE %2 "
                                    "ORDER BY s.taken_at DESC, s.id DESC LIMIT ?"_s.arg(whole, where),
                                    binds));
    QList<Snapshot> snapshots;
    for (const Row &row : std::as_const(rows))
        snapshots.append(wholeFrom(row));
    return snapshots;
}

QJsonObject SnapshotStore::positionOf(const Snapshot &snapshot)
{
    return {{u"at"_s, toMs(snapshot.takenAt)}, {u"id"_s, snapshot.id}};
}

Result<std::optional<Snapshot>> SnapshotStore::newest(const QString &tripId, int revision)
{
    return one(u"s.trip_id = ? AND s.query_revision = ? ORDER BY s.taken_at DESC, s.id DESC LIMIT 1"_s,
               {tripId, revision});
}

Result<std::optional<Snapshot>> SnapshotStore::previous(const Snapshot &snapshot, Measure measure)
{
    return previous(snapshot, measure, snapshot.takenAt);
}

Result<std::optional<Snapshot>> SnapshotStore::previous(const Snapshot &snapshot, Measure measure, Instant until)
{
    return one(u"s.trip_id = ? AND s.query_revision = ? AND s.taken_at <= ? AND s.id <> ? AND s.stale = 0 AND "
               "s.simulated = ? AND "_s +
                   columnOf(measure) + u" IS NOT NULL"_s + believed() +
                   u"ORDER BY s.taken_at DESC, s.id DESC LIMIT 1"_s,
               {snapshot.tripId, snapshot.queryRevision, until, snapshot.id, snapshot.simulated});
}

Result<std::optional<QString>> SnapshotStore::fresh(const QString &tripId, int revision, Instant since)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT s.id FROM price_snapshots s WHERE s.trip_id = ? AND s.query_revision = ? "
                                 "AND s.taken_at > ? AND s.complete = 1 AND s.stale = 0 AND s.backfilled = 0 "
                                 "ORDER BY s.taken_at DESC LIMIT 1"_s,
                                 {tripId, revision, since}));
    return row ? row->optText(0) : std::nullopt;
}

Result<std::optional<Snapshot>> SnapshotStore::newestEligible(const QString &tripId, int revision, Measure measure,
                                                              Instant since)
{
    PORTIER_ASSIGN(real, hasReal(tripId));
    return one(u"s.trip_id = ? AND s.query_revision = ? AND s.taken_at > ? AND s.stale = 0 AND s.backfilled = 0 AND "
               "s.simulated <= ? AND "_s +
                   columnOf(measure) + u" IS NOT NULL"_s + believed() +
                   u"ORDER BY s.taken_at DESC, s.id DESC LIMIT 1"_s,
               {tripId, revision, since, real ? 0 : 1});
}

Result<bool> SnapshotStore::hasReal(const QString &tripId)
{
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT 1 FROM price_snapshots s WHERE s.trip_id = ? AND s.simulated = 0 LIMIT 1"_s, {tripId}));
    return row.has_value();
}

Result<std::optional<SnapshotStore::Lowest>> SnapshotStore::lowest(const QString &tripId, int revision, Measure measure)
{
    PORTIER_ASSIGN(real, hasReal(tripId));
    // Whether a price is believed costs a look each: only the cheapest are asked.
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT s.minor, s.taken_at FROM (SELECT s.id, %1 AS minor, s.taken_at "
                      "FROM price_snapshots s WHERE s.trip_id = ? AND s.query_revision = ? AND s.stale = 0 "
                      "AND s.simulated <= ? AND %1 IS NOT NULL ORDER BY %1, s.taken_at LIMIT 100) s "
                      "WHERE s.minor > 0%2ORDER BY s.minor, s.taken_at LIMIT 1"_s.arg(columnOf(measure), believed()),
                      {tripId, revision, real ? 0 : 1}));
    return row ? std::optional(Lowest{row->integer(0), row->instant(1)}) : std::nullopt;
}

Result<QMap<int, Instant>> SnapshotStore::revisionStarts(const QString &tripId, bool withSimulated)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT s.query_revision, MIN(s.taken_at) FROM price_snapshots s WHERE s.trip_id = ? "
                              "AND s.simulated <= ? GROUP BY s.query_revision"_s,
                              {tripId, withSimulated ? 1 : 0}));
    QMap<int, Instant> starts;
    for (const Row &row : std::as_const(rows))
        starts.insert(static_cast<int>(row.integer(0)), row.instant(1));
    return starts;
}

Result<> SnapshotStore::forEachPrice(const QString &tripId, const SnapshotRange &range,
                                     const std::function<bool(const Snapshot &)> &visit)
{
    Binds binds;
    const QString where = within(tripId, range, binds);
    return m_tx.forEach(u"SELECT %1 FROM price_snapshots s WHERE %2 ORDER BY s.taken_at, s.id"_s.arg(prices, where),
                        binds, [&visit](const Row &row) { return visit(pricesFrom(row)); });
}

Result<> SnapshotStore::forEach(const QString &tripId, const SnapshotRange &range,
                                const std::function<bool(const Snapshot &)> &visit)
{
    Binds binds;
    const QString where = within(tripId, range, binds);
    return m_tx.forEach(u"SELECT %1 FROM price_snapshots s WHERE %2 ORDER BY s.taken_at, s.id"_s.arg(whole, where),
                        binds, [&visit](const Row &row) { return visit(wholeFrom(row)); });
}

Result<> SnapshotStore::forEachOffers(const QString &tripId, Side side, const SnapshotRange &range,
                                      const std::function<void(const QString &, const QJsonArray &)> &visit)
{
    Binds binds;
    const QString where = within(tripId, range, binds);
    binds << toText(side);
    return m_tx.forEach(u"SELECT o.snapshot_id, o.offers FROM price_snapshots s "
                        "JOIN snapshot_offers o ON o.snapshot_id = s.id WHERE %1 AND o.side = ?"_s.arg(where),
                        binds, [&visit](const Row &row) {
                            visit(row.text(0), row.array(1));
                            return true;
                        });
}

Result<qint64> SnapshotStore::removeSome(const QString &tripId, int most)
{
    return m_tx.exec(u"DELETE FROM price_snapshots WHERE id IN "
                     "(SELECT s.id FROM price_snapshots s WHERE s.trip_id = ? LIMIT ?)"_s,
                     {tripId, most});
}

Result<bool> SnapshotStore::contains(const Snapshot &snapshot)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM price_snapshots s WHERE s.trip_id = ? AND s.taken_at = ? AND "
                                      "COALESCE(s.flight_minor, 0) = ? AND COALESCE(s.hotel_minor, 0) = ? AND "
                                      "COALESCE(s.total_minor, 0) = ? LIMIT 1"_s,
                                      {snapshot.tripId, snapshot.takenAt, snapshot.flightMinor.value_or(0),
                                       snapshot.hotelMinor.value_or(0), snapshot.totalMinor.value_or(0)}));
    return row.has_value();
}

Result<qint64> SnapshotStore::countSince(Instant then)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM price_snapshots WHERE taken_at >= ?"_s, {then}));
    return row ? row->integer(0) : 0;
}

} // namespace portier::trips
