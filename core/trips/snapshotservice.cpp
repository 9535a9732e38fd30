// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/snapshotservice.h"

#include "core/trips/tripstore.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Transaction;

namespace
{
Result<TripView> viewOf(Transaction &tx, const Caller &caller, const QString &tripId)
{
    PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
    if (!view)
        return fail(Error::notFound());
    return *view;
}

QString priceMember(Side side)
{
    return side == Side::Flights ? u"price"_s : u"stay"_s;
}

/// What the offers with these keys cost at each point.
Result<QMap<QString, OfferPrices>> pricesOf(SnapshotStore &snapshots, const QString &tripId, Side side,
                                            const QSet<QString> &keys, const HistoryQuery &query,
                                            const QList<HistoryPoint> &points)
{
    QMap<QString, OfferPrices> prices;
    for (const QString &key : keys)
        prices.insert(key, OfferPrices(points.size()));
    if (prices.isEmpty())
        return prices;
    QHash<QString, qsizetype> positions;
    for (qsizetype i = 0; i < points.size(); ++i)
        positions.insert(points.at(i).snapshotId, i);
    const QString member = priceMember(side);
    const auto follow = [&](const QString &snapshotId, const QJsonArray &offers) {
        const auto at = positions.constFind(snapshotId);
        if (at == positions.constEnd())
            return;
        for (const QJsonValue &offer : offers) {
            const auto found = prices.find(offer[u"key"_s].toString());
            if (found != prices.end() && offer[member].isObject())
                (*found)[*at] = offer[member][u"amount_minor"_s].toInteger();
        }
    };
    PORTIER_TRY(snapshots.forEachOffers(tripId, side, query.range, follow));
    return prices;
}

/// The keys of what can be chosen right now.
Result<QMap<Side, QSet<QString>>> keysOfNewest(SnapshotStore &snapshots, const Trip &trip)
{
    QMap<Side, QSet<QString>> keys{{Side::Flights, {}}, {Side::Hotels, {}}};
    PORTIER_ASSIGN(newest, snapshots.newest(trip.id, trip.queryRevision));
    if (!newest)
        return keys;
    PORTIER_ASSIGN(offers, snapshots.offers(newest->id));
    for (auto side = keys.begin(); side != keys.end(); ++side) {
        const QJsonArray list = offers.value(toText(side.key())).toArray();
        for (const QJsonValue &offer : list)
            side->insert(offer[u"key"_s].toString());
    }
    return keys;
}

/// Follows the offers that were asked for through the points.
Result<> addOffers(SnapshotStore &snapshots, const Trip &trip, const HistoryQuery &query, History &history)
{
    QMap<Side, QSet<QString>> keys;
    if (query.withOffers) {
        PORTIER_ASSIGN(newest, keysOfNewest(snapshots, trip));
        keys = newest;
        history.offers.emplace();
    }
    for (const auto &[side, key, selected] :
         {std::tuple(Side::Flights, query.flightKey, &HistoryPoint::selectedFlightMinor),
          std::tuple(Side::Hotels, query.hotelKey, &HistoryPoint::selectedHotelMinor)}) {
        QSet<QString> wanted = keys.value(side);
        if (!key.isEmpty())
            wanted.insert(key);
        PORTIER_ASSIGN(prices, pricesOf(snapshots, trip.id, side, wanted, query, history.points));
        const OfferPrices chosen = prices.value(key);
        for (qsizetype i = 0; i < chosen.size(); ++i)
            history.points[i].*selected = chosen.at(i);
        if (history.offers)
            history.offers->insert(side, prices);
    }
    return {};
}

Result<History> historyIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                          const QString &tripId, const HistoryQuery &query)
{
    PORTIER_ASSIGN(view, viewOf(tx, caller, tripId));
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, caller.userId));
    SnapshotStore snapshots(tx);
    PORTIER_ASSIGN(real, snapshots.hasReal(tripId));
    const bool withSimulated = query.includeSimulated || !real; // TRP-172
    History history;
    history.currency = view.trip.plan.currency;
    history.bucket = query.bucket;
    history.rule = view.rule;
    HistoryBuilder builder(query.bucket, zoneOf(owner));
    PORTIER_TRY(snapshots.forEachPrice(tripId, query.range, [&](const Snapshot &snapshot) {
        if (withSimulated || !snapshot.simulated)
            builder.add(snapshot);
        return true;
    }));
    history.points = builder.takePoints();
    PORTIER_TRY(addOffers(snapshots, view.trip, query, history));
    PORTIER_ASSIGN(outliers, AlertStore(tx).unconfirmed(tripId));
    for (HistoryPoint &point : history.points) {
        if (outliers.contains(point.snapshotId))
            point.marks.append(u"unconfirmed"_s); // TRP-184
    }
    PORTIER_ASSIGN(starts, snapshots.revisionStarts(tripId, withSimulated));
    history.revisionStarts = starts;
    PORTIER_ASSIGN(alerts, AlertStore(tx).fired(tripId, query.range.from, query.range.until, withSimulated));
    history.alerts = alerts;
    const Measure measure = view.rule ? view.rule->wish.measure : Measure::TripTotal;
    PORTIER_ASSIGN(lowest, snapshots.lowest(tripId, view.trip.queryRevision, measure));
    history.lowest = lowest;
    return history;
}
} // namespace

SnapshotService::SnapshotService(storage::Database &database, Environment environment)
    : m_database(database), m_environment(std::move(environment))
{
}

QCoro::Task<Result<ListPage<Snapshot>>> SnapshotService::page(Caller caller, QString tripId, SnapshotRange range,
                                                              int limit, std::optional<QJsonObject> after)
{
    return m_database.read([caller, tripId, range, limit, after](Transaction &tx) -> Result<ListPage<Snapshot>> {
        PORTIER_TRY(viewOf(tx, caller, tripId));
        PORTIER_ASSIGN(snapshots, SnapshotStore(tx).page(tripId, range, limit + 1, after));
        return cutPage(snapshots, limit, &SnapshotStore::positionOf);
    });
}

QCoro::Task<Result<SnapshotView>> SnapshotService::find(Caller caller, QString tripId, QString snapshotId,
                                                        bool withOffers)
{
    return m_database.read([caller, tripId, snapshotId, withOffers](Transaction &tx) -> Result<SnapshotView> {
        PORTIER_TRY(viewOf(tx, caller, tripId));
        SnapshotStore snapshots(tx);
        PORTIER_ASSIGN(snapshot, snapshots.find(tripId, snapshotId));
        if (!snapshot)
            return fail(Error::notFound());
        SnapshotView view{*snapshot, {}};
        if (withOffers) {
            PORTIER_ASSIGN(offers, snapshots.offers(snapshotId));
            view.offers = offers;
        }
        return view;
    });
}

QCoro::Task<Result<History>> SnapshotService::history(Caller caller, QString tripId, HistoryQuery query)
{
    return m_database.read([environment = m_environment, caller, tripId, query](Transaction &tx) {
        return historyIn(*environment, tx, caller, tripId, query);
    });
}

} // namespace portier::trips
