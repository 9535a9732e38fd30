// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/notificationscontroller.h"

#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/notificationjson.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(filter, commonFilter(request));
    filter.accountId = request.principal.accountId;
    if (request.hasQuery(u"trip_id"_s)) {
        filter.subjectKind = u"trip"_s;
        filter.subjectId = request.queryValue(u"trip_id"_s);
    }
    const ReadHistory own = [history = &services.history, filter](std::optional<notifications::HistoryCursor> after,
                                                                  int limit) {
        return history->page(filter, std::move(after), limit);
    };
    co_return co_await answerHistory(request, own, services.cursors);
}

QCoro::Task<Result<ApiResponse>> answerOne(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(detail,
                      co_await services.desk.findOwn(request.pathArguments.first(), request.principal.accountId));
    co_return ApiResponse::json(toJson(detail)).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerSeen(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_TRY(co_await services.desk.acknowledge(request.pathArguments.first(), request.principal.accountId));
    co_return ApiResponse::noContent();
}

} // namespace

void addNotificationRoutes(ApiRouter &router, const NotificationServices &services)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, NotificationServices);
    const auto handler = [services](Answer answer) -> Handler {
        return [services, answer](ApiRequest request) { return answer(std::move(request), services); };
    };
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/notifications"_s,
                .access = Access::account(),
                .handler = handler(answerList),
                .queryParameters = {u"trip_id"_s, u"kind"_s, u"state"_s, u"channel"_s, u"limit"_s, u"cursor"_s}});
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/notifications/{id}"_s,
                .access = Access::account(),
                .handler = handler(answerOne)});
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/notifications/{id}/seen"_s,
                .access = Access::account(),
                .handler = handler(answerSeen)});
}

} // namespace portier::api
