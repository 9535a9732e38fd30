// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/trips/reminderstore.h"
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

namespace
{
/// The world's now is 2027-01-10 at 10:00 in Berlin.
QJsonObject tripDeparting(const QString &date, const QJsonArray &days)
{
    const QString back = toIsoDate(fromIsoDate(date)->addDays(7));
    return merged(flightTrip(u"Lisbon"_s),
                  {{u"depart_date"_s, date}, {u"return_date"_s, back}, {u"reminder_days"_s, days}});
}

/// "14 too_late", the earliest first.
QStringList states(TripWorld &world)
{
    return world.column(u"SELECT days || ' ' || state FROM trip_reminders ORDER BY depart_date, days DESC"_s);
}

QStringList sent(TripWorld &world)
{
    return world.column(u"SELECT event_key FROM notification_events WHERE kind = 'trip_reminder' "
                        "ORDER BY created_at, id"_s);
}

void patch(TripWorld &world, const QString &id, const QJsonObject &change)
{
    const auto done = world.wait(world.trips->patch(world.anna(), id, change, world.trip(id).trip.version));
    if (!done)
        qFatal("no patch: %s", qPrintable(done.error().code));
    world.clock->settle();
}

void setStatus(TripWorld &world, const QString &id, const QString &status)
{
    QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, status)));
    world.clock->settle();
}
} // namespace

class TestTripReminders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesOnceAtNine_data() { TestDatabase::backends(); }
    void comesOnceAtNine() // A73, TRP-206, TRP-200
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(tripDeparting(u"2027-01-20"_s, {14, 3}));
        QCOMPARE(states(world), (QStringList{u"14 too_late"_s, u"3 planned"_s}));
        world.advanceTo(u"2027-01-17T08:59"_s);
        QCOMPARE(sent(world), QStringList());
        world.advanceTo(u"2027-01-17T09:00"_s);
        QCOMPARE(sent(world), QStringList{u"trip_reminder:%1:2027-01-20:3"_s.arg(id)});
        world.advanceTo(u"2027-01-22T09:00"_s);
        QCOMPARE(sent(world).size(), 1);
        QCOMPARE(states(world), (QStringList{u"14 too_late"_s, u"3 sent"_s}));
        // A mail of the list "trips", which people can leave (TRP-207), and a notice on the desktop.
        QCOMPARE(world.column(u"SELECT channel || ' ' || message_class || ' ' || list || ' ' || subject_name "
                              "FROM notification_messages WHERE kind = 'trip_reminder' ORDER BY channel"_s),
                 (QStringList{u"desktop periodic trips Lisbon"_s, u"mail periodic trips Lisbon"_s}));
    }

    void comesToPausedTrips_data() { TestDatabase::backends(); }
    void comesToPausedTrips() // TRP-206
    {
        ON_EACH_BACKEND();
        world.start();
        setStatus(world, world.create(tripDeparting(u"2027-01-20"_s, {3})), u"paused"_s);
        world.advanceTo(u"2027-01-17T09:00"_s);
        QCOMPARE(sent(world).size(), 1);
        QVERIFY(world.column(u"SELECT facts FROM notification_events WHERE kind = 'trip_reminder'"_s)
                    .first()
                    .contains(u"\"paused\":true"_s));
    }

    void aStopDelaysIt_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("back");
        QTest::addColumn<QString>("state");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto row = [&](const char *name, const char *back, const char *state) {
                QTest::addRow("%s, %s", qPrintable(backend), name)
                    << backend << QString::fromLatin1(back) << QString::fromLatin1(state);
            };
            row("that evening", "2027-01-17T22:00", "3 sent");
            row("within 24 h", "2027-01-18T08:59", "3 sent");
            row("later", "2027-01-18T09:30", "3 missed");
            row("after departure", "2027-01-21T09:30", "3 missed");
        }
    }
    void aStopDelaysIt() // TRP-206: sent at start-up within 24 h, never after departure
    {
        ON_EACH_BACKEND();
        QFETCH(QString, back);
        world.start();
        world.create(tripDeparting(u"2027-01-20"_s, {3}));
        world.stop();
        world.advanceTo(back);
        QCOMPARE(sent(world).size(), 0);
        world.start();
        const QStringList now = states(world);
        QTEST(now.value(0), "state");
        QCOMPARE(sent(world).size(), now.contains(u"3 sent"_s) ? 1 : 0);
        world.stop();
        world.start();
        QCOMPARE(sent(world).size(), now.contains(u"3 sent"_s) ? 1 : 0);
    }

    void followsEdits_data() { TestDatabase::backends(); }
    void followsEdits() // TRP-206: unique by trip, date and days
    {
        ON_EACH_BACKEND();
        world.start();
        const QString id = world.create(tripDeparting(u"2027-01-20"_s, {3}));
        patch(world, id, {{u"name"_s, u"Porto"_s}});
        QCOMPARE(states(world), QStringList{u"3 planned"_s});
        patch(world, id, {{u"depart_date"_s, u"2027-01-25"_s}, {u"return_date"_s, u"2027-01-30"_s}});
        QCOMPARE(world.column(u"SELECT depart_date FROM trip_reminders"_s), QStringList{u"2027-01-25"_s});
        world.advanceTo(u"2027-01-21T12:00"_s);
        QCOMPARE(sent(world).size(), 0);
        // Moved inside its days: too late for this one, in time for the other.
        patch(world, id, {{u"depart_date"_s, u"2027-01-23"_s}, {u"reminder_days"_s, QJsonArray{1, 3}}});
        QCOMPARE(states(world), (QStringList{u"3 too_late"_s, u"1 planned"_s}));
        world.advanceTo(u"2027-01-22T09:00"_s);
        QCOMPARE(sent(world).size(), 1);
        // Away and back again: what was sent stays sent.
        patch(world, id, {{u"depart_date"_s, u"2027-01-26"_s}});
        patch(world, id, {{u"depart_date"_s, u"2027-01-23"_s}});
        patch(world, id, {{u"reminder_days"_s, QJsonArray()}});
        patch(world, id, {{u"reminder_days"_s, QJsonArray{1, 3}}});
        world.clock->advance(24h);
        world.clock->settle();
        QCOMPARE(sent(world).size(), 1);
    }

    void followsItsSetting_data() { TestDatabase::backends(); }
    void followsItsSetting() // table 12 (schedule.<name>), PLT-185
    {
        ON_EACH_BACKEND();
        world.start();
        world.create(tripDeparting(u"2027-01-20"_s, {3, 1}));
        world.planSchedules({u"schedule.trip_reminder=daily 18:30"_s});
        world.advanceTo(u"2027-01-17T18:29"_s);
        QCOMPARE(sent(world).size(), 0);
        world.advanceTo(u"2027-01-17T18:31"_s);
        QCOMPARE(sent(world).size(), 1);
        world.planSchedules({u"schedule.trip_reminder=off"_s});
        world.advanceTo(u"2027-01-19T20:00"_s);
        QCOMPARE(sent(world).size(), 1);
        world.planSchedules({});
        world.advanceTo(u"2027-01-20T12:00"_s);
        QCOMPARE(sent(world).size(), 1); // missed is missed
    }

    void followsItsOwner_data() { TestDatabase::backends(); }
    void followsItsOwner() // TRP-206: 09:00 where the owner is
    {
        ON_EACH_BACKEND();
        world.start();
        world.create(tripDeparting(u"2027-01-20"_s, {3}));
        const auto moveTo = [&](const QString &zone) {
            (*world.owners)[u"anna"_s].zone = zone;
            QVERIFY(world.db->writeBlocking([&](storage::Transaction &tx) {
                return moveReminders(*world.environment, tx, u"anna"_s, *zoneByName(zone), world.clock->now());
            }));
            world.clock->settle();
        };
        moveTo(u"America/New_York"_s);
        world.advanceTo(u"2027-01-17T09:00"_s);
        QCOMPARE(sent(world).size(), 0);
        world.advanceTo(u"2027-01-17T14:59"_s);
        QCOMPARE(sent(world).size(), 0);
        // Back east, where it is past nine on that day: it comes at once.
        moveTo(u"Europe/Berlin"_s);
        QCOMPARE(sent(world).size(), 1);
    }

    void endsWithItsTrip_data() { TestDatabase::backends(); }
    void endsWithItsTrip()
    {
        ON_EACH_BACKEND();
        world.start();
        const QString id = world.create(tripDeparting(u"2027-01-20"_s, {3, 1}));
        QVERIFY(world.wait(world.trips->remove(world.anna(), id)));
        world.clock->settle();
        QCOMPARE(states(world), QStringList());
        QCOMPARE(world.column(u"SELECT state FROM jobs WHERE kind = 'trips.remind'"_s),
                 (QStringList{u"cancelled"_s, u"cancelled"_s}));
        world.advanceTo(u"2027-01-19T09:00"_s);
        QCOMPARE(sent(world).size(), 0);
    }

    void notToDisabledAccounts_data() { TestDatabase::backends(); }
    void notToDisabledAccounts() // PLT-047
    {
        ON_EACH_BACKEND();
        world.start();
        world.create(tripDeparting(u"2027-01-20"_s, {3}));
        (*world.owners)[u"anna"_s].active = false;
        world.advanceTo(u"2027-01-17T09:00"_s);
        QCOMPARE(sent(world).size(), 0);
        QCOMPARE(states(world), QStringList{u"3 missed"_s});
    }
};

QTEST_GUILESS_MAIN(TestTripReminders)
#include "tst_tripreminders.moc"
