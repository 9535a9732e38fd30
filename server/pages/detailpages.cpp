// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingcard.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::BookingView;

namespace
{

/// What became of the newest mail to whoever reads this (PLT-140); empty: there is none to tell of.
QString mailSentence(const PageRequest &request, const BookingView &view)
{
    using State = notifications::MessageState;
    if (!view.details || !view.details->mails || view.details->mails->isEmpty())
        return {};
    switch (view.details->mails->constFirst().message.state) {
    case State::Sent:
    case State::Digested:
        return request.text(u"booking.mail.sent"_s);
    case State::Suppressed:
    case State::Dead:
        return request.text(u"booking.mail.lost"_s);
    case State::Queued:
    case State::Sending:
    case State::Waiting:
    case State::Collected:
        break;
    }
    return request.text(u"booking.mail.waits"_s);
}

Page detailsPage(const PageRequest &request, const LinkVisit &visit, const BookingView &view)
{
    Page page;
    page.view = u"booking"_s;
    page.title = view.firstName + u" · "_s + rangeText(view.range, request.language);
    page.house = view.resourceName;
    page.homeUrl = calendarPath(view.resourceSlug);
    page.partyColours = coloursOf(view);
    page.values = cardValue(request, view, visit, false);
    const QJsonArray states = approvalStates(request, view);
    const QJsonArray timeline = timelineValues(request, view);
    page.values.insert(u"notice"_s, false);
    page.values.insert(u"back_url"_s, visit.home);
    page.values.insert(u"back_label"_s, request.text(visit.decides() ? u"to_requests"_s : u"to_mine"_s));
    page.values.insert(u"description"_s,
                       orFalse(view.details ? view.details->description.value_or(QString()) : QString()));
    page.values.insert(u"on_behalf"_s, view.details && view.details->onBehalf);
    page.values.insert(u"mail_state"_s, orFalse(mailSentence(request, view)));
    page.values.insert(u"has_states"_s, !states.isEmpty());
    page.values.insert(u"states"_s, states);
    page.values.insert(u"approvals_title"_s,
                       view.details ? request.text(u"booking.approvals"_s,
                                                   {{u"n"_s, QString::number(approvedOf(view))},
                                                    {u"all"_s, QString::number(view.details->approvals.size())}})
                                    : QString());
    page.values.insert(u"has_timeline"_s, !timeline.isEmpty());
    page.values.insert(u"timeline"_s, timeline);
    return page;
}

QCoro::Task<Result<ApiResponse>> showDetails(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    const auto view = co_await ground->services.bookings.find(opened.visit->caller, request.pathArguments.value(1));
    if (!view && view.error().kind == ErrorKind::NotFound)
        co_return co_await gonePage(request, ground, *opened.visit);
    if (!view)
        co_return fail(view.error());
    Page page = detailsPage(request, *opened.visit, *view);
    if (const auto ticket = ground->site->readTicket(request))
        page.values.insert(u"notice"_s, orFalse(ticket->value(u"notice"_s).toString()));
    co_return ground->site->render(request, page);
}

} // namespace

void addDetailPages(PageRouter &router, const BookingGroundPtr &ground)
{
    addBookingPage(router, ground, api::Method::Get, u"/booking/{token}/{id}"_s, showDetails);
}

} // namespace portier::pages
