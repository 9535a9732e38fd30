// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/jsonwebkeys.h"

#include <QString>

namespace portier::identity
{

/// An OpenID Connect provider that people may sign in with (PLT-024).
struct OidcProvider {
    enum class Kind {
        Google, ///< authoritative for gmail.com and for hosted domains (PLT-029)
        Oidc,
    };
    QString slug; ///< in addresses: "google"
    QString displayName;
    Kind kind = Kind::Oidc;
    QString issuer; ///< as the tokens say it; the discovery document lies below it
    QString clientId;
    QString clientSecret;
    SignatureAlgorithm algorithm = SignatureAlgorithm::Rs256;
};

} // namespace portier::identity
