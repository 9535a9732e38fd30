// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// Rows of sessions and of known devices.
class SessionStore
{
public:
    explicit SessionStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const Session &session, const QByteArray &tokenHash);
    /// Also an expired or barred one: the caller judges.
    [[nodiscard]] Result<std::optional<Session>> findByToken(const QByteArray &tokenHash);
    /// Those that still work, newest first.
    [[nodiscard]] Result<QList<Session>> list(const QString &accountId, Instant now);
    [[nodiscard]] Result<> touch(const QString &id, Instant now);
    /// False when the account has no such session.
    [[nodiscard]] Result<bool> remove(const QString &accountId, const QString &id);
    /// All of the account but `keptId` (empty: all); gives their number.
    [[nodiscard]] Result<qint64> removeOthers(const QString &accountId, const QString &keptId);
    /// Ends all of the account, but keeps them known (PLT-033); gives their number.
    [[nodiscard]] Result<qint64> bar(const QString &accountId, Instant now);
    /// The accounts that have a working session.
    [[nodiscard]] Result<QStringList> accountsSignedIn(Instant now);
    [[nodiscard]] Result<qint64> removeExpired(Instant now);
    /// Accounts with a session that was used since then.
    [[nodiscard]] Result<qint64> countAccountsSeen(Instant since);

    [[nodiscard]] Result<> insertDevice(const QByteArray &tokenHash, const QString &accountId, Instant now,
                                        Instant expiresAt);
    [[nodiscard]] Result<bool> hasDevice(const QString &accountId, Instant now);
    [[nodiscard]] Result<> removeDevices(const QString &accountId);
    [[nodiscard]] Result<bool> isDeviceOf(const QByteArray &tokenHash, const QString &accountId, Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
