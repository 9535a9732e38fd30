// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountservice.h"

#include "core/identity/accountchange.h"
#include "core/identity/accountcreation.h"
#include "core/identity/accountlinks.h"
#include "core/identity/accountstore.h"
#include "core/identity/admission.h"
#include "core/identity/identityrecords.h"
#include "core/identity/passwordpolicy.h"
#include "core/identity/passwordservice.h"
#include "core/identity/profilerules.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Error signUpClosed()
{
    return Error::forbidden(u"signup_closed"_s);
}

} // namespace

AccountService::AccountService(storage::Database &database, std::shared_ptr<Clock> clock,
                               std::shared_ptr<PasswordHasher> hasher, SetupCode setupCode, IdentityOptions options,
                               PostAccountMail post)
    : m_database(database), m_clock(std::move(clock)), m_hasher(std::move(hasher)), m_setupCode(std::move(setupCode)),
      m_options(std::move(options)), m_post(std::move(post))
{
}

QCoro::Task<Result<>> AccountService::prepareSetup()
{
    auto body = [](Transaction &tx) { return AccountStore(tx).hasAny(); };
    PORTIER_CO_ASSIGN(hasAny, co_await m_database.read(std::move(body)));
    if (!hasAny)
        PORTIER_CO_TRY(m_setupCode.ensure());
    else
        m_setupCode.remove();
    co_return Result<>();
}

QCoro::Task<Result<SignIn>> AccountService::signUp(RegisterRequest request, operations::RememberReply<SignIn> reply)
{
    const Instant now = m_clock->now();
    PORTIER_CO_ASSIGN(account, draftAccount({request.email, request.displayName, request.language, request.timeZone},
                                            m_options.timeZone, now));
    const bool admitted = admitsSignUp(m_options, *EmailAddress::parse(account.email));
    const bool mayBeFirst = request.fromLoopback || m_setupCode.matches(request.setupCode);

    // Whoever has no chance is refused before a hash is spent; the transaction below decides.
    auto looking = [](Transaction &tx) { return AccountStore(tx).hasAny(); };
    PORTIER_CO_ASSIGN(hasAny, co_await m_database.read(std::move(looking)));
    if (!hasAny && !mayBeFirst)
        co_return fail(Error::forbidden(u"setup_code_required"_s));
    if (hasAny && !admitted)
        co_return fail(signUpClosed());
    PORTIER_CO_TRY(checkPassword(request.password, account.email));
    PORTIER_CO_ASSIGN(hash, co_await m_hasher->hash(request.password));

    auto body = [account, hash, request, admitted, mayBeFirst, reply, now, post = m_post,
                 length = m_options.sessionLength](Transaction &tx) -> Result<SignIn> {
        Account created = account;
        PORTIER_ASSIGN(isFirst, AccountStore(tx).claimFirst(now));
        if (isFirst && !mayBeFirst)
            return fail(Error::forbidden(u"setup_code_required"_s));
        if (!isFirst && !admitted)
            return fail(signUpClosed());
        if (isFirst) {
            created.roles.insert(Role::Admin);
            created.emailVerifiedAt = now; // PLT-005
        }
        const operations::Actor actor{u"account"_s, created.id, request.device.requestId, request.device.clientPrefix};
        PORTIER_TRY(insertAccount(tx, created, hash, actor, now));
        if (!created.emailVerifiedAt)
            PORTIER_TRY(mailLink(tx, SingleUseKind::Verification, created, created.email, post, actor, now));
        PORTIER_ASSIGN(signIn, SessionService::begin(tx, created, request.device, length, now));
        PORTIER_TRY(operations::remember(reply, tx, signIn));
        return signIn;
    };
    PORTIER_CO_ASSIGN(signIn, co_await m_database.write(std::move(body)));
    if (signIn.account.isAdmin())
        m_setupCode.remove();
    co_return signIn;
}

QCoro::Task<Result<Account>> AccountService::add(NewAccount wanted, operations::Actor actor)
{
    const Instant now = m_clock->now();
    PORTIER_CO_ASSIGN(account, draftAccount({wanted.email, wanted.displayName, wanted.language, wanted.timeZone},
                                            m_options.timeZone, now));
    account.roles.unite(wanted.roles);
    account.emailVerifiedAt = now; // PLT-005
    PORTIER_CO_TRY(checkPassword(wanted.password, account.email));
    PORTIER_CO_ASSIGN(hash, co_await m_hasher->hash(wanted.password));
    auto body = [account, hash, actor, now](Transaction &tx) -> Result<Account> {
        Account created = account;
        PORTIER_ASSIGN(isFirst, AccountStore(tx).claimFirst(now));
        // Nobody could ever sign up on an instance whose first account is no admin (PLT-002).
        if (isFirst)
            created.roles.insert(Role::Admin);
        PORTIER_TRY(insertAccount(tx, created, hash, actor, now));
        return created;
    };
    PORTIER_CO_ASSIGN(created, co_await m_database.write(std::move(body)));
    if (created.isAdmin())
        m_setupCode.remove();
    co_return created;
}

QCoro::Task<Result<QList<Account>>> AccountService::list()
{
    auto body = [](Transaction &tx) { return AccountStore(tx).list(); };
    co_return co_await m_database.read(std::move(body));
}

QCoro::Task<Result<Account>> AccountService::find(QString id)
{
    auto body = [id](Transaction &tx) { return findAccount(tx, id); };
    co_return co_await m_database.read(std::move(body));
}

QCoro::Task<Result<Account>> AccountService::findByEmail(QString email)
{
    auto body = [compared = EmailAddress::compare(email)](Transaction &tx) -> Result<Account> {
        PORTIER_ASSIGN(found, AccountStore(tx).findByEmail(compared));
        if (!found)
            return fail(Error::notFound());
        return found->account;
    };
    co_return co_await m_database.read(std::move(body));
}

QCoro::Task<Result<Account>> AccountService::setActive(QString id, bool active, operations::Actor actor)
{
    ApplyToAccount apply = [active](Account &account) {
        if (account.status != AccountStatus::Erased)
            account.status = active ? AccountStatus::Active : AccountStatus::Disabled;
    };
    return change(std::move(id), std::move(apply), active ? u"enabled"_s : u"disabled"_s, std::move(actor));
}

QCoro::Task<Result<Account>> AccountService::change(QString id, ApplyToAccount apply, QString event,
                                                    operations::Actor actor)
{
    auto body = [id, apply, event, actor, tell = m_tellSight, now = m_clock->now()](Transaction &tx) {
        return watchingSight<Account>(tx, id, tell, now, [&] {
            return changeAccount(tx, {id, std::nullopt, apply, event, actor}, now);
        });
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> AccountService::setPassword(QString id, QString password, operations::Actor actor,
                                                  QString keptSessionId)
{
    PORTIER_CO_ASSIGN(account, co_await find(id));
    PORTIER_CO_TRY(checkPassword(password, account.email));
    PORTIER_CO_ASSIGN(hash, co_await m_hasher->hash(password));
    auto body = [id, hash, actor, keptSessionId, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(findAccount(tx, id));
        return replacePassword(tx, id, hash, keptSessionId, actor, now);
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<Account>> AccountService::updateProfile(QString id, qint64 version, ProfileChange change,
                                                           operations::Actor actor)
{
    const ProfileFields fields{change.email, change.displayName, change.language, change.timeZone};
    PORTIER_CO_TRY(checkProfile(fields));
    auto body = [id, version, change, actor, post = m_post, follow = m_zoneChanged,
                 now = m_clock->now()](Transaction &tx) -> Result<Account> {
        PORTIER_ASSIGN(before, findAccount(tx, id));
        Account after = before;
        after.version = version;
        after.displayName = change.displayName.value_or(before.displayName).trimmed();
        after.language = change.language.value_or(before.language);
        after.timeZone = change.timeZone.value_or(before.timeZone);
        PORTIER_ASSIGN(saved, saveAccount(tx, before, after, u"updated"_s, actor, now));
        if (follow && before.timeZone != after.timeZone)
            PORTIER_TRY(follow(tx, saved, now));
        if (change.email)
            PORTIER_TRY(beginEmailChange(tx, saved, *change.email, post, actor, now));
        return saved;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<QString>> AccountService::pendingEmail(QString id)
{
    auto body = [id, now = m_clock->now()](Transaction &tx) -> Result<QString> {
        PORTIER_ASSIGN(link, SingleUseLinkStore(tx).openLink(SingleUseKind::EmailChange, id, now));
        return link ? link->email : QString();
    };
    co_return co_await m_database.read(std::move(body));
}

} // namespace portier::identity
