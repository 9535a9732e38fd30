// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/link.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// Where a page of links begins: behind this one, newest first.
struct LinkPosition {
    Instant createdAt;
    QString id;
};

/// Rows of standing links.
class LinkStore
{
public:
    explicit LinkStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<std::optional<Link>> find(const QString &id);
    [[nodiscard]] Result<std::optional<Link>> find(const LinkOwner &owner);
    /// Makes the row unless the owner has one; gives the stored one either way.
    [[nodiscard]] Result<Link> insert(const Link &link);
    /// Counts the generation up under this key; nothing when there is no such row.
    [[nodiscard]] Result<std::optional<Link>> renew(const QString &id, int keyNumber);
    [[nodiscard]] Result<> setKey(const QString &id, int keyNumber);
    [[nodiscard]] Result<> touch(const QString &id, Instant now);

    /// Removes the personal and feed links of an address (BKG-082).
    [[nodiscard]] Result<qint64> removeOfAddress(const QString &comparedEmail);
    [[nodiscard]] Result<qint64> removeOfParty(const QString &partyId);

    [[nodiscard]] Result<QList<Link>> list(const std::optional<LinkPosition> &after, int limit,
                                           const QString &partyId = {});
    /// How many links are signed with this key.
    [[nodiscard]] Result<qint64> countUnderKey(int keyNumber);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
