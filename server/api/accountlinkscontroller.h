// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::identity
{
class AccountLinks;
}
namespace portier::operations
{
class RateLimits;
}

namespace portier::api
{

class ApiRouter;

/// POST /api/v1/auth/verify, /auth/verify/resend, /auth/password-reset, /auth/password-reset/confirm. Both services
/// must outlive the router.
void addAccountLinkRoutes(ApiRouter &router, identity::AccountLinks &links, operations::RateLimits &limits);

} // namespace portier::api
