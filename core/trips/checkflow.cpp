// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/checkflow.h"

#include "core/base/uuid.h"
#include "core/base/zonedtime.h"
#include "core/trips/checkstore.h"
#include "core/trips/runstore.h"
#include "core/trips/tripdue.h"
#include "core/trips/triprecords.h"
#include "core/trips/tripstatemachine.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::ChangeOperation;
namespace JobQueue = scheduling::JobQueue;
using scheduling::JobState;

namespace
{
/// Whoever waits for an answer comes before the schedule.
int priorityOf(Trigger trigger)
{
    return trigger == Trigger::Schedule ? 0 : 10;
}
} // namespace

bool mayStillRun(const std::optional<scheduling::Job> &job)
{
    return job &&
           (job->state == JobState::Queued || job->state == JobState::Running || job->state == JobState::FailedRetry);
}

Result<> CheckFlow::announceCheck(const PriceCheck &check, const QString &userId, bool created)
{
    return TripRecords(m_tx, userId, {}, m_now)
        .feed(u"price_check.updated"_s, check.id, created ? ChangeOperation::Created : ChangeOperation::Updated,
              check.tripId);
}

Result<AskedCheck> CheckFlow::ask(const Trip &trip, Trigger trigger, const QString &requestId, bool liveOnly,
                                  const QString &runId)
{
    CheckStore checks(m_tx);
    PORTIER_ASSIGN(open, checks.unfinishedLocked(trip.id));
    if (open) {
        PORTIER_ASSIGN(job, JobQueue::find(m_tx, open->jobId));
        if (mayStillRun(job)) {
            if (open->queryRevision != trip.queryRevision) {
                if (open->state == CheckState::Queued) {
                    PORTIER_TRY(checks.retarget(open->id, trigger, trip.queryRevision));
                    open->trigger = trigger;
                    open->queryRevision = trip.queryRevision;
                    return AskedCheck{*open, false};
                }
                PORTIER_TRY(checks.setFollowUp(open->id, trigger));
                open->followUp = trigger;
            }
            return AskedCheck{*open, true};
        }
        PORTIER_TRY(cancel(*open, trip.userId, u"job_lost"_s)); // its job died without a word
    }
    PriceCheck check;
    check.id = newUuid(m_now);
    check.tripId = trip.id;
    check.runId = runId;
    check.trigger = trigger;
    check.liveOnly = liveOnly;
    check.queryRevision = trip.queryRevision;
    check.createdAt = m_now;
    scheduling::NewJob job;
    job.kind = checkJobKind;
    job.uniqueKey = check.id;
    job.payload = {{u"check_id"_s, check.id}, {u"trip_id"_s, trip.id}};
    job.priority = priorityOf(trigger);
    job.requestId = requestId;
    PORTIER_ASSIGN(jobId, JobQueue::enqueue(m_tx, job, m_now));
    check.jobId = jobId;
    PORTIER_ASSIGN(inserted, checks.insert(check));
    if (!inserted)
        return fail(Error::unavailable(u"busy"_s, u"another check of the trip came in between"_s));
    PORTIER_TRY(announceCheck(check, trip.userId, true));
    return AskedCheck{check, false};
}

Result<> CheckFlow::cancel(PriceCheck check, const QString &userId, const QString &reason)
{
    PORTIER_TRY(JobQueue::cancel(m_tx, check.jobId, m_now));
    check.outcome = CheckOutcome::Cancelled;
    check.error = CheckError{reason, {}, {}, true, {}, {}};
    check.followUp.reset();
    return finish(check, userId);
}

Result<> CheckFlow::finish(PriceCheck check, const QString &userId)
{
    check.state = CheckState::Done;
    check.finishedAt = m_now;
    PORTIER_ASSIGN(ended, CheckStore(m_tx).end(check));
    if (!ended)
        return {};
    PORTIER_TRY(announceCheck(check, userId, false));
    PORTIER_TRY(itemEnded(check));
    if (!check.followUp)
        return {};
    PORTIER_ASSIGN(trip, TripStore(m_tx).find(check.tripId));
    PORTIER_ASSIGN(owner, m_environment.findOwner(m_tx, userId));
    if (trip && owner && countsAsTracked(trip->status) && !isDeparted(trip->plan, localDate(m_now, zoneOf(*owner))))
        PORTIER_TRY(ask(*trip, *check.followUp));
    return {};
}

Result<> CheckFlow::cancelOf(const QString &tripId, const QString &userId, const QString &reason)
{
    PORTIER_ASSIGN(open, CheckStore(m_tx).unfinished(tripId));
    return open ? cancel(*open, userId, reason) : Result<>();
}

Result<RefreshRun> CheckFlow::startRun(const QString &userId, RunKind kind, const QList<Trip> &trips,
                                       const QString &occurrenceId, const QString &jobId)
{
    RefreshRun run;
    run.id = newUuid(m_now);
    run.userId = userId;
    run.kind = kind;
    run.occurrenceId = occurrenceId;
    run.jobId = jobId;
    run.total = static_cast<int>(trips.size());
    run.createdAt = m_now;
    run.updatedAt = m_now;
    for (qsizetype i = 0; i < trips.size(); ++i)
        run.items.append({static_cast<int>(i), trips.at(i).id, {}, RunItemState::Waiting, {}});
    RunStore runs(m_tx);
    PORTIER_ASSIGN(inserted, runs.insert(run));
    if (!inserted) {
        PORTIER_ASSIGN(running, runs.runningId(userId));
        return fail(Error::conflict(u"refresh_running"_s, {}, {{u"run_id"_s, running.value_or(QString())}}));
    }
    if (kind == RunKind::Manual) {
        PORTIER_ASSIGN(job, watch(run.id));
        run.jobId = job;
    }
    PORTIER_TRY(startWaiting(run));
    return run;
}

Result<QString> CheckFlow::watch(const QString &runId)
{
    return JobQueue::enqueue(m_tx, {runJobKind, runId, {{u"run_id"_s, runId}}, 5, {}, {}}, m_now);
}

Result<bool> CheckFlow::watchAgain(const QString &runId)
{
    RunStore runs(m_tx);
    PORTIER_ASSIGN(run, runs.findLocked(runId));
    if (!run || !run->running)
        return false;
    PORTIER_ASSIGN(job, JobQueue::find(m_tx, run->jobId));
    if (mayStillRun(job))
        return false;
    PORTIER_ASSIGN(jobId, watch(runId));
    PORTIER_TRY(runs.setJob(runId, jobId));
    return true;
}

Result<bool> CheckFlow::startItem(RefreshRun &run, RunItem &item, std::optional<QDate> today)
{
    PORTIER_ASSIGN(trip, TripStore(m_tx).find(item.tripId));
    // Paused, expired, departed or deleted before its turn (TRP-142).
    if (!today || !trip || !countsAsTracked(trip->status) || isDeparted(trip->plan, *today)) {
        item.state = RunItemState::Skipped;
        PORTIER_TRY(RunStore(m_tx).updateItem(run.id, item));
        return false;
    }
    const Trigger trigger = run.kind == RunKind::Schedule ? Trigger::Schedule : Trigger::Manual;
    PORTIER_ASSIGN(asked, ask(*trip, trigger, {}, false, run.id));
    item.checkId = asked.check.id;
    item.state = RunItemState::Running;
    PORTIER_TRY(RunStore(m_tx).updateItem(run.id, item));
    return true;
}

Result<> CheckFlow::startWaiting(RefreshRun &run)
{
    // An account that is being erased has trips for a while yet; nothing more is started for it (PLT-047).
    PORTIER_ASSIGN(owner, m_environment.findOwner(m_tx, run.userId));
    const std::optional<QDate> today =
        owner && owner->active ? std::optional(localDate(m_now, zoneOf(*owner))) : std::nullopt;
    auto going = std::count_if(run.items.cbegin(), run.items.cend(),
                               [](const RunItem &item) { return item.state == RunItemState::Running; });
    for (RunItem &item : run.items) {
        if (going >= m_environment.settings.tripsAtOnce)
            break;
        if (item.state != RunItemState::Waiting)
            continue;
        PORTIER_ASSIGN(started, startItem(run, item, today));
        going += started ? 1 : 0;
    }
    return store(run);
}

Result<> CheckFlow::store(RefreshRun &run)
{
    const auto count = [&run](auto test) {
        return static_cast<int>(std::count_if(run.items.cbegin(), run.items.cend(), test));
    };
    const int open = count(
        [](const RunItem &item) { return item.state == RunItemState::Waiting || item.state == RunItemState::Running; });
    run.done = static_cast<int>(run.items.size()) - open;
    run.failed = count(isFailed);
    run.skipped = count([](const RunItem &item) { return item.state == RunItemState::Skipped; });
    run.updatedAt = m_now;
    if (open == 0) {
        run.running = false;
        run.outcome = judgeRun(run.items);
        run.finishedAt = m_now;
        m_tx.announce(runsTopic);
    }
    PORTIER_TRY(RunStore(m_tx).update(run));
    return TripRecords(m_tx, run.userId, {}, m_now).feed(u"refresh_run.updated"_s, run.id, ChangeOperation::Updated);
}

Result<> CheckFlow::itemEnded(const PriceCheck &check)
{
    RunStore runs(m_tx);
    PORTIER_ASSIGN(ids, runs.waitingFor(check.id));
    for (const QString &id : std::as_const(ids)) {
        // Several checks of a run may end at once: each counts what the others have written.
        PORTIER_ASSIGN(run, runs.findLocked(id));
        if (!run || !run->running)
            continue;
        for (RunItem &item : run->items) {
            if (item.checkId != check.id)
                continue;
            item.outcome = check.outcome;
            item.state = check.outcome == CheckOutcome::Cancelled ? RunItemState::Skipped : RunItemState::Done;
            PORTIER_TRY(runs.updateItem(id, item));
        }
        PORTIER_TRY(startWaiting(*run));
    }
    return {};
}

Result<bool> CheckFlow::endRun(const QString &runId)
{
    RunStore runs(m_tx);
    PORTIER_ASSIGN(run, runs.findLocked(runId));
    if (!run || !run->running)
        return false;
    QStringList unfinished;
    for (RunItem &item : run->items) {
        if (item.state != RunItemState::Waiting && item.state != RunItemState::Running)
            continue;
        if (!item.checkId.isEmpty())
            unfinished.append(item.checkId);
        item.state = RunItemState::TimedOut;
        PORTIER_TRY(runs.updateItem(run->id, item));
    }
    PORTIER_TRY(store(*run));
    for (const QString &id : std::as_const(unfinished)) {
        PORTIER_ASSIGN(check, CheckStore(m_tx).find(id));
        // A check that somebody else started before the run joined it goes on.
        if (check && check->state != CheckState::Done && check->runId == run->id)
            PORTIER_TRY(cancel(*check, run->userId, u"timed_out"_s));
    }
    return true;
}

} // namespace portier::trips
