// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The statements of Scheduler: what others run in the transaction of their change.
#include "core/base/uuid.h"
#include "core/scheduling/scheduler.h"
#include "core/scheduling/schedulestore.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Result<ScheduleRow> existing(Transaction &tx, const QString &name, const QString &owner)
{
    PORTIER_ASSIGN(row, ScheduleStore(tx).find(name, owner));
    if (!row)
        return fail(Error::notFound(u"schedule_not_found"_s));
    return *row;
}

Result<> applyEdit(Transaction &tx, ScheduleRow row, Instant now)
{
    ++row.revision;
    PORTIER_TRY(ScheduleStore(tx).update(row, now));
    PORTIER_TRY(OccurrenceStore(tx).closePlanned(row.schedule.id, u"edited"_s, now, !row.schedule.enabled));
    if (row.schedule.enabled)
        PORTIER_TRY(ScheduleStore(tx).plan(row, now, now));
    tx.announce(topics::schedules);
    return {};
}

} // namespace

Result<StoredSchedule> Scheduler::put(Transaction &tx, const QString &name, const QString &owner,
                                      const ScheduleSpec &spec, Instant now)
{
    PORTIER_TRY(spec.validate());
    ScheduleStore store(tx);
    PORTIER_ASSIGN(found, store.find(name, owner));
    if (!found) {
        ScheduleRow row;
        row.schedule = {.id = newUuid(now), .name = name, .owner = owner, .spec = spec, .problem = {}};
        PORTIER_ASSIGN(inserted, store.insert(row, now));
        if (inserted) {
            PORTIER_TRY(store.plan(row, now, now));
            tx.announce(topics::schedules);
            return row.schedule;
        }
        PORTIER_ASSIGN(other, existing(tx, name, owner)); // another instance was faster
        found = other;
    }
    ScheduleRow row = *found;
    if (row.schedule.spec == spec && row.schedule.problem.isEmpty())
        return row.schedule;
    row.schedule.spec = spec;
    row.schedule.problem.clear();
    PORTIER_TRY(applyEdit(tx, row, now));
    return row.schedule;
}

Result<> Scheduler::setEnabled(Transaction &tx, const QString &name, const QString &owner, bool enabled, Instant now)
{
    PORTIER_ASSIGN(row, existing(tx, name, owner));
    if (row.schedule.enabled == enabled)
        return {};
    row.schedule.enabled = enabled;
    return applyEdit(tx, row, now);
}

Result<> Scheduler::remove(Transaction &tx, const QString &name, const QString &owner, Instant now)
{
    PORTIER_ASSIGN(row, ScheduleStore(tx).find(name, owner));
    if (!row)
        return {};
    OccurrenceStore occurrences(tx);
    PORTIER_ASSIGN(open, occurrences.openIds(row->schedule.id));
    for (const QString &id : std::as_const(open))
        PORTIER_TRY(JobQueue::cancel(tx, id, now));
    PORTIER_TRY(ScheduleStore(tx).remove(row->schedule.id));
    tx.announce(topics::schedules);
    return {};
}

Result<std::optional<StoredSchedule>> Scheduler::find(Transaction &tx, const QString &name, const QString &owner)
{
    PORTIER_ASSIGN(row, ScheduleStore(tx).find(name, owner));
    return row ? std::optional(row->schedule) : std::nullopt;
}

Result<QList<StoredSchedule>> Scheduler::list(Transaction &tx, const QString &name)
{
    return ScheduleStore(tx).list(name);
}

Result<QList<Occurrence>> Scheduler::history(Transaction &tx, const QString &scheduleId, int limit)
{
    return OccurrenceStore(tx).history(scheduleId, limit);
}

QList<PlannedOccurrence> Scheduler::upcoming(const StoredSchedule &schedule, Instant now, int count)
{
    const bool unreadable = !schedule.problem.isEmpty() && !schedule.spec.validate();
    if (!schedule.enabled || unreadable)
        return {};
    return upcomingOccurrences(schedule.spec, now, count);
}

Result<qint64> Scheduler::countInvalid(Transaction &tx)
{
    return ScheduleStore(tx).countProblems();
}

Result<std::optional<Instant>> Scheduler::oldestUnstarted(Transaction &tx, Instant now)
{
    return OccurrenceStore(tx).oldestUnstarted(now);
}

Result<Occurrence> Scheduler::runNow(Transaction &tx, const QString &scheduleId, Instant now)
{
    PORTIER_ASSIGN(row, ScheduleStore(tx).findById(scheduleId));
    if (!row)
        return fail(Error::notFound(u"schedule_not_found"_s));
    OccurrenceStore occurrences(tx);
    PORTIER_TRY(tx.serialise(u"schedule "_s + scheduleId));
    PORTIER_ASSIGN(going, occurrences.isGoing(scheduleId));
    if (going)
        return fail(Error::conflict(u"schedule_running"_s));
    const auto zone = zoneByName(row->schedule.spec.zone);
    const QDateTime local = toLocal(now, zone.value_or(QTimeZone::utc()));
    Occurrence occurrence;
    occurrence.id = newUuid(now);
    occurrence.scheduleId = scheduleId;
    occurrence.nominalLocal = QDateTime(local.date(), local.time(), Qt::UTC);
    occurrence.dueAt = now;
    occurrence.state = u"open"_s;
    occurrence.manual = true;
    PORTIER_TRY(occurrences.insertManual(occurrence, row->revision));
    PORTIER_TRY(occurrences.enqueue({{occurrence.id, row->schedule.name, now}}, now));
    return occurrence;
}

} // namespace portier::scheduling
