// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/oidcstatestore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

Result<> OidcStateStore::insert(const QByteArray &stateHash, const QByteArray &cookieHash, const OidcState &state)
{
    const storage::Bind account =
        state.accountId.isEmpty() ? storage::Bind(std::nullopt) : storage::Bind(state.accountId);
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO oidc_states (state_hash, cookie_hash, provider, secrets, return_to, account_id,"
                  " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                  {stateHash, cookieHash, state.provider, state.secrets, state.returnTo, account, state.expiresAt}));
    return {};
}

Result<std::optional<OidcState>> OidcStateStore::take(const QByteArray &stateHash, const QByteArray &cookieHash,
                                                      const QString &provider)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"DELETE FROM oidc_states WHERE state_hash = ? AND cookie_hash = ?"
                                      " AND provider = ? RETURNING provider, secrets, return_to, account_id,"
                                      " expires_at"_s,
                                      {stateHash, cookieHash, provider}));
    if (!row)
        return std::nullopt;
    return OidcState{row->text(0), row->bytes(1), row->text(2), row->text(3), row->instant(4)};
}

Result<qint64> OidcStateStore::removeExpired(Instant now)
{
    return m_tx.exec(u"DELETE FROM oidc_states WHERE expires_at <= ?"_s, {now});
}

} // namespace portier::identity
