// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/jobstore.h"

#include "core/scheduling/occurrencestore.h"
#include "core/storage/sqldialect.h"

#include <algorithm>

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Binds;
using storage::Row;

namespace
{

constexpr auto keepDone = 7 * 24h;
constexpr auto keepDead = 90 * 24h;
constexpr int purgeBatch = 1000;

QString placeholders(qsizetype count)
{
    return u"?, "_s.repeated(count).chopped(2);
}

Lease leaseFrom(const Row &row)
{
    return {.id = row.text(0),
            .kind = row.text(1),
            .attempt = int(row.integer(2)),
            .fence = row.integer(3),
            .deaths = int(row.integer(4)),
            .owner = row.text(5),
            .cancelRequested = row.boolean(6),
            .ownerEnded = row.boolean(7)};
}

bool startsBefore(const Job &a, const Job &b)
{
    if (a.priority != b.priority)
        return a.priority > b.priority;
    return std::tie(a.runAt, a.id) < std::tie(b.runAt, b.id);
}

} // namespace

QString toText(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return u"queued"_s;
    case JobState::Running:
        return u"running"_s;
    case JobState::Done:
        return u"done"_s;
    case JobState::FailedRetry:
        return u"failed_retry"_s;
    case JobState::Dead:
        return u"dead"_s;
    case JobState::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

JobState jobStateFrom(const QString &text)
{
    for (const JobState state :
         {JobState::Running, JobState::Done, JobState::FailedRetry, JobState::Dead, JobState::Cancelled}) {
        if (text == toText(state))
            return state;
    }
    return JobState::Queued;
}

QString jobColumns()
{
    return u"id, kind, unique_key, payload, priority, run_at, attempt, max_attempts, state, fence, request_id, "
           "last_error"_s;
}

Job jobFrom(const Row &row)
{
    Job job;
    job.id = row.text(0);
    job.kind = row.text(1);
    job.uniqueKey = row.text(2);
    job.payload = row.object(3);
    job.priority = int(row.integer(4));
    job.runAt = row.instant(5);
    job.attempt = int(row.integer(6));
    job.maxAttempts = int(row.integer(7));
    job.state = jobStateFrom(row.text(8));
    job.fence = row.integer(9);
    job.requestId = row.text(10);
    job.lastError = row.text(11);
    return job;
}

Result<QList<Job>> JobStore::claim(const ClaimRequest &request, const QString &owner, Instant leaseUntil, Instant now)
{
    // Materialized: PostgreSQL might otherwise run the inner SELECT again and lock more rows than the limit says.
    const QString sql = u"WITH due AS MATERIALIZED (SELECT id AS due_id FROM jobs "
                        "WHERE kind = ? AND state IN ('queued', 'failed_retry') AND run_at <= ? "
                        "ORDER BY priority DESC, run_at, id LIMIT ? "_s +
                        m_tx.dialect().claimClause() +
                        u") UPDATE jobs SET state = 'running', attempt = attempt + 1, fence = fence + 1, "
                        "max_attempts = ?, lease_owner = ?, lease_until = ?, started_at = COALESCE(started_at, ?) "
                        "FROM due WHERE id = due_id RETURNING "_s +
                        jobColumns();
    PORTIER_ASSIGN(rows,
                   m_tx.query(sql, {request.kind, now, request.limit, request.maxAttempts, owner, leaseUntil, now}));
    QList<Job> jobs;
    jobs.reserve(rows.size());
    for (const Row &row : std::as_const(rows))
        jobs.append(jobFrom(row));
    std::sort(jobs.begin(), jobs.end(), startsBefore);
    return jobs;
}

Result<std::optional<Instant>> JobStore::nextRunAt(const QStringList &kinds)
{
    if (kinds.isEmpty())
        return std::optional<Instant>();
    Binds binds;
    for (const QString &kind : kinds)
        binds.append(kind);
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT run_at FROM jobs WHERE state IN ('queued', 'failed_retry') AND kind IN (%1) "
                                 "ORDER BY run_at LIMIT 1"_s.arg(placeholders(kinds.size())),
                                 binds));
    return row ? row->optInstant(0) : std::nullopt;
}

Result<QList<Lease>> JobStore::leases(const QString &condition, const Binds &binds)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT id, kind, attempt, fence, deaths, lease_owner, cancel_requested, "
                                    "CASE WHEN %1 THEN 1 ELSE 0 END FROM jobs WHERE state = 'running' AND (%2)"_s.arg(
                                        m_tx.dialect().sessionEnded(u"lease_owner"_s), condition),
                                    binds));
    QList<Lease> list;
    for (const Row &row : std::as_const(rows))
        list.append(leaseFrom(row));
    return list;
}

Result<QList<Lease>> JobStore::renew(const QString &owner, Instant leaseUntil)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"UPDATE jobs SET lease_until = ? WHERE state = 'running' AND lease_owner = ? "
                                    "RETURNING id, kind, attempt, fence, deaths, lease_owner, cancel_requested, 0"_s,
                                    {leaseUntil, owner}));
    QList<Lease> list;
    for (const Row &row : std::as_const(rows))
        list.append(leaseFrom(row));
    return list;
}

Result<QList<Lease>> JobStore::suspiciousLeases(const QString &self, Instant leaseNow)
{
    return leases(u"lease_owner = ? OR lease_until < ? OR "_s + m_tx.dialect().sessionEnded(u"lease_owner"_s),
                  {self, leaseNow});
}

Result<QList<Lease>> JobStore::foreignLeases(const QString &self)
{
    return leases(u"lease_owner <> ?"_s, {self});
}

Result<bool> JobStore::requeueLease(const Lease &lease, int deaths)
{
    PORTIER_ASSIGN(changed, m_tx.exec(u"UPDATE jobs SET state = 'queued', lease_owner = NULL, lease_until = NULL, "
                                      "deaths = ? WHERE id = ? AND state = 'running' AND attempt = ? AND fence = ?"_s,
                                      {deaths, lease.id, lease.attempt, lease.fence}));
    return changed == 1;
}

Result<bool> JobStore::endLease(const Lease &lease, const JobEnd &end, Instant now)
{
    Job job;
    job.id = lease.id;
    job.kind = lease.kind;
    job.fence = lease.fence;
    return this->end(job, end, now);
}

Result<bool> JobStore::holds(const Job &job)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM jobs WHERE id = ? AND state = 'running' AND fence = ? "_s +
                                          m_tx.dialect().lockClause(),
                                      {job.id, job.fence}));
    return row.has_value();
}

Result<bool> JobStore::end(const Job &job, const JobEnd &end, Instant now)
{
    PORTIER_ASSIGN(
        changed,
        m_tx.exec(u"UPDATE jobs SET state = ?, last_error = ?, finished_at = ?, deaths = 0, lease_owner = NULL, "
                  "lease_until = NULL WHERE id = ? AND state = 'running' AND fence = ?"_s,
                  {toText(end.state), end.reason, now, job.id, job.fence}));
    if (changed == 0)
        return false;
    if (end.state == JobState::Dead)
        m_tx.announce(topics::jobDead);
    else if (end.state == JobState::Cancelled)
        m_tx.announce(topics::jobWithdrawn);
    PORTIER_TRY(closeOccurrence(job.id, job.kind, end, now));
    return true;
}

Result<QList<bool>> JobStore::endAllDone(const QList<Job> &jobs, Instant now)
{
    QSet<QString> ended;
    QStringList occurrences;
    const auto endSome = [&](const QList<Job> &chunk) -> Result<> {
        Binds binds{now};
        for (const Job &job : chunk)
            binds << storage::Bind(job.id) << storage::Bind(job.fence);
        PORTIER_ASSIGN(rows,
                       m_tx.query(u"UPDATE jobs SET state = 'done', last_error = '', finished_at = ?, deaths = 0, "
                                  "lease_owner = NULL, lease_until = NULL WHERE state = 'running' AND ("_s +
                                      u"(id = ? AND fence = ?) OR "_s.repeated(chunk.size()).chopped(4) +
                                      u") RETURNING id, kind"_s,
                                  binds));
        for (const Row &row : std::as_const(rows)) {
            ended.insert(row.text(0));
            if (row.text(1).startsWith(scheduleJobPrefix))
                occurrences.append(row.text(0));
        }
        return {};
    };
    PORTIER_TRY(inChunks(jobs, endSome));
    PORTIER_TRY(OccurrenceStore(m_tx).closeAllDone(occurrences, now));
    QList<bool> good;
    for (const Job &job : jobs)
        good.append(ended.contains(job.id));
    return good;
}

Result<> JobStore::closeOccurrence(const QString &jobId, const QString &kind, const JobEnd &end, Instant now)
{
    if (!kind.startsWith(scheduleJobPrefix))
        return {};
    return OccurrenceStore(m_tx).closeWithJob(jobId, end, now);
}

Result<bool> JobStore::retry(const Job &job, const QString &reason, Instant at)
{
    PORTIER_ASSIGN(changed,
                   m_tx.exec(u"UPDATE jobs SET state = 'failed_retry', run_at = ?, last_error = ?, deaths = 0, "
                             "lease_owner = NULL, lease_until = NULL "
                             "WHERE id = ? AND state = 'running' AND fence = ?"_s,
                             {at, reason, job.id, job.fence}));
    m_tx.announce(topics::jobs);
    return changed == 1;
}

Result<bool> JobStore::handBack(const Job &job, const QString &reason, Instant at)
{
    PORTIER_ASSIGN(changed, m_tx.exec(u"UPDATE jobs SET state = 'queued', run_at = ?, last_error = ?, deaths = 0, "
                                      "attempt = attempt - 1, lease_owner = NULL, lease_until = NULL "
                                      "WHERE id = ? AND state = 'running' AND fence = ?"_s,
                                      {at, reason, job.id, job.fence}));
    m_tx.announce(topics::jobs);
    return changed == 1;
}

Result<> JobStore::registerRunner(const LeaseHolder &holder, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO runners (session, instance, started_at, seen_at) VALUES (?, ?, ?, ?) "
                          "ON CONFLICT (session) DO UPDATE SET seen_at = excluded.seen_at"_s,
                          {holder.session, holder.instance, now, now}));
    return {};
}

Result<QList<JobCount>> JobStore::counts()
{
    PORTIER_ASSIGN(waiting, m_tx.query(u"SELECT kind, state, COUNT(*), MIN(run_at) FROM jobs "
                                       "WHERE state IN ('queued', 'failed_retry') GROUP BY kind, state"_s));
    PORTIER_ASSIGN(running, m_tx.query(u"SELECT kind, state, COUNT(*), NULL FROM jobs WHERE state = 'running' "
                                       "GROUP BY kind, state"_s));
    PORTIER_ASSIGN(dead, m_tx.query(u"SELECT kind, state, COUNT(*), NULL FROM jobs "
                                    "WHERE state IN ('done', 'dead', 'cancelled') AND state = 'dead' "
                                    "GROUP BY kind, state"_s));
    QList<JobCount> list;
    for (const Row &row : std::as_const(waiting) + running + dead)
        list.append({row.text(0), row.text(1), row.integer(2), row.optInstant(3)});
    return list;
}

Result<bool> JobStore::purge(Instant now)
{
    qint64 most = 0;
    const std::pair<QString, Instant> rules[] = {
        {u"done"_s, now - keepDone}, {u"cancelled"_s, now - keepDone}, {u"dead"_s, now - keepDead}};
    for (const auto &[state, before] : rules) {
        // The first condition is the partial index's own, so that both databases use it.
        PORTIER_ASSIGN(deleted, m_tx.exec(u"DELETE FROM jobs WHERE id IN (SELECT id FROM jobs "
                                          "WHERE state IN ('done', 'dead', 'cancelled') AND state = ? "
                                          "AND finished_at < ? LIMIT ?)"_s,
                                          {state, before, purgeBatch}));
        most = std::max(most, deleted);
    }
    PORTIER_TRY(m_tx.exec(u"DELETE FROM runners WHERE seen_at < ?"_s, {now - keepDone}));
    return most == purgeBatch;
}

} // namespace portier::scheduling
