// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"

namespace portier::bookings
{

/// Names of the schedules that every resource has (bookings.md section 12).
inline constexpr auto cleanupSchedule = QLatin1String("booking_cleanup");
inline constexpr auto purgeSchedule = QLatin1String("booking_purge");
inline constexpr auto digestSchedule = QLatin1String("weekly_digest");

/// Makes the stored schedules of a resource those it should have: the settings schedule.<name> in its zone, the digest
/// on its own weekday and time if it names them. What did not change keeps its occurrences (BKG-057).
[[nodiscard]] Result<> planResource(storage::Transaction &tx, const BookingEnvironment &environment,
                                    const Resource &resource, Instant now);

} // namespace portier::bookings
