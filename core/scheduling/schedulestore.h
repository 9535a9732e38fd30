// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/occurrencestore.h"

namespace portier::scheduling
{

/// A schedule's row; `schedule` holds the usable specification (UTC in place of a zone that is gone).
struct ScheduleRow {
    StoredSchedule schedule;
    qint64 revision = 1;
    QString notedProblem; ///< what the row says; `schedule.problem` is what reading it found
    bool readable = true; ///< false: no specification can be made of it; it is parked (PLT-088)
};

/// A planned occurrence whose moment has come, with its schedule.
struct DueRow {
    ScheduleRow row;
    QString occurrenceId;
    PlannedOccurrence planned = {};
    qint64 revision = 1; ///< of the specification that planned it
    bool running = false;
    bool waiting = false;
};

/// A schedule's columns of "schedules s", and reading them from `column` on.
[[nodiscard]] QString scheduleColumns();
[[nodiscard]] ScheduleRow scheduleFrom(const storage::Row &row, int column = 0);

/// Statements on schedules; constructed on a Transaction.
class ScheduleStore
{
public:
    explicit ScheduleStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Locks the row until the transaction ends when it may write.
    [[nodiscard]] Result<std::optional<ScheduleRow>> find(const QString &name, const QString &owner);
    [[nodiscard]] Result<std::optional<ScheduleRow>> findById(const QString &id);
    /// False: somebody else made (name, owner) meanwhile.
    [[nodiscard]] Result<bool> insert(const ScheduleRow &row, Instant now);
    [[nodiscard]] Result<> update(const ScheduleRow &row, Instant now);
    [[nodiscard]] Result<> remove(const QString &id);
    /// Keeps what reading the row found, so that people can be told once (PLT-088, TRP-056).
    [[nodiscard]] Result<> noteProblem(const ScheduleRow &row);
    [[nodiscard]] Result<qint64> countProblems();

    /// Claims due occurrences of these works, oldest first, then by schedule (TRP-053).
    [[nodiscard]] Result<QList<DueRow>> claimDue(const QStringList &works, Instant now, int limit);
    [[nodiscard]] Result<std::optional<Instant>> nextDue(const QStringList &works);
    /// Plans the first occurrence after `after` that is not recorded yet.
    [[nodiscard]] Result<> plan(const ScheduleRow &row, Instant after, Instant now);

    /// Enabled schedules after `afterId` with what is planned for them, by id.
    struct PlannedRow {
        ScheduleRow row;
        QString occurrenceId; ///< empty: nothing is planned
        PlannedOccurrence planned = {};
        qint64 revision = 0;
    };
    [[nodiscard]] Result<QList<PlannedRow>> page(const QString &afterId, int limit);
    /// Moves a planned occurrence to what the zone data of today says (PLT-090).
    [[nodiscard]] Result<> replan(const QString &occurrenceId, const PlannedOccurrence &planned);

    [[nodiscard]] Result<QList<StoredSchedule>> list(const QString &name);
    /// Those of one owner ("" is the instance) after `afterId`, by id.
    [[nodiscard]] Result<QList<StoredSchedule>> ofOwner(const QString &owner, const QString &afterId, int limit);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::scheduling
