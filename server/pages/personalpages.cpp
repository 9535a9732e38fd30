// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingcard.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::ApprovalsTab;
using bookings::BookingListQuery;
using bookings::BookingPage;
using bookings::BookingView;
using bookings::LinkWays;

namespace
{

constexpr int OwnPageSize = 100; ///< more than anybody has; the API's largest page

/// The house's name and calendar, when there is only one.
void nameHouse(const BookingPage &bookings, Page *page)
{
    if (bookings.severalResources || bookings.items.isEmpty())
        return;
    page->house = bookings.items.first().resourceName;
    page->homeUrl = calendarPath(bookings.items.first().resourceSlug);
}

/// The address for calendar programs, or the form that makes one.
QJsonObject feedValues(const Site &site, const LinkVisit &visit, const QString &feedToken)
{
    const QString action = visit.home + u"/feed"_s;
    const QString address = site.publicUrl() + u"/booking/"_s + feedToken + u"/feed.ics"_s;
    return {{u"feed_url"_s, orFalse(feedToken.isEmpty() ? QString() : address)},
            {u"feed_action"_s, action},
            {u"feed_form_token"_s, formToken(site, action)}};
}

/// BKG-076: the same person's links in the other role.
QJsonValue jumpValues(const PageRequest &request, const LinkWays &around)
{
    const bool several = around.jumps.size() > 1;
    QJsonArray jumps;
    for (const LinkWays::Jump &jump : around.jumps) {
        const QJsonObject words{{u"party"_s, jump.party}, {u"house"_s, jump.house}};
        const QString label = jump.party.isEmpty()
                                  ? request.text(u"to_mine"_s)
                                  : request.text(several ? u"to_decisions.house"_s : u"to_decisions"_s, words);
        jumps.append(QJsonObject{{u"label"_s, label}, {u"url"_s, u"/booking/"_s + jump.token}});
    }
    return orFalse(jumps);
}

/// What comes, house by house when there are several (BKG-107).
QJsonArray comingGroups(const PageRequest &request, const LinkVisit &visit, const BookingPage &bookings)
{
    QList<BookingView> firsts;
    QHash<QString, QJsonArray> stays;
    for (const BookingView &view : bookings.items) {
        if (view.isPast)
            continue;
        if (!stays.contains(view.resourceId))
            firsts.append(view);
        stays[view.resourceId].append(cardValue(request, view, visit, false));
    }
    QJsonArray groups;
    for (const BookingView &first : std::as_const(firsts))
        groups.append(QJsonObject{{u"house"_s, orFalse(bookings.severalResources ? first.resourceName : QString())},
                                  {u"ask_url"_s, calendarPath(first.resourceSlug) + u"/request"_s},
                                  {u"stays"_s, stays.value(first.resourceId)}});
    return groups;
}

Result<ApiResponse> minePage(const PageRequest &request, const Site &site, const LinkVisit &visit, BookingPage bookings,
                             const QString &feedToken, const LinkWays &around)
{
    std::stable_sort(bookings.items.begin(), bookings.items.end(), [](const BookingView &a, const BookingView &b) {
        return a.isPast != b.isPast ? b.isPast
               : a.isPast           ? a.range.start > b.range.start
                                    : a.range.start < b.range.start;
    });
    QJsonArray past;
    Page page;
    for (const BookingView &view : std::as_const(bookings.items)) {
        if (view.isPast)
            past.append(cardValue(request, view, visit, bookings.severalResources));
        page.partyColours.append(coloursOf(view));
    }
    const QJsonArray coming = comingGroups(request, visit, bookings);
    page.view = u"mine"_s;
    page.title = request.text(u"mine.title"_s);
    nameHouse(bookings, &page);
    page.values = {
        {u"name"_s, orFalse(bookings.items.value(0).firstName)},
        {u"has_coming"_s, !coming.isEmpty()},
        {u"coming"_s, coming},
        {u"has_past"_s, !past.isEmpty()},
        {u"past"_s, past},
        {u"request_url"_s, orFalse(page.homeUrl.isEmpty() ? QString() : page.homeUrl + u"/request"_s)},
        {u"feed"_s, feedValues(site, visit, feedToken)},
        {u"jumps"_s, jumpValues(request, around)},
    };
    return site.render(request, page);
}

Result<ApiResponse> requestsPage(const PageRequest &request, const BookingGround &ground, const LinkVisit &visit,
                                 ApprovalsTab tab, const BookingPage &bookings, const LinkWays &around)
{
    const bool isHistory = tab == ApprovalsTab::History;
    QJsonArray cards;
    Page page;
    for (const BookingView &view : bookings.items) {
        cards.append(cardValue(request, view, visit, bookings.severalResources));
        page.partyColours.append(coloursOf(view));
    }
    const qint64 total = bookings.total.value_or(bookings.items.size());
    QString next;
    if (bookings.next)
        next = visit.home + u"?tab=%1&cursor=%2"_s.arg(isHistory ? u"history"_s : u"outstanding"_s,
                                                       ground.services.cursors->encode(visit.home, *bookings.next));
    page.view = u"requests"_s;
    page.title = request.text(u"requests.title"_s);
    nameHouse(bookings, &page);
    page.values = {
        {u"sentence"_s, isHistory    ? request.texts->count(u"requests.history"_s, total)
                        : total == 0 ? request.text(u"requests.nothing"_s)
                                     : request.texts->count(u"requests.waiting"_s, total)},
        {u"is_history"_s, isHistory},
        {u"outstanding_url"_s, visit.home},
        {u"history_url"_s, visit.home + u"?tab=history"_s},
        {u"has_cards"_s, !cards.isEmpty()},
        {u"cards"_s, cards},
        {u"first_url"_s,
         orFalse(request.hasQuery(u"cursor"_s) ? visit.home + (isHistory ? u"?tab=history"_s : QString()) : QString())},
        {u"next_url"_s, orFalse(next)},
        {u"jumps"_s, jumpValues(request, around)},
    };
    return ground.site->render(request, page);
}

QCoro::Task<Result<ApiResponse>> showHome(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    const LinkVisit &visit = *opened.visit;
    PORTIER_CO_ASSIGN(around, co_await ground->services.bookings.waysOf(visit.caller));
    BookingListQuery query;
    if (!visit.decides()) {
        query.limit = OwnPageSize;
        PORTIER_CO_ASSIGN(mine, co_await ground->services.bookings.mine(visit.caller, query));
        PORTIER_CO_ASSIGN(feedToken, co_await ground->services.bookings.feedToken(visit.caller.email));
        co_return minePage(request, *ground->site, visit, mine, feedToken, around);
    }
    if (request.hasQuery(u"cursor"_s)) {
        const auto position = ground->services.cursors->decode(visit.home, request.queryValue(u"cursor"_s));
        if (position)
            query.after = *position;
    }
    const auto tab = request.queryValue(u"tab"_s) == "history"_L1 ? ApprovalsTab::History : ApprovalsTab::Outstanding;
    PORTIER_CO_ASSIGN(page, co_await ground->services.bookings.approvals(visit.caller, tab, query));
    co_return requestsPage(request, *ground, visit, tab, page, around);
}

/// A link of its own for calendar programs, which opens nothing else: made when its owner first wants one, because
/// showing the page must not write (BKG-077).
QCoro::Task<Result<ApiResponse>> makeFeed(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    if (opened.overLimit)
        co_return fail(*opened.overLimit);
    if (request.mayAct() && !opened.visit->decides())
        PORTIER_CO_TRY(co_await ground->services.bookings.makeFeedToken(opened.visit->caller.email));
    co_return Site::redirect(opened.visit->home + u"#feed"_s);
}

} // namespace

void addPersonalPages(PageRouter &router, const BookingGroundPtr &ground)
{
    addBookingPage(router, ground, api::Method::Get, u"/booking/{token}"_s, showHome);
    addBookingPage(router, ground, api::Method::Post, u"/booking/{token}/feed"_s, makeFeed, u"none"_s);
}

} // namespace portier::pages
