// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/clientaddress.h"
#include "server/http/requesthead.h"

#include <optional>

namespace portier::http
{

/// The request id that a trusted proxy sent, if it is one; else `made` (PLT-079).
[[nodiscard]] QString requestIdOf(const RequestHead &head, const ClientAddress &client, const QString &made);
/// What a plain-http request gets that a trusted proxy reports while the public URL is https: 308 or 403; nothing for
/// all others (PLT-072).
[[nodiscard]] std::optional<api::ApiResponse> insecureReply(const RequestHead &head, const ClientAddress &client,
                                                            int proxyCount, const QString &publicUrl);

} // namespace portier::http
