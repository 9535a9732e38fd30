// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/airportscontroller.h"

#include "core/trips/airports.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/listpage.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr auto ForADay = "private, max-age=86400"; ///< the table changes with releases only

QJsonObject airportJson(const trips::Airport &airport)
{
    return {{u"code"_s, airport.iata},
            {u"kind"_s, u"airport"_s},
            {u"name"_s, airport.name},
            {u"city"_s, airport.city},
            {u"country_code"_s, airport.countryCode},
            {u"time_zone"_s, airport.timeZone.isEmpty() ? QJsonValue() : QJsonValue(airport.timeZone)}};
}

QJsonObject metroJson(const trips::MetroCode &metro, const QString &language)
{
    return {{u"code"_s, metro.code},
            {u"kind"_s, u"metro"_s},
            {u"name"_s, language == u"de" ? u"Alle Flughäfen"_s : u"All airports"_s},
            {u"city"_s, metro.city},
            {u"country_code"_s, metro.countryCode},
            {u"airports"_s, QJsonArray::fromStringList(metro.airports)}};
}

QCoro::Task<Result<ApiResponse>> search(const trips::Airports *airports, ApiRequest request)
{
    const auto limit = queryInteger(request, u"limit"_s, 1, 25);
    if (!limit)
        co_return fail(limit.error());
    const QString text = request.queryValue(u"q"_s);
    if (text.trimmed().size() > 64)
        co_return fail(badParameter(u"q"_s));
    QJsonArray items;
    const auto found = airports->search(text, static_cast<int>(limit->value_or(8)));
    for (const trips::AirportMatch &match : found)
        items.append(match.airport ? airportJson(*match.airport) : metroJson(*match.metro, request.language));
    ApiResponse response = ApiResponse::json({{u"items"_s, items}});
    response.withHeader("cache-control", ForADay);
    co_return response;
}

QCoro::Task<Result<ApiResponse>> one(const trips::Airports *airports, ApiRequest request)
{
    const QString code = request.pathArguments.value(0);
    const trips::Airport *airport = airports->find(code);
    const trips::MetroCode *metro = airports->findMetro(code);
    if (!airport && !metro)
        co_return fail(Error::notFound());
    ApiResponse response = ApiResponse::json(airport ? airportJson(*airport) : metroJson(*metro, request.language));
    response.withHeader("cache-control", ForADay);
    co_return std::move(response).withVersion(Unversioned);
}

} // namespace

void addAirportRoutes(ApiRouter &router, const trips::Airports &airports)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/airports"_s,
                .access = Access::account(u"trips:read"_s),
                .handler = [table = &airports](ApiRequest request) { return search(table, std::move(request)); },
                .queryParameters = {u"q"_s, u"limit"_s}});
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/airports/{code}"_s,
                .access = Access::account(u"trips:read"_s),
                .handler = [table = &airports](ApiRequest request) { return one(table, std::move(request)); }});
}

} // namespace portier::api
