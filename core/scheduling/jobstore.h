// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobqueue.h"

namespace portier::scheduling
{

/// A runner as leases know it.
struct LeaseHolder {
    QString session;  ///< unique per process; on PostgreSQL the name its database sessions carry
    QString instance; ///< for people
};

/// What a runner wants of one kind.
struct ClaimRequest {
    QString kind;
    int limit = 0;
    int maxAttempts = 1;
};

/// A running job's row as a sweep sees it; id, attempt and fence are what a rescue compares (PLT-098).
struct Lease {
    QString id;
    QString kind;
    int attempt = 0;
    qint64 fence = 0;
    int deaths = 0;
    QString owner;
    bool cancelRequested = false;
    bool ownerEnded = false; ///< its database session is gone, so its process is
};

struct JobCount {
    QString kind;
    QString state;
    qint64 count = 0;
    std::optional<Instant> oldestDue; ///< of waiting ones
};

/// How a job's row ends.
struct JobEnd {
    JobState state = JobState::Done; ///< Done, Dead or Cancelled
    QString reason;
};

/// The runner's statements. Every one that changes a running job compares its fencing token.
class JobStore
{
public:
    explicit JobStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Claims due jobs in one statement, best first; each counts an attempt and gets a new fencing token.
    [[nodiscard]] Result<QList<Job>> claim(const ClaimRequest &request, const QString &owner, Instant leaseUntil,
                                           Instant now);
    /// When the next waiting job of these kinds is due; may be past.
    [[nodiscard]] Result<std::optional<Instant>> nextRunAt(const QStringList &kinds);

    /// Extends all leases of `owner` and gives what it still holds.
    [[nodiscard]] Result<QList<Lease>> renew(const QString &owner, Instant leaseUntil);
    /// Running jobs whose owner is `self`, has ended, or let the lease run out.
    [[nodiscard]] Result<QList<Lease>> suspiciousLeases(const QString &self, Instant leaseNow);
    /// Running jobs of everybody but `self`.
    [[nodiscard]] Result<QList<Lease>> foreignLeases(const QString &self);
    /// running -> queued; `deaths` is what the row shall count. False: the job moved on meanwhile.
    [[nodiscard]] Result<bool> requeueLease(const Lease &lease, int deaths);
    /// running -> dead or cancelled. False: the job moved on meanwhile.
    [[nodiscard]] Result<bool> endLease(const Lease &lease, const JobEnd &end, Instant now);

    // Of a job that this process runs; false: its fencing token is stale.
    [[nodiscard]] Result<bool> holds(const Job &job);
    [[nodiscard]] Result<bool> end(const Job &job, const JobEnd &end, Instant now);
    /// Ends many as done; gives for each whether its token was good.
    [[nodiscard]] Result<QList<bool>> endAllDone(const QList<Job> &jobs, Instant now);
    [[nodiscard]] Result<bool> retry(const Job &job, const QString &reason, Instant at);
    /// Back into the queue, the attempt not counted.
    [[nodiscard]] Result<bool> handBack(const Job &job, const QString &reason, Instant at);

    /// Also a sign of life.
    [[nodiscard]] Result<> registerRunner(const LeaseHolder &holder, Instant now);

    [[nodiscard]] Result<QList<JobCount>> counts();
    /// Deletes a batch of what is kept no longer (PLT-100); true if there may be more.
    [[nodiscard]] Result<bool> purge(Instant now);

private:
    Result<QList<Lease>> leases(const QString &condition, const storage::Binds &binds);
    Result<> closeOccurrence(const QString &jobId, const QString &kind, const JobEnd &end, Instant now);

    storage::Transaction &m_tx;
};

[[nodiscard]] QString toText(JobState state);
[[nodiscard]] JobState jobStateFrom(const QString &text);
/// A job's columns in the order of jobFrom().
[[nodiscard]] QString jobColumns();
[[nodiscard]] Job jobFrom(const storage::Row &row);

} // namespace portier::scheduling
