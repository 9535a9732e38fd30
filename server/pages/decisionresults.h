// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/linkvisit.h"

namespace portier::pages
{

// The result pages of bookings.md 8.1.

/// What the page after a decision says, taken at the decision. `before` is the booking as it was.
[[nodiscard]] QJsonObject ticketOf(const bookings::BookingView &before, const bookings::DecisionResult &done);
/// The page of a ticket.
[[nodiscard]] Result<api::ApiResponse> resultPage(const PageRequest &request, const Site &site, const LinkVisit &visit,
                                                  const QJsonObject &ticket);
/// The page of a booking on which the action cannot be taken now: done already, past, not asked, wrong link.
[[nodiscard]] Result<api::ApiResponse> situationPage(const PageRequest &request, const Site &site,
                                                     const LinkVisit &visit, bookings::BookingEvent event,
                                                     const bookings::ActionLook &look);

} // namespace portier::pages
