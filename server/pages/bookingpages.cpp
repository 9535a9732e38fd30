// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingpages.h"

namespace portier::pages
{

void addBookingPages(PageRouter &router, const BookingServices &services)
{
    const auto ground = std::make_shared<const BookingGround>(BookingGround{services, router.site()});
    addCalendarPages(router, ground);
    addRequestPages(router, ground);
    addPersonalPages(router, ground);
    addDecisionPages(router, ground);
    addRecoveryPages(router, ground);
}

void addBookingPage(PageRouter &router, const BookingGroundPtr &ground, api::Method method, const QString &pattern,
                    BookingHandler handler, const QString &ratePolicy)
{
    PageRoute route{method, pattern,
                    [handler, ground](PageRequest request) { return handler(std::move(request), ground); }};
    route.ratePolicy = ratePolicy;
    router.add(std::move(route));
}

} // namespace portier::pages
