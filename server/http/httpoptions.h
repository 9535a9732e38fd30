// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "server/http/clientaddress.h"

#include <QHostAddress>
#include <QList>
#include <QString>

namespace portier::http
{

struct ListenAddress {
    QHostAddress address = {};
    quint16 port = 0;        ///< 0: any free one
    QString socketPath = {}; ///< of a unix socket, instead of the two; its clients count as 127.0.0.1

    /// "127.0.0.1:8080", "[::1]:8080", "/run/portier/http.sock"
    [[nodiscard]] QString text() const
    {
        if (!socketPath.isEmpty())
            return socketPath;
        const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        return (isV6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(address.toString()).arg(port);
    }
};

/// Sizes, times and counts of the HTTP listener (platform.md 3.6, 3.7); the defaults are the specification's.
struct HttpOptions {
    QList<ListenAddress> listen;

    qsizetype maxRequestLine = 8 * 1024;
    qsizetype maxHeaderBytes = 16 * 1024;
    int maxHeaderFields = 100;
    qint64 longBodyFrom = 1024 * 1024; ///< routes that take more than this get longBodyTimeout

    Millis headerTimeout{10'000};
    Millis bodyTimeout{30'000};
    Millis longBodyTimeout{120'000};
    Millis bodyRateGrace{5'000}; ///< after it a body must come at minBodyRate on average
    qint64 minBodyRate = 1024;   ///< bytes per second
    Millis idleTimeout{60'000};
    Millis handlerTimeout{30'000};
    Millis writeTimeout{30'000}; ///< without the client taking a single byte of a waiting reply
    Millis lingerTimeout{2'000}; ///< how long input is thrown away after the last reply, so that it can be read
    Millis tickInterval{250};    ///< how exactly the times above are kept

    int maxConnections = 512;
    int maxConnectionsPerPrefix = 64;
    int maxPipelined = 32;                ///< requests of one connection waiting for their replies
    qint64 bodyBudget = 24 * 1024 * 1024; ///< bodies in flight over all connections; small ones are not counted
    qint64 smallBody = 16 * 1024;
    qint64 maxWaitingReplies = 4 * 1024 * 1024; ///< a client that leaves more unread may not ask for more
    qint64 replyBudget = 32 * 1024 * 1024;      ///< unread replies over all connections

    qsizetype gzipMin = 1024; ///< 0: never compress
    ProxyTrust proxies;
    QString publicUrl;                              ///< https: adds HSTS and redirects plain http (PLT-072)
    QString defaultLanguage = QStringLiteral("de"); ///< of refusals before a language can be negotiated
};

} // namespace portier::http
