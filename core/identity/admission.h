// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/identity/emailaddress.h"
#include "core/identity/identityoptions.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// Whether whoever has this address may make an account by oneself (PLT-004), whether by password or at a provider.
[[nodiscard]] bool admitsSignUp(const IdentityOptions &options, const EmailAddress &email);

/// Whether the allowlist lets the account's address in (PLT-033). An empty list lets everybody in. An active admin is
/// exempt while no active admin stands on the list, so that somebody can still change it (PLT-034).
[[nodiscard]] Result<bool> isAllowed(storage::Transaction &tx, const Account &account, const QStringList &allowlist);

/// Whether an account may act at this moment: active, verified, allowed. For jobs when they take effect (PLT-047), and
/// for whoever acts in an account's name.
[[nodiscard]] Result<bool> mayAct(storage::Transaction &tx, const Account &account, const QStringList &allowlist);

/// Ends the sessions of every account that the list does not let in; they stay ended when it does again (PLT-034).
/// Gives the number of accounts.
[[nodiscard]] Result<qint64> barUnlisted(storage::Transaction &tx, const QStringList &allowlist, Instant now);
/// The same for one account.
[[nodiscard]] Result<> barAccount(storage::Transaction &tx, const QString &accountId, Instant now);

} // namespace portier::identity
