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
        const auto parsed = fromLocalTime(*time);
        schedule.isOwnTime = true;
        if (parsed)
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

/// What the setting says; nothing when refreshes on a schedule are off.
std::optional<QTime> settingOf(const TripEnvironment &environment)
{
    const auto spec = environment.schedules->spec(refreshSchedule, u"UTC"_s);
    return spec ? std::optional(spec->time) : std::nullopt;
}

std::optional<scheduling::ScheduleSpec> plannedSpec(const TripEnvironment &environment, const TripSchedule &schedule)
{
    return settingOf(environment) ? std::optional(toSpec(schedule)) : std::nullopt;
}

Result<TripSchedule> put(const TripEnvironment &environment, Transaction &tx, const QString &userId,
                         const TripSchedule &schedule, Instant now)
{
    PORTIER_TRY(TripStore(tx).putSchedule(userId, schedule, now));
    PORTIER_TRY(scheduling::keepSchedule(tx, refreshSchedule, userId, plannedSpec(environment, schedule), now));
    return schedule;
}

TripSchedule defaultFor(const TripEnvironment &environment, const TripOwner &owner)
{
    TripSchedule schedule;
    schedule.localTime = settingOf(environment).value_or(schedule.localTime);
    schedule.zone = zoneByName(owner.zone) ? owner.zone : u"UTC"_s;
    return schedule;
}

ScheduleView viewOf(const TripEnvironment &environment, const TripSchedule &schedule, Instant now)
{
    ScheduleView view{schedule, !zoneByName(schedule.zone), {}};
    TripSchedule usable = schedule;
    if (view.invalid)
        usable.zone = u"UTC"_s;
    if (const auto spec = plannedSpec(environment, usable))
        view.next = scheduling::nextOccurrence(*spec, now);
    return view;
}

Result<TripSchedule> scheduleOf(const TripEnvironment &environment, Transaction &tx, const QString &userId)
{
    PORTIER_ASSIGN(stored, TripStore(tx).findSchedule(userId));
    if (stored)
        return *stored;
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, userId));
    return defaultFor(environment, owner);
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

bool refreshesRun(const TripEnvironment &environment)
{
    return settingOf(environment).has_value();
}

Result<TripSchedule> ensureSchedule(const TripEnvironment &environment, Transaction &tx, const TripOwner &owner,
                                    Instant now)
{
    PORTIER_ASSIGN(stored, TripStore(tx).findSchedule(owner.id));
    if (stored)
        return *stored;
    return put(environment, tx, owner.id, defaultFor(environment, owner), now);
}

Result<> planSchedules(const TripEnvironment &environment, Transaction &tx, Instant now)
{
    TripStore store(tx);
    if (const auto time = settingOf(environment))
        PORTIER_TRY(store.moveDefaultSchedules(*time, now));
    PORTIER_ASSIGN(wanted, store.schedules());
    PORTIER_ASSIGN(planned, Scheduler::list(tx, refreshSchedule));
    QHash<QString, scheduling::StoredSchedule> plannedBy;
    for (const scheduling::StoredSchedule &each : std::as_const(planned))
        plannedBy.insert(each.owner, each);
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        const auto spec = plannedSpec(environment, *it);
        const auto known = plannedBy.constFind(it.key());
        const bool isOn = known != plannedBy.cend() && known->enabled;
        const bool same = spec ? isOn && known->spec == *spec : !isOn;
        if (!same && zoneByName(it->zone)) // one whose zone is gone runs as it does (TRP-056)
            PORTIER_TRY(scheduling::keepSchedule(tx, refreshSchedule, it.key(), spec, now));
    }
    return {};
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
    co_return viewOf(*m_environment, *schedule, now);
}

QCoro::Task<Result<ScheduleView>> TripScheduleService::patch(Caller caller, QJsonObject patch)
{
    const Instant now = m_clock->now();
    return m_database.write([environment = m_environment, caller, patch, now](Transaction &tx) -> Result<ScheduleView> {
        PORTIER_ASSIGN(before, scheduleOf(*environment, tx, caller.userId));
        PORTIER_ASSIGN(after, readPatch(before, patch));
        PORTIER_TRY(put(*environment, tx, caller.userId, after, now));
        const QJsonObject changes = changesOf(before, after);
        if (!changes.isEmpty()) {
            TripRecords records(tx, caller.userId, caller.actor, now);
            PORTIER_TRY(records.audit(u"trip_schedule.updated"_s, u"account"_s, caller.userId, changes));
            PORTIER_TRY(records.feed(u"trip_schedule.updated"_s, caller.userId, operations::ChangeOperation::Updated));
        }
        return viewOf(*environment, after, now);
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
