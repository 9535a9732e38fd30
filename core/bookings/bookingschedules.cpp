// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingschedules.h"

#include "core/scheduling/scheduler.h"

namespace portier::bookings
{

using scheduling::Scheduler;
using scheduling::ScheduleSpec;

namespace
{

ScheduleSpec specOf(ScheduleSpec::Kind kind, QTime time, const Resource &resource)
{
    ScheduleSpec spec;
    spec.kind = kind;
    spec.time = time;
    spec.zone = resource.zone;
    return spec;
}

Result<> putOne(storage::Transaction &tx, QLatin1String name, const QString &resourceId, const ScheduleSpec &spec,
                Instant now)
{
    PORTIER_ASSIGN(stored, Scheduler::find(tx, name, resourceId));
    if (!stored || stored->spec != spec)
        PORTIER_TRY(Scheduler::put(tx, name, resourceId, spec, now));
    return {};
}

} // namespace

ScheduleSpec cleanupSpec(const Resource &resource)
{
    return specOf(ScheduleSpec::Kind::Daily, QTime(0, 1), resource);
}

ScheduleSpec purgeSpec(const Resource &resource)
{
    ScheduleSpec spec = specOf(ScheduleSpec::Kind::Monthly, QTime(2, 0), resource);
    spec.day = 1;
    return spec;
}

ScheduleSpec digestSpec(const Resource &resource, const Limits &limits)
{
    ScheduleSpec spec = specOf(ScheduleSpec::Kind::Weekly, limits.digestTime, resource);
    spec.day = limits.digestWeekday;
    spec.window = std::chrono::hours(48);
    return spec;
}

Result<> planResource(storage::Transaction &tx, const Resource &resource, const Limits &limits, Instant now)
{
    PORTIER_TRY(putOne(tx, cleanupSchedule, resource.id, cleanupSpec(resource), now));
    PORTIER_TRY(putOne(tx, purgeSchedule, resource.id, purgeSpec(resource), now));
    return putOne(tx, digestSchedule, resource.id, digestSpec(resource, limits), now);
}

} // namespace portier::bookings
