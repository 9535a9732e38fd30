// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/link.h"
#include "core/operations/actor.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace portier::identity
{

enum class Role { Member, Reviewer, Approver, Admin };

/// Whoever a request acts for. A value; rights are judged on it, and again when a job takes effect (PLT-047).
struct Principal {
    enum class Kind { Anonymous, Account, ApiKey, Link, System };
    Kind kind = Kind::Anonymous;
    QString id;        ///< account, key or link id
    QString accountId; ///< Account: own id; ApiKey: the owner's id
    QString sessionId; ///< Account by session token
    QSet<Role> roles;
    bool isUnverified = false;                          ///< the account's e-mail; lets it do next to nothing (PLT-005)
    QStringList scopes;                                 ///< ApiKey only
    std::optional<LinkOwner> link;                      ///< Link only: whom it stands for
    QString language;                                   ///< account choice; empty: none
    QString timeZone = QStringLiteral("Europe/Berlin"); ///< IANA
    QString requestId;
    QString clientPrefix;
    bool clientIsProxy = false; ///< clientPrefix is a trusted proxy's own

    [[nodiscard]] bool isAccount() const { return kind == Kind::Account; }
    [[nodiscard]] bool has(Role role) const { return roles.contains(role); }
    [[nodiscard]] operations::Actor actor() const
    {
        static const QStringList names{QStringLiteral("anonymous"), QStringLiteral("account"), QStringLiteral("key"),
                                       QStringLiteral("link"), QStringLiteral("system")};
        return {names.at(static_cast<int>(kind)), id, requestId, clientPrefix};
    }
};

inline size_t qHash(Role role, size_t seed = 0)
{
    return ::qHash(static_cast<int>(role), seed);
}

} // namespace portier::identity
