// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/authcontroller.h"

#include "core/base/log.h"
#include "core/contract/fieldreader.h"
#include "core/identity/accountlinks.h"
#include "core/identity/accountservice.h"
#include "core/operations/ratelimits.h"
#include "server/api/accountjson.h"
#include "server/api/apirouter.h"
#include "server/api/idempotentreply.h"
#include "server/api/recoverylimits.h"
#include "server/api/replyheaders.h"
#include "server/api/requestchecks.h"

#include <QHostAddress>

namespace portier::api
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 bodyLimit = 16 * 1024; // PLT-067
constexpr qsizetype longestText = 1024;

/// PLT-078: the resolved address decides. A request without one never left this process. Behind a proxy that nobody
/// told us of, everybody has this machine's address: what it says of its clients keeps them from passing for it.
bool isFromThisMachine(const ApiRequest &request)
{
    const QString &address = request.clientAddress;
    return address.isEmpty() || (QHostAddress(address).isLoopback() && !speaksForOthers(request.headers));
}

identity::SignInRequest readDevice(contract::FieldReader &reader, const ApiRequest &request)
{
    identity::SignInRequest device;
    device.deviceName = reader.text(u"device_name"_s, 0, 80).value_or(QString());
    device.platform = reader.text(u"platform"_s, 0, 80).value_or(QString());
    device.clientPrefix = request.clientPrefix;
    device.clientIsProxy = request.clientIsProxy;
    device.requestId = request.requestId;
    return device;
}

/// Sign-up by oneself or by invitation.
struct Registration {
    identity::RegisterRequest request;
    QString invitation; ///< token; empty: by oneself
};

Result<Registration> readRegister(const ApiRequest &request)
{
    contract::FieldReader reader(request.json);
    Registration registration;
    registration.invitation = reader.text(u"invitation"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    identity::RegisterRequest &wanted = registration.request;
    if (registration.invitation.isEmpty())
        reader.require(u"email"_s); // an invitation names it
    wanted.email = reader.text(u"email"_s, 0, longestText).value_or(QString());
    wanted.password = reader.require(u"password"_s).text(u"password"_s, 0, longestText).value_or(QString());
    wanted.displayName = reader.text(u"display_name"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    wanted.language = reader.text(u"language"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    wanted.timeZone = reader.text(u"time_zone"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    wanted.setupCode = reader.text(u"setup_code"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    wanted.device = readDevice(reader, request);
    wanted.fromLoopback = isFromThisMachine(request);
    PORTIER_TRY(reader.finish());
    return registration;
}

Result<identity::SignInRequest> readLogin(const ApiRequest &request)
{
    contract::FieldReader reader(request.json);
    identity::SignInRequest wanted = readDevice(reader, request);
    wanted.email = reader.require(u"email"_s).text(u"email"_s, 0, longestText).value_or(QString());
    wanted.password = reader.require(u"password"_s).text(u"password"_s, 0, longestText).value_or(QString());
    wanted.deviceToken = reader.text(u"device_token"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    PORTIER_TRY(reader.finish());
    return wanted;
}

ApiResponse registered(const identity::SignIn &signIn)
{
    return ApiResponse::created(toJson(signIn), u"/api/v1/me"_s);
}

ApiResponse accepted(const identity::AccountLinkOutcome &outcome)
{
    return registered(*outcome.signIn);
}

QCoro::Task<Result<ApiResponse>> acceptInvitation(ApiRequest request, AuthServices services, Registration wanted,
                                                  Instant now)
{
    identity::AccountLinkAction action;
    action.kinds = {identity::SingleUseKind::Invitation};
    action.email = wanted.request.email;
    action.password = wanted.request.password;
    action.displayName = wanted.request.displayName;
    action.language = wanted.request.language;
    action.timeZone = wanted.request.timeZone;
    action.device = wanted.request.device;
    auto reply = rememberReply<identity::AccountLinkOutcome>(request, accepted, now);
    const auto outcome = co_await services.links.act(wanted.invitation, std::move(action), std::move(reply));
    if (outcome)
        co_return accepted(*outcome);
    if (outcome.error().code != "invalid_link"_L1)
        co_return fail(outcome.error());
    co_return co_await countLinkFailure(services.limits, request, outcome.error());
}

QCoro::Task<Result<ApiResponse>> answerRegister(ApiRequest request, AuthServices services, Instant now)
{
    PORTIER_CO_ASSIGN(wanted, readRegister(request));
    if (!wanted.invitation.isEmpty())
        co_return co_await acceptInvitation(request, services, wanted, now);
    auto reply = rememberReply<identity::SignIn>(request, registered, now);
    PORTIER_CO_ASSIGN(signIn, co_await services.accounts.signUp(std::move(wanted.request), std::move(reply)));
    log::info("identity"_L1, "auth_succeeded"_L1, {{u"request_id"_s, request.requestId}});
    co_return registered(signIn);
}

/// Table 3.5, `login`: client prefix and e-mail, whose hash keeps the address out of the counters.
QList<operations::RateCharge> loginCharge(const identity::SignInRequest &wanted)
{
    const QByteArray hash = identity::EmailAddress::hash(identity::EmailAddress::compare(wanted.email));
    return {operations::RateCharge{u"login"_s, wanted.clientPrefix + u' ' + QString::fromLatin1(hash.toHex())}};
}

QCoro::Task<Result<ApiResponse>> answerLogin(ApiRequest request, AuthServices services)
{
    PORTIER_CO_ASSIGN(wanted, readLogin(request));
    PORTIER_CO_ASSIGN(verdict, co_await services.limits.charge(loginCharge(wanted), request.clientPrefix));
    if (verdict)
        PORTIER_CO_TRY(verdict->toResult());
    const auto signIn = co_await services.sessions.signIn(std::move(wanted));
    if (!signIn) {
        log::info("identity"_L1, "auth_failed"_L1,
                  {{u"reason"_s, signIn.error().code}, {u"request_id"_s, request.requestId}});
        co_return fail(signIn.error());
    }
    log::info("identity"_L1, "auth_succeeded"_L1, {{u"request_id"_s, request.requestId}});
    ApiResponse response = ApiResponse::json(toJson(*signIn));
    if (verdict)
        addRateLimit(toDecision(*verdict), &response);
    co_return response;
}

QCoro::Task<Result<ApiResponse>> answerLogout(ApiRequest request, AuthServices services)
{
    PORTIER_CO_ASSIGN(token, bearerToken(request));
    if (token.isEmpty())
        co_return fail(Error::forbidden(u"authentication_required"_s));
    operations::Actor actor;
    actor.requestId = request.requestId;
    actor.clientPrefix = request.clientPrefix;
    PORTIER_CO_TRY(co_await services.sessions.signOut(token, actor));
    co_return ApiResponse::noContent();
}

} // namespace

void addAuthRoutes(ApiRouter &router, AuthServices services, std::shared_ptr<Clock> clock)
{
    Route signUp{Method::Post, u"/api/v1/auth/register"_s, Access::open(), [services, clock](ApiRequest request) {
                     return answerRegister(std::move(request), services, clock->now());
                 }};
    signUp.body = BodyKind::Json;
    signUp.bodyLimit = bodyLimit;
    signUp.ratePolicy = u"register"_s;
    signUp.idempotency = IdempotencyUse::Accepted;
    signUp.sealReply = true;
    router.add(std::move(signUp));

    Route login{Method::Post, u"/api/v1/auth/login"_s, Access::open(),
                [services](ApiRequest request) { return answerLogin(std::move(request), services); }};
    login.body = BodyKind::Json;
    login.bodyLimit = bodyLimit;
    login.ratePolicy = u"none"_s; // keyed by the address in the body, so the handler charges it
    login.sealReply = true;
    router.add(std::move(login));

    Route logout{Method::Post, u"/api/v1/auth/logout"_s, Access::ownCredential(),
                 [services](ApiRequest request) { return answerLogout(std::move(request), services); }};
    router.add(std::move(logout));
}

} // namespace portier::api
