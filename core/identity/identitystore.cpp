// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/identitystore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

const QString columns = u"id, account_id, provider, issuer, subject, email, created_at, last_used_at"_s;

ExternalIdentity readIdentity(const storage::Row &row)
{
    return {row.text(0), row.text(1), row.text(2),    row.text(3),
            row.text(4), row.text(5), row.instant(6), row.instant(7)};
}

} // namespace

Result<std::optional<ExternalIdentity>> IdentityStore::find(const QString &issuer, const QString &subject)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM identities WHERE issuer = ? AND subject = ?"_s,
                                      {issuer, subject}));
    return row ? std::optional(readIdentity(*row)) : std::nullopt;
}

Result<bool> IdentityStore::insert(const ExternalIdentity &identity)
{
    PORTIER_ASSIGN(inserted, m_tx.exec(u"INSERT INTO identities ("_s + columns +
                                           u") VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                                       {identity.id, identity.accountId, identity.provider, identity.issuer,
                                        identity.subject, identity.email, identity.createdAt, identity.lastUsedAt}));
    return inserted == 1;
}

Result<> IdentityStore::recordUse(const QString &id, const QString &email, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE identities SET email = ?, last_used_at = ? WHERE id = ?"_s, {email, now, id}));
    return {};
}

} // namespace portier::identity
