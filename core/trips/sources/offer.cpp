// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/offer.h"

#include "core/base/money.h"
#include "core/base/zonedtime.h"
#include "core/trips/foldedtext.h"

#include <QRegularExpression>

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

int stopsOf(const QList<FlightSegment> &segments)
{
    int stops = segments.isEmpty() ? 0 : static_cast<int>(segments.size()) - 1;
    for (const FlightSegment &segment : segments)
        stops += segment.technicalStops;
    return stops;
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue money(const std::optional<qint64> &minor, const QString &currency)
{
    if (!minor)
        return {};
    return QJsonObject{{u"amount_minor"_s, *minor}, {u"currency"_s, currency}};
}

QJsonObject segmentJson(const FlightSegment &segment)
{
    QJsonObject json{{u"flight"_s, segment.flight},
                     {u"carrier"_s, segment.carrier},
                     {u"operating"_s, textOrNull(segment.operating)},
                     {u"from"_s, textOrNull(segment.from)},
                     {u"to"_s, textOrNull(segment.to)},
                     {u"departs_local"_s, textOrNull(segment.departsLocal)},
                     {u"arrives_local"_s, textOrNull(segment.arrivesLocal)},
                     {u"minutes"_s, segment.minutes > 0 ? QJsonValue(segment.minutes) : QJsonValue()},
                     {u"technical_stops"_s, segment.technicalStops}};
    if (segment.cabin)
        json[u"cabin"] = *segment.cabin;
    return json;
}

FlightSegment segmentFromJson(const QJsonObject &json)
{
    FlightSegment segment;
    segment.flight = json[u"flight"].toString();
    segment.carrier = json[u"carrier"].toString();
    segment.operating = json[u"operating"].toString();
    segment.from = json[u"from"].toString();
    segment.to = json[u"to"].toString();
    segment.departsLocal = json[u"departs_local"].toString();
    segment.arrivesLocal = json[u"arrives_local"].toString();
    segment.minutes = json[u"minutes"].toInt();
    segment.technicalStops = json[u"technical_stops"].toInt();
    if (json.contains(u"cabin"))
        segment.cabin = json[u"cabin"].toString();
    return segment;
}

QJsonObject itineraryJson(const QString &direction, const QList<FlightSegment> &segments)
{
    QJsonArray list;
    for (const FlightSegment &segment : segments)
        list.append(segmentJson(segment));
    return {{u"direction"_s, direction}, {u"segments"_s, list}};
}

void appendKey(QStringList &parts, const QList<FlightSegment> &segments, QDate date)
{
    for (const FlightSegment &segment : segments) {
        // A segment's own date when the source names it: the second leg may start after midnight.
        const QString departs = segment.departsLocal.isEmpty() ? toIsoDate(date) : segment.departsLocal.left(10);
        parts.append(segment.flight + u':' + segment.from + u'-' + segment.to + u':' + departs);
    }
}

QStringList stringList(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array)
        list.append(each.toString());
    return list;
}

Error malformed()
{
    return Error::invalid(u"offer_malformed"_s, u"not a stored offer"_s);
}

std::optional<qint64> readMinor(const QJsonValue &value)
{
    return value.isObject() ? std::optional(value[u"amount_minor"].toInteger()) : std::nullopt;
}

} // namespace

int FlightOffer::stopsOut() const
{
    return stopsOf(outbound);
}

int FlightOffer::stopsBack() const
{
    return stopsOf(inbound);
}

std::optional<qint64> HotelOffer::nightlyMinor() const
{
    const qint64 shares = qint64(nights) * rooms;
    if (!stayMinor || shares <= 0)
        return std::nullopt;
    return (*stayMinor + shares / 2) / shares;
}

QString flightKey(const QList<FlightSegment> &outbound, const QList<FlightSegment> &inbound, QDate departDate,
                  std::optional<QDate> returnDate)
{
    QStringList parts;
    appendKey(parts, outbound, departDate);
    appendKey(parts, inbound, returnDate.value_or(departDate));
    return parts.join(u'/');
}

QString hotelKey(const QString &name, const QString &city)
{
    QString plain;
    const QString folded = foldText(name);
    for (const QChar letter : folded) {
        if (letter.isLetterOrNumber() || letter.isSpace())
            plain += letter;
    }
    return plain.simplified() + u'@' + foldText(city);
}

QString flightDesignator(const QString &carrier, const QString &number)
{
    static const QRegularExpression full(u"^([A-Z][A-Z0-9]|[0-9][A-Z])\\s*0*([1-9][0-9]{0,3}[A-Z]?)$"_s);
    static const QRegularExpression bare(u"^0*([1-9][0-9]{0,3}[A-Z]?)$"_s);
    const QString code = carrier.trimmed().toUpper();
    QString text = number.trimmed().toUpper();
    if (code.isEmpty()) {
        const auto match = full.match(text);
        return match.hasMatch() ? match.captured(1) + match.captured(2) : QString();
    }
    // Sources repeat the carrier in the number, some of them twice.
    while (text.startsWith(code) && text.size() > code.size())
        text = text.mid(code.size()).trimmed();
    const auto match = bare.match(text);
    return code.size() == 2 && match.hasMatch() ? code + match.captured(1) : QString();
}

std::optional<qint64> offerPrice(const QJsonValue &amount, const QString &currency)
{
    QString text = amount.toString().trimmed();
    if (amount.isDouble()) {
        // The shortest text that reads back as the number sent: 312.4 stays "312.4", never 312.399….
        text = QString::number(amount.toDouble(), 'f', QLocale::FloatingPointShortest);
    }
    const Result<Money> price = moneyFromDecimal(text, currency);
    if (!price || price->minor <= 0)
        return std::nullopt;
    return price->minor;
}

QJsonObject toJson(const FlightOffer &offer)
{
    QStringList carriers;
    for (const auto *segments : {&offer.outbound, &offer.inbound}) {
        for (const FlightSegment &segment : *segments) {
            if (!carriers.contains(segment.carrier))
                carriers.append(segment.carrier);
        }
    }
    QJsonArray itineraries{itineraryJson(u"outbound"_s, offer.outbound)};
    if (!offer.inbound.isEmpty())
        itineraries.append(itineraryJson(u"inbound"_s, offer.inbound));
    return {{u"key"_s, offer.key},
            {u"price"_s, money(offer.priceMinor, offer.currency)},
            {u"currency"_s, offer.currency},
            {u"carriers"_s, QJsonArray::fromStringList(carriers)},
            {u"stops_out"_s, offer.stopsOut()},
            {u"stops_back"_s, offer.inbound.isEmpty() ? QJsonValue() : QJsonValue(offer.stopsBack())},
            {u"minutes_out"_s, offer.minutesOut > 0 ? QJsonValue(offer.minutesOut) : QJsonValue()},
            {u"minutes_back"_s, offer.minutesBack > 0 ? QJsonValue(offer.minutesBack) : QJsonValue()},
            {u"itineraries"_s, itineraries},
            {u"unverified"_s, QJsonArray::fromStringList(offer.unverified)},
            {u"link"_s, textOrNull(offer.link)}};
}

QJsonObject toJson(const HotelOffer &offer)
{
    return {{u"key"_s, offer.key},
            {u"name"_s, offer.name},
            {u"city"_s, offer.city},
            {u"stars"_s, offer.stars ? QJsonValue(*offer.stars) : QJsonValue()},
            {u"room"_s, textOrNull(offer.room)},
            {u"description"_s, textOrNull(offer.description)},
            {u"amenities"_s, QJsonArray::fromStringList(offer.amenities)},
            {u"stay"_s, money(offer.stayMinor, offer.currency)},
            {u"nightly"_s, money(offer.nightlyMinor(), offer.currency)},
            {u"nightly_only"_s, offer.nightlyOnly},
            {u"currency"_s, offer.currency},
            {u"nights"_s, offer.nights},
            {u"rooms"_s, offer.rooms},
            {u"link"_s, textOrNull(offer.link)}};
}

Result<FlightOffer> flightOfferFromJson(const QJsonObject &json)
{
    FlightOffer offer;
    offer.key = json[u"key"].toString();
    const QJsonArray itineraries = json[u"itineraries"].toArray();
    if (offer.key.isEmpty() || itineraries.isEmpty())
        return fail(malformed());
    offer.priceMinor = readMinor(json[u"price"]);
    offer.currency = json[u"currency"].toString();
    for (const QJsonValue &itinerary : itineraries) {
        QList<FlightSegment> &segments =
            itinerary[u"direction"].toString() == u"inbound" ? offer.inbound : offer.outbound;
        const QJsonArray list = itinerary[u"segments"].toArray();
        for (const QJsonValue &segment : list)
            segments.append(segmentFromJson(segment.toObject()));
    }
    offer.minutesOut = json[u"minutes_out"].toInt();
    offer.minutesBack = json[u"minutes_back"].toInt();
    offer.unverified = stringList(json[u"unverified"]);
    offer.link = json[u"link"].toString();
    return offer;
}

Result<HotelOffer> hotelOfferFromJson(const QJsonObject &json)
{
    HotelOffer offer;
    offer.key = json[u"key"].toString();
    if (offer.key.isEmpty())
        return fail(malformed());
    offer.name = json[u"name"].toString();
    offer.city = json[u"city"].toString();
    if (json[u"stars"].isDouble())
        offer.stars = json[u"stars"].toInt();
    offer.room = json[u"room"].toString();
    offer.description = json[u"description"].toString();
    offer.amenities = stringList(json[u"amenities"]);
    offer.stayMinor = readMinor(json[u"stay"]);
    offer.nightlyOnly = json[u"nightly_only"].toBool();
    offer.currency = json[u"currency"].toString();
    offer.nights = json[u"nights"].toInt(1);
    offer.rooms = json[u"rooms"].toInt(1);
    offer.link = json[u"link"].toString();
    return offer;
}

} // namespace portier::trips
