// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingpages.h"

#include "server/pages/bookingviews.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

void addBookingPages(PageRouter &router, const BookingServices &services)
{
    const auto ground = std::make_shared<const BookingGround>(BookingGround{services, router.site()});
    addCalendarPages(router, ground);
    addRequestPages(router, ground);
    addPersonalPages(router, ground);
    addDetailPages(router, ground);
    addChangePages(router, ground);
    addDecisionPages(router, ground);
    addRecoveryPages(router, ground);
}

Result<api::ApiResponse> closedPage(const PageRequest &request, const Site &site, const bookings::ResourceView &house)
{
    ResultPage page;
    page.tone = ResultPage::Tone::Wait;
    page.icon = u"lock"_s;
    page.heading = request.text(u"closed.heading"_s);
    page.sentence = request.text(u"closed.sentence"_s, {{u"house"_s, house.name}});
    page.house = house.name;
    page.homeUrl = calendarPath(house.slug);
    page.ways = {{request.text(u"to_calendar"_s), calendarPath(house.slug)}};
    return site.render(request, page);
}

void addBookingPage(PageRouter &router, const BookingGroundPtr &ground, api::Method method, const QString &pattern,
                    BookingHandler handler, const QString &ratePolicy, qint64 bodyLimit)
{
    PageRoute route{method, pattern,
                    [handler, ground](PageRequest request) { return handler(std::move(request), ground); }};
    route.ratePolicy = ratePolicy;
    route.bodyLimit = bodyLimit;
    route.keepsInput = method == api::Method::Post;
    router.add(std::move(route));
}

} // namespace portier::pages
