// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/route.h"

#include <QCoroTask>

#include <deque>
#include <functional>
#include <memory>

namespace portier
{
class Clock;
}

namespace portier::api
{

class Authenticator;
class RateLimiter;
class RouteTrie;

/// What became of one request, for metrics.
struct RequestRecord {
    QByteArray method;
    QString endpoint; ///< route template, "unmatched" for unknown paths (PLT-166)
    int status = 0;
    std::chrono::microseconds duration{0};
    qint64 bytes = 0;
};

/// What the router needs from other rooms; whatever is null is not asked.
struct RouterServices {
    std::shared_ptr<Clock> clock;                               ///< required
    std::shared_ptr<Authenticator> authenticator;               ///< without one every credential is refused
    std::shared_ptr<RateLimiter> rateLimiter;                   ///< without one nothing is limited
    std::shared_ptr<operations::IdempotencyStore> idempotency;  ///< without one keys are ignored
    std::function<void(const RequestRecord &)> requestFinished; ///< metrics
    QString defaultLanguage = QStringLiteral("de");
    QStringList corsOrigins;        ///< exact origins (PLT-073)
    qint64 bodyLimit = 1024 * 1024; ///< of routes that name none (PLT-067)
};

/// The one door: takes a request as a value, applies every rule that is the same for all routes in the order of
/// PLT-043, runs the handler and gives the reply as a value. Knows no socket; lives on one thread. Must outlive the
/// tasks it returned.
class ApiRouter
{
public:
    explicit ApiRouter(RouterServices services);
    ~ApiRouter();

    /// Aborts on a second route with the same method and path, or one without a handler: that is a bug.
    void add(Route route);
    [[nodiscard]] const std::deque<Route> &routes() const { return m_routes; }

    /// Never fails and never throws: whatever goes wrong is a problem+json reply.
    QCoro::Task<ApiResponse> handle(ApiRequest request);
    /// How large a body the matching route takes; the general one for unknown paths. Asked before the body is read.
    [[nodiscard]] qint64 bodyLimit(Method method, const QString &path) const;
    /// Whether a route has this path, with whatever method.
    [[nodiscard]] bool knows(const QString &path) const;

private:
    struct Exchange;
    using ExchangePtr = std::shared_ptr<Exchange>;
    /// How a request that was charged ended.
    struct Outcome {
        bool succeeded = false;
        bool replayed = false; ///< answered from the store
        bool refused = false;  ///< by a policy that the service charged itself
    };

    /// Finds the route, or the reply for a path or method without one.
    Result<> route(const ExchangePtr &exchange) const;
    QCoro::Task<Result<ApiResponse>> serve(ExchangePtr exchange);
    QCoro::Task<Result<ApiResponse>> runHandler(ExchangePtr exchange);
    QCoro::Task<Result<>> authenticate(ExchangePtr exchange);
    QCoro::Task<Result<>> chargePolicy(ExchangePtr exchange);
    QCoro::Task<Result<std::optional<ApiResponse>>> claimKey(ExchangePtr exchange);
    /// Gives back what a request without an effect must not cost: its charge and its key.
    QCoro::Task<> settle(ExchangePtr exchange, Outcome outcome);
    void finish(const ExchangePtr &exchange, ApiResponse *response) const;

    RouterServices m_services;
    std::deque<Route> m_routes; ///< addresses stay good while routes are added
    std::unique_ptr<RouteTrie> m_trie;
};

} // namespace portier::api
