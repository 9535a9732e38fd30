// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/bookings/icalendar.h"

namespace portier::bookings
{

/// The calendar of a house, for anybody with its address. NotFound for an unknown or archived one.
[[nodiscard]] Result<CalendarFile> houseFeed(const BookingEnvironment &environment, storage::Transaction &tx,
                                             const QString &slug, Instant now);
/// The stays of one address in all houses, for whoever holds its feed link.
[[nodiscard]] Result<CalendarFile> ownFeed(const BookingEnvironment &environment, storage::Transaction &tx,
                                           const QString &email, Instant now);

} // namespace portier::bookings
