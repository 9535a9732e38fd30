// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/accountscontroller.h"

#include "core/contract/fieldreader.h"
#include "core/identity/accountadministration.h"
#include "server/api/accountjson.h"
#include "server/api/adminroutes.h"
#include "server/api/apirouter.h"
#include "server/api/idempotentreply.h"
#include "server/api/listpage.h"
#include "server/api/rolefields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::AccountDetails;
using identity::AccountFilter;
using identity::AccountPosition;

constexpr qsizetype longestText = 1024;
constexpr qsizetype longestSearch = 100;

QJsonObject toJson(const AccountDetails &details)
{
    QJsonObject json = api::toJson(details.account);
    json.insert(u"parties"_s, QJsonArray::fromStringList(details.parties));
    return json;
}

ApiResponse reply(const AccountDetails &details)
{
    return ApiResponse::json(toJson(details)).withVersion(details.account.version);
}

ApiResponse created(const AccountDetails &details)
{
    return ApiResponse::created(toJson(details), u"/api/v1/admin/accounts/"_s + details.account.id);
}

Result<AccountFilter> filterOf(const ApiRequest &request)
{
    AccountFilter filter;
    if (request.hasQuery(u"status"_s)) {
        filter.status = identity::statusFromName(request.queryValue(u"status"_s));
        if (!filter.status)
            return fail(badParameter(u"status"_s));
    }
    if (request.hasQuery(u"role"_s)) {
        filter.role = identity::roleFromName(request.queryValue(u"role"_s));
        if (!filter.role)
            return fail(badParameter(u"role"_s));
    }
    filter.text = request.queryValue(u"q"_s);
    if (filter.text.size() > longestSearch)
        return fail(badParameter(u"q"_s));
    return filter;
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    PORTIER_CO_ASSIGN(filter, filterOf(request));
    std::optional<AccountPosition> after;
    if (wanted.after)
        after =
            AccountPosition{fromMs(wanted.after->value(u"at"_s).toInteger()), wanted.after->value(u"id"_s).toString()};
    PORTIER_CO_ASSIGN(found, co_await services.accounts.page(filter, after, wanted.limit, request.principal));
    Page page;
    for (const AccountDetails &details : std::as_const(found.items))
        page.items.append(toJson(details));
    if (found.next)
        page.next = QJsonObject{{u"at"_s, toMs(found.next->createdAt)}, {u"id"_s, found.next->id}};
    co_return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_ASSIGN(details, co_await services.accounts.find(request.pathArguments.first(), request.principal));
    co_return reply(details);
}

Result<identity::AdminAccount> readAccount(const QJsonObject &json)
{
    contract::FieldReader reader(json);
    identity::AdminAccount wanted;
    identity::NewAccount &account = wanted.account;
    account.email = reader.require(u"email"_s).text(u"email"_s, 0, longestText).value_or(QString());
    account.password = reader.text(u"password"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    account.displayName = reader.text(u"display_name"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    account.language = reader.text(u"language"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    account.timeZone = reader.text(u"time_zone"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    account.roles = readRoles(reader).value_or(QSet<identity::Role>()) + QSet{identity::Role::Member};
    wanted.parties = readParties(reader).value_or(QStringList());
    PORTIER_TRY(reader.finish());
    return wanted;
}

QCoro::Task<Result<ApiResponse>> answerCreate(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_ASSIGN(wanted, readAccount(request.json));
    auto remember = rememberReply<AccountDetails>(request, created, services.clock->now());
    PORTIER_CO_ASSIGN(details, co_await services.accounts.create(std::move(wanted), request.principal, remember));
    co_return created(details);
}

QCoro::Task<Result<ApiResponse>> answerChange(ApiRequest request, AccountAdminServices services)
{
    contract::FieldReader reader(request.json);
    identity::RightsChange change;
    change.roles = readRoles(reader);
    change.parties = readParties(reader);
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_ASSIGN(details, co_await services.accounts.change(request.pathArguments.first(), request.ifMatch,
                                                                 std::move(change), request.principal.actor()));
    co_return reply(details);
}

QCoro::Task<Result<ApiResponse>> answerActive(ApiRequest request, AccountAdminServices services, bool active)
{
    identity::RightsChange change;
    change.isActive = active;
    PORTIER_CO_ASSIGN(details, co_await services.accounts.change(request.pathArguments.first(), std::nullopt,
                                                                 std::move(change), request.principal.actor()));
    co_return reply(details);
}

QCoro::Task<Result<ApiResponse>> answerDisable(ApiRequest request, AccountAdminServices services)
{
    return answerActive(std::move(request), std::move(services), false);
}

QCoro::Task<Result<ApiResponse>> answerEnable(ApiRequest request, AccountAdminServices services)
{
    return answerActive(std::move(request), std::move(services), true);
}

QCoro::Task<Result<ApiResponse>> answerEndSessions(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_TRY(co_await services.accounts.endSessions(request.pathArguments.first(), request.principal));
    co_return ApiResponse::noContent();
}

} // namespace

void addAccountRoutes(ApiRouter &router, const AccountAdminServices &services)
{
    const auto route = adminRoutes(u"/accounts"_s, services);
    Route list = route(Method::Get, {}, answerList);
    list.queryParameters = {u"status"_s, u"role"_s, u"q"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(list));
    Route create = route(Method::Post, {}, answerCreate);
    create.body = BodyKind::Json;
    create.idempotency = IdempotencyUse::Accepted;
    router.add(std::move(create));
    router.add(route(Method::Get, u"/{id}"_s, answerFind));
    Route change = route(Method::Patch, u"/{id}"_s, answerChange);
    change.body = BodyKind::Json;
    change.needsIfMatch = true;
    router.add(std::move(change));
    router.add(route(Method::Post, u"/{id}/disable"_s, answerDisable));
    router.add(route(Method::Post, u"/{id}/enable"_s, answerEnable));
    router.add(route(Method::Delete, u"/{id}/sessions"_s, answerEndSessions));
}

} // namespace portier::api
