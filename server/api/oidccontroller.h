// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace portier
{
class Clock;
}
namespace portier::identity
{
class OidcService;
}

namespace portier::api
{

class ApiRouter;

struct OidcRouteServices {
    identity::OidcService &oidc; ///< outlives the router
    std::shared_ptr<Clock> clock;
    QString publicUrl;
};

/// GET /api/v1/auth/providers, POST /auth/{provider}/start, GET /auth/{provider}/callback,
/// POST /me/identities/{provider}/start. The only routes of the API that read cookies (PLT-022): start and callback
/// share one that binds them to a browser.
void addOidcRoutes(ApiRouter &router, OidcRouteServices services);

} // namespace portier::api
