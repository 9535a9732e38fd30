// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace portier::api
{

struct ApiRequest;

/// The exception that reached a router, as the Error it becomes: exceptions are bugs (PLT-050). Only in a catch block.
[[nodiscard]] Error errorOfException();
/// One `request_failed` line for an Internal error, with the request's id; nothing for others.
void logFailure(QLatin1String component, const ApiRequest &request, const Error &error);

} // namespace portier::api
