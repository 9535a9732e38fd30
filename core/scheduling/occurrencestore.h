// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/closedoccurrence.h"
#include "core/scheduling/jobstore.h"
#include "core/scheduling/scheduler.h"

namespace portier::scheduling
{

/// Jobs that run an occurrence: kind "schedule.<name>", id of the occurrence.
inline constexpr auto scheduleJobPrefix = QLatin1String("schedule.");

/// States of a row. The first three are "open" outside.
enum class OccurrenceState { Planned, Waiting, Fired, Ran, CaughtUp, Skipped, Missed };
[[nodiscard]] QString toText(OccurrenceState state);

/// A row to be written.
struct NewOccurrence {
    QString id;
    QString scheduleId;
    PlannedOccurrence planned;
    OccurrenceState state = OccurrenceState::Planned;
    QString reason = {};
    bool late = false;
    qint64 revision = 1; ///< of the schedule that planned it
    std::optional<Instant> closedAt = {};
};

/// An occurrence that starts: its job.
struct FiredOccurrence {
    QString id;
    QString work; ///< the schedule's name
    Instant dueAt;
};

struct LoadedOccurrence {
    StoredSchedule schedule;
    Occurrence occurrence;
    bool late = false;
};

/// Statements on occurrences; constructed on a Transaction.
class OccurrenceStore
{
public:
    explicit OccurrenceStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Inserts what is not recorded yet under its nominal date-time; a row that only an edit had closed is planned
    /// anew. Gives the ids that are now as wanted.
    [[nodiscard]] Result<QStringList> insert(const QList<NewOccurrence> &rows);
    /// Moves rows of one schedule pass to a state, all with the same reason.
    [[nodiscard]] Result<> setState(const QStringList &ids, OccurrenceState state, const QString &reason, bool late,
                                    std::optional<Instant> closedAt);
    [[nodiscard]] Result<> insertManual(const Occurrence &occurrence, qint64 revision);
    /// Makes the jobs; the rows are already fired.
    [[nodiscard]] Result<> enqueue(const QList<FiredOccurrence> &fired, Instant now);

    /// Closes the occurrence of a job that has ended, and starts what waited behind it.
    [[nodiscard]] Result<> closeWithJob(const QString &jobId, const JobEnd &end, Instant now);
    /// The same for many whose jobs are done.
    [[nodiscard]] Result<> closeAllDone(const QStringList &jobIds, Instant now);
    [[nodiscard]] Result<> startWaiting(const QString &scheduleId, Instant now);
    /// Closes what an edit made void: planned and not yet due (PLT-088).
    [[nodiscard]] Result<> closePlanned(const QString &scheduleId, const QString &reason, Instant now, bool alsoDue);

    [[nodiscard]] Result<bool> isGoing(const QString &scheduleId);
    /// Waiting and fired ones.
    [[nodiscard]] Result<QStringList> openIds(const QString &scheduleId);
    /// With their schedules, in the order of the ids; nothing for what is gone.
    [[nodiscard]] Result<QList<std::optional<LoadedOccurrence>>> load(const QStringList &ids);
    [[nodiscard]] Result<QList<Occurrence>> history(const QString &scheduleId, int limit);
    [[nodiscard]] Result<std::optional<OccurrenceState>> stateOf(const QString &scheduleId, const QDateTime &nominal);

    /// See Scheduler::oldestUnstarted().
    [[nodiscard]] Result<std::optional<Instant>> oldestUnstarted(Instant now);

    /// Closes as missed what stayed open for longer than a day and its window (PLT-087).
    [[nodiscard]] Result<QList<ClosedOccurrence>> closeStale(Instant now);
    /// Deletes a batch of what is kept no longer; true if there may be more.
    [[nodiscard]] Result<bool> purge(Instant now);

private:
    Result<QStringList> insertChunk(const QList<NewOccurrence> &rows);

    storage::Transaction &m_tx;
};

/// "2027-03-28T02:30", as nominal local date-times are stored.
[[nodiscard]] QString toStoredLocal(const QDateTime &nominalLocal);
[[nodiscard]] QDateTime fromStoredLocal(const QString &text);

/// Calls `chunk` with pieces of at most 64, so that few statement texts serve lists of any length.
template <class T, class F>
Result<> inChunks(const QList<T> &list, F chunk)
{
    for (qsizetype at = 0; at < list.size();) {
        const qsizetype left = list.size() - at;
        const qsizetype size = left >= 64 ? 64 : left >= 8 ? 8 : 1;
        PORTIER_TRY(chunk(list.mid(at, size)));
        at += size;
    }
    return {};
}

} // namespace portier::scheduling
