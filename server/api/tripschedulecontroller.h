// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::api
{

class ApiRouter;
struct TripServices;

/// When the own trips are refreshed: /me/schedule, /me/schedule/occurrences.
void addTripScheduleRoutes(ApiRouter &router, const TripServices &services);

} // namespace portier::api
