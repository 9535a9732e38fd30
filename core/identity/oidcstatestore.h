// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// One sign-in under way at a provider.
struct OidcState {
    QString provider;   ///< slug
    QByteArray secrets; ///< sealed
    QString returnTo;
    QString accountId; ///< whose account the identity is linked to; empty: a sign-in
    Instant expiresAt;
};

/// Rows of states: single-use, found only together with the browser's cookie (PLT-025). Of both only hashes are stored.
class OidcStateStore
{
public:
    explicit OidcStateStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const QByteArray &stateHash, const QByteArray &cookieHash, const OidcState &state);
    /// Takes the row away; nothing when state, cookie and provider do not belong together. Expired ones, too.
    [[nodiscard]] Result<std::optional<OidcState>> take(const QByteArray &stateHash, const QByteArray &cookieHash,
                                                        const QString &provider);
    [[nodiscard]] Result<qint64> removeExpired(Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
