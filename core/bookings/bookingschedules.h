// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/resource.h"
#include "core/scheduling/schedulespec.h"
#include "core/storage/transaction.h"

namespace portier::bookings
{

/// Names of the schedules that every resource has (bookings.md section 12).
inline constexpr auto cleanupSchedule = QLatin1String("booking_cleanup");
inline constexpr auto purgeSchedule = QLatin1String("booking_purge");
inline constexpr auto digestSchedule = QLatin1String("weekly_digest");

/// Daily 00:01, the 1st of a month 02:00, and the resource's own weekday and time, all in its zone.
[[nodiscard]] scheduling::ScheduleSpec cleanupSpec(const Resource &resource);
[[nodiscard]] scheduling::ScheduleSpec purgeSpec(const Resource &resource);
[[nodiscard]] scheduling::ScheduleSpec digestSpec(const Resource &resource, const Limits &limits);

/// Makes the stored schedules of a resource those it should have; what did not change keeps its occurrences (BKG-057).
[[nodiscard]] Result<> planResource(storage::Transaction &tx, const Resource &resource, const Limits &limits,
                                    Instant now);

} // namespace portier::bookings
