// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/contract/texttemplate.h"

#include <QStringList>

namespace portier::contract
{

/// How one error code looks at the edge (PLT-049).
struct ErrorCode {
    const char *code;
    int status; ///< HTTP
    BilingualText title;
    BilingualText detail; ///< may name members of Error::details as {name}
};

/// The entry of a code; nothing for a code the table lacks.
[[nodiscard]] const ErrorCode *findErrorCode(const QString &code);
/// The status of an error: by its code, else by its kind.
[[nodiscard]] int httpStatus(const Error &error);
/// Every documented code, sorted.
[[nodiscard]] QStringList allErrorCodes();

} // namespace portier::contract
