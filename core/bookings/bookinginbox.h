// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/operations/inbox.h"

namespace portier::bookings
{

/// The kind of its entries; their ids are those of bookings.
inline constexpr auto bookingDecisionKind = QLatin1String("booking_decision");

/// What the room has waiting for an account: requests that one of its parties has yet to decide, until the stay begins;
/// once it has begun, until it is over and nobody can decide any more (PLT-189, BKG-106).
[[nodiscard]] operations::Inbox::Source bookingInbox(BookingEnv environment);

} // namespace portier::bookings
