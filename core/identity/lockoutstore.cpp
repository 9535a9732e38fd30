// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/lockoutstore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<PairFailures> LockoutStore::lockPair(const QByteArray &emailHash, const QString &clientPrefix, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"INSERT INTO signin_pairs (email_hash, client_prefix, failures, changed_at,"
                                      " blocked_until) VALUES (?, ?, 0, ?, NULL)"
                                      " ON CONFLICT (email_hash, client_prefix) DO UPDATE SET"
                                      " client_prefix = excluded.client_prefix"
                                      " RETURNING failures, changed_at, blocked_until"_s,
                                      {emailHash, clientPrefix, now}));
    return PairFailures{int(row->integer(0)), row->instant(1), row->optInstant(2)};
}

Result<> LockoutStore::savePair(const QByteArray &emailHash, const QString &clientPrefix, const PairFailures &failures)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE signin_pairs SET failures = ?, changed_at = ?, blocked_until = ?"
                          " WHERE email_hash = ? AND client_prefix = ?"_s,
                          {failures.failures, failures.decaysFrom, failures.blockedUntil, emailHash, clientPrefix}));
    return {};
}

Result<> LockoutStore::removePair(const QByteArray &emailHash, const QString &clientPrefix)
{
    PORTIER_TRY(
        m_tx.exec(u"DELETE FROM signin_pairs WHERE email_hash = ? AND client_prefix = ?"_s, {emailHash, clientPrefix}));
    return {};
}

Result<AddressFailures> LockoutStore::lockAddress(const QByteArray &emailHash, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"INSERT INTO signin_addresses (email_hash, failed_at, changed_at)"
                                      " VALUES (?, '[]', ?) ON CONFLICT (email_hash) DO UPDATE SET"
                                      " changed_at = excluded.changed_at RETURNING failed_at"_s,
                                      {emailHash, now}));
    AddressFailures moments;
    const QJsonArray failedAt = row->array(0);
    for (const QJsonValue &at : failedAt)
        moments.append(fromMs(at.toInteger()));
    return moments;
}

Result<> LockoutStore::saveAddress(const QByteArray &emailHash, const AddressFailures &moments, Instant now)
{
    QJsonArray failedAt;
    for (const Instant at : moments)
        failedAt.append(toMs(at));
    PORTIER_TRY(m_tx.exec(u"UPDATE signin_addresses SET failed_at = ?, changed_at = ? WHERE email_hash = ?"_s,
                          {failedAt, now, emailHash}));
    return {};
}

Result<> LockoutStore::removeForgotten(Instant now)
{
    // The most that a pair ever remembers is forgotten after a day without a failure; an address after an hour.
    PORTIER_TRY(m_tx.exec(u"DELETE FROM signin_pairs WHERE changed_at < ?"_s, {now - 24h}));
    PORTIER_TRY(m_tx.exec(u"DELETE FROM signin_addresses WHERE changed_at < ?"_s, {now - 1h}));
    return {};
}

} // namespace portier::identity
