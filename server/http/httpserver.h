// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"
#include "server/http/httpoptions.h"

#include <QCoroTask>

#include <functional>
#include <memory>

namespace portier::http
{

/// What the listener does with what it receives; all on the core thread.
struct HttpHooks {
    /// Answers a request. Its task may outlive the client, but must have ended before what it uses goes.
    std::function<QCoro::Task<api::ApiResponse>(api::ApiRequest)> handle;
    /// How large a body a route takes, decided before it is read.
    std::function<qint64(api::Method, const QString &path)> bodyLimit;
    /// A reply that the listener gave itself ("-" for an unknown method); for metrics.
    std::function<void(const QByteArray &method, int status)> refused;
};

/// The HTTP/1.1 listener: QtHttpServer behind a strict gate. Lives on the core thread. `clock` measures the times that
/// clients take, which are real ones: give it a SystemClock.
class HttpServer
{
public:
    HttpServer(HttpOptions options, HttpHooks hooks, std::shared_ptr<Clock> clock);
    /// Cuts all connections. Handlers that still run are not waited for: drain() does.
    ~HttpServer();

    /// Listens on all addresses or none. Error: Unavailable "listen_failed" with details {"address"}.
    [[nodiscard]] Result<> start();
    /// Where it listens after start(), in the order of the addresses, with the ports it got.
    [[nodiscard]] QList<ListenAddress> places() const;
    /// Stops accepting, lets requests in flight finish, closes idle connections; ends when all are gone or after
    /// `limit`, when the rest is cut. Handlers may go on after that only if they take longer than `limit`.
    QCoro::Task<> drain(Millis limit);

    [[nodiscard]] int connectionCount() const;
    [[nodiscard]] int requestsInFlight() const;

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace portier::http
