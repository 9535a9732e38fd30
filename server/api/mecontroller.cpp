// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/mecontroller.h"

#include "core/contract/fieldreader.h"
#include "core/identity/accountservice.h"
#include "core/identity/passwordservice.h"
#include "core/operations/ratelimits.h"
#include "server/api/accountjson.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"

#include <QJsonArray>

namespace portier::api
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestText = 1024;

/// An account as its owner sees it.
QCoro::Task<Result<ApiResponse>> ownView(identity::Account account, MeServices services)
{
    PORTIER_CO_ASSIGN(pending, co_await services.accounts.pendingEmail(account.id));
    QJsonObject body = toJson(account);
    body.insert(u"pending_email"_s, textOrNull(pending));
    co_return ApiResponse::json(body).withVersion(account.version);
}

QCoro::Task<Result<ApiResponse>> answerMe(ApiRequest request, MeServices services)
{
    PORTIER_CO_ASSIGN(account, co_await services.accounts.find(request.principal.accountId));
    co_return co_await ownView(account, services);
}

Result<identity::ProfileChange> readChange(const QJsonObject &json)
{
    contract::FieldReader reader(json);
    identity::ProfileChange change;
    change.displayName = reader.text(u"display_name"_s);
    // null clears the choice (PLT-052).
    change.language =
        reader.isNull(u"language"_s) ? QString(u""_s) : reader.text(u"language"_s, contract::Null::Allowed);
    reader.ignore(u"language"_s);
    change.timeZone = reader.text(u"time_zone"_s);
    change.email = reader.text(u"email"_s, 0, longestText);
    PORTIER_TRY(reader.finish());
    return change;
}

QCoro::Task<Result<ApiResponse>> answerChange(ApiRequest request, MeServices services)
{
    PORTIER_CO_ASSIGN(change, readChange(request.json));
    PORTIER_CO_ASSIGN(account, co_await services.accounts.updateProfile(request.principal.accountId,
                                                                        request.ifMatch.value_or(-1), std::move(change),
                                                                        request.principal.actor()));
    co_return co_await ownView(account, services);
}

QCoro::Task<Result<ApiResponse>> answerPassword(ApiRequest request, MeServices services)
{
    contract::FieldReader reader(request.json);
    const QString current =
        reader.text(u"current_password"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    const QString password = reader.require(u"password"_s).text(u"password"_s, 0, longestText).value_or(QString());
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_TRY(co_await services.passwords.change(request.principal, current, password));
    co_return ApiResponse::noContent();
}

QCoro::Task<Result<ApiResponse>> answerSessions(ApiRequest request, MeServices services)
{
    PORTIER_CO_ASSIGN(sessions, co_await services.sessions.list(request.principal.accountId));
    QJsonArray items;
    for (const identity::Session &session : std::as_const(sessions))
        items.append(toJson(session, request.principal.sessionId));
    const QJsonObject body{{u"items"_s, items}, {u"next_cursor"_s, QJsonValue::Null}};
    co_return ApiResponse::json(body);
}

QCoro::Task<Result<ApiResponse>> answerEndSession(ApiRequest request, MeServices services)
{
    PORTIER_CO_TRY(co_await services.sessions.end(request.principal, request.pathArguments.first()));
    co_return ApiResponse::noContent();
}

QCoro::Task<Result<ApiResponse>> answerEndOthers(ApiRequest request, MeServices services)
{
    PORTIER_CO_TRY(co_await services.sessions.endOthers(request.principal));
    co_return ApiResponse::noContent();
}

/// The policies that count by account or session (table 3.5) and have routes.
QList<operations::RateCharge> ownCharges(const identity::Principal &principal)
{
    const QString key = principal.actor().kind + u':' + principal.id;
    QList<operations::RateCharge> charges;
    for (const QString &policy :
         {u"reads"_s, u"general"_s, u"job_poll"_s, u"manual_refresh"_s, u"trip_create"_s, u"phone_code"_s})
        charges.append({policy, key});
    charges.append({u"link_write"_s, u"session:"_s + principal.sessionId});
    return charges;
}

QCoro::Task<Result<ApiResponse>> answerLimits(ApiRequest request, MeServices services)
{
    PORTIER_CO_ASSIGN(states, co_await services.limits.look(ownCharges(request.principal)));
    QJsonArray items;
    for (const operations::RateVerdict &state : std::as_const(states)) {
        items.append(QJsonObject{{u"name"_s, state.policy},
                                 {u"limit"_s, state.limit},
                                 {u"remaining"_s, state.remaining},
                                 {u"window_s"_s, qint64(state.window / std::chrono::seconds(1))},
                                 {u"reset_at"_s, toRfc3339(state.chargedAt + state.wait)}});
    }
    const QJsonObject body{{u"policies"_s, items}};
    co_return ApiResponse::json(body);
}

} // namespace

void addMeRoutes(ApiRouter &router, MeServices services)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, MeServices);
    const auto route = [services](Method method, const QString &pattern, Answer answer) {
        return Route{method, pattern, Access::account(),
                     [services, answer](ApiRequest request) { return answer(std::move(request), services); }};
    };
    router.add(route(Method::Get, u"/api/v1/me"_s, answerMe));
    Route change = route(Method::Patch, u"/api/v1/me"_s, answerChange);
    change.body = BodyKind::Json;
    change.needsIfMatch = true;
    router.add(std::move(change));
    Route password = route(Method::Post, u"/api/v1/me/password"_s, answerPassword);
    password.body = BodyKind::Json;
    router.add(std::move(password));
    router.add(route(Method::Get, u"/api/v1/me/sessions"_s, answerSessions));
    router.add(route(Method::Delete, u"/api/v1/me/sessions"_s, answerEndOthers));
    router.add(route(Method::Delete, u"/api/v1/me/sessions/{id}"_s, answerEndSession));
    Route limits = route(Method::Get, u"/api/v1/me/limits"_s, answerLimits);
    limits.ratePolicy = u"none"_s; // who asks what is left has as much left afterwards (TRP-231)
    router.add(std::move(limits));
}

} // namespace portier::api
