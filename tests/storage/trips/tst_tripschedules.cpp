// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/scheduling/administration.h"
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
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
QStringList occurrenceStates(TripWorld &world)
{
    return world.column(u"SELECT state || CASE WHEN reason = '' THEN '' ELSE ' ' || reason END FROM occurrences "
                        "WHERE state <> 'planned' ORDER BY due_at"_s);
}

/// How many trips the past occurrences found due, newest first.
QStringList totals(TripWorld &world)
{
    const auto history = world.wait(world.schedules->occurrences(world.anna()));
    QStringList totals;
    for (const PastOccurrence &past : history->past)
        totals.append(past.total ? QString::number(*past.total) : u"null"_s);
    return totals;
}

RefreshRun newestRun(TripWorld &world)
{
    const auto runs = world.wait(world.refreshes->runs(world.anna(), 1, {}));
    if (!runs || runs->items.isEmpty())
        qFatal("no run");
    return *world.wait(world.refreshes->findRun(world.anna(), runs->items.first().id));
}

void createSeven(TripWorld &world, const QStringList &places)
{
    for (const QString &place : places)
        world.create(flightTrip(u"To "_s + place, place));
}

const QStringList sevenPlaces{u"LIS"_s, u"OPO"_s, u"FAO"_s, u"MAD"_s, u"BCN"_s, u"ROM"_s, u"PAR"_s};
} // namespace

class TestTripSchedules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refreshesFollowTheirSetting_data() { TestDatabase::backends(); }
    void refreshesFollowTheirSetting() // table 12 (schedule.<name>), PLT-088, PLT-185
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        world.create(flightTrip(u"Lisbon"_s), world.ben());
        QVERIFY(world.wait(world.schedules->patch(world.ben(), QJsonObject{{u"local_time"_s, u"06:00"_s}})));
        world.planSchedules({u"schedule.trip_refresh=daily 07:45"_s});
        const auto timeOf = [&world](const trips::Caller &caller) {
            return world.wait(world.schedules->find(caller))->schedule.localTime;
        };
        QCOMPARE(timeOf(world.anna()), QTime(7, 45));
        QCOMPARE(timeOf(world.ben()), QTime(6, 0)); // chosen is chosen
        const auto runs = [&world](const QString &who) {
            return world.count(u"SELECT COUNT(*) FROM occurrences o JOIN schedules s ON s.id = o.schedule_id "
                               "WHERE s.name = 'trip_refresh' AND s.owner = ? AND o.state = 'ran'"_s,
                               {who});
        };
        world.advanceTo(u"2027-01-11T07:44"_s);
        QCOMPARE(runs(u"anna"_s), 0);
        QCOMPARE(runs(u"ben"_s), 1);
        world.advanceTo(u"2027-01-11T07:46"_s);
        QCOMPARE(runs(u"anna"_s), 1);
        world.planSchedules({u"schedule.trip_refresh=off"_s});
        QVERIFY(!world.wait(world.schedules->find(world.anna()))->next);
        world.advanceTo(u"2027-01-13T12:00"_s);
        QCOMPARE(runs(u"anna"_s), 1);
        QCOMPARE(runs(u"ben"_s), 1);
        world.planSchedules({});
        world.advanceTo(u"2027-01-14T06:10"_s);
        QCOMPARE(runs(u"anna"_s), 2);
        QCOMPARE(runs(u"ben"_s), 2);
    }

    void everyUserHasASchedule_data() { TestDatabase::backends(); }
    void everyUserHasASchedule() // A54, TRP-040, TRP-051
    {
        ON_EACH_BACKEND();
        const auto view = world.wait(world.schedules->find(world.anna()));
        QCOMPARE(view->schedule, TripSchedule());
        QCOMPARE(view->next->at, *fromRfc3339(u"2027-01-11T05:00:00Z"_s));
        const auto patched =
            world.wait(world.schedules->patch(world.anna(), QJsonObject{{u"frequency"_s, u"weekly"_s},
                                                                        {u"local_time"_s, u"07:30"_s},
                                                                        {u"time_zone"_s, u"America/New_York"_s}}));
        QCOMPARE(patched->schedule.frequency, Frequency::Weekly);
        QCOMPARE(patched->next->at, *fromRfc3339(u"2027-01-10T12:30:00Z"_s));
        QCOMPARE(world.wait(world.schedules->find(world.anna()))->schedule, patched->schedule);
        QVERIFY(world.feedKinds().contains(u"trip_schedule.updated"_s));
        const auto wrong = world.wait(world.schedules->patch(
            world.anna(),
            QJsonObject{{u"time_zone"_s, u"Mars/Olympus"_s}, {u"local_time"_s, u"24:00"_s}, {u"owner"_s, u"x"_s}}));
        QCOMPARE(wrong.error().fields.size(), 3);
        QCOMPARE(wrong.error().fields.at(0).code, u"local_time_invalid"_s);
        QCOMPARE(wrong.error().fields.at(1).code, u"time_zone_unknown"_s);
    }

    void tiersStretchTheInterval_data() { TestDatabase::backends(); }
    void tiersStretchTheInterval() // A55, TRP-043 to TRP-045
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const auto daysOf = [&](const QString &name, const QString &depart, const QString &back) {
            return world.create(merged(flightTrip(name), {{u"depart_date"_s, depart}, {u"return_date"_s, back}}));
        };
        const QString far = daysOf(u"151 days ahead"_s, u"2027-06-10"_s, u"2027-06-20"_s);
        const QString middle = daysOf(u"90 days ahead on the 12th"_s, u"2027-04-12"_s, u"2027-04-20"_s);
        const QString near = daysOf(u"30 days ahead on the 12th"_s, u"2027-02-11"_s, u"2027-02-20"_s);
        world.advanceTo(u"2027-01-17T12:00"_s);
        const auto checkedOn = [&](const QString &id) {
            QStringList days;
            const auto history = world.wait(world.snapshots->history(world.anna(), id, {}));
            for (const HistoryPoint &point : history->points)
                days.append(point.day.toString(u"dd"_s));
            return days.join(u' ');
        };
        QCOMPARE(checkedOn(far), u"10 17"_s);
        QCOMPARE(checkedOn(middle), u"10 13 16"_s);
        QCOMPARE(checkedOn(near), u"10 12 13 14 15 16 17"_s);
    }

    void weeklyUsersStayWeekly_data() { TestDatabase::backends(); }
    void weeklyUsersStayWeekly() // A56
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        QVERIFY(world.wait(world.schedules->patch(world.anna(), QJsonObject{{u"frequency"_s, u"weekly"_s}})));
        world.create(
            merged(flightTrip(u"Near"_s), {{u"depart_date"_s, u"2027-01-20"_s}, {u"return_date"_s, u"2027-01-25"_s}}));
        world.advanceTo(u"2027-01-19T12:00"_s);
        QCOMPARE(world.market->calls.size(), 2); // at once, and on the 17th
    }

    void lateYesterdayIsDueToday_data() { TestDatabase::backends(); }
    void lateYesterdayIsDueToday() // A57, TRP-044
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.advanceTo(u"2027-01-10T23:00"_s);
        world.refresh(id);
        const qsizetype calls = world.market->calls.size();
        world.advanceTo(u"2027-01-11T06:10"_s);
        QCOMPARE(world.market->calls.size(), calls + 1);
        QCOMPARE(occurrenceStates(world), QStringList{u"ran"_s});
    }

    void nothingDueRunsEmpty_data() { TestDatabase::backends(); }
    void nothingDueRunsEmpty() // TRP-052
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.advanceTo(u"2027-01-11T00:10"_s);
        world.refresh(id);
        const qsizetype calls = world.market->calls.size();
        world.advanceTo(u"2027-01-11T06:10"_s);
        QCOMPARE(world.market->calls.size(), calls);
        QCOMPARE(occurrenceStates(world), QStringList{u"ran"_s});
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM refresh_runs"_s), 0);
        QVERIFY(world.feedKinds().contains(u"trip_occurrence.recorded"_s));
        QCOMPARE(totals(world), QStringList{u"0"_s});
    }

    void occurrencesSayHowMuchWasDue_data() { TestDatabase::backends(); }
    void occurrencesSayHowMuchWasDue() // TRP-052, TRP-055: nothing of what never looked
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"OPO"_s, flightAt(31240));
        world.start();
        createSeven(world, {u"LIS"_s, u"OPO"_s});
        world.advanceTo(u"2027-01-11T12:00"_s);
        QVERIFY(world.wait(world.schedules->patch(world.anna(), QJsonObject{{u"frequency"_s, u"weekly"_s}})));
        world.advanceTo(u"2027-01-12T12:00"_s);
        (*world.owners)[u"anna"_s].active = false;
        world.advanceTo(u"2027-01-13T12:00"_s);
        QCOMPARE(totals(world), (QStringList{u"null"_s, u"0"_s, u"2"_s}));
    }

    void overlapIsSkipped_data() { TestDatabase::backends(); }
    void overlapIsSkipped() // A58, TRP-046
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        auto slow = flightAt(31240);
        slow.delay = std::chrono::minutes(5);
        world.market->set(u"LIS"_s, slow);
        world.advanceTo(u"2027-01-11T05:58"_s);
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
        world.advanceTo(u"2027-01-11T06:10"_s);
        QCOMPARE(occurrenceStates(world), QStringList{u"skipped overlap"_s});
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM refresh_runs"_s), 1);
    }

    void runsEndAtTheirDeadline_data() { TestDatabase::backends(); }
    void runsEndAtTheirDeadline() // TRP-047
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"OPO"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        world.create(flightTrip(u"Porto"_s, u"OPO"_s));
        auto endless = flightAt(31240);
        endless.delay = std::chrono::hours(3);
        world.market->set(u"LIS"_s, endless);
        world.advanceTo(u"2027-01-11T06:29"_s);
        QVERIFY(newestRun(world).running);
        world.advanceTo(u"2027-01-11T06:31"_s);
        const RefreshRun run = newestRun(world);
        QVERIFY(!run.running);
        QCOMPARE(run.outcome, std::optional(RunOutcome::Partial));
        QCOMPARE(run.items.at(0).state, RunItemState::TimedOut);
        QCOMPARE(run.items.at(1).state, RunItemState::Done);
        QCOMPARE(world.column(u"SELECT outcome FROM price_checks ORDER BY created_at, id"_s).count(u"cancelled"_s), 1);
        world.advanceTo(u"2027-01-11T10:00"_s);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 3);
    }

    void aCancelledOneIsTold_data() { TestDatabase::backends(); }
    void aCancelledOneIsTold() // TRP-240: whether it waits or runs
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        auto endless = flightAt(31240);
        endless.delay = std::chrono::hours(3);
        world.market->set(u"LIS"_s, endless);
        operations::Metrics metrics;
        const auto cancel = [&world, &metrics](const scheduling::Scheduler &scheduler, const QString &id) {
            scheduling::Administration administration(*world.db, world.clock, metrics, scheduler);
            return world.wait(administration.apply(scheduling::Administration::Verb::Cancel, id, {}));
        };
        world.advanceTo(u"2027-01-11T06:05"_s);
        const QString running =
            world.column(u"SELECT id FROM jobs WHERE kind = 'schedule.trip_refresh' AND state = 'running'"_s).value(0);
        const qsizetype before = world.feedKinds().count(u"trip_occurrence.recorded"_s);
        QVERIFY(cancel(*world.scheduler, running));
        world.clock->advance(std::chrono::minutes(1));
        QCOMPARE(occurrenceStates(world), QStringList{u"skipped cancelled"_s});
        QCOMPARE(world.feedKinds().count(u"trip_occurrence.recorded"_s), before + 1);

        world.stop(); // so that the next one only waits
        scheduling::JobRunner runner(*world.db, world.clock, metrics, {});
        scheduling::Scheduler idle(*world.db, runner, world.clock, metrics);
        idle.onClosed(refreshSchedule, RefreshWork::noteClosed);
        const QString schedule = world.column(u"SELECT id FROM schedules WHERE name = 'trip_refresh'"_s).value(0);
        const auto waiting = world.db->writeBlocking(
            [&](storage::Transaction &tx) { return scheduling::Scheduler::runNow(tx, schedule, world.clock->now()); });
        QVERIFY(waiting);
        QVERIFY(cancel(idle, waiting->id));
        QCOMPARE(occurrenceStates(world), QStringList(2, u"skipped cancelled"_s));
        QCOMPARE(world.feedKinds().count(u"trip_occurrence.recorded"_s), before + 2);
    }

    void catchesUpAfterAStop_data() { TestDatabase::backends(); }
    void catchesUpAfterAStop() // A59, TRP-048, TRP-240
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        world.advanceTo(u"2027-01-11T05:00"_s);
        world.stop();
        world.advanceTo(u"2027-01-11T09:00"_s);
        world.start();
        world.clock->advance(std::chrono::minutes(1));
        QCOMPARE(occurrenceStates(world), QStringList{u"caught_up"_s});
        QCOMPARE(world.market->calls.size(), 2);
        world.stop();
        world.advanceTo(u"2027-01-14T09:00"_s);
        world.start();
        world.clock->advance(std::chrono::minutes(1));
        QCOMPARE(occurrenceStates(world), (QStringList{u"caught_up"_s, u"missed"_s, u"missed"_s, u"caught_up"_s}));
        QCOMPARE(world.market->calls.size(), 3);
        QCOMPARE(world.feedKinds().count(u"trip_occurrence.recorded"_s), 4); // the missed ones, too
    }

    void refreshesAllTrips_data() { TestDatabase::backends(); }
    void refreshesAllTrips() // A60, TRP-053, TRP-137 to TRP-140
    {
        ON_EACH_BACKEND();
        for (const QString &place : sevenPlaces)
            world.market->set(place, flightAt(31240));
        world.start();
        createSeven(world, sevenPlaces);
        world.clock->advance(std::chrono::minutes(2));
        for (const QString &place : sevenPlaces) {
            auto answer = place == u"FAO"_s || place == u"PAR"_s ? failing(u"timeout"_s, true) : flightAt(31240);
            answer.delay = std::chrono::seconds(10);
            world.market->set(place, answer);
        }
        world.market->mostGoing = 0;
        const auto started = world.wait(world.refreshes->refreshAll(world.anna()));
        QCOMPARE(started->total, 7);
        QList<int> progress;
        for (int second = 0; second < 40; ++second) {
            world.clock->advance(std::chrono::seconds(1));
            progress.append(world.wait(world.refreshes->findRun(world.anna(), started->id))->done);
        }
        QVERIFY(std::is_sorted(progress.cbegin(), progress.cend()));
        QCOMPARE(progress.last(), 7);
        QCOMPARE(world.market->mostGoing, 5);
        const RefreshRun run = newestRun(world);
        QCOMPARE(run.outcome, std::optional(RunOutcome::Partial));
        QCOMPARE(run.failed, 2);
        QCOMPARE(run.skipped, 0);
        QVERIFY(!run.running);
        QCOMPARE(world.wait(world.refreshes->findRun(world.ben(), run.id)).error().code, u"not_found"_s); // TRP-139
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM jobs WHERE kind = 'trips.run' AND state = 'done'"_s), 1);
    }

    void joinsWhatIsRunning_data() { TestDatabase::backends(); }
    void joinsWhatIsRunning() // A61, TRP-135 to TRP-137
    {
        ON_EACH_BACKEND();
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(10);
        world.market->set(u"LIS"_s, slow);
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.clock->advance(std::chrono::minutes(2));
        const auto run = world.wait(world.refreshes->refreshAll(world.anna()));
        const auto second = world.wait(world.refreshes->refreshAll(world.anna()));
        QCOMPARE(second.error().code, u"refresh_running"_s);
        QCOMPARE(second.error().details.value(u"run_id"_s).toString(), run->id);
        const auto charged = [&] {
            return world.count(u"SELECT SUM(used) FROM rate_counters WHERE policy = 'manual_refresh'"_s);
        };
        QCOMPARE(charged(), 1);
        const auto joined = world.wait(world.refreshes->refreshOne(world.anna(), id));
        QVERIFY(joined->joined);
        QCOMPARE(joined->check.runId, run->id);
        QCOMPARE(charged(), 1);
    }

    void skipsWhatWasPausedOrDeleted_data() { TestDatabase::backends(); }
    void skipsWhatWasPausedOrDeleted() // TRP-142
    {
        ON_EACH_BACKEND();
        for (const QString &place : sevenPlaces) {
            auto slow = flightAt(31240);
            slow.delay = std::chrono::seconds(10);
            world.market->set(place, slow);
        }
        world.start();
        createSeven(world, sevenPlaces);
        world.clock->advance(std::chrono::minutes(2));
        const auto started = world.wait(world.refreshes->refreshAll(world.anna()));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), started->items.at(5).tripId, u"paused"_s)));
        QVERIFY(world.wait(world.trips->remove(world.anna(), started->items.at(6).tripId)));
        QVERIFY(world.wait(world.trips->remove(world.anna(), started->items.at(0).tripId)));
        world.clock->advance(std::chrono::minutes(1));
        const RefreshRun run = newestRun(world);
        QVERIFY(!run.running);
        QCOMPARE(run.skipped, 3);
        QCOMPARE(run.outcome, std::optional(RunOutcome::Succeeded));
    }

    void theSameRunGoesOnAfterAStop_data() { TestDatabase::backends(); }
    void theSameRunGoesOnAfterAStop() // A63, TRP-049, TRP-141
    {
        ON_EACH_BACKEND();
        for (const QString &place : sevenPlaces)
            world.market->set(place, flightAt(31240));
        world.start();
        createSeven(world, sevenPlaces);
        for (int i = 0; i < 7; ++i) {
            auto answer = flightAt(31240);
            answer.delay = std::chrono::seconds(10 * (i + 1));
            world.market->set(sevenPlaces.at(i), answer);
        }
        world.advanceTo(u"2027-01-11T06:00"_s);
        world.clock->advance(std::chrono::seconds(25));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM refresh_run_items WHERE state = 'done'"_s), 2);
        world.stop();
        world.clock->advance(std::chrono::seconds(5));
        world.start();
        world.clock->advance(std::chrono::minutes(5));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM refresh_runs"_s), 1);
        QCOMPARE(newestRun(world).outcome, std::optional(RunOutcome::Succeeded));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 14); // seven at creation, seven by the run
        QCOMPARE(occurrenceStates(world), QStringList{u"ran"_s});
    }

    void atMostThreeUsersAtOnce_data() { TestDatabase::backends(); }
    void atMostThreeUsersAtOnce() // TRP-053
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        for (int i = 0; i < 6; ++i) {
            const QString user = u"user%1"_s.arg(i);
            world.owners->insert(user, {user, true, {}, {}, u"en"_s, u"Europe/Berlin"_s, u"EUR"_s});
            world.create(flightTrip(u"Lisbon"_s), TripWorld::callerFor(user));
        }
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(10);
        world.market->set(u"LIS"_s, slow);
        world.market->mostGoing = 0;
        world.advanceTo(u"2027-01-11T06:05"_s);
        QCOMPARE(world.market->mostGoing, 3);
        QCOMPARE(world.market->calls.size(), 12);
    }

    void disabledAccountsRest_data() { TestDatabase::backends(); }
    void disabledAccountsRest() // PLT-047
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        (*world.owners)[u"anna"_s].active = false;
        world.advanceTo(u"2027-01-11T06:10"_s);
        QCOMPARE(world.market->calls.size(), 1);
        QCOMPARE(occurrenceStates(world), QStringList{u"skipped not_permitted"_s});
    }

    void showsPastAndComing_data() { TestDatabase::backends(); }
    void showsPastAndComing() // TRP-055
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        world.advanceTo(u"2027-01-12T12:00"_s);
        const auto history = world.wait(world.schedules->occurrences(world.anna()));
        QCOMPARE(history->past.size(), 2);
        QCOMPARE(history->past.first().occurrence.dueAt, *fromRfc3339(u"2027-01-12T05:00:00Z"_s));
        QCOMPARE(history->coming.size(), 20);
        QCOMPARE(history->coming.first().at, *fromRfc3339(u"2027-01-13T05:00:00Z"_s));
    }
};

QTEST_GUILESS_MAIN(TestTripSchedules)
#include "tst_tripschedules.moc"
