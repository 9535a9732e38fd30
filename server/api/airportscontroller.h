// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::trips
{
class Airports;
}

namespace portier::api
{

class ApiRouter;

/// GET /api/v1/airports and /api/v1/airports/{code} (trips.md §9). `airports` must outlive the router.
void addAirportRoutes(ApiRouter &router, const trips::Airports &airports);

} // namespace portier::api
