// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::trips
{
class PriceFinder;
}

namespace portier::api
{

class ApiRouter;

/// GET /api/v1/price-sources, for admins with health, budgets and saving; PUT …/order and POST …/{name}/reset for
/// admins (trips.md §10). `finder` must outlive the router's tasks.
void addPriceSourceRoutes(ApiRouter &router, trips::PriceFinder &finder);

} // namespace portier::api
