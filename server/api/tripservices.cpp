// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/tripservices.h"

#include "core/base/zonedtime.h"
#include "core/trips/tripscheduleservice.h"
#include "server/api/alertcontroller.h"
#include "server/api/refreshcontroller.h"
#include "server/api/snapshotscontroller.h"
#include "server/api/tripschedulecontroller.h"
#include "server/api/tripscontroller.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

void addTripsRoutes(ApiRouter &router, const TripServices &services)
{
    addTripRoutes(router, services);
    addRefreshRoutes(router, services);
    addSnapshotRoutes(router, services);
    addAlertRoutes(router, services);
    addTripScheduleRoutes(router, services);
}

Route tripRoute(Method method, const QString &pattern, const TripServices &services, TripAnswer answer)
{
    const QString scope = method == Method::Get ? u"trips:read"_s : u"trips:write"_s;
    return {method, pattern, Access::account(scope),
            [services, answer](ApiRequest request) { return answer(std::move(request), services); }};
}

TripViewer viewerOf(const ApiRequest &request, const TripServices &services)
{
    return {request.language, zoneByName(request.principal.timeZone).value_or(QTimeZone::utc()), services.clock->now(),
            services.schedules.run()};
}

trips::Caller callerOf(const ApiRequest &request)
{
    return {request.principal.accountId, request.principal.actor()};
}

} // namespace portier::api
