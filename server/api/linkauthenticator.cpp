// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/linkauthenticator.h"

#include "core/base/log.h"
#include "core/identity/linkservice.h"
#include "core/operations/ratelimits.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QList<operations::RateCharge> failureCharge(const QString &clientPrefix)
{
    return {operations::RateCharge{u"link_failures"_s, u"prefix:"_s + clientPrefix}};
}

class LinkAuthenticator final : public Authenticator
{
public:
    LinkAuthenticator(identity::LinkService &links, operations::RateLimits &limits) : m_links(links), m_limits(limits)
    {
    }

    QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString clientPrefix) override
    {
        auto principal = co_await m_links.authenticate(token, clientPrefix);
        if (principal || principal.error().code != "invalid_link"_L1)
            co_return principal;
        log::info("identity"_L1, "auth_failed"_L1, {{u"reason"_s, principal.error().code}});
        PORTIER_CO_ASSIGN(verdict, co_await m_limits.charge(failureCharge(clientPrefix), clientPrefix));
        if (verdict)
            PORTIER_CO_TRY(verdict->toResult());
        co_return principal;
    }

private:
    identity::LinkService &m_links;
    operations::RateLimits &m_limits;
};

} // namespace

std::shared_ptr<Authenticator> makeLinkAuthenticator(identity::LinkService &links, operations::RateLimits &limits)
{
    return std::make_shared<LinkAuthenticator>(links, limits);
}

} // namespace portier::api
