// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/personaldatacontroller.h"

#include "core/contract/fieldreader.h"
#include "core/operations/dataexports.h"
#include "core/operations/erasures.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/idempotentreply.h"
#include "server/api/jsonvalues.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using operations::DataExport;
using operations::Erasure;

constexpr qsizetype longestAddress = 254;

/// Where the archive is; the path tells who asks.
ApiResponse exportReply(const DataExport &made, const QString &root, int status)
{
    const bool isReady = made.state == "ready"_L1;
    const QString place = root + u'/' + made.id;
    ApiResponse response = ApiResponse::json({{u"id"_s, made.id},
                                              {u"state"_s, made.state},
                                              {u"size"_s, made.size},
                                              {u"created_at"_s, toRfc3339(made.createdAt)},
                                              {u"expires_at"_s, toRfc3339(made.expiresAt)},
                                              {u"archive"_s, textOrNull(isReady ? place + u"/archive"_s : QString())}},
                                             status);
    return status == 202 ? std::move(response).withHeader("location", root.toLatin1()) : response;
}

ApiResponse erasureReply(const Erasure &erasure, int status)
{
    return ApiResponse::json({{u"id"_s, erasure.id},
                              {u"state"_s, erasure.state},
                              {u"created_at"_s, toRfc3339(erasure.createdAt)},
                              {u"due_at"_s, toRfc3339(erasure.dueAt)}},
                             status);
}

ApiResponse zipReply(const QByteArray &archive)
{
    ApiResponse response;
    response.contentType = "application/zip";
    response.body = archive;
    response.compressible = false;
    response.withHeader("content-disposition", "attachment; filename=\"portier-export.zip\"");
    return response;
}

constexpr auto ownExport = "/api/v1/me/export"_L1;
constexpr auto adminExports = "/api/v1/admin/exports"_L1;

ApiResponse ownStarted(const DataExport &made)
{
    return exportReply(made, ownExport, 202);
}

ApiResponse adminStarted(const DataExport &made)
{
    return exportReply(made, adminExports, 202).withHeader("location", (adminExports + u'/' + made.id).toLatin1());
}

QCoro::Task<Result<ApiResponse>> answerStart(ApiRequest request, PersonalDataServices services)
{
    auto remember = rememberReply<DataExport>(request, ownStarted, services.clock->now());
    PORTIER_CO_ASSIGN(made, co_await services.exports.request(request.principal.id, request.language,
                                                              request.principal.actor(), std::move(remember)));
    co_return ownStarted(made);
}

QCoro::Task<Result<ApiResponse>> answerOwn(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(made, co_await services.exports.newest(request.principal.id));
    co_return exportReply(made, ownExport, 200).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerOwnArchive(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(archive, co_await services.exports.archive(request.pathArguments.value(0), request.principal.id,
                                                                 request.principal.actor()));
    co_return zipReply(archive);
}

QCoro::Task<Result<ApiResponse>> answerErasure(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(erasure, co_await services.erasures.request(request.principal.id, request.principal.actor()));
    co_return erasureReply(erasure, 202);
}

QCoro::Task<Result<ApiResponse>> answerAdminStart(ApiRequest request, PersonalDataServices services)
{
    contract::FieldReader reader(request.json);
    const auto email = reader.require(u"email"_s).text(u"email"_s, 1, longestAddress);
    const auto language = reader.oneOf(u"language"_s, {u"de"_s, u"en"_s});
    PORTIER_CO_TRY(reader.finish());
    auto remember = rememberReply<DataExport>(request, adminStarted, services.clock->now());
    PORTIER_CO_ASSIGN(made, co_await services.exports.requestFor(*email, language.value_or(request.language),
                                                                 request.principal.actor(), std::move(remember)));
    co_return adminStarted(made);
}

QCoro::Task<Result<ApiResponse>> answerAdminExport(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(made, co_await services.exports.find(request.pathArguments.value(0)));
    co_return exportReply(made, adminExports, 200).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerAdminArchive(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(archive,
                      co_await services.exports.archive(request.pathArguments.value(0), {}, request.principal.actor()));
    co_return zipReply(archive);
}

QCoro::Task<Result<ApiResponse>> answerAdminErasure(ApiRequest request, PersonalDataServices services)
{
    contract::FieldReader reader(request.json);
    const auto email = reader.require(u"email"_s).text(u"email"_s, 1, longestAddress);
    const bool immediately = reader.boolean(u"immediately"_s).value_or(false);
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_ASSIGN(erasure, co_await services.erasures.requestFor(*email, immediately, request.principal.actor()));
    ApiResponse response = erasureReply(erasure, 202);
    co_return std::move(response).withHeader("location", "/api/v1/admin/erasures/" + erasure.id.toLatin1());
}

QCoro::Task<Result<ApiResponse>> answerFindErasure(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(erasure, co_await services.erasures.find(request.pathArguments.value(0)));
    co_return erasureReply(erasure, 200).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerCancelErasure(ApiRequest request, PersonalDataServices services)
{
    PORTIER_CO_ASSIGN(erasure,
                      co_await services.erasures.cancel(request.pathArguments.value(0), request.principal.actor()));
    co_return erasureReply(erasure, 200);
}

} // namespace

void addPersonalDataRoutes(ApiRouter &router, const PersonalDataServices &services)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, PersonalDataServices);
    const auto route = [services](Method method, const QString &rest, Answer answer) {
        const Access access = rest.startsWith("/admin"_L1) ? Access::role(identity::Role::Admin) : Access::account();
        return Route{method, u"/api/v1"_s + rest, access,
                     [services, answer](ApiRequest request) { return answer(std::move(request), services); }};
    };
    const auto archive = [&route](const QString &rest, Answer answer) {
        Route made = route(Method::Get, rest, answer);
        made.produces = {"application/zip"};
        return made;
    };
    Route start = route(Method::Post, u"/me/export"_s, answerStart);
    start.idempotency = IdempotencyUse::Accepted;
    router.add(std::move(start));
    router.add(route(Method::Get, u"/me/export"_s, answerOwn));
    router.add(archive(u"/me/export/{id}/archive"_s, answerOwnArchive));
    router.add(route(Method::Post, u"/me/erasure"_s, answerErasure));

    Route adminStart = route(Method::Post, u"/admin/exports"_s, answerAdminStart);
    adminStart.body = BodyKind::Json;
    adminStart.idempotency = IdempotencyUse::Accepted;
    router.add(std::move(adminStart));
    router.add(route(Method::Get, u"/admin/exports/{id}"_s, answerAdminExport));
    router.add(archive(u"/admin/exports/{id}/archive"_s, answerAdminArchive));
    Route erase = route(Method::Post, u"/admin/erasures"_s, answerAdminErasure);
    erase.body = BodyKind::Json;
    router.add(std::move(erase));
    router.add(route(Method::Get, u"/admin/erasures/{id}"_s, answerFindErasure));
    router.add(route(Method::Post, u"/admin/erasures/{id}/cancel"_s, answerCancelErasure));
}

} // namespace portier::api
