// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingenvironment.h"

#include "core/operations/ratelimits.h"

namespace portier::bookings
{

Limits BookingEnvironment::limitsInForce() const
{
    Limits current = limits;
    if (rateLimits)
        current.bookingsPerDay =
            static_cast<int>(rateLimits->policies()->limit(QStringLiteral("booking_submit")).count);
    return current;
}

} // namespace portier::bookings
