// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountchange.h"

#include "core/identity/accountstore.h"
#include "core/identity/identityrecords.h"
#include "core/identity/sessionservice.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

/// [old, new] of what an audit row may say about two states of one account.
QJsonObject auditedChanges(const Account &before, const Account &after)
{
    QJsonObject changes;
    if (before.roles != after.roles)
        changes.insert(u"roles"_s, QJsonArray{QJsonArray::fromStringList(roleNames(before.roles)),
                                              QJsonArray::fromStringList(roleNames(after.roles))});
    if (before.status != after.status)
        changes.insert(u"status"_s, QJsonArray{statusName(before.status), statusName(after.status)});
    if (before.language != after.language)
        changes.insert(u"language"_s, QJsonArray{before.language, after.language});
    if (before.timeZone != after.timeZone)
        changes.insert(u"time_zone"_s, QJsonArray{before.timeZone, after.timeZone});
    if (before.displayName != after.displayName)
        changes.insert(u"display_name"_s, QJsonArray()); // a name is personal: only that it changed
    return changes;
}

} // namespace

Result<Account> findAccount(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(account, AccountStore(tx).find(id));
    if (!account)
        return fail(Error::notFound());
    return *account;
}

Result<Account> saveAccount(Transaction &tx, const Account &before, const Account &after, const QString &event,
                            const operations::Actor &actor, Instant now)
{
    PORTIER_ASSIGN(saved, AccountStore(tx).update(after, now));
    PORTIER_ASSIGN(stored, findAccount(tx, after.id));
    if (!saved)
        return fail(Error::conflict(u"stale_version"_s, {}, {{u"version"_s, stored.version}}));
    PORTIER_TRY(recordAccount(tx, actor, event, after.id, auditedChanges(before, stored), now));
    return stored;
}

Result<Account> changeAccount(Transaction &tx, const AccountUpdate &update, Instant now)
{
    AccountStore accounts(tx);
    PORTIER_TRY(accounts.lockAdmins());
    PORTIER_ASSIGN(before, findAccount(tx, update.id));
    Account after = before;
    after.version = update.version.value_or(before.version);
    update.apply(after);
    PORTIER_ASSIGN(saved, saveAccount(tx, before, after, update.event, update.actor, now));
    PORTIER_ASSIGN(admins, accounts.countActiveAdmins());
    const bool wasLast = before.isAdmin() && before.isActive() && admins == 0;
    if (wasLast)
        return fail(Error::conflict(u"last_admin"_s));
    if (!saved.isActive())
        PORTIER_TRY(SessionService::endAll(tx, update.actor, update.id, {}, now));
    return saved;
}

} // namespace portier::identity
