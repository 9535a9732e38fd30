// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/oidccontroller.h"

#include "core/base/log.h"
#include "core/contract/fieldreader.h"
#include "core/contract/strictjson.h"
#include "core/identity/oidcservice.h"
#include "server/api/apirouter.h"
#include "server/api/cookies.h"
#include "server/api/negotiation.h"
#include "server/api/replyheaders.h"
#include "server/api/requestorigin.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr qint64 bodyLimit = 16 * 1024; // PLT-067
const QString afterSignIn = u"/sign-in"_s;

/// A form's button, or a program.
bool isForm(const ApiRequest &request)
{
    return request.header("content-type").toLower().startsWith("application/x-www-form-urlencoded");
}

ApiResponse redirect(const QString &location)
{
    ApiResponse response = ApiResponse::noContent();
    response.status = 303;
    response.compressible = false;
    return std::move(response).withHeader("location", location.toUtf8());
}

Result<QString> readReturnTo(const ApiRequest &request)
{
    if (isForm(request)) {
        const QUrlQuery form(QString::fromLatin1(request.body).replace(u'+', u' '));
        const QString wanted = form.queryItemValue(u"return_to"_s, QUrl::FullyDecoded);
        return wanted.isEmpty() ? afterSignIn : wanted;
    }
    if (request.body.isEmpty())
        return afterSignIn;
    if (!isJsonContentType(request.header("content-type")))
        return fail(Error::invalid(u"unsupported_media_type"_s, {}));
    PORTIER_ASSIGN(object, contract::parseStrictJson(request.body));
    contract::FieldReader reader(object);
    const QString wanted = reader.text(u"return_to"_s, 0, 1024).value_or(QString());
    PORTIER_TRY(reader.finish());
    return wanted.isEmpty() ? afterSignIn : wanted;
}

QCoro::Task<Result<ApiResponse>> answerProviders(ApiRequest, OidcRouteServices services)
{
    QJsonArray items;
    for (const identity::OidcProvider &provider : services.oidc.providers())
        items.append(QJsonObject{{u"slug"_s, provider.slug}, {u"name"_s, provider.displayName}});
    const QJsonObject body{{u"items"_s, items}};
    co_return ApiResponse::json(body);
}

QCoro::Task<Result<ApiResponse>> answerStart(ApiRequest request, OidcRouteServices services)
{
    const QString slug = request.pathArguments.first();
    if (!services.oidc.has(slug))
        co_return fail(Error::notFound());
    if (!isOwnOrigin(request, services.publicUrl)) // a form of another site starts nothing here
        co_return fail(Error::forbidden());
    PORTIER_CO_ASSIGN(returnTo, readReturnTo(request));
    PORTIER_CO_ASSIGN(departure, co_await services.oidc.start(slug, returnTo, request.principal.accountId));
    const QString location = QString::fromLatin1(departure.url.toEncoded());
    ApiResponse response = redirect(location);
    if (!isForm(request)) {
        const QJsonObject body{{u"authorize_url"_s, location}};
        response = ApiResponse::json(body);
        response.compressible = false;
    }
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(identity::OidcService::stateLifetime);
    co_return std::move(response).withHeader(
        "set-cookie", Cookies(services.publicUrl).set(providerCookie, departure.cookie.toLatin1(), age));
}

ApiResponse welcome(const identity::OidcResult &result, const Cookies &cookies, Instant now)
{
    ApiResponse response = redirect(result.returnTo);
    response.withHeader("set-cookie", cookies.set(providerCookie, {}, std::chrono::seconds(0)));
    if (result.signIn) {
        const auto age = std::chrono::duration_cast<std::chrono::seconds>(result.signIn->session.expiresAt - now);
        response.withHeader("set-cookie", cookies.set(sessionCookie, result.signIn->token.toLatin1(), age));
        response.withHeader("set-cookie",
                            cookies.set(deviceCookie, result.signIn->deviceToken.toLatin1(), deviceCookieAge));
    }
    return response;
}

/// A person gets a page with a way on (PLT-026); a program the problem.
Result<ApiResponse> refuse(const ApiRequest &request, Error error)
{
    error.details = {}; // the reason is for the log (PLT-027)
    if (!request.header("accept").contains("text/html"))
        return fail(std::move(error));
    return redirect(afterSignIn + u"?problem="_s + error.code);
}

QCoro::Task<Result<ApiResponse>> answerCallback(ApiRequest request, OidcRouteServices services)
{
    const Cookies cookies(services.publicUrl);
    identity::OidcArrival arrival;
    arrival.state = request.queryValue(u"state"_s);
    arrival.code = request.queryValue(u"code"_s);
    arrival.error = request.queryValue(u"error"_s);
    arrival.cookie = QString::fromLatin1(cookies.value(request, providerCookie));
    arrival.device.deviceName = u"Browser"_s;
    arrival.device.platform = u"web"_s;
    arrival.device.clientPrefix = request.clientPrefix;
    arrival.device.requestId = request.requestId;
    const auto result = co_await services.oidc.finish(request.pathArguments.first(), std::move(arrival));
    if (!result) {
        log::info("identity"_L1, "auth_failed"_L1,
                  {{u"reason"_s, result.error().code}, {u"request_id"_s, request.requestId}});
        co_return refuse(request, result.error());
    }
    log::info("identity"_L1, "auth_succeeded"_L1, {{u"request_id"_s, request.requestId}});
    co_return welcome(*result, cookies, services.clock->now());
}

} // namespace

void addOidcRoutes(ApiRouter &router, OidcRouteServices services)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, OidcRouteServices);
    const auto route = [services](Method method, const QString &pattern, const Access &access, Answer answer) {
        return Route{method, pattern, access,
                     [services, answer](ApiRequest request) { return answer(std::move(request), services); }};
    };
    router.add(route(Method::Get, u"/api/v1/auth/providers"_s, Access::open(), answerProviders));
    for (const auto &[pattern, access] : {std::pair(u"/api/v1/auth/{provider}/start"_s, Access::open()),
                                          std::pair(u"/api/v1/me/identities/{provider}/start"_s, Access::account())}) {
        Route start = route(Method::Post, pattern, access, answerStart);
        start.body = BodyKind::Raw;
        start.bodyLimit = bodyLimit;
        router.add(std::move(start));
    }
    Route callback = route(Method::Get, u"/api/v1/auth/{provider}/callback"_s, Access::ownCredential(), answerCallback);
    // What providers add of their own, e.g. Google's scope and authuser, means nothing to us.
    callback.queryParameters = {u"state"_s,     u"code"_s,   u"error"_s,        u"error_description"_s,
                                u"error_uri"_s, u"scope"_s,  u"iss"_s,          u"authuser"_s,
                                u"hd"_s,        u"prompt"_s, u"session_state"_s};
    callback.produces = {"application/json", "text/html"};
    router.add(std::move(callback));
}

} // namespace portier::api
