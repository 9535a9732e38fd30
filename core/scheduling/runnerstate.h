// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/batcher.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/jobstore.h"

#include <QHash>
#include <QPointer>
#include <QRandomGenerator>

#include <coroutine>

namespace portier::scheduling
{

/// A runner's state on the core thread; shared with its coroutines, which outlive the runner's own frame.
class JobRunner::Private : public std::enable_shared_from_this<JobRunner::Private>
{
public:
    using Self = std::shared_ptr<Private>;
    /// One claim of one job; a job that was lost and claimed again is another one.
    using Key = std::pair<QString, qint64>;
    using Dones = Batcher<Job, bool>;

    struct Kind {
        JobKind plan;
        int running = 0;
    };
    struct Active {
        std::shared_ptr<JobContext> context;
        Millis leaseEnds{0}; ///< monotonic; by then the work must have stopped
        bool lost = false;
    };
    struct Claimed {
        QList<Job> jobs;
        std::optional<Instant> nextRunAt;
    };

    Private(JobRunner *runner, storage::Database &db, std::shared_ptr<Clock> time, operations::Metrics &meters,
            Options settings);

    /// A timer that keeps nothing alive.
    [[nodiscard]] std::unique_ptr<TimerHandle> timer(Millis delay, void (*callback)(const Self &));

    // --- looking for work (jobrunner.cpp)
    void wake();
    static QCoro::Task<> look(Self d);
    static QCoro::Task<bool> claim(Self d);
    [[nodiscard]] QList<ClaimRequest> freeSlots() const;
    static Result<Claimed> claimIn(storage::Transaction &tx, const QList<ClaimRequest> &requests, const QString &owner,
                                   Instant leaseUntil, Instant now);
    void armDueTimer(const std::optional<Instant> &nextRunAt);

    // --- running it (jobrunner.cpp)
    void activate(Job job, Millis leaseEnds);
    static QCoro::Task<> run(Self d, JobHandler handler, std::shared_ptr<JobContext> context);
    static QCoro::Task<Dones::Replies> endAllDone(Self d, QList<Job> jobs);
    static QCoro::Task<JobOutcome> record(Self d, std::shared_ptr<JobContext> context, JobOutcome outcome);
    void ended(const Job &job, const JobOutcome &outcome, Millis began);
    static QCoro::Task<> handBackRest(Self d);
    void becameIdle();

    // --- leases (runnerleases.cpp)
    [[nodiscard]] Instant leaseNow() const { return clock->now() + clockOffset; }
    [[nodiscard]] bool clocksAgree() const;
    [[nodiscard]] Millis leaseMargin() const { return options.lease / 10; }
    void armRenewal(Millis delay);
    void armWatch();
    void loseOverdue();
    void lose(Active &active);
    static QCoro::Task<> renew(Self d);
    void applyRenewal(const QList<Lease> &held, const QList<Key> &asked, Millis leaseEnds);
    static QCoro::Task<bool> voidDeadLeases(Self d);
    static QCoro::Task<bool> sweep(Self d);
    static QCoro::Task<bool> rescue(Self d, QList<Lease> leases);
    static QCoro::Task<Result<bool>> rescueOne(Self d, Lease lease);
    [[nodiscard]] bool isMine(const Lease &lease) const;
    static QCoro::Task<Result<>> measureClock(Self d);
    static QCoro::Task<> giveSign(Self d);
    void armPoll();
    static QCoro::Task<> poll(Self d);

    // --- housekeeping and figures (runnerstats.cpp)
    void armPurge(Millis delay);
    static QCoro::Task<> purge(Self d);
    void collect(operations::Metrics &target);
    static QCoro::Task<> refreshCounts(Self d);

    QPointer<JobRunner> q;
    storage::Database &database;
    std::shared_ptr<Clock> clock;
    operations::Metrics &metrics;
    const Options options;
    const LeaseHolder self;
    QRandomGenerator random;

    std::shared_ptr<Dones> dones;
    QHash<QString, Kind> kinds;
    QHash<Key, Active> active;

    bool started = false;
    bool draining = false;
    bool wakePosted = false;
    bool looking = false;
    bool lookAgain = false;
    bool sweepWanted = false;
    bool renewing = false;
    bool countingJobs = false;
    Millis clockOffset{0}; ///< what the database's clock is ahead of ours
    std::optional<Millis> clockMeasured;
    std::optional<Millis> counted;
    QList<JobCount> lastCounts;
    Millis beat{0};
    Millis signGiven{0};
    std::coroutine_handle<> drainWaiter;

    std::unique_ptr<TimerHandle> dueTimer, renewTimer, watchTimer, pollTimer, purgeTimer, drainTimer;
};

} // namespace portier::scheduling
