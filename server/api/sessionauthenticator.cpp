// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/sessionauthenticator.h"

#include "core/base/log.h"
#include "core/identity/sessionservice.h"

namespace portier::api
{

using namespace Qt::StringLiterals;

namespace
{

class SessionAuthenticator final : public Authenticator
{
public:
    explicit SessionAuthenticator(identity::SessionService &sessions) : m_sessions(sessions) {}

    QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString clientPrefix) override
    {
        auto principal = co_await m_sessions.authenticate(token, clientPrefix);
        if (!principal)
            log::info("identity"_L1, "auth_failed"_L1, {{u"reason"_s, principal.error().code}});
        co_return principal;
    }

private:
    identity::SessionService &m_sessions;
};

} // namespace

std::shared_ptr<Authenticator> makeSessionAuthenticator(identity::SessionService &sessions)
{
    return std::make_shared<SessionAuthenticator>(sessions);
}

} // namespace portier::api
