// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/replyheaders.h"

#include "core/contract/errorcodes.h"
#include "core/contract/problem.h"
#include "server/api/etag.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// Rounded up, so that a retry after it passes (PLT-062).
qint64 wholeSeconds(Millis wait)
{
    return qMax<qint64>(1, (wait.count() + 999) / 1000);
}

RateDecision refusalOf(const Error &error)
{
    RateDecision decision;
    decision.admitted = false;
    decision.policy = error.details.value(u"policy"_s).toString();
    decision.limit = error.details.value(u"limit"_s).toInteger();
    decision.window = std::chrono::seconds(error.details.value(u"window"_s).toInteger());
    decision.wait = std::chrono::seconds(error.details.value(u"retry_after"_s).toInteger());
    return decision;
}

void ensureHeader(ApiResponse *response, const QByteArray &name, const QByteArray &value)
{
    if (response->header(name).isEmpty())
        response->withHeader(name, value);
}

} // namespace

ApiResponse problemReply(const Error &error, const ApiRequest &request)
{
    ApiResponse response = ApiResponse::json(
        contract::toProblem(error, {request.language, request.path, request.requestId}), contract::httpStatus(error));
    response.contentType = "application/problem+json";
    if (response.status == 401)
        response.withHeader("www-authenticate",
                            error.code == u"invalid_token" ? "Bearer error=\"invalid_token\"" : "Bearer");
    const qint64 retryAfter = error.details.value(u"retry_after"_s).toInteger();
    if (retryAfter > 0)
        response.withHeader("retry-after", QByteArray::number(retryAfter));
    else if (response.status == 503 || error.code == u"idempotency_in_flight")
        response.withHeader("retry-after", "1");
    // Here and not in finish(): a policy that a service charged is not the route's.
    if (error.code == "rate_limited"_L1)
        addRateLimit(refusalOf(error), &response);
    return response;
}

Error rateLimitedError(const RateDecision &decision)
{
    return Error::conflict(u"rate_limited"_s, {},
                           {{u"policy"_s, decision.policy},
                            {u"limit"_s, decision.limit},
                            {u"window"_s, wholeSeconds(decision.window)},
                            {u"retry_after"_s, wholeSeconds(decision.wait)}});
}

void addRateLimit(const RateDecision &decision, ApiResponse *response)
{
    const QByteArray name = '"' + decision.policy.toLatin1() + '"';
    if (response->header("ratelimit").startsWith(name))
        return; // said already
    response->withHeader("ratelimit-policy", name + ";q=" + QByteArray::number(decision.limit) +
                                                 ";w=" + QByteArray::number(wholeSeconds(decision.window)));
    response->withHeader("ratelimit", name + ";r=" + QByteArray::number(qMax<qint64>(0, decision.remaining)) +
                                          ";t=" + QByteArray::number(wholeSeconds(decision.wait)));
}

void addRepresentation(const ApiRequest &request, ApiResponse *response)
{
    const bool reading = request.method == Method::Get || request.method == Method::Head;
    if (response->version && response->status < 300) {
        const QByteArray etag = makeEtag(*response->version, response->body);
        response->withHeader("etag", etag);
        ensureHeader(response, "cache-control", "private, no-cache");
        if (reading && request.hasHeader("if-none-match") && matchesNone(request.header("if-none-match"), etag)) {
            response->status = 304;
            response->body.clear();
            response->contentType.clear();
        }
    }
    ensureHeader(response, "cache-control", "no-store");
    ensureHeader(response, "content-language", request.language.toLatin1());
    ensureHeader(response, "vary", "Authorization, Accept-Language, Accept-Encoding");
}

} // namespace portier::api
