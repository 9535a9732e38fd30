// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/accountlinkscontroller.h"

#include "core/contract/fieldreader.h"
#include "core/identity/accountlinks.h"
#include "core/identity/emailaddress.h"
#include "core/operations/ratelimits.h"
#include "server/api/apirouter.h"
#include "server/api/recoverylimits.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::AccountLinks;
using identity::SingleUseKind;

constexpr qint64 bodyLimit = 16 * 1024; // PLT-067
constexpr qsizetype longestText = 1024;

struct Services {
    AccountLinks *links;
    operations::RateLimits *limits;
};

identity::AccountLinkAction actionOf(const ApiRequest &request, const QList<SingleUseKind> &kinds)
{
    identity::AccountLinkAction action;
    action.kinds = kinds;
    action.device.clientPrefix = request.clientPrefix;
    action.device.requestId = request.requestId;
    return action;
}

QCoro::Task<Result<ApiResponse>> act(ApiRequest request, Services services, QString token,
                                     identity::AccountLinkAction action)
{
    const auto outcome = co_await services.links->act(token, std::move(action));
    if (outcome)
        co_return ApiResponse::noContent();
    if (outcome.error().code != "invalid_link"_L1)
        co_return fail(outcome.error());
    co_return co_await countLinkFailure(*services.limits, request, outcome.error());
}

QCoro::Task<Result<ApiResponse>> answerVerify(ApiRequest request, Services services)
{
    contract::FieldReader reader(request.json);
    const QString token = reader.require(u"token"_s).text(u"token"_s, 1, longestText).value_or(QString());
    PORTIER_CO_TRY(reader.finish());
    auto action = actionOf(request, {SingleUseKind::Verification, SingleUseKind::EmailChange});
    co_return co_await act(request, services, token, std::move(action));
}

QCoro::Task<Result<ApiResponse>> answerResend(ApiRequest request, Services services)
{
    PORTIER_CO_TRY(co_await services.links->sendVerification(request.principal));
    co_return ApiResponse::noContent();
}

/// The same for every address, whatever became of it (PLT-015).
ApiResponse neutral()
{
    return ApiResponse::json({});
}

QCoro::Task<Result<ApiResponse>> answerReset(ApiRequest request, Services services)
{
    contract::FieldReader reader(request.json);
    const QString email = reader.require(u"email"_s).text(u"email"_s, 0, longestText).value_or(QString());
    if (reader.isClean() && !identity::EmailAddress::parse(email))
        reader.fail(u"email"_s, u"email_invalid"_s);
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_ASSIGN(mayMail, co_await chargeRecovery(*services.limits, email, request.clientPrefix));
    if (mayMail)
        PORTIER_CO_TRY(co_await services.links->sendReset(email, request.principal.actor()));
    co_return neutral();
}

QCoro::Task<Result<ApiResponse>> answerConfirm(ApiRequest request, Services services)
{
    contract::FieldReader reader(request.json);
    const QString token = reader.require(u"token"_s).text(u"token"_s, 1, longestText).value_or(QString());
    auto action = actionOf(request, {SingleUseKind::PasswordReset});
    action.password = reader.require(u"password"_s).text(u"password"_s, 0, longestText).value_or(QString());
    PORTIER_CO_TRY(reader.finish());
    co_return co_await act(request, services, token, std::move(action));
}

} // namespace

void addAccountLinkRoutes(ApiRouter &router, identity::AccountLinks &links, operations::RateLimits &limits)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, Services);
    const Services services{&links, &limits};
    const auto post = [services](const QString &pattern, Access access, const QString &policy, Answer answer) {
        Route route{Method::Post, pattern, std::move(access),
                    [services, answer](ApiRequest request) { return answer(std::move(request), services); }};
        route.body = BodyKind::Json;
        route.bodyLimit = bodyLimit;
        route.ratePolicy = policy;
        return route;
    };
    const QString anonymous = u"unauthenticated_write"_s;
    router.add(post(u"/api/v1/auth/verify"_s, Access::open(), anonymous, answerVerify));
    router.add(post(u"/api/v1/auth/password-reset"_s, Access::open(), anonymous, answerReset));
    router.add(post(u"/api/v1/auth/password-reset/confirm"_s, Access::open(), anonymous, answerConfirm));
    Route resend = post(u"/api/v1/auth/verify/resend"_s, Access::anyAccount(), u"register"_s, answerResend);
    resend.body = BodyKind::None;
    router.add(std::move(resend));
}

} // namespace portier::api
