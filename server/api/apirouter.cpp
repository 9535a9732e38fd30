// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/apirouter.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/uuid.h"
#include "server/api/authenticator.h"
#include "server/api/cors.h"
#include "server/api/etag.h"
#include "server/api/negotiation.h"
#include "server/api/ratelimiter.h"
#include "server/api/replyheaders.h"
#include "server/api/requestchecks.h"
#include "server/api/requestfailure.h"
#include "server/api/routetrie.h"

#include <exception>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr QLatin1String Component("api");

QByteArray allowedMethods(const std::map<Method, const Route *> &methods)
{
    QByteArrayList names;
    for (const auto &[method, route] : methods)
        names.append(methodName(method));
    if (methods.contains(Method::Get) && !methods.contains(Method::Head))
        names.append("HEAD");
    names.append("OPTIONS");
    return names.join(", ");
}

QString policyOf(const Route &route, const identity::Principal &principal)
{
    if (!route.anonymousPolicy.isEmpty() && principal.kind == identity::Principal::Kind::Anonymous)
        return route.anonymousPolicy;
    if (!route.ratePolicy.isEmpty())
        return route.ratePolicy;
    return route.method == Method::Get ? u"reads"_s : u"general"_s;
}

} // namespace

/// Everything the router knows of one request on its way.
struct ApiRouter::Exchange {
    ApiRequest request;
    const Route *route = nullptr;
    QByteArray allow;       ///< methods of the path; empty for an unknown path
    bool isOptions = false; ///< answered by the router itself
    std::optional<RateDecision> rate;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

ApiRouter::ApiRouter(RouterServices services) : m_services(std::move(services)), m_trie(std::make_unique<RouteTrie>())
{
}

ApiRouter::~ApiRouter() = default;

void ApiRouter::add(Route route)
{
    if (!route.handler)
        qFatal("route %s has no handler", qPrintable(route.pattern));
    if (route.bodyLimit == 0)
        route.bodyLimit = m_services.bodyLimit;
    m_routes.push_back(std::move(route));
    const Route *added = &m_routes.back();
    for (const QString &pattern : QStringList{added->pattern} + added->aliases) {
        if (!m_trie->insert(pattern, added))
            qFatal("second route for %s %s", methodName(added->method).constData(), qPrintable(pattern));
    }
}

qint64 ApiRouter::bodyLimit(Method method, const QString &path) const
{
    const auto match = m_trie->match(path);
    if (!match || !match->methods)
        return m_services.bodyLimit;
    const Route *found = match->find(method);
    return found ? found->bodyLimit : m_services.bodyLimit;
}

bool ApiRouter::knows(const QString &path) const
{
    const auto match = m_trie->match(path);
    return match && match->methods;
}

QCoro::Task<ApiResponse> ApiRouter::handle(ApiRequest request)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->request = std::move(request);
    ApiRequest &incoming = exchange->request;
    if (incoming.requestId.isEmpty())
        incoming.requestId = newUuid(m_services.clock->now());
    const QString wanted = negotiateLanguage(incoming.header("accept-language"), {});
    incoming.languageIsFallback = wanted.isEmpty();
    incoming.language = wanted.isEmpty() ? m_services.defaultLanguage : wanted;
    incoming.principal.requestId = incoming.requestId;
    incoming.principal.clientPrefix = incoming.clientPrefix;
    incoming.principal.clientIsProxy = incoming.clientIsProxy;

    Result<ApiResponse> result = fail(Error::internal(u"unset"_s));
    try {
        if (const auto routed = route(exchange); !routed)
            result = fail(routed.error());
        else
            result = co_await serve(exchange);
    } catch (...) {
        result = fail(errorOfException());
    }
    if (!result)
        logFailure(Component, incoming, result.error());
    ApiResponse response = result ? std::move(*result) : problemReply(result.error(), incoming);
    finish(exchange, &response);
    co_return response;
}

Result<> ApiRouter::route(const ExchangePtr &exchange) const
{
    ApiRequest &request = exchange->request;
    request.routeTemplate = u"unmatched"_s;
    PORTIER_ASSIGN(match, m_trie->match(request.path));
    if (!match.methods)
        return fail(Error::notFound());
    request.routeTemplate = match.methods->begin()->second->pattern;
    exchange->allow = allowedMethods(*match.methods);
    exchange->isOptions = request.method == Method::Options;
    exchange->route = match.find(request.method);
    if (!exchange->route && !exchange->isOptions)
        return fail(Error::invalid(u"method_not_allowed"_s, {}));
    request.pathArguments = match.arguments;
    log::debug(Component, "request_started"_L1,
               {{u"request_id"_s, request.requestId},
                {u"method"_s, QString::fromLatin1(methodName(request.method))},
                {u"endpoint"_s, request.routeTemplate}});
    return {};
}

// The order of PLT-043: size, syntax and client address are behind us; row and field rules are the handler's.
QCoro::Task<Result<ApiResponse>> ApiRouter::serve(ExchangePtr exchange)
{
    if (exchange->isOptions)
        co_return ApiResponse::noContent().withHeader("allow", exchange->allow);
    ApiRequest &request = exchange->request;
    const Route &route = *exchange->route;
    PORTIER_CO_TRY(co_await authenticate(exchange));
    PORTIER_CO_TRY(route.access.admits(request.principal));
    PORTIER_CO_TRY(co_await chargePolicy(exchange));

    PORTIER_CO_ASSIGN(replay, co_await claimKey(exchange));
    if (replay) {
        const Outcome replayed{.succeeded = true, .replayed = true};
        co_await settle(exchange, replayed);
        co_return *replay;
    }
    Result<ApiResponse> result = fail(Error::internal(u"unset"_s));
    std::exception_ptr bug;
    try {
        result = co_await runHandler(exchange);
    } catch (...) {
        bug = std::current_exception();
    }
    Outcome outcome;
    outcome.succeeded = !bug && result && result->status < 300;
    outcome.refused = !bug && !result && result.error().code == "rate_limited"_L1;
    co_await settle(exchange, outcome);
    if (bug)
        std::rethrow_exception(bug);
    co_return result;
}

QCoro::Task<Result<ApiResponse>> ApiRouter::runHandler(ExchangePtr exchange)
{
    ApiRequest &request = exchange->request;
    const Route &route = *exchange->route;
    if (!accepts(request.header("accept"), route.produces))
        co_return fail(Error::invalid(u"not_acceptable"_s, {}));
    PORTIER_CO_TRY(readQuery(route, &request));
    PORTIER_CO_TRY(readBody(route, &request));
    if (route.needsIfMatch) {
        PORTIER_CO_ASSIGN(version, versionOfIfMatch(request.header("if-match")));
        request.ifMatch = version;
    }
    co_return co_await route.handler(request);
}

QCoro::Task<Result<>> ApiRouter::authenticate(ExchangePtr exchange)
{
    ApiRequest &request = exchange->request;
    if (!exchange->route->access.readsCredential())
        co_return {};
    PORTIER_CO_ASSIGN(token, bearerToken(request));
    if (token.isEmpty())
        co_return {};
    if (!m_services.authenticator)
        co_return fail(Error::forbidden(u"invalid_token"_s));
    PORTIER_CO_ASSIGN(principal, co_await m_services.authenticator->authenticate(token, request.clientPrefix));
    request.principal = principal;
    request.principal.requestId = request.requestId;
    request.principal.clientPrefix = request.clientPrefix;
    request.principal.clientIsProxy = request.clientIsProxy;
    if (!principal.language.isEmpty()) {
        request.language = principal.language;
        request.languageIsFallback = false;
    }
    co_return {};
}

QCoro::Task<Result<>> ApiRouter::chargePolicy(ExchangePtr exchange)
{
    const QString policy = policyOf(*exchange->route, exchange->request.principal);
    if (!m_services.rateLimiter || policy == u"none")
        co_return {};
    PORTIER_CO_ASSIGN(decision, co_await m_services.rateLimiter->charge(policy, exchange->request.principal));
    exchange->rate = decision;
    if (!decision || decision->admitted)
        co_return {};
    log::info(Component, "rate_limited"_L1,
              {{u"request_id"_s, exchange->request.requestId},
               {u"endpoint"_s, exchange->request.routeTemplate},
               {u"policy"_s, policy}});
    co_return fail(rateLimitedError(*decision));
}

QCoro::Task<Result<std::optional<ApiResponse>>> ApiRouter::claimKey(ExchangePtr exchange)
{
    ApiRequest &request = exchange->request;
    PORTIER_CO_ASSIGN(claim, readIdempotencyKey(*exchange->route, request, newUuid(m_services.clock->now())));
    if (claim.isEmpty() || !m_services.idempotency)
        co_return std::nullopt;
    if (claim.sealed)
        claim.sealer = m_services.idempotency->sealer();
    PORTIER_CO_ASSIGN(stored, co_await m_services.idempotency->claim(claim));
    if (!stored) {
        request.idempotency = claim;
        request.replyStored = std::make_shared<std::atomic<bool>>(false);
        co_return std::nullopt;
    }
    ApiResponse replay;
    replay.status = stored->status;
    replay.contentType = stored->contentType;
    replay.body = stored->body;
    replay.withHeader("idempotency-replayed", "true");
    if (!stored->location.isEmpty())
        replay.withHeader("location", stored->location.toUtf8());
    co_return replay;
}

QCoro::Task<> ApiRouter::settle(ExchangePtr exchange, Outcome outcome)
{
    // A success whose service stored no reply had no effect to protect: its key is free again, too.
    const bool claimed = !exchange->request.idempotency.isEmpty();
    if (claimed && !(outcome.succeeded && exchange->request.replyStored->load())) {
        if (const auto released = co_await m_services.idempotency->release(exchange->request.idempotency); !released)
            log::warning(Component, "idempotency_key_kept"_L1, {{u"request_id"_s, exchange->request.requestId}},
                         released.error().message);
    }
    const bool refunds = exchange->route->refundOn4xx && (!outcome.succeeded || outcome.replayed);
    if (exchange->rate && (refunds || outcome.refused)) // PLT-062: a refused request is charged to none
        co_await m_services.rateLimiter->refund(*exchange->rate, exchange->request.principal);
}

void ApiRouter::finish(const ExchangePtr &exchange, ApiResponse *response) const
{
    const ApiRequest &request = exchange->request;
    if (response->status == 405)
        response->withHeader("allow", exchange->allow);
    if (exchange->rate)
        addRateLimit(*exchange->rate, response);
    if (exchange->route && exchange->route->sealReply)
        response->compressible = false;
    addRepresentation(request, response);
    addCors(m_services.corsOrigins, request, exchange->allow, response);

    RequestRecord record;
    record.method = methodName(request.method);
    record.endpoint = request.routeTemplate;
    record.status = response->status;
    record.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - exchange->started);
    record.bytes = response->body.size();
    if (m_services.requestFinished)
        m_services.requestFinished(record);
    if (log::isEnabled(log::Level::Info))
        log::info(Component, "request_finished"_L1,
                  {{u"request_id"_s, request.requestId},
                   {u"method"_s, QString::fromLatin1(record.method)},
                   {u"endpoint"_s, record.endpoint},
                   {u"status"_s, record.status},
                   {u"duration_ms"_s, double(record.duration.count()) / 1000},
                   {u"bytes"_s, record.bytes}});
}

} // namespace portier::api
