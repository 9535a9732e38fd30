// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingenvironment.h"

#include "core/bookings/bookingschedules.h"
#include "core/operations/ratelimits.h"

namespace portier::bookings
{

Limits BookingEnvironment::limitsInForce() const
{
    Limits current = limits;
    if (rateLimits)
        current.bookingsPerDay =
            static_cast<int>(rateLimits->policies()->limit(QStringLiteral("booking_submit")).count);
    if (const auto digest = schedules->spec(digestSchedule, QStringLiteral("UTC"))) {
        current.digestWeekday = digest->day;
        current.digestTime = digest->time;
    }
    return current;
}

} // namespace portier::bookings
