// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/trips/tripworld.h"

#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

namespace
{
/// What the scheduling room does to a job that it parks, cancels or has thrown away.
void endJobs(TripWorld &world, const QString &kind, const QString &state)
{
    const QString sql = state == u"gone"_s
                            ? u"DELETE FROM jobs WHERE kind = ?"_s
                            : u"UPDATE jobs SET state = '%1', last_error = 'poison' WHERE kind = ?"_s.arg(state);
    if (!world.db->writeBlocking([&](storage::Transaction &tx) { return tx.exec(sql, {kind}); }))
        qFatal("cannot end the jobs");
}

/// On each database, what endJobs() can do.
void waysToEnd()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("state");
    for (const QString &backend : TestDatabase::backendNames()) {
        for (const char *state : {"dead", "cancelled", "gone"})
            QTest::addRow("%s, %s", qPrintable(backend), state) << backend << QString::fromLatin1(state);
    }
}

int closeLost(TripWorld &world)
{
    const auto closed = world.wait(world.refreshWork->lostWork().close());
    if (!closed)
        qFatal("%s", qPrintable(closed.error().message));
    world.clock->settle();
    return *closed;
}
} // namespace

class TestLostWork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCheckEndsFailedWhenItsJobWillNotComeBack_data() { waysToEnd(); }
    void aCheckEndsFailedWhenItsJobWillNotComeBack() // PLT-099, TRP-032, TRP-093
    {
        QFETCH(QString, state);
        ON_EACH_BACKEND();
        const QString id = world.create(flightTrip(u"Lisbon"_s)); // nobody runs its check
        QCOMPARE(closeLost(world), 0);                            // its job may still run
        endJobs(world, u"trips.check"_s, state);

        QCOMPARE(closeLost(world), 1);
        QCOMPARE(world.column(u"SELECT outcome FROM price_checks"_s), QStringList{u"failed"_s});
        const TripView view = world.trip(id);
        QVERIFY(!view.openCheck);
        QCOMPARE(view.trip.status, TripStatus::Active);
        QCOMPARE(view.trip.lastError->code, u"check_interrupted"_s);
        QCOMPARE(view.trip.lastError->consecutive, 1);
        QCOMPARE(world.feedKinds().last(), u"price_check.updated"_s);
        QCOMPARE(closeLost(world), 0);

        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.refresh(id); // the trip is free again
        QVERIFY(world.trip(id).latest);
        QVERIFY(!world.trip(id).trip.lastError);
    }

    void aRunGoesOnWithoutIt_data() { TestDatabase::backends(); }
    void aRunGoesOnWithoutIt() // TRP-140, TRP-141
    {
        ON_EACH_BACKEND();
        const QString lisbon = world.create(flightTrip(u"Lisbon"_s));
        const auto run = world.wait(world.refreshes->refreshAll(world.anna()));
        QVERIFY(run);
        endJobs(world, u"trips.check"_s, u"dead"_s);
        QCOMPARE(closeLost(world), 1);
        QCOMPARE(world.column(u"SELECT state || ' ' || outcome FROM refresh_runs"_s), QStringList{u"done failed"_s});
    }

    void anOverdueRunEnds_data() { TestDatabase::backends(); }
    void anOverdueRunEnds() // TRP-047, though the job that should see to it has died
    {
        ON_EACH_BACKEND();
        const QString lisbon = world.create(flightTrip(u"Lisbon"_s));
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
        endJobs(world, u"trips.run"_s, u"dead"_s);
        world.clock->advance(std::chrono::minutes(31));
        QCOMPARE(closeLost(world), 1);
        QCOMPARE(world.column(u"SELECT state FROM refresh_runs"_s), QStringList{u"done"_s});
        QCOMPARE(world.column(u"SELECT state FROM refresh_run_items"_s), QStringList{u"timed_out"_s});
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
    }

    void anAccountThatGoesHoldsNothingUp_data() { TestDatabase::backends(); }
    void anAccountThatGoesHoldsNothingUp() // PLT-047, PLT-158: between the account's end and that of its trips
    {
        ON_EACH_BACKEND();
        for (int i = 1; i <= 6; ++i) // more than run at once
            world.create(flightTrip(u"Trip %1"_s.arg(i)));
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
        world.owners->remove(u"anna"_s);
        world.start();
        QCOMPARE(world.column(u"SELECT DISTINCT outcome FROM price_checks"_s), QStringList{u"cancelled"_s});
        QCOMPARE(world.column(u"SELECT state FROM refresh_runs"_s), QStringList{u"done"_s});
        QCOMPARE(closeLost(world), 0);
        QVERIFY(world.market->calls.isEmpty());
    }

    void aRunGetsAnotherWatcher_data() { waysToEnd(); }
    void aRunGetsAnotherWatcher() // TRP-047, TRP-141
    {
        QFETCH(QString, state);
        ON_EACH_BACKEND();
        FakeMarket::Answer never = flightAt(31240);
        never.delay = std::chrono::hours(2);
        world.market->set(u"LIS"_s, never);
        world.create(flightTrip(u"Lisbon"_s));
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
        QCOMPARE(closeLost(world), 0);
        endJobs(world, u"trips.run"_s, state);
        QCOMPARE(closeLost(world), 1);
        QCOMPARE(closeLost(world), 0);
        QCOMPARE(world.column(u"SELECT j.state FROM refresh_runs r JOIN jobs j ON j.id = r.job_id"_s),
                 QStringList{u"queued"_s});

        world.start(); // it sees the run to its deadline
        world.clock->advance(std::chrono::minutes(31));
        QCOMPARE(world.column(u"SELECT state || ' ' || outcome FROM refresh_runs"_s), QStringList{u"done failed"_s});
        QCOMPARE(world.column(u"SELECT state FROM refresh_run_items"_s), QStringList{u"timed_out"_s});
    }

    void aWatcherIsReplacedAtOnce_data() { TestDatabase::backends(); }
    void aWatcherIsReplacedAtOnce() // TRP-141: a live server waits for no upkeep
    {
        ON_EACH_BACKEND();
        world.refreshWork->lostWork().watch();
        world.create(flightTrip(u"Lisbon"_s));
        const auto run = world.wait(world.refreshes->refreshAll(world.anna()));
        QVERIFY(run);
        QVERIFY(world.db->writeBlocking([&](storage::Transaction &tx) {
            return scheduling::JobQueue::cancel(tx, run->jobId, world.clock->now());
        }));
        world.clock->settle();
        QCOMPARE(world.column(u"SELECT j.state FROM refresh_runs r JOIN jobs j ON j.id = r.job_id"_s),
                 QStringList{u"queued"_s});
        world.wait(world.refreshWork->lostWork().stop());
    }

    void aCancelledJobClosesItsCheckAtOnce_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<bool>("running");
        for (const QString &backend : TestDatabase::backendNames()) {
            QTest::addRow("%s, waiting", qPrintable(backend)) << backend << false;
            QTest::addRow("%s, on its way", qPrintable(backend)) << backend << true;
        }
    }
    void aCancelledJobClosesItsCheckAtOnce() // TRP-032, TRP-093: no upkeep is waited for
    {
        ON_EACH_BACKEND();
        QFETCH(bool, running);
        world.refreshWork->lostWork().watch();
        FakeMarket::Answer slow = flightAt(31240);
        slow.delay = std::chrono::seconds(60);
        world.market->set(u"LIS"_s, slow);
        if (running)
            world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        const QString jobId = world.column(u"SELECT job_id FROM price_checks"_s).first();
        QVERIFY(world.db->writeBlocking(
            [&](storage::Transaction &tx) { return scheduling::JobQueue::cancel(tx, jobId, world.clock->now()); }));
        world.clock->settle();
        world.clock->advance(std::chrono::seconds(61)); // a source that is asked is heard to its end
        world.clock->settle();
        QCOMPARE(world.column(u"SELECT outcome FROM price_checks"_s), QStringList{u"failed"_s});
        QCOMPARE(world.trip(id).trip.lastError->code, u"check_interrupted"_s);
        world.wait(world.refreshWork->lostWork().stop());
    }

    void aPoisonedJobClosesItsCheckAtOnce_data() { TestDatabase::backends(); }
    void aPoisonedJobClosesItsCheckAtOnce() // PLT-099
    {
        ON_EACH_BACKEND();
        world.refreshWork->lostWork().watch();
        world.create(flightTrip(u"Lisbon"_s));
        // Five processes have died with it; the fifth has just left its lease behind.
        QVERIFY(world.db->writeBlocking([&](storage::Transaction &tx) {
            return tx.exec(u"UPDATE jobs SET state = 'running', deaths = 4, attempt = 1, fence = 1, "
                           "lease_owner = 'portier-gone', lease_until = 0 WHERE kind = 'trips.check'"_s);
        }));
        world.start();
        QCOMPARE(world.column(u"SELECT state || ' ' || last_error FROM jobs WHERE kind = 'trips.check'"_s),
                 QStringList{u"dead poison"_s});
        QCOMPARE(world.column(u"SELECT outcome FROM price_checks"_s), QStringList{u"failed"_s});
        world.wait(world.refreshWork->lostWork().stop());
    }

    void theUpkeepLooksForIt_data() { TestDatabase::backends(); }
    void theUpkeepLooksForIt()
    {
        ON_EACH_BACKEND();
        world.create(flightTrip(u"Lisbon"_s));
        endJobs(world, u"trips.check"_s, u"cancelled"_s);
        QVERIFY(world.wait(world.refreshWork->catchUp()));
        QCOMPARE(world.column(u"SELECT outcome FROM price_checks"_s), QStringList{u"failed"_s});
    }
};

QTEST_GUILESS_MAIN(TestLostWork)
#include "tst_lostwork.moc"
