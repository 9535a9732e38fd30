// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/icalendar.h"
#include "core/bookings/resource.h"

namespace portier::bookings
{

/// How long a booking that will not take place stays in the feeds as cancelled (BKG-121).
inline constexpr std::chrono::days cancelledInFeed{30};

/// The days a house's feed shows: twelve months back up to the horizon (BKG-119).
[[nodiscard]] DateRange feedWindow(QDate today, const Limits &limits);
/// "booking id @ instance id": constant, whatever becomes of the booking (BKG-120).
[[nodiscard]] QString feedUid(const Booking &booking, const QString &instanceId);

/// A booking as everybody with the calendar address sees it: first name and persons. One that was denied or canceled
/// says neither who nor which of both (BKG-121).
[[nodiscard]] CalendarEvent houseEvent(const Booking &booking, const QString &language, const QString &instanceId);
/// The same for its requester: with the house and the description.
[[nodiscard]] CalendarEvent ownEvent(const Booking &booking, const QString &houseName, const QString &instanceId);

} // namespace portier::bookings
