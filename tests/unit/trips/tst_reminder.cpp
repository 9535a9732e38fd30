// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/reminder.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(portier::trips::ReminderMove)

namespace
{
const QDate departs(2027, 3, 14);

QTimeZone berlin()
{
    return *zoneByName(u"Europe/Berlin"_s);
}

Instant at(const QString &local, const QTimeZone &zone = berlin())
{
    const QDateTime moment = QDateTime::fromString(local, Qt::ISODate);
    return resolveLocal(moment.date(), moment.time(), zone).instant;
}

Trip aTrip()
{
    Trip trip;
    trip.id = u"trip"_s;
    trip.plan.departDate = departs;
    trip.plan.returnDate = departs.addDays(7);
    trip.plan.reminderDays = {1, 3, 14};
    return trip;
}

Reminder reminder(int days)
{
    return {u"trip"_s, departs, days, reminderDueAt(departs, days, berlin()), ReminderState::Planned};
}
} // namespace

class TestReminder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isDueAtNineLocal_data() // TRP-206
    {
        QTest::addColumn<QDate>("departs");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("due");
        QTest::newRow("winter") << departs << 14 << u"Europe/Berlin"_s << u"2027-02-28T08:00:00Z"_s;
        QTest::newRow("day of the jump") << QDate(2027, 3, 29) << 1 << u"Europe/Berlin"_s << u"2027-03-28T07:00:00Z"_s;
        QTest::newRow("the other side") << departs << 1 << u"Pacific/Auckland"_s << u"2027-03-12T20:00:00Z"_s;
        QTest::newRow("quarter hours") << departs << 1 << u"Asia/Kathmandu"_s << u"2027-03-13T03:15:00Z"_s;
        QTest::newRow("sixty days") << departs << 60 << u"UTC"_s << u"2027-01-13T09:00:00Z"_s;
    }
    void isDueAtNineLocal()
    {
        QFETCH(QDate, departs);
        QFETCH(int, days);
        QFETCH(QString, zone);
        QFETCH(QString, due);
        QCOMPARE(toRfc3339(reminderDueAt(departs, days, *zoneByName(zone))).left(19) + u'Z', due);
    }

    void isTooLateInsideItsDays_data() // TRP-206, A73
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("states");
        QTest::newRow("long before") << u"2027-01-10T10:00"_s << u"planned planned planned"_s;
        QTest::newRow("that morning") << u"2027-02-28T08:59"_s << u"planned planned planned"_s;
        QTest::newRow("that minute") << u"2027-02-28T09:00"_s << u"planned planned planned"_s;
        QTest::newRow("a minute after") << u"2027-02-28T09:01"_s << u"planned planned too_late"_s;
        QTest::newRow("ten days before") << u"2027-03-04T10:00"_s << u"planned planned too_late"_s;
        QTest::newRow("the day itself") << u"2027-03-14T00:10"_s << u"too_late too_late too_late"_s;
    }
    void isTooLateInsideItsDays()
    {
        QFETCH(QString, now);
        QStringList states;
        for (const Reminder &each : remindersOf(u"trip"_s, aTrip().plan, berlin(), at(now))) {
            QCOMPARE(each.departDate, departs);
            QCOMPARE(each.dueAt, reminderDueAt(departs, each.days, berlin()));
            states.append(toText(each.state));
        }
        QTEST(states.join(u' '), "states");
    }

    void moves_data() // TRP-206
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("now");
        QTest::addColumn<ReminderMove>("move");
        QTest::newRow("ahead") << 3 << u"2027-03-11T08:59"_s << ReminderMove::Wait;
        QTest::newRow("now") << 3 << u"2027-03-11T09:00"_s << ReminderMove::Send;
        QTest::newRow("that evening") << 3 << u"2027-03-11T23:59"_s << ReminderMove::Send;
        QTest::newRow("after 24 h") << 3 << u"2027-03-12T09:00"_s << ReminderMove::Send;
        QTest::newRow("after more") << 3 << u"2027-03-12T09:01"_s << ReminderMove::Miss;
        QTest::newRow("on the day of departure") << 1 << u"2027-03-14T08:00"_s << ReminderMove::Send;
        QTest::newRow("after the departure") << 1 << u"2027-03-15T00:00"_s << ReminderMove::Miss;
    }
    void moves()
    {
        QFETCH(int, days);
        QFETCH(QString, now);
        QTEST(nextMove(reminder(days), aTrip(), berlin(), at(now)), "move");
    }

    void looksAtTheTrip() // TRP-206: for paused trips too, not for expired ones
    {
        const Instant due = reminder(3).dueAt;
        const auto moveWith = [&](auto change) {
            Trip trip = aTrip();
            change(trip);
            return nextMove(reminder(3), trip, berlin(), due);
        };
        QCOMPARE(moveWith([](Trip &) {}), ReminderMove::Send);
        QCOMPARE(moveWith([](Trip &trip) { trip.status = TripStatus::Paused; }), ReminderMove::Send);
        QCOMPARE(moveWith([](Trip &trip) { trip.status = TripStatus::Error; }), ReminderMove::Send);
        QCOMPARE(moveWith([](Trip &trip) { trip.status = TripStatus::Expired; }), ReminderMove::Miss);
        QCOMPARE(moveWith([](Trip &trip) { trip.plan.reminderDays = {1, 14}; }), ReminderMove::Forget);
        QCOMPARE(moveWith([](Trip &trip) { trip.plan.departDate = departs.addDays(1); }), ReminderMove::Forget);
    }

    void nothingIsSentTwice() // TRP-206, PLT-089
    {
        for (const ReminderState state : {ReminderState::Sent, ReminderState::TooLate, ReminderState::Missed}) {
            Reminder done = reminder(3);
            done.state = state;
            QCOMPARE(nextMove(done, aTrip(), berlin(), done.dueAt), ReminderMove::Forget);
            QCOMPARE(reminderStateFromText(toText(state)), std::optional(state));
        }
    }
};

QTEST_GUILESS_MAIN(TestReminder)
#include "tst_reminder.moc"
