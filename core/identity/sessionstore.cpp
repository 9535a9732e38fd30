// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/sessionstore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

const QString columns =
    u"id, account_id, device_name, platform, client_prefix, created_at, expires_at, last_used_at, barred_at"_s;

Session readSession(const storage::Row &row)
{
    return {row.text(0),    row.text(1),    row.text(2),    row.text(3),      row.text(4),
            row.instant(5), row.instant(6), row.instant(7), row.optInstant(8)};
}

} // namespace

Result<> SessionStore::insert(const Session &session, const QByteArray &tokenHash)
{
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO sessions ("_s + columns + u", token_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                  {session.id, session.accountId, session.deviceName, session.platform, session.clientPrefix,
                   session.createdAt, session.expiresAt, session.lastUsedAt, session.barredAt, tokenHash}));
    return {};
}

Result<std::optional<Session>> SessionStore::findByToken(const QByteArray &tokenHash)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM sessions WHERE token_hash = ?"_s, {tokenHash}));
    return row ? std::optional(readSession(*row)) : std::nullopt;
}

Result<QList<Session>> SessionStore::list(const QString &accountId, Instant now)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + columns +
                                        u" FROM sessions WHERE account_id = ? AND expires_at > ?"
                                        " AND barred_at IS NULL"
                                        " ORDER BY created_at DESC, id DESC"_s,
                                    {accountId, now}));
    QList<Session> sessions;
    for (const storage::Row &row : std::as_const(rows))
        sessions.append(readSession(row));
    return sessions;
}

Result<> SessionStore::touch(const QString &id, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE sessions SET last_used_at = ? WHERE id = ? AND last_used_at < ?"_s, {now, id, now}));
    return {};
}

Result<bool> SessionStore::remove(const QString &accountId, const QString &id)
{
    PORTIER_ASSIGN(removed, m_tx.exec(u"DELETE FROM sessions WHERE account_id = ? AND id = ?"_s, {accountId, id}));
    return removed == 1;
}

Result<qint64> SessionStore::bar(const QString &accountId, Instant now)
{
    return m_tx.exec(u"UPDATE sessions SET barred_at = ? WHERE account_id = ? AND barred_at IS NULL"_s,
                     {now, accountId});
}

Result<QStringList> SessionStore::accountsSignedIn(Instant now)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT DISTINCT account_id FROM sessions"
                                    " WHERE barred_at IS NULL AND expires_at > ?"_s,
                                    {now}));
    QStringList ids;
    for (const storage::Row &row : std::as_const(rows))
        ids.append(row.text(0));
    return ids;
}

Result<qint64> SessionStore::removeOthers(const QString &accountId, const QString &keptId)
{
    return m_tx.exec(u"DELETE FROM sessions WHERE account_id = ? AND id <> ?"_s, {accountId, keptId});
}

Result<qint64> SessionStore::countAccountsSeen(Instant since)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT COUNT(DISTINCT account_id) FROM sessions WHERE last_used_at >= ?"_s, {since}));
    return row ? row->integer(0) : 0;
}

Result<qint64> SessionStore::removeExpired(Instant now)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM device_tokens WHERE expires_at <= ?"_s, {now}));
    return m_tx.exec(u"DELETE FROM sessions WHERE expires_at <= ?"_s, {now});
}

Result<> SessionStore::insertDevice(const QByteArray &tokenHash, const QString &accountId, Instant now,
                                    Instant expiresAt)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO device_tokens (token_hash, account_id, created_at, expires_at)"
                          " VALUES (?, ?, ?, ?)"_s,
                          {tokenHash, accountId, now, expiresAt}));
    return {};
}

Result<bool> SessionStore::hasDevice(const QString &accountId, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM device_tokens WHERE account_id = ? AND expires_at > ? LIMIT 1"_s,
                                      {accountId, now}));
    return row.has_value();
}

Result<> SessionStore::removeDevices(const QString &accountId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM device_tokens WHERE account_id = ?"_s, {accountId}));
    return {};
}

Result<bool> SessionStore::isDeviceOf(const QByteArray &tokenHash, const QString &accountId, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM device_tokens"
                                      " WHERE token_hash = ? AND account_id = ? AND expires_at > ?"_s,
                                      {tokenHash, accountId, now}));
    return row.has_value();
}

} // namespace portier::identity
