// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountsight.h"
#include "core/identity/identityoptions.h"
#include "core/identity/idtoken.h"
#include "core/identity/oidcprovider.h"
#include "core/identity/sessionservice.h"

namespace portier::identity
{

/// A person whom a provider has identified, at our door.
struct OidcAdmission {
    OidcProvider provider;
    IdToken token;
    QString linkTo; ///< the signed-in account that asked to be linked; empty: a sign-in
    SignInRequest device;
    IdentityOptions options;
    SightChanged tellSight = {};
};

struct OidcAdmitted {
    QString accountId;
    std::optional<SignIn> signIn; ///< nothing after a linking
};

/// Whether the provider may speak for the address: Google for gmail.com and for the domain it hosts (PLT-029).
[[nodiscard]] bool isAuthoritative(const OidcProvider &provider, const IdToken &token);

/// Finds, links or makes the account (PLT-028, PLT-029) and begins its session. Errors: Conflict "link_required",
/// "identity_taken"; Forbidden "signup_closed", "setup_code_required"; Forbidden "oidc_rejected" for an account that
/// was disabled.
[[nodiscard]] Result<OidcAdmitted> admit(storage::Transaction &tx, const OidcAdmission &admission, Instant now);

} // namespace portier::identity
