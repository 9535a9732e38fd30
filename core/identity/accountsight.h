// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/storage/transaction.h"

#include <functional>

namespace portier::identity
{

/// An account with the parties it is bound to.
struct AccountDetails {
    Account account;
    QStringList parties;
};

/// Called in the transaction in which an account's roles, parties, status or verified address have changed: others tell
/// its feed what it sees from now on and what no more (PLT-083).
using SightChanged =
    std::function<Result<>(storage::Transaction &, const AccountDetails &before, const AccountDetails &after, Instant)>;

/// The account as it stands. Error: NotFound.
[[nodiscard]] Result<AccountDetails> findDetails(storage::Transaction &tx, const QString &accountId);

/// Runs `change` between two looks at the account and tells of the difference.
template <class T>
[[nodiscard]] Result<T> watchingSight(storage::Transaction &tx, const QString &accountId, const SightChanged &tell,
                                      Instant now, const std::function<Result<T>()> &change)
{
    if (!tell)
        return change();
    PORTIER_ASSIGN(before, findDetails(tx, accountId));
    PORTIER_ASSIGN(result, change());
    PORTIER_ASSIGN(after, findDetails(tx, accountId));
    PORTIER_TRY(tell(tx, before, after, now));
    return result;
}

} // namespace portier::identity
