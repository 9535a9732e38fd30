// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/apikeystore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

const QString columns = u"id, account_id, prefix, name, description, scopes, is_active, expires_at, previous_until,"
                        " last_used_at, created_at, updated_at, version"_s;
const QString secretColumns = u", secret_mac, pepper, previous_mac, previous_pepper"_s;

ApiKey readKey(const storage::Row &row)
{
    ApiKey key;
    key.id = row.text(0);
    key.accountId = row.text(1);
    key.prefix = row.text(2);
    key.name = row.text(3);
    key.description = row.text(4);
    key.scopes = row.text(5).split(u' ', Qt::SkipEmptyParts);
    key.isActive = row.boolean(6);
    key.expiresAt = row.optInstant(7);
    key.previousUntil = row.optInstant(8);
    key.lastUsedAt = row.optInstant(9);
    key.createdAt = row.instant(10);
    key.updatedAt = row.instant(11);
    key.version = row.integer(12);
    return key;
}

} // namespace

Result<std::optional<ApiKey>> ApiKeyStore::find(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM api_keys WHERE id = ?"_s, {id}));
    return row ? std::optional(readKey(*row)) : std::nullopt;
}

Result<std::optional<ApiKeySecrets>> ApiKeyStore::findByPrefix(const QString &prefix)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT "_s + columns + secretColumns + u" FROM api_keys WHERE prefix = ?"_s, {prefix}));
    if (!row)
        return std::nullopt;
    return ApiKeySecrets{
        readKey(*row), {row->bytes(13), int(row->integer(14))}, {row->bytes(15), int(row->integer(16))}};
}

Result<QList<ApiKey>> ApiKeyStore::page(const QString &accountId, const std::optional<ApiKeyPosition> &after, int limit)
{
    QString where = u"1 = 1"_s;
    storage::Binds binds;
    if (!accountId.isEmpty()) {
        where += u" AND account_id = ?"_s;
        binds.append(accountId);
    }
    if (after) {
        where += u" AND (created_at < ? OR (created_at = ? AND id < ?))"_s;
        binds << after->createdAt << after->createdAt << after->id;
    }
    binds.append(limit);
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + columns + u" FROM api_keys WHERE "_s + where +
                                        u" ORDER BY created_at DESC, id DESC LIMIT ?"_s,
                                    binds));
    QList<ApiKey> keys;
    for (const storage::Row &row : std::as_const(rows))
        keys.append(readKey(row));
    return keys;
}

Result<bool> ApiKeyStore::insert(const ApiKey &key, const SecretMac &mac)
{
    PORTIER_ASSIGN(inserted,
                   m_tx.exec(u"INSERT INTO api_keys ("_s + columns +
                                 u", secret_mac, pepper) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, 1, ?, ?)"
                                 " ON CONFLICT (prefix) DO NOTHING"_s,
                             {key.id, key.accountId, key.prefix, key.name, key.description, key.scopes.join(u' '),
                              key.isActive, key.expiresAt, key.createdAt, key.updatedAt, mac.mac, mac.pepper}));
    return inserted == 1;
}

Result<bool> ApiKeyStore::update(const ApiKey &key, Instant now)
{
    PORTIER_ASSIGN(changed,
                   m_tx.exec(u"UPDATE api_keys SET name = ?, description = ?, is_active = ?, expires_at = ?,"
                             " updated_at = ?, version = version + 1 WHERE id = ? AND version = ?"_s,
                             {key.name, key.description, key.isActive, key.expiresAt, now, key.id, key.version}));
    return changed == 1;
}

Result<> ApiKeyStore::rotate(const QString &id, const SecretMac &mac, std::optional<Instant> previousUntil, Instant now)
{
    // On both databases the right sides see the row as it was.
    PORTIER_TRY(m_tx.exec(u"UPDATE api_keys SET previous_mac = secret_mac, previous_pepper = pepper,"
                          " previous_until = ?, secret_mac = ?, pepper = ?, updated_at = ?, version = version + 1"
                          " WHERE id = ?"_s,
                          {previousUntil, mac.mac, mac.pepper, now, id}));
    return {};
}

Result<> ApiKeyStore::touch(const QString &id, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE api_keys SET last_used_at = ? WHERE id = ?"_s, {now, id}));
    return {};
}

Result<> ApiKeyStore::renewMac(const QString &id, const SecretMac &present, const SecretMac &renewed)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE api_keys SET secret_mac = ?, pepper = ? WHERE id = ? AND secret_mac = ?"_s,
                          {renewed.mac, renewed.pepper, id, present.mac}));
    return {};
}

Result<> ApiKeyStore::removeOf(const QString &accountId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM api_keys WHERE account_id = ?"_s, {accountId}));
    return {};
}

Result<qint64> ApiKeyStore::countUnder(int pepper, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM api_keys WHERE pepper = ?"
                                      " OR (previous_pepper = ? AND previous_until > ?)"_s,
                                      {pepper, pepper, now}));
    return row->integer(0);
}

} // namespace portier::identity
