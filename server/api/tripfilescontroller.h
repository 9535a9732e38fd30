// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <memory>

namespace portier::trips
{
class TripExport;
class TripImport;
} // namespace portier::trips

namespace portier::api
{

class ApiRouter;

/// What the routes of trip files stand on; all of it outlives the router.
struct TripFileServices {
    trips::TripImport &imports;
    trips::TripExport &exports;
    std::shared_ptr<Clock> clock;
};

/// Import and export of trips as CSV and JSON (TRP-250 to TRP-258).
void addTripFileRoutes(ApiRouter &router, const TripFileServices &services);

} // namespace portier::api
