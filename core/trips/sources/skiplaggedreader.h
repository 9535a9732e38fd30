// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/offer.h"
#include "core/trips/sources/pricesource.h"

namespace portier::trips::skiplagged
{

/// Whether a flight's amount covers the whole party or one adult: unconfirmed at the source, so an option.
enum class AmountScope { Party, Adult };

/// Reads one page of sk_flights_search into `into`: offers, malformed and hidden-city counts.
void readFlights(const QJsonObject &page, const FlightQuery &query, AmountScope scope, SourceAnswer &into);
/// True when the page says that there are more.
[[nodiscard]] bool hasMore(const QJsonObject &page);

/// A hotel of sk_hotels_search: what is known without its details.
struct FoundHotel {
    std::optional<qint64> id;           ///< number of "hotel_123"
    std::optional<qint64> nightlyMinor; ///< decides whose details are fetched first, never a price
    HotelOffer offer;                   ///< nightly only
};
/// The hotels of a page, cheapest nightly first; malformed ones are counted in `into`.
[[nodiscard]] QList<FoundHotel> readHotels(const QJsonObject &page, const HotelQuery &query, SourceAnswer &into);
/// The rooms of sk_hotel_details as offers of `hotel`.
void readRooms(const QJsonObject &details, const FoundHotel &hotel, SourceAnswer &into);

/// Minutes of "10h 40m", "55m", "1d 2h" or a plain number of minutes; 0 for other text.
[[nodiscard]] int minutesOf(const QJsonValue &duration);

} // namespace portier::trips::skiplagged
