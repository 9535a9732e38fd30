// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/unsubscribepages.h"

#include "server/pages/views.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using notifications::PreferenceService;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

enum class Stage { Asked, Done, Undone };

/// The same page whether or not we know the token, but for the name of the list (PLT-132).
Result<ApiResponse> page(const PageRequest &request, const Site &site, const QString &list, Stage stage)
{
    const QString stageName = stage == Stage::Asked ? u"asked"_s : stage == Stage::Done ? u"done"_s : u"undone"_s;
    const QString about = request.text(list.isEmpty() ? u"unsubscribe.list.any"_s : u"unsubscribe.list."_s + list);
    Page page;
    page.view = u"unsubscribe"_s;
    page.title = request.text(u"unsubscribe."_s + stageName + u".heading"_s);
    page.values = {{u"heading"_s, page.title},
                   {u"sentence"_s, request.text(u"unsubscribe."_s + stageName + u".sentence"_s, {{u"list"_s, about}})},
                   {u"action"_s, request.path},
                   {u"is_done"_s, stage == Stage::Done},
                   {u"is_open"_s, stage != Stage::Done}};
    return site.render(request, page);
}

QCoro::Task<Result<ApiResponse>> show(PageRequest request, PreferenceService *preferences, SitePtr site)
{
    co_return page(request, *site, preferences->listOf(request.pathArguments.value(0)), Stage::Asked);
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, PreferenceService *preferences, SitePtr site)
{
    const QString token = request.pathArguments.value(0);
    const bool undoes = request.has(u"undo"_s);
    if (undoes)
        PORTIER_CO_TRY(co_await preferences->undoUnsubscribe(token));
    else
        PORTIER_CO_TRY(co_await preferences->unsubscribe(token));
    co_return page(request, *site, preferences->listOf(token), undoes ? Stage::Undone : Stage::Done);
}

} // namespace

void addUnsubscribePages(PageRouter &router, PreferenceService &preferences)
{
    const SitePtr site = router.site();
    PreferenceService *service = &preferences;
    const QString pattern = u"/unsubscribe/{token}"_s;
    router.add({api::Method::Get, pattern,
                [service, site](PageRequest request) { return show(std::move(request), service, site); }});
    PageRoute act{api::Method::Post, pattern,
                  [service, site](PageRequest request) { return submit(std::move(request), service, site); }};
    act.ratePolicy = u"unsubscribe"_s;
    act.form = FormUse::Open;
    router.add(std::move(act));
}

} // namespace portier::pages
