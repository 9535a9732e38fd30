// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QJsonObject>

namespace portier::contract
{

/// Reads a JSON object the way the API promises (PLT-051): refuses malformed text, duplicate keys, invalid UTF-8, NUL
/// (raw or escaped), nesting over 64, numbers that fit neither int64 nor a finite double, and a top level that is no
/// object. Error: Invalid "malformed_json" with details {"offset": byte} where known; the message says why.
[[nodiscard]] Result<QJsonObject> parseStrictJson(QByteArrayView text);

} // namespace portier::contract
