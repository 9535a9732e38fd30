// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/apikey.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// The checksum of a secret and the number of the pepper under it (PLT-181).
struct SecretMac {
    QByteArray mac;
    int pepper = 0;
};

/// A key with what only authentication may see.
struct ApiKeySecrets {
    ApiKey key;
    SecretMac current;
    SecretMac previous; ///< empty: there was none
};

struct ApiKeyPosition {
    Instant createdAt;
    QString id;
};

/// Rows of API keys.
class ApiKeyStore
{
public:
    explicit ApiKeyStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<std::optional<ApiKey>> find(const QString &id);
    [[nodiscard]] Result<std::optional<ApiKeySecrets>> findByPrefix(const QString &prefix);
    /// Newest first.
    [[nodiscard]] Result<QList<ApiKey>> page(const QString &accountId, const std::optional<ApiKeyPosition> &after,
                                             int limit);
    /// False when the prefix is taken.
    [[nodiscard]] Result<bool> insert(const ApiKey &key, const SecretMac &mac);
    /// Name, description, expiry, whether it is active; counts the version up. False when `key.version` is not the
    /// stored one.
    [[nodiscard]] Result<bool> update(const ApiKey &key, Instant now);
    /// A new secret; the present one works until `previousUntil`.
    [[nodiscard]] Result<> rotate(const QString &id, const SecretMac &mac, std::optional<Instant> previousUntil,
                                  Instant now);
    /// Bookkeeping: the moment of use.
    [[nodiscard]] Result<> touch(const QString &id, Instant now);
    /// Puts the current secret under another pepper, unless it was rotated meanwhile.
    [[nodiscard]] Result<> renewMac(const QString &id, const SecretMac &present, const SecretMac &renewed);
    [[nodiscard]] Result<> removeOf(const QString &accountId);
    /// How many secrets still stand under this pepper, so that nobody retires it too early (PLT-181).
    [[nodiscard]] Result<qint64> countUnder(int pepper, Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
