// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingservice.h"
#include "server/api/apirouter.h"
#include "server/api/bookingroutes.h"
#include "server/api/bookingscodec.h"
#include "server/api/listpage.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using namespace bookings;

QCoro::Task<Result<ApiResponse>> answerApprovals(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    const QString tab = request.hasQuery(u"tab"_s) ? request.queryValue(u"tab"_s) : u"outstanding"_s;
    if (tab != u"outstanding"_s && tab != u"history"_s)
        co_return fail(badParameter(u"tab"_s));
    const ApprovalsTab which = tab == u"history"_s ? ApprovalsTab::History : ApprovalsTab::Outstanding;
    const BookingListQuery query{wanted.limit, wanted.after};
    PORTIER_CO_ASSIGN(found, co_await services.bookings.approvals(caller, which, query));
    Page page;
    for (const BookingView &view : std::as_const(found.items))
        page.items.append(toListJson(view, found.severalResources));
    page.next = found.next;
    page.total = found.total;
    co_return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerApprove(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(result,
                      co_await services.bookings.approve(caller, request.pathArguments.constFirst(), request.json));
    co_return ApiResponse::json(toJson(result));
}

QCoro::Task<Result<ApiResponse>> answerDeny(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(result,
                      co_await services.bookings.deny(caller, request.pathArguments.constFirst(), request.json));
    co_return ApiResponse::json(toJson(result));
}

Route decisionRoute(const QString &verb, Handler handler)
{
    Route route{.method = Method::Post,
                .pattern = u"/api/v1/bookings/{id}/"_s + verb,
                .access = bookingAccess(),
                .handler = std::move(handler)};
    route.body = BodyKind::Json;
    route.ratePolicy = u"link_write"_s;
    return route;
}

} // namespace

void addApprovalRoutes(ApiRouter &router, const BookingServices &services)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/approvals"_s,
                .access = bookingAccess(),
                .handler = bookingHandler(services, answerApprovals),
                .queryParameters = {u"tab"_s, u"limit"_s, u"cursor"_s}});
    router.add(decisionRoute(u"approve"_s, bookingHandler(services, answerApprove)));
    router.add(decisionRoute(u"deny"_s, bookingHandler(services, answerDeny)));
}

} // namespace portier::api
