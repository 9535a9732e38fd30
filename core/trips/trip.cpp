// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/trip.h"

#include "core/base/enumtext.h"

namespace portier::trips
{

namespace
{
constexpr EnumTable<TripKind, 2> kinds{{{TripKind::RoundTrip, "round_trip"}, {TripKind::OneWay, "one_way"}}};
constexpr EnumTable<TripStatus, 4> statuses{{{TripStatus::Active, "active"},
                                             {TripStatus::Paused, "paused"},
                                             {TripStatus::Error, "error"},
                                             {TripStatus::Expired, "expired"}}};
constexpr EnumTable<Measure, 3> measures{
    {{Measure::FlightTotal, "flight_total"}, {Measure::HotelTotal, "hotel_total"}, {Measure::TripTotal, "trip_total"}}};
constexpr EnumTable<Frequency, 3> frequencies{
    {{Frequency::Daily, "daily"}, {Frequency::EveryThreeDays, "every_3_days"}, {Frequency::Weekly, "weekly"}}};
} // namespace

QString toText(TripKind kind)
{
    return nameIn(kinds, kind);
}
QString toText(TripStatus status)
{
    return nameIn(statuses, status);
}
QString toText(Measure measure)
{
    return nameIn(measures, measure);
}
QString toText(Frequency frequency)
{
    return nameIn(frequencies, frequency);
}
std::optional<TripKind> tripKindFromText(const QString &text)
{
    return valueIn(kinds, text);
}
std::optional<TripStatus> tripStatusFromText(const QString &text)
{
    return valueIn(statuses, text);
}
std::optional<Measure> measureFromText(const QString &text)
{
    return valueIn(measures, text);
}
std::optional<Frequency> frequencyFromText(const QString &text)
{
    return valueIn(frequencies, text);
}

std::optional<Query> flightQuery(const TripPlan &plan)
{
    if (!plan.flights)
        return std::nullopt;
    FlightQuery query;
    query.origin = plan.originAirport;
    query.destination = plan.destinationAirport;
    query.departDate = plan.departDate;
    query.returnDate = plan.returnDate;
    query.adults = plan.adults;
    query.currency = plan.currency;
    query.cabin = plan.flights->cabin;
    query.maxStops = plan.flights->maxStops;
    query.airlines = plan.flights->airlines;
    query.airlineMatch = plan.flights->airlineMatch;
    return query;
}

std::optional<Query> hotelQuery(const TripPlan &plan)
{
    if (!plan.hotels)
        return std::nullopt;
    HotelQuery query;
    query.city = plan.hotels->city;
    query.countryCode = plan.hotels->countryCode;
    query.checkIn = plan.hotels->checkIn;
    query.checkOut = plan.hotels->checkOut;
    query.rooms = plan.hotels->rooms;
    query.adultsPerRoom = plan.hotels->adultsPerRoom;
    query.currency = plan.currency;
    query.roomMode = plan.hotels->roomMode;
    query.roomTypes = plan.hotels->roomTypes;
    query.views = plan.hotels->views;
    query.minStars = plan.hotels->minStars;
    return query;
}

} // namespace portier::trips
