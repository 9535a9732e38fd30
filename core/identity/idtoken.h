// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/identity/jsonwebkeys.h"

#include <QString>

namespace portier::identity
{

/// What an OpenID Connect provider says about a person.
struct IdToken {
    QString issuer;
    QString subject; ///< with the issuer the identity's key, never the address (PLT-028)
    QString email;
    QString name;
    QString hostedDomain; ///< Google's "hd"
};

/// What the token has to be, from the provider's configuration and the sign-in that was started.
struct IdTokenExpectation {
    QString issuer;
    QString clientId;
    QString nonce;
    SignatureAlgorithm algorithm = SignatureAlgorithm::Rs256;
    Instant now;
    Millis skew = std::chrono::seconds(60);
};

/// Checks an id_token in the order of PLT-027: form, algorithm, key, signature, issuer, audience, times, nonce,
/// verified address. Each failure is Forbidden "oidc_rejected" with details {"reason": malformed | algorithm |
/// unknown_key | signature | issuer | audience | expired | nonce | email_unverified}; "unknown_key" asks the caller to
/// fetch the keys anew, once.
[[nodiscard]] Result<IdToken> verifyIdToken(const QByteArray &token, const JsonWebKeys &keys,
                                            const IdTokenExpectation &expected);

} // namespace portier::identity
