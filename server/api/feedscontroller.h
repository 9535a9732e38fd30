// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::bookings
{
class BookingService;
}
namespace portier::identity
{
class LinkService;
}
namespace portier::operations
{
class RateLimits;
}

namespace portier::api
{

class ApiRouter;

/// What calendar programs subscribe to; all of it outlives the router.
struct FeedServices {
    bookings::BookingService &bookings;
    identity::LinkService &links;
    operations::RateLimits &limits;
};

/// The iCalendar feeds of bookings.md section 14. They lie beside the pages that people have open.
void addFeedRoutes(ApiRouter &router, const FeedServices &services);

} // namespace portier::api
