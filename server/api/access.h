// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/identity/principal.h"

#include <optional>

namespace portier::api
{

/// Who may call a route (PLT-042). A route without a declared access does not compile: the constructor is private.
class Access
{
public:
    /// Anybody; a bad credential is still 401 (PLT-045).
    static Access open();
    /// Anybody, and the credential is the handler's own business (sign-out takes expired tokens, scrapers bring a
    /// token of their own). The principal is always anonymous.
    static Access ownCredential();
    /// Signed-in accounts; API keys only with this scope, none when it is empty.
    static Access account(const QString &keyScope = {});
    /// Signed-in accounts, also while their e-mail is not verified, which otherwise opens nothing (PLT-005).
    static Access anyAccount();
    static Access role(identity::Role role);
    /// Whoever brings a good credential, whatever its kind; what it opens is the handler's business.
    static Access anyCredential();
    /// Standing links of these kinds and nobody else (PLT-040).
    static Access link(const QList<identity::LinkKind> &kinds);
    /// The same access, open to standing links of these kinds besides.
    [[nodiscard]] Access orLink(const QList<identity::LinkKind> &kinds) const;

    /// As openapi.yaml's x-access says it: "public", "own-credential", "account", "account|key:trips:read",
    /// "account|link:personal,approver", "link:personal", "any-account", "role:admin", "any-credential".
    [[nodiscard]] QString describe() const;
    /// Errors: Forbidden "authentication_required" (401), "email_unverified" and "forbidden" (403).
    [[nodiscard]] Result<> admits(const identity::Principal &principal) const;
    [[nodiscard]] bool readsCredential() const { return m_kind != Kind::OwnCredential; }

private:
    enum class Kind { Open, OwnCredential, Account, Role, AnyCredential, AnyAccount, Link };
    Access(Kind kind, QString keyScope, std::optional<identity::Role> role)
        : m_kind(kind), m_keyScope(std::move(keyScope)), m_role(role)
    {
    }
    [[nodiscard]] QString describeOthers() const;

    Kind m_kind;
    QString m_keyScope;
    std::optional<identity::Role> m_role;
    QList<identity::LinkKind> m_links; ///< kinds that are let in besides
};

} // namespace portier::api
