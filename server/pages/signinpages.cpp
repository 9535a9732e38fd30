// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/signinpages.h"

#include "core/base/log.h"
#include "core/contract/errorcodes.h"
#include "server/pages/providerpages.h"
#include "server/pages/views.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

constexpr auto SignInPath = "/sign-in"_L1;
constexpr auto SignOutPath = "/sign-out"_L1;

Result<ApiResponse> showForm(const PageRequest &request, const Site &site, const SignInServices &services,
                             const QString &complaint, int status = 200)
{
    Page page;
    page.view = u"signin"_s;
    page.title = request.text(u"signin.title"_s);
    page.status = complaint.isEmpty() ? 200 : status;
    page.languageForm = u"sign-in"_s;
    page.values = {
        {u"action"_s, QString(SignInPath)},
        {u"form_token"_s, formToken(site, SignInPath)},
        {u"stale"_s, staleNotice(request)},
        {u"summary"_s, complaint.isEmpty() ? QJsonValue(false) : errorSummary(request, {{u"email"_s, complaint}})},
        {u"email"_s, request.typed(u"email"_s)},
        {u"refused"_s, !complaint.isEmpty()},
        {u"problem"_s, providerProblem(request)},
        {u"providers"_s, providerButtons(request, site, services.oidc, SignInPath)},
    };
    return site.render(request, page);
}

QCoro::Task<Result<ApiResponse>> show(PageRequest request, SignInServices services, SitePtr site)
{
    if (request.sessionIsNotAllowed)
        co_return showForm(request, *site, services, request.text(u"signin.left_out"_s), 403);
    if (!request.principal.isAccount())
        co_return showForm(request, *site, services, {});
    PORTIER_CO_ASSIGN(account, co_await services.accounts.find(request.principal.accountId));
    Page page;
    page.view = u"signedin"_s;
    page.title = request.text(u"signin.done"_s);
    page.values = {{u"name"_s, account.displayName},
                   {u"problem"_s, providerProblem(request)},
                   {u"action"_s, QString(SignOutPath)},
                   {u"form_token"_s, formToken(*site, SignOutPath)}};
    co_return site->render(request, page);
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, SignInServices services, SitePtr site)
{
    if (!request.mayAct())
        co_return showForm(request, *site, services, {});
    const auto signIn = co_await signInWith(request, services, site, request.text(u"signin.browser"_s));
    if (!signIn) {
        if (signIn.error().kind == ErrorKind::Internal)
            co_return fail(signIn.error());
        co_return showForm(request, *site, services, signInComplaint(request, signIn.error()),
                           contract::httpStatus(signIn.error()));
    }
    ApiResponse response = Site::redirect(SignInPath);
    addSessionCookies(*site, *signIn, &response);
    co_return response;
}

QCoro::Task<Result<ApiResponse>> signOut(PageRequest request, SignInServices services, SitePtr site)
{
    const QString token = QString::fromLatin1(site->cookies().value(request, api::sessionCookie));
    if (request.mayAct() && !token.isEmpty()) {
        const operations::Actor actor = request.principal.actor();
        PORTIER_CO_TRY(co_await services.sessions.signOut(token, actor));
    }
    ApiResponse response = Site::redirect(SignInPath);
    if (request.mayAct())
        response.withHeader("set-cookie", site->cookies().set(api::sessionCookie, {}, std::chrono::seconds(0)));
    co_return response;
}

} // namespace

QCoro::Task<Result<identity::SignIn>> signInWith(PageRequest request, SignInServices services,
                                                 std::shared_ptr<const Site> site, QString deviceName)
{
    identity::SignInRequest wanted;
    wanted.email = request.typed(u"email"_s).trimmed();
    wanted.password = request.typed(u"password"_s);
    wanted.deviceToken = QString::fromLatin1(site->cookies().value(request, api::deviceCookie));
    wanted.deviceName = deviceName;
    wanted.platform = u"web"_s;
    wanted.clientPrefix = request.clientPrefix;
    wanted.clientIsProxy = request.clientIsProxy;
    wanted.requestId = request.requestId;
    // Table 3.5, `login`: client prefix and e-mail, whose hash keeps the address out of the counters.
    const QByteArray hash = identity::EmailAddress::hash(identity::EmailAddress::compare(wanted.email));
    const QList<operations::RateCharge> charges{
        operations::RateCharge{u"login"_s, wanted.clientPrefix + u' ' + QString::fromLatin1(hash.toHex())}};
    PORTIER_CO_ASSIGN(verdict, co_await services.limits.charge(charges, request.clientPrefix));
    if (verdict)
        PORTIER_CO_TRY(verdict->toResult());
    const auto signIn = co_await services.sessions.signIn(std::move(wanted));
    if (signIn)
        log::info("identity"_L1, "auth_succeeded"_L1, {{u"request_id"_s, request.requestId}});
    else
        log::info("identity"_L1, "auth_failed"_L1,
                  {{u"reason"_s, signIn.error().code}, {u"request_id"_s, request.requestId}});
    co_return signIn;
}

QString signInComplaint(const PageRequest &request, const Error &error)
{
    const qint64 wait = error.details.value(u"retry_after"_s).toInteger();
    if (wait > 0)
        return request.text(u"signin.too_many"_s,
                            {{u"wait"_s, request.texts->count(u"minutes"_s, qMax<qint64>(1, (wait + 59) / 60))}});
    if (error.code == "invalid_credentials"_L1)
        return request.text(u"signin.wrong"_s);
    if (error.code == "busy"_L1)
        return request.text(u"error.busy.sentence"_s);
    return request.text(u"signin.not_allowed"_s);
}

void addSessionCookies(const Site &site, const identity::SignIn &signIn, ApiResponse *response)
{
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(signIn.session.expiresAt - site.now());
    const api::Cookies &cookies = site.cookies();
    response->withHeader("set-cookie", cookies.set(api::sessionCookie, signIn.token.toLatin1(), age));
    response->withHeader("set-cookie",
                         cookies.set(api::deviceCookie, signIn.deviceToken.toLatin1(), api::deviceCookieAge));
}

void addSignInPages(PageRouter &router, SignInServices services)
{
    const SitePtr site = router.site();
    PageRoute form{api::Method::Get, SignInPath,
                   [services, site](PageRequest request) { return show(std::move(request), services, site); }};
    form.readsSession = true;
    router.add(std::move(form));
    PageRoute login{api::Method::Post, SignInPath,
                    [services, site](PageRequest request) { return submit(std::move(request), services, site); }};
    login.ratePolicy = u"none"_s; // keyed by the address in the form, so the handler charges it
    login.bodyLimit = CredentialFormLimit;
    router.add(std::move(login));
    PageRoute logout{api::Method::Post, SignOutPath,
                     [services, site](PageRequest request) { return signOut(std::move(request), services, site); }};
    logout.readsSession = true;
    logout.ratePolicy = u"general"_s;
    logout.bodyLimit = CredentialFormLimit;
    router.add(std::move(logout));
}

} // namespace portier::pages
