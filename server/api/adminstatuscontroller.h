// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <memory>

namespace portier
{
class Clock;
}
namespace portier::operations
{
class FeedReader;
class HealthChecks;
} // namespace portier::operations
namespace portier::scheduling
{
class Administration;
}

namespace portier::api
{

class ApiRouter;

/// What GET /api/v1/admin/status tells; all of it outlives the router.
struct AdminStatusServices {
    operations::HealthChecks &health;
    scheduling::Administration &administration;
    operations::FeedReader &feed;
    std::shared_ptr<Clock> clock;
    QJsonObject facts; ///< what does not change while the service runs: instance, database, started_at
};

void addAdminStatusRoute(ApiRouter &router, const AdminStatusServices &services);

} // namespace portier::api
