// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountsight.h"

#include "core/identity/accountchange.h"
#include "core/identity/accountstore.h"

namespace portier::identity
{

Result<AccountDetails> findDetails(storage::Transaction &tx, const QString &accountId)
{
    PORTIER_ASSIGN(account, findAccount(tx, accountId));
    PORTIER_ASSIGN(parties, AccountStore(tx).parties(accountId));
    return AccountDetails{account, parties};
}

} // namespace portier::identity
