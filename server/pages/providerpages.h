// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/oidcservice.h"
#include "server/pages/pagerouter.h"

#include <QJsonArray>

namespace portier::pages
{

/// /sign-in/{provider}: leaves for a provider, whose answer comes back to the API (PLT-024, PLT-026). `oidc` must
/// outlive the router.
void addProviderPages(PageRouter &router, identity::OidcService &oidc);

/// The buttons that lead there, as the template "providers" takes them; false without a provider. `returnTo` is the
/// page to come back to.
[[nodiscard]] QJsonValue providerButtons(const PageRequest &request, const Site &site,
                                         const identity::OidcService &oidc, const QString &returnTo);
/// What went wrong at the provider, as the API's callback says in the address; false for nothing.
[[nodiscard]] QJsonValue providerProblem(const PageRequest &request);

} // namespace portier::pages
