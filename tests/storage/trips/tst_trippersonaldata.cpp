// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/trippersonaldata.h"
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

class TestTripPersonalData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void collectsAndErases_data() { TestDatabase::backends(); }
    void collectsAndErases() // PLT-157, PLT-158, TRP-004
    {
        QFETCH(QString, backend);
        TripWorld world(backend);
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"Lisbon"_s, hotelAt(70350));
        world.start();
        const QString lisbon = world.create(lisbonTrip());
        world.create(flightTrip(u"Porto"_s));
        world.create(flightTrip(u"Faro"_s), world.ben());
        world.refresh(lisbon);
        FakeMarket::Answer slow = flightAt(31240);
        slow.delay = std::chrono::minutes(1);
        world.market->set(u"LIS"_s, slow);
        world.clock->advance(std::chrono::minutes(2));
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna()))); // on its way while the account goes

        const operations::PersonalDataSource source = tripPersonalData(world.environment);
        const operations::Person anna{u"anna"_s, u"anna@example.org"_s};
        const auto collected =
            world.db->readBlocking([&](storage::Transaction &tx) { return source.collect(tx, anna); });
        QVERIFY(collected);
        QCOMPARE((*collected)[u"trips"_s].toArray().size(), 2);
        QCOMPARE((*collected)[u"snapshots"_s].toArray().size(), 3);
        QCOMPARE((*collected)[u"schedule"_s][u"frequency"_s].toString(), u"daily"_s);
        const operations::Person stranger{{}, u"mara@example.org"_s};
        QVERIFY(
            world.db->readBlocking([&](storage::Transaction &tx) { return source.collect(tx, stranger); })->isEmpty());

        for (const operations::Person &person : {stranger, anna}) {
            int rounds = 0;
            qint64 touched = 1;
            while (touched > 0) {
                QVERIFY(++rounds < 50);
                const auto erased = world.db->writeBlocking(
                    [&](storage::Transaction &tx) { return source.erase(tx, person, 1, world.clock->now()); });
                QVERIFY2(erased, erased ? "" : qPrintable(erased.error().code));
                touched = *erased;
            }
        }
        world.clock->advance(std::chrono::minutes(5));
        world.clock->settle();
        for (const QString &table : {u"trips"_s, u"refresh_runs"_s, u"user_trip_schedules"_s})
            QCOMPARE(world.count(u"SELECT COUNT(*) FROM %1 WHERE user_id = 'anna'"_s.arg(table)), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM trips"_s), 1); // ben's
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM schedules WHERE owner = 'anna'"_s), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_checks WHERE state <> 'done'"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestTripPersonalData)
#include "tst_trippersonaldata.moc"
