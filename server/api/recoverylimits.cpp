// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/recoverylimits.h"

#include "core/identity/emailaddress.h"
#include "core/operations/ratelimits.h"
#include "server/api/replyheaders.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// Keeps addresses out of the counters.
QString addressKey(const QString &email)
{
    const QString compared = identity::EmailAddress::compare(email);
    return u"email:"_s + QString::fromLatin1(identity::EmailAddress::hash(compared).toHex());
}

// Functions because GCC 12 cannot build an initializer list inside a co_await expression.
QList<operations::RateCharge> cooldown(const QString &email, const QString &clientPrefix)
{
    return {operations::RateCharge{u"recovery_cooldown"_s, addressKey(email)},
            operations::RateCharge{u"recovery_cooldown"_s, u"prefix:"_s + clientPrefix}};
}

QList<operations::RateCharge> perAddress(const QString &email)
{
    return {operations::RateCharge{u"recovery_address"_s, addressKey(email)}};
}

QList<operations::RateCharge> failures(const QString &clientPrefix)
{
    return {operations::RateCharge{u"link_failures"_s, u"prefix:"_s + clientPrefix}};
}

} // namespace

QCoro::Task<Result<bool>> chargeRecovery(operations::RateLimits &limits, QString email, QString clientPrefix)
{
    const auto pause = cooldown(email, clientPrefix);
    PORTIER_CO_ASSIGN(paused, co_await limits.charge(pause, clientPrefix));
    if (paused && !paused->admitted)
        co_return false;
    const auto address = perAddress(email);
    PORTIER_CO_ASSIGN(counted, co_await limits.charge(address, clientPrefix));
    if (!counted || counted->admitted)
        co_return true;
    // A refused request is charged to none (PLT-062), or the next one would find the neutral answer.
    if (paused)
        PORTIER_CO_TRY(co_await limits.refund(pause, paused->chargedAt));
    co_return fail(counted->toResult().error());
}

RateDecision toDecision(const operations::RateVerdict &verdict)
{
    return {verdict.admitted, verdict.policy, verdict.limit,    verdict.remaining,
            verdict.window,   verdict.wait,   verdict.chargedAt};
}

QCoro::Task<Result<ApiResponse>> countLinkFailure(operations::RateLimits &limits, ApiRequest request, Error error)
{
    const auto charges = failures(request.clientPrefix);
    PORTIER_CO_ASSIGN(verdict, co_await limits.charge(charges, request.clientPrefix));
    if (verdict)
        PORTIER_CO_TRY(verdict->toResult());
    co_return fail(error);
}

} // namespace portier::api
