// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What leases and fencing tokens promise when processes hang, die or lose their database.
#include "core/scheduling/jobstore.h"
#include "tests/unit/scheduling/runnerfixture.h"

#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

#define NEEDS_POSTGRES()                                                                                               \
    if (!TestDatabase::backendNames().contains(u"postgres"_s))                                                         \
    QSKIP("needs PostgreSQL")

namespace
{

NewJob work(const QString &key)
{
    return {.kind = u"work"_s, .uniqueKey = key, .payload = {}, .runAt = {}, .requestId = {}};
}

/// One process on a database that others use too; time is its own.
struct Instance {
    Instance(const QString &url, Millis duration, JobRunner::Options options = manualTime())
        : clock(aClock()), sleeper(std::make_shared<Sleeper>())
    {
        DatabaseOptions where;
        where.url = url;
        auto opened = Database::open(where, clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        db = std::move(*opened);
        sleeper->clock = clock;
        sleeper->duration = duration;
        runner = std::make_unique<JobRunner>(*db, clock, metrics, options);
        runner->registerKind(handledBy(u"work"_s, sleeper));
    }
    ~Instance()
    {
        auto drained = runner->drain(0ms);
        clock->settle();
        clock->advance(1h); // what was left behind ends
        runner.reset();
    }
    void start()
    {
        auto started = runner->start();
        clock->settle();
        QVERIFY(started.isReady());
        QVERIFY(QCoro::waitFor(std::move(started)));
        clock->settle();
    }

    std::shared_ptr<ManualClock> clock;
    operations::Metrics metrics;
    std::unique_ptr<Database> db;
    std::shared_ptr<Sleeper> sleeper;
    std::unique_ptr<JobRunner> runner;
};

/// A database whose every statement fails while `down` is set.
DatabaseOptions failing(const QString &url, std::shared_ptr<std::atomic<bool>> down)
{
    DatabaseOptions options;
    options.url = url;
    options.hook = [down](const QString &) -> Result<> {
        if (*down)
            return fail(Error::unavailable(u"storage_unavailable"_s, u"switched off by the test"_s));
        return {};
    };
    return options;
}

} // namespace

class TestLeases : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHungInstanceIsFenced() // PLT-096, PLT-097
    {
        NEEDS_POSTGRES();
        TestDatabase db(u"postgres"_s);
        Instance hung(db.url(), 5s);
        hung.start();
        const QString id = enqueued(*hung.db, work(u"a"_s), hung.clock->now());
        hung.clock->settle();
        QCOMPARE(hung.sleeper->started, 1); // and now its time stands still, as if stopped

        Instance other(db.url(), 0s);
        other.start();
        other.clock->advance(29s);
        other.clock->settle();
        QCOMPARE(other.sleeper->started, 0);
        other.clock->advance(3s);
        other.clock->settle();
        QCOMPARE(other.sleeper->started, 1);
        QCOMPARE(jobOf(*db, id).state, JobState::Done);
        QCOMPARE(jobOf(*db, id).attempt, 2);

        hung.clock->advance(5s); // it goes on where it stopped
        hung.clock->settle();
        QCOMPARE(hung.sleeper->results, QStringList{u"job_fenced"_s});
        QCOMPARE(effects(*db), 1);
        QCOMPARE(jobOf(*db, id).attempt, 2);
    }

    void anEndedSessionFreesItsJobsAtOnce() // PLT-097
    {
        NEEDS_POSTGRES();
        TestDatabase db(u"postgres"_s);
        Instance other(db.url(), 0s);
        other.start();
        QString id;
        {
            DatabaseOptions where;
            where.url = db.url();
            const auto dying = Database::open(where, other.clock);
            id = enqueued(**dying, work(u"a"_s), other.clock->now() + 1h); // not for the other one yet
            const auto claimed = (*dying)->writeBlocking([&](Transaction &tx) {
                const Instant now = other.clock->now() + 1h;
                return JobStore(tx).claim({u"work"_s, 1, 5}, (*dying)->session(), now + 30s, now);
            });
            QCOMPARE(claimed->size(), 1);
            other.clock->advance(3s);
            other.clock->settle();
            QCOMPARE(jobOf(*db, id).state, JobState::Running); // its session lives
        }
        // The server takes a real moment to see the connections go; the lease would end in an hour.
        QTRY_VERIFY_WITH_TIMEOUT(
            (other.clock->advance(1s), jobOf(*db, id).attempt == 1 && jobOf(*db, id).state == JobState::Queued), 20000);
        QCOMPARE(intOrDie(*db, u"SELECT deaths FROM jobs WHERE id = ?"_s, {id}), 1);
    }

    void twoInstancesShareTheWork() // PLT-095: one atomic claim
    {
        NEEDS_POSTGRES();
        TestDatabase db(u"postgres"_s);
        Instance one(db.url(), 0s);
        Instance two(db.url(), 0s);
        for (int i = 0; i < 200; ++i)
            enqueued(*db, work(QString::number(i)), one.clock->now());
        one.start();
        two.start();
        for (int i = 0; i < 20; ++i) {
            one.clock->advance(1s);
            two.clock->advance(1s);
        }
        QCOMPARE(one.sleeper->started + two.sleeper->started, 200);
        QCOMPARE(effects(*db), 200);
    }

    void runnersGiveSignsOfLife() // PLT-171: an instance without a runner sees that there is one
    {
        NEEDS_POSTGRES();
        TestDatabase db(u"postgres"_s);
        const auto seen = [&] { return *db->readBlocking([](Transaction &tx) { return JobQueue::runnerSeen(tx); }); };
        QVERIFY(!seen());
        Instance worker(db.url(), 0s);
        worker.start();
        worker.clock->advance(1min);
        worker.clock->settle();
        QVERIFY(worker.clock->now() - seen().value() <= 11s);
    }

    void whoCannotRenewStopsInTime_data() { TestDatabase::backends(); }
    void whoCannotRenewStopsInTime() // PLT-095
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        const auto down = std::make_shared<std::atomic<bool>>(false);
        TestDatabase db(backend, clock);
        const auto opened = Database::open(failing(db.url(), down), clock);
        operations::Metrics metrics;
        const auto sleeper = std::make_shared<Sleeper>();
        sleeper->clock = clock;
        sleeper->duration = 29s; // ends within the lease: by then it has been told
        JobRunner runner(**opened, clock, metrics, manualTime());
        runner.registerKind(handledBy(u"work"_s, sleeper));
        auto started = runner.start();
        clock->settle();
        const QString id = enqueued(**opened, work(u"a"_s), clock->now());
        clock->settle();
        *down = true;
        clock->advance(30s);
        QCOMPARE(sleeper->sawStop, 1);
        QVERIFY(metrics.render().contains("portier_leases_lost_total 1"));
        *down = false;
        sleeper->duration = 0s;
        clock->advance(1min);
        clock->settle();
        QCOMPARE(jobOf(*db, id).state, JobState::Done); // by the second attempt
        QCOMPARE(jobOf(*db, id).attempt, 2);
        QCOMPARE(effects(*db), 1);
        auto drained = runner.drain(0ms);
        clock->settle();
    }

    void whatStopsWithItsLeaseIsStillToBeDone_data() { TestDatabase::backends(); }
    void whatStopsWithItsLeaseIsStillToBeDone() // PLT-095, PLT-101: nobody has cancelled it
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        const auto down = std::make_shared<std::atomic<bool>>(false);
        TestDatabase db(backend, clock);
        const auto opened = Database::open(failing(db.url(), down), clock);
        operations::Metrics metrics;
        const auto handler = std::make_shared<Endless>();
        handler->clock = clock;
        handler->outcome = JobOutcome::cancelled(u"stopped"_s);
        JobRunner runner(**opened, clock, metrics, manualTime());
        runner.registerKind(handledBy(u"work"_s, handler));
        auto started = runner.start();
        clock->settle();
        const QString id = enqueued(**opened, work(u"a"_s), clock->now());
        clock->settle();
        *down = true;
        const auto isLost = [&metrics] { return metrics.render().contains("portier_leases_lost_total 1"); };
        for (int second = 0; second < 60 && !isLost(); ++second)
            clock->advance(1s);
        QVERIFY(isLost());
        handler->isEndless = false;
        *down = false; // before it has seen that it has to stop
        clock->advance(1min);
        clock->settle();
        QCOMPARE(handler->runs, 2);
        QCOMPARE(jobOf(*db, id).state, JobState::Done);
        auto drained = runner.drain(0ms);
        clock->settle();
    }

    void aMinuteWithoutDatabaseLosesNothing_data() { TestDatabase::backends(); }
    void aMinuteWithoutDatabaseLosesNothing() // PLT-101
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        const auto down = std::make_shared<std::atomic<bool>>(false);
        TestDatabase db(backend, clock);
        const auto opened = Database::open(failing(db.url(), down), clock);
        operations::Metrics metrics;
        const auto recorder = std::make_shared<Recorder>();
        JobRunner runner(**opened, clock, metrics, manualTime());
        runner.registerKind(handledBy(u"work"_s, recorder));
        auto started = runner.start();
        clock->settle();
        NewJob later = work(u"b"_s);
        later.runAt = clock->now() + 30s;
        const QString during = enqueued(**opened, later, clock->now());
        clock->settle();
        *down = true;
        clock->advance(60s);
        QCOMPARE(recorder->runs, QStringList());
        *down = false;
        clock->advance(3s);
        clock->settle();
        QCOMPARE(recorder->runs, QStringList{u"b#1"_s});
        QCOMPARE(jobOf(*db, during).state, JobState::Done);
        auto drained = runner.drain(0ms);
        clock->settle();
    }

    void aClockFarFromTheDatabasesClaimsNothing() // OPS-033
    {
        NEEDS_POSTGRES();
        TestDatabase db(u"postgres"_s);
        JobRunner::Options options = manualTime();
        options.databaseTime = true; // the ManualClock is far from the server's
        Instance strange(db.url(), 0s, options);
        const QString id = enqueued(*db, work(u"a"_s), strange.clock->now());
        strange.start();
        strange.clock->advance(5s);
        QVERIFY(!strange.runner->claimsAllowed());
        QCOMPARE(jobOf(*db, id).state, JobState::Queued);
    }
};

QTEST_GUILESS_MAIN(TestLeases)
#include "tst_leases.moc"
