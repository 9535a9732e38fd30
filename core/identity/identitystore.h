// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// Whom a provider knows as which account (PLT-028).
struct ExternalIdentity {
    QString id;
    QString accountId;
    QString provider; ///< slug
    QString issuer;
    QString subject;
    QString email; ///< as the provider said last
    Instant createdAt;
    Instant lastUsedAt;
};

/// Rows of external identities.
class IdentityStore
{
public:
    explicit IdentityStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<std::optional<ExternalIdentity>> find(const QString &issuer, const QString &subject);
    /// False when issuer and subject belong to somebody already.
    [[nodiscard]] Result<bool> insert(const ExternalIdentity &identity);
    [[nodiscard]] Result<> recordUse(const QString &id, const QString &email, Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
