// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripfields.h"

#include <QJsonValue>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int mostAdultsInARoom = 4;

QVariant null()
{
    return QVariant::fromValue(nullptr);
}

QString text(const QVariantMap &fields, QLatin1StringView name)
{
    return fields.value(name).toString().simplified();
}

bool is(const QVariantMap &fields, QLatin1StringView name)
{
    return fields.value(name).toBool();
}

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? null() : QVariant(text);
}

/// Numbers below the first one that the API takes mean that nothing was chosen.
QVariant fromOn(int least, const QVariant &number)
{
    return number.toInt() < least ? null() : QVariant(number.toInt());
}

QString commaWords(const QVariant &list)
{
    QStringList words;
    for (const QVariant &word : list.toList())
        words.append(word.toString());
    return words.join(u", "_s);
}

Rooms derivedRooms(int adults)
{
    const int rooms = std::max(1, (adults + 1) / 2);
    return {rooms, std::max(1, (adults + rooms - 1) / rooms)};
}

void addFlightFields(QVariantMap &fields, const QVariantMap &filters)
{
    const QString cabin = filters.value(u"cabin"_s).toString(), match = filters.value(u"airline_match"_s).toString();
    const QVariant stops = filters.value(u"max_stops"_s);
    fields.insert(u"cabin"_s, cabin.isEmpty() ? u"economy"_s : cabin);
    fields.insert(u"max_stops"_s, stops.isNull() ? -1 : stops.toInt());
    fields.insert(u"airlines"_s, commaWords(filters.value(u"airlines"_s)));
    fields.insert(u"airline_match"_s, match.isEmpty() ? u"any_segment"_s : match);
}

void addHotelFields(QVariantMap &fields, const QVariantMap &filters, const QVariantMap &trip)
{
    const auto unless = [&filters](const QString &name, const QVariant &derived) {
        const QString value = filters.value(name).toString();
        return value == derived.toString() ? QString() : value;
    };
    fields.insert(u"city"_s, filters.value(u"city"_s).toString());
    fields.insert(u"country_code"_s, filters.value(u"country_code"_s).toString());
    fields.insert(u"check_in"_s, unless(u"check_in"_s, trip.value(u"depart_date"_s)));
    fields.insert(u"check_out"_s, unless(u"check_out"_s, trip.value(u"return_date"_s)));
    const int rooms = filters.value(u"rooms"_s).toInt(), each = filters.value(u"adults_per_room"_s).toInt();
    const Rooms derived = derivedRooms(trip.value(u"adults"_s).toInt());
    const bool asDerived = rooms == derived.count && each == derived.adultsEach;
    fields.insert(u"rooms"_s, asDerived ? 0 : rooms);
    fields.insert(u"adults_per_room"_s, asDerived ? 0 : each);
    const QString mode = filters.value(u"room_mode"_s).toString();
    fields.insert(u"room_mode"_s, mode.isEmpty() ? u"cheapest"_s : mode);
    fields.insert(u"room_types"_s, commaWords(filters.value(u"room_types"_s)));
    fields.insert(u"views"_s, commaWords(filters.value(u"views"_s)));
    fields.insert(u"min_stars"_s, filters.value(u"min_stars"_s).toInt());
}

void addAlertFields(QVariantMap &fields, const QVariantMap &rule, const Format &format)
{
    const QVariantMap threshold = rule.value(u"threshold"_s).toMap();
    const auto isOn = [&rule](const QString &name) { return !rule.contains(name) || rule.value(name).toBool(); };
    fields.insert(u"alert_kind"_s, rule.isEmpty() ? u"none"_s : rule.value(u"kind"_s).toString());
    fields.insert(u"alert_measure"_s, rule.isEmpty() ? u"trip_total"_s : rule.value(u"measure"_s).toString());
    fields.insert(u"alert_enabled"_s, isOn(u"enabled"_s));
    fields.insert(u"alert_email"_s, isOn(u"email"_s));
    fields.insert(u"alert_desktop"_s, isOn(u"desktop"_s));
    fields.insert(u"threshold"_s, threshold.isEmpty()
                                      ? QString()
                                      : format.typedFromMinor(threshold.value(u"amount_minor"_s).toDouble(),
                                                              threshold.value(u"currency"_s).toString()));
}

QVariantMap flightFilters(const QVariantMap &fields)
{
    return {{u"cabin"_s, text(fields, "cabin"_L1)},
            {u"max_stops"_s, fromOn(0, fields.value(u"max_stops"_s))},
            {u"airlines"_s, wordsOf(text(fields, "airlines"_L1).toUpper())},
            {u"airline_match"_s, text(fields, "airline_match"_L1)}};
}

QVariantMap hotelFilters(const QVariantMap &fields)
{
    return {{u"city"_s, text(fields, "city"_L1)},
            {u"country_code"_s, orNull(text(fields, "country_code"_L1).toUpper())},
            {u"check_in"_s, orNull(text(fields, "check_in"_L1))},
            {u"check_out"_s, orNull(text(fields, "check_out"_L1))},
            {u"rooms"_s, fromOn(1, fields.value(u"rooms"_s))},
            {u"adults_per_room"_s, fromOn(1, fields.value(u"adults_per_room"_s))},
            {u"room_mode"_s, text(fields, "room_mode"_L1)},
            {u"room_types"_s, wordsOf(fields.value(u"room_types"_s))},
            {u"views"_s, wordsOf(fields.value(u"views"_s))},
            {u"min_stars"_s, fromOn(1, fields.value(u"min_stars"_s))}};
}

/// What a rule looks at: what was chosen while both sides are followed, else the only side.
QString measureOf(const QVariantMap &fields)
{
    if (is(fields, "track_flights"_L1) && is(fields, "track_hotels"_L1))
        return text(fields, "alert_measure"_L1);
    return is(fields, "track_flights"_L1) ? u"flight_total"_s : u"hotel_total"_s;
}

/// The code of an airport; what is none is not sent for a trip without flights, whose form does not show it.
QVariant airport(const QVariantMap &fields, QLatin1StringView name)
{
    const QString code = text(fields, name).toUpper();
    return orNull(is(fields, "track_flights"_L1) || code.size() == 3 ? code : QString());
}

bool isSame(const QVariant &a, const QVariant &b)
{
    return QJsonValue::fromVariant(a) == QJsonValue::fromVariant(b);
}

/// RFC 7396. What is an object on both sides is compared member by member.
QVariantMap difference(const QVariantMap &before, const QVariantMap &now)
{
    QVariantMap patch;
    for (auto it = now.cbegin(); it != now.cend(); ++it) {
        const QVariant old = before.value(it.key());
        if (isSame(old, *it))
            continue;
        const bool objects = !old.toMap().isEmpty() && !it->toMap().isEmpty();
        patch.insert(it.key(), objects ? QVariant(difference(old.toMap(), it->toMap())) : *it);
    }
    return patch;
}

} // namespace

QVariantMap newTripFields(const Format &format)
{
    QVariantMap fields{{u"name"_s, QString()},
                       {u"trip_kind"_s, u"round_trip"_s},
                       {u"origin_airport"_s, QString()},
                       {u"destination_airport"_s, QString()},
                       {u"accept_unknown_airports"_s, false},
                       {u"depart_date"_s, format.dayFromNow(1)},
                       {u"return_date"_s, format.dayFromNow(8)},
                       {u"adults"_s, 1},
                       {u"currency"_s, u"EUR"_s},
                       {u"track_flights"_s, true},
                       {u"track_hotels"_s, true},
                       {u"reminder_days"_s, QString()},
                       {u"demo_history"_s, false}};
    addFlightFields(fields, {});
    addHotelFields(fields, {}, {{u"adults"_s, 1}});
    fields.insert(u"rooms"_s, 0);
    fields.insert(u"adults_per_room"_s, 0);
    addAlertFields(fields, {}, format);
    return fields;
}

QVariantMap tripFields(const QVariantMap &trip, const Format &format)
{
    QVariantMap fields = newTripFields(format);
    for (const QString &name : {u"name"_s, u"trip_kind"_s, u"depart_date"_s, u"adults"_s, u"currency"_s,
                                u"track_flights"_s, u"track_hotels"_s})
        fields.insert(name, trip.value(name));
    for (const QString &name : {u"origin_airport"_s, u"destination_airport"_s, u"return_date"_s})
        fields.insert(name, trip.value(name).toString());
    fields.insert(u"reminder_days"_s, commaWords(trip.value(u"reminder_days"_s)));
    addFlightFields(fields, trip.value(u"flight_filters"_s).toMap());
    if (const QVariantMap hotels = trip.value(u"hotel_filters"_s).toMap(); !hotels.isEmpty())
        addHotelFields(fields, hotels, trip);
    addAlertFields(fields, trip.value(u"alert"_s).toMap(), format);
    return fields;
}

QVariantMap alertOf(const QVariantMap &fields, const Format &format)
{
    const QString kind = text(fields, "alert_kind"_L1), currency = text(fields, "currency"_L1);
    if (kind.isEmpty() || kind == "none"_L1)
        return {};
    QVariantMap alert{{u"kind"_s, kind},
                      {u"measure"_s, measureOf(fields)},
                      {u"enabled"_s, is(fields, "alert_enabled"_L1)},
                      {u"email"_s, is(fields, "alert_email"_L1)},
                      {u"desktop"_s, is(fields, "alert_desktop"_L1)}};
    if (kind == "threshold"_L1) {
        const double minor = format.minorFromTyped(text(fields, "threshold"_L1), currency);
        alert.insert(u"threshold"_s, QVariantMap{{u"amount_minor"_s, qint64(minor)}, {u"currency"_s, currency}});
    }
    return alert;
}

QVariantMap tripBody(const QVariantMap &fields, const Format &format)
{
    const bool flights = is(fields, "track_flights"_L1), hotels = is(fields, "track_hotels"_L1);
    const bool oneWay = text(fields, "trip_kind"_L1) == "one_way"_L1;
    QVariantList reminders;
    for (const int day : daysOf(fields.value(u"reminder_days"_s)))
        reminders.append(day);
    const QVariantMap alert = alertOf(fields, format);
    QVariantMap body{
        {u"name"_s, text(fields, "name"_L1)},
        {u"trip_kind"_s, text(fields, "trip_kind"_L1)},
        {u"depart_date"_s, text(fields, "depart_date"_L1)},
        {u"return_date"_s, orNull(oneWay ? QString() : text(fields, "return_date"_L1))},
        {u"origin_airport"_s, airport(fields, "origin_airport"_L1)},
        {u"destination_airport"_s, airport(fields, "destination_airport"_L1)},
        {u"adults"_s, fields.value(u"adults"_s).toInt()},
        {u"currency"_s, text(fields, "currency"_L1)},
        {u"track_flights"_s, flights},
        {u"track_hotels"_s, hotels},
        {u"reminder_days"_s, reminders},
        {u"flight_filters"_s, flights ? QVariant(flightFilters(fields)) : null()},
        {u"hotel_filters"_s, hotels ? QVariant(hotelFilters(fields)) : null()},
        {u"alert"_s, alert.isEmpty() ? null() : QVariant(alert)},
    };
    for (const QString &wish : {u"accept_unknown_airports"_s, u"demo_history"_s}) {
        if (fields.value(wish).toBool())
            body.insert(wish, true);
    }
    return body;
}

QVariantMap tripPatch(const QVariantMap &before, const QVariantMap &now, const Format &format)
{
    return difference(tripBody(before, format), tripBody(now, format));
}

Rooms roomsOf(const QVariantMap &fields)
{
    const int adults = std::max(1, fields.value(u"adults"_s).toInt());
    const int rooms = fields.value(u"rooms"_s).toInt(), each = fields.value(u"adults_per_room"_s).toInt();
    if (rooms < 1 && each < 1)
        return derivedRooms(adults);
    const int count = rooms > 0 ? rooms : (adults + each - 1) / each;
    return {count, each > 0 ? each : std::min(mostAdultsInARoom, (adults + count - 1) / count)};
}

QStringList wordsOf(const QVariant &typed)
{
    QStringList words;
    const QStringList parts = typed.toString().split(u',');
    for (const QString &part : parts) {
        if (const QString word = part.simplified(); !word.isEmpty() && !words.contains(word))
            words.append(word);
    }
    return words;
}

QList<int> daysOf(const QVariant &typed)
{
    static const QRegularExpression between(u"[,;\\s]+"_s);
    QList<int> days;
    const QStringList parts = typed.toString().split(between, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        bool isNumber = false;
        const int day = part.toInt(&isNumber);
        days.append(isNumber ? day : -1);
    }
    std::sort(days.begin(), days.end());
    return days;
}

} // namespace portier::app
