// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/filterjson.h"

#include "core/base/zonedtime.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
QJsonValue orNull(const std::optional<int> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QStringList textsFrom(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray items = value.toArray();
    for (const QJsonValue &item : items)
        texts.append(item.toString());
    return texts;
}

std::optional<int> intFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}
} // namespace

QJsonObject toJson(const FlightFilters &filters)
{
    return {{u"cabin"_s, toText(filters.cabin)},
            {u"max_stops"_s, orNull(filters.maxStops)},
            {u"airlines"_s, QJsonArray::fromStringList(filters.airlines)},
            {u"airline_match"_s, toText(filters.airlineMatch)}};
}

FlightFilters flightFiltersFromJson(const QJsonObject &json)
{
    FlightFilters filters;
    filters.cabin = cabinFromText(json.value(u"cabin"_s).toString()).value_or(Cabin::Economy);
    filters.maxStops = intFrom(json.value(u"max_stops"_s));
    filters.airlines = textsFrom(json.value(u"airlines"_s));
    filters.airlineMatch =
        airlineMatchFromText(json.value(u"airline_match"_s).toString()).value_or(AirlineMatch::AnySegment);
    return filters;
}

QJsonObject toJson(const HotelFilters &filters)
{
    return {{u"city"_s, filters.city},
            {u"country_code"_s, filters.countryCode.isEmpty() ? QJsonValue() : QJsonValue(filters.countryCode)},
            {u"check_in"_s, toIsoDate(filters.checkIn)},
            {u"check_out"_s, toIsoDate(filters.checkOut)},
            {u"rooms"_s, filters.rooms},
            {u"adults_per_room"_s, filters.adultsPerRoom},
            {u"room_mode"_s, toText(filters.roomMode)},
            {u"room_types"_s, QJsonArray::fromStringList(filters.roomTypes)},
            {u"views"_s, QJsonArray::fromStringList(filters.views)},
            {u"min_stars"_s, orNull(filters.minStars)}};
}

HotelFilters hotelFiltersFromJson(const QJsonObject &json)
{
    HotelFilters filters;
    filters.city = json.value(u"city"_s).toString();
    filters.countryCode = json.value(u"country_code"_s).toString();
    filters.checkIn = fromIsoDate(json.value(u"check_in"_s).toString()).value_or(QDate());
    filters.checkOut = fromIsoDate(json.value(u"check_out"_s).toString()).value_or(QDate());
    filters.rooms = json.value(u"rooms"_s).toInt(1);
    filters.adultsPerRoom = json.value(u"adults_per_room"_s).toInt(1);
    filters.roomMode = roomModeFromText(json.value(u"room_mode"_s).toString()).value_or(RoomMode::Cheapest);
    filters.roomTypes = textsFrom(json.value(u"room_types"_s));
    filters.views = textsFrom(json.value(u"views"_s));
    filters.minStars = intFrom(json.value(u"min_stars"_s));
    return filters;
}

} // namespace portier::trips
