// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/bookingpages.h"

namespace portier::pages
{

/// Somebody who came through a link (bookings.md section 8).
struct LinkVisit {
    identity::LinkVerdict verdict;
    bookings::BookingCaller caller;
    QString home; ///< "/booking/{token}" of the link itself: all bookings, or all requests

    [[nodiscard]] bool decides() const { return caller.kind == bookings::BookingCaller::Kind::ApproverLink; }
    [[nodiscard]] QString bookingPath(const QString &bookingId) const { return home + u'/' + bookingId; }
};

/// A visit, or the page that says why there is none.
struct OpenedLink {
    std::optional<LinkVisit> visit;
    std::optional<Error> overLimit; ///< a POST too many: the visit is there to show its form again
    Result<api::ApiResponse> refusal = fail(Error::notFound());
};

/// Opens the link in the request's path. A POST is charged to the link and written down as its use; a GET changes
/// nothing (BKG-077). A bad link counts against the client (table 9, link_failures).
QCoro::Task<OpenedLink> openLink(PageRequest request, BookingGroundPtr ground);

/// "Nothing here any more": the booking is gone, or not this caller's.
QCoro::Task<Result<api::ApiResponse>> gonePage(PageRequest request, BookingGroundPtr ground, LinkVisit visit);

} // namespace portier::pages
