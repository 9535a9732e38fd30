// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier
{
class Clock;
}
namespace portier::scheduling
{
class Administration;
}

namespace portier::api
{

class ApiRouter;
class Cursors;

/// What the routes of schedules and jobs stand on; all of it outlives the router.
struct AdminWorkServices {
    scheduling::Administration &administration;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<const Cursors> cursors;
};

/// /api/v1/admin/schedules and /api/v1/admin/jobs with their verbs (PLT-087, PLT-092, PLT-099, PLT-100).
void addAdminWorkRoutes(ApiRouter &router, const AdminWorkServices &services);

} // namespace portier::api
