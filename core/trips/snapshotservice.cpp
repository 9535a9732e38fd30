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

/// What the offer with this key cost in each snapshot of the range.
Result<QHash<QString, qint64>> selectedPrices(SnapshotStore &snapshots, const QString &tripId, Side side,
                                              const QString &key, const SnapshotRange &range)
{
    QHash<QString, qint64> prices;
    if (key.isEmpty())
        return prices;
    const QString price = side == Side::Flights ? u"price"_s : u"stay"_s;
    PORTIER_TRY(snapshots.forEachOffers(tripId, side, range, [&](const QString &snapshotId, const QJsonArray &offers) {
        for (const QJsonValue &offer : offers) {
            if (offer[u"key"_s].toString() == key && offer[price].isObject()) {
                prices.insert(snapshotId, offer[price][u"amount_minor"_s].toInteger());
                return;
            }
        }
    }));
    return prices;
}

Result<> addSelected(SnapshotStore &snapshots, const QString &tripId, const HistoryQuery &query,
                     QList<HistoryPoint> &points)
{
    PORTIER_ASSIGN(flights, selectedPrices(snapshots, tripId, Side::Flights, query.flightKey, query.range));
    PORTIER_ASSIGN(hotels, selectedPrices(snapshots, tripId, Side::Hotels, query.hotelKey, query.range));
    for (HistoryPoint &point : points) {
        if (const auto found = flights.constFind(point.snapshotId); found != flights.constEnd())
            point.selectedFlightMinor = *found;
        if (const auto found = hotels.constFind(point.snapshotId); found != hotels.constEnd())
            point.selectedHotelMinor = *found;
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
    PORTIER_TRY(addSelected(snapshots, tripId, query, history.points));
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
