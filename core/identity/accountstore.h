// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/identity/emailaddress.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// An account with what only sign-in may see.
struct AccountSecrets {
    Account account;
    QString passwordHash; ///< empty: has no password
};

/// Which accounts a list shows; what is absent does not matter.
struct AccountFilter {
    std::optional<AccountStatus> status;
    std::optional<Role> role;
    QString text; ///< part of the address or the name, whatever the case
};

/// Where a page of accounts goes on.
struct AccountPosition {
    Instant createdAt;
    QString id;
};

/// Rows of accounts.
class AccountStore
{
public:
    explicit AccountStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<std::optional<Account>> find(const QString &id);
    [[nodiscard]] Result<std::optional<AccountSecrets>> findByEmail(const QString &comparedEmail);
    /// In order of creation.
    [[nodiscard]] Result<QList<Account>> list();
    [[nodiscard]] Result<QList<Account>> page(const AccountFilter &filter, const std::optional<AccountPosition> &after,
                                              int limit);

    /// False when another account has the address.
    [[nodiscard]] Result<bool> insert(const Account &account, const QString &passwordHash);
    /// Name, language, zone, roles, status; counts the version up. False when `account.version` is not the stored one.
    [[nodiscard]] Result<bool> update(const Account &account, Instant now);
    /// Whether no account but `ownId` has the address.
    [[nodiscard]] Result<bool> isFree(const QString &comparedEmail, const QString &ownId);
    /// A verified address. Error: Conflict "unique_violation" when another account has it.
    [[nodiscard]] Result<> setEmail(const QString &id, const QString &email, Instant now);
    [[nodiscard]] Result<> setPasswordHash(const QString &id, const QString &hash, Instant now);

    /// The parties that the account decides for, sorted (PLT-009).
    [[nodiscard]] Result<QStringList> parties(const QString &id);
    /// The same for several accounts at once, by account id.
    [[nodiscard]] Result<QHash<QString, QStringList>> partiesOfAll(const QList<Account> &accounts);
    [[nodiscard]] Result<> setParties(const QString &id, const QStringList &partyIds);
    /// The active approvers of a party, in order of creation.
    [[nodiscard]] Result<QList<Account>> approversOf(const QString &partyId);

    /// True for the one transaction that makes the first account of this database; others wait for it (PLT-002).
    [[nodiscard]] Result<bool> claimFirst(Instant now);
    [[nodiscard]] Result<bool> hasAny();
    /// Makes changes of admins take turns (PLT-007), so that counting them afterwards is exact.
    [[nodiscard]] Result<> lockAdmins();
    [[nodiscard]] Result<qint64> countActiveAdmins();
    [[nodiscard]] Result<QStringList> activeAdminEmails();

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
