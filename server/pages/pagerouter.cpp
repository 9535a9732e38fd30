// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/pagerouter.h"

#include "core/base/log.h"
#include "core/base/uuid.h"
#include "server/api/authenticator.h"
#include "server/api/percentdecoding.h"
#include "server/api/ratelimiter.h"
#include "server/api/replyheaders.h"
#include "server/api/requestfailure.h"
#include "server/api/requestorigin.h"
#include "server/api/routetrie.h"

#include <exception>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;

namespace
{

constexpr QLatin1String Component("pages");

QString policyOf(const PageRoute &route)
{
    if (!route.ratePolicy.isEmpty())
        return route.ratePolicy;
    return route.method == api::Method::Get ? u"reads"_s : u"link_write"_s;
}

} // namespace

struct PageRouter::Exchange {
    PageRequest request;
    const PageRoute *route = nullptr;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

PageRouter::PageRouter(std::shared_ptr<const Site> site, PageServices services)
    : m_site(std::move(site)), m_services(std::move(services)), m_trie(std::make_unique<api::RouteTrie>())
{
}

PageRouter::~PageRouter() = default;

void PageRouter::add(PageRoute route)
{
    m_routes.push_back(std::move(route));
    const PageRoute &added = m_routes.back();
    m_entries.push_back(api::Route{added.method, added.pattern, api::Access::ownCredential(), {}});
    if (!m_trie->insert(added.pattern, &m_entries.back()))
        qFatal("second page for %s %s", api::methodName(added.method).constData(), qPrintable(added.pattern));
    m_byEntry.insert(&m_entries.back(), &added);
}

qint64 PageRouter::bodyLimit(api::Method method, const QString &path) const
{
    const auto match = m_trie->match(path);
    const api::Route *found = match && match->methods ? match->find(method) : nullptr;
    return found ? m_byEntry.value(found)->bodyLimit : FormLimit;
}

QCoro::Task<ApiResponse> PageRouter::handle(api::ApiRequest request)
{
    auto exchange = std::make_shared<Exchange>();
    PageRequest &incoming = exchange->request;
    static_cast<api::ApiRequest &>(incoming) = std::move(request);
    if (incoming.requestId.isEmpty())
        incoming.requestId = newUuid(m_site->now());
    incoming.principal.requestId = incoming.requestId;
    incoming.principal.clientPrefix = incoming.clientPrefix;
    incoming.principal.clientIsProxy = incoming.clientIsProxy;
    // A query that does not decode is none: a link with a mangled end still leads to its page.
    if (auto query = api::parseQuery(incoming.rawQuery))
        incoming.query = std::move(*query);
    m_site->chooseLanguage(&incoming);

    Result<ApiResponse> result = fail(Error::internal(u"unset"_s));
    try {
        if (const auto routed = route(exchange); !routed)
            result = fail(routed.error());
        else
            result = co_await serve(exchange);
    } catch (...) {
        result = fail(api::errorOfException());
    }
    if (!result)
        api::logFailure(Component, incoming, result.error());
    ApiResponse response = result ? std::move(*result) : m_site->renderError(incoming, result.error());
    finish(exchange, response);
    co_return response;
}

Result<> PageRouter::route(const ExchangePtr &exchange) const
{
    PageRequest &request = exchange->request;
    request.routeTemplate = u"unmatched"_s;
    const auto match = m_trie->match(request.path);
    if (!match || !match->methods)
        return fail(Error::notFound());
    request.routeTemplate = match->methods->begin()->second->pattern;
    const api::Route *found = match->find(request.method);
    if (!found)
        return fail(Error::invalid(u"method_not_allowed"_s, {}));
    exchange->route = m_byEntry.value(found);
    request.pathArguments = match->arguments;
    return {};
}

QCoro::Task<Result<ApiResponse>> PageRouter::serve(ExchangePtr exchange)
{
    PageRequest &request = exchange->request;
    const PageRoute &route = *exchange->route;
    if (route.method == api::Method::Post)
        PORTIER_CO_TRY(readForm(exchange));
    if (const auto charged = co_await chargePolicy(exchange); !charged) {
        if (!route.keepsInput || charged.error().code != "rate_limited"_L1)
            co_return fail(charged.error());
        request.overLimit = charged.error();
    }
    if (route.readsSession)
        co_await readSession(exchange);
    PORTIER_CO_ASSIGN(earlier, co_await firstResult(exchange));
    if (earlier)
        co_return *earlier;
    Result<ApiResponse> result = fail(Error::internal(u"unset"_s));
    std::exception_ptr bug;
    try {
        result = co_await route.handler(request);
    } catch (...) {
        bug = std::current_exception();
    }
    const bool led = !bug && result && result->status == 303;
    const QString location = led ? QString::fromUtf8(result->header("location")) : QString();
    co_await settle(exchange, location);
    if (bug)
        std::rethrow_exception(bug);
    co_return result;
}

Result<> PageRouter::readForm(const ExchangePtr &exchange) const
{
    PageRequest &request = exchange->request;
    if (const qint64 limit = exchange->route->bodyLimit; request.body.size() > limit)
        return fail(Error::invalid(u"payload_too_large"_s, {}, {{u"limit"_s, limit}}));
    if (exchange->route->form == FormUse::Token && !api::isOwnOrigin(request, m_site->publicUrl()))
        return fail(Error::forbidden(u"foreign_origin"_s));
    PORTIER_ASSIGN(form, parseForm(request));
    request.form = form;
    m_site->chooseLanguage(&request);
    if (exchange->route->form == FormUse::Token) {
        const auto verdict = m_site->forms().check({{}, request.path}, request.typed(u"form_token"_s));
        request.formState = verdict.state;
        request.formNonce = verdict.nonce;
    }
    return {};
}

QCoro::Task<Result<>> PageRouter::chargePolicy(ExchangePtr exchange)
{
    const QString policy = policyOf(*exchange->route);
    if (!m_services.rateLimiter || policy == u"none")
        co_return {};
    PORTIER_CO_ASSIGN(decision, co_await m_services.rateLimiter->charge(policy, exchange->request.principal));
    if (!decision || decision->admitted)
        co_return {};
    log::info(Component, "rate_limited"_L1,
              {{u"request_id"_s, exchange->request.requestId},
               {u"endpoint"_s, exchange->request.routeTemplate},
               {u"policy"_s, policy}});
    co_return fail(api::rateLimitedError(*decision));
}

QCoro::Task<> PageRouter::readSession(ExchangePtr exchange)
{
    PageRequest &request = exchange->request;
    const QString token = QString::fromLatin1(m_site->cookies().value(request, api::sessionCookie));
    if (token.isEmpty() || !m_services.authenticator)
        co_return;
    const auto principal = co_await m_services.authenticator->authenticate(token, request.clientPrefix);
    request.sessionIsNotAllowed = !principal && principal.error().code == "not_allowed"_L1;
    if (!principal || !principal->isAccount() || principal->isUnverified)
        co_return;
    request.principal = *principal;
    request.principal.requestId = request.requestId;
    request.principal.clientPrefix = request.clientPrefix;
    request.principal.clientIsProxy = request.clientIsProxy;
}

QCoro::Task<Result<std::optional<ApiResponse>>> PageRouter::firstResult(ExchangePtr exchange)
{
    PageRequest &request = exchange->request;
    if (!request.mayAct() || !m_services.idempotency)
        co_return std::nullopt;
    operations::IdempotencyClaim claim;
    claim.principal = u"form"_s;
    claim.route = u"POST "_s + exchange->route->pattern;
    claim.key = request.formNonce;
    claim.fingerprint = request.formNonce.toLatin1(); // whatever was typed: one rendering has one result
    claim.claimId = newUuid(m_site->now());
    claim.sealed = true; // the way on may hold a link
    claim.sealer = m_services.idempotency->sealer();
    PORTIER_CO_ASSIGN(stored, co_await m_services.idempotency->claim(claim));
    if (stored)
        co_return Site::redirect(stored->body.isEmpty() ? stored->location : QString::fromUtf8(stored->body));
    request.idempotency = claim;
    request.replyStored = std::make_shared<std::atomic<bool>>(false);
    co_return std::nullopt;
}

QCoro::Task<> PageRouter::settle(ExchangePtr exchange, QString location)
{
    const PageRequest &request = exchange->request;
    if (request.idempotency.isEmpty() || (!location.isEmpty() && request.replyStored->load()))
        co_return;
    const operations::StoredReply reply{303, {}, location.toUtf8(), {}};
    Result<> settled;
    if (location.isEmpty())
        settled = co_await m_services.idempotency->release(request.idempotency);
    else
        settled = co_await m_services.idempotency->store(request.idempotency, reply);
    if (!settled)
        log::warning(Component, "form_nonce_kept"_L1, {{u"request_id"_s, request.requestId}}, settled.error().message);
}

void PageRouter::finish(const ExchangePtr &exchange, const ApiResponse &response) const
{
    const PageRequest &request = exchange->request;
    api::RequestRecord record;
    record.method = api::methodName(request.method);
    record.endpoint = request.routeTemplate;
    record.status = response.status;
    record.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - exchange->started);
    record.bytes = response.body.size();
    if (m_services.requestFinished)
        m_services.requestFinished(record);
    log::info(Component, "request_finished"_L1,
              {{u"request_id"_s, request.requestId},
               {u"method"_s, QString::fromLatin1(record.method)},
               {u"endpoint"_s, record.endpoint},
               {u"status"_s, record.status},
               {u"duration_ms"_s, double(record.duration.count()) / 1000},
               {u"bytes"_s, record.bytes}});
}

} // namespace portier::pages
