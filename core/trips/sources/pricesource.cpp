// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/pricesource.h"

#include <QCryptographicHash>

namespace portier::trips
{

using namespace Qt::StringLiterals;

QJsonObject toJson(const SourceAnswer &answer)
{
    QJsonArray flights;
    for (const FlightOffer &offer : answer.flights)
        flights.append(toJson(offer));
    QJsonArray hotels;
    for (const HotelOffer &offer : answer.hotels)
        hotels.append(toJson(offer));
    return {{u"flights"_s, flights},
            {u"hotels"_s, hotels},
            {u"malformed"_s, answer.malformed},
            {u"hidden_city"_s, answer.hiddenCity},
            {u"partial"_s, answer.partial},
            {u"simulated"_s, answer.simulated}};
}

Result<SourceAnswer> answerFromJson(const QJsonObject &json)
{
    SourceAnswer answer;
    const QJsonArray flights = json[u"flights"].toArray();
    for (const QJsonValue &each : flights) {
        PORTIER_ASSIGN(offer, flightOfferFromJson(each.toObject()));
        answer.flights.append(offer);
    }
    const QJsonArray hotels = json[u"hotels"].toArray();
    for (const QJsonValue &each : hotels) {
        PORTIER_ASSIGN(offer, hotelOfferFromJson(each.toObject()));
        answer.hotels.append(offer);
    }
    answer.malformed = json[u"malformed"].toInt();
    answer.hiddenCity = json[u"hidden_city"].toInt();
    answer.partial = json[u"partial"].toBool();
    answer.simulated = json[u"simulated"].toBool();
    return answer;
}

QString cacheKey(const PriceSource &source, const Query &query)
{
    const QJsonObject question{{u"source"_s, source.name()},
                               {u"version"_s, source.version()},
                               {u"identity"_s, source.identity()},
                               {u"side"_s, toText(sideOf(query))},
                               {u"parameters"_s, source.wireParameters(query)}};
    const QByteArray hash = QCryptographicHash::hash(canonicalJson(question), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex());
}

} // namespace portier::trips
