// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/passwordservice.h"

#include "core/identity/accountstore.h"
#include "core/identity/identityrecords.h"
#include "core/identity/passwordpolicy.h"
#include "core/identity/sessionservice.h"
#include "core/identity/signinattempt.h"
#include "core/identity/singleuselink.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Error wrongPassword()
{
    return Error::invalid({{u"/current_password"_s, u"wrong_password"_s, {}}});
}

Result<Account> ownAccount(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(account, AccountStore(tx).find(id));
    if (!account || !account->isActive())
        return fail(Error::notFound());
    return *account;
}

} // namespace

Result<> replacePassword(Transaction &tx, const QString &accountId, const QString &hash, const QString &keptSessionId,
                         const operations::Actor &actor, Instant now)
{
    PORTIER_TRY(AccountStore(tx).setPasswordHash(accountId, hash, now));
    PORTIER_TRY(SessionService::endAll(tx, actor, accountId, keptSessionId, now));
    PORTIER_TRY(SingleUseLinkStore(tx).revoke(SingleUseKind::PasswordReset, accountId));
    return recordAccount(tx, actor, u"password_changed"_s, accountId, {}, now);
}

PasswordService::PasswordService(storage::Database &database, std::shared_ptr<Clock> clock,
                                 std::shared_ptr<PasswordHasher> hasher)
    : m_database(database), m_clock(std::move(clock)), m_hasher(std::move(hasher))
{
}

QCoro::Task<Result<>> PasswordService::change(Principal caller, QString current, QString password)
{
    auto looking = [id = caller.accountId](Transaction &tx) { return ownAccount(tx, id); };
    PORTIER_CO_ASSIGN(account, co_await m_database.read(std::move(looking)));
    PORTIER_CO_TRY(checkPassword(password, account.email));
    if (account.hasPassword)
        PORTIER_CO_TRY(co_await checkCurrent(caller, account.email, current));
    PORTIER_CO_ASSIGN(hash, co_await m_hasher->hash(password));
    auto body = [caller, hash, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(ownAccount(tx, caller.accountId));
        return replacePassword(tx, caller.accountId, hash, caller.sessionId, caller.actor(), now);
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> PasswordService::checkCurrent(Principal caller, QString email, QString current)
{
    SignInRequest asked;
    asked.email = email;
    asked.clientPrefix = caller.clientPrefix;
    asked.clientIsProxy = caller.clientIsProxy;
    asked.requestId = caller.requestId;
    auto beginning = [asked, now = m_clock->now()](Transaction &tx) { return SignInAttempt::begin(tx, asked, now); };
    PORTIER_CO_ASSIGN(attempt, co_await m_database.write(std::move(beginning)));
    const auto check = co_await m_hasher->verify(current, attempt.storedHash());
    auto ending = [attempt, caller, judged = check.has_value(), matches = check && check->matches,
                   now = m_clock->now()](Transaction &tx) -> Result<> {
        if (!judged)
            return attempt.undo(tx);
        if (matches)
            return attempt.succeed(tx);
        PORTIER_TRY(attempt.fail(tx));
        return recordFailedSignIn(tx, caller.actor(), caller.accountId, now);
    };
    PORTIER_CO_TRY(co_await m_database.write(std::move(ending)));
    if (!check)
        co_return fail(check.error());
    if (!check->matches)
        co_return fail(wrongPassword());
    co_return Result<>();
}

} // namespace portier::identity
