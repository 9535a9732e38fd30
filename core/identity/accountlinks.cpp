// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountlinks.h"

#include "core/identity/accountcreation.h"
#include "core/identity/accountstore.h"
#include "core/identity/admission.h"
#include "core/identity/identityrecords.h"
#include "core/identity/invitation.h"
#include "core/identity/passwordpolicy.h"
#include "core/identity/passwordservice.h"
#include "core/identity/profilerules.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Error invalidLink()
{
    return Error::forbidden(u"invalid_link"_s);
}

/// A link with what it is about, as it stands at this moment.
struct OpenLink {
    SingleUseLink link;
    Account account;       ///< not of an invitation
    Invitation invitation; ///< of an invitation only
};

/// The link must still fit its account: active, and for verification and reset with the address it went to.
Result<OpenLink> stillGood(Transaction &tx, const SingleUseLink &link)
{
    OpenLink open{link, {}, {}};
    if (link.kind == SingleUseKind::Invitation) {
        PORTIER_ASSIGN(invitation, InvitationStore(tx).find(link.subjectId));
        if (!invitation || invitation->state != InvitationState::Open)
            return fail(invalidLink());
        open.invitation = *invitation;
        return open;
    }
    PORTIER_ASSIGN(account, AccountStore(tx).find(link.subjectId));
    const bool sameAddress = account && EmailAddress::compare(account->email) == EmailAddress::compare(link.email);
    if (!account || !account->isActive() || (link.kind != SingleUseKind::EmailChange && !sameAddress))
        return fail(invalidLink());
    open.account = *account;
    return open;
}

Result<OpenLink> findLink(Transaction &tx, const QString &token, Instant now)
{
    PORTIER_ASSIGN(link, SingleUseLinkStore(tx).find(token, now));
    if (!link)
        return fail(invalidLink());
    return stillGood(tx, *link);
}

Result<OpenLink> takeLink(Transaction &tx, const QString &token, Instant now)
{
    PORTIER_ASSIGN(link, SingleUseLinkStore(tx).take(token, now));
    if (!link)
        return fail(invalidLink());
    return stillGood(tx, *link);
}

/// What is known before the transaction that acts.
struct Plan {
    QString token;
    AccountLinkAction action;
    QString passwordHash;
    Account draft; ///< of an invitation
    IdentityOptions options;
    PostAccountMail post;
    SightChanged tellSight;
    Instant now;

    [[nodiscard]] operations::Actor actor(const QString &accountId) const
    {
        return {u"account"_s, accountId, action.device.requestId, action.device.clientPrefix};
    }
};

Result<Account> reread(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(account, AccountStore(tx).find(id));
    return account ? Result<Account>(*account) : fail(Error::notFound());
}

Result<AccountLinkOutcome> verify(Transaction &tx, const OpenLink &open, const Plan &plan)
{
    const QString id = open.account.id;
    if (!open.account.emailVerifiedAt) {
        PORTIER_TRY(AccountStore(tx).setEmail(id, open.account.email, plan.now));
        PORTIER_TRY(recordAccount(tx, plan.actor(id), u"email_verified"_s, id, {}, plan.now));
    }
    PORTIER_ASSIGN(account, reread(tx, id));
    return AccountLinkOutcome{open.link.kind, account, std::nullopt};
}

Result<AccountLinkOutcome> changeEmail(Transaction &tx, const OpenLink &open, const Plan &plan)
{
    const QString id = open.account.id;
    const operations::Actor actor = plan.actor(id);
    PORTIER_ASSIGN(free, AccountStore(tx).isFree(EmailAddress::compare(open.link.email), id));
    if (!free)
        return fail(emailTaken());
    // Two who take the same address at once meet at the unique index.
    PORTIER_TRY(AccountStore(tx).setEmail(id, open.link.email, plan.now));
    // Links on their way to the old address open nothing any more.
    PORTIER_TRY(SingleUseLinkStore(tx).revoke(SingleUseKind::PasswordReset, id));
    PORTIER_TRY(SingleUseLinkStore(tx).revoke(SingleUseKind::Verification, id));
    PORTIER_TRY(recordAccount(tx, actor, u"email_changed"_s, id, {{u"email"_s, QJsonArray()}}, plan.now));
    AccountMail notice = mailTo(open.account, u"email_changed"_s, actor);
    notice.facts = {{u"changed_at"_s, toRfc3339(plan.now)}};
    PORTIER_TRY(postMail(tx, plan.post, notice, plan.now));
    PORTIER_ASSIGN(account, reread(tx, id));
    return AccountLinkOutcome{open.link.kind, account, std::nullopt};
}

Result<AccountLinkOutcome> resetPassword(Transaction &tx, const OpenLink &open, const Plan &plan)
{
    const QString id = open.account.id;
    PORTIER_TRY(replacePassword(tx, id, plan.passwordHash, {}, plan.actor(id), plan.now));
    // Whoever had the account may have begun to take its address away, too.
    PORTIER_TRY(SingleUseLinkStore(tx).revoke(SingleUseKind::EmailChange, id));
    PORTIER_ASSIGN(account, reread(tx, id));
    return AccountLinkOutcome{open.link.kind, account, std::nullopt};
}

Result<AccountLinkOutcome> acceptInvitation(Transaction &tx, const OpenLink &open, const Plan &plan)
{
    Account account = plan.draft;
    account.roles.unite(open.invitation.roles);
    account.emailVerifiedAt = plan.now; // PLT-005
    const operations::Actor actor = plan.actor(account.id);
    PORTIER_TRY(AccountStore(tx).claimFirst(plan.now));
    PORTIER_TRY(insertAccount(tx, account, plan.passwordHash, actor, plan.now));
    PORTIER_TRY(AccountStore(tx).setParties(account.id, open.invitation.parties));
    PORTIER_ASSIGN(ended, InvitationStore(tx).end(open.invitation.id, InvitationState::Accepted, account.id, plan.now));
    if (!ended)
        return fail(invalidLink());
    PORTIER_TRY(recordInvitation(tx, actor, u"accepted"_s, open.invitation.id, plan.now));
    PORTIER_ASSIGN(stored, reread(tx, account.id));
    PORTIER_ASSIGN(signIn, SessionService::begin(tx, stored, plan.action.device, plan.options.sessionLength, plan.now));
    return AccountLinkOutcome{open.link.kind, stored, signIn};
}

Result<AccountLinkOutcome> carryOut(Transaction &tx, const Plan &plan)
{
    PORTIER_ASSIGN(open, takeLink(tx, plan.token, plan.now));
    switch (open.link.kind) {
    case SingleUseKind::Invitation:
        return acceptInvitation(tx, open, plan);
    case SingleUseKind::Verification:
        return watchingSight<AccountLinkOutcome>(tx, open.account.id, plan.tellSight, plan.now,
                                                 [&] { return verify(tx, open, plan); });
    case SingleUseKind::EmailChange:
        return watchingSight<AccountLinkOutcome>(tx, open.account.id, plan.tellSight, plan.now,
                                                 [&] { return changeEmail(tx, open, plan); });
    case SingleUseKind::PasswordReset:
        return resetPassword(tx, open, plan);
    }
    return fail(invalidLink());
}

bool needsPassword(SingleUseKind kind)
{
    return kind == SingleUseKind::Invitation || kind == SingleUseKind::PasswordReset;
}

/// What a person who accepts an invitation says about the account.
Result<Account> draftInvited(const Invitation &invitation, const AccountLinkAction &action,
                             const IdentityOptions &options, Instant now)
{
    if (!action.email.isEmpty() && EmailAddress::compare(action.email) != EmailAddress::compare(invitation.email))
        return fail(Error::invalid({{u"/email"_s, u"not_invited"_s, {}}}));
    const QString language = action.language.isEmpty() ? invitation.language : action.language;
    return draftAccount({invitation.email, action.displayName, language, action.timeZone}, options.timeZone, now);
}

} // namespace

AccountLinks::AccountLinks(storage::Database &database, std::shared_ptr<Clock> clock,
                           std::shared_ptr<PasswordHasher> hasher, PostAccountMail post, IdentityOptions options)
    : m_database(database), m_clock(std::move(clock)), m_hasher(std::move(hasher)), m_post(std::move(post)),
      m_options(std::move(options))
{
}

QCoro::Task<Result<AccountLinkView>> AccountLinks::inspect(QString token)
{
    auto body = [token, now = m_clock->now()](Transaction &tx) { return findLink(tx, token, now); };
    PORTIER_CO_ASSIGN(open, co_await m_database.read(std::move(body)));
    const bool invited = open.link.kind == SingleUseKind::Invitation;
    co_return AccountLinkView{open.link.kind, open.link.email, open.account.displayName,
                              invited ? open.invitation.language : open.account.language, open.link.expiresAt};
}

QCoro::Task<Result<AccountLinkOutcome>> AccountLinks::act(QString token, AccountLinkAction action,
                                                          operations::RememberReply<AccountLinkOutcome> reply)
{
    Plan plan{token, std::move(action), {}, {}, m_options, m_post, m_tellSight, m_clock->now()};
    auto looking = [token, now = plan.now](Transaction &tx) { return findLink(tx, token, now); };
    PORTIER_CO_ASSIGN(open, co_await m_database.read(std::move(looking)));
    if (!plan.action.kinds.isEmpty() && !plan.action.kinds.contains(open.link.kind))
        co_return fail(invalidLink());
    if (open.link.kind == SingleUseKind::Invitation) {
        PORTIER_CO_ASSIGN(draft, draftInvited(open.invitation, plan.action, m_options, plan.now));
        plan.draft = draft;
    }
    if (needsPassword(open.link.kind)) {
        PORTIER_CO_TRY(checkPassword(plan.action.password, open.link.email));
        PORTIER_CO_ASSIGN(hash, co_await m_hasher->hash(plan.action.password));
        plan.passwordHash = hash;
        plan.now = m_clock->now(); // hashing took its time
    }
    auto body = [plan, reply](Transaction &tx) -> Result<AccountLinkOutcome> {
        PORTIER_ASSIGN(outcome, carryOut(tx, plan));
        PORTIER_TRY(operations::remember(reply, tx, outcome));
        return outcome;
    };
    auto outcome = co_await m_database.write(std::move(body));
    if (!outcome && outcome.error().code == "unique_violation"_L1)
        co_return fail(emailTaken());
    co_return outcome;
}

QCoro::Task<Result<>> AccountLinks::sendVerification(Principal caller)
{
    auto body = [caller, post = m_post, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(account, reread(tx, caller.accountId));
        if (account.emailVerifiedAt)
            return {};
        PORTIER_TRY(mailLink(tx, SingleUseKind::Verification, account, account.email, post, caller.actor(), now));
        return recordAccount(tx, caller.actor(), u"verification_sent"_s, account.id, {}, now);
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> AccountLinks::sendReset(QString email, operations::Actor actor)
{
    auto body = [email, actor, post = m_post, allowlist = m_options.allowlist,
                 now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(found, AccountStore(tx).findByEmail(EmailAddress::compare(email)));
        if (!found)
            return {};
        PORTIER_ASSIGN(welcome, mayAct(tx, found->account, allowlist));
        if (!welcome)
            return {};
        const Account &account = found->account;
        PORTIER_TRY(mailLink(tx, SingleUseKind::PasswordReset, account, account.email, post, actor, now));
        return recordAccount(tx, actor, u"reset_sent"_s, account.id, {}, now);
    };
    co_return co_await m_database.write(std::move(body));
}

Result<> beginEmailChange(Transaction &tx, const Account &account, const QString &email, const PostAccountMail &post,
                          const operations::Actor &actor, Instant now)
{
    const ProfileFields fields{email, std::nullopt, std::nullopt, std::nullopt};
    PORTIER_TRY(checkProfile(fields));
    const EmailAddress wanted = *EmailAddress::parse(email);
    SingleUseLinkStore links(tx);
    PORTIER_TRY(links.revoke(SingleUseKind::EmailChange, account.id));
    if (wanted.compared == EmailAddress::compare(account.email))
        return {};
    PORTIER_ASSIGN(free, AccountStore(tx).isFree(wanted.compared, account.id));
    return mailLink(tx, SingleUseKind::EmailChange, account, wanted.typed, free ? post : PostAccountMail(), actor, now);
}

} // namespace portier::identity
