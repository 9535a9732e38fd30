// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripenvironment.h"
#include "server/api/cursors.h"
#include "server/api/listpage.h"
#include "server/api/route.h"
#include "server/api/tripscodec.h"

namespace portier::trips
{
class AlertService;
class RefreshService;
struct RawResponse;
class SnapshotService;
class TripScheduleService;
class TripService;
} // namespace portier::trips

namespace portier::api
{

class ApiRouter;

/// What the routes of trips stand on; all of it outlives the router.
struct TripServices {
    trips::TripService &trips;
    trips::RefreshService &refreshes;
    trips::SnapshotService &snapshots;
    trips::AlertService &alerts;
    trips::TripScheduleService &schedules;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<const Cursors> cursors;
    /// What a source answered (PriceFinder::rawResponse); core thread.
    std::function<QCoro::Task<Result<trips::RawResponse>>(QString)> rawResponse;
};

/// All routes of trips but files, airports and sources.
void addTripsRoutes(ApiRouter &router, const TripServices &services);

// For the controllers of trips:

using TripAnswer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, TripServices);
/// A route for signed-in members and their API keys: "trips:read" for what changes nothing, "trips:write" otherwise.
[[nodiscard]] Route tripRoute(Method method, const QString &pattern, const TripServices &services, TripAnswer answer);
/// Whose eyes the reply is for.
[[nodiscard]] TripViewer viewerOf(const ApiRequest &request, const TripServices &services);
/// The account whose trips are meant; an API key acts for its owner.
[[nodiscard]] trips::Caller callerOf(const ApiRequest &request);

/// A page of a trips service as the reply to its list.
template <class Items, class ToJson>
[[nodiscard]] ApiResponse pageReply(const ApiRequest &request, const TripServices &services, const Items &page,
                                    const ToJson &toJson)
{
    Page reply;
    for (const auto &item : page.items)
        reply.items.append(toJson(item));
    reply.next = page.next;
    return listReply(request, *services.cursors, reply);
}

} // namespace portier::api
