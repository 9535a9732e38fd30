// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/refreshcontroller.h"

#include "core/trips/refreshservice.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/idempotentreply.h"
#include "server/api/pricescodec.h"
#include "server/api/tripservices.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

ApiResponse checkReply(const trips::AskedCheck &asked)
{
    return ApiResponse::json(toJson(asked.check, asked.joined), 202)
        .withHeader("location", "/api/v1/price-checks/" + asked.check.id.toLatin1());
}

ApiResponse runReply(const trips::RefreshRun &run)
{
    return ApiResponse::json(toJson(run), 202).withHeader("location", "/api/v1/refresh-runs/" + run.id.toLatin1());
}

QCoro::Task<Result<ApiResponse>> answerRefresh(ApiRequest request, TripServices services)
{
    auto remember = rememberReply<trips::AskedCheck>(request, checkReply, services.clock->now());
    PORTIER_CO_ASSIGN(asked,
                      co_await services.refreshes.refreshOne(callerOf(request), request.pathArguments.constFirst(),
                                                             trips::Trigger::Manual, false, std::move(remember)));
    co_return checkReply(asked);
}

QCoro::Task<Result<ApiResponse>> answerRefreshAll(ApiRequest request, TripServices services)
{
    auto remember = rememberReply<trips::RefreshRun>(request, runReply, services.clock->now());
    PORTIER_CO_ASSIGN(run, co_await services.refreshes.refreshAll(callerOf(request), std::move(remember)));
    co_return runReply(run);
}

QCoro::Task<Result<ApiResponse>> answerChecks(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    PORTIER_CO_ASSIGN(page, co_await services.refreshes.checks(callerOf(request), request.pathArguments.constFirst(),
                                                               wanted.limit, wanted.after));
    co_return pageReply(request, services, page, [](const trips::PriceCheck &check) { return toJson(check); });
}

QCoro::Task<Result<ApiResponse>> answerCheck(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(check,
                      co_await services.refreshes.findCheck(callerOf(request), request.pathArguments.constFirst()));
    co_return ApiResponse::json(toJson(check)).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerRuns(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    PORTIER_CO_ASSIGN(page, co_await services.refreshes.runs(callerOf(request), wanted.limit, wanted.after));
    co_return pageReply(request, services, page, [](const trips::RefreshRun &run) { return toJson(run); });
}

QCoro::Task<Result<ApiResponse>> answerRun(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(run, co_await services.refreshes.findRun(callerOf(request), request.pathArguments.constFirst()));
    co_return ApiResponse::json(toJson(run)).withVersion(Unversioned);
}

/// Asked again and again until it has ended (table 3.5, `job_poll`).
Route pollRoute(const QString &pattern, const TripServices &services, TripAnswer answer)
{
    Route route = tripRoute(Method::Get, pattern, services, answer);
    route.ratePolicy = u"job_poll"_s;
    return route;
}

Route listRoute(const QString &pattern, const TripServices &services, TripAnswer answer)
{
    Route route = tripRoute(Method::Get, pattern, services, answer);
    route.queryParameters = {u"limit"_s, u"cursor"_s};
    return route;
}

/// The service charges manual_refresh itself, because a check that is joined costs nothing (TRP-135).
Route startRoute(const QString &pattern, const TripServices &services, TripAnswer answer)
{
    Route route = tripRoute(Method::Post, pattern, services, answer);
    route.idempotency = IdempotencyUse::Accepted;
    return route;
}

} // namespace

void addRefreshRoutes(ApiRouter &router, const TripServices &services)
{
    router.add(startRoute(u"/api/v1/trips/refresh"_s, services, answerRefreshAll));
    router.add(startRoute(u"/api/v1/trips/{id}/refresh"_s, services, answerRefresh));
    router.add(listRoute(u"/api/v1/trips/{id}/checks"_s, services, answerChecks));
    router.add(pollRoute(u"/api/v1/price-checks/{id}"_s, services, answerCheck));
    router.add(listRoute(u"/api/v1/refresh-runs"_s, services, answerRuns));
    router.add(pollRoute(u"/api/v1/refresh-runs/{id}"_s, services, answerRun));
}

} // namespace portier::api
