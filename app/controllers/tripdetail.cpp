// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripdetail.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int watchEveryMs = 1'000;
constexpr qint64 dayMs = 86'400'000;

QVariantMap offerByKey(const QVariantList &offers, const QString &key)
{
    for (const QVariant &offer : offers) {
        const QVariantMap map = offer.toMap();
        if (map.value(u"key"_s).toString() == key)
            return map;
    }
    return {};
}

/// The picked key while it is still offered, else the cheapest; offers come by price.
QString keptOrCheapest(const QVariantList &offers, const QString &picked)
{
    if (!offerByKey(offers, picked).isEmpty() || offers.isEmpty())
        return offers.isEmpty() ? QString() : picked;
    return offers.first().toMap().value(u"key"_s).toString();
}

QVariantMap withoutSelection(QVariantMap history)
{
    QVariantList points = history.value(u"points"_s).toList();
    for (QVariant &each : points) {
        QVariantMap point = each.toMap();
        for (const QString &key : {u"selected_flight"_s, u"selected_hotel"_s, u"selected_total"_s})
            point.remove(key);
        each = point;
    }
    history.insert(u"points"_s, points);
    return history;
}

QVariantList byPrice(QVariantList offers, const QString &priceKey)
{
    const auto price = [&priceKey](const QVariant &offer) {
        return offer.toMap().value(priceKey).toMap().value(u"amount_minor"_s).toDouble();
    };
    std::stable_sort(offers.begin(), offers.end(),
                     [&price](const QVariant &a, const QVariant &b) { return price(a) < price(b); });
    return offers;
}

} // namespace

TripDetail::TripDetail(QObject *parent) : QObject(parent)
{
    m_watch.setInterval(watchEveryMs);
    connect(&m_watch, &QTimer::timeout, this, &TripDetail::reload);
}

QString TripDetail::path(const QString &rest) const
{
    return u"/api/v1/trips/"_s + m_tripId + rest;
}

void TripDetail::setTripId(const QString &id)
{
    if (m_tripId == id)
        return;
    m_tripId = id;
    m_trip.clear();
    m_snapshot.clear();
    m_history.clear();
    m_histories.clear();
    m_explanation.clear();
    takeOffers({});
    m_offersState = m_historyState = u"loading"_s;
    Q_EMIT tripIdChanged();
    Q_EMIT historyChanged();
    setState({});
    reload();
}

void TripDetail::reload()
{
    if (m_tripId.isEmpty() || !app())
        return;
    if (!m_following) {
        m_following = true;
        connect(&app()->feed(), &ChangeFeed::changed, this, [this](const QString &, const QString &objectId) {
            if (objectId == m_tripId)
                reload();
        });
        connect(&app()->client(), &ApiClient::onlineChanged, this, [this] {
            if (app()->client().isOnline())
                reload();
        });
    }
    if (m_trip.isEmpty())
        setState(u"loading"_s);
    app()->client().get(path(), {}, this, [this, id = m_tripId](const ApiReply &reply) {
        if (id != m_tripId)
            return;
        if (reply.ok())
            return takeTrip(reply.json().toVariantMap());
        if (m_trip.isEmpty() || reply.status == 404)
            setState(reply.status == 404 ? u"gone"_s : u"error"_s);
    });
}

void TripDetail::takeTrip(const QVariantMap &trip)
{
    const bool sameRule = m_trip.value(u"alert"_s) == trip.value(u"alert"_s);
    const QString known = m_snapshot.value(u"id"_s).toString();
    m_trip = trip;
    setState(u"ready"_s);
    if (isChecking())
        m_watch.start();
    else
        m_watch.stop();
    const QString newest = trip.value(u"latest"_s).toMap().value(u"snapshot_id"_s).toString();
    if (newest != known || m_history.isEmpty() || !sameRule) {
        // What is shown stays until the new one is there.
        m_histories.removeIf([this](const auto &each) { return each.key() != m_days; });
        loadHistory();
        loadExplanation();
    }
    if (newest != known)
        loadSnapshot();
    Q_EMIT picksChanged();
}

bool TripDetail::isChecking() const
{
    const QString state = m_trip.value(u"check"_s).toMap().value(u"state"_s).toString();
    return state == "queued"_L1 || state == "running"_L1;
}

void TripDetail::loadSnapshot()
{
    const QString id = m_trip.value(u"latest"_s).toMap().value(u"snapshot_id"_s).toString();
    if (id.isEmpty())
        return takeOffers({});
    QUrlQuery query;
    query.addQueryItem(u"include"_s, u"offers"_s);
    m_offersState = u"loading"_s;
    app()->client().get(path(u"/snapshots/"_s + id), query, this, [this, id = m_tripId](const ApiReply &reply) {
        if (id != m_tripId)
            return;
        if (reply.ok())
            return takeOffers(reply.json().toVariantMap());
        m_offersState = u"error"_s;
        Q_EMIT changed();
    });
}

void TripDetail::reloadOffers()
{
    loadSnapshot();
    Q_EMIT changed();
}

void TripDetail::takeOffers(const QVariantMap &snapshot)
{
    m_snapshot = snapshot;
    m_offersState = u"ready"_s;
    const QVariantMap offers = snapshot.value(u"offers"_s).toMap();
    m_flights = byPrice(offers.value(u"flights"_s).toList(), u"price"_s);
    m_hotels = byPrice(offers.value(u"hotels"_s).toList(), u"stay"_s);
    if (App *app = this->app()) {
        const QVariantMap picks = app->settings()->remembered(u"picks/"_s + m_tripId, QVariantMap()).toMap();
        m_flightKey = keptOrCheapest(m_flights, picks.value(u"flight"_s).toString());
        m_hotelKey = keptOrCheapest(m_hotels, picks.value(u"hotel"_s).toString());
    }
    Q_EMIT changed();
    Q_EMIT picksChanged();
    showHistory();
}

void TripDetail::pickFlight(const QString &key)
{
    pick(u"flight"_s, m_flightKey, key);
}

void TripDetail::pickHotel(const QString &key)
{
    pick(u"hotel"_s, m_hotelKey, key);
}

/// Only what somebody picked is remembered: the other side goes on with its cheapest (TRP-273).
void TripDetail::pick(const QString &side, QString &picked, const QString &key)
{
    if (picked == key)
        return;
    picked = key;
    const QString name = u"picks/"_s + m_tripId;
    QVariantMap picks = app()->settings()->remembered(name, QVariantMap()).toMap();
    picks.insert(side, key);
    app()->settings()->remember(name, picks);
    Q_EMIT picksChanged();
    showHistory();
}

QVariant TripDetail::flightPrice() const
{
    const QVariantMap offer = offerByKey(m_flights, m_flightKey);
    return offer.isEmpty() ? m_trip.value(u"latest"_s).toMap().value(u"flight"_s) : offer.value(u"price"_s);
}

QVariant TripDetail::hotelPrice() const
{
    const QVariantMap offer = offerByKey(m_hotels, m_hotelKey);
    return offer.isEmpty() ? m_trip.value(u"latest"_s).toMap().value(u"hotel"_s) : offer.value(u"stay"_s);
}

QVariant TripDetail::sum(const QVariant &a, const QVariant &b)
{
    const QVariantMap left = a.toMap(), right = b.toMap();
    if (left.isEmpty() || right.isEmpty() || left.value(u"currency"_s) != right.value(u"currency"_s))
        return {};
    return QVariantMap{
        {u"amount_minor"_s, left.value(u"amount_minor"_s).toDouble() + right.value(u"amount_minor"_s).toDouble()},
        {u"currency"_s, left.value(u"currency"_s)}};
}

QVariant TripDetail::totalPrice() const
{
    const bool flights = m_trip.value(u"track_flights"_s).toBool(), hotels = m_trip.value(u"track_hotels"_s).toBool();
    if (flights && hotels)
        return sum(flightPrice(), hotelPrice());
    return flights ? flightPrice() : hotelPrice();
}

void TripDetail::setDays(int days)
{
    if (m_days == days)
        return;
    m_days = days;
    loadHistory();
    showHistory();
    Q_EMIT historyChanged();
}

void TripDetail::loadHistory()
{
    if (!app() || m_tripId.isEmpty())
        return;
    QUrlQuery query;
    query.addQueryItem(u"bucket"_s, u"day"_s);
    if (m_days > 0) {
        const qint64 from = toMs(app()->client().clock().now()) - m_days * dayMs;
        query.addQueryItem(u"from"_s, toRfc3339(fromMs(from)));
    }
    query.addQueryItem(u"include"_s, u"offers"_s);
    m_historyState = u"loading"_s;
    app()->client().get(path(u"/history"_s), query, this, [this, id = m_tripId, days = m_days](const ApiReply &reply) {
        if (id != m_tripId)
            return;
        if (reply.ok())
            m_histories.insert(days, reply.json().toVariantMap());
        if (days != m_days)
            return;
        m_historyState = reply.ok() ? u"ready"_s : u"error"_s;
        if (reply.ok())
            showHistory();
        else
            Q_EMIT historyChanged();
    });
}

void TripDetail::reloadHistory()
{
    loadHistory();
    Q_EMIT historyChanged();
}

void TripDetail::showHistory()
{
    const auto found = m_histories.constFind(m_days);
    if (found == m_histories.constEnd())
        return; // what is shown stays until it is there
    m_history = withSelection(withPicks(*found, m_flightKey, m_hotelKey), m_trip.value(u"track_flights"_s).toBool(),
                              m_trip.value(u"track_hotels"_s).toBool());
    Q_EMIT historyChanged();
}

QVariantMap TripDetail::withPicks(QVariantMap history, const QString &flightKey, const QString &hotelKey)
{
    const QVariantMap offers = history.take(u"offers"_s).toMap();
    const QVariantList flights = offers.value(u"flights"_s).toMap().value(flightKey).toList();
    const QVariantList hotels = offers.value(u"hotels"_s).toMap().value(hotelKey).toList();
    QVariantList points = history.value(u"points"_s).toList();
    for (qsizetype i = 0; i < points.size(); ++i) {
        QVariantMap point = points.at(i).toMap();
        point.insert(u"selected_flight"_s, flights.value(i));
        point.insert(u"selected_hotel"_s, hotels.value(i));
        points[i] = point;
    }
    history.insert(u"points"_s, points);
    return history;
}

QVariantMap TripDetail::withSelection(const QVariantMap &history, bool flights, bool hotels)
{
    QVariantList points = history.value(u"points"_s).toList();
    QVariant flight, hotel, revision;
    bool differs = false;
    for (QVariant &each : points) {
        QVariantMap point = each.toMap();
        if (point.value(u"revision"_s) != revision)
            flight = hotel = {};
        revision = point.value(u"revision"_s);
        if (const QVariant price = point.value(u"selected_flight"_s); !price.isNull())
            flight = price;
        if (const QVariant price = point.value(u"selected_hotel"_s); !price.isNull())
            hotel = price;
        const bool known = (!flights || !flight.isNull()) && (!hotels || !hotel.isNull());
        if (known) {
            const double total = (flights ? flight.toDouble() : 0) + (hotels ? hotel.toDouble() : 0);
            differs = differs || total != point.value(u"total"_s).toDouble();
            point.insert(u"selected_total"_s, total);
        }
        each = point;
    }
    QVariantMap result = history;
    result.insert(u"points"_s, points);
    return differs ? result : withoutSelection(result);
}

void TripDetail::loadExplanation()
{
    app()->client().get(path(u"/alert/explain"_s), {}, this, [this](const ApiReply &reply) {
        m_explanation = reply.ok() ? reply.json().toVariantMap() : QVariantMap();
        Q_EMIT changed();
    });
}

void TripDetail::setState(const QString &state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace portier::app
