// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "server/api/idempotentreply.h"
#include "server/pages/bookingform.h"
#include "server/pages/bookingpages.h"
#include "server/pages/bookingviews.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::BookingView;
using bookings::ResourceView;

namespace
{

QString requestPath(const QString &slug)
{
    return calendarPath(slug) + u"/request"_s;
}

QString sentPath(const QString &slug)
{
    return calendarPath(slug) + u"/sent"_s;
}

bookings::BookingCaller anonymous(const PageRequest &request)
{
    bookings::BookingCaller caller;
    caller.actor = request.principal.actor();
    caller.language = request.language;
    return caller;
}

Result<ApiResponse> formPage(const PageRequest &request, const Site &site, const ResourceView &house,
                             const TypedBooking &typed, const FormTrouble &trouble)
{
    const QString path = requestPath(house.slug);
    Page page;
    page.view = u"request"_s;
    page.title = request.text(u"request.title"_s);
    page.house = house.name;
    page.homeUrl = calendarPath(house.slug);
    page.partyColours = coloursOf(house.parties);
    page.languageForm = u"request"_s;
    page.status =
        trouble.conflicts.isEmpty() ? (trouble.complaints.isEmpty() && trouble.longStayDays == 0 ? 200 : 422) : 409;
    page.values = bookingFields(request, house, typed, trouble);
    page.values.insert(u"action"_s, path);
    page.values.insert(u"form_token"_s, formToken(site, path));
    page.values.insert(u"stale"_s, staleNotice(request));
    page.values.insert(u"summary"_s, errorSummary(request, trouble.complaints));
    page.values.insert(u"calendar_url"_s, calendarPath(house.slug));
    return site.render(request, page);
}

/// Who is in the way of dates that are already known, so that nobody types a whole form for nothing.
QCoro::Task<Result<FormTrouble>> lookAhead(PageRequest request, BookingGroundPtr ground, QString slug,
                                           TypedBooking typed)
{
    FormTrouble trouble;
    const auto start = typedDate(typed.start), end = typedDate(typed.end);
    if (!start || !end || *end < *start)
        co_return trouble;
    const bookings::DateRange range{*start, *end};
    PORTIER_CO_ASSIGN(conflicts, co_await ground->services.bookings.conflicts(slug, range));
    trouble.conflicts = conflicts;
    trouble.conflictsTotal = conflicts.size();
    for (const bookings::BookingConflict &conflict : conflicts)
        trouble.complaints.append({u"start"_s, conflictText(request, conflict)});
    co_return trouble;
}

QCoro::Task<Result<ApiResponse>> showForm(PageRequest request, BookingGroundPtr ground)
{
    PORTIER_CO_ASSIGN(house, co_await ground->services.bookings.resource(request.pathArguments.value(0)));
    ground->site->preferLanguage(&request, house.language);
    if (!house.open)
        co_return closedPage(request, *ground->site, house);
    TypedBooking typed;
    typed.start = request.queryValue(u"start"_s);
    typed.end = request.queryValue(u"end"_s);
    typed.persons = u"2"_s;
    PORTIER_CO_ASSIGN(trouble, co_await lookAhead(request, ground, house.slug, typed));
    auto page = formPage(request, *ground->site, house, typed, trouble);
    if (page)
        page->status = 200; // nothing was sent that could be refused
    co_return page;
}

/// Everything that the page after a submission says; nothing of it is looked up again.
QJsonObject sentTicket(const BookingView &view)
{
    return {{u"name"_s, view.firstName},
            {u"start"_s, toIsoDate(view.range.start)},
            {u"end"_s, toIsoDate(view.range.end)},
            {u"persons"_s, view.partySize},
            {u"confirmed"_s, view.status == bookings::BookingStatus::Confirmed}};
}

QCoro::Task<Result<ApiResponse>> submit(PageRequest request, BookingGroundPtr ground)
{
    PORTIER_CO_ASSIGN(house, co_await ground->services.bookings.resource(request.pathArguments.value(0)));
    ground->site->preferLanguage(&request, house.language);
    const TypedBooking typed = TypedBooking::from(request);
    if (!request.mayAct()) {
        PORTIER_CO_ASSIGN(ahead, co_await lookAhead(request, ground, house.slug, typed));
        auto page = formPage(request, *ground->site, house, typed, ahead);
        if (page && !request.overLimit)
            page->status = 200;
        co_return page;
    }
    QJsonObject body = typed.toSubmission(request.language);
    body.insert(u"resource"_s, house.slug);
    const QString path = sentPath(house.slug);
    const auto site = ground->site;
    const std::function<ApiResponse(const BookingView &)> render = [site, path](const BookingView &view) {
        return Site::redirect(path + site->ticket(path, sentTicket(view)));
    };
    auto remember = api::rememberReply<BookingView>(request, render, site->now());
    const auto made = co_await ground->services.bookings.submit(anonymous(request), body, std::move(remember));
    if (made)
        co_return render(*made);
    if (made.error().code == "resource_closed"_L1)
        co_return closedPage(request, *site, house);
    if (made.error().code == "rate_limited"_L1) {
        request.overLimit = made.error();
        co_return formPage(request, *site, house, typed, {});
    }
    const auto trouble = troubleOf(request, made.error(), typed);
    if (!trouble)
        co_return fail(made.error());
    co_return formPage(request, *site, house, typed, *trouble);
}

QCoro::Task<Result<ApiResponse>> showSent(PageRequest request, BookingGroundPtr ground)
{
    PORTIER_CO_ASSIGN(house, co_await ground->services.bookings.resource(request.pathArguments.value(0)));
    ground->site->preferLanguage(&request, house.language);
    const auto ticket = ground->site->readTicket(request);
    if (!ticket) // opened later or by hand: the calendar knows how things stand
        co_return Site::redirect(calendarPath(house.slug));
    const auto start = fromIsoDate(ticket->value(u"start"_s).toString());
    const auto end = fromIsoDate(ticket->value(u"end"_s).toString());
    const bool confirmed = ticket->value(u"confirmed"_s).toBool();
    if (!start || !end)
        co_return fail(Error::internal(u"a ticket without dates"_s));
    ResultPage page;
    page.tone = ResultPage::Tone::Ok;
    page.icon = u"check"_s;
    page.heading = request.text(confirmed ? u"sent.confirmed.heading"_s : u"sent.heading"_s);
    page.sentence =
        request.text(confirmed ? u"sent.confirmed.sentence"_s : u"sent.sentence"_s,
                     {{u"name"_s, ticket->value(u"name"_s).toString()},
                      {u"range"_s, rangeText({*start, *end}, request.language)},
                      {u"persons"_s, formatPersons(ticket->value(u"persons"_s).toInteger(), request.language)}});
    page.note = request.text(u"sent.note"_s);
    page.ways = {{request.text(u"to_calendar"_s),
                  calendarPath(house.slug) + u"?year=%1&month=%2"_s.arg(start->year()).arg(start->month())}};
    page.house = house.name;
    page.homeUrl = calendarPath(house.slug);
    co_return ground->site->render(request, page);
}

} // namespace

void addRequestPages(PageRouter &router, const BookingGroundPtr &ground)
{
    addBookingPage(router, ground, api::Method::Get, u"/calendar/{slug}/request"_s, showForm);
    addBookingPage(router, ground, api::Method::Post, u"/calendar/{slug}/request"_s, submit,
                   u"unauthenticated_write"_s);
    addBookingPage(router, ground, api::Method::Get, u"/calendar/{slug}/sent"_s, showSent);
}

} // namespace portier::pages
