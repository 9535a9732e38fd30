// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/adminroutes.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/jsonvalues.h"
#include "server/api/notificationjson.h"
#include "server/api/notificationscontroller.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

Result<std::optional<Instant>> instantOf(const ApiRequest &request, const QString &name)
{
    if (!request.hasQuery(name))
        return std::nullopt;
    const auto instant = fromRfc3339(request.queryValue(name));
    if (!instant)
        return fail(badParameter(name));
    return instant;
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(filter, commonFilter(request));
    PORTIER_CO_ASSIGN(from, instantOf(request, u"from"_s));
    PORTIER_CO_ASSIGN(to, instantOf(request, u"to"_s));
    filter.from = from;
    filter.to = to;
    filter.subjectKind = request.queryValue(u"subject_kind"_s);
    filter.subjectId = request.queryValue(u"subject_id"_s);
    const ReadHistory everybodys = [history = &services.history, filter, reader = request.principal.actor()](
                                       std::optional<notifications::HistoryCursor> after, int limit) {
        return history->pageOfAll(filter, std::move(after), limit, reader);
    };
    co_return co_await answerHistory(request, everybodys, services.cursors);
}

QCoro::Task<Result<ApiResponse>> answerOne(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(detail, co_await services.desk.inspect(request.pathArguments.first(), request.principal.actor()));
    co_return ApiResponse::json(toJson(detail)).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerRequeue(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(item, co_await services.desk.requeue(request.pathArguments.first(), request.principal.actor()));
    co_return ApiResponse::json(toJson(item));
}

QCoro::Task<Result<ApiResponse>> answerDiscard(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(item, co_await services.desk.discard(request.pathArguments.first(), request.principal.actor()));
    co_return ApiResponse::json(toJson(item));
}

QJsonObject toJson(const notifications::Suppression &entry)
{
    return {{u"id"_s, entry.id},
            {u"channel"_s, nameOf(entry.channel)},
            {u"address"_s, textOrNull(entry.maskedAddress)},
            {u"reason"_s, entry.reason},
            {u"provider"_s, entry.provider},
            {u"notification_id"_s, textOrNull(entry.messageId)},
            {u"created_at"_s, toRfc3339(entry.createdAt)}};
}

QCoro::Task<Result<ApiResponse>> answerSuppressions(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    const QString after = wanted.after ? wanted.after->value(u"id"_s).toString() : QString();
    PORTIER_CO_ASSIGN(found, co_await services.desk.suppressions(after, wanted.limit, request.principal.actor()));
    Page page;
    for (const notifications::Suppression &entry : std::as_const(found.items))
        page.items.append(toJson(entry));
    if (!found.next.isEmpty())
        page.next = QJsonObject{{u"id"_s, found.next}};
    co_return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerRemoveSuppression(ApiRequest request, NotificationServices services)
{
    PORTIER_CO_TRY(co_await services.desk.removeSuppression(request.pathArguments.first(), request.principal.actor()));
    co_return ApiResponse::noContent();
}

} // namespace

void addAdminNotificationRoutes(ApiRouter &router, const NotificationServices &services)
{
    const auto route = adminRoutes({}, services);
    Route list = route(Method::Get, u"/notifications"_s, answerList);
    list.queryParameters = {u"state"_s,        u"kind"_s,       u"channel"_s, u"from"_s,  u"to"_s,
                            u"subject_kind"_s, u"subject_id"_s, u"limit"_s,   u"cursor"_s};
    router.add(std::move(list));
    router.add(route(Method::Get, u"/notifications/{id}"_s, answerOne));
    router.add(route(Method::Post, u"/notifications/{id}/requeue"_s, answerRequeue));
    router.add(route(Method::Post, u"/notifications/{id}/discard"_s, answerDiscard));
    Route suppressions = route(Method::Get, u"/suppressions"_s, answerSuppressions);
    suppressions.queryParameters = {u"limit"_s, u"cursor"_s};
    router.add(std::move(suppressions));
    router.add(route(Method::Delete, u"/suppressions/{id}"_s, answerRemoveSuppression));
}

} // namespace portier::api
