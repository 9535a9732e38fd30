// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::api
{

class ApiRouter;
struct TripServices;

/// Starting checks and following them: /trips/refresh, /trips/{id}/refresh, /trips/{id}/checks, /price-checks,
/// /refresh-runs.
void addRefreshRoutes(ApiRouter &router, const TripServices &services);

} // namespace portier::api
