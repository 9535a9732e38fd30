// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/administration.h"

#include "core/operations/audit.h"
#include "core/scheduling/occurrencestore.h"
#include "core/scheduling/schedulestore.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::scheduling
{

using operations::Actor;
using storage::Transaction;

namespace
{

constexpr int shownOccurrences = 20;

/// Looking at what belongs to a person leaves a trace (PLT-010, PLT-141); the instance's own schedules do not.
Result<> noteReading(Transaction &tx, const Actor &actor, const QString &owner, Instant now)
{
    if (owner.isEmpty())
        return {};
    return operations::appendAudit(tx, {actor, u"schedule.read"_s, u"account"_s, owner, u"ok"_s, {}}, now);
}

Result<> applyVerb(Transaction &tx, Administration::Verb verb, const Job &job, Instant now)
{
    switch (verb) {
    case Administration::Verb::Requeue:
        return JobQueue::requeue(tx, job.id, now);
    case Administration::Verb::Discard:
        return JobQueue::discard(tx, job.id, now);
    case Administration::Verb::Cancel:
        break;
    }
    PORTIER_ASSIGN(changed, JobQueue::cancel(tx, job.id, now));
    return changed ? Result<>() : fail(Error::conflict(u"job_ended"_s));
}

/// What no runner has seen, none reports (TRP-240).
Result<> noteCancelled(Transaction &tx, const ClosedNotes &notes, const Job &job, Instant now)
{
    const ClosedNote note = notes.value(job.kind.mid(scheduleJobPrefix.size()));
    if (job.state != JobState::Cancelled || !job.kind.startsWith(scheduleJobPrefix) || !note)
        return {};
    PORTIER_ASSIGN(loaded, OccurrenceStore(tx).load({job.id}));
    const auto &occurrence = loaded.constFirst();
    return occurrence ? note(tx, occurrence->schedule.owner, job.id, now) : Result<>();
}

QString actionOf(Administration::Verb verb)
{
    switch (verb) {
    case Administration::Verb::Requeue:
        return u"job.requeued"_s;
    case Administration::Verb::Discard:
        return u"job.discarded"_s;
    case Administration::Verb::Cancel:
        break;
    }
    return u"job.cancelled"_s;
}

Result<Job> foundJob(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(job, JobQueue::find(tx, id));
    if (!job)
        return fail(Error::notFound());
    return *job;
}

Result<StoredSchedule> foundSchedule(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(row, ScheduleStore(tx).findById(id));
    if (!row)
        return fail(Error::notFound());
    return row->schedule;
}

} // namespace

QCoro::Task<Result<Administration::SchedulePage>> Administration::schedules(QString owner, QString afterId, int limit,
                                                                            Actor actor)
{
    // A write, because reading a person's rows leaves an audit row.
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<SchedulePage> {
        PORTIER_TRY(noteReading(tx, actor, owner, now));
        PORTIER_ASSIGN(items, ScheduleStore(tx).ofOwner(owner, afterId, limit + 1));
        SchedulePage page{items, {}, {}};
        if (page.items.size() > limit) {
            page.items.removeLast();
            page.nextId = page.items.constLast().id;
        }
        for (const StoredSchedule &schedule : std::as_const(page.items)) {
            PORTIER_ASSIGN(last, Scheduler::history(tx, schedule.id, 1));
            if (!last.isEmpty())
                page.last.insert(schedule.id, last.constFirst());
        }
        return page;
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<ScheduleHistory>> Administration::history(QString scheduleId, Actor actor)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<ScheduleHistory> {
        PORTIER_ASSIGN(schedule, foundSchedule(tx, scheduleId));
        PORTIER_TRY(noteReading(tx, actor, schedule.owner, now));
        PORTIER_ASSIGN(last, Scheduler::history(tx, scheduleId, shownOccurrences));
        return ScheduleHistory{schedule, last, Scheduler::upcoming(schedule, now, shownOccurrences)};
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<Occurrence>> Administration::run(QString scheduleId, Actor actor,
                                                    operations::RememberReply<Occurrence> remember)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<Occurrence> {
        PORTIER_ASSIGN(schedule, foundSchedule(tx, scheduleId));
        PORTIER_ASSIGN(occurrence, Scheduler::runNow(tx, scheduleId, now));
        PORTIER_TRY(operations::appendAudit(
            tx, {actor, u"schedule.run"_s, u"schedule"_s, schedule.id, u"ok"_s, {{u"occurrence"_s, occurrence.id}}},
            now));
        PORTIER_TRY(operations::remember(remember, tx, occurrence));
        return occurrence;
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<WorkSummary>> Administration::summary()
{
    const auto body = [](Transaction &tx) -> Result<WorkSummary> {
        WorkSummary summary;
        PORTIER_ASSIGN(counts, JobStore(tx).counts());
        for (const JobCount &count : std::as_const(counts))
            summary.jobsByState[count.state] += count.count;
        PORTIER_ASSIGN(dead, JobQueue::deadLetters(tx));
        PORTIER_ASSIGN(seen, JobQueue::runnerSeen(tx));
        summary.deadLetters = dead;
        summary.workerSeen = seen;
        return summary;
    };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<QList<Job>>> Administration::jobs(JobQueue::ListRequest request)
{
    const auto body = [request](Transaction &tx) { return JobQueue::list(tx, request); };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<Job>> Administration::job(QString id)
{
    const auto body = [id](Transaction &tx) { return foundJob(tx, id); };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<Job>> Administration::apply(Verb verb, QString jobId, Actor actor)
{
    const auto body = [=, notes = m_scheduler.closedNotes(), now = m_clock->now()](Transaction &tx) -> Result<Job> {
        PORTIER_ASSIGN(job, foundJob(tx, jobId));
        PORTIER_TRY(applyVerb(tx, verb, job, now));
        PORTIER_TRY(operations::appendAudit(
            tx, {actor, actionOf(verb), u"job"_s, job.id, u"ok"_s, {{u"kind"_s, job.kind}}}, now));
        PORTIER_ASSIGN(after, foundJob(tx, jobId));
        if (verb == Verb::Cancel)
            PORTIER_TRY(noteCancelled(tx, notes, after, now));
        return after;
    };
    const auto job = co_await m_database.write(body);
    // One that was running is reported by its runner, when it has ended.
    if (job && verb == Verb::Cancel && job->state == JobState::Cancelled && job->kind.startsWith(scheduleJobPrefix))
        reportClosed(
            m_metrics,
            {job->kind.mid(scheduleJobPrefix.size()), toText(OccurrenceState::Skipped), job->lastError, job->id, {}});
    co_return job;
}

} // namespace portier::scheduling
