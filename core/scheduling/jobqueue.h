// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

namespace portier::scheduling
{

enum class JobState { Queued, Running, Done, FailedRetry, Dead, Cancelled };

/// One piece of work that survives restarts (PLT-094).
struct Job {
    QString id;
    QString kind;        ///< "trips.check", "notifications.deliver"
    QString uniqueKey;   ///< at most one unfinished job per (kind, uniqueKey)
    QJsonObject payload; ///< references, never personal data
    int priority = 0;    ///< higher first
    Instant runAt;       ///< due from then on
    int attempt = 0;     ///< counted at the claim; the first run is attempt 1
    int maxAttempts = 1;
    JobState state = JobState::Queued;
    QString lastError; ///< reason of the last failure
    qint64 fence = 0;  ///< grows with every claim
    QString requestId;

    // Of a claimed job, from its kind; not stored:
    Millis retryBase = std::chrono::seconds(2);
    Millis retryCap = std::chrono::minutes(10);
    double jitter = 1; ///< in (0, 1], drawn at the claim, so that a run of the whole program can be repeated
};

/// The full-jitter exponential wait after this attempt: jitter * min(cap, base * 2^(attempt - 1)), at least 1 ms.
[[nodiscard]] Millis retryDelay(const Job &job);

/// What Database::announced says after a commit that concerns this room.
namespace topics
{
inline constexpr auto jobs = QLatin1String("scheduling.jobs");           ///< a job became claimable
inline constexpr auto jobCancelled = QLatin1String("scheduling.cancel"); ///< a running job was flagged
inline constexpr auto jobDead = QLatin1String("scheduling.job_dead");    ///< a job died for good (PLT-099, PLT-173)
inline constexpr auto jobWithdrawn = QLatin1String("scheduling.job_withdrawn"); ///< a job ended as cancelled
inline constexpr auto schedules = QLatin1String("scheduling.schedules");        ///< a schedule was put or removed
inline constexpr auto problem = QLatin1String("scheduling.schedule_problem");   ///< a stored schedule is invalid
} // namespace topics

struct NewJob {
    QString kind;
    QString uniqueKey; ///< empty: a fresh id, never a duplicate
    QJsonObject payload;
    int priority = 0;
    std::optional<Instant> runAt; ///< default: now
    QString requestId;
};

/// The queue's statements; every call runs inside the transaction of the change that causes it, and wakes the runner of
/// this process once that has committed.
namespace JobQueue
{
/// Inserts the job, or gives the id of the unfinished one with the same kind and key.
[[nodiscard]] Result<QString> enqueue(storage::Transaction &tx, const NewJob &job, Instant now);
/// Queued: prevented. Running: flagged, its owner sees it within 10 s. Finished: nothing. True if anything changed.
[[nodiscard]] Result<bool> cancel(storage::Transaction &tx, const QString &id, Instant now);
[[nodiscard]] Result<bool> cancelByKey(storage::Transaction &tx, const QString &kind, const QString &uniqueKey,
                                       Instant now);
/// dead -> queued, attempts from zero. NotFound "job_not_found", Conflict "job_not_dead", or Conflict "job_exists" when
/// an unfinished job took its key meanwhile. Whoever calls it for a person audits it (PLT-141).
[[nodiscard]] Result<> requeue(storage::Transaction &tx, const QString &id, Instant now);
/// dead -> cancelled. NotFound "job_not_found", Conflict "job_not_dead".
[[nodiscard]] Result<> discard(storage::Transaction &tx, const QString &id, Instant now);
[[nodiscard]] Result<std::optional<Job>> find(storage::Transaction &tx, const QString &id);

/// One page of jobs, newest first.
struct ListRequest {
    QString kind;     ///< empty: all
    QString state;    ///< empty: all
    QString beforeId; ///< the last id of the page before; empty: the first page
    int limit = 50;
};
[[nodiscard]] Result<QList<Job>> list(storage::Transaction &tx, const ListRequest &request);
/// When a runner of any instance last gave a sign of life; nothing if none ever did (PLT-171, PLT-173).
[[nodiscard]] Result<std::optional<Instant>> runnerSeen(storage::Transaction &tx);

/// Dead jobs of one kind, as operators are told of them.
struct DeadLetters {
    QString kind;
    qint64 count = 0;
    qint64 poisoned = 0; ///< of these, parked because the process died with them again and again
};
[[nodiscard]] Result<QList<DeadLetters>> deadLetters(storage::Transaction &tx);
/// Since when the longest waiting job of the kind could have run; nothing when none waits.
[[nodiscard]] Result<std::optional<Instant>> oldestDue(storage::Transaction &tx, const QString &kind, Instant now);
} // namespace JobQueue

} // namespace portier::scheduling
