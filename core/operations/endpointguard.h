// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHostAddress>
#include <QUrl>

namespace portier::operations
{

/// What an operator allows beyond the public internet (`security.callback_allow`, `security.callback_http`).
struct EndpointExceptions {
    QList<std::pair<QHostAddress, int>> networks; ///< as QHostAddress::parseSubnet gives them
    QStringList hosts;                            ///< exact lower-case names
    bool http = false;                            ///< plain http, too
};

/// Where a user-given URL leads, read by the one URL parser whose result is also connected to (PLT-120).
struct Endpoint {
    QString scheme; ///< "https" or "http"
    QString host;   ///< ASCII (punycode), lower case, without brackets
    quint16 port = 443;
    QUrl url;
    bool isAllowedHost = false; ///< named by the operator: its addresses are not judged
};

/// Reads a user-given URL. Errors: Invalid "url_invalid", "url_scheme" (https only unless allowed), "url_user_info",
/// "url_host" (none, a single label, or a number that some resolvers read as an address), "url_port".
[[nodiscard]] Result<Endpoint> readEndpoint(const QString &url, const EndpointExceptions &exceptions = {});

/// True for addresses of the public internet: not loopback, private, link-local (with cloud metadata), carrier-grade
/// NAT, unique-local, mapped, NAT64, 6to4, Teredo, documentation, benchmarking, multicast, reserved, unspecified.
/// Source: IANA special-purpose address registries for IPv4 and IPv6.
[[nodiscard]] bool isPublicAddress(const QHostAddress &address);

/// All addresses of a name must be fit to connect to; one unfit address refuses the name, so that a resolver cannot mix
/// them. Errors: Unavailable "endpoint_unresolved" (none), Forbidden "endpoint_refused".
[[nodiscard]] Result<> checkAddresses(const Endpoint &endpoint, const QList<QHostAddress> &addresses,
                                      const EndpointExceptions &exceptions = {});

} // namespace portier::operations
