// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/providerpages.h"

#include "server/pages/views.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using identity::OidcProvider;
using identity::OidcService;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

const QString signInPath = u"/sign-in"_s;

QString pathOf(const OidcProvider &provider)
{
    return signInPath + u'/' + provider.slug;
}

/// A page that leads on by itself, and by its link. A redirect would not do: browsers stop a form at the first address
/// outside form-action, and providers redirect to hosts that nobody can name beforehand.
Result<ApiResponse> departure(const PageRequest &request, const Site &site, const OidcProvider &provider,
                              const identity::OidcDeparture &departure)
{
    const QString url = QString::fromLatin1(departure.url.toEncoded());
    ResultPage page;
    page.icon = u"log-in"_s;
    page.heading = request.text(u"signin.leaving"_s, {{u"provider"_s, provider.displayName}});
    page.sentence = request.text(u"signin.leaving.sentence"_s);
    page.ways = {{request.text(u"signin.leave"_s, {{u"provider"_s, provider.displayName}}), url}};
    PORTIER_ASSIGN(response, site.render(request, page));
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(OidcService::stateLifetime);
    response.withHeader("refresh", "0; url=" + departure.url.toEncoded());
    response.withHeader("set-cookie", site.cookies().set(api::providerCookie, departure.cookie.toLatin1(), age));
    return response;
}

QCoro::Task<Result<ApiResponse>> leave(PageRequest request, OidcService *oidc, SitePtr site)
{
    const QString slug = request.pathArguments.value(0);
    const QList<OidcProvider> providers = oidc->providers();
    const auto provider = std::find_if(providers.begin(), providers.end(),
                                       [&slug](const OidcProvider &each) { return each.slug == slug; });
    if (provider == providers.end())
        co_return fail(Error::notFound());
    if (!request.mayAct())
        co_return Site::redirect(signInPath);
    const QString wanted = request.typed(u"return_to"_s);
    const auto begun = co_await oidc->start(slug, wanted.isEmpty() ? signInPath : wanted);
    if (begun)
        co_return departure(request, *site, *provider, *begun);
    if (begun.error().kind != ErrorKind::Unavailable)
        co_return fail(begun.error());
    co_return Site::redirect(signInPath + u"?problem="_s + begun.error().code);
}

} // namespace

QJsonValue providerButtons(const PageRequest &request, const Site &site, const OidcService &oidc,
                           const QString &returnTo)
{
    QJsonArray buttons;
    for (const OidcProvider &provider : oidc.providers()) {
        buttons.append(
            QJsonObject{{u"action"_s, pathOf(provider)},
                        {u"form_token"_s, formToken(site, pathOf(provider))},
                        {u"return_to"_s, returnTo},
                        {u"label"_s, request.text(u"signin.with"_s, {{u"provider"_s, provider.displayName}})}});
    }
    return buttons.isEmpty() ? QJsonValue(false) : QJsonValue(QJsonObject{{u"items"_s, buttons}});
}

QJsonValue providerProblem(const PageRequest &request)
{
    static const QStringList known{u"oidc_restart"_s,   u"oidc_rejected"_s, u"link_required"_s,
                                   u"identity_taken"_s, u"signup_closed"_s, u"provider_unavailable"_s,
                                   u"not_allowed"_s};
    const QString code = request.queryValue(u"problem"_s);
    if (code.isEmpty())
        return false;
    return request.text(u"signin.problem."_s + (known.contains(code) ? code : u"oidc_rejected"_s));
}

void addProviderPages(PageRouter &router, OidcService &oidc)
{
    const SitePtr site = router.site();
    OidcService *service = &oidc;
    PageRoute leaving{api::Method::Post, signInPath + u"/{provider}"_s,
                      [service, site](PageRequest request) { return leave(std::move(request), service, site); }};
    leaving.ratePolicy = u"unauthenticated_write"_s;
    leaving.bodyLimit = CredentialFormLimit;
    router.add(std::move(leaving));
}

} // namespace portier::pages
