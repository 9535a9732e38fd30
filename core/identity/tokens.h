// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace portier::identity
{

/// `prefix` and 43 base64url characters of 256 random bits, e.g. "ps_" for sessions (PLT-019).
[[nodiscard]] QString newToken(const QString &prefix);
/// SHA-256: what is stored of a token.
[[nodiscard]] QByteArray tokenHash(const QString &token);

} // namespace portier::identity
