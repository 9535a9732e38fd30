// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountmail.h"
#include "core/identity/accountsight.h"
#include "core/identity/identityoptions.h"
#include "core/identity/passwordhasher.h"
#include "core/identity/sessionservice.h"
#include "core/operations/idempotency.h"
#include "core/storage/database.h"

namespace portier::identity
{

/// What a single-use link is about, for a page that shows it before anybody acts.
struct AccountLinkView {
    SingleUseKind kind = SingleUseKind::Verification;
    QString email;       ///< the address the link was sent to
    QString displayName; ///< empty for an invitation
    QString language;    ///< of the person; empty: unknown
    Instant expiresAt;
};

/// What the person adds when acting. Verification and change of e-mail need nothing.
struct AccountLinkAction {
    QString password;                ///< reset, invitation
    QString displayName;             ///< invitation; empty: the local part of the address
    QString language;                ///< invitation
    QString timeZone;                ///< invitation
    QString email;                   ///< invitation; when given, it must be the invited one
    QList<SingleUseKind> kinds = {}; ///< what the link may be for; empty: anything
    SignInRequest device;            ///< invitation: of the session that begins; always: client prefix and request id
};

/// What acting brought about.
struct AccountLinkOutcome {
    SingleUseKind kind = SingleUseKind::Verification;
    Account account;
    std::optional<SignIn> signIn; ///< after an invitation
};

/// What happens behind the links /account/{token}: invitation, verification, change of e-mail, reset (PLT-004, PLT-005,
/// PLT-015). Lives on the core thread; must outlive the tasks it returned.
class AccountLinks
{
public:
    AccountLinks(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<PasswordHasher> hasher,
                 PostAccountMail post, IdentityOptions options = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }
    void whenSightChanges(SightChanged tell) { m_tellSight = std::move(tell); }

    /// Changes nothing (PLT-041). Error: Forbidden "invalid_link" (401) for a token that is unknown, used, replaced,
    /// expired, or whose account or invitation is gone.
    QCoro::Task<Result<AccountLinkView>> inspect(QString token);
    /// Does what the link is for. A refused action leaves the link good. Errors: Forbidden "invalid_link" (401),
    /// validation_failed, Conflict "email_taken", Unavailable "busy".
    QCoro::Task<Result<AccountLinkOutcome>> act(QString token, AccountLinkAction action,
                                                operations::RememberReply<AccountLinkOutcome> reply = {});

    /// Mails a new verification link; nothing for an account that is verified. Error: NotFound.
    QCoro::Task<Result<>> sendVerification(Principal caller);
    /// Mails a reset link when an active, verified, allowed account has the address; says nothing about it.
    QCoro::Task<Result<>> sendReset(QString email, operations::Actor actor);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<PasswordHasher> m_hasher;
    PostAccountMail m_post;
    IdentityOptions m_options;
    SightChanged m_tellSight;
};

/// Begins a change of e-mail: mails a link to the new address; the present address given again takes a begun change
/// back. An address that another account has gets no mail, which nobody can tell from outside. Error:
/// validation_failed.
[[nodiscard]] Result<> beginEmailChange(storage::Transaction &tx, const Account &account, const QString &email,
                                        const PostAccountMail &post, const operations::Actor &actor, Instant now);

} // namespace portier::identity
