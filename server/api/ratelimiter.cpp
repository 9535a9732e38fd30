// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/ratelimiter.h"

#include "core/base/log.h"
#include "core/operations/ratelimits.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::Principal;

/// Policies of table 3.5 that count by client prefix whoever asks.
bool countsByPrefix(const QString &policy)
{
    static const QSet<QString> policies{u"unauthenticated_write"_s, u"link_failures"_s, u"register"_s, u"unsubscribe"_s,
                                        u"telemetry"_s};
    return policies.contains(policy);
}

/// PLT-064: the principal, else the client prefix.
QString keyOf(const QString &policy, const Principal &principal)
{
    if (principal.kind == Principal::Kind::Anonymous || countsByPrefix(policy))
        return u"prefix:"_s + principal.clientPrefix;
    if (policy == "link_write"_L1 && !principal.sessionId.isEmpty())
        return u"session:"_s + principal.sessionId;
    return principal.actor().kind + u':' + principal.id;
}

/// A function because GCC 12 cannot build an initializer list inside a co_await expression.
QList<operations::RateCharge> chargesOf(const QString &policy, const Principal &principal)
{
    return {operations::RateCharge{policy, keyOf(policy, principal)}};
}

class CountingLimiter final : public RateLimiter
{
public:
    explicit CountingLimiter(operations::RateLimits &limits) : m_limits(limits) {}

    QCoro::Task<Result<std::optional<RateDecision>>> charge(QString policy, Principal principal) override
    {
        PORTIER_CO_ASSIGN(verdict, co_await m_limits.charge(chargesOf(policy, principal), principal.clientPrefix));
        if (!verdict)
            co_return std::nullopt;
        co_return RateDecision{verdict->admitted, verdict->policy, verdict->limit,    verdict->remaining,
                               verdict->window,   verdict->wait,   verdict->chargedAt};
    }

    QCoro::Task<> refund(RateDecision decision, Principal principal) override
    {
        const auto done = co_await m_limits.refund(chargesOf(decision.policy, principal), decision.chargedAt);
        if (!done)
            log::warning("api"_L1, "charge_kept"_L1, {{u"policy"_s, decision.policy}}, done.error().message);
    }

private:
    operations::RateLimits &m_limits;
};

} // namespace

std::shared_ptr<RateLimiter> makeRateLimiter(operations::RateLimits &limits)
{
    return std::make_shared<CountingLimiter>(limits);
}

} // namespace portier::api
