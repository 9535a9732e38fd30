// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QUrlQuery>

#include <optional>

namespace portier::api
{

/// Decodes %XX strictly; nothing for a broken escape, NUL, or bytes that are not UTF-8.
[[nodiscard]] std::optional<QString> percentDecoded(QByteArrayView encoded);
/// Decodes a query (form encoding: "+" is a space). Errors: Invalid "bad_parameter" with details {"parameter"} for a
/// broken escape or a name given twice.
[[nodiscard]] Result<QUrlQuery> parseQuery(QByteArrayView raw);

} // namespace portier::api
