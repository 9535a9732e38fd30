// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/apikeyscontroller.h"

#include "core/base/log.h"
#include "core/contract/fieldreader.h"
#include "core/identity/apikeyservice.h"
#include "server/api/adminroutes.h"
#include "server/api/apirouter.h"
#include "server/api/idempotentreply.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::ApiKey;
using identity::ApiKeyPosition;
using identity::ApiKeyService;
using identity::IssuedApiKey;

constexpr qsizetype longestText = 1024;
constexpr qsizetype mostScopes = 20;

struct Services {
    ApiKeyService *keys;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<const Cursors> cursors;
};

QJsonObject toJson(const ApiKey &key)
{
    return {{u"id"_s, key.id},
            {u"account_id"_s, key.accountId},
            {u"prefix"_s, key.prefix},
            {u"name"_s, key.name},
            {u"description"_s, key.description},
            {u"scopes"_s, QJsonArray::fromStringList(key.scopes)},
            {u"is_active"_s, key.isActive},
            {u"expires_at"_s, instantOrNull(key.expiresAt)},
            {u"previous_until"_s, instantOrNull(key.previousUntil)},
            {u"last_used_at"_s, instantOrNull(key.lastUsedAt)},
            {u"created_at"_s, toRfc3339(key.createdAt)},
            {u"updated_at"_s, toRfc3339(key.updatedAt)},
            {u"version"_s, key.version}};
}

/// The one reply that shows the secret.
QJsonObject toJson(const IssuedApiKey &issued)
{
    QJsonObject json = toJson(issued.key);
    json.insert(u"token"_s, issued.token);
    return json;
}

ApiResponse created(const IssuedApiKey &issued)
{
    return ApiResponse::created(toJson(issued), u"/api/v1/admin/api-keys/"_s + issued.key.id);
}

ApiResponse rotated(const IssuedApiKey &issued)
{
    return ApiResponse::json(toJson(issued));
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, Services services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    std::optional<ApiKeyPosition> after;
    if (wanted.after)
        after =
            ApiKeyPosition{fromMs(wanted.after->value(u"at"_s).toInteger()), wanted.after->value(u"id"_s).toString()};
    PORTIER_CO_ASSIGN(found, co_await services.keys->page(request.queryValue(u"account_id"_s), after, wanted.limit));
    Page page;
    for (const ApiKey &key : std::as_const(found.items))
        page.items.append(toJson(key));
    if (found.next)
        page.next = QJsonObject{{u"at"_s, toMs(found.next->createdAt)}, {u"id"_s, found.next->id}};
    co_return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, Services services)
{
    PORTIER_CO_ASSIGN(key, co_await services.keys->find(request.pathArguments.first()));
    co_return ApiResponse::json(toJson(key)).withVersion(key.version);
}

Result<identity::NewApiKey> readKey(const QJsonObject &json)
{
    contract::FieldReader reader(json);
    identity::NewApiKey wanted;
    wanted.accountId = reader.require(u"account_id"_s).text(u"account_id"_s, 0, longestText).value_or(QString());
    wanted.name = reader.require(u"name"_s).text(u"name"_s, 0, longestText).value_or(QString());
    wanted.description = reader.text(u"description"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    wanted.scopes = reader.require(u"scopes"_s).texts(u"scopes"_s, mostScopes).value_or(QStringList());
    wanted.expiresAt = reader.instant(u"expires_at"_s, contract::Null::Allowed);
    PORTIER_TRY(reader.finish());
    return wanted;
}

QCoro::Task<Result<ApiResponse>> answerCreate(ApiRequest request, Services services)
{
    PORTIER_CO_ASSIGN(wanted, readKey(request.json));
    auto remember = rememberReply<IssuedApiKey>(request, created, services.clock->now());
    PORTIER_CO_ASSIGN(issued, co_await services.keys->create(std::move(wanted), request.principal, remember));
    co_return created(issued);
}

Result<identity::ApiKeyChange> readChange(const QJsonObject &json)
{
    contract::FieldReader reader(json);
    identity::ApiKeyChange change;
    change.name = reader.text(u"name"_s, 0, longestText);
    change.description = reader.text(u"description"_s, 0, longestText);
    change.isActive = reader.boolean(u"is_active"_s);
    // null clears it (PLT-052).
    if (reader.isNull(u"expires_at"_s))
        change.expiresAt.emplace(std::nullopt);
    if (const auto at = reader.instant(u"expires_at"_s, contract::Null::Allowed))
        change.expiresAt.emplace(at);
    PORTIER_TRY(reader.finish());
    return change;
}

QCoro::Task<Result<ApiResponse>> answerChange(ApiRequest request, Services services)
{
    PORTIER_CO_ASSIGN(change, readChange(request.json));
    PORTIER_CO_ASSIGN(key, co_await services.keys->change(request.pathArguments.first(), request.ifMatch.value_or(-1),
                                                          std::move(change), request.principal));
    co_return ApiResponse::json(toJson(key)).withVersion(key.version);
}

QCoro::Task<Result<ApiResponse>> answerRotate(ApiRequest request, Services services)
{
    contract::FieldReader reader(request.json);
    const qint64 days = reader.require(u"overlap_days"_s).integer(u"overlap_days"_s, 0, 7).value_or(0);
    PORTIER_CO_TRY(reader.finish());
    auto remember = rememberReply<IssuedApiKey>(request, rotated, services.clock->now());
    PORTIER_CO_ASSIGN(issued, co_await services.keys->rotate(request.pathArguments.first(), days, request.principal,
                                                             std::move(remember)));
    co_return rotated(issued);
}

class ApiKeyAuthenticator final : public Authenticator
{
public:
    explicit ApiKeyAuthenticator(ApiKeyService &keys) : m_keys(keys) {}

    QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString clientPrefix) override
    {
        auto principal = co_await m_keys.authenticate(token, clientPrefix);
        if (!principal)
            log::info("identity"_L1, "auth_failed"_L1, {{u"reason"_s, principal.error().code}});
        co_return principal;
    }

private:
    ApiKeyService &m_keys;
};

} // namespace

void addApiKeyRoutes(ApiRouter &router, ApiKeyService &keys, std::shared_ptr<Clock> clock,
                     std::shared_ptr<const Cursors> cursors)
{
    const Services services{&keys, std::move(clock), std::move(cursors)};
    const auto admins = adminRoutes(u"/api-keys"_s, services);
    const auto route = [&admins](Method method, const QString &tail, Answer<Services> answer) {
        Route made = admins(method, tail, answer);
        made.aliases = {u"/api/v1/api-keys"_s + tail};
        return made;
    };
    const auto withSecret = [&route](const QString &tail, Answer<Services> answer) {
        Route made = route(Method::Post, tail, answer);
        made.body = BodyKind::Json;
        made.idempotency = IdempotencyUse::Accepted;
        made.sealReply = true;
        return made;
    };
    Route list = route(Method::Get, {}, answerList);
    list.queryParameters = {u"account_id"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(list));
    router.add(withSecret({}, answerCreate));
    router.add(route(Method::Get, u"/{id}"_s, answerFind));
    Route change = route(Method::Patch, u"/{id}"_s, answerChange);
    change.body = BodyKind::Json;
    change.needsIfMatch = true;
    router.add(std::move(change));
    router.add(withSecret(u"/{id}/rotate"_s, answerRotate));
}

std::shared_ptr<Authenticator> makeApiKeyAuthenticator(ApiKeyService &keys)
{
    return std::make_shared<ApiKeyAuthenticator>(keys);
}

} // namespace portier::api
