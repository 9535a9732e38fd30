// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/bookingaccounts.h"

#include "core/bookings/fieldrules.h"
#include "core/identity/accountstore.h"

namespace portier::runtime
{

using bookings::BookingAccount;
using identity::Account;

namespace
{

/// An address counts only once it is verified (BKG-069), parties only for approvers (PLT-009).
Result<BookingAccount> accountFrom(storage::Transaction &tx, const Account &account)
{
    if (!account.roles.contains(identity::Role::Approver))
        return bookingAccountOf({account, {}});
    PORTIER_ASSIGN(parties, identity::AccountStore(tx).parties(account.id));
    return bookingAccountOf({account, parties});
}

} // namespace

BookingAccount bookingAccountOf(const identity::AccountDetails &details)
{
    const Account &account = details.account;
    BookingAccount known;
    known.id = account.id;
    known.language = account.language;
    if (!account.isActive())
        return known;
    known.admin = account.isAdmin();
    if (account.emailVerifiedAt)
        known.email = bookings::normalEmail(account.email);
    if (account.roles.contains(identity::Role::Approver))
        known.partyIds = details.parties;
    return known;
}

Result<std::optional<BookingAccount>> findBookingAccount(storage::Transaction &tx, const QString &accountId)
{
    PORTIER_ASSIGN(account, identity::AccountStore(tx).find(accountId));
    if (!account || !account->isActive())
        return std::nullopt;
    PORTIER_ASSIGN(known, accountFrom(tx, *account));
    return known;
}

Result<QList<BookingAccount>> bookingAccountsOfParty(storage::Transaction &tx, const QString &partyId)
{
    PORTIER_ASSIGN(approvers, identity::AccountStore(tx).approversOf(partyId));
    QList<BookingAccount> known;
    for (const Account &account : std::as_const(approvers)) {
        PORTIER_ASSIGN(each, accountFrom(tx, account));
        known.append(each);
    }
    return known;
}

Result<std::optional<BookingAccount>> bookingAccountByEmail(storage::Transaction &tx, const QString &email)
{
    PORTIER_ASSIGN(found, identity::AccountStore(tx).findByEmail(identity::EmailAddress::compare(email)));
    if (!found || !found->account.isActive() || !found->account.emailVerifiedAt)
        return std::nullopt;
    PORTIER_ASSIGN(known, accountFrom(tx, found->account));
    return known;
}

} // namespace portier::runtime
