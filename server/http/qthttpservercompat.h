// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One source for Qt 6.4 and 6.8 and later: all differences of QtHttpServer are in this file. Include it in .cpp files
// only: these headers are slow to compile.

#include "server/http/connection.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>

namespace portier::http
{

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
inline constexpr bool ParserSendsContinue = true;
#elif QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
inline constexpr bool ParserSendsContinue = false;
#else
#error "QtHttpServer of Qt 6.5 to 6.7 has an API of its own that is not supported"
#endif

/// QtHttpServer as what it is good for: accepting connections and reading requests. Replies are written to the socket
/// by Connection, because QtHttpServer 6.4 keeps raw socket pointers in its responders.
class RequestParser : public QAbstractHttpServer
{
public:
    using QAbstractHttpServer::QAbstractHttpServer;

    /// Takes ownership of a listening server.
    void take(QTcpServer *server) { bind(server); }

protected:
    /// A whole request of the connection that was announced last. Gives that connection while its reply is pending.
    virtual Connection *received(const QByteArray &body) = 0;

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override
    {
        // While a responder lives its connection is not read. One that is moved and destroyed inside this function
        // makes every further request slower (Qt 6.8), so it is moved for pending replies only.
        if (Connection *connection = received(request.body()))
            connection->holdParser(std::make_shared<QHttpServerResponder>(std::move(responder)));
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override
    {
    }
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *) override
    {
        received(request.body());
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override
    {
    }
#endif
};

} // namespace portier::http
