// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/devicepages.h"

#include "core/contract/errorcodes.h"
#include "server/pages/providerpages.h"
#include "server/pages/views.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using identity::DeviceRequest;
using identity::DeviceSignIn;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

constexpr auto Path = "/auth/device"_L1;

struct DeviceGround {
    SignInServices services;
    DeviceSignIn &devices;
    SitePtr site;
};
using DeviceGroundPtr = std::shared_ptr<const DeviceGround>;

/// From the query of the page, or from the form that carries it along.
DeviceRequest deviceOf(const PageRequest &request)
{
    const auto read = [&request](const QString &name) {
        return request.method == api::Method::Post ? request.typed(name) : request.queryValue(name);
    };
    return {read(u"redirect_uri"_s), read(u"state"_s), read(u"code_challenge"_s), read(u"device_name"_s),
            read(u"platform"_s)};
}

Result<ApiResponse> brokenPage(const PageRequest &request, const Site &site)
{
    ResultPage page;
    page.tone = ResultPage::Tone::Bad;
    page.icon = u"monitor"_s;
    page.heading = request.text(u"device.broken.heading"_s);
    page.sentence = request.text(u"device.broken.sentence"_s);
    page.status = 400;
    return site.render(request, page);
}

QList<std::pair<QString, QString>> fieldsOf(const DeviceRequest &device)
{
    return {{u"redirect_uri"_s, device.redirectUri},
            {u"state"_s, device.state},
            {u"code_challenge"_s, device.codeChallenge},
            {u"device_name"_s, device.deviceName},
            {u"platform"_s, device.platform}};
}

/// Scheme and authority of the app's loopback address, which the form's redirect leads to (PLT-071).
QString loopbackOrigin(const DeviceRequest &device)
{
    return QUrl(device.redirectUri).toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

/// The page with its question, to come back to from a provider.
QString addressOf(const DeviceRequest &device)
{
    QUrlQuery query;
    for (const auto &[field, value] : fieldsOf(device))
        query.addQueryItem(field, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return Path + u'?' + query.toString(QUrl::FullyEncoded);
}

Result<ApiResponse> formPage(const PageRequest &request, const DeviceGround &ground, const DeviceRequest &device,
                             const QString &signedInAs, const QString &complaint, int status = 200)
{
    const QString name = device.deviceName.isEmpty() ? request.text(u"device.unnamed"_s) : device.deviceName;
    QJsonArray carried;
    for (const auto &[field, value] : fieldsOf(device))
        carried.append(QJsonObject{{u"name"_s, field}, {u"value"_s, value}});
    Page page;
    page.view = u"device"_s;
    page.title = request.text(u"device.title"_s);
    page.status = complaint.isEmpty() ? 200 : status;
    page.languageForm = u"device"_s;
    page.formTargets = {loopbackOrigin(device)};
    page.values = {
        {u"device"_s, name},
        {u"action"_s, QString(Path)},
        {u"form_token"_s, formToken(*ground.site, Path)},
        {u"carried"_s, carried},
        {u"signed_in"_s, !signedInAs.isEmpty()},
        {u"signed_out"_s, signedInAs.isEmpty()},
        {u"person"_s, signedInAs},
        {u"email"_s, request.typed(u"email"_s)},
        {u"refused"_s, !complaint.isEmpty()},
        {u"providers"_s, providerButtons(request, *ground.site, ground.services.oidc, addressOf(device))},
        {u"stale"_s, staleNotice(request)},
        {u"summary"_s, complaint.isEmpty() ? QJsonValue(false) : errorSummary(request, {{u"email"_s, complaint}})},
    };
    return ground.site->render(request, page);
}

/// Whose session the browser holds; empty: nobody's, or the reader wants another account.
QCoro::Task<Result<QString>> personOf(PageRequest request, DeviceGroundPtr ground)
{
    if (!request.principal.isAccount() || request.hasQuery(u"other"_s) || request.has(u"other"_s))
        co_return QString();
    PORTIER_CO_ASSIGN(account, co_await ground->services.accounts.find(request.principal.accountId));
    co_return account.displayName;
}

QCoro::Task<Result<ApiResponse>> show(PageRequest request, DeviceGroundPtr ground)
{
    const DeviceRequest device = deviceOf(request);
    if (!identity::checkDeviceRequest(device))
        co_return brokenPage(request, *ground->site);
    PORTIER_CO_ASSIGN(person, co_await personOf(request, ground));
    co_return formPage(request, *ground, device, person, {});
}

QCoro::Task<Result<ApiResponse>> lead(PageRequest request, DeviceGroundPtr ground, QString accountId,
                                      std::optional<identity::SignIn> signIn)
{
    PORTIER_CO_ASSIGN(url, co_await ground->devices.approve(accountId, deviceOf(request)));
    ApiResponse response = Site::redirect(url.toString(QUrl::FullyEncoded));
    if (signIn)
        addSessionCookies(*ground->site, *signIn, &response);
    co_return response;
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, DeviceGroundPtr ground)
{
    const DeviceRequest device = deviceOf(request);
    if (!identity::checkDeviceRequest(device))
        co_return brokenPage(request, *ground->site);
    PORTIER_CO_ASSIGN(person, co_await personOf(request, ground));
    if (!request.mayAct() || (request.has(u"other"_s) && !request.has(u"email"_s)))
        co_return formPage(request, *ground, device, person, {});
    if (!person.isEmpty())
        co_return co_await lead(request, ground, request.principal.accountId, std::nullopt);
    const QString browser = request.text(u"signin.browser"_s);
    const auto signIn = co_await signInWith(request, ground->services, ground->site, browser);
    if (signIn)
        co_return co_await lead(request, ground, signIn->account.id, *signIn);
    if (signIn.error().kind == ErrorKind::Internal)
        co_return fail(signIn.error());
    co_return formPage(request, *ground, device, {}, signInComplaint(request, signIn.error()),
                       contract::httpStatus(signIn.error()));
}

} // namespace

void addDevicePages(PageRouter &router, SignInServices services, DeviceSignIn &devices)
{
    const auto ground = std::make_shared<const DeviceGround>(DeviceGround{services, devices, router.site()});
    PageRoute form{api::Method::Get, Path, [ground](PageRequest request) { return show(std::move(request), ground); }};
    form.readsSession = true;
    router.add(std::move(form));
    PageRoute act{api::Method::Post, Path,
                  [ground](PageRequest request) { return submit(std::move(request), ground); }};
    act.readsSession = true;
    act.ratePolicy = u"none"_s; // signInWith() charges
    act.bodyLimit = CredentialFormLimit;
    router.add(std::move(act));
}

} // namespace portier::pages
