// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/tripowner.h"

#include "core/identity/accountstore.h"

namespace portier::runtime
{

namespace
{
trips::TripOwner ownerFrom(const identity::Account &account)
{
    trips::TripOwner owner;
    owner.id = account.id;
    owner.active = account.isActive();
    owner.email = account.email;
    owner.name = account.displayName;
    owner.language = account.language;
    owner.zone = account.timeZone;
    return owner;
}
} // namespace

Result<std::optional<trips::TripOwner>> findTripOwner(storage::Transaction &tx, const QString &accountId,
                                                      const IdentityRoom &identity)
{
    PORTIER_ASSIGN(account, identity::AccountStore(tx).find(accountId));
    if (!account || account->status == identity::AccountStatus::Erased)
        return std::nullopt;
    PORTIER_ASSIGN(active, identity.mayAct(tx, *account)); // PLT-047
    trips::TripOwner owner = ownerFrom(*account);
    owner.active = active;
    return owner;
}

Result<QList<trips::TripOwner>> findTripAdmins(storage::Transaction &tx)
{
    PORTIER_ASSIGN(accounts, identity::AccountStore(tx).list());
    QList<trips::TripOwner> admins;
    for (const identity::Account &account : std::as_const(accounts)) {
        if (account.isActive() && account.roles.contains(identity::Role::Admin))
            admins.append(ownerFrom(account));
    }
    return admins;
}

} // namespace portier::runtime
