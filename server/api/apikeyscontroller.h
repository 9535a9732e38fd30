// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/authenticator.h"
#include "server/api/cursors.h"

namespace portier
{
class Clock;
}
namespace portier::identity
{
class ApiKeyService;
}

namespace portier::api
{

class ApiRouter;

/// GET, POST /api/v1/admin/api-keys; GET, PATCH /{id}; POST /{id}/rotate; each also below /api/v1/api-keys (PLT-188).
/// The service must outlive the router.
void addApiKeyRoutes(ApiRouter &router, identity::ApiKeyService &keys, std::shared_ptr<Clock> clock,
                     std::shared_ptr<const Cursors> cursors);

/// API keys as bearer tokens; the service must outlive it.
[[nodiscard]] std::shared_ptr<Authenticator> makeApiKeyAuthenticator(identity::ApiKeyService &keys);

} // namespace portier::api
