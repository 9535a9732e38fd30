// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::identity
{
class AccountService;
class PasswordService;
class SessionService;
} // namespace portier::identity
namespace portier::operations
{
class RateLimits;
}

namespace portier::api
{

class ApiRouter;

/// What the own account's routes need; everything must outlive the router.
struct MeServices {
    identity::AccountService &accounts;
    identity::SessionService &sessions;
    identity::PasswordService &passwords;
    operations::RateLimits &limits;
};

/// GET and PATCH /api/v1/me, POST /me/password, GET and DELETE /me/sessions, DELETE /me/sessions/{id}, GET /me/limits.
void addMeRoutes(ApiRouter &router, MeServices services);

} // namespace portier::api
