// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountservice.h"
#include "core/identity/oidcservice.h"
#include "core/identity/sessionservice.h"
#include "core/operations/ratelimits.h"
#include "server/pages/pagerouter.h"

namespace portier::pages
{

struct SignInServices {
    identity::AccountService &accounts;
    identity::SessionService &sessions;
    operations::RateLimits &limits;
    identity::OidcService &oidc;
};

/// /sign-in and /sign-out: a session in a cookie (PLT-022). Services must outlive the router.
void addSignInPages(PageRouter &router, SignInServices services);

/// Signs in with what was typed, under the policies and the lockout of the API. Errors: those of
/// SessionService::signIn(), Conflict "rate_limited".
QCoro::Task<Result<identity::SignIn>> signInWith(PageRequest request, SignInServices services,
                                                 std::shared_ptr<const Site> site, QString deviceName);
/// What to say about a refused sign-in.
[[nodiscard]] QString signInComplaint(const PageRequest &request, const Error &error);
/// The cookies of a fresh session.
void addSessionCookies(const Site &site, const identity::SignIn &signIn, api::ApiResponse *response);

} // namespace portier::pages
