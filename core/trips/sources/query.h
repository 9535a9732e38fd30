// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace portier::trips
{

enum class Side { Flights, Hotels };
enum class Cabin { Economy, PremiumEconomy, Business, First };
enum class AirlineMatch { AnySegment, AllSegments };
enum class RoomMode { Cheapest, Preferred };
/// Why a check runs; decides the maximum age of a reused answer (TRP-104).
enum class Trigger { Initial, Schedule, Manual, Resume, Edit, Confirm, Cli };

[[nodiscard]] QString toText(Side side);          ///< "flights" | "hotels"
[[nodiscard]] QString toText(Cabin cabin);        ///< "economy" | "premium_economy" | "business" | "first"
[[nodiscard]] QString toText(AirlineMatch match); ///< "any_segment" | "all_segments"
[[nodiscard]] QString toText(RoomMode mode);      ///< "cheapest" | "preferred"
[[nodiscard]] QString toText(Trigger trigger);    ///< "initial", "schedule", …
[[nodiscard]] std::optional<Side> sideFromText(const QString &text);
[[nodiscard]] std::optional<Cabin> cabinFromText(const QString &text);
[[nodiscard]] std::optional<AirlineMatch> airlineMatchFromText(const QString &text);
[[nodiscard]] std::optional<RoomMode> roomModeFromText(const QString &text);
[[nodiscard]] std::optional<Trigger> triggerFromText(const QString &text);

/// The normalised question for one side of a trip; independent of who asks. Codes are upper case and may be metro
/// codes.
struct FlightQuery {
    QString origin;
    QString destination;
    QDate departDate;
    std::optional<QDate> returnDate; ///< none: one way
    int adults = 1;
    QString currency = QStringLiteral("USD");
    Cabin cabin = Cabin::Economy;
    std::optional<int> maxStops; ///< per direction; none: any number
    QStringList airlines;        ///< two-character codes; empty: any
    AirlineMatch airlineMatch = AirlineMatch::AnySegment;

    bool operator==(const FlightQuery &) const = default;
};

struct HotelQuery {
    QString city;
    QString countryCode; ///< ISO 3166-1 alpha-2, may be empty
    QDate checkIn;
    QDate checkOut;
    int rooms = 1;
    int adultsPerRoom = 1;
    QString currency = QStringLiteral("USD");
    RoomMode roomMode = RoomMode::Cheapest;
    QStringList roomTypes;
    QStringList views;
    std::optional<int> minStars;

    [[nodiscard]] int nights() const { return static_cast<int>(checkIn.daysTo(checkOut)); }
    /// Room types and views count only in `preferred` mode (TRP-076).
    [[nodiscard]] bool wantsRoomDetail() const
    {
        return roomMode == RoomMode::Preferred && (!roomTypes.isEmpty() || !views.isEmpty());
    }
    bool operator==(const HotelQuery &) const = default;
};

using Query = std::variant<FlightQuery, HotelQuery>;

[[nodiscard]] Side sideOf(const Query &query);
[[nodiscard]] QString currencyOf(const Query &query);
/// The whole question as JSON, list members sorted; stored beside an answer.
[[nodiscard]] QJsonObject toJson(const Query &query);
[[nodiscard]] Result<Query> queryFromJson(const QJsonObject &json);

/// RFC 8785-like text for values of integers, text, booleans, lists and objects: members sorted, no white space.
[[nodiscard]] QByteArray canonicalJson(const QJsonObject &object);

} // namespace portier::trips
