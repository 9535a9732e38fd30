// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

enum class SingleUseKind {
    Invitation,    ///< subject: invitation; 7 days
    Verification,  ///< subject: account; 24 h
    EmailChange,   ///< subject: account; 24 h, sent to the new address
    PasswordReset, ///< subject: account; 30 min
};

/// "invitation", "verification", "email_change", "password_reset".
[[nodiscard]] QString singleUseKindName(SingleUseKind kind);
[[nodiscard]] Millis lifetimeOf(SingleUseKind kind);

/// A link that does one thing once (PLT-038).
struct SingleUseLink {
    SingleUseKind kind = SingleUseKind::Verification;
    QString subjectId;
    QString email; ///< the address it was sent to, as typed
    Instant createdAt;
    Instant expiresAt;
};

/// Rows of single-use links. A token is `pl_` and 43 base64url characters; only its SHA-256 is stored.
class SingleUseLinkStore
{
public:
    explicit SingleUseLinkStore(storage::Transaction &tx) : m_tx(tx) {}

    /// A new link, which takes the place of an older one of the same kind and subject; gives the token, once.
    [[nodiscard]] Result<QString> issue(SingleUseKind kind, const QString &subjectId, const QString &email,
                                        Instant now);
    /// The link that the token opens, left as it is. Nothing for one that is unknown, used, replaced or expired.
    [[nodiscard]] Result<std::optional<SingleUseLink>> find(const QString &token, Instant now);
    /// Uses the link up: of any number of callers exactly one gets it.
    [[nodiscard]] Result<std::optional<SingleUseLink>> take(const QString &token, Instant now);
    /// The subject's open link of a kind.
    [[nodiscard]] Result<std::optional<SingleUseLink>> openLink(SingleUseKind kind, const QString &subjectId,
                                                                Instant now);
    /// No link of this kind opens anything for the subject any more.
    [[nodiscard]] Result<> revoke(SingleUseKind kind, const QString &subjectId);
    [[nodiscard]] Result<qint64> removeExpired(Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
