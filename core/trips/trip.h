// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/trips/sources/query.h"

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace portier::trips
{

enum class TripKind { RoundTrip, OneWay };
enum class TripStatus { Active, Paused, Error, Expired };
/// The amount a rule or a chart looks at.
enum class Measure { FlightTotal, HotelTotal, TripTotal };
/// How often the user wants prices at most (TRP-043).
enum class Frequency { Daily, EveryThreeDays, Weekly };

[[nodiscard]] QString toText(TripKind kind);       ///< "round_trip" | "one_way"
[[nodiscard]] QString toText(TripStatus status);   ///< "active" | "paused" | "error" | "expired"
[[nodiscard]] QString toText(Measure measure);     ///< "flight_total" | "hotel_total" | "trip_total"
[[nodiscard]] QString toText(Frequency frequency); ///< "daily" | "every_3_days" | "weekly"
[[nodiscard]] std::optional<TripKind> tripKindFromText(const QString &text);
[[nodiscard]] std::optional<TripStatus> tripStatusFromText(const QString &text);
[[nodiscard]] std::optional<Measure> measureFromText(const QString &text);
[[nodiscard]] std::optional<Frequency> frequencyFromText(const QString &text);

/// trips.md 2.2.
struct FlightFilters {
    Cabin cabin = Cabin::Economy;
    std::optional<int> maxStops; ///< per direction; none: any number
    QStringList airlines;
    AirlineMatch airlineMatch = AirlineMatch::AnySegment;

    bool operator==(const FlightFilters &) const = default;
};

/// trips.md 2.3. Dates and occupancy are always filled in; what was derived follows an edit of its origin (mergeTrip).
struct HotelFilters {
    QString city;
    QString countryCode; ///< empty: not said
    QDate checkIn;
    QDate checkOut;
    int rooms = 1;
    int adultsPerRoom = 1;
    RoomMode roomMode = RoomMode::Cheapest;
    QStringList roomTypes;
    QStringList views;
    std::optional<int> minStars;

    bool operator==(const HotelFilters &) const = default;
};

/// Why the last check gave no price; text for people is made from the code at the edge (TRP-033).
struct LastError {
    QString code;
    QString side;   ///< "flights" | "hotels" | empty
    QString source; ///< empty when no source was asked
    Instant at;
    int consecutive = 1;

    bool operator==(const LastError &) const = default;
};

/// What its owner says about a journey: the part of a trip that is created, edited, imported and exported.
struct TripPlan {
    QString name;
    QString nameKey;            ///< case-folded; unique per user
    QString originAirport;      ///< empty: none
    QString destinationAirport; ///< empty: none
    TripKind kind = TripKind::RoundTrip;
    QDate departDate;
    std::optional<QDate> returnDate;
    int adults = 1;
    QString currency;
    std::optional<FlightFilters> flights; ///< present = flights are tracked
    std::optional<HotelFilters> hotels;   ///< present = hotels are tracked
    QList<int> reminderDays;

    [[nodiscard]] bool tracksFlights() const { return flights.has_value(); }
    [[nodiscard]] bool tracksHotels() const { return hotels.has_value(); }
    /// The day after which the journey is over (TRP-031).
    [[nodiscard]] QDate endDate() const
    {
        if (returnDate)
            return *returnDate;
        return hotels ? std::max(departDate, hotels->checkOut) : departDate;
    }
    bool operator==(const TripPlan &) const = default;
};

/// One journey of one user as stored.
struct Trip {
    QString id;
    QString userId;
    TripPlan plan;
    TripStatus status = TripStatus::Active;
    int queryRevision = 1;
    std::optional<Instant> pausedAt;
    std::optional<Instant> expiredAt;
    std::optional<Instant> lastRefreshedAt; ///< last good snapshot
    std::optional<Instant> lastCheckedAt;   ///< last finished check of any outcome
    std::optional<LastError> lastError;
    int version = 1;
    Instant createdAt;
    Instant updatedAt;
};

/// The query of each tracked side.
[[nodiscard]] std::optional<Query> flightQuery(const TripPlan &plan);
[[nodiscard]] std::optional<Query> hotelQuery(const TripPlan &plan);

} // namespace portier::trips
