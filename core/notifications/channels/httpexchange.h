// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/transferpool.h"
#include "core/operations/endpointguard.h"

#include <QMap>
#include <QUrl>

namespace portier::notifications
{

/// Looks up all addresses of a name; blocks. Tests put their own in its place.
using Resolver = std::function<QList<QHostAddress>(const QString &host)>;

/// Keeps a request to an endpoint that a person named on the public internet (PLT-120).
struct RequestGuard {
    operations::EndpointExceptions exceptions;
    Resolver resolve; ///< empty: the system's
};

struct HttpRequest {
    QByteArray method = "POST";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString user; ///< basic authentication; empty: none
    QString password;
    QString caFile; ///< PEM; empty: the system's authorities
    Millis connectTimeout = std::chrono::seconds(10);
    Millis totalTimeout = std::chrono::seconds(30);
    std::optional<RequestGuard> guard;
};

/// Why no reply came.
enum class HttpFailure {
    None,
    Refused, ///< by the guard: nothing was connected to
    Resolve,
    Connect,
    Certificate,
    Tls,
    Timeout,
    Lost,
};

struct HttpReply {
    HttpFailure failure = HttpFailure::Lost;
    bool requestSent = false; ///< the other side may have read the whole request
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;                      ///< at most 64 KiB of it
};

/// One exchange through libcurl on a thread of the pool: certificate and host verified, redirects not followed, no
/// proxy of the environment.
QCoro::Task<HttpReply> exchange(std::shared_ptr<TransferPool> pool, HttpRequest request);

} // namespace portier::notifications
