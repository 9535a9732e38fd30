// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace portier::operations
{

/// HMAC-SHA-256 (RFC 2104), 32 bytes; the key may have any length.
[[nodiscard]] QByteArray hmacSha256(const QByteArray &key, const QByteArray &data);
/// Takes the same time wherever the two differ; a different length is told at once.
[[nodiscard]] bool equalInConstantTime(const QByteArray &a, const QByteArray &b);

} // namespace portier::operations
