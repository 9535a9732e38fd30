// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/schedulepass.h"

#include "core/base/uuid.h"
#include "core/scheduling/dueplan.h"

#include <QSet>

namespace portier::scheduling
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int checkPage = 500;

/// Collects what a pass writes, so that ten thousand occurrences cost a few hundred statements.
class Batch
{
public:
    Batch(storage::Transaction &tx, const PassRequest &request) : m_tx(tx), m_request(request) {}

    [[nodiscard]] Result<> add(const DueRow &due);
    [[nodiscard]] Result<> write();
    PassResult result;

private:
    /// Rows that all get the same values.
    struct Change {
        OccurrenceState state = OccurrenceState::Fired;
        QString reason;
        bool late = false;
        bool operator==(const Change &) const = default;
    };
    struct ChangeSet {
        Change change;
        QStringList ids;
    };
    static Change changeFor(DueAction action);
    void apply(const DueRow &due, const DueDecision &decision, const QString &existingId);
    void changeRow(const Change &change, const QString &id);
    void planNext(const DueRow &due);
    [[nodiscard]] Result<> writeNew(OccurrenceStore &store);
    [[nodiscard]] Result<> writePlanned(OccurrenceStore &store);

    storage::Transaction &m_tx;
    const PassRequest &m_request;
    QList<ChangeSet> m_changes;
    QList<NewOccurrence> m_new;
    QList<FiredOccurrence> m_fired;
    QHash<QString, FiredOccurrence> m_firedIfNew;
    QSet<QString> m_started; ///< schedules of which something starts in this very pass
    QList<NewOccurrence> m_planned;
    QHash<QString, ScheduleRow> m_plannedRows; ///< by occurrence id
};

Batch::Change Batch::changeFor(DueAction action)
{
    switch (action) {
    case DueAction::Run:
        return {OccurrenceState::Fired, {}, false};
    case DueAction::RunLate:
        return {OccurrenceState::Fired, {}, true};
    case DueAction::Wait:
        return {OccurrenceState::Waiting, {}, false};
    case DueAction::WaitLate:
        return {OccurrenceState::Waiting, {}, true};
    case DueAction::SkipGap:
        return {OccurrenceState::Skipped, u"gap"_s, false};
    case DueAction::SkipOverlap:
        return {OccurrenceState::Skipped, u"overlap"_s, false};
    case DueAction::Missed:
        break;
    }
    return {OccurrenceState::Missed, {}, true};
}

Result<> Batch::add(const DueRow &due)
{
    const StoredSchedule &schedule = due.row.schedule;
    PORTIER_TRY(ScheduleStore(m_tx).noteProblem(due.row));
    if (!schedule.problem.isEmpty())
        result.invalid.append(schedule.id);
    if (!due.row.readable) {
        changeRow({OccurrenceState::Skipped, u"invalid"_s, false}, due.occurrenceId);
        result.closed.append({schedule.name, u"skipped"_s, u"invalid"_s, due.occurrenceId, schedule.owner});
        return {};
    }
    const bool edited = due.revision != due.row.revision;
    const auto decisions = decideDue(schedule.spec, due.planned,
                                     {.now = m_request.now,
                                      .running = due.running || m_started.contains(schedule.id),
                                      .waiting = due.waiting,
                                      .edited = edited,
                                      .afterJump = m_request.afterJump});
    for (qsizetype i = 0; i < decisions.size(); ++i)
        apply(due, decisions[i], i == 0 ? due.occurrenceId : QString());
    if (!edited) // The edit itself planned what follows.
        planNext(due);
    return {};
}

void Batch::apply(const DueRow &due, const DueDecision &decision, const QString &existingId)
{
    const StoredSchedule &schedule = due.row.schedule;
    const Change change = changeFor(decision.action);
    const bool closed = change.state == OccurrenceState::Skipped || change.state == OccurrenceState::Missed;
    if (change.state == OccurrenceState::Fired)
        m_started.insert(schedule.id);
    const QString id = existingId.isEmpty() ? newUuid(m_request.now) : existingId;
    if (closed)
        result.closed.append({schedule.name, toText(change.state), change.reason, id, schedule.owner});
    if (!existingId.isEmpty()) {
        changeRow(change, existingId);
        if (change.state == OccurrenceState::Fired)
            m_fired.append({existingId, schedule.name, decision.planned.at});
        return;
    }
    m_new.append({.id = id,
                  .scheduleId = schedule.id,
                  .planned = decision.planned,
                  .state = change.state,
                  .reason = change.reason,
                  .late = change.late,
                  .revision = due.row.revision,
                  .closedAt = closed ? std::optional(m_request.now) : std::nullopt});
    if (change.state == OccurrenceState::Fired)
        m_firedIfNew.insert(id, {id, schedule.name, decision.planned.at});
}

void Batch::changeRow(const Change &change, const QString &id)
{
    for (ChangeSet &set : m_changes) {
        if (set.change == change) {
            set.ids.append(id);
            return;
        }
    }
    m_changes.append({change, {id}});
}

void Batch::planNext(const DueRow &due)
{
    const auto next = nextOccurrence(due.row.schedule.spec, m_request.now);
    if (!next)
        return;
    const QString id = newUuid(m_request.now);
    m_planned.append({.id = id, .scheduleId = due.row.schedule.id, .planned = *next, .revision = due.row.revision});
    m_plannedRows.insert(id, due.row);
}

Result<> Batch::write()
{
    OccurrenceStore store(m_tx);
    for (const ChangeSet &set : std::as_const(m_changes)) {
        const bool closed = set.change.state == OccurrenceState::Skipped || set.change.state == OccurrenceState::Missed;
        PORTIER_TRY(store.setState(set.ids, set.change.state, set.change.reason, set.change.late,
                                   closed ? std::optional(m_request.now) : std::nullopt));
    }
    PORTIER_TRY(writeNew(store));
    PORTIER_TRY(store.enqueue(m_fired, m_request.now));
    return writePlanned(store);
}

Result<> Batch::writeNew(OccurrenceStore &store)
{
    PORTIER_ASSIGN(inserted, store.insert(m_new));
    // What is recorded already (a clock that went back and forth) has had its run, or its end without one.
    const QSet<QString> written(inserted.cbegin(), inserted.cend());
    for (const NewOccurrence &wanted : std::as_const(m_new)) {
        if (!written.contains(wanted.id))
            result.closed.removeIf([&wanted](const ClosedOccurrence &closed) { return closed.id == wanted.id; });
    }
    for (const QString &id : std::as_const(inserted)) {
        if (const auto fired = m_firedIfNew.constFind(id); fired != m_firedIfNew.constEnd())
            m_fired.append(*fired);
    }
    return {};
}

Result<> Batch::writePlanned(OccurrenceStore &store)
{
    PORTIER_ASSIGN(inserted, store.insert(m_planned));
    if (inserted.size() == m_planned.size())
        return {};
    const QSet<QString> done(inserted.cbegin(), inserted.cend());
    for (const NewOccurrence &wanted : std::as_const(m_planned)) {
        if (!done.contains(wanted.id))
            PORTIER_TRY(ScheduleStore(m_tx).plan(m_plannedRows.value(wanted.id), m_request.now, m_request.now));
    }
    return {};
}

/// Checks one schedule; true if its plan changed.
Result<bool> checkOne(storage::Transaction &tx, const ScheduleStore::PlannedRow &planned, Instant now)
{
    ScheduleStore store(tx);
    const StoredSchedule &schedule = planned.row.schedule;
    PORTIER_TRY(store.noteProblem(planned.row));
    if (!planned.row.readable)
        return false;
    if (planned.occurrenceId.isEmpty()) {
        PORTIER_TRY(store.plan(planned.row, now, now));
        return true;
    }
    const auto today = occurrenceAt(schedule.spec, planned.planned.nominalLocal);
    if (planned.revision != planned.row.revision || !today || *today == planned.planned)
        return false;
    PORTIER_TRY(store.replan(planned.occurrenceId, *today));
    return true;
}

} // namespace

Result<PassResult> runDuePass(storage::Transaction &tx, const PassRequest &request)
{
    ScheduleStore schedules(tx);
    Batch batch(tx, request);
    PORTIER_ASSIGN(due, schedules.claimDue(request.works, request.now, request.batch));
    for (const DueRow &row : std::as_const(due))
        PORTIER_TRY(batch.add(row));
    PORTIER_TRY(batch.write());
    batch.result.due = int(due.size());
    if (batch.result.due < request.batch) {
        PORTIER_ASSIGN(next, schedules.nextDue(request.works));
        batch.result.nextDue = next;
    }
    return batch.result;
}

Result<CheckResult> checkPlans(storage::Transaction &tx, const QString &afterId, Instant now)
{
    CheckResult result;
    PORTIER_ASSIGN(page, ScheduleStore(tx).page(afterId, checkPage));
    for (const ScheduleStore::PlannedRow &row : std::as_const(page)) {
        PORTIER_ASSIGN(changed, checkOne(tx, row, now));
        if (changed)
            ++result.replanned;
        if (!row.row.schedule.problem.isEmpty())
            result.invalid.append(row.row.schedule.id);
    }
    if (page.size() == checkPage)
        result.lastId = page.constLast().row.schedule.id;
    return result;
}

} // namespace portier::scheduling
