// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/bookingviews.h"
#include "server/pages/linkvisit.h"

namespace portier::pages
{

/// Whether who reads this may take the action (bookings.md section 11).
[[nodiscard]] bool allows(const bookings::BookingView &view, bookings::AllowedAction action);
/// How many parties have approved; the view must have details.
[[nodiscard]] int approvedOf(const bookings::BookingView &view);
/// A booking with its buttons, as lists of own stays and the head of its page show it.
[[nodiscard]] QJsonObject cardValue(const PageRequest &request, const bookings::BookingView &view,
                                    const LinkVisit &visit, bool namesHouse);

} // namespace portier::pages
