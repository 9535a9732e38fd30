// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::identity
{

// Proof Key for Code Exchange (RFC 7636), method S256.

/// base64url(SHA-256(verifier)), 43 characters.
[[nodiscard]] QString codeChallenge(const QString &verifier);
/// 43 to 128 unreserved characters.
[[nodiscard]] bool isCodeVerifier(const QString &text);
/// Has the form of an S256 challenge.
[[nodiscard]] bool isCodeChallenge(const QString &text);

} // namespace portier::identity
