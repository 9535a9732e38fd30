// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/lockout.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// Rows of failed sign-ins. Reading one locks it until the transaction ends, so that parallel tries count one after
/// the other on both databases.
class LockoutStore
{
public:
    explicit LockoutStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<PairFailures> lockPair(const QByteArray &emailHash, const QString &clientPrefix, Instant now);
    [[nodiscard]] Result<> savePair(const QByteArray &emailHash, const QString &clientPrefix,
                                    const PairFailures &failures);
    [[nodiscard]] Result<> removePair(const QByteArray &emailHash, const QString &clientPrefix);

    [[nodiscard]] Result<AddressFailures> lockAddress(const QByteArray &emailHash, Instant now);
    [[nodiscard]] Result<> saveAddress(const QByteArray &emailHash, const AddressFailures &moments, Instant now);

    /// Removes what has no effect any more at `now`; for retention.
    [[nodiscard]] Result<> removeForgotten(Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
