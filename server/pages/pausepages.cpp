// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/pausepages.h"

#include "core/trips/pauselinks.h"
#include "server/pages/views.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using trips::PauseLinks;
using trips::TripStatus;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

Result<ApiResponse> askPage(const PageRequest &request, const Site &site, const trips::Trip &trip)
{
    Page page;
    page.view = u"pause"_s;
    page.title = request.text(u"pause.asked.heading"_s);
    page.values = {{u"heading"_s, page.title},
                   {u"sentence"_s, request.text(u"pause.asked.sentence"_s, {{u"trip"_s, trip.plan.name}})},
                   {u"action"_s, request.path},
                   {u"stale"_s, staleNotice(request)},
                   {u"form_token"_s, formToken(site, request.path)}};
    return site.render(request, page);
}

Result<ApiResponse> page(const PageRequest &request, const Site &site, const trips::Trip &trip)
{
    if (trip.status != TripStatus::Paused && trip.status != TripStatus::Expired)
        return askPage(request, site, trip);
    ResultPage page;
    const QJsonObject values{{u"trip"_s, trip.plan.name}};
    if (trip.status == TripStatus::Paused) {
        page.tone = ResultPage::Tone::Ok;
        page.icon = u"check"_s;
        page.heading = request.text(u"pause.done.heading"_s);
        page.sentence = request.text(u"pause.done.sentence"_s, values);
    } else {
        page.heading = request.text(u"pause.over.heading"_s);
        page.sentence = request.text(u"pause.over.sentence"_s, values);
    }
    return site.render(request, page);
}

QCoro::Task<Result<ApiResponse>> show(PageRequest request, PauseLinks *links, SitePtr site)
{
    PORTIER_CO_ASSIGN(trip, co_await links->find(request.pathArguments.value(0)));
    co_return page(request, *site, trip);
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, PauseLinks *links, SitePtr site)
{
    const QString token = request.pathArguments.value(0);
    PORTIER_CO_ASSIGN(trip, co_await links->find(token));
    if (!request.mayAct() || trip.status == TripStatus::Expired)
        co_return page(request, *site, trip);
    PORTIER_CO_TRY(co_await links->pause(token, request.principal.actor()));
    co_return Site::redirect(request.path);
}

} // namespace

void addPausePages(PageRouter &router, PauseLinks &links)
{
    const SitePtr site = router.site();
    PauseLinks *service = &links;
    const QString pattern = u"/trips/pause/{token}"_s;
    router.add({api::Method::Get, pattern,
                [service, site](PageRequest request) { return show(std::move(request), service, site); }});
    router.add({api::Method::Post, pattern,
                [service, site](PageRequest request) { return submit(std::move(request), service, site); }});
}

} // namespace portier::pages
