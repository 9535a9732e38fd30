// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/operations/actor.h"
#include "core/storage/transaction.h"

#include <functional>

namespace portier::identity
{

using ApplyToAccount = std::function<void(Account &)>;

/// A change of roles or status.
struct AccountUpdate {
    QString id;
    std::optional<qint64> version; ///< that the caller saw; nothing: whatever it is
    ApplyToAccount apply;
    QString event; ///< "roles_changed"
    operations::Actor actor;
};

/// Error: NotFound.
[[nodiscard]] Result<Account> findAccount(storage::Transaction &tx, const QString &id);
/// Stores `after` with its records. Error: Conflict "stale_version" with details {"version": current}.
[[nodiscard]] Result<Account> saveAccount(storage::Transaction &tx, const Account &before, const Account &after,
                                          const QString &event, const operations::Actor &actor, Instant now);
/// Changes an account while no other change of admins runs, and leaves at least one active admin (PLT-007); sessions of
/// an account that is no longer active end. Errors: NotFound, Conflict "last_admin", Conflict "stale_version".
[[nodiscard]] Result<Account> changeAccount(storage::Transaction &tx, const AccountUpdate &update, Instant now);

} // namespace portier::identity
