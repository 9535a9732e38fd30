// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/trip.h"

namespace portier::trips
{

// The filters as the API, exports and rows of trips write them: every member is there, null where nothing is said.

[[nodiscard]] QJsonObject toJson(const FlightFilters &filters);
[[nodiscard]] QJsonObject toJson(const HotelFilters &filters);
/// Read back what toJson wrote; input of people goes through readTrip.
[[nodiscard]] FlightFilters flightFiltersFromJson(const QJsonObject &json);
[[nodiscard]] HotelFilters hotelFiltersFromJson(const QJsonObject &json);

} // namespace portier::trips
