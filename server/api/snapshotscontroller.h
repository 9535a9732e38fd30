// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::api
{

class ApiRouter;
struct TripServices;

/// Stored prices: /trips/{id}/snapshots, /trips/{id}/history.
void addSnapshotRoutes(ApiRouter &router, const TripServices &services);

} // namespace portier::api
