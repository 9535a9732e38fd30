// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::api
{

class ApiRouter;
struct TripServices;

/// Listing, creating, reading, editing, pausing and deleting trips: /api/v1/trips, /trips/{id}, /trips/{id}/status.
void addTripRoutes(ApiRouter &router, const TripServices &services);

} // namespace portier::api
