// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/resource.h"
#include "core/storage/transaction.h"

#include <QMap>

namespace portier::bookings
{

/// Rows of resources and parties.
class ResourceStore
{
public:
    explicit ResourceStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const Resource &resource);
    /// Writes the row if it still has `expectedVersion`; false when it has another.
    [[nodiscard]] Result<bool> update(const Resource &resource, int expectedVersion);
    [[nodiscard]] Result<std::optional<Resource>> find(const QString &id);
    [[nodiscard]] Result<std::optional<Resource>> findBySlug(const QString &slug);
    /// The same, locked until the transaction ends: the first lock every writer takes (BKG-017).
    [[nodiscard]] Result<std::optional<Resource>> findLocked(const QString &id);
    /// All of them, oldest first.
    [[nodiscard]] Result<QList<Resource>> list();
    /// Those where an address has bookings that it may see, oldest first.
    [[nodiscard]] Result<QList<Resource>> ofRequester(const QString &email);
    [[nodiscard]] Result<int> count();

    [[nodiscard]] Result<> insertParty(const Party &party);
    [[nodiscard]] Result<bool> updateParty(const Party &party, int expectedVersion);
    [[nodiscard]] Result<> removeParty(const QString &partyId);
    [[nodiscard]] Result<std::optional<Party>> findParty(const QString &partyId);
    /// In order.
    [[nodiscard]] Result<QList<Party>> parties(const QString &resourceId);
    /// Of all resources.
    [[nodiscard]] Result<QList<Party>> allParties();
    /// Every party with this address, over all resources, in order.
    [[nodiscard]] Result<QList<Party>> partiesByEmail(const QString &email);
    /// The zone of each resource that one of the parties belongs to, by resource id.
    [[nodiscard]] Result<QMap<QString, QString>> zonesOfParties(const QStringList &partyIds);
    /// Whether it ever appeared in an approval, also of a round that is over, an affiliation or a timeline (BKG-005).
    [[nodiscard]] Result<bool> isPartyUsed(const QString &partyId);
    /// Non-past bookings that hold days.
    [[nodiscard]] Result<bool> holdsBookings(const QString &resourceId, QDate today);

private:
    [[nodiscard]] Result<std::optional<Resource>> findWhere(const QString &where, const QString &value);
    [[nodiscard]] Result<QList<Resource>> listWhere(const QString &where, const storage::Binds &binds);
    [[nodiscard]] Result<QList<Party>> partiesWhere(const QString &where, const storage::Binds &binds);

    storage::Transaction &m_tx;
};

} // namespace portier::bookings
