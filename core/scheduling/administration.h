// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/idempotency.h"
#include "core/scheduling/jobqueue.h"
#include "core/scheduling/scheduler.h"

#include <QCoroTask>

namespace portier::scheduling
{

/// The last and the next occurrences of one schedule (PLT-087).
struct ScheduleHistory {
    StoredSchedule schedule;
    QList<Occurrence> last; ///< newest first
    QList<PlannedOccurrence> next;
};

/// The state of the queue as a whole.
struct WorkSummary {
    QMap<QString, qint64> jobsByState;
    QList<JobQueue::DeadLetters> deadLetters;
    std::optional<Instant> workerSeen; ///< last sign of life of any worker
};

/// What admins see and do with schedules and jobs (PLT-087, PLT-092, PLT-099, PLT-100). Whatever they do is audited,
/// and so is looking at a person's schedules (PLT-010). Lives on the core thread; must outlive the tasks it returned.
class Administration
{
public:
    Administration(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                   const Scheduler &scheduler)
        : m_database(database), m_clock(std::move(clock)), m_metrics(metrics), m_scheduler(scheduler)
    {
    }

    struct SchedulePage {
        QList<StoredSchedule> items;
        QHash<QString, Occurrence> last; ///< the newest of each that has run, by schedule
        QString nextId;                  ///< pass as `afterId` of the next page; empty at the end
    };
    /// Those of the instance, or of one owner, by id.
    QCoro::Task<Result<SchedulePage>> schedules(QString owner, QString afterId, int limit, operations::Actor actor);
    /// NotFound "not_found".
    QCoro::Task<Result<ScheduleHistory>> history(QString scheduleId, operations::Actor actor);
    /// NotFound "not_found", Conflict "schedule_running".
    QCoro::Task<Result<Occurrence>> run(QString scheduleId, operations::Actor actor,
                                        operations::RememberReply<Occurrence> remember);

    QCoro::Task<Result<WorkSummary>> summary();
    QCoro::Task<Result<QList<Job>>> jobs(JobQueue::ListRequest request);
    /// NotFound "not_found".
    QCoro::Task<Result<Job>> job(QString id);
    enum class Verb {
        Requeue, ///< of a dead job
        Discard, ///< of a dead job
        Cancel,  ///< of one that has not ended
    };
    /// Gives the job afterwards. NotFound "not_found", Conflict "job_not_dead", "job_exists", "job_ended".
    QCoro::Task<Result<Job>> apply(Verb verb, QString jobId, operations::Actor actor);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    operations::Metrics &m_metrics;
    const Scheduler &m_scheduler;
};

} // namespace portier::scheduling
