// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/query.h"

#include "core/base/enumtext.h"
#include "core/base/zonedtime.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

constexpr EnumTable<Side, 2> sides{{{Side::Flights, "flights"}, {Side::Hotels, "hotels"}}};
constexpr EnumTable<Cabin, 4> cabins{{{Cabin::Economy, "economy"},
                                      {Cabin::PremiumEconomy, "premium_economy"},
                                      {Cabin::Business, "business"},
                                      {Cabin::First, "first"}}};
constexpr EnumTable<AirlineMatch, 2> airlineMatches{
    {{AirlineMatch::AnySegment, "any_segment"}, {AirlineMatch::AllSegments, "all_segments"}}};
constexpr EnumTable<RoomMode, 2> roomModes{{{RoomMode::Cheapest, "cheapest"}, {RoomMode::Preferred, "preferred"}}};
constexpr EnumTable<Trigger, 7> triggers{{{Trigger::Initial, "initial"},
                                          {Trigger::Schedule, "schedule"},
                                          {Trigger::Manual, "manual"},
                                          {Trigger::Resume, "resume"},
                                          {Trigger::Edit, "edit"},
                                          {Trigger::Confirm, "confirm"},
                                          {Trigger::Cli, "cli"}}};

QJsonValue optionalInt(const std::optional<int> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

std::optional<int> readOptionalInt(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

QJsonArray sorted(QStringList list)
{
    list.sort();
    return QJsonArray::fromStringList(list);
}

QStringList readList(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array)
        list.append(each.toString());
    return list;
}

QJsonObject flightJson(const FlightQuery &query)
{
    return {{u"side"_s, u"flights"_s},
            {u"origin"_s, query.origin},
            {u"destination"_s, query.destination},
            {u"depart_date"_s, toIsoDate(query.departDate)},
            {u"return_date"_s, query.returnDate ? QJsonValue(toIsoDate(*query.returnDate)) : QJsonValue()},
            {u"adults"_s, query.adults},
            {u"currency"_s, query.currency},
            {u"cabin"_s, toText(query.cabin)},
            {u"max_stops"_s, optionalInt(query.maxStops)},
            {u"airlines"_s, sorted(query.airlines)},
            {u"airline_match"_s, toText(query.airlineMatch)}};
}

QJsonObject hotelJson(const HotelQuery &query)
{
    return {{u"side"_s, u"hotels"_s},
            {u"city"_s, query.city},
            {u"country_code"_s, query.countryCode},
            {u"check_in"_s, toIsoDate(query.checkIn)},
            {u"check_out"_s, toIsoDate(query.checkOut)},
            {u"rooms"_s, query.rooms},
            {u"adults_per_room"_s, query.adultsPerRoom},
            {u"currency"_s, query.currency},
            {u"room_mode"_s, toText(query.roomMode)},
            {u"room_types"_s, sorted(query.roomTypes)},
            {u"views"_s, sorted(query.views)},
            {u"min_stars"_s, optionalInt(query.minStars)}};
}

Error malformed()
{
    return Error::invalid(u"query_malformed"_s, u"not a stored price query"_s);
}

Result<Query> flightFromJson(const QJsonObject &json)
{
    FlightQuery query;
    const auto depart = fromIsoDate(json[u"depart_date"].toString());
    const auto cabin = cabinFromText(json[u"cabin"].toString());
    const auto match = airlineMatchFromText(json[u"airline_match"].toString());
    if (!depart || !cabin || !match)
        return fail(malformed());
    query.origin = json[u"origin"].toString();
    query.destination = json[u"destination"].toString();
    query.departDate = *depart;
    query.returnDate = fromIsoDate(json[u"return_date"].toString());
    query.adults = json[u"adults"].toInt();
    query.currency = json[u"currency"].toString();
    query.cabin = *cabin;
    query.maxStops = readOptionalInt(json[u"max_stops"]);
    query.airlines = readList(json[u"airlines"]);
    query.airlineMatch = *match;
    return Query(query);
}

Result<Query> hotelFromJson(const QJsonObject &json)
{
    HotelQuery query;
    const auto checkIn = fromIsoDate(json[u"check_in"].toString());
    const auto checkOut = fromIsoDate(json[u"check_out"].toString());
    const auto mode = roomModeFromText(json[u"room_mode"].toString());
    if (!checkIn || !checkOut || !mode)
        return fail(malformed());
    query.city = json[u"city"].toString();
    query.countryCode = json[u"country_code"].toString();
    query.checkIn = *checkIn;
    query.checkOut = *checkOut;
    query.rooms = json[u"rooms"].toInt();
    query.adultsPerRoom = json[u"adults_per_room"].toInt();
    query.currency = json[u"currency"].toString();
    query.roomMode = *mode;
    query.roomTypes = readList(json[u"room_types"]);
    query.views = readList(json[u"views"]);
    query.minStars = readOptionalInt(json[u"min_stars"]);
    return Query(query);
}

} // namespace

QString toText(Side side)
{
    return nameIn(sides, side);
}
QString toText(Cabin cabin)
{
    return nameIn(cabins, cabin);
}
QString toText(AirlineMatch match)
{
    return nameIn(airlineMatches, match);
}
QString toText(RoomMode mode)
{
    return nameIn(roomModes, mode);
}
QString toText(Trigger trigger)
{
    return nameIn(triggers, trigger);
}
std::optional<Side> sideFromText(const QString &text)
{
    return valueIn(sides, text);
}
std::optional<Cabin> cabinFromText(const QString &text)
{
    return valueIn(cabins, text);
}
std::optional<AirlineMatch> airlineMatchFromText(const QString &text)
{
    return valueIn(airlineMatches, text);
}
std::optional<RoomMode> roomModeFromText(const QString &text)
{
    return valueIn(roomModes, text);
}
std::optional<Trigger> triggerFromText(const QString &text)
{
    return valueIn(triggers, text);
}

Side sideOf(const Query &query)
{
    return std::holds_alternative<FlightQuery>(query) ? Side::Flights : Side::Hotels;
}

QString currencyOf(const Query &query)
{
    return std::visit([](const auto &each) { return each.currency; }, query);
}

QJsonObject toJson(const Query &query)
{
    if (const auto *flights = std::get_if<FlightQuery>(&query))
        return flightJson(*flights);
    return hotelJson(std::get<HotelQuery>(query));
}

Result<Query> queryFromJson(const QJsonObject &json)
{
    const auto side = sideFromText(json[u"side"].toString());
    if (!side)
        return fail(malformed());
    return *side == Side::Flights ? flightFromJson(json) : hotelFromJson(json);
}

QByteArray canonicalJson(const QJsonObject &object)
{
    // QJsonObject keeps its members sorted by key, and whole numbers are written without a fraction.
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace portier::trips
