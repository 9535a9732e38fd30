// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountmail.h"
#include "core/identity/identityoptions.h"
#include "core/identity/invitation.h"
#include "core/operations/idempotency.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::identity
{

struct NewInvitation {
    QString email;
    QString language; ///< of the mail; empty: the instance's
    QSet<Role> roles;
    QStringList parties; ///< of an approver
};

struct InvitationPage {
    QList<Invitation> items;
    std::optional<InvitationPosition> next; ///< nothing at the end
};

/// Who is asked in by admins (PLT-004). Accepting is AccountLinks::act(). Lives on the core thread; must outlive the
/// tasks it returned.
class InvitationService
{
public:
    InvitationService(storage::Database &database, std::shared_ptr<Clock> clock, PostAccountMail post,
                      IdentityOptions options = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }

    /// Mails a link valid 7 days; takes the place of an open invitation to the same address. Errors: validation_failed
    /// ("/email" email_invalid, email_not_allowed), Conflict "email_taken".
    QCoro::Task<Result<Invitation>> invite(NewInvitation wanted, Principal admin,
                                           operations::RememberReply<Invitation> reply = {});
    /// Newest first; the reading is audited (PLT-010).
    QCoro::Task<Result<InvitationPage>> page(std::optional<InvitationState> state,
                                             std::optional<InvitationPosition> after, int limit, Principal admin);
    /// Mails a new link, which ends the older one. Errors: NotFound, Conflict "invitation_ended".
    QCoro::Task<Result<Invitation>> resend(QString id, Principal admin);
    /// Errors: NotFound, Conflict "invitation_ended".
    QCoro::Task<Result<>> revoke(QString id, Principal admin);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    PostAccountMail m_post;
    IdentityOptions m_options;
};

} // namespace portier::identity
