// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/invitationservice.h"

#include "core/base/uuid.h"
#include "core/identity/accountcreation.h"
#include "core/identity/accountstore.h"
#include "core/identity/identityrecords.h"
#include "core/identity/profilerules.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Error invitationEnded()
{
    return Error::conflict(u"invitation_ended"_s);
}

Result<> checkInvitation(const NewInvitation &wanted, const QStringList &allowlist)
{
    const ProfileFields fields{wanted.email, std::nullopt, wanted.language, std::nullopt};
    PORTIER_TRY(checkProfile(fields));
    if (!allowlist.isEmpty() && !EmailAddress::parse(wanted.email)->isIn(allowlist))
        return fail(Error::invalid({{u"/email"_s, u"email_not_allowed"_s, {}}}));
    return {};
}

Result<> mailInvitation(Transaction &tx, const Invitation &invitation, const Principal &admin,
                        const PostAccountMail &post, Instant now)
{
    PORTIER_ASSIGN(token,
                   SingleUseLinkStore(tx).issue(SingleUseKind::Invitation, invitation.id, invitation.email, now));
    PORTIER_ASSIGN(inviter, AccountStore(tx).find(admin.accountId));
    AccountMail mail;
    mail.kind = mail.subjectKind = u"invitation"_s;
    mail.subjectId = invitation.id;
    mail.address = invitation.email;
    mail.language = invitation.language;
    mail.token = token;
    mail.facts = {{u"expires_at"_s, toRfc3339(invitation.expiresAt)},
                  {u"invited_by"_s, inviter ? inviter->displayName : u"Portier"_s}};
    mail.cause = admin.actor();
    return postMail(tx, post, mail, now);
}

Result<> replaceOpen(Transaction &tx, const QString &email, const Principal &admin, Instant now)
{
    PORTIER_ASSIGN(older, InvitationStore(tx).findOpen(EmailAddress::compare(email)));
    if (!older)
        return {};
    PORTIER_TRY(InvitationStore(tx).end(older->id, InvitationState::Revoked, {}, now));
    PORTIER_TRY(SingleUseLinkStore(tx).revoke(SingleUseKind::Invitation, older->id));
    return recordInvitation(tx, admin.actor(), u"revoked"_s, older->id, now);
}

Result<Invitation> findOr404(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(found, InvitationStore(tx).find(id));
    return found ? Result<Invitation>(*found) : fail(Error::notFound());
}

} // namespace

InvitationService::InvitationService(storage::Database &database, std::shared_ptr<Clock> clock, PostAccountMail post,
                                     IdentityOptions options)
    : m_database(database), m_clock(std::move(clock)), m_post(std::move(post)), m_options(std::move(options))
{
}

QCoro::Task<Result<Invitation>> InvitationService::invite(NewInvitation wanted, Principal admin,
                                                          operations::RememberReply<Invitation> reply)
{
    PORTIER_CO_TRY(checkInvitation(wanted, m_options.allowlist));
    auto body = [wanted, admin, reply, post = m_post, now = m_clock->now()](Transaction &tx) -> Result<Invitation> {
        PORTIER_ASSIGN(free, AccountStore(tx).isFree(EmailAddress::compare(wanted.email), {}));
        if (!free)
            return fail(emailTaken());
        PORTIER_TRY(replaceOpen(tx, wanted.email, admin, now));
        Invitation invitation;
        invitation.id = newUuid(now);
        invitation.email = EmailAddress::parse(wanted.email)->typed;
        invitation.language = wanted.language;
        invitation.roles = wanted.roles + QSet{Role::Member};
        invitation.parties = wanted.parties;
        invitation.invitedBy = admin.accountId;
        invitation.createdAt = now;
        invitation.expiresAt = now + lifetimeOf(SingleUseKind::Invitation);
        PORTIER_ASSIGN(inserted, InvitationStore(tx).insert(invitation));
        if (!inserted) // another one came first, at this very moment
            return fail(Error::conflict(u"conflict"_s));
        PORTIER_TRY(mailInvitation(tx, invitation, admin, post, now));
        PORTIER_TRY(recordInvitation(tx, admin.actor(), u"created"_s, invitation.id, now));
        PORTIER_TRY(operations::remember(reply, tx, invitation));
        return invitation;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<InvitationPage>> InvitationService::page(std::optional<InvitationState> state,
                                                            std::optional<InvitationPosition> after, int limit,
                                                            Principal admin)
{
    // One more than the page holds tells whether there is a next one.
    auto body = [state, after, limit, admin, now = m_clock->now()](Transaction &tx) -> Result<QList<Invitation>> {
        PORTIER_TRY(
            operations::appendAudit(tx, {admin.actor(), u"invitation.read"_s, u"invitation"_s, {}, u"ok"_s, {}}, now));
        return InvitationStore(tx).page(state, after, limit + 1);
    };
    PORTIER_CO_ASSIGN(items, co_await m_database.write(std::move(body)));
    InvitationPage page{items, std::nullopt};
    if (items.size() > limit) {
        page.items.removeLast();
        page.next = InvitationPosition{page.items.constLast().createdAt, page.items.constLast().id};
    }
    co_return page;
}

QCoro::Task<Result<Invitation>> InvitationService::resend(QString id, Principal admin)
{
    auto body = [id, admin, post = m_post, now = m_clock->now()](Transaction &tx) -> Result<Invitation> {
        PORTIER_ASSIGN(invitation, findOr404(tx, id));
        if (invitation.state != InvitationState::Open)
            return fail(invitationEnded());
        invitation.expiresAt = now + lifetimeOf(SingleUseKind::Invitation);
        PORTIER_TRY(InvitationStore(tx).setExpiry(id, invitation.expiresAt));
        PORTIER_TRY(mailInvitation(tx, invitation, admin, post, now));
        PORTIER_TRY(recordInvitation(tx, admin.actor(), u"resent"_s, id, now));
        return invitation;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> InvitationService::revoke(QString id, Principal admin)
{
    auto body = [id, admin, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(findOr404(tx, id));
        PORTIER_ASSIGN(ended, InvitationStore(tx).end(id, InvitationState::Revoked, {}, now));
        if (!ended)
            return fail(invitationEnded());
        PORTIER_TRY(SingleUseLinkStore(tx).revoke(SingleUseKind::Invitation, id));
        return recordInvitation(tx, admin.actor(), u"revoked"_s, id, now);
    };
    co_return co_await m_database.write(std::move(body));
}

} // namespace portier::identity
