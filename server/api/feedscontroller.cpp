// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/feedscontroller.h"

#include "core/bookings/bookingservice.h"
#include "core/identity/linkservice.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/recoverylimits.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// Tagged by its digest alone: the same events always give the same bytes.
ApiResponse feedReply(const bookings::CalendarFile &file, const QString &fileName)
{
    ApiResponse response;
    response.contentType = "text/calendar; charset=utf-8";
    response.body = bookings::writeCalendar(file);
    response
        .withHeader("x-robots-tag", "noindex") // BKG-129
        .withHeader("content-disposition", "inline; filename=\"" + fileName.toLatin1() + ".ics\"");
    return std::move(response).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerHouse(ApiRequest request, FeedServices services)
{
    const QString slug = request.pathArguments.constFirst();
    PORTIER_CO_ASSIGN(file, co_await services.bookings.houseFeed(slug));
    co_return feedReply(file, slug);
}

/// Read by programs: whatever else the token is, here is no feed.
QCoro::Task<Result<ApiResponse>> answerOwn(ApiRequest request, FeedServices services)
{
    PORTIER_CO_ASSIGN(verdict, co_await services.links.look(request.pathArguments.constFirst()));
    if (!verdict.isGood())
        co_return co_await countLinkFailure(services.limits, request, Error::notFound());
    if (verdict.link.owner.kind != identity::LinkKind::Feed)
        co_return fail(Error::notFound());
    PORTIER_CO_ASSIGN(file, co_await services.bookings.ownFeed(verdict.link.owner.email));
    co_return feedReply(file, u"portier"_s);
}

Route feedRoute(const QString &pattern, Access access, Handler handler)
{
    Route route{.method = Method::Get, .pattern = pattern, .access = std::move(access), .handler = std::move(handler)};
    route.produces = {"text/calendar"};
    return route;
}

} // namespace

void addFeedRoutes(ApiRouter &router, const FeedServices &services)
{
    router.add(feedRoute(u"/calendar/{slug}/feed.ics"_s, Access::open(),
                         [services](ApiRequest request) { return answerHouse(std::move(request), services); }));
    // The token is in the address: calendar programs send no other credential.
    router.add(feedRoute(u"/booking/{token}/feed.ics"_s, Access::ownCredential(),
                         [services](ApiRequest request) { return answerOwn(std::move(request), services); }));
}

} // namespace portier::api
