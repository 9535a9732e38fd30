// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/persondirectory.h"

#include "core/identity/accountstore.h"
#include "core/identity/emailaddress.h"
#include "core/identity/sessionstore.h"
#include "core/scheduling/jobqueue.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using identity::AccountStore;
using operations::Person;
using scheduling::JobQueue::enqueue;
using storage::Transaction;

Result<Person> byAccount(Transaction &tx, const QString &accountId)
{
    PORTIER_ASSIGN(account, AccountStore(tx).find(accountId));
    if (!account)
        return fail(Error::notFound());
    return Person{account->id, identity::EmailAddress::compare(account->email)};
}

Result<Person> byEmail(Transaction &tx, const QString &text)
{
    const auto email = identity::EmailAddress::parse(text);
    if (!email)
        return fail(Error::invalid({{u"/email"_s, u"email_invalid"_s, {}}}));
    PORTIER_ASSIGN(known, AccountStore(tx).findByEmail(email->compared));
    return Person{known ? known->account.id : QString(), email->compared};
}

Result<> mayErase(Transaction &tx, const QString &accountId)
{
    AccountStore accounts(tx);
    PORTIER_TRY(accounts.lockAdmins());
    PORTIER_ASSIGN(account, accounts.find(accountId));
    if (!account || !account->isActive() || !account->isAdmin())
        return {};
    PORTIER_ASSIGN(admins, accounts.countActiveAdmins());
    return admins > 1 ? Result<>() : fail(Error::conflict(u"last_admin"_s));
}

Result<bool> mayAct(Transaction &tx, const QString &accountId, bool forOthers)
{
    PORTIER_ASSIGN(account, AccountStore(tx).find(accountId));
    return account && account->isActive() && (account->isAdmin() || !forOthers);
}

Result<> endSessions(Transaction &tx, const QString &accountId, Instant)
{
    PORTIER_TRY(identity::SessionStore(tx).removeOthers(accountId, {}));
    return {};
}

Result<QString> enqueueFor(Transaction &tx, const QString &kind, const QString &id, Instant runAt,
                           const QString &requestId, Instant now)
{
    scheduling::NewJob job;
    job.kind = kind;
    job.uniqueKey = id;
    job.payload = {{u"id"_s, id}};
    job.runAt = runAt;
    job.requestId = requestId;
    return enqueue(tx, job, now);
}

Result<> cancelJob(Transaction &tx, const QString &jobId, Instant now)
{
    PORTIER_TRY(scheduling::JobQueue::cancel(tx, jobId, now));
    return {};
}

} // namespace

operations::PersonDirectory makePersonDirectory()
{
    return {byAccount, byEmail, mayErase, mayAct, endSessions, enqueueFor, cancelJob};
}

} // namespace portier::runtime
