// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/changescontroller.h"

#include "core/operations/feedreader.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::Principal;
using operations::FeedFilter;

constexpr qint64 longestWait = 25; // seconds, PLT-068
constexpr qint64 longestPage = 1000;
/// What clients that read JSON numbers as doubles can name.
constexpr qint64 greatestSequence = (1LL << 53) - 1;
constexpr qsizetype mostKinds = 20;

const QStringList &operationNames()
{
    static const QStringList names{u"created"_s, u"updated"_s, u"removed"_s};
    return names;
}

/// What a key may see of its owner's changes, by scope: what the scope opens by its lists.
const QHash<QString, QStringList> &kindsOfScopes()
{
    static const QHash<QString, QStringList> kinds{
        {u"trips:read"_s,
         {u"trip.*"_s, u"alert.*"_s, u"alert_rule.*"_s, u"price_check.*"_s, u"price_snapshot.*"_s, u"refresh_run.*"_s}},
        {u"watches:read"_s, {u"watch.*"_s}},
        {u"roomplans:read"_s, {u"roomplan.*"_s}},
        {u"requests"_s, {u"request.*"_s}},
    };
    return kinds;
}

/// The kinds both lists name.
QStringList commonKinds(const QStringList &allowed, const QStringList &wanted)
{
    if (wanted.isEmpty())
        return allowed;
    QStringList common;
    for (const QString &kind : wanted) {
        for (const QString &bound : allowed) {
            const auto within = [](const QString &inner, const QString &outer) {
                return inner == outer || (outer.endsWith(".*"_L1) && inner.startsWith(QStringView(outer).chopped(1)));
            };
            if (within(kind, bound))
                common.append(kind);
            else if (within(bound, kind))
                common.append(bound);
        }
    }
    return common;
}

FeedFilter filterOf(const Principal &principal, const QStringList &wanted)
{
    switch (principal.kind) {
    case Principal::Kind::Account: {
        FeedFilter filter{{u"account:"_s + principal.id}, wanted};
        if (principal.has(identity::Role::Admin))
            filter.visibilities.append(u"role:admin"_s);
        if (principal.has(identity::Role::Reviewer))
            filter.visibilities.append(u"role:reviewer"_s);
        return filter;
    }
    case Principal::Kind::ApiKey: {
        QStringList allowed;
        for (const QString &scope : principal.scopes)
            allowed.append(kindsOfScopes().value(scope));
        const QStringList kinds = commonKinds(allowed, wanted);
        if (kinds.isEmpty())
            return {};
        return {{u"account:"_s + principal.accountId, u"key:"_s + principal.id}, kinds};
    }
    case Principal::Kind::Link:
        return {{u"link:"_s + principal.id}, wanted};
    case Principal::Kind::Anonymous:
    case Principal::Kind::System:
        break;
    }
    return {};
}

Result<QStringList> readKinds(const ApiRequest &request)
{
    static const QRegularExpression form(u"\\A[a-z_]+\\.(\\*|[a-z_]+)\\z"_s);
    const QStringList kinds = request.queryValue(u"kinds"_s).split(u',', Qt::SkipEmptyParts);
    for (const QString &kind : kinds) {
        if (!form.match(kind).hasMatch())
            return fail(badParameter(u"kinds"_s));
    }
    if (kinds.size() > mostKinds)
        return fail(badParameter(u"kinds"_s));
    return kinds;
}

Result<operations::FeedCall> readCall(const ApiRequest &request)
{
    operations::FeedCall call;
    PORTIER_ASSIGN(after, queryInteger(request, u"after"_s, 0, greatestSequence));
    PORTIER_ASSIGN(wait, queryInteger(request, u"wait"_s, 0, longestWait));
    PORTIER_ASSIGN(limit, queryInteger(request, u"limit"_s, 1, longestPage));
    PORTIER_ASSIGN(kinds, readKinds(request));
    const Principal &principal = request.principal;
    call.after = after;
    call.wait = std::chrono::seconds(wait.value_or(0));
    call.limit = int(limit.value_or(call.limit));
    call.filter = filterOf(principal, kinds);
    call.caller = principal.sessionId.isEmpty() ? principal.actor().kind + u':' + principal.id : principal.sessionId;
    return call;
}

QJsonObject toJson(const operations::FeedItem &item)
{
    return {{u"sequence"_s, item.sequence},
            {u"kind"_s, item.change.kind},
            {u"object_id"_s, item.change.objectId},
            {u"operation"_s, operationNames().at(static_cast<int>(item.change.operation))},
            {u"subject_id"_s, textOrNull(item.change.subjectId)},
            {u"at"_s, toRfc3339(item.at)}};
}

QCoro::Task<Result<ApiResponse>> answer(ApiRequest request, operations::FeedReader *feed)
{
    PORTIER_CO_ASSIGN(call, readCall(request));
    PORTIER_CO_ASSIGN(page, co_await feed->page(std::move(call)));
    QJsonArray items;
    for (const operations::FeedItem &item : std::as_const(page.items))
        items.append(toJson(item));
    const QJsonObject body{{u"items"_s, items}, {u"next"_s, page.next}, {u"has_more"_s, page.hasMore}};
    co_return ApiResponse::json(body);
}

} // namespace

void addChangesRoute(ApiRouter &router, operations::FeedReader &feed)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/changes"_s,
                .access = Access::anyCredential(),
                .handler = [found = &feed](ApiRequest request) { return answer(std::move(request), found); },
                .queryParameters = {u"after"_s, u"wait"_s, u"kinds"_s, u"limit"_s}});
}

} // namespace portier::api
