// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace portier::contract
{

/// Where a problem happened and who reads it.
struct ProblemContext {
    QString language; ///< "de" | "en"
    QString instance; ///< path of the request, without query
    QString requestId;
};

/// The application/problem+json document of an error (RFC 9457, PLT-049). Error::message stays out of it: that text is
/// for logs. Details become further members.
[[nodiscard]] QJsonObject toProblem(const Error &error, const ProblemContext &context);

} // namespace portier::contract
