// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/identity/oidcservice.h"
#include "core/runtime/oidchttp.h"
#include "core/runtime/retention.h"

namespace portier::runtime
{

/// Sign-in providers, built from the configuration (PLT-024); without one configured it has none.
class ProvidersRoom
{
public:
    ProvidersRoom(const Config &config, std::shared_ptr<Clock> clock, storage::Database &database,
                  std::shared_ptr<const operations::Sealer> sealer);

    void registerWork(Retention &retention);
    /// Applies identity.signup and identity.allowlist.
    void reload(const Config &config);
    /// Ends what is on the wire; after the doors are closed.
    void stop() { m_http->abort(); }

    [[nodiscard]] identity::OidcService &oidc() { return m_oidc; }

private:
    std::shared_ptr<OidcHttp> m_http;
    identity::OidcService m_oidc;
};

} // namespace portier::runtime
