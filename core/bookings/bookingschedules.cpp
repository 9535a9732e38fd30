// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingschedules.h"

namespace portier::bookings
{

namespace
{

std::optional<scheduling::ScheduleSpec> digestSpec(const BookingEnvironment &environment, const Resource &resource)
{
    auto spec = environment.schedules->spec(digestSchedule, resource.zone);
    if (!spec)
        return spec;
    const Limits limits = effectiveLimits(resource.limits, environment.limitsInForce());
    spec->day = limits.digestWeekday;
    spec->time = limits.digestTime;
    return spec;
}

} // namespace

Result<> planResource(storage::Transaction &tx, const BookingEnvironment &environment, const Resource &resource,
                      Instant now)
{
    for (const QString name : {cleanupSchedule, purgeSchedule})
        PORTIER_TRY(
            scheduling::keepSchedule(tx, name, resource.id, environment.schedules->spec(name, resource.zone), now));
    return scheduling::keepSchedule(tx, digestSchedule, resource.id, digestSpec(environment, resource), now);
}

} // namespace portier::bookings
