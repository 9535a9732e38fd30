// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/fieldmessages.h"
#include "server/pages/bookingpages.h"
#include "server/pages/bookingviews.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;

namespace
{

/// Where the form is: with the house it was asked from, or without one, from a link that opens nothing.
struct Place {
    QString path;
    QString house;
    QString homeUrl;
};

QCoro::Task<Result<Place>> placeOf(PageRequest request, BookingGroundPtr ground)
{
    if (request.pathArguments.isEmpty())
        co_return Place{u"/recover"_s, {}, {}};
    PORTIER_CO_ASSIGN(house, co_await ground->services.bookings.resource(request.pathArguments.first()));
    co_return Place{calendarPath(house.slug) + u"/recover"_s, house.name, calendarPath(house.slug)};
}

Result<ApiResponse> formPage(const PageRequest &request, const Site &site, const Place &place, const QString &error)
{
    Page page;
    page.view = u"recover"_s;
    page.title = request.text(u"recover.title"_s);
    page.house = place.house;
    page.homeUrl = place.homeUrl;
    page.languageForm = u"recover"_s;
    page.status = error.isEmpty() ? 200 : 422;
    page.values = recoveryForm(request, site, place.path, request.typed(u"email"_s), error);
    page.values.insert(u"stale"_s, staleNotice(request));
    page.values.insert(u"summary"_s,
                       error.isEmpty() ? QJsonValue(false) : errorSummary(request, {{u"email"_s, error}}));
    return site.render(request, page);
}

/// BKG-084: the same for every address.
Result<ApiResponse> neutralPage(const PageRequest &request, const Site &site, const Place &place)
{
    ResultPage page;
    page.tone = ResultPage::Tone::Ok;
    page.icon = u"mail"_s;
    page.heading = request.text(u"recovered.heading"_s);
    page.sentence = request.text(u"recovered.sentence"_s);
    page.house = place.house;
    page.homeUrl = place.homeUrl;
    if (!place.homeUrl.isEmpty())
        page.ways = {{request.text(u"to_calendar"_s), place.homeUrl}};
    return site.render(request, page);
}

QCoro::Task<Result<ApiResponse>> show(PageRequest request, BookingGroundPtr ground)
{
    PORTIER_CO_ASSIGN(place, co_await placeOf(request, ground));
    if (request.hasQuery(u"sent"_s))
        co_return neutralPage(request, *ground->site, place);
    co_return formPage(request, *ground->site, place, {});
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, BookingGroundPtr ground)
{
    PORTIER_CO_ASSIGN(place, co_await placeOf(request, ground));
    if (!request.mayAct())
        co_return formPage(request, *ground->site, place, {});
    bookings::BookingCaller caller;
    caller.actor = request.principal.actor();
    caller.language = request.language;
    const auto asked = co_await ground->services.bookings.recover(caller, request.typed(u"email"_s), request.language);
    if (!asked && asked.error().code == "rate_limited"_L1) {
        request.overLimit = asked.error();
        co_return formPage(request, *ground->site, place, {});
    }
    if (!asked && asked.error().fields.isEmpty())
        co_return fail(asked.error());
    if (!asked)
        co_return formPage(request, *ground->site, place,
                           contract::fieldMessage(asked.error().fields.first(), request.language));
    co_return Site::redirect(place.path + u"?sent"_s);
}

} // namespace

void addRecoveryPages(PageRouter &router, const BookingGroundPtr &ground)
{
    for (const QString &pattern : {u"/recover"_s, u"/calendar/{slug}/recover"_s}) {
        addBookingPage(router, ground, api::Method::Get, pattern, show);
        addBookingPage(router, ground, api::Method::Post, pattern, submit, u"unauthenticated_write"_s,
                       CredentialFormLimit);
    }
}

} // namespace portier::pages
