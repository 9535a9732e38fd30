// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/sessionservice.h"

#include "core/base/uuid.h"
#include "core/identity/accountstore.h"
#include "core/identity/admission.h"
#include "core/identity/identityrecords.h"
#include "core/identity/lockoutstore.h"
#include "core/identity/sessionstore.h"
#include "core/identity/signinattempt.h"
#include "core/identity/singleuselink.h"
#include "core/identity/tokens.h"
#include "core/operations/erasures.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Transaction;

namespace
{

constexpr Millis deviceTokenLength = std::chrono::days(400);
constexpr Millis touchEvery = 1min;

Error invalidCredentials()
{
    return Error::forbidden(u"invalid_credentials"_s);
}

Error invalidToken()
{
    return Error::forbidden(u"invalid_token"_s);
}

operations::Actor actorOf(const SignInRequest &request, const QString &accountId)
{
    return {accountId.isEmpty() ? u"anonymous"_s : u"account"_s, accountId, request.requestId, request.clientPrefix};
}

/// To whoever has signed in before: an account's first device is no news.
Result<> tellOfNewDevice(Transaction &tx, const Account &account, const SignInRequest &request,
                         const PostAccountMail &post, Instant now)
{
    PORTIER_ASSIGN(hasOther, SessionStore(tx).hasDevice(account.id, now));
    if (!hasOther || !account.emailVerifiedAt)
        return {};
    AccountMail mail = mailTo(account, u"new_device"_s, actorOf(request, account.id));
    mail.facts = {{u"signed_in_at"_s, toRfc3339(now)}};
    if (!request.deviceName.isEmpty())
        mail.facts.insert(u"device"_s, request.deviceName);
    if (!request.platform.isEmpty())
        mail.facts.insert(u"platform"_s, request.platform);
    return postMail(tx, post, mail, now);
}

Result<SignIn> succeed(Transaction &tx, const SignInAttempt &attempt, const SignInRequest &request,
                       const std::optional<QString> &betterHash, const IdentityOptions &options,
                       const PostAccountMail &post, Instant now)
{
    // Hashing took its time: the account may have been disabled, or its password changed, meanwhile.
    AccountStore accounts(tx);
    PORTIER_ASSIGN(secrets, accounts.findByEmail(EmailAddress::compare(request.email)));
    if (!secrets || !secrets->account.isActive() || secrets->passwordHash != attempt.known->passwordHash)
        return fail(invalidCredentials());
    const Account &account = secrets->account;
    PORTIER_ASSIGN(allowed, isAllowed(tx, account, options.allowlist));
    if (!allowed)
        return fail(Error::forbidden(u"not_allowed"_s));
    if (betterHash)
        PORTIER_TRY(accounts.setPasswordHash(account.id, *betterHash, now));
    PORTIER_TRY(attempt.succeed(tx));
    if (!attempt.fromKnownDevice)
        PORTIER_TRY(tellOfNewDevice(tx, account, request, post, now));
    return SessionService::begin(tx, account, request, options.sessionLength, now);
}

struct FoundSession {
    Session session;
    Account account;
    bool isAllowed = true;
};

Result<FoundSession> findSession(Transaction &tx, const QByteArray &hash, const QStringList &allowlist, Instant now)
{
    PORTIER_ASSIGN(session, SessionStore(tx).findByToken(hash));
    if (!session || session->expiresAt <= now)
        return fail(invalidToken());
    PORTIER_ASSIGN(account, AccountStore(tx).find(session->accountId));
    if (!account || !account->isActive())
        return fail(invalidToken());
    PORTIER_ASSIGN(allowed, isAllowed(tx, *account, allowlist));
    if (allowed && session->barredAt)
        return fail(invalidToken()); // PLT-034: stays ended
    return FoundSession{*session, *account, allowed};
}

Principal toPrincipal(const FoundSession &found, const QString &clientPrefix)
{
    Principal principal;
    principal.kind = Principal::Kind::Account;
    principal.id = principal.accountId = found.account.id;
    principal.sessionId = found.session.id;
    principal.roles = found.account.roles;
    principal.isUnverified = !found.account.emailVerifiedAt;
    principal.language = found.account.language;
    principal.timeZone = found.account.timeZone;
    principal.clientPrefix = clientPrefix;
    return principal;
}

} // namespace

SessionService::SessionService(storage::Database &database, std::shared_ptr<Clock> clock,
                               std::shared_ptr<PasswordHasher> hasher, IdentityOptions options, PostAccountMail post)
    : m_database(database), m_clock(std::move(clock)), m_hasher(std::move(hasher)), m_options(std::move(options)),
      m_post(std::move(post))
{
}

QCoro::Task<Result<SignIn>> SessionService::signIn(SignInRequest request)
{
    auto beginning = [request, now = m_clock->now()](Transaction &tx) {
        return SignInAttempt::begin(tx, request, now);
    };
    PORTIER_CO_ASSIGN(attempt, co_await m_database.write(std::move(beginning)));

    const auto check = co_await m_hasher->verify(request.password, attempt.storedHash());
    if (!check) {
        auto undo = [attempt](Transaction &tx) { return attempt.undo(tx); };
        PORTIER_CO_TRY(co_await m_database.write(std::move(undo)));
        co_return fail(check.error());
    }
    if (!check->matches) {
        const QString accountId = attempt.known ? attempt.known->account.id : QString();
        auto record = [attempt, accountId, request, now = m_clock->now()](Transaction &tx) -> Result<> {
            PORTIER_TRY(attempt.fail(tx));
            return recordFailedSignIn(tx, actorOf(request, accountId), accountId, now);
        };
        PORTIER_CO_TRY(co_await m_database.write(std::move(record)));
        co_return fail(invalidCredentials());
    }
    std::optional<QString> betterHash;
    if (check->isWeaker) {
        // PLT-012; when the queue is full the next sign-in will do it.
        if (const auto hash = co_await m_hasher->hash(request.password))
            betterHash = *hash;
    }
    auto success = [attempt, request, betterHash, options = m_options, post = m_post, now = m_clock->now()](
                       Transaction &tx) { return succeed(tx, attempt, request, betterHash, options, post, now); };
    auto signIn = co_await m_database.write(std::move(success));
    if (!signIn && signIn.error().kind != ErrorKind::Forbidden) {
        // The password was right and the storage was not: nobody failed. What cannot be taken back now is forgotten
        // later.
        auto undo = [attempt](Transaction &tx) { return attempt.undo(tx); };
        (void)co_await m_database.write(std::move(undo));
    }
    co_return signIn;
}

Result<SignIn> SessionService::begin(Transaction &tx, const Account &account, const SignInRequest &request,
                                     Millis length, Instant now)
{
    SignIn signIn;
    signIn.account = account;
    signIn.token = newToken(u"ps_"_s);
    signIn.deviceToken = newToken(u"pd_"_s);
    signIn.session = {newUuid(now),         account.id, request.deviceName, request.platform,
                      request.clientPrefix, now,        now + length,       now};
    SessionStore store(tx);
    PORTIER_TRY(store.insert(signIn.session, tokenHash(signIn.token)));
    PORTIER_TRY(store.insertDevice(tokenHash(signIn.deviceToken), account.id, now, now + deviceTokenLength));
    const operations::Actor actor = actorOf(request, account.id);
    PORTIER_TRY(operations::Erasures::cancelBySignIn(tx, account.id, actor, now)); // PLT-158
    PORTIER_TRY(recordSession(tx, actor, u"created"_s, account.id, signIn.session.id, now));
    return signIn;
}

QCoro::Task<Result<>> SessionService::signOut(QString token, operations::Actor actor)
{
    auto body = [hash = tokenHash(token), actor, now = m_clock->now()](Transaction &tx) mutable -> Result<> {
        SessionStore store(tx);
        PORTIER_ASSIGN(session, store.findByToken(hash));
        if (!session)
            return {};
        PORTIER_TRY(store.remove(session->accountId, session->id));
        actor.kind = u"account"_s;
        actor.id = session->accountId;
        return recordSession(tx, actor, u"ended"_s, session->accountId, session->id, now);
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<Principal>> SessionService::authenticate(QString token, QString clientPrefix)
{
    if (!token.startsWith("ps_"_L1))
        co_return fail(invalidToken());
    const Instant now = m_clock->now();
    auto body = [hash = tokenHash(token), allowlist = m_options.allowlist, now](Transaction &tx) {
        return findSession(tx, hash, allowlist, now);
    };
    PORTIER_CO_ASSIGN(found, co_await m_database.read(std::move(body)));
    if (!found.isAllowed) {
        if (!found.session.barredAt)
            m_touches.add(bar(found.account.id, now));
        co_return fail(Error::forbidden(u"not_allowed"_s));
    }
    if (now - found.session.lastUsedAt >= touchEvery)
        m_touches.add(touch(found.session.id, now));
    co_return toPrincipal(found, clientPrefix);
}

QCoro::Task<> SessionService::touch(QString sessionId, Instant now)
{
    // Bookkeeping: that it fails is nobody's failure.
    auto body = [sessionId, now](Transaction &tx) { return SessionStore(tx).touch(sessionId, now); };
    (void)co_await m_database.write(std::move(body));
}

QCoro::Task<> SessionService::bar(QString accountId, Instant now)
{
    // Should it fail, the next request with the session finds the same.
    auto body = [accountId, now](Transaction &tx) { return barAccount(tx, accountId, now); };
    (void)co_await m_database.write(std::move(body));
}

QCoro::Task<Result<QList<Session>>> SessionService::list(QString accountId)
{
    auto body = [accountId, now = m_clock->now()](Transaction &tx) { return SessionStore(tx).list(accountId, now); };
    co_return co_await m_database.read(std::move(body));
}

QCoro::Task<Result<>> SessionService::end(Principal caller, QString sessionId)
{
    auto body = [caller, sessionId, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(removed, SessionStore(tx).remove(caller.accountId, sessionId));
        if (!removed)
            return fail(Error::notFound());
        return recordSession(tx, caller.actor(), u"ended"_s, caller.accountId, sessionId, now);
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> SessionService::endOthers(Principal caller)
{
    auto body = [caller, now = m_clock->now()](Transaction &tx) -> Result<> {
        return endAll(tx, caller.actor(), caller.accountId, caller.sessionId, now);
    };
    co_return co_await m_database.write(std::move(body));
}

Result<> SessionService::endAll(Transaction &tx, const operations::Actor &actor, const QString &accountId,
                                const QString &keptSessionId, Instant now)
{
    SessionStore store(tx);
    PORTIER_ASSIGN(sessions, store.list(accountId, now));
    for (const Session &session : std::as_const(sessions)) {
        if (session.id != keptSessionId)
            PORTIER_TRY(recordSession(tx, actor, u"ended"_s, accountId, session.id, now));
    }
    PORTIER_TRY(store.removeOthers(accountId, keptSessionId));
    return {};
}

Result<qint64> SessionService::removeExpired(Transaction &tx, Instant now)
{
    PORTIER_TRY(LockoutStore(tx).removeForgotten(now));
    PORTIER_TRY(SingleUseLinkStore(tx).removeExpired(now));
    return SessionStore(tx).removeExpired(now);
}

} // namespace portier::identity
