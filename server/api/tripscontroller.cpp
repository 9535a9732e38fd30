// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/tripscontroller.h"

#include "core/contract/fieldreader.h"
#include "core/trips/tripservice.h"
#include "server/api/apirouter.h"
#include "server/api/idempotentreply.h"
#include "server/api/tripscodec.h"
#include "server/api/tripservices.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr qsizetype longestSearch = 100;

QString pathOf(const trips::TripView &view)
{
    return u"/api/v1/trips/"_s + view.trip.id;
}

Result<trips::TripListQuery> readListQuery(const ApiRequest &request, const Cursors &cursors)
{
    trips::TripListQuery query;
    PORTIER_ASSIGN(page, readPage(request, cursors));
    query.limit = page.limit;
    query.after = page.after;
    if (request.hasQuery(u"status"_s)) {
        const auto status = trips::tripStatusFromText(request.queryValue(u"status"_s));
        if (!status)
            return fail(badParameter(u"status"_s));
        query.statuses = {*status};
    }
    if (request.hasQuery(u"sort"_s)) {
        const auto sort = trips::tripSortFromText(request.queryValue(u"sort"_s));
        if (!sort)
            return fail(badParameter(u"sort"_s));
        query.sort = *sort;
    }
    query.text = request.queryValue(u"q"_s);
    if (query.text.size() > longestSearch)
        return fail(badParameter(u"q"_s));
    PORTIER_ASSIGN(updatedAfter, queryInstant(request, u"updated_after"_s));
    query.updatedAfter = updatedAfter;
    return query;
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(query, readListQuery(request, *services.cursors));
    PORTIER_CO_ASSIGN(page, co_await services.trips.list(callerOf(request), query));
    const TripViewer viewer = viewerOf(request, services);
    co_return pageReply(request, services, page, [&viewer](const auto &view) { return toJson(view, viewer); });
}

QCoro::Task<Result<ApiResponse>> answerCreate(ApiRequest request, TripServices services)
{
    const Instant now = services.clock->now();
    const auto render = [viewer = viewerOf(request, services)](const trips::ChangedTrip &changed) {
        return ApiResponse::created(toJson(changed, viewer), pathOf(changed.view));
    };
    auto remember = rememberReply<trips::ChangedTrip>(request, render, now);
    PORTIER_CO_ASSIGN(created, co_await services.trips.create(callerOf(request), request.json, std::move(remember)));
    co_return render(created);
}

QCoro::Task<Result<ApiResponse>> answerForecast(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(forecast, co_await services.trips.forecast(callerOf(request), request.json));
    co_return ApiResponse::json(toJson(forecast, viewerOf(request, services).language));
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(view, co_await services.trips.find(callerOf(request), request.pathArguments.constFirst()));
    co_return ApiResponse::json(toJson(view, viewerOf(request, services))).withVersion(view.trip.version);
}

ApiResponse changedReply(const ApiRequest &request, const TripServices &services, const trips::ChangedTrip &changed)
{
    return ApiResponse::json(toJson(changed, viewerOf(request, services))).withVersion(changed.view.trip.version);
}

QCoro::Task<Result<ApiResponse>> answerPatch(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(changed, co_await services.trips.patch(callerOf(request), request.pathArguments.constFirst(),
                                                             request.json, request.ifMatch.value_or(-1)));
    co_return changedReply(request, services, changed);
}

Result<QString> readStatus(const QJsonObject &json)
{
    contract::FieldReader reader(json);
    const QString status = reader.require(u"status"_s).text(u"status"_s).value_or(QString());
    PORTIER_TRY(reader.finish());
    return status;
}

QCoro::Task<Result<ApiResponse>> answerSetStatus(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(status, readStatus(request.json));
    PORTIER_CO_ASSIGN(changed, co_await services.trips.setStatus(callerOf(request), request.pathArguments.constFirst(),
                                                                 std::move(status)));
    co_return changedReply(request, services, changed);
}

QCoro::Task<Result<ApiResponse>> answerRemove(ApiRequest request, TripServices services)
{
    PORTIER_CO_TRY(co_await services.trips.remove(callerOf(request), request.pathArguments.constFirst()));
    co_return ApiResponse::noContent();
}

/// TRP-026: without the present number nothing goes.
QCoro::Task<Result<ApiResponse>> answerRemoveAll(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(confirmed, queryInteger(request, u"confirm_count"_s, 0, std::numeric_limits<qint64>::max()));
    PORTIER_CO_ASSIGN(removed, co_await services.trips.removeAll(callerOf(request), confirmed.value_or(-1)));
    const QJsonObject body{{u"deleted"_s, removed}};
    co_return ApiResponse::json(body);
}

} // namespace

void addTripRoutes(ApiRouter &router, const TripServices &services)
{
    Route list = tripRoute(Method::Get, u"/api/v1/trips"_s, services, answerList);
    list.queryParameters = {u"status"_s, u"q"_s, u"sort"_s, u"updated_after"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(list));

    Route create = tripRoute(Method::Post, u"/api/v1/trips"_s, services, answerCreate);
    create.body = BodyKind::Json;
    create.ratePolicy = u"trip_create"_s;
    create.refundOn4xx = true;
    create.idempotency = IdempotencyUse::Required;
    router.add(std::move(create));

    Route forecast = tripRoute(Method::Post, u"/api/v1/trips/forecast"_s, services, answerForecast);
    forecast.access = Access::account(u"trips:read"_s); // it writes nothing
    forecast.body = BodyKind::Json;
    router.add(std::move(forecast));

    Route removeAll = tripRoute(Method::Delete, u"/api/v1/trips"_s, services, answerRemoveAll);
    removeAll.queryParameters = {u"confirm_count"_s};
    router.add(std::move(removeAll));

    router.add(tripRoute(Method::Get, u"/api/v1/trips/{id}"_s, services, answerFind));
    Route patch = tripRoute(Method::Patch, u"/api/v1/trips/{id}"_s, services, answerPatch);
    patch.body = BodyKind::Json;
    patch.needsIfMatch = true;
    router.add(std::move(patch));
    router.add(tripRoute(Method::Delete, u"/api/v1/trips/{id}"_s, services, answerRemove));

    Route status = tripRoute(Method::Patch, u"/api/v1/trips/{id}/status"_s, services, answerSetStatus);
    status.body = BodyKind::Json;
    router.add(std::move(status));
}

} // namespace portier::api
