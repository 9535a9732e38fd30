// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::api
{

class ApiRouter;
struct TripServices;

/// The alert rule of a trip: /trips/{id}/alert with its evaluations, explanation and backtest.
void addAlertRoutes(ApiRouter &router, const TripServices &services);

} // namespace portier::api
