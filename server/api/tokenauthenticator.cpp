// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/tokenauthenticator.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

class TokenAuthenticator final : public Authenticator
{
public:
    explicit TokenAuthenticator(QMap<QString, std::shared_ptr<Authenticator>> byPrefix)
        : m_byPrefix(std::move(byPrefix))
    {
    }

    QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString clientPrefix) override
    {
        for (auto it = m_byPrefix.cbegin(); it != m_byPrefix.cend(); ++it) {
            if (token.startsWith(it.key()))
                co_return co_await it.value()->authenticate(token, clientPrefix);
        }
        co_return fail(Error::forbidden(u"invalid_token"_s));
    }

private:
    QMap<QString, std::shared_ptr<Authenticator>> m_byPrefix;
};

} // namespace

std::shared_ptr<Authenticator> makeTokenAuthenticator(QMap<QString, std::shared_ptr<Authenticator>> byPrefix)
{
    return std::make_shared<TokenAuthenticator>(std::move(byPrefix));
}

} // namespace portier::api
