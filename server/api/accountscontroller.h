// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/cursors.h"

namespace portier
{
class Clock;
}
namespace portier::identity
{
class AccountAdministration;
class InvitationService;
} // namespace portier::identity

namespace portier::api
{

class ApiRouter;

/// What admins need for accounts and invitations; everything must outlive the router.
struct AccountAdminServices {
    identity::AccountAdministration &accounts;
    identity::InvitationService &invitations;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<const Cursors> cursors;
};

/// GET, POST /api/v1/admin/accounts; GET, PATCH /{id}; POST /{id}/disable, /{id}/enable; DELETE /{id}/sessions.
void addAccountRoutes(ApiRouter &router, const AccountAdminServices &services);
/// GET, POST /api/v1/admin/invitations; POST /{id}/resend; DELETE /{id}.
void addInvitationRoutes(ApiRouter &router, const AccountAdminServices &services);

} // namespace portier::api
