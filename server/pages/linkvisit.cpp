// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/linkvisit.h"

#include "server/pages/bookingviews.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::BookingCaller;
using identity::LinkKind;
using identity::LinkState;
using identity::LinkVerdict;

namespace
{

/// The calendars that a reader knows; with several, each by its house's name.
void addCalendars(const PageRequest &request, const bookings::LinkWays &around, ResultPage *page)
{
    const bool several = around.houses.size() > 1;
    for (const bookings::LinkWays::House &house : around.houses)
        page->ways.append({several ? house.name : request.text(u"to_calendar"_s), calendarPath(house.slug)});
    if (around.houses.size() != 1)
        return;
    page->house = around.houses.first().name;
    page->homeUrl = calendarPath(around.houses.first().slug);
}

/// BKG-080: 200 for a link that we signed, 404 for others, and always a way on.
QCoro::Task<Result<ApiResponse>> refusedPage(PageRequest request, BookingGroundPtr ground, LinkState state)
{
    QString key = u"link.invalid"_s;
    if (state == LinkState::Replaced)
        key = u"link.replaced"_s;
    else if (state == LinkState::Gone)
        key = u"link.gone"_s;
    ResultPage page;
    page.tone = state == LinkState::Invalid ? ResultPage::Tone::Bad : ResultPage::Tone::Wait;
    page.icon = state == LinkState::Gone ? u"history"_s : u"link"_s;
    page.heading = request.text(key + u".heading"_s);
    page.sentence = request.text(key + u".sentence"_s);
    page.status = state == LinkState::Invalid ? 404 : 200;
    page.recovery = true;
    if (state == LinkState::Gone) { // nothing says any more where it led to
        const BookingCaller nobody;
        PORTIER_CO_ASSIGN(around, co_await ground->services.bookings.waysOf(nobody));
        addCalendars(request, around, &page);
    }
    co_return ground->site->render(request, page);
}

Result<ApiResponse> feedPage(const PageRequest &request, const Site &site)
{
    ResultPage page;
    page.icon = u"calendar-days"_s;
    page.heading = request.text(u"link.feed.heading"_s);
    page.sentence = request.text(u"link.feed.sentence"_s);
    return site.render(request, page);
}

BookingCaller callerOf(const PageRequest &request, const LinkVerdict &verdict)
{
    BookingCaller caller;
    const bool decides = verdict.link.owner.kind == LinkKind::Approver;
    caller.kind = decides ? BookingCaller::Kind::ApproverLink : BookingCaller::Kind::PersonalLink;
    caller.email = verdict.link.owner.email;
    caller.partyId = verdict.link.owner.partyId;
    caller.language = request.language;
    caller.actor = {u"link"_s, verdict.link.id, request.requestId, request.clientPrefix};
    return caller;
}

QCoro::Task<Result<>> charge(BookingGroundPtr ground, QString policy, QString key, QString clientPrefix)
{
    const QList<operations::RateCharge> charges{operations::RateCharge{policy, key}};
    PORTIER_CO_ASSIGN(decision, co_await ground->services.limits.charge(charges, clientPrefix));
    if (decision)
        co_return decision->toResult();
    co_return {};
}

} // namespace

QCoro::Task<OpenedLink> openLink(PageRequest request, BookingGroundPtr ground)
{
    OpenedLink opened;
    const auto verdict = co_await ground->services.links.look(request.pathArguments.value(0));
    if (!verdict) {
        opened.refusal = fail(verdict.error());
        co_return opened;
    }
    if (!verdict->isGood()) {
        const QString prefix = request.clientPrefix;
        const auto charged = co_await charge(ground, u"link_failures"_s, u"prefix:"_s + prefix, prefix);
        if (charged)
            opened.refusal = co_await refusedPage(request, ground, verdict->state);
        else
            opened.refusal = fail(charged.error());
        co_return opened;
    }
    if (verdict->link.owner.kind == LinkKind::Feed) {
        opened.refusal = feedPage(request, *ground->site);
        co_return opened;
    }
    if (request.method == api::Method::Post) {
        const auto charged =
            co_await charge(ground, u"link_write"_s, u"link:"_s + verdict->link.id, request.clientPrefix);
        if (!charged && charged.error().code != "rate_limited"_L1) {
            opened.refusal = fail(charged.error());
            co_return opened;
        }
        if (!charged)
            opened.overLimit = charged.error();
        else if (const auto used = co_await ground->services.links.recordUse(verdict->link.id); !used) {
            opened.refusal = fail(used.error());
            co_return opened;
        }
    }
    LinkVisit visit{*verdict, callerOf(request, *verdict), {}};
    visit.home = u"/booking/"_s + ground->services.links.token(visit.verdict.link);
    opened.visit = std::move(visit);
    co_return opened;
}

QCoro::Task<Result<ApiResponse>> gonePage(PageRequest request, BookingGroundPtr ground, LinkVisit visit)
{
    PORTIER_CO_ASSIGN(around, co_await ground->services.bookings.waysOf(visit.caller));
    ResultPage page;
    page.tone = ResultPage::Tone::Wait;
    page.icon = u"history"_s;
    page.heading = request.text(u"booking.gone.heading"_s);
    page.sentence = request.text(u"booking.gone.sentence"_s);
    page.ways = {{request.text(visit.decides() ? u"to_requests"_s : u"to_mine"_s), visit.home}};
    addCalendars(request, around, &page);
    co_return ground->site->render(request, page);
}

} // namespace portier::pages
