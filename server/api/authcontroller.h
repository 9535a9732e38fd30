// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier
{
class Clock;
}
namespace portier::identity
{
class AccountLinks;
class AccountService;
class SessionService;
} // namespace portier::identity
namespace portier::operations
{
class RateLimits;
}

namespace portier::api
{

class ApiRouter;

/// What sign-up and sign-in need; everything must outlive the router.
struct AuthServices {
    identity::AccountService &accounts;
    identity::SessionService &sessions;
    identity::AccountLinks &links;
    operations::RateLimits &limits;
};

/// POST /api/v1/auth/register, /auth/login, /auth/logout.
void addAuthRoutes(ApiRouter &router, AuthServices services, std::shared_ptr<Clock> clock);

} // namespace portier::api
