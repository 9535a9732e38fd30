// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/scheduling/jobqueue.h"
#include "core/storage/database.h"

#include <QCoroTask>
#include <QObject>

#include <memory>

namespace portier::operations
{
class Metrics;
}

namespace portier::scheduling
{

/// How one run of a job ended.
struct JobOutcome {
    enum class Kind {
        Done,      ///< finished; the runner closes the row
        Committed, ///< the handler closed the row itself with JobContext::finish in its own transaction
        Retry,     ///< failed for now; counts an attempt, dead when they are used up
        Dead,      ///< failed for good
        Postponed, ///< not now; runs again at `at`, attempt not counted
        Cancelled,
    };
    Kind kind = Kind::Done;
    QString reason;            ///< stable code, shown as last error
    std::optional<Instant> at; ///< Retry: replaces the kind's plan; Postponed: required

    static JobOutcome done() { return {}; }
    static JobOutcome committed() { return {Kind::Committed, {}, {}}; }
    static JobOutcome retry(QString reason, std::optional<Instant> at = {})
    {
        return {Kind::Retry, std::move(reason), at};
    }
    static JobOutcome dead(QString reason) { return {Kind::Dead, std::move(reason), {}}; }
    static JobOutcome postponed(Instant at, QString reason) { return {Kind::Postponed, std::move(reason), at}; }
    static JobOutcome cancelled(QString reason) { return {Kind::Cancelled, std::move(reason), {}}; }
};

/// What a running handler may do. Alive as long as the handler's coroutine holds it.
class JobContext
{
public:
    JobContext(storage::Database &database, Job job) : m_database(database), m_job(std::move(job)) {}

    [[nodiscard]] const Job &job() const { return m_job; }
    /// True after a cancel, a lost lease or the start of a drain whose time is over: stop soon, write nothing more.
    [[nodiscard]] bool shouldStop() const { return m_stop; }
    void requestStop() { m_stop = true; }
    /// Somebody wants it to end for good (PLT-100). A handler that stops for another reason is done again.
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    void requestCancel() { m_stop = m_cancelled = true; }
    /// Its drain is over: the row is somebody else's, and the database may be gone soon.
    [[nodiscard]] bool isHandedBack() const { return m_handedBack; }
    void handBack() { m_stop = m_handedBack = true; }

    /// One write transaction that first checks the fencing token: a stale token runs nothing and gives Cancelled
    /// "job_fenced" (PLT-096). All writes of a handler go through here.
    template <class Body>
    QCoro::Task<std::invoke_result_t<Body, storage::Transaction &>> write(Body body)
    {
        using R = std::invoke_result_t<Body, storage::Transaction &>;
        return m_database.write([job = m_job, body = std::move(body)](storage::Transaction &tx) mutable -> R {
            if (const Result<> held = checkFence(tx, job); !held)
                return fail(held.error());
            return body(tx);
        });
    }
    /// Closes the job's row inside `tx`, so that effect and completion commit together; the handler then returns
    /// JobOutcome::committed(). A Retry of a used-up job ends it as dead. Error: Cancelled "job_fenced".
    [[nodiscard]] static Result<> finish(storage::Transaction &tx, const Job &job, const JobOutcome &outcome,
                                         Instant now);

private:
    [[nodiscard]] static Result<> checkFence(storage::Transaction &tx, const Job &job);

    storage::Database &m_database;
    Job m_job;
    bool m_stop = false;
    bool m_cancelled = false;
    bool m_handedBack = false;
};

using JobHandler = std::function<QCoro::Task<JobOutcome>(std::shared_ptr<JobContext>)>;

/// One kind of work and how it is treated.
struct JobKind {
    QString name;
    JobHandler handler;
    int concurrency = 4; ///< at once in this process
    int maxAttempts = 5; ///< Retry of the last one makes the job dead; attempts that a process death cut short count
    Millis retryBase = std::chrono::seconds(2); ///< full-jitter exponential delay: random in (0, base * 2^(attempt-1)]
    Millis retryCap = std::chrono::minutes(10);
};

/// Claims due jobs and runs their handlers as coroutines on the core thread. One timer to the next due moment, woken at
/// once by a local commit; leases are renewed every third of their length (PLT-095).
///
/// Leases end with their process: on SQLite all leases of former processes are void at start, on PostgreSQL those whose
/// database session is gone (docs/adr/0011), at the latest when they run out by the database's clock. Database and
/// metrics must outlive the runner and its handlers: drain() before destroying them.
class JobRunner : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString instance = QStringLiteral("local");
        Millis lease = std::chrono::seconds(30);
        int poisonDeaths = 5;                          ///< process deaths in a row until dead(poison); 0 = off
        Millis pollInterval = std::chrono::seconds(1); ///< PostgreSQL: how soon another instance's commit is seen
        bool databaseTime = true; ///< PostgreSQL: judge leases by the server's clock; off where time is not real
        quint32 seed = 0;         ///< of the retry jitter; 0: random
    };
    JobRunner(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics, Options options);
    ~JobRunner() override;

    void registerKind(JobKind kind);
    /// Voids leases of dead processes, then starts claiming. Register all kinds before.
    QCoro::Task<Result<>> start();
    /// Looks for due work soon. Enqueueing wakes by itself; this is for callers that changed time. Any number of calls
    /// costs one look.
    void wake();
    /// No new claims; waits up to `limit` for running handlers, hands the rest back uncounted (PLT-102).
    QCoro::Task<> drain(Millis limit);
    [[nodiscard]] int running() const;
    /// False while the clocks of this host and of the database differ by more than a minute: nothing is claimed
    /// (OPS-033).
    [[nodiscard]] bool claimsAllowed() const;
    /// Monotonic time of the last look that reached the database.
    [[nodiscard]] Millis lastBeat() const;

Q_SIGNALS:
    /// The handler has ended and its outcome is recorded (or was refused by the fence: reason "job_fenced").
    void jobEnded(const portier::scheduling::Job &job, const portier::scheduling::JobOutcome &outcome);

private:
    class Private;
    std::shared_ptr<Private> d; ///< shared with the coroutines in flight
};

} // namespace portier::scheduling
