// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripscheduleservice.h"

#include "core/contract/fieldreader.h"
#include "core/trips/runstore.h"
#include "core/trips/triprecords.h"
#include "core/trips/tripstore.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using contract::FieldReader;
using scheduling::GapPolicy;
using scheduling::Scheduler;
using storage::Transaction;

namespace
{
constexpr int shownOccurrences = 20;

QString gapText(GapPolicy policy)
{
    return policy == GapPolicy::Skip ? u"skip"_s : u"run_at_jump"_s;
}

Result<TripSchedule> readPatch(TripSchedule schedule, const QJsonObject &patch)
{
    FieldReader reader(patch);
    if (const auto frequency = reader.oneOf(u"frequency"_s, {u"daily"_s, u"every_3_days"_s, u"weekly"_s}))
        schedule.frequency = frequencyFromText(*frequency).value_or(schedule.frequency);
    if (const auto time = reader.text(u"local_time"_s)) {
        if (const auto parsed = fromLocalTime(*time))
            schedule.localTime = *parsed;
        else
            reader.fail(u"local_time"_s, u"local_time_invalid"_s);
    }
    if (const auto zone = reader.text(u"time_zone"_s)) {
        if (zoneByName(*zone))
            schedule.zone = *zone;
        else
            reader.fail(u"time_zone"_s, u"time_zone_unknown"_s);
    }
    if (const auto gap = reader.oneOf(u"gap_policy"_s, {u"run_at_jump"_s, u"skip"_s}))
        schedule.gapPolicy = *gap == u"skip"_s ? GapPolicy::Skip : GapPolicy::RunAtJump;
    PORTIER_TRY(reader.finish());
    return schedule;
}

QJsonObject changesOf(const TripSchedule &before, const TripSchedule &after)
{
    QJsonObject changes;
    const auto note = [&changes](const QString &name, const QString &old, const QString &present) {
        if (old != present)
            changes.insert(name, QJsonArray{old, present});
    };
    note(u"frequency"_s, toText(before.frequency), toText(after.frequency));
    note(u"local_time"_s, before.localTime.toString(u"HH:mm"_s), after.localTime.toString(u"HH:mm"_s));
    note(u"time_zone"_s, before.zone, after.zone);
    note(u"gap_policy"_s, gapText(before.gapPolicy), gapText(after.gapPolicy));
    return changes;
}

Result<TripSchedule> put(Transaction &tx, const QString &userId, const TripSchedule &schedule, Instant now)
{
    PORTIER_TRY(TripStore(tx).putSchedule(userId, schedule, now));
    PORTIER_TRY(Scheduler::put(tx, refreshSchedule, userId, toSpec(schedule), now));
    return schedule;
}

TripSchedule defaultFor(const TripOwner &owner)
{
    TripSchedule schedule;
    schedule.zone = zoneByName(owner.zone) ? owner.zone : u"UTC"_s;
    return schedule;
}

ScheduleView viewOf(const TripSchedule &schedule, Instant now)
{
    ScheduleView view{schedule, !zoneByName(schedule.zone), {}};
    TripSchedule usable = schedule;
    if (view.invalid)
        usable.zone = u"UTC"_s;
    view.next = scheduling::nextOccurrence(toSpec(usable), now);
    return view;
}

Result<TripSchedule> scheduleOf(const TripEnvironment &environment, Transaction &tx, const QString &userId)
{
    PORTIER_ASSIGN(stored, TripStore(tx).findSchedule(userId));
    if (stored)
        return *stored;
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, userId));
    return defaultFor(owner);
}

/// Only what was due has a run; an occurrence whose work ended well without one found nothing due.
std::optional<int> totalOf(const scheduling::Occurrence &occurrence, const QHash<QString, int> &totals)
{
    const auto run = totals.constFind(occurrence.id);
    if (run != totals.constEnd())
        return *run;
    const bool looked = occurrence.state == u"ran"_s || occurrence.state == u"caught_up"_s;
    return looked && occurrence.reason.isEmpty() ? std::optional(0) : std::nullopt;
}

Result<QList<PastOccurrence>> pastOf(Transaction &tx, const QString &userId, const QString &scheduleId)
{
    QList<PastOccurrence> past;
    PORTIER_ASSIGN(occurrences, Scheduler::history(tx, scheduleId, shownOccurrences));
    if (occurrences.isEmpty())
        return past;
    PORTIER_ASSIGN(totals, RunStore(tx).totalsByOccurrence(userId, occurrences.constLast().dueAt));
    for (const scheduling::Occurrence &occurrence : std::as_const(occurrences))
        past.append({occurrence, totalOf(occurrence, totals)});
    return past;
}
} // namespace

Result<TripSchedule> ensureSchedule(Transaction &tx, const TripOwner &owner, Instant now)
{
    PORTIER_ASSIGN(stored, TripStore(tx).findSchedule(owner.id));
    if (stored)
        return *stored;
    return put(tx, owner.id, defaultFor(owner), now);
}

TripScheduleService::TripScheduleService(storage::Database &database, std::shared_ptr<Clock> clock,
                                         Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<ScheduleView>> TripScheduleService::find(Caller caller)
{
    const Instant now = m_clock->now();
    const auto body = [environment = m_environment, caller](Transaction &tx) {
        return scheduleOf(*environment, tx, caller.userId);
    };
    const auto schedule = co_await m_database.read(body);
    if (!schedule)
        co_return fail(schedule.error());
    co_return viewOf(*schedule, now);
}

QCoro::Task<Result<ScheduleView>> TripScheduleService::patch(Caller caller, QJsonObject patch)
{
    const Instant now = m_clock->now();
    return m_database.write([environment = m_environment, caller, patch, now](Transaction &tx) -> Result<ScheduleView> {
        PORTIER_ASSIGN(before, scheduleOf(*environment, tx, caller.userId));
        PORTIER_ASSIGN(after, readPatch(before, patch));
        PORTIER_TRY(put(tx, caller.userId, after, now));
        const QJsonObject changes = changesOf(before, after);
        if (!changes.isEmpty()) {
            TripRecords records(tx, caller.userId, caller.actor, now);
            PORTIER_TRY(records.audit(u"trip_schedule.updated"_s, u"account"_s, caller.userId, changes));
            PORTIER_TRY(records.feed(u"trip_schedule.updated"_s, caller.userId, operations::ChangeOperation::Updated));
        }
        return viewOf(after, now);
    });
}

QCoro::Task<Result<ScheduleHistory>> TripScheduleService::occurrences(Caller caller)
{
    const Instant now = m_clock->now();
    return m_database.read([environment = m_environment, caller, now](Transaction &tx) -> Result<ScheduleHistory> {
        ScheduleHistory history;
        PORTIER_ASSIGN(schedule, scheduleOf(*environment, tx, caller.userId));
        history.schedule = schedule;
        PORTIER_ASSIGN(stored, Scheduler::find(tx, refreshSchedule, caller.userId));
        if (!stored)
            return history;
        PORTIER_ASSIGN(past, pastOf(tx, caller.userId, stored->id));
        history.past = past;
        history.coming = Scheduler::upcoming(*stored, now, shownOccurrences);
        return history;
    });
}

} // namespace portier::trips
