// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/erasure.h"
#include "core/notifications/preferenceservice.h"
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;
using notifications::PreferenceChange;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

namespace
{
/// What a person does in the settings (PLT-128).
void prefer(TripWorld &world, const QString &accountId, const PreferenceChange &change)
{
    const auto zoneOf = [&world](storage::Transaction &, const QString &id) -> Result<QString> {
        return world.owners->value(id).zone;
    };
    notifications::PreferenceService preferences({*world.db, world.clock, nullptr, zoneOf, world.scheduleTable});
    if (!world.wait(preferences.change(accountId, change, {})))
        qFatal("the preferences do not change");
    world.clock->settle();
}

PreferenceChange switchedOn()
{
    PreferenceChange change;
    change.summaryEnabled = true;
    return change;
}

PreferenceChange onDay(int day)
{
    PreferenceChange change;
    change.summaryDay = day;
    return change;
}

/// The facts of all summaries, oldest first.
QList<QJsonObject> summaries(TripWorld &world)
{
    QList<QJsonObject> all;
    for (const QString &facts : world.column(u"SELECT facts FROM notification_events WHERE kind = "
                                             "'trip_weekly_summary' ORDER BY created_at, id"_s))
        all.append(QJsonDocument::fromJson(facts.toUtf8()).object());
    return all;
}

QJsonObject item(const QJsonObject &summary, int at)
{
    return summary.value(u"items"_s).toArray().at(at).toObject();
}
} // namespace

/// The world begins on Sunday 2027-01-10 at 10:00 in Berlin; summaries leave on Sundays at 09:00.
class TestPriceSummary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysHowPricesStand_data() { TestDatabase::backends(); }
    void saysHowPricesStand() // TRP-205
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"JFK"_s, nothing());
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        world.create(flightTrip(u"New York"_s, u"JFK"_s));
        const QString paused = world.create(flightTrip(u"Paused"_s));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), paused, u"paused"_s)));
        prefer(world, u"anna"_s, switchedOn());

        world.advanceTo(u"2027-01-16T12:00"_s);
        QCOMPARE(summaries(world).size(), 0);
        world.advanceTo(u"2027-01-17T08:59"_s);
        world.market->set(u"LIS"_s, flightAt(29990));
        world.advanceTo(u"2027-01-17T09:00"_s);
        QCOMPARE(summaries(world).size(), 1);
        const QJsonObject first = summaries(world).first();
        QCOMPARE(first[u"count"_s].toInteger(), 2);
        QCOMPARE(item(first, 0)[u"trip_name"_s].toString(), u"Lisbon"_s);
        QCOMPARE(item(first, 0)[u"price"_s][u"amount_minor"_s].toInteger(), 31240);
        QCOMPARE(item(first, 0)[u"next_check_at"_s].toString().left(16), u"2027-01-18T05:00"_s);
        // The trip is younger than seven days and an hour: there is nothing to compare with.
        QVERIFY(!item(first, 0).contains(u"change"_s));
        // A trip without a price is listed as such.
        QCOMPARE(item(first, 1)[u"trip_name"_s].toString(), u"New York"_s);
        QVERIFY(!item(first, 1).contains(u"price"_s));

        world.advanceTo(u"2027-01-24T09:00"_s);
        QCOMPARE(summaries(world).size(), 2);
        const QJsonObject second = item(summaries(world).last(), 0);
        QCOMPARE(second[u"price"_s][u"amount_minor"_s].toInteger(), 29990);
        QCOMPARE(second[u"change"_s][u"amount"_s][u"amount_minor"_s].toInteger(), 1250);
        QCOMPARE(second[u"change"_s][u"direction"_s].toString(), u"down"_s);
        QCOMPARE(second[u"lowest"_s][u"amount"_s][u"amount_minor"_s].toInteger(), 29990);

        world.advanceTo(u"2027-01-31T09:00"_s); // sent also when nothing changed
        QCOMPARE(item(summaries(world).last(), 0)[u"change"_s][u"direction"_s].toString(), u"same"_s);
        QCOMPARE(world.column(u"SELECT DISTINCT channel || ' ' || message_class || ' ' || list || ' ' || address "
                              "FROM notification_messages WHERE kind = 'trip_weekly_summary'"_s),
                 QStringList{u"mail periodic trips anna@example.org"_s});
    }

    void neverShowsOneSideAsTheTotal_data() { TestDatabase::backends(); }
    void neverShowsOneSideAsTheTotal() // TRP-086, TRP-205
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"Lisbon"_s, failing(u"timeout"_s, true, Side::Hotels));
        world.start();
        world.create(lisbonTrip());
        prefer(world, u"anna"_s, switchedOn());
        world.advanceTo(u"2027-01-17T09:00"_s);
        const QJsonObject line = item(summaries(world).value(0), 0);
        QCOMPARE(line[u"price"_s][u"amount_minor"_s].toInteger(), 31240);
        QCOMPARE(line[u"measure"_s].toString(), u"flight_total"_s);
    }

    void onlyToWhoAsksAndHasTrips_data() { TestDatabase::backends(); }
    void onlyToWhoAsksAndHasTrips() // TRP-205: opt-in, not sent without trips
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        prefer(world, u"ben"_s, switchedOn()); // has no trip
        world.advanceTo(u"2027-01-17T09:30"_s);
        QCOMPARE(summaries(world).size(), 0);
        prefer(world, u"anna"_s, switchedOn());
        (*world.owners)[u"anna"_s].active = false; // PLT-047
        world.advanceTo(u"2027-01-24T09:30"_s);
        QCOMPARE(summaries(world).size(), 0);
        (*world.owners)[u"anna"_s].active = true;
        PreferenceChange off;
        off.summaryEnabled = false;
        prefer(world, u"anna"_s, off);
        world.advanceTo(u"2027-01-31T09:30"_s);
        QCOMPARE(summaries(world).size(), 0);
    }

    void onceAWeekHoweverItIsMoved_data() { TestDatabase::backends(); }
    void onceAWeekHoweverItIsMoved() // PLT-089, PLT-128
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(merged(flightTrip(u"Lisbon"_s),
                            {{u"depart_date"_s, u"2027-06-05"_s}, {u"return_date"_s, u"2027-06-12"_s}}));
        prefer(world, u"anna"_s, switchedOn());
        prefer(world, u"anna"_s, onDay(1));
        world.advanceTo(u"2027-01-11T09:00"_s); // Monday of week 2
        QCOMPARE(summaries(world).size(), 1);
        prefer(world, u"anna"_s, onDay(3));
        world.advanceTo(u"2027-01-13T12:00"_s); // Wednesday of the same week
        QCOMPARE(summaries(world).size(), 1);
        world.advanceTo(u"2027-01-20T09:00"_s);
        QCOMPARE(summaries(world).size(), 2);
    }

    void aStopIsCaughtUpOnce_data() { TestDatabase::backends(); }
    void aStopIsCaughtUpOnce() // PLT-085, table of PLT-092: the newest one, within two days
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(merged(flightTrip(u"Lisbon"_s),
                            {{u"depart_date"_s, u"2027-06-05"_s}, {u"return_date"_s, u"2027-06-12"_s}}));
        prefer(world, u"anna"_s, switchedOn());
        world.stop();
        world.advanceTo(u"2027-01-24T20:00"_s);
        world.start();
        QCOMPARE(summaries(world).size(), 1);
        world.stop();
        world.advanceTo(u"2027-02-02T20:00"_s); // Tuesday evening: too late for Sunday's
        world.start();
        QCOMPARE(summaries(world).size(), 1);
    }

    void followsItsReader_data() { TestDatabase::backends(); }
    void followsItsReader() // PLT-128: its weekday and time are those of the person
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        prefer(world, u"anna"_s, switchedOn());
        QVERIFY(world.db->writeBlocking([&](storage::Transaction &tx) {
            return notifications::movePlans(tx, *world.scheduleTable, u"anna"_s, u"America/New_York"_s,
                                            world.clock->now());
        }));
        world.advanceTo(u"2027-01-10T14:59"_s); // nine of this very Sunday lies ahead again
        QCOMPARE(summaries(world).size(), 0);
        world.advanceTo(u"2027-01-10T15:00"_s);
        QCOMPARE(summaries(world).size(), 1);
    }

    void followsItsSetting_data() { TestDatabase::backends(); }
    void followsItsSetting() // table 12 (schedule.<name>), PLT-185: for who has chosen no day and time
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        prefer(world, u"anna"_s, switchedOn());
        const auto set = [&world](const QStringList &settings) {
            world.planSchedules(settings);
            const auto zoneOf = [&world](storage::Transaction &, const QString &id) -> Result<QString> {
                return world.owners->value(id).zone;
            };
            QVERIFY(world.db->writeBlocking([&](storage::Transaction &tx) {
                return notifications::planWishes(tx, *world.scheduleTable, zoneOf, world.clock->now());
            }));
            world.clock->settle();
        };
        set({u"schedule.price_summary=weekly tue 07:15"_s});
        world.advanceTo(u"2027-01-12T07:14"_s);
        QCOMPARE(summaries(world).size(), 0);
        world.advanceTo(u"2027-01-12T07:16"_s);
        QCOMPARE(summaries(world).size(), 1);
        set({u"schedule.price_summary=off"_s});
        world.advanceTo(u"2027-01-20T12:00"_s);
        QCOMPARE(summaries(world).size(), 1);
        prefer(world, u"anna"_s, onDay(5));
        set({u"schedule.price_summary=weekly thu 07:15"_s});
        world.advanceTo(u"2027-01-22T07:14"_s); // Friday is her own choice, and the time that she saw with it
        QCOMPARE(summaries(world).size(), 1);
        world.advanceTo(u"2027-01-22T09:01"_s);
        QCOMPARE(summaries(world).size(), 2);
    }

    void goesWithItsAccount_data() { TestDatabase::backends(); }
    void goesWithItsAccount()
    {
        ON_EACH_BACKEND();
        world.start();
        prefer(world, u"anna"_s, switchedOn());
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM schedules WHERE name = 'price_summary'"_s), 1);
        QVERIFY(world.db->writeBlocking([&](storage::Transaction &tx) {
            return notifications::erase(tx, {u"anna"_s, {}}, world.clock->now());
        }));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM schedules WHERE name = 'price_summary'"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestPriceSummary)
#include "tst_pricesummary.moc"
