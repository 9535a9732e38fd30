// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/clientreportscontroller.h"

#include "core/contract/fieldreader.h"
#include "core/operations/clientreports.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using operations::ClientReport;
using operations::ClientReports;

constexpr qsizetype longestText = 4000;
constexpr qsizetype longestDetail = 200;
constexpr qint64 bodyLimit = 16 * 1024;

/// The members that name the reporting program, as far as they are there.
QJsonObject readDetails(contract::FieldReader &reader, const QStringList &names)
{
    QJsonObject details;
    for (const QString &name : names) {
        if (const auto text = reader.text(name, 0, longestDetail, contract::Null::Allowed))
            details.insert(name, operations::scrubbed(*text));
    }
    return details;
}

QCoro::Task<Result<ApiResponse>> accept(ApiRequest request, ClientReports *reports, QString kind)
{
    const bool isFeedback = kind == "feedback"_L1;
    contract::FieldReader reader(request.json);
    const QString name = isFeedback ? u"text"_s : u"message"_s;
    const auto text = reader.require(name).text(name, 1, longestText);
    const QJsonObject details = readDetails(
        reader, isFeedback ? QStringList{u"page"_s} : QStringList{u"version"_s, u"platform"_s, u"component"_s});
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_TRY(co_await reports->add(kind, *text, details, request.principal.actor()));
    const QJsonObject body{{u"status"_s, u"accepted"_s}};
    co_return ApiResponse::json(body, 202);
}

QJsonObject toJson(const ClientReport &report)
{
    return {{u"id"_s, report.id},     {u"kind"_s, report.kind},       {u"account_id"_s, textOrNull(report.accountId)},
            {u"text"_s, report.text}, {u"details"_s, report.details}, {u"at"_s, toRfc3339(report.at)}};
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, ClientReports *reports,
                                            std::shared_ptr<const Cursors> cursors)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *cursors));
    const QString beforeId = wanted.after ? wanted.after->value(u"id"_s).toString() : QString();
    // One more than the page holds tells whether there is a next one.
    PORTIER_CO_ASSIGN(found, co_await reports->list(beforeId, wanted.limit + 1, request.principal.actor()));
    Page page;
    if (found.size() > wanted.limit) {
        found.removeLast();
        page.next = QJsonObject{{u"id"_s, found.constLast().id}};
    }
    for (const ClientReport &report : std::as_const(found))
        page.items.append(toJson(report));
    co_return listReply(request, *cursors, page);
}

} // namespace

void addClientReportRoutes(ApiRouter &router, ClientReports &reports, std::shared_ptr<const Cursors> cursors)
{
    const auto intake = [found = &reports](const QString &rest, const QString &kind) {
        Route route{Method::Post, u"/api/v1"_s + rest, Access::open(),
                    [found, kind](ApiRequest request) { return accept(std::move(request), found, kind); }};
        route.body = BodyKind::Json;
        route.bodyLimit = bodyLimit;
        route.ratePolicy = u"telemetry"_s;
        return route;
    };
    router.add(intake(u"/feedback"_s, u"feedback"_s));
    router.add(intake(u"/telemetry/client"_s, u"error"_s));
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/admin/client-reports"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &reports,
                            cursors](ApiRequest request) { return answerList(std::move(request), found, cursors); },
                .queryParameters = {u"limit"_s, u"cursor"_s}});
}

} // namespace portier::api
