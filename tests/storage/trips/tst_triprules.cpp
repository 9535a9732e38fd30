// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of trips that hold over a whole life rather than in one step.
#include "tests/storage/trips/tripworld.h"

#include <QTest>
#include <QUuid>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

class TestTripRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneOccurrencePerLocalDay_data() { TestDatabase::backends(); }
    void oneOccurrencePerLocalDay() // TRP-041, TRP-042: over the day on which Berlin loses an hour
    {
        ON_EACH_BACKEND();
        world.clock->advanceTo(*fromRfc3339(u"2027-03-26T09:00:00Z"_s));
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(merged(flightTrip(u"Lisbon"_s),
                            {{u"depart_date"_s, u"2027-04-20"_s}, {u"return_date"_s, u"2027-04-27"_s}}));
        QVERIFY(world.wait(world.schedules->patch(world.anna(), QJsonObject{{u"local_time"_s, u"02:30"_s}})));
        world.advanceTo(u"2027-03-31T12:00"_s);
        const auto history = world.wait(world.schedules->occurrences(world.anna()));
        QStringList days;
        for (const auto &past : history->past)
            days.prepend(past.occurrence.nominalLocal.date().toString(Qt::ISODate));
        QCOMPARE(days,
                 (QStringList{u"2027-03-27"_s, u"2027-03-28"_s, u"2027-03-29"_s, u"2027-03-30"_s, u"2027-03-31"_s}));
        QCOMPARE(world.market->calls.size(), 6); // the first check and one a day
    }

    void expiresBeforeItChooses_data() { TestDatabase::backends(); }
    void expiresBeforeItChooses() // TRP-054, though the hourly look at the calendar never ran
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(
            merged(flightTrip(u"Soon"_s), {{u"depart_date"_s, u"2027-01-11"_s}, {u"return_date"_s, u"2027-01-12"_s}}));
        world.advanceTo(u"2027-01-12T23:00"_s);
        const qsizetype calls = world.market->calls.size();
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        world.advanceTo(u"2027-01-13T06:10"_s);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Expired);
        QCOMPARE(world.market->calls.size(), calls);
    }

    void expiresByTheOwnersDay_data() { TestDatabase::backends(); }
    void
    expiresByTheOwnersDay() // TRP-012, TRP-031: a schedule in a zone where it is tomorrow already takes no day away
    {
        ON_EACH_BACKEND();
        (*world.owners)[u"anna"_s].zone = u"Pacific/Honolulu"_s;
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(
            merged(flightTrip(u"Soon"_s), {{u"depart_date"_s, u"2027-01-10"_s}, {u"return_date"_s, u"2027-01-12"_s}}));
        QVERIFY(world.wait(
            world.schedules->patch(world.anna(), QJsonObject{{u"time_zone"_s, u"Pacific/Auckland"_s}}))); // 23 h ahead
        world.advanceTo(u"2027-01-12T18:10"_s); // 06:10 on the 13th in Auckland, 07:10 on the 12th in Honolulu
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        world.advanceTo(u"2027-01-13T18:10"_s);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Expired);
    }

    void sidesAreAskedAtOnce_data() { TestDatabase::backends(); }
    void sidesAreAskedAtOnce() // TRP-090
    {
        ON_EACH_BACKEND();
        FakeMarket::Answer flights = flightAt(31240);
        FakeMarket::Answer hotels = hotelAt(70350);
        flights.delay = hotels.delay = std::chrono::seconds(40);
        world.market->set(u"LIS"_s, flights);
        world.market->set(u"Lisbon"_s, hotels);
        world.start();
        const QString id = world.create(lisbonTrip());
        world.clock->advance(std::chrono::seconds(41));
        world.clock->settle();
        QCOMPARE(world.market->mostGoing, 2);
        QVERIFY(world.trip(id).latest);
    }

    void everyJudgedSnapshotHasOneReason_data() { TestDatabase::backends(); }
    void everyJudgedSnapshotHasOneReason() // TRP-180, TRP-181
    {
        ON_EACH_BACKEND();
        for (const qint64 price : {31000, 29000, 8000, 8100, 29500, 30500, 29900})
            world.market->then(u"LIS"_s, flightAt(price));
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(30000)}}));
        for (int i = 0; i < 6; ++i)
            world.refresh(id);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations"_s),
                 world.count(u"SELECT COUNT(*) FROM price_snapshots"_s));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations WHERE reason = ''"_s), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM (SELECT 1 FROM alert_evaluations GROUP BY snapshot_id "
                             "HAVING COUNT(*) > 1) AS doubled"_s),
                 0);
    }

    void resumingJoinsForFree_data() { TestDatabase::backends(); }
    void resumingJoinsForFree() // TRP-135, TRP-136
    {
        ON_EACH_BACKEND();
        FakeMarket::Answer slow = flightAt(31240);
        slow.delay = std::chrono::seconds(30);
        world.market->set(u"LIS"_s, slow);
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s)); // its first check is on its way
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        const auto resumed = world.wait(world.trips->setStatus(world.anna(), id, u"active"_s));
        QVERIFY(resumed && resumed->check.asked && resumed->check.asked->joined);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM rate_counters"_s), 0);
        world.clock->advance(std::chrono::minutes(2));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"active"_s)));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM rate_counters"_s), 1);
    }

    void theFeedNamesIdsAndNothingElse_data() { TestDatabase::backends(); }
    void theFeedNamesIdsAndNothingElse() // TRP-240, TRP-241
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(28000));
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(30000)}}));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"active"_s)));
        world.clock->settle();
        world.clock->advance(std::chrono::minutes(2));
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
        QVERIFY(world.wait(world.schedules->patch(world.anna(), QJsonObject{{u"frequency"_s, u"weekly"_s}})));
        world.advanceTo(u"2027-01-11T06:10"_s);
        QVERIFY(world.wait(world.trips->remove(world.anna(), id)));
        world.clock->settle();

        const QStringList kinds = world.feedKinds();
        for (const QString &kind : {u"trip.created"_s, u"trip.updated"_s, u"trip.deleted"_s, u"price_check.updated"_s,
                                    u"price_snapshot.created"_s, u"refresh_run.updated"_s, u"alert_rule.updated"_s,
                                    u"alert.fired"_s, u"trip_schedule.updated"_s, u"trip_occurrence.recorded"_s})
            QVERIFY2(kinds.contains(kind), qPrintable(kind));
        QVERIFY(world.feedKinds(u"ben"_s).isEmpty());
        const QStringList ids = world.column(u"SELECT DISTINCT object_id FROM changes UNION "
                                             "SELECT DISTINCT subject_id FROM changes"_s);
        for (const QString &each : ids)
            QVERIFY2(each.isEmpty() || each == u"anna" || !QUuid(each).isNull(), qPrintable(each));
    }
};

QTEST_GUILESS_MAIN(TestTripRules)
#include "tst_triprules.moc"
