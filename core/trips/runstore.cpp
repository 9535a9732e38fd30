// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/runstore.h"

#include "core/storage/sqldialect.h"
#include "core/trips/nulltext.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Binds;
using storage::Row;

namespace
{
const QString columns = u"id, user_id, kind, occurrence_id, job_id, state, outcome, total, done, failed, skipped, "
                        "created_at, updated_at, finished_at"_s;

RefreshRun runFrom(const Row &row)
{
    RefreshRun run;
    run.id = row.text(0);
    run.userId = row.text(1);
    run.kind = row.text(2) == u"schedule"_s ? RunKind::Schedule : RunKind::Manual;
    run.occurrenceId = row.text(3);
    run.jobId = row.text(4);
    run.running = row.text(5) == u"running"_s;
    run.outcome = runOutcomeFromText(row.text(6));
    run.total = static_cast<int>(row.integer(7));
    run.done = static_cast<int>(row.integer(8));
    run.failed = static_cast<int>(row.integer(9));
    run.skipped = static_cast<int>(row.integer(10));
    run.createdAt = row.instant(11);
    run.updatedAt = row.instant(12);
    run.finishedAt = row.optInstant(13);
    return run;
}

} // namespace

Result<bool> RunStore::insert(const RefreshRun &run)
{
    PORTIER_ASSIGN(inserted,
                   m_tx.exec(u"INSERT INTO refresh_runs (id, user_id, kind, occurrence_id, job_id, state, total, "
                             "created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?) "
                             "ON CONFLICT (user_id) WHERE state = 'running' DO NOTHING"_s,
                             {run.id, run.userId, toText(run.kind), orNull(run.occurrenceId), orNull(run.jobId),
                              run.total, run.createdAt, run.createdAt}));
    if (inserted == 0)
        return false;
    for (const RunItem &item : run.items) {
        PORTIER_TRY(m_tx.exec(u"INSERT INTO refresh_run_items (run_id, position, trip_id, check_id, state, outcome) "
                              "VALUES (?, ?, ?, NULL, 'waiting', NULL)"_s,
                              {run.id, item.position, item.tripId}));
    }
    return true;
}

Result<std::optional<RefreshRun>> RunStore::newest()
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT "_s + columns + u" FROM refresh_runs ORDER BY created_at DESC LIMIT 1"_s));
    return row ? std::optional(runFrom(*row)) : std::nullopt;
}

Result<std::optional<RefreshRun>> RunStore::findWhere(const QString &where, const QString &value)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM refresh_runs WHERE %2 = ?"_s.arg(columns, where), {value}));
    if (!row)
        return std::nullopt;
    RefreshRun run = runFrom(*row);
    PORTIER_ASSIGN(items, m_tx.query(u"SELECT position, trip_id, check_id, state, outcome FROM refresh_run_items "
                                     "WHERE run_id = ? ORDER BY position"_s,
                                     {run.id}));
    for (const Row &item : std::as_const(items))
        run.items.append({static_cast<int>(item.integer(0)), item.text(1), item.text(2),
                          runItemStateFromText(item.text(3)).value_or(RunItemState::Done),
                          checkOutcomeFromText(item.text(4))});
    return run;
}

Result<std::optional<RefreshRun>> RunStore::find(const QString &runId)
{
    return findWhere(u"id"_s, runId);
}

Result<std::optional<RefreshRun>> RunStore::findLocked(const QString &runId)
{
    PORTIER_TRY(m_tx.queryOne(u"SELECT 1 FROM refresh_runs WHERE id = ?"_s + m_tx.dialect().lockClause(), {runId}));
    return find(runId);
}

Result<std::optional<RefreshRun>> RunStore::ofOccurrence(const QString &occurrenceId)
{
    return findWhere(u"occurrence_id"_s, occurrenceId);
}

Result<QHash<QString, int>> RunStore::totalsByOccurrence(const QString &userId, Instant since)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT occurrence_id, total FROM refresh_runs WHERE user_id = ? AND "
                                    "created_at >= ? AND occurrence_id IS NOT NULL"_s,
                                    {userId, since}));
    QHash<QString, int> totals;
    for (const Row &row : std::as_const(rows))
        totals.insert(row.text(0), static_cast<int>(row.integer(1)));
    return totals;
}

Result<std::optional<QString>> RunStore::runningId(const QString &userId)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT id FROM refresh_runs WHERE user_id = ? AND state = 'running'"_s, {userId}));
    return row ? row->optText(0) : std::nullopt;
}

Result<QList<RefreshRun>> RunStore::allRunning()
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT "_s + columns + u" FROM refresh_runs WHERE state = 'running' ORDER BY id"_s));
    QList<RefreshRun> runs;
    for (const Row &row : std::as_const(rows))
        runs.append(runFrom(row));
    return runs;
}

Result<> RunStore::setJob(const QString &runId, const QString &jobId)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE refresh_runs SET job_id = ? WHERE id = ? AND state = 'running'"_s, {jobId, runId}));
    return {};
}

Result<QList<RefreshRun>> RunStore::ofUser(const QString &userId, int limit, const std::optional<QJsonObject> &after)
{
    QString where = u"user_id = ?"_s;
    Binds binds{userId};
    if (after) {
        where += u" AND (created_at < ? OR (created_at = ? AND id < ?))"_s;
        const qint64 at = after->value(u"at"_s).toInteger();
        binds << at << at << after->value(u"id"_s).toString();
    }
    binds << limit;
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT %1 FROM refresh_runs WHERE %2 ORDER BY created_at DESC, id DESC LIMIT ?"_s.arg(
                                  columns, where),
                              binds));
    QList<RefreshRun> runs;
    for (const Row &row : std::as_const(rows))
        runs.append(runFrom(row));
    return runs;
}

QJsonObject RunStore::positionOf(const RefreshRun &run)
{
    return {{u"at"_s, toMs(run.createdAt)}, {u"id"_s, run.id}};
}

Result<> RunStore::updateItem(const QString &runId, const RunItem &item)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE refresh_run_items SET check_id = ?, state = ?, outcome = ? "
                          "WHERE run_id = ? AND position = ?"_s,
                          {orNull(item.checkId), toText(item.state),
                           item.outcome ? std::optional(toText(*item.outcome)) : std::nullopt, runId, item.position}));
    return {};
}

Result<> RunStore::update(const RefreshRun &run)
{
    PORTIER_TRY(m_tx.exec(
        u"UPDATE refresh_runs SET state = ?, outcome = ?, done = ?, failed = ?, skipped = ?, job_id = ?, "
        "updated_at = ?, finished_at = ? WHERE id = ?"_s,
        {run.running ? u"running"_s : u"done"_s, run.outcome ? std::optional(toText(*run.outcome)) : std::nullopt,
         run.done, run.failed, run.skipped, orNull(run.jobId), run.updatedAt, run.finishedAt, run.id}));
    return {};
}

Result<QList<QString>> RunStore::waitingFor(const QString &checkId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT run_id FROM refresh_run_items WHERE check_id = ? AND state = 'running'"_s,
                                    {checkId}));
    QList<QString> ids;
    for (const Row &row : std::as_const(rows))
        ids.append(row.text(0));
    return ids;
}

} // namespace portier::trips
