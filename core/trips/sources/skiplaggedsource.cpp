// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/skiplaggedsource.h"

#include "core/base/zonedtime.h"
#include "core/trips/sources/retryplan.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int flightPageSize = 75;
constexpr int flightPages = 4;
constexpr int hotelPageSize = 50;
constexpr int detailedHotels = 10;
constexpr Millis coldEmptyPause = 5s; ///< a first empty answer is often a cold cache at the source

const QString flightsTool = QStringLiteral("sk_flights_search");
const QString hotelsTool = QStringLiteral("sk_hotels_search");
const QString detailsTool = QStringLiteral("sk_hotel_details");

QMap<QString, QStringList> expectedNames()
{
    return {
        {flightsTool,
         {u"origin"_s, u"destination"_s, u"departureDate"_s, u"returnDate"_s, u"adults"_s, u"maxStops"_s, u"sort"_s,
          u"limit"_s, u"offset"_s, u"fareClass"_s, u"includeHiddenCity"_s}},
        {hotelsTool,
         {u"city"_s, u"checkin"_s, u"checkout"_s, u"numAdults"_s, u"numRooms"_s, u"sort"_s, u"limit"_s, u"offset"_s}},
        {detailsTool, {u"hotelId"_s, u"checkin"_s, u"checkout"_s, u"numAdults"_s, u"numRooms"_s}}};
}

QString fareClassOf(Cabin cabin)
{
    switch (cabin) {
    case Cabin::Economy:
        return u"economy"_s;
    case Cabin::PremiumEconomy:
        return u"premium"_s;
    case Cabin::Business:
        return u"business"_s;
    case Cabin::First:
        break;
    }
    return u"first"_s;
}

QJsonObject flightArguments(const FlightQuery &query)
{
    QJsonObject arguments{{u"origin"_s, query.origin},
                          {u"destination"_s, query.destination},
                          {u"departureDate"_s, toIsoDate(query.departDate)},
                          {u"adults"_s, query.adults},
                          {u"sort"_s, u"price"_s},
                          {u"limit"_s, flightPageSize},
                          {u"fareClass"_s, fareClassOf(query.cabin)},
                          {u"includeHiddenCity"_s, false}};
    if (query.returnDate)
        arguments[u"returnDate"] = toIsoDate(*query.returnDate);
    if (query.maxStops) // two and three stops are "many", and judged afterwards
        arguments[u"maxStops"] = *query.maxStops == 0 ? u"none"_s : *query.maxStops == 1 ? u"one"_s : u"many"_s;
    if (!query.airlines.isEmpty()) {
        QStringList sorted = query.airlines;
        sorted.sort();
        arguments[u"preferredAirlines"] = sorted.join(u',');
    }
    return arguments;
}

QJsonObject stayArguments(const HotelQuery &query)
{
    return {{u"checkin"_s, toIsoDate(query.checkIn)},
            {u"checkout"_s, toIsoDate(query.checkOut)},
            {u"numAdults"_s, query.rooms * query.adultsPerRoom},
            {u"numRooms"_s, query.rooms}};
}

QJsonObject hotelArguments(const HotelQuery &query)
{
    QJsonObject arguments = stayArguments(query);
    arguments[u"city"] = query.countryCode.isEmpty() ? query.city : query.city + u", "_s + query.countryCode;
    arguments[u"sort"] = u"price"_s;
    arguments[u"limit"] = hotelPageSize;
    arguments[u"offset"] = 0;
    return arguments;
}

/// Some servers take lists as lists, some as text with commas; the schema says which, and whether at all.
void fitAirlines(QJsonObject &arguments, const QJsonObject &toolSchema)
{
    const QString parameter = u"preferredAirlines"_s;
    const QJsonObject schema = toolSchema[u"properties"][parameter].toObject();
    if (!arguments.contains(parameter))
        return;
    if (schema.isEmpty())
        arguments.remove(parameter);
    else if (schema[u"type"].toString() == u"array")
        arguments[parameter] = QJsonArray::fromStringList(arguments[parameter].toString().split(u','));
}

/// Takes a reply into the answer; false when it failed.
bool take(const ToolReply &reply, SourceAnswer &answer)
{
    answer.httpStatus = reply.status;
    if (reply.failure)
        return false;
    answer.body += answer.body.isEmpty() ? "[" : ",";
    answer.body += reply.message;
    return true;
}

void closeBody(SourceAnswer &answer)
{
    if (!answer.body.isEmpty())
        answer.body += ']';
}

SourceAnswer failedAnswer(const SourceFailure &failure, int status)
{
    SourceAnswer answer;
    answer.failure = failure;
    answer.httpStatus = status;
    return answer;
}

} // namespace

SkiplaggedSource::SkiplaggedSource(Options options) : m_options(std::move(options))
{
    QUrl endpoint = m_options.baseUrl;
    QString path = endpoint.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    endpoint.setPath(path + u"/mcp"_s);
    m_session = std::make_shared<McpSession>(endpoint, expectedNames());
}

SourceState SkiplaggedSource::state() const
{
    return m_options.enabled && isAllowedBaseUrl(m_options.baseUrl) ? SourceState::Ready : SourceState::Unconfigured;
}

Capabilities SkiplaggedSource::capabilities() const
{
    Capabilities can;
    can.sides = {Side::Flights, Side::Hotels};
    can.currencies = QStringList{u"USD"_s};
    can.cabin = FilterSupport::AtSource;
    can.maxStops = FilterSupport::AtSource;
    can.airlines = FilterSupport::AtSource;
    can.roomDetail = FilterSupport::AfterAnswer;
    can.stars = FilterSupport::AfterAnswer;
    can.coldEmpty = true;
    return can;
}

QJsonObject SkiplaggedSource::identity() const
{
    return {{u"host"_s, m_options.baseUrl.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)},
            {u"amount_scope"_s, m_options.amountScope == skiplagged::AmountScope::Party ? u"party"_s : u"adult"_s}};
}

QJsonObject SkiplaggedSource::wireParameters(const Query &query) const
{
    if (const auto *flights = std::get_if<FlightQuery>(&query)) {
        QJsonObject parameters = flightArguments(*flights);
        parameters[u"pages"] = flightPages;
        return parameters;
    }
    QJsonObject parameters = hotelArguments(std::get<HotelQuery>(query));
    parameters[u"details"] = detailedHotels;
    return parameters;
}

int SkiplaggedSource::worstCaseCalls(const Query &query) const
{
    // Every call with its retries; one repeat of a cold empty answer; one new session with the repeat of its call.
    const int searches = sideOf(query) == Side::Flights ? flightPages + 1 : 1 + 1 + detailedHotels;
    return (2 * McpSession::handshakeCalls + searches + 1) * (1 + maxRetries);
}

int SkiplaggedSource::usualCalls(const Query &query) const
{
    // The session stays open from one question to the next.
    return sideOf(query) == Side::Flights ? flightPages : 1 + detailedHotels;
}

QCoro::Task<SourceAnswer> SkiplaggedSource::fetch(Query query, std::shared_ptr<SourceCalls> calls)
{
    const auto session = m_session;
    const auto scope = m_options.amountScope;
    SourceAnswer answer;
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const auto *flights = std::get_if<FlightQuery>(&query))
            answer = co_await fetchFlights(session, *flights, scope, calls);
        else
            answer = co_await fetchHotels(session, std::get<HotelQuery>(query), calls);
        const bool coldEmpty = attempt == 0 && !answer.failure && answer.isEmpty();
        if (!coldEmpty)
            break;
        const bool waited = co_await SourceCalls::pause(calls, coldEmptyPause);
        if (!waited)
            break;
    }
    co_return answer;
}

QCoro::Task<SourceAnswer> SkiplaggedSource::fetchFlights(std::shared_ptr<McpSession> session, FlightQuery query,
                                                         skiplagged::AmountScope scope,
                                                         std::shared_ptr<SourceCalls> calls)
{
    SourceAnswer answer;
    QJsonObject arguments = flightArguments(query);
    for (int page = 0; page < flightPages; ++page) {
        arguments[u"offset"] = page * flightPageSize;
        const ToolReply reply = co_await McpSession::callTool(session, calls, flightsTool, arguments, fitAirlines);
        if (!take(reply, answer)) {
            if (page == 0)
                co_return failedAnswer(*reply.failure, reply.status);
            answer.partial = true;
            break;
        }
        skiplagged::readFlights(reply.content, query, scope, answer);
        if (!skiplagged::hasMore(reply.content))
            break;
    }
    closeBody(answer);
    co_return answer;
}

QCoro::Task<SourceAnswer> SkiplaggedSource::fetchHotels(std::shared_ptr<McpSession> session, HotelQuery query,
                                                        std::shared_ptr<SourceCalls> calls)
{
    SourceAnswer answer;
    const ToolReply found = co_await McpSession::callTool(session, calls, hotelsTool, hotelArguments(query));
    if (!take(found, answer))
        co_return failedAnswer(*found.failure, found.status);
    const QList<skiplagged::FoundHotel> hotels = skiplagged::readHotels(found.content, query, answer);
    int detailed = 0;
    for (const skiplagged::FoundHotel &hotel : hotels) {
        if (!hotel.id || detailed >= detailedHotels) {
            answer.hotels.append(hotel.offer);
            continue;
        }
        ++detailed;
        QJsonObject arguments = stayArguments(query);
        arguments[u"hotelId"] = *hotel.id;
        const ToolReply details = co_await McpSession::callTool(session, calls, detailsTool, arguments);
        if (take(details, answer)) {
            skiplagged::readRooms(details.content, hotel, answer);
        } else {
            answer.partial = true;
            answer.hotels.append(hotel.offer);
        }
    }
    closeBody(answer);
    co_return answer;
}

} // namespace portier::trips
