// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/accountpages.h"

#include "core/contract/fieldmessages.h"
#include "server/pages/signinpages.h"
#include "server/pages/views.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using identity::AccountLinkAction;
using identity::AccountLinkOutcome;
using identity::AccountLinks;
using identity::AccountLinkView;
using identity::SingleUseKind;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

QString keyOf(SingleUseKind kind)
{
    return u"account."_s + identity::singleUseKindName(kind);
}

bool needsPassword(SingleUseKind kind)
{
    return kind == SingleUseKind::Invitation || kind == SingleUseKind::PasswordReset;
}

Result<ApiResponse> brokenPage(const PageRequest &request, const Site &site)
{
    ResultPage page;
    page.tone = ResultPage::Tone::Wait;
    page.icon = u"link"_s;
    page.heading = request.text(u"account.broken.heading"_s);
    page.sentence = request.text(u"account.broken.sentence"_s);
    page.ways = {{request.text(u"signin.title"_s), u"/sign-in"_s}};
    page.status = 404;
    return site.render(request, page);
}

Result<ApiResponse> donePage(const PageRequest &request, const Site &site, const QString &kind)
{
    ResultPage page;
    page.tone = ResultPage::Tone::Ok;
    page.icon = u"check"_s;
    page.heading = request.text(u"account.%1.done.heading"_s.arg(kind));
    page.sentence = request.text(u"account.%1.done.sentence"_s.arg(kind));
    page.ways = {{request.text(u"account.to_sign_in"_s), u"/sign-in"_s}};
    return site.render(request, page);
}

Result<ApiResponse> formPage(const PageRequest &request, const Site &site, const AccountLinkView &link,
                             const QList<FieldComplaint> &complaints)
{
    const QString key = keyOf(link.kind);
    const QJsonObject words{{u"email"_s, link.email}, {u"name"_s, link.displayName}};
    Page page;
    page.view = u"account"_s;
    page.title = request.text(key + u".heading"_s, words);
    page.languageForm = u"account"_s;
    page.status = complaints.isEmpty() ? 200 : 422;
    page.values = {
        {u"heading"_s, page.title},
        {u"sentence"_s, request.text(key + u".sentence"_s, words)},
        {u"send"_s, request.text(key + u".send"_s)},
        {u"action"_s, request.path},
        {u"form_token"_s, formToken(site, request.path)},
        {u"stale"_s, staleNotice(request)},
        {u"summary"_s, errorSummary(request, complaints)},
        {u"email"_s, link.email},
        {u"invites"_s, link.kind == SingleUseKind::Invitation},
        {u"display_name"_s,
         field(u"display_name"_s, request.typed(u"display_name"_s), complaintOf(complaints, u"display_name"_s))},
        {u"password"_s, needsPassword(link.kind)
                            ? QJsonValue(field(u"password"_s, {}, complaintOf(complaints, u"password"_s)))
                            : QJsonValue(false)},
    };
    return site.render(request, page);
}

QCoro::Task<Result<ApiResponse>> show(PageRequest request, AccountLinks *links, SitePtr site)
{
    if (const auto ticket = site->readTicket(request))
        co_return donePage(request, *site, ticket->value(u"kind"_s).toString());
    const auto link = co_await links->inspect(request.pathArguments.value(0));
    if (!link && link.error().kind == ErrorKind::Forbidden)
        co_return brokenPage(request, *site);
    if (!link)
        co_return fail(link.error());
    site->preferLanguage(&request, link->language);
    co_return formPage(request, *site, *link, {});
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, AccountLinks *links, SitePtr site)
{
    const QString token = request.pathArguments.value(0);
    const auto link = co_await links->inspect(token);
    if (!link && link.error().kind == ErrorKind::Forbidden)
        co_return brokenPage(request, *site);
    if (!link)
        co_return fail(link.error());
    site->preferLanguage(&request, link->language);
    if (!request.mayAct())
        co_return formPage(request, *site, *link, {});
    AccountLinkAction action;
    action.password = request.typed(u"password"_s);
    action.displayName = request.typed(u"display_name"_s);
    action.language = request.language;
    action.device.deviceName = request.text(u"signin.browser"_s);
    action.device.platform = u"web"_s;
    action.device.clientPrefix = request.clientPrefix;
    action.device.requestId = request.requestId;
    const auto done = co_await links->act(token, std::move(action));
    if (done) {
        const QString kind = identity::singleUseKindName(done->kind);
        ApiResponse response = Site::redirect(request.path + site->ticket(request.path, {{u"kind"_s, kind}}));
        if (done->signIn)
            addSessionCookies(*site, *done->signIn, &response);
        co_return response;
    }
    const Error &error = done.error();
    if (error.kind == ErrorKind::Forbidden)
        co_return brokenPage(request, *site);
    QList<FieldComplaint> complaints;
    for (const FieldError &broken : error.fields)
        complaints.append({broken.pointer.mid(1), contract::fieldMessage(broken, request.language)});
    if (error.code == "password_too_weak"_L1 && complaints.isEmpty())
        complaints.append({u"password"_s, request.text(u"account.weak"_s)});
    if (error.code == "email_taken"_L1)
        complaints.append({{}, request.text(u"account.taken"_s)});
    if (complaints.isEmpty())
        co_return fail(error);
    co_return formPage(request, *site, *link, complaints);
}

} // namespace

void addAccountPages(PageRouter &router, AccountLinks &links)
{
    const SitePtr site = router.site();
    AccountLinks *service = &links;
    const QString pattern = u"/account/{token}"_s;
    router.add({api::Method::Get, pattern,
                [service, site](PageRequest request) { return show(std::move(request), service, site); }});
    PageRoute act{api::Method::Post, pattern,
                  [service, site](PageRequest request) { return submit(std::move(request), service, site); }};
    act.ratePolicy = u"register"_s;
    act.bodyLimit = CredentialFormLimit;
    router.add(std::move(act));
}

} // namespace portier::pages
