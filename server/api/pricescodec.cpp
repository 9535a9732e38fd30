// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/pricescodec.h"

#include "core/base/zonedtime.h"
#include "server/api/jsonvalues.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

template <class Outcome>
QJsonValue outcomeOrNull(const std::optional<Outcome> &outcome)
{
    return outcome ? QJsonValue(toText(*outcome)) : QJsonValue();
}

QJsonObject toJson(const trips::RunItem &item)
{
    return {{u"trip_id"_s, item.tripId},
            {u"check_id"_s, textOrNull(item.checkId)},
            {u"state"_s, toText(item.state)},
            {u"outcome"_s, outcomeOrNull(item.outcome)}};
}

QJsonObject toJson(const trips::HistoryPoint &point)
{
    return {{u"snapshot_id"_s, point.snapshotId},
            {u"at"_s, toRfc3339(point.at)},
            {u"day"_s, toIsoDate(point.day)},
            {u"revision"_s, point.revision},
            {u"flight"_s, numberOrNull(point.flightMinor)},
            {u"hotel"_s, numberOrNull(point.hotelMinor)},
            {u"total"_s, numberOrNull(point.totalMinor)},
            {u"selected_flight"_s, numberOrNull(point.selectedFlightMinor)},
            {u"selected_hotel"_s, numberOrNull(point.selectedHotelMinor)},
            {u"flight_source"_s, textOrNull(point.flightSource)},
            {u"hotel_source"_s, textOrNull(point.hotelSource)},
            {u"marks"_s, QJsonArray::fromStringList(point.marks)}};
}

/// Where a price series broke off and a new one began; the first series is no break.
QJsonArray breaksOf(const QMap<int, Instant> &starts)
{
    QJsonArray breaks;
    for (auto it = starts.begin(); it != starts.end(); ++it) {
        if (it != starts.begin())
            breaks.append(QJsonObject{{u"revision"_s, it.key()}, {u"from"_s, toRfc3339(it.value())}});
    }
    return breaks;
}

QJsonObject toJson(const QMap<QString, trips::OfferPrices> &offers)
{
    QJsonObject json;
    for (auto offer = offers.begin(); offer != offers.end(); ++offer) {
        QJsonArray prices;
        for (const std::optional<qint64> &price : *offer)
            prices.append(numberOrNull(price));
        json.insert(offer.key(), prices);
    }
    return json;
}

QJsonValue thresholdOf(const std::optional<trips::AlertRule> &rule)
{
    if (!rule || !rule->wish.thresholdMinor)
        return {};
    return QJsonObject{{u"measure"_s, toText(rule->wish.measure)}, {u"amount_minor"_s, *rule->wish.thresholdMinor}};
}

} // namespace

QJsonObject toJson(const trips::PriceCheck &check, bool joined)
{
    return {{u"id"_s, check.id},
            {u"trip_id"_s, check.tripId},
            {u"run_id"_s, textOrNull(check.runId)},
            {u"trigger"_s, toText(check.trigger)},
            {u"state"_s, toText(check.state)},
            {u"outcome"_s, outcomeOrNull(check.outcome)},
            {u"joined"_s, joined},
            {u"snapshot_id"_s, textOrNull(check.snapshotId)},
            {u"error"_s, check.error ? QJsonValue(toJson(*check.error)) : QJsonValue()},
            {u"query_revision"_s, check.queryRevision},
            {u"created_at"_s, toRfc3339(check.createdAt)},
            {u"started_at"_s, instantOrNull(check.startedAt)},
            {u"finished_at"_s, instantOrNull(check.finishedAt)}};
}

QJsonObject toJson(const trips::RefreshRun &run)
{
    QJsonObject json{{u"id"_s, run.id},
                     {u"kind"_s, toText(run.kind)},
                     {u"state"_s, run.running ? u"running"_s : u"done"_s},
                     {u"outcome"_s, outcomeOrNull(run.outcome)},
                     {u"total"_s, run.total},
                     {u"done"_s, run.done},
                     {u"failed"_s, run.failed},
                     {u"skipped"_s, run.skipped},
                     {u"created_at"_s, toRfc3339(run.createdAt)},
                     {u"finished_at"_s, instantOrNull(run.finishedAt)}};
    QJsonArray items;
    for (const trips::RunItem &item : run.items)
        items.append(toJson(item));
    if (!items.isEmpty())
        json.insert(u"items"_s, items);
    return json;
}

QJsonObject toJson(const trips::Snapshot &snapshot)
{
    return {{u"id"_s, snapshot.id},
            {u"taken_at"_s, toRfc3339(snapshot.takenAt)},
            {u"query_revision"_s, snapshot.queryRevision},
            {u"flight"_s, moneyOrNull(snapshot.flightMinor, snapshot.currency)},
            {u"hotel"_s, moneyOrNull(snapshot.hotelMinor, snapshot.currency)},
            {u"total"_s, moneyOrNull(snapshot.totalMinor, snapshot.currency)},
            {u"flight_source"_s, textOrNull(snapshot.flightSource)},
            {u"hotel_source"_s, textOrNull(snapshot.hotelSource)},
            {u"complete"_s, snapshot.complete},
            {u"degraded"_s, snapshot.degraded},
            {u"partial"_s, snapshot.partial},
            {u"stale"_s, snapshot.stale},
            {u"cached"_s, snapshot.cached},
            {u"simulated"_s, snapshot.simulated},
            {u"backfilled"_s, snapshot.backfilled},
            {u"sides"_s, snapshot.sides}};
}

QJsonObject toJson(const trips::SnapshotView &view)
{
    QJsonObject json = toJson(view.snapshot);
    if (view.offers)
        json.insert(u"offers"_s, *view.offers);
    return json;
}

QJsonObject toJson(const trips::History &history)
{
    QJsonArray points;
    for (const trips::HistoryPoint &point : history.points)
        points.append(toJson(point));
    QJsonArray alerts;
    for (const trips::AlertStore::Fired &fired : history.alerts) {
        alerts.append(QJsonObject{{u"at"_s, toRfc3339(fired.at)},
                                  {u"reason"_s, toText(fired.reason)},
                                  {u"amount_minor"_s, fired.priceMinor}});
    }
    QJsonValue lowest;
    if (history.lowest)
        lowest = QJsonObject{{u"amount_minor"_s, history.lowest->minor}, {u"at"_s, toRfc3339(history.lowest->takenAt)}};
    QJsonObject json{{u"currency"_s, history.currency},
                     {u"bucket"_s, history.bucket == trips::Bucket::Day ? u"day"_s : u"none"_s},
                     {u"points"_s, points},
                     {u"revisions"_s, breaksOf(history.revisionStarts)},
                     {u"threshold"_s, thresholdOf(history.rule)},
                     {u"alerts"_s, alerts},
                     {u"lowest"_s, lowest}};
    if (history.offers) {
        QJsonObject offers;
        for (auto side = history.offers->begin(); side != history.offers->end(); ++side)
            offers.insert(toText(side.key()), toJson(*side));
        json.insert(u"offers"_s, offers);
    }
    return json;
}

} // namespace portier::api
