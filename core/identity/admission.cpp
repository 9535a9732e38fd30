// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/admission.h"

#include "core/identity/accountstore.h"
#include "core/identity/sessionstore.h"
#include "core/operations/audit.h"

#include <algorithm>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

bool isListed(const QString &email, const QStringList &allowlist)
{
    const auto address = EmailAddress::parse(email);
    return address && address->isIn(allowlist);
}

} // namespace

bool admitsSignUp(const IdentityOptions &options, const EmailAddress &email)
{
    if (!options.allowlist.isEmpty() && !email.isIn(options.allowlist))
        return false; // PLT-033: the account could do nothing
    switch (options.signUp) {
    case SignUpMode::Open:
        return true;
    case SignUpMode::Allowlist:
        return !options.allowlist.isEmpty();
    case SignUpMode::Closed:
        break;
    }
    return false;
}

Result<bool> isAllowed(storage::Transaction &tx, const Account &account, const QStringList &allowlist)
{
    if (allowlist.isEmpty() || isListed(account.email, allowlist))
        return true;
    if (!account.isAdmin() || !account.isActive())
        return false;
    PORTIER_ASSIGN(addresses, AccountStore(tx).activeAdminEmails());
    return std::none_of(addresses.cbegin(), addresses.cend(),
                        [&allowlist](const QString &email) { return isListed(email, allowlist); });
}

Result<bool> mayAct(storage::Transaction &tx, const Account &account, const QStringList &allowlist)
{
    if (!account.isActive() || !account.emailVerifiedAt)
        return false;
    return isAllowed(tx, account, allowlist);
}

Result<> barAccount(storage::Transaction &tx, const QString &accountId, Instant now)
{
    PORTIER_ASSIGN(ended, SessionStore(tx).bar(accountId, now));
    if (ended == 0)
        return {};
    return operations::appendAudit(
        tx, {operations::Actor::system(), u"session.barred"_s, u"account"_s, accountId, u"ok"_s, {}}, now);
}

Result<qint64> barUnlisted(storage::Transaction &tx, const QStringList &allowlist, Instant now)
{
    qint64 barred = 0;
    PORTIER_ASSIGN(ids, SessionStore(tx).accountsSignedIn(now));
    for (const QString &id : std::as_const(ids)) {
        PORTIER_ASSIGN(account, AccountStore(tx).find(id));
        if (!account)
            continue;
        PORTIER_ASSIGN(allowed, isAllowed(tx, *account, allowlist));
        if (allowed)
            continue;
        PORTIER_TRY(barAccount(tx, id, now));
        ++barred;
    }
    return barred;
}

} // namespace portier::identity
