// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace portier
{

/// The bytes in gzip format (RFC 1952), without time and name, so that equal bytes give equal results; empty on
/// failure.
[[nodiscard]] QByteArray gzipped(const QByteArray &plain);
/// The bytes of a gzip member, at most `limit` of them. Error: Invalid "gzip_invalid".
[[nodiscard]] Result<QByteArray> gunzipped(const QByteArray &packed, qsizetype limit);

} // namespace portier
