// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/skiplaggedreader.h"

#include "core/trips/sources/httpclient.h"

#include <QRegularExpression>

#include <algorithm>

namespace portier::trips::skiplagged
{

using namespace Qt::StringLiterals;

namespace
{

struct Price {
    std::optional<qint64> minor;
    QString currency;
};

/// {"amount": 312.4, "currency": "USD"}, or the bare amount; the source quotes dollars.
Price readPrice(const QJsonValue &value)
{
    Price price;
    const QString named = value[u"currency"].toString().trimmed().toUpper();
    price.currency = named.isEmpty() ? u"USD"_s : named;
    price.minor = offerPrice(value.isObject() ? value[u"amount"] : value, price.currency);
    return price;
}

QString airportOf(const QJsonValue &end)
{
    const QJsonValue airport = end[u"airport"];
    return (airport.isObject() ? airport[u"code"] : airport).toString().trimmed().toUpper().left(3);
}

/// "2027-03-14T11:45", whatever seconds and offset follow: the time at the airport, as given (TRP-088).
QString localTimeOf(const QJsonValue &end)
{
    static const QRegularExpression form(u"^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d"_s);
    const auto match = form.match(end[u"dateTime"].toString());
    return match.hasMatch() ? match.captured().replace(u' ', u'T') : QString();
}

/// "TP551-TP101" -> two segments; nothing when a flight number is unreadable.
std::optional<QList<FlightSegment>> readLeg(const QString &leg)
{
    QList<FlightSegment> segments;
    const QStringList flights = leg.split(u'-', Qt::SkipEmptyParts);
    for (const QString &text : flights) {
        FlightSegment segment;
        segment.flight = flightDesignator({}, text);
        if (segment.flight.isEmpty())
            return std::nullopt;
        segment.carrier = segment.flight.left(2);
        segments.append(segment);
    }
    if (segments.isEmpty())
        return std::nullopt;
    return segments;
}

QString linkOf(const QJsonValue &value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    return url.scheme() == u"https" ? withoutSecrets(url) : QString();
}

void placeSegments(FlightOffer &offer, const QJsonObject &flight, const FlightQuery &query)
{
    FlightSegment &first = offer.outbound.first();
    FlightSegment &last = offer.outbound.last();
    first.from = airportOf(flight[u"departure"]);
    first.departsLocal = localTimeOf(flight[u"departure"]);
    last.to = airportOf(flight[u"arrival"]);
    last.arrivesLocal = localTimeOf(flight[u"arrival"]);
    offer.minutesOut = minutesOf(flight[u"duration"]);
    if (offer.outbound.size() == 1)
        first.minutes = offer.minutesOut;
    if (query.returnDate && !offer.inbound.isEmpty()) {
        // The source names the ends of the way out only; the way back is taken to be its reverse.
        offer.inbound.first().from = last.to;
        offer.inbound.last().to = first.from;
        offer.unverified.append(u"return_airports"_s);
        offer.unverified.append(u"return_times"_s);
    }
}

std::optional<FlightOffer> readFlight(const QJsonObject &flight, const FlightQuery &query, AmountScope scope,
                                      const QString &trip)
{
    const QStringList legs = trip.split(u',');
    const auto outbound = readLeg(legs.value(0));
    if (!outbound || legs.size() > 2)
        return std::nullopt;
    FlightOffer offer;
    offer.outbound = *outbound;
    if (legs.size() == 2) {
        const auto inbound = readLeg(legs.at(1));
        if (!inbound)
            return std::nullopt;
        offer.inbound = *inbound;
    }
    const Price price = readPrice(flight[u"price"]);
    offer.currency = price.currency;
    offer.priceMinor = price.minor;
    if (scope == AmountScope::Adult && offer.priceMinor &&
        __builtin_mul_overflow(*offer.priceMinor, qint64(query.adults), &*offer.priceMinor))
        offer.priceMinor.reset();
    placeSegments(offer, flight, query);
    offer.link = linkOf(flight[u"deepLink"]);
    offer.key = flightKey(offer.outbound, offer.inbound, query.departDate, query.returnDate);
    return offer;
}

std::optional<int> starsOf(const QJsonValue &hotel)
{
    const QJsonValue rating = hotel[u"rating"];
    const QJsonValue stars = rating.isObject() ? rating[u"stars"] : hotel[u"stars"];
    bool readable = stars.isDouble();
    const double value = readable ? stars.toDouble() : stars.toString().toDouble(&readable);
    // Half stars count as the class they have reached.
    return readable && value >= 1 && value <= 5 ? std::optional(static_cast<int>(value)) : std::nullopt;
}

QStringList textsOf(const QJsonValue &list)
{
    QStringList texts;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &each : array) {
        if (each.isString())
            texts.append(each.toString());
    }
    return texts;
}

} // namespace

int minutesOf(const QJsonValue &duration)
{
    if (duration.isDouble())
        return std::max(0, duration.toInt());
    static const QRegularExpression form(u"^(?:(\\d{1,2})d)?\\s*(?:(\\d{1,3})h)?\\s*(?:(\\d{1,4})m(?:in)?)?$"_s);
    const auto match = form.match(duration.toString().trimmed());
    return match.hasMatch()
               ? (match.captured(1).toInt() * 24 + match.captured(2).toInt()) * 60 + match.captured(3).toInt()
               : 0;
}

void readFlights(const QJsonObject &page, const FlightQuery &query, AmountScope scope, SourceAnswer &into)
{
    const QJsonArray flights = page[u"flights"].toArray();
    for (const QJsonValue &each : flights) {
        const QString id = each[u"id"].toString();
        const qsizetype at = id.indexOf(u"trip="_s);
        const QString trip = at < 0 ? QString() : id.mid(at + 5).section(u'&', 0, 0);
        // "~" marks a flight that is left early: not flyable as asked, and dropped although we never ask for it.
        if (trip.contains(u'~')) {
            ++into.hiddenCity;
            continue;
        }
        if (auto offer = readFlight(each.toObject(), query, scope, trip))
            into.flights.append(std::move(*offer));
        else
            ++into.malformed;
    }
}

bool hasMore(const QJsonObject &page)
{
    return page[u"pagination"][u"hasMoreResults"].toBool();
}

QList<FoundHotel> readHotels(const QJsonObject &page, const HotelQuery &query, SourceAnswer &into)
{
    QList<FoundHotel> hotels;
    const QJsonArray results = page[u"results"].toArray();
    for (const QJsonValue &each : results) {
        FoundHotel hotel;
        hotel.offer.name = each[u"name"].toString().simplified();
        if (hotel.offer.name.isEmpty()) {
            ++into.malformed;
            continue;
        }
        const Price nightly = readPrice(each[u"price"]);
        const QString id = each[u"id"].isString() ? each[u"id"].toString() : QString::number(each[u"id"].toInteger());
        bool isNumber = false;
        const qint64 number = id.section(u'_', -1).toLongLong(&isNumber);
        if (isNumber && number > 0)
            hotel.id = number;
        hotel.nightlyMinor = nightly.minor;
        hotel.offer.city = query.city;
        hotel.offer.key = hotelKey(hotel.offer.name, query.city);
        hotel.offer.stars = starsOf(each);
        hotel.offer.currency = nightly.currency;
        hotel.offer.nightlyOnly = true;
        hotel.offer.nights = query.nights();
        hotel.offer.rooms = query.rooms;
        hotel.offer.link = linkOf(each[u"deepLink"]);
        hotels.append(hotel);
    }
    std::stable_sort(hotels.begin(), hotels.end(), [](const FoundHotel &a, const FoundHotel &b) {
        constexpr qint64 unknown = std::numeric_limits<qint64>::max();
        return a.nightlyMinor.value_or(unknown) < b.nightlyMinor.value_or(unknown);
    });
    return hotels;
}

void readRooms(const QJsonObject &details, const FoundHotel &hotel, SourceAnswer &into)
{
    const QJsonArray rooms = details[u"rooms"].toArray();
    for (const QJsonValue &each : rooms) {
        if (!each.isObject()) {
            ++into.malformed;
            continue;
        }
        HotelOffer offer = hotel.offer;
        offer.room = each[u"title"].toString().simplified();
        offer.description = each[u"description"].toString().simplified();
        // The room's own amenities; the hotel's pool is not the view of every room.
        offer.amenities = textsOf(each[u"amenities"]) + textsOf(each[u"bedTypes"]);
        offer.currency = u"USD"_s; // the members are named "…InDollars"
        offer.stayMinor = offerPrice(each[u"totalPriceInDollars"], offer.currency);
        offer.nightlyOnly = !offer.stayMinor && offerPrice(each[u"pricePerNightInDollars"], offer.currency);
        if (const QString link = linkOf(each[u"bookingLink"]); !link.isEmpty())
            offer.link = link;
        into.hotels.append(offer);
    }
}

} // namespace portier::trips::skiplagged
