// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/demosource.h"

#include "core/base/zonedtime.h"
#include "core/trips/airports.h"
#include "core/trips/foldedtext.h"
#include "core/trips/sources/demomarket.h"
#include "core/trips/sources/offerfilter.h"

#include <QCoroTask>

#include <array>

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using demo::Draws;
using demo::scaled;

namespace
{

constexpr int flightOffers = 12;
constexpr int hotelCount = 15;
constexpr int unknownRouteKm = 1500;

QDate utcDay(Instant instant)
{
    return localDate(instant, QTimeZone::utc());
}

/// One end of an invented flight: the airport shown and a rough offset from UTC, so that arrival times look right.
struct Place {
    QString code;
    int offsetMinutes = 0;
};

Place placeOf(const QString &code, const Airports &airports)
{
    const QString main = airports.expand(code).constFirst();
    const Airport *airport = airports.find(main);
    // 15 degrees of longitude per hour: close enough, and the same whatever zone data a machine has.
    return {main, airport ? 60 * (airport->longitudeE6 / 15'000'000) : 0};
}

QString carrierOf(const FlightQuery &query, const Draws &draws, qint64 index)
{
    if (!query.airlines.isEmpty())
        return query.airlines.at(draws.below(query.airlines.size(), "carrier", index));
    return QString::number(draws.between(1, 6, "carrier", index)) + u'D';
}

/// Invents one direction: `index` tells offers and directions apart, so an offer keeps its times over the days.
QList<FlightSegment> inventDirection(const FlightQuery &query, const Draws &draws, QList<Place> places, QDate date,
                                     int km, qint64 index)
{
    const QString carrier = carrierOf(query, draws, index);
    const auto legs = static_cast<int>(places.size()) - 1;
    const int airMinutes = 40 + km * 60 / 800 / legs;
    QDateTime utc(date, QTime(0, 0), Qt::UTC);
    utc = utc.addSecs(60 * (5 * draws.between(72, 252, "departure", index) - places.constFirst().offsetMinutes));
    QList<FlightSegment> segments;
    for (int leg = 0; leg < legs; ++leg) {
        const Place &from = places.at(leg);
        const Place &to = places.at(leg + 1);
        const auto local = [](const QDateTime &time, const Place &place) {
            return time.addSecs(60 * place.offsetMinutes).toString(u"yyyy-MM-ddTHH:mm"_s);
        };
        FlightSegment segment;
        segment.carrier = carrier;
        segment.operating = carrier;
        segment.flight = carrier + QString::number(draws.between(100, 999, "number", index * 10 + leg));
        segment.from = from.code;
        segment.to = to.code;
        segment.minutes = airMinutes;
        segment.cabin = toText(query.cabin);
        segment.departsLocal = local(utc, from);
        utc = utc.addSecs(60 * airMinutes);
        segment.arrivesLocal = local(utc, to);
        utc = utc.addSecs(60 * 5 * draws.between(10, 36, "layover", index * 10 + leg));
        segments.append(segment);
    }
    return segments;
}

int minutesOf(const QList<FlightSegment> &segments, const Draws &draws, qint64 index)
{
    qint64 minutes = 0;
    for (int leg = 0; leg < segments.size(); ++leg) {
        minutes += segments.at(leg).minutes;
        if (leg + 1 < segments.size())
            minutes += 5 * draws.between(10, 36, "layover", index * 10 + leg);
    }
    return static_cast<int>(minutes);
}

QList<Place> routeOf(const FlightQuery &query, const Draws &draws, const Airports &airports, qint64 index)
{
    static const QStringList hubs{u"FRA"_s, u"AMS"_s, u"VIE"_s, u"MAD"_s, u"IST"_s, u"CPH"_s, u"ZRH"_s};
    QList<Place> places{placeOf(query.origin, airports)};
    const Place destination = placeOf(query.destination, airports);
    const qint64 stops = std::min<qint64>(draws.below(3, "stops", index), query.maxStops.value_or(2));
    for (qint64 stop = 0; stop < stops; ++stop) {
        const QString hub = hubs.at((draws.below(hubs.size(), "hub", index) + stop * 3) % hubs.size());
        if (hub != places.constLast().code && hub != destination.code)
            places.append(placeOf(hub, airports));
    }
    places.append(destination);
    return places;
}

FlightOffer inventFlight(const FlightQuery &query, const Draws &draws, const Airports &airports, int km, qint64 index)
{
    FlightOffer offer;
    offer.currency = query.currency;
    QList<Place> places = routeOf(query, draws, airports, index);
    offer.outbound = inventDirection(query, draws, places, query.departDate, km, index);
    offer.minutesOut = minutesOf(offer.outbound, draws, index);
    if (query.returnDate) {
        std::reverse(places.begin(), places.end());
        offer.inbound = inventDirection(query, draws, places, *query.returnDate, km, index + 100);
        offer.minutesBack = minutesOf(offer.inbound, draws, index + 100);
    }
    offer.key = flightKey(offer.outbound, offer.inbound, query.departDate, query.returnDate);
    return offer;
}

QList<FlightOffer> inventFlights(const FlightQuery &query, const Airports &airports, QDate day, qint64 glitch)
{
    const Draws draws(Side::Flights, demo::questionText(query));
    const int km = airports.distanceKm(query.origin, query.destination).value_or(unknownRouteKm);
    const qint64 market = scaled(demo::flightMarketPrice(query, draws, km, day), glitch);
    QList<FlightOffer> offers;
    for (qint64 index = 0; index < flightOffers; ++index) {
        FlightOffer offer = inventFlight(query, draws, airports, km, index);
        const qint64 dearer = index == 0 ? 10000 : draws.between(10200, 19000, "dearer", index);
        // The cheapest always has its price, else the market would seem to jump; of the others one in eleven lacks it.
        const bool priced = index == 0 || draws.below(11, "unpriced", index * 10'000'000 + day.toJulianDay()) != 0;
        if (priced)
            offer.priceMinor = demo::fromUsCents(scaled(market, dearer), query.currency);
        offers.append(offer);
    }
    return offers;
}

struct RoomKind {
    const char16_t *title;
    qint64 factor;
};

QString hotelName(const Draws &city, qint64 index)
{
    static const QStringList names{u"Aurora"_s,  u"Belvedere"_s, u"Central"_s,  u"Diana"_s,    u"Esplanade"_s,
                                   u"Florian"_s, u"Grande"_s,    u"Helios"_s,   u"Imperial"_s, u"Jasmin"_s,
                                   u"Kosmos"_s,  u"Luna"_s,      u"Meridian"_s, u"Nova"_s,     u"Orion"_s};
    static const QStringList kinds{u"Hotel"_s, u"Grand Hotel"_s, u"Pension"_s, u"Suites"_s};
    return kinds.at(city.below(kinds.size(), "kind", index)) + u' ' + names.at(index % names.size());
}

QList<HotelOffer> inventHotels(const HotelQuery &query, QDate day, qint64 glitch)
{
    static constexpr std::array<RoomKind, 3> rooms{{{u"Standard", 10000}, {u"Deluxe", 13500}, {u"Suite", 21000}}};
    static const QStringList views{u"sea view"_s, u"city view"_s, u"garden view"_s};
    const Draws draws(Side::Hotels, demo::questionText(query));
    // A hotel is the same whoever asks: its stars and level depend on the city alone.
    const Draws city(Side::Hotels, foldUmlauts(query.city + u'|' + query.countryCode).toUtf8());
    QList<HotelOffer> offers;
    for (qint64 index = 0; index < hotelCount; ++index) {
        const auto stars = static_cast<int>(city.between(2, 5, "stars", index));
        const qint64 level = city.between(8000, 13000, "level", index);
        const qint64 stay = scaled(demo::hotelStayPrice(query, draws, stars, level, day), glitch);
        for (const RoomKind &room : rooms) {
            HotelOffer offer;
            offer.name = hotelName(city, index);
            offer.city = query.city;
            offer.key = hotelKey(offer.name, offer.city);
            offer.stars = stars;
            const qint64 number = index * 10 + (&room - rooms.data());
            offer.room = QString::fromUtf16(room.title) + u", "_s + views.at(city.below(views.size(), "view", number));
            offer.stayMinor = demo::fromUsCents(scaled(stay, room.factor), query.currency);
            offer.currency = query.currency;
            offer.nights = query.nights();
            offer.rooms = query.rooms;
            offers.append(offer);
        }
    }
    return offers;
}

SideResult simulatedSide(const DemoSource &market, const Airports &airports, const Query &query, Instant at)
{
    SideResult result = applyFilters(query, market.answer(query, utcDay(at)), airports);
    result.source = market.name();
    result.fetchedAt = at;
    result.attempts = {{market.name(), u"ok"_s, {}, 0}};
    return result;
}

} // namespace

DemoSource::DemoSource(std::shared_ptr<Clock> clock, const Airports &airports, Options options)
    : m_clock(std::move(clock)), m_airports(airports), m_options(std::move(options))
{
}

SourceState DemoSource::state() const
{
    return m_options.enabled ? SourceState::Ready : SourceState::Disabled;
}

Capabilities DemoSource::capabilities() const
{
    Capabilities can;
    can.sides = {Side::Flights, Side::Hotels};
    can.currencies = demo::currencies();
    can.cabin = FilterSupport::AtSource;
    can.maxStops = FilterSupport::AtSource;
    can.airlines = FilterSupport::AtSource;
    can.roomDetail = FilterSupport::AfterAnswer;
    can.stars = FilterSupport::AfterAnswer;
    can.simulated = true;
    return can;
}

QJsonObject DemoSource::identity() const
{
    return {{u"market"_s, u"portier-demo-1"_s}};
}

QJsonObject DemoSource::wireParameters(const Query &query) const
{
    return toJson(query);
}

SourceAnswer DemoSource::answer(const Query &query, QDate day) const
{
    const Draws draws(sideOf(query), demo::questionText(query));
    const auto fault = m_options.faults.constFind(day);
    const bool faulty = fault != m_options.faults.cend();
    if (faulty && *fault == Fault::Fail)
        return SourceAnswer::failed(FailureClass::Transient, u"upstream_unavailable"_s);
    SourceAnswer answer;
    answer.simulated = true;
    answer.httpStatus = 200;
    if ((faulty && *fault == Fault::Empty) || draws.below(100, "empty", day.toJulianDay()) == 0)
        return answer;
    const qint64 glitch = faulty && *fault == Fault::Glitch ? 2200 : 10000;
    if (const auto *flights = std::get_if<FlightQuery>(&query))
        answer.flights = inventFlights(*flights, m_airports, day, glitch);
    else
        answer.hotels = inventHotels(std::get<HotelQuery>(query), day, glitch);
    return answer;
}

QCoro::Task<SourceAnswer> DemoSource::fetch(Query query, std::shared_ptr<SourceCalls>)
{
    const QDate day = utcDay(m_clock->now());
    const Draws draws(sideOf(query), demo::questionText(query));
    SourceAnswer made = answer(query, day);
    made.body = canonicalJson(toJson(made)); // what a real source would have sent
    const bool slow = m_options.faults.value(day, Fault::Empty) == Fault::Slow && m_options.faults.contains(day);
    co_await sleepFor(*m_clock, slow ? Millis(10min) : Millis(draws.between(50, 400, "delay", day.toJulianDay())));
    co_return made;
}

QList<SimulatedDay> simulatedHistory(const DemoSource &market, const Airports &airports,
                                     const std::optional<FlightQuery> &flights, const std::optional<HotelQuery> &hotels,
                                     Instant now, int days)
{
    QList<SimulatedDay> history;
    for (int back = std::clamp(days, 0, 60); back > 0; --back) {
        const Instant at = now - std::chrono::days(back);
        history.append({at,
                        flights ? simulatedSide(market, airports, *flights, at) : SideResult::untracked(Side::Flights),
                        hotels ? simulatedSide(market, airports, *hotels, at) : SideResult::untracked(Side::Hotels)});
    }
    return history;
}

} // namespace portier::trips
