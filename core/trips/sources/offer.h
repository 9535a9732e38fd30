// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace portier::trips
{

/// One flight leg as the source gave it. Airport times are local, as given, never converted (TRP-088).
struct FlightSegment {
    QString flight;    ///< full designator without leading zeros, "TP551"
    QString carrier;   ///< marketing carrier, "TP"
    QString operating; ///< operating carrier, empty when the source does not say
    QString from;      ///< airport code, empty when the source does not name it
    QString to;
    QString departsLocal; ///< "2027-03-14T11:45", empty when unknown
    QString arrivesLocal;
    int minutes = 0; ///< 0: unknown
    int technicalStops = 0;
    std::optional<QString> cabin; ///< as toText(Cabin), when the source names it

    bool operator==(const FlightSegment &) const = default;
};

/// A flight itinerary for the whole party, both directions.
struct FlightOffer {
    QString key;                      ///< TRP-089
    std::optional<qint64> priceMinor; ///< none: unpriced, never 0
    QString currency;
    QList<FlightSegment> outbound;
    QList<FlightSegment> inbound; ///< empty for one way, or unknown (then `unverified` says so)
    int minutesOut = 0;           ///< 0: unknown
    int minutesBack = 0;
    QStringList unverified; ///< what the source did not let us check: "return", "return_stops"
    QString link;           ///< page of the source, without credentials; may be empty

    [[nodiscard]] int stopsOut() const;
    [[nodiscard]] int stopsBack() const;
    bool operator==(const FlightOffer &) const = default;
};

/// One hotel room price for the whole stay and all rooms.
struct HotelOffer {
    QString key; ///< TRP-089
    QString name;
    QString city;
    std::optional<int> stars; ///< none: unrated
    QString room;             ///< title; empty when the source has no room detail
    QString description;
    QStringList amenities;
    std::optional<qint64> stayMinor; ///< none: unpriced
    QString currency;
    bool nightlyOnly = false; ///< the source gave only an amount per night (TRP-083)
    int nights = 1;
    int rooms = 1;
    QString link;

    /// Computed: stay / nights / rooms, half up.
    [[nodiscard]] std::optional<qint64> nightlyMinor() const;
    bool operator==(const HotelOffer &) const = default;
};

/// All segments as CARRIERNUMBER:ORIGIN-DEST:DATE joined by "/" (TRP-089).
[[nodiscard]] QString flightKey(const QList<FlightSegment> &outbound, const QList<FlightSegment> &inbound,
                                QDate departDate, std::optional<QDate> returnDate);
/// Case-folded, accent-stripped, punctuation-free name + "@" + city (TRP-089).
[[nodiscard]] QString hotelKey(const QString &name, const QString &city);
/// "LH" + "LH0123" or "0123" -> "LH123"; empty for text that is no flight number (TRP-088).
[[nodiscard]] QString flightDesignator(const QString &carrier, const QString &number);
/// The price of an offer in minor units from what a source sent (number or text); nothing when it is missing,
/// unparsable, zero or negative (TRP-080, TRP-081). Numbers are read from their shortest decimal text.
[[nodiscard]] std::optional<qint64> offerPrice(const QJsonValue &amount, const QString &currency);

/// The forms of the API and of snapshot_offers (trips.md §10).
[[nodiscard]] QJsonObject toJson(const FlightOffer &offer);
[[nodiscard]] QJsonObject toJson(const HotelOffer &offer);
/// Read back what toJson wrote. Error: Invalid "offer_malformed".
[[nodiscard]] Result<FlightOffer> flightOfferFromJson(const QJsonObject &json);
[[nodiscard]] Result<HotelOffer> hotelOfferFromJson(const QJsonObject &json);

} // namespace portier::trips
