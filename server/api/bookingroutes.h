// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingcaller.h"
#include "server/api/cursors.h"
#include "server/api/route.h"

namespace portier
{
class Clock;
}
namespace portier::bookings
{
class BookingService;
class ResourceService;
} // namespace portier::bookings

namespace portier::api
{

class ApiRouter;

/// What the routes of bookings stand on; all of it outlives the router.
struct BookingServices {
    bookings::BookingService &bookings;
    bookings::ResourceService &resources;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<const Cursors> cursors;
};

/// Every route of bookings.md section 11 below /api/v1 but those of links themselves.
void addBookingsRoutes(ApiRouter &router, const BookingServices &services);

// For the controllers of bookings:

using BookingAnswer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, BookingServices);
[[nodiscard]] Handler bookingHandler(const BookingServices &services, BookingAnswer answer);
/// Who asks, as bookings know people: an account or a standing link; anybody else, API keys too, is a viewer. Error:
/// Forbidden "invalid_link" (401) for links that open something else (BKG-081).
[[nodiscard]] Result<bookings::BookingCaller> bookingCallerOf(const ApiRequest &request);
/// Accounts, and the links that act on bookings.
[[nodiscard]] Access bookingAccess();

void addBookingRoutes(ApiRouter &router, const BookingServices &services);
void addApprovalRoutes(ApiRouter &router, const BookingServices &services);
void addResourceRoutes(ApiRouter &router, const BookingServices &services);

} // namespace portier::api
