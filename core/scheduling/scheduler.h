// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobqueue.h"
#include "core/scheduling/schedulespec.h"
#include "core/storage/database.h"

#include <QCoroTask>
#include <QObject>

namespace portier::operations
{
class Metrics;
}

namespace portier::scheduling
{

class JobRunner;
class JobContext;
struct JobOutcome;

/// A stored schedule: an own row per owner, e.g. ("trip_refresh", account id).
struct StoredSchedule {
    QString id;
    QString name;  ///< which work, e.g. "trip_refresh"
    QString owner; ///< account or resource id; empty for the instance
    ScheduleSpec spec;
    bool enabled = true;
    /// Empty, or "schedule_invalid": the zone is gone and UTC stands in for it, or the specification cannot be read
    /// and nothing is planned until the schedule is put again (PLT-088, TRP-056).
    QString problem;
};
inline constexpr auto scheduleInvalid = QLatin1String("schedule_invalid");

/// One occurrence as history shows it.
struct Occurrence {
    QString id;
    QString scheduleId;
    QDateTime nominalLocal; ///< a wall time, see PlannedOccurrence
    Instant dueAt;
    QString state; ///< open | ran | caught_up | skipped | missed
    /// Of skipped: gap, overlap, edited, invalid, cancelled, or what the work said. Of ran and caught_up: empty, or the
    /// error its job died with.
    QString reason;
    QString localMark; ///< "" | gap | repeated
    bool manual = false;
    std::optional<Instant> startedAt, closedAt;
};

/// What the work of one occurrence gets to know. The handler runs as a job (kind "schedule.<name>").
struct OccurrenceRun {
    StoredSchedule schedule;
    Occurrence occurrence;
    std::shared_ptr<JobContext> job;
};
using OccurrenceHandler = std::function<QCoro::Task<JobOutcome>(OccurrenceRun)>;
/// Hears, in the transaction that records it, of an occurrence that was skipped or missed without any work.
using ClosedNote =
    std::function<Result<>(storage::Transaction &, const QString &owner, const QString &occurrenceId, Instant now)>;
using ClosedNotes = QHash<QString, ClosedNote>; ///< by the name of the work

/// Turns schedules into occurrences and occurrences into jobs. Writes the planned occurrence as a row before its work
/// starts, and closes it when the work has ended; nothing runs twice or gets lost over restarts, edits and DST.
/// Any number of processes may do so on one PostgreSQL database. Database, runner and metrics must outlive it.
class Scheduler : public QObject
{
    Q_OBJECT
public:
    struct Options {
        /// How often the clocks are compared (PLT-091) and, on PostgreSQL, other instances' changes are looked for;
        /// 0: never, for simulations in which no clock jumps.
        Millis beat = std::chrono::seconds(1);
        int batch = 500; ///< due occurrences per transaction
    };
    Scheduler(storage::Database &database, JobRunner &runner, std::shared_ptr<Clock> clock,
              operations::Metrics &metrics);
    Scheduler(storage::Database &database, JobRunner &runner, std::shared_ptr<Clock> clock,
              operations::Metrics &metrics, Options options);
    ~Scheduler() override;

    /// Declares the work behind a name; `concurrency` occurrences of it run at once. Before start().
    void registerWork(const QString &name, OccurrenceHandler handler, int concurrency = 3);
    /// Who hears of the occurrences of a name that end without its handler. Before start().
    void onClosed(const QString &name, ClosedNote note);
    /// For who else closes occurrences, such as an admin who cancels one.
    [[nodiscard]] ClosedNotes closedNotes() const;
    /// Catches up what a stop missed, then follows the clock: one timer to the next due moment.
    QCoro::Task<Result<>> start();
    void stop();
    /// Monotonic time of the last sign of life of the loop, for readiness.
    [[nodiscard]] Millis lastBeat() const;

    // Statements, for use in the transaction of the change; the scheduler of this process is woken by its commit:
    /// Creates or edits the schedule of (name, owner). An edit never replays the past (PLT-088). Errors: those of
    /// ScheduleSpec::validate().
    [[nodiscard]] static Result<StoredSchedule> put(storage::Transaction &tx, const QString &name, const QString &owner,
                                                    const ScheduleSpec &spec, Instant now);
    /// Switches it off (nothing is planned) or on again (from `now`). NotFound "schedule_not_found".
    [[nodiscard]] static Result<> setEnabled(storage::Transaction &tx, const QString &name, const QString &owner,
                                             bool enabled, Instant now);
    /// With its history; its work is cancelled.
    [[nodiscard]] static Result<> remove(storage::Transaction &tx, const QString &name, const QString &owner,
                                         Instant now);
    [[nodiscard]] static Result<std::optional<StoredSchedule>> find(storage::Transaction &tx, const QString &name,
                                                                    const QString &owner);
    /// All schedules, or those of one name.
    [[nodiscard]] static Result<QList<StoredSchedule>> list(storage::Transaction &tx, const QString &name = {});
    /// The last `limit` recorded occurrences, newest first.
    [[nodiscard]] static Result<QList<Occurrence>> history(storage::Transaction &tx, const QString &scheduleId,
                                                           int limit = 20);
    /// The next `count` occurrences; nothing for a schedule that is off or unreadable.
    [[nodiscard]] static QList<PlannedOccurrence> upcoming(const StoredSchedule &schedule, Instant now, int count = 20);
    /// An occurrence of its own kind that consumes no nominal one (PLT-092). NotFound "schedule_not_found", Conflict
    /// "schedule_running".
    [[nodiscard]] static Result<Occurrence> runNow(storage::Transaction &tx, const QString &scheduleId, Instant now);

    /// How many schedules that are on cannot be read, or lost their zone (PLT-088).
    [[nodiscard]] static Result<qint64> countInvalid(storage::Transaction &tx);
    /// Since when the longest waiting occurrence is due whose work has not begun; nothing when none waits.
    [[nodiscard]] static Result<std::optional<Instant>> oldestUnstarted(storage::Transaction &tx, Instant now);

    /// Looks for due occurrences soon. Statements above wake by themselves.
    void wake();

Q_SIGNALS:
    /// The wall clock was moved by more than a minute (PLT-091).
    void clockJumped(portier::Millis by);

private:
    class Private;
    std::shared_ptr<Private> d; ///< shared with the coroutines in flight
};

} // namespace portier::scheduling
