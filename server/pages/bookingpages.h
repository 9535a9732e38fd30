// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingservice.h"
#include "core/identity/linkservice.h"
#include "core/operations/ratelimits.h"
#include "server/api/cursors.h"
#include "server/pages/pagerouter.h"

namespace portier::pages
{

/// What the pages of bookings are made from; all must outlive the router.
struct BookingServices {
    bookings::BookingService &bookings;
    identity::LinkService &links;
    operations::RateLimits &limits;
    std::shared_ptr<const operations::Sealer> sealer;
    std::shared_ptr<const api::Cursors> cursors;
};

/// Every page of bookings.md section 15.
void addBookingPages(PageRouter &router, const BookingServices &services);

/// What handlers hold: the services, and the site they are drawn with.
struct BookingGround {
    BookingServices services;
    std::shared_ptr<const Site> site;
};
using BookingGroundPtr = std::shared_ptr<const BookingGround>;

void addCalendarPages(PageRouter &router, const BookingGroundPtr &ground);
void addRequestPages(PageRouter &router, const BookingGroundPtr &ground);
void addPersonalPages(PageRouter &router, const BookingGroundPtr &ground);
void addDetailPages(PageRouter &router, const BookingGroundPtr &ground);
void addChangePages(PageRouter &router, const BookingGroundPtr &ground);
void addDecisionPages(PageRouter &router, const BookingGroundPtr &ground);
void addRecoveryPages(PageRouter &router, const BookingGroundPtr &ground);

/// A house that takes no requests now (BKG-003).
[[nodiscard]] Result<api::ApiResponse> closedPage(const PageRequest &request, const Site &site,
                                                  const bookings::ResourceView &house);

/// A reply that a GET and a POST of one page share with the router.
using BookingHandler = QCoro::Task<Result<api::ApiResponse>> (*)(PageRequest, BookingGroundPtr);
void addBookingPage(PageRouter &router, const BookingGroundPtr &ground, api::Method method, const QString &pattern,
                    BookingHandler handler, const QString &ratePolicy = {}, qint64 bodyLimit = FormLimit);

} // namespace portier::pages
