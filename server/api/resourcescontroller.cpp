// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingservice.h"
#include "core/bookings/resourceservice.h"
#include "server/api/apirouter.h"
#include "server/api/bookingroutes.h"
#include "server/api/bookingscodec.h"
#include "server/api/listpage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using namespace bookings;

QCoro::Task<Result<ApiResponse>> answerResource(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(view, co_await services.bookings.resource(request.pathArguments.constFirst()));
    co_return ApiResponse::json(toJson(view)).withVersion(view.version);
}

Result<CalendarQuery> calendarQuery(const ApiRequest &request)
{
    CalendarQuery query;
    query.slug = request.pathArguments.constFirst();
    const QString view = request.hasQuery(u"view"_s) ? request.queryValue(u"view"_s) : u"month"_s;
    if (view != u"month"_s && view != u"year"_s)
        return fail(badParameter(u"view"_s));
    query.wholeYear = view == u"year"_s;
    PORTIER_ASSIGN(year, queryInteger(request, u"year"_s, 2000, 2199));
    PORTIER_ASSIGN(month, queryInteger(request, u"month"_s, 1, 12));
    if (year)
        query.year = static_cast<int>(*year);
    if (month)
        query.month = static_cast<int>(*month);
    return query;
}

QCoro::Task<Result<ApiResponse>> answerCalendar(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(query, calendarQuery(request));
    PORTIER_CO_ASSIGN(page, co_await services.bookings.calendar(query));
    co_return ApiResponse::json(toJson(page));
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(records, co_await services.resources.list(caller));
    QJsonArray items;
    for (const ResourceRecord &record : std::as_const(records))
        items.append(toJson(record));
    const QJsonObject body{{u"items"_s, items}};
    co_return ApiResponse::json(body);
}

/// BKG-101: 412 carries what it is like now.
Error withCurrent(Error error, const QJsonObject &current)
{
    error.details.insert(u"current"_s, current);
    return error;
}

ApiResponse recordReply(const ResourceRecord &record)
{
    return ApiResponse::json(toJson(record)).withVersion(record.resource.version);
}

QCoro::Task<Result<ApiResponse>> answerCreate(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(record, co_await services.resources.create(caller, request.json));
    co_return ApiResponse::created(toJson(record), u"/api/v1/resources/"_s + record.resource.slug);
}

QCoro::Task<Result<ApiResponse>> answerPatch(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    const QString id = request.pathArguments.constFirst();
    const auto record = co_await services.resources.patch(caller, id, request.json, request.ifMatch.value_or(-1));
    if (record)
        co_return recordReply(*record);
    if (record.error().code != u"stale_version"_s)
        co_return fail(record.error());
    PORTIER_CO_ASSIGN(current, co_await services.resources.find(caller, id));
    co_return fail(withCurrent(record.error(), toJson(current)));
}

QCoro::Task<Result<ApiResponse>> answerRemove(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_TRY(co_await services.resources.remove(caller, request.pathArguments.constFirst()));
    co_return ApiResponse::noContent();
}

QCoro::Task<Result<ApiResponse>> answerAddParty(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(party,
                      co_await services.resources.addParty(caller, request.pathArguments.constFirst(), request.json));
    co_return ApiResponse::created(toJson(party), u"/api/v1/parties/"_s + party.id);
}

QCoro::Task<Result<ApiResponse>> answerPatchParty(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    const QString id = request.pathArguments.constFirst();
    const auto party = co_await services.resources.patchParty(caller, id, request.json, request.ifMatch.value_or(-1));
    if (party)
        co_return ApiResponse::json(toJson(*party)).withVersion(party->version);
    if (party.error().code != u"stale_version"_s)
        co_return fail(party.error());
    PORTIER_CO_ASSIGN(current, co_await services.resources.findParty(caller, id));
    co_return fail(withCurrent(party.error(), toJson(current)));
}

QCoro::Task<Result<ApiResponse>> answerRemoveParty(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_TRY(co_await services.resources.removeParty(caller, request.pathArguments.constFirst()));
    co_return ApiResponse::noContent();
}

QCoro::Task<Result<ApiResponse>> answerSendLink(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_TRY(co_await services.resources.sendLink(caller, request.pathArguments.constFirst()));
    const QJsonObject body{{u"result"_s, u"queued"_s}};
    co_return ApiResponse::json(body, 202);
}

Route adminRoute(Method method, const QString &pattern, Handler handler)
{
    Route route{.method = method,
                .pattern = pattern,
                .access = Access::role(identity::Role::Admin),
                .handler = std::move(handler)};
    if (method == Method::Post || method == Method::Patch)
        route.body = BodyKind::Json;
    route.needsIfMatch = method == Method::Patch;
    return route;
}

} // namespace

void addResourceRoutes(ApiRouter &router, const BookingServices &services)
{
    const QString all = u"/api/v1/resources"_s;
    const QString one = all + u"/{id}"_s;
    const QString party = u"/api/v1/parties/{id}"_s;
    router.add({.method = Method::Get,
                .pattern = one,
                .access = Access::open(),
                .handler = bookingHandler(services, answerResource)});
    router.add({.method = Method::Get,
                .pattern = one + u"/calendar"_s,
                .access = Access::open(),
                .handler = bookingHandler(services, answerCalendar),
                .queryParameters = {u"view"_s, u"year"_s, u"month"_s}});
    router.add(adminRoute(Method::Get, all, bookingHandler(services, answerList)));
    router.add(adminRoute(Method::Post, all, bookingHandler(services, answerCreate)));
    router.add(adminRoute(Method::Patch, one, bookingHandler(services, answerPatch)));
    router.add(adminRoute(Method::Delete, one, bookingHandler(services, answerRemove)));
    router.add(adminRoute(Method::Post, one + u"/parties"_s, bookingHandler(services, answerAddParty)));
    router.add(adminRoute(Method::Patch, party, bookingHandler(services, answerPatchParty)));
    router.add(adminRoute(Method::Delete, party, bookingHandler(services, answerRemoveParty)));
    Route sendLink = adminRoute(Method::Post, party + u"/send-link"_s, bookingHandler(services, answerSendLink));
    sendLink.body = BodyKind::None;
    router.add(std::move(sendLink));
}

} // namespace portier::api
