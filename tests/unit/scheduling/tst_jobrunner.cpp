// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/jobstore.h"
#include "tests/unit/scheduling/runnerfixture.h"

#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<JobOutcome> throws(std::shared_ptr<JobContext>)
{
    throw std::runtime_error("a bug");
    co_return JobOutcome::done();
}

QCoro::Task<JobOutcome> commitsItself(std::shared_ptr<JobContext> context, Instant now)
{
    const auto body = [job = context->job(), now](Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.exec(u"INSERT INTO period_marks (work, owner, period, created_at) "
                            "VALUES ('effect', ?, '', 0)"_s,
                            {job.uniqueKey}));
        return JobContext::finish(tx, job, JobOutcome::done(), now);
    };
    const auto done = co_await context->write(body);
    co_return done ? JobOutcome::committed() : JobOutcome::retry(done.error().code);
}

NewJob work(const QString &key, std::optional<Instant> runAt = {})
{
    return {.kind = u"work"_s, .uniqueKey = key, .payload = {}, .runAt = runAt, .requestId = {}};
}

/// One process: database, runner, time.
struct Bench {
    explicit Bench(const QString &backend, JobRunner::Options options = manualTime())
        : clock(aClock()), db(backend, clock), runner(std::make_unique<JobRunner>(*db, clock, metrics, options))
    {
    }
    ~Bench()
    {
        if (runner)
            finish();
    }
    void start()
    {
        auto started = runner->start();
        clock->settle();
        if (!started.isReady() || !QCoro::waitFor(std::move(started)))
            qFatal("the runner did not start");
    }
    /// Drains; handlers that are left run into nothing.
    void finish()
    {
        auto drained = runner->drain(0ms);
        clock->settle();
        clock->advance(0ms);
        QVERIFY(drained.isReady());
        runner.reset();
        clock->advance(24h);
    }

    std::shared_ptr<ManualClock> clock;
    operations::Metrics metrics;
    TestDatabase db;
    std::unique_ptr<JobRunner> runner;
};

} // namespace

class TestJobRunner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsAtOnceAfterACommit_data() { TestDatabase::backends(); }
    void runsAtOnceAfterACommit() // PLT-095
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        bench.runner->registerKind(handledBy(u"work"_s, recorder));
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        bench.clock->settle(); // no time passes: the commit woke the runner
        QCOMPARE(recorder->runs, QStringList{u"a#1"_s});
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Done);
    }

    void runsWhenDue_data() { TestDatabase::backends(); }
    void runsWhenDue() // PLT-095: one timer to the next due moment
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        bench.runner->registerKind(handledBy(u"work"_s, recorder));
        const Instant now = bench.clock->now();
        enqueued(*bench.db, work(u"hour"_s, now + 1h), now);
        enqueued(*bench.db, work(u"minute"_s, now + 1min), now);
        bench.start();
        bench.clock->advance(1min - 1ms);
        QCOMPARE(recorder->runs, QStringList());
        bench.clock->advance(1ms);
        bench.clock->settle();
        QCOMPARE(recorder->runs, QStringList{u"minute#1"_s});
        bench.clock->advance(1h);
        bench.clock->settle();
        QCOMPARE(recorder->runs.size(), 2);
    }

    void retriesUntilDeadThenRequeues_data() { TestDatabase::backends(); }
    void retriesUntilDeadThenRequeues() // A44, PLT-099
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        recorder->outcome = JobOutcome::retry(u"upstream_down"_s);
        JobKind kind = handledBy(u"work"_s, recorder);
        kind.maxAttempts = 3;
        bench.runner->registerKind(kind);
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        bench.clock->settle();
        QCOMPARE(jobOf(*bench.db, id).state, JobState::FailedRetry);
        QCOMPARE(jobOf(*bench.db, id).lastError, u"upstream_down"_s);
        bench.clock->advance(1min);
        QCOMPARE(recorder->runs, (QStringList{u"a#1"_s, u"a#2"_s, u"a#3"_s}));
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Dead);
        recorder->outcome = JobOutcome::done();
        QVERIFY(
            bench.db->writeBlocking([&](Transaction &tx) { return JobQueue::requeue(tx, id, bench.clock->now()); }));
        bench.clock->settle();
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Done);
        QCOMPARE(recorder->runs.constLast(), u"a#1"_s);
    }

    void anExceptionHarmsNoOtherJob_data() { TestDatabase::backends(); }
    void anExceptionHarmsNoOtherJob() // PLT-101, A41
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        bench.runner->registerKind(handledBy(u"work"_s, recorder));
        JobKind bad;
        bad.name = u"bad"_s;
        bad.handler = throws;
        bad.maxAttempts = 1;
        bench.runner->registerKind(bad);
        const Instant now = bench.clock->now();
        const QString broken =
            enqueued(*bench.db, {.kind = u"bad"_s, .uniqueKey = {}, .payload = {}, .runAt = {}, .requestId = {}}, now);
        const QString unknown = enqueued(
            *bench.db, {.kind = u"unknown"_s, .uniqueKey = {}, .payload = {}, .runAt = {}, .requestId = {}}, now);
        const QString good = enqueued(*bench.db, work(u"good"_s), now);
        bench.start();
        bench.clock->settle();
        QCOMPARE(jobOf(*bench.db, broken).state, JobState::Dead);
        QCOMPARE(jobOf(*bench.db, broken).lastError, u"internal_error"_s);
        QCOMPARE(jobOf(*bench.db, unknown).state, JobState::Queued); // of a kind this process does not run
        QCOMPARE(jobOf(*bench.db, good).state, JobState::Done);
    }

    void postponedIsNotCounted_data() { TestDatabase::backends(); }
    void postponedIsNotCounted() // PLT-094
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        recorder->outcome = JobOutcome::postponed(bench.clock->now() + 10min, u"paused"_s);
        bench.runner->registerKind(handledBy(u"work"_s, recorder));
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        bench.clock->settle();
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Queued);
        recorder->outcome = JobOutcome::done();
        bench.clock->advance(10min);
        bench.clock->settle();
        QCOMPARE(recorder->runs, (QStringList{u"a#1"_s, u"a#1"_s}));
    }

    void effectAndCompletionCommitTogether_data() { TestDatabase::backends(); }
    void effectAndCompletionCommitTogether() // PLT-096
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        JobKind kind;
        kind.name = u"work"_s;
        kind.handler = [clock = bench.clock](std::shared_ptr<JobContext> context) {
            return commitsItself(std::move(context), clock->now());
        };
        bench.runner->registerKind(kind);
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        bench.clock->settle();
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Done);
        QCOMPARE(effects(*bench.db), 1);
    }

    void neverMoreAtOnceThanItsConcurrency_data() { TestDatabase::backends(); }
    void neverMoreAtOnceThanItsConcurrency()
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto sleeper = std::make_shared<Sleeper>();
        sleeper->clock = bench.clock;
        sleeper->duration = 1s;
        JobKind kind = handledBy(u"work"_s, sleeper);
        kind.concurrency = 3;
        bench.runner->registerKind(kind);
        for (int i = 0; i < 10; ++i)
            enqueued(*bench.db, work(QString::number(i)), bench.clock->now());
        bench.start();
        bench.clock->settle();
        QCOMPARE(bench.runner->running(), 3);
        QCOMPARE(sleeper->started, 3);
        bench.clock->advance(1s);
        bench.clock->settle();
        QCOMPARE(bench.runner->running(), 3);
        bench.clock->advance(10s);
        bench.clock->settle();
        QCOMPARE(effects(*bench.db), 10);
    }

    void leasesOfLongWorkAreRenewed_data() { TestDatabase::backends(); }
    void leasesOfLongWorkAreRenewed() // PLT-095
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto sleeper = std::make_shared<Sleeper>();
        sleeper->clock = bench.clock;
        sleeper->duration = 5min;
        bench.runner->registerKind(handledBy(u"work"_s, sleeper));
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        for (int i = 0; i < 29; ++i) {
            bench.clock->advance(10s);
            bench.clock->settle();
            const qint64 left =
                intOrDie(*bench.db, u"SELECT lease_until FROM jobs WHERE id = ?"_s, {id}) - toMs(bench.clock->now());
            QVERIFY2(left >= 20'000, qPrintable(QString::number(left)));
        }
        bench.clock->advance(1min);
        bench.clock->settle();
        QCOMPARE(sleeper->started, 1);
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Done);
    }

    void aRunningJobSeesItsCancel_data() { TestDatabase::backends(); }
    void aRunningJobSeesItsCancel() // PLT-100
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto sleeper = std::make_shared<Sleeper>();
        sleeper->clock = bench.clock;
        sleeper->duration = 5s;
        bench.runner->registerKind(handledBy(u"work"_s, sleeper));
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        bench.clock->settle();
        QVERIFY(
            *bench.db->writeBlocking([&](Transaction &tx) { return JobQueue::cancel(tx, id, bench.clock->now()); }));
        bench.clock->advance(6s);
        QCOMPARE(sleeper->sawStop, 1);
    }

    void aCancelledOneIsNotTriedAgain_data() { TestDatabase::backends(); }
    void aCancelledOneIsNotTriedAgain() // PLT-100: whatever its handler says when it stops
    {
        QFETCH(QString, backend);
        for (const JobOutcome &outcome : {JobOutcome::retry(u"stopped"_s), JobOutcome::postponed(Instant(), u"later"_s),
                                          JobOutcome::cancelled(u"stopped"_s)}) {
            Bench bench(backend);
            const auto handler = std::make_shared<Endless>();
            handler->clock = bench.clock;
            handler->outcome = outcome;
            bench.runner->registerKind(handledBy(u"work"_s, handler));
            bench.start();
            const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
            bench.clock->settle();
            QVERIFY(*bench.db->writeBlocking(
                [&](Transaction &tx) { return JobQueue::cancel(tx, id, bench.clock->now()); }));
            bench.clock->advance(1min);
            QCOMPARE(jobOf(*bench.db, id).state, JobState::Cancelled);
            QCOMPARE(handler->runs, 1);
        }
    }

    void anotherInstancesCancelIsSeenInTime_data() { TestDatabase::backends(); }
    void anotherInstancesCancelIsSeenInTime() // PLT-100: within 10 s, on any instance
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto sleeper = std::make_shared<Sleeper>();
        sleeper->clock = bench.clock;
        sleeper->duration = 11s;
        bench.runner->registerKind(handledBy(u"work"_s, sleeper));
        bench.start();
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        bench.clock->settle();
        execOrDie(*bench.db, u"UPDATE jobs SET cancel_requested = 1 WHERE id = ?"_s, {id}); // announces nothing
        bench.clock->advance(12s);
        QCOMPARE(sleeper->sawStop, 1);
    }

    void interruptedJobsRunAgainAtOnce_data() { TestDatabase::backends(); }
    void interruptedJobsRunAgainAtOnce() // PLT-097, A42
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        bench.runner->registerKind(handledBy(u"work"_s, recorder));
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        // A process of before, whose database session is gone, held it with a fresh lease.
        QCOMPARE(bench.db
                     ->writeBlocking([&](Transaction &tx) {
                         return JobStore(tx).claim({u"work"_s, 1, 5}, u"portierd-dead"_s, bench.clock->now() + 30s,
                                                   bench.clock->now());
                     })
                     ->size(),
                 1);
        bench.start();
        bench.clock->settle();
        QCOMPARE(recorder->runs, QStringList{u"a#2"_s});
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Done);
    }

    void aJobThatKillsItsProcessIsParked_data() { TestDatabase::backends(); }
    void aJobThatKillsItsProcessIsParked() // PLT-099
    {
        QFETCH(QString, backend);
        JobRunner::Options options = manualTime();
        options.poisonDeaths = 3;
        Bench bench(backend, options);
        const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        for (int death = 1; death <= 3; ++death) {
            QCOMPARE(jobOf(*bench.db, id).state, JobState::Queued);
            QCOMPARE(bench.db
                         ->writeBlocking([&](Transaction &tx) {
                             return JobStore(tx).claim({u"work"_s, 1, 9}, u"portierd-dead"_s, bench.clock->now() + 30s,
                                                       bench.clock->now());
                         })
                         ->size(),
                     1);
            JobRunner next(*bench.db, bench.clock, bench.metrics, options);
            auto started = next.start();
            bench.clock->settle();
            QVERIFY(started.isReady());
        }
        QCOMPARE(jobOf(*bench.db, id).state, JobState::Dead);
        QCOMPARE(jobOf(*bench.db, id).lastError, u"poison"_s);
        const auto letters = bench.db->readBlocking([](Transaction &tx) { return JobQueue::deadLetters(tx); });
        QCOMPARE(letters->constFirst().poisoned, 1);
    }

    void drainFinishesWhatItCanAndHandsBackTheRest_data() { TestDatabase::backends(); }
    void drainFinishesWhatItCanAndHandsBackTheRest() // A43, PLT-102
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto quick = std::make_shared<Sleeper>();
        quick->clock = bench.clock;
        quick->duration = 5s;
        const auto slow = std::make_shared<Sleeper>();
        slow->clock = bench.clock;
        slow->duration = 60s;
        bench.runner->registerKind(handledBy(u"work"_s, quick));
        bench.runner->registerKind(handledBy(u"slow"_s, slow));
        bench.start();
        const Instant now = bench.clock->now();
        const QString first = enqueued(*bench.db, work(u"a"_s), now);
        const QString second = enqueued(
            *bench.db, {.kind = u"slow"_s, .uniqueKey = u"b"_s, .payload = {}, .runAt = {}, .requestId = {}}, now);
        bench.clock->settle();
        QCOMPARE(bench.runner->running(), 2);
        auto drained = bench.runner->drain(20s);
        const QString third = enqueued(*bench.db, work(u"c"_s), now);
        bench.clock->advance(20s - 1ms);
        QVERIFY(!drained.isReady());
        bench.clock->advance(1ms);
        bench.clock->settle();
        QVERIFY(drained.isReady());
        QCOMPARE(jobOf(*bench.db, first).state, JobState::Done);
        QCOMPARE(jobOf(*bench.db, second).state, JobState::Queued);
        QCOMPARE(jobOf(*bench.db, second).attempt, 0); // not counted
        QCOMPARE(jobOf(*bench.db, third).attempt, 0);  // no claim while draining
        // The handler that was left behind writes nothing any more.
        bench.clock->advance(60s);
        QCOMPARE(slow->results, QStringList{u"job_fenced"_s});
        QCOMPARE(effects(*bench.db), 1);
    }

    void drainEndsAtOnceWhenIdle_data() { TestDatabase::backends(); }
    void drainEndsAtOnceWhenIdle() // PLT-102
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        bench.start();
        bench.clock->settle();
        auto drained = bench.runner->drain(20s);
        bench.clock->settle();
        QVERIFY(drained.isReady());
    }

    void tellsItsFigures_data() { TestDatabase::backends(); }
    void tellsItsFigures() // PLT-168
    {
        QFETCH(QString, backend);
        Bench bench(backend);
        const auto recorder = std::make_shared<Recorder>();
        recorder->outcome = JobOutcome::dead(u"broken"_s);
        bench.runner->registerKind(handledBy(u"work"_s, recorder));
        bench.start();
        enqueued(*bench.db, work(u"a"_s), bench.clock->now());
        enqueued(*bench.db, work(u"b"_s, bench.clock->now() + 1h), bench.clock->now());
        bench.clock->settle();
        (void)bench.metrics.render();
        bench.clock->settle();
        const QString text = QString::fromUtf8(bench.metrics.render());
        QVERIFY2(text.contains(u"portier_jobs{kind=\"work\",state=\"dead\"} 1"_s), qPrintable(text));
        QVERIFY(text.contains(u"portier_jobs{kind=\"work\",state=\"queued\"} 1"_s));
        QVERIFY(text.contains(u"portier_dead_letters{kind=\"work\"} 1"_s));
        QVERIFY(text.contains(u"portier_queue_oldest_seconds{queue=\"work\"} 0"_s));
        QVERIFY(text.contains(u"portier_job_duration_seconds_count{kind=\"work\"} 1"_s));
    }

    void aDatabaseThatFailsDelaysAndLosesNothing_data() { TestDatabase::backends(); }
    void aDatabaseThatFailsDelaysAndLosesNothing() // PLT-101: a fault at every statement of the runner's work
    {
        QFETCH(QString, backend);
        for (int n = 1; n <= 14; ++n) {
            Bench bench(backend);
            const auto sleeper = std::make_shared<Sleeper>();
            sleeper->clock = bench.clock;
            bench.runner->registerKind(handledBy(u"work"_s, sleeper));
            const QString id = enqueued(*bench.db, work(u"a"_s), bench.clock->now());
            bench.start();
            bench.db.failStatement(n);
            bench.clock->advance(2min);
            const bool failed = bench.db.hasFailed();
            bench.db.failStatement(0);
            bench.clock->settle();
            const Job job = jobOf(*bench.db, id);
            QVERIFY2(job.state == JobState::Done || job.state == JobState::Cancelled, qPrintable(toText(job.state)));
            if (!failed)
                return;
        }
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_jobrunner.moc"
