// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/adminauditcontroller.h"

#include "core/operations/auditreader.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using operations::AuditFilter;
using operations::AuditRow;

const QStringList filterNames{u"actor_kind"_s, u"actor_id"_s, u"action"_s, u"object_kind"_s,
                              u"object_id"_s,  u"from"_s,     u"to"_s};

Result<AuditFilter> readFilter(const ApiRequest &request)
{
    PORTIER_ASSIGN(from, queryInstant(request, u"from"_s));
    PORTIER_ASSIGN(to, queryInstant(request, u"to"_s));
    return AuditFilter{request.queryValue(u"actor_kind"_s),
                       request.queryValue(u"actor_id"_s),
                       request.queryValue(u"action"_s),
                       request.queryValue(u"object_kind"_s),
                       request.queryValue(u"object_id"_s),
                       from,
                       to};
}

QJsonObject toJson(const AuditRow &row)
{
    const operations::AuditEntry &entry = row.entry;
    return {{u"sequence"_s, row.sequence},
            {u"at"_s, toRfc3339(row.at)},
            {u"actor_kind"_s, entry.actor.kind},
            {u"actor_id"_s, textOrNull(entry.actor.id)},
            {u"action"_s, entry.action},
            {u"object_kind"_s, textOrNull(entry.objectKind)},
            {u"object_id"_s, textOrNull(entry.objectId)},
            {u"outcome"_s, entry.outcome},
            {u"request_id"_s, textOrNull(entry.actor.requestId)},
            {u"client_prefix"_s, textOrNull(entry.actor.clientPrefix)},
            {u"changes"_s, entry.changes}};
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, operations::AuditReader *audit,
                                            std::shared_ptr<const Cursors> cursors)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *cursors));
    PORTIER_CO_ASSIGN(filter, readFilter(request));
    std::optional<qint64> before;
    if (wanted.after)
        before = wanted.after->value(u"sequence"_s).toInteger();
    PORTIER_CO_ASSIGN(found, co_await audit->page(filter, before, wanted.limit));
    Page page;
    for (const AuditRow &row : std::as_const(found.rows))
        page.items.append(toJson(row));
    if (found.next)
        page.next = QJsonObject{{u"sequence"_s, *found.next}};
    co_return listReply(request, *cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerExport(ApiRequest request, operations::AuditReader *audit)
{
    PORTIER_CO_ASSIGN(filter, readFilter(request));
    PORTIER_CO_ASSIGN(file, co_await audit->exportCsv(filter, request.principal.actor()));
    ApiResponse response;
    response.contentType = "text/csv; charset=utf-8";
    response.body = file;
    response.withHeader("content-disposition", "attachment; filename=\"portier-audit.csv\"");
    co_return response;
}

} // namespace

void addAdminAuditRoutes(ApiRouter &router, operations::AuditReader &audit, std::shared_ptr<const Cursors> cursors)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/admin/audit"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &audit,
                            cursors](ApiRequest request) { return answerList(std::move(request), found, cursors); },
                .queryParameters = filterNames + QStringList{u"limit"_s, u"cursor"_s}});
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/admin/audit/export"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &audit](ApiRequest request) { return answerExport(std::move(request), found); },
                .queryParameters = filterNames,
                .produces = {"text/csv"}});
}

} // namespace portier::api
