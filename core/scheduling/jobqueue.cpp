// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/jobqueue.h"

#include "core/base/uuid.h"
#include "core/scheduling/jobstore.h"
#include "core/scheduling/occurrencestore.h"

#include <algorithm>
#include <cmath>

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

constexpr auto unfinished = "state IN ('queued', 'failed_retry', 'running')"_L1;

Result<std::optional<QString>> unfinishedId(Transaction &tx, const QString &kind, const QString &key)
{
    PORTIER_ASSIGN(
        row, tx.queryOne(u"SELECT id FROM jobs WHERE kind = ? AND unique_key = ? AND "_s + unfinished, {kind, key}));
    return row ? row->optText(0) : std::nullopt;
}

Result<Job> deadJob(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(job, JobQueue::find(tx, id));
    if (!job)
        return fail(Error::notFound(u"job_not_found"_s));
    if (job->state != JobState::Dead)
        return fail(Error::conflict(u"job_not_dead"_s, {}, {{u"state"_s, toText(job->state)}}));
    return *job;
}

} // namespace

Millis retryDelay(const Job &job)
{
    const double grown = double(job.retryBase.count()) * std::exp2(std::clamp(job.attempt - 1, 0, 40));
    const double span = std::min(grown, double(job.retryCap.count()));
    return Millis(std::max<qint64>(1, qint64(span * job.jitter)));
}

Result<QString> JobQueue::enqueue(Transaction &tx, const NewJob &job, Instant now)
{
    const QString id = newUuid(now);
    const QString key = job.uniqueKey.isEmpty() ? id : job.uniqueKey;
    // On PostgreSQL the job in the way may finish between the two statements: then there is room after all.
    for (int round = 0; round < 3; ++round) {
        PORTIER_ASSIGN(
            inserted,
            tx.exec(u"INSERT INTO jobs (id, kind, unique_key, payload, priority, run_at, state, request_id, "
                    "created_at) VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?) "
                    "ON CONFLICT (kind, unique_key) WHERE "_s +
                        unfinished + u" DO NOTHING"_s,
                    {id, job.kind, key, job.payload, job.priority, job.runAt.value_or(now), job.requestId, now}));
        if (inserted == 1) {
            tx.announce(topics::jobs);
            return id;
        }
        PORTIER_ASSIGN(existing, unfinishedId(tx, job.kind, key));
        if (existing)
            return *existing;
    }
    return fail(Error::unavailable(u"busy"_s, u"a job with the same key keeps coming and going"_s));
}

Result<bool> JobQueue::cancel(Transaction &tx, const QString &id, Instant now)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"UPDATE jobs SET state = 'cancelled', finished_at = ?, last_error = 'cancelled' "
                                    "WHERE id = ? AND state IN ('queued', 'failed_retry') RETURNING kind"_s,
                                    {now, id}));
    if (row) {
        tx.announce(topics::jobWithdrawn);
        if (row->text(0).startsWith(scheduleJobPrefix))
            PORTIER_TRY(OccurrenceStore(tx).closeWithJob(id, {JobState::Cancelled, u"cancelled"_s}, now));
        return true;
    }
    PORTIER_ASSIGN(flagged, tx.exec(u"UPDATE jobs SET cancel_requested = 1 "
                                    "WHERE id = ? AND state = 'running' AND cancel_requested = 0"_s,
                                    {id}));
    if (flagged == 1)
        tx.announce(topics::jobCancelled);
    return flagged == 1;
}

Result<bool> JobQueue::cancelByKey(Transaction &tx, const QString &kind, const QString &uniqueKey, Instant now)
{
    PORTIER_ASSIGN(id, unfinishedId(tx, kind, uniqueKey));
    return id ? cancel(tx, *id, now) : Result<bool>(false);
}

Result<> JobQueue::requeue(Transaction &tx, const QString &id, Instant now)
{
    PORTIER_ASSIGN(job, deadJob(tx, id));
    PORTIER_ASSIGN(other, unfinishedId(tx, job.kind, job.uniqueKey));
    if (other)
        return fail(Error::conflict(u"job_exists"_s, {}, {{u"id"_s, *other}}));
    PORTIER_TRY(tx.exec(u"UPDATE jobs SET state = 'queued', run_at = ?, attempt = 0, deaths = 0, cancel_requested = 0, "
                        "finished_at = NULL WHERE id = ? AND state = 'dead'"_s,
                        {now, id}));
    tx.announce(topics::jobs);
    return {};
}

Result<> JobQueue::discard(Transaction &tx, const QString &id, Instant now)
{
    PORTIER_TRY(deadJob(tx, id));
    PORTIER_TRY(
        tx.exec(u"UPDATE jobs SET state = 'cancelled', finished_at = ? WHERE id = ? AND state = 'dead'"_s, {now, id}));
    return {};
}

Result<std::optional<Job>> JobQueue::find(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT %1 FROM jobs WHERE id = ?"_s.arg(jobColumns()), {id}));
    return row ? std::optional(jobFrom(*row)) : std::nullopt;
}

Result<QList<Job>> JobQueue::list(Transaction &tx, const ListRequest &request)
{
    PORTIER_ASSIGN(rows, tx.query(u"SELECT %1 FROM jobs WHERE (kind = ? OR '' = ?) AND (state = ? OR '' = ?) "
                                  "AND (id < ? OR '' = ?) ORDER BY id DESC LIMIT ?"_s.arg(jobColumns()),
                                  {request.kind, request.kind, request.state, request.state, request.beforeId,
                                   request.beforeId, request.limit}));
    QList<Job> jobs;
    for (const storage::Row &row : std::as_const(rows))
        jobs.append(jobFrom(row));
    return jobs;
}

Result<std::optional<Instant>> JobQueue::runnerSeen(Transaction &tx)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT MAX(seen_at) FROM runners"_s));
    return row ? row->optInstant(0) : std::nullopt;
}

Result<QList<JobQueue::DeadLetters>> JobQueue::deadLetters(Transaction &tx)
{
    PORTIER_ASSIGN(rows, tx.query(u"SELECT kind, COUNT(*), SUM(CASE WHEN last_error = 'poison' THEN 1 ELSE 0 END) "
                                  "FROM jobs WHERE state IN ('done', 'dead', 'cancelled') AND state = 'dead' "
                                  "GROUP BY kind ORDER BY kind"_s));
    QList<DeadLetters> list;
    for (const storage::Row &row : std::as_const(rows))
        list.append({row.text(0), row.integer(1), row.integer(2)});
    return list;
}

Result<std::optional<Instant>> JobQueue::oldestDue(Transaction &tx, const QString &kind, Instant now)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT MIN(run_at) FROM jobs WHERE kind = ? AND run_at <= ? "
                                    "AND state IN ('queued', 'failed_retry')"_s,
                                    {kind, now}));
    return row ? row->optInstant(0) : std::nullopt;
}

} // namespace portier::scheduling
