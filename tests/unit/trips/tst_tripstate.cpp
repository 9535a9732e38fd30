// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripdue.h"
#include "core/trips/tripstatemachine.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
const QDate today(2027, 1, 10);
const QTimeZone berlin("Europe/Berlin"); // where the owner lives

Trip aTrip(TripStatus status = TripStatus::Active)
{
    Trip trip;
    trip.status = status;
    trip.plan.departDate = QDate(2027, 3, 14);
    trip.plan.returnDate = QDate(2027, 3, 21);
    trip.plan.flights = FlightFilters();
    return trip;
}

CheckError transient()
{
    return {u"timeout"_s, u"flights"_s, u"duffel"_s, true, {}, {}};
}
CheckError permanent()
{
    return {u"auth"_s, u"flights"_s, u"duffel"_s, false, {}, {}};
}
} // namespace

class TestTripState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void userSets_data() // TRP-027 to TRP-031
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("departed");
        QTest::addColumn<QString>("result");
        QTest::newRow("pause") << u"active"_s << u"paused"_s << false << u"paused changed"_s;
        QTest::newRow("pause an error") << u"error"_s << u"paused"_s << false << u"paused changed"_s;
        QTest::newRow("pause again (TRP-027)") << u"paused"_s << u"paused"_s << false << u"paused"_s;
        QTest::newRow("resume (TRP-029)") << u"paused"_s << u"active"_s << false << u"active changed"_s;
        QTest::newRow("resume an error") << u"error"_s << u"active"_s << false << u"active changed"_s;
        QTest::newRow("active again") << u"active"_s << u"active"_s << false << u"active"_s;
        QTest::newRow("resume departed (TRP-029)") << u"paused"_s << u"active"_s << true << u"trip_departed"_s;
        QTest::newRow("resume expired (TRP-031)") << u"expired"_s << u"active"_s << true << u"trip_departed"_s;
        QTest::newRow("pause expired") << u"expired"_s << u"paused"_s << true << u"trip_expired"_s;
        QTest::newRow("set error (TRP-027)") << u"active"_s << u"error"_s << false << u"validation_failed"_s;
        QTest::newRow("set expired (TRP-027)") << u"active"_s << u"expired"_s << false << u"validation_failed"_s;
        QTest::newRow("set expired again") << u"expired"_s << u"expired"_s << true << u"validation_failed"_s;
    }
    void userSets()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, departed);
        QFETCH(QString, result);
        Trip trip = aTrip(*tripStatusFromText(from));
        trip.lastError = LastError{u"timeout"_s, {}, {}, {}, 2};
        const auto change = setByUser(trip, *tripStatusFromText(to), departed ? QDate(2027, 3, 15) : today);
        QCOMPARE(change ? toText(change->status) + (change->changed ? u" changed"_s : QString()) : change.error().code,
                 result);
        if (change && change->changed && change->status == TripStatus::Active)
            QVERIFY(!change->lastError); // TRP-029
    }

    void checkEnds_data() // TRP-032
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<int>("failuresBefore");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<bool>("isTransient");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("failures");
        QTest::addColumn<bool>("tells");
        QTest::newRow("A22 first transient") << u"active"_s << 0 << u"failed"_s << true << u"active"_s << 1 << false;
        QTest::newRow("second transient") << u"active"_s << 1 << u"failed"_s << true << u"active"_s << 2 << false;
        QTest::newRow("A22 third transient") << u"active"_s << 2 << u"failed"_s << true << u"error"_s << 3 << true;
        QTest::newRow("fourth tells nobody again")
            << u"error"_s << 3 << u"failed"_s << true << u"error"_s << 4 << false;
        QTest::newRow("A23 permanent") << u"active"_s << 0 << u"failed"_s << false << u"error"_s << 1 << true;
        QTest::newRow("A22 good") << u"error"_s << 3 << u"complete"_s << true << u"active"_s << 0 << false;
        QTest::newRow("degraded") << u"error"_s << 3 << u"degraded"_s << true << u"active"_s << 0 << false;
        QTest::newRow("empty") << u"active"_s << 2 << u"empty"_s << true << u"active"_s << 0 << false;
        QTest::newRow("duplicate") << u"active"_s << 2 << u"duplicate"_s << true << u"active"_s << 2 << false;
        QTest::newRow("cancelled") << u"active"_s << 2 << u"cancelled"_s << true << u"active"_s << 2 << false;
        QTest::newRow("paused stays") << u"paused"_s << 0 << u"failed"_s << false << u"paused"_s << 1 << false;
        QTest::newRow("paused stays when good")
            << u"paused"_s << 1 << u"complete"_s << true << u"paused"_s << 0 << false;
        QTest::newRow("expired stays") << u"expired"_s << 0 << u"complete"_s << true << u"expired"_s << 0 << false;
    }
    void checkEnds()
    {
        QFETCH(QString, from);
        QFETCH(int, failuresBefore);
        QFETCH(QString, outcome);
        QFETCH(bool, isTransient);
        QFETCH(QString, to);
        QFETCH(int, failures);
        QFETCH(bool, tells);
        Trip trip = aTrip(*tripStatusFromText(from));
        if (failuresBefore > 0)
            trip.lastError = LastError{u"timeout"_s, {}, {}, {}, failuresBefore};
        const StatusChange change =
            afterCheck(trip, *checkOutcomeFromText(outcome), isTransient ? transient() : permanent(), fromMs(5));
        QCOMPARE(toText(change.status), to);
        QCOMPARE(change.lastError ? change.lastError->consecutive : 0, failures);
        QCOMPARE(change.errorBegins, tells);
    }

    void expires_data() // TRP-031, A21
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QDate>("on");
        QTest::addColumn<QString>("result");
        QTest::newRow("last day") << u"active"_s << QDate(2027, 3, 21) << u"active"_s;
        QTest::newRow("day after") << u"active"_s << QDate(2027, 3, 22) << u"expired"_s;
        QTest::newRow("error too") << u"error"_s << QDate(2027, 3, 22) << u"expired"_s;
        QTest::newRow("paused stays") << u"paused"_s << QDate(2027, 3, 22) << u"paused"_s;
    }
    void expires()
    {
        QFETCH(QString, status);
        QFETCH(QDate, on);
        QFETCH(QString, result);
        QCOMPARE(toText(afterMidnight(aTrip(*tripStatusFromText(status)), on).status), result);
    }

    void oneWayEndsWithItsStay() // TRP-031
    {
        Trip trip = aTrip();
        trip.plan.kind = TripKind::OneWay;
        trip.plan.returnDate.reset();
        QCOMPARE(trip.plan.endDate(), QDate(2027, 3, 14));
        trip.plan.hotels = HotelFilters();
        trip.plan.hotels->checkOut = QDate(2027, 3, 18);
        QCOMPARE(trip.plan.endDate(), QDate(2027, 3, 18));
    }

    void editRevives() // TRP-031
    {
        const Trip trip = aTrip(TripStatus::Expired);
        const QDate later(2027, 4, 1);
        TripPlan moved = trip.plan;
        QVERIFY(!afterEdit(trip, moved, later).changed);
        moved.departDate = QDate(2027, 5, 1);
        moved.returnDate = QDate(2027, 5, 8);
        QCOMPARE(afterEdit(trip, moved, later).status, TripStatus::Active);
        QVERIFY(!afterEdit(aTrip(TripStatus::Paused), moved, later).changed);
    }

    void intervals_data() // TRP-043, A55, A56
    {
        QTest::addColumn<QString>("frequency");
        QTest::addColumn<int>("daysAhead");
        QTest::addColumn<int>("days");
        QTest::newRow("daily 100") << u"daily"_s << 100 << 7;
        QTest::newRow("daily 91") << u"daily"_s << 91 << 7;
        QTest::newRow("daily 90") << u"daily"_s << 90 << 3;
        QTest::newRow("daily 31") << u"daily"_s << 31 << 3;
        QTest::newRow("daily 30") << u"daily"_s << 30 << 1;
        QTest::newRow("daily 0") << u"daily"_s << 0 << 1;
        QTest::newRow("every 3 days 10") << u"every_3_days"_s << 10 << 3;
        QTest::newRow("every 3 days 100") << u"every_3_days"_s << 100 << 7;
        QTest::newRow("weekly 10 (A56)") << u"weekly"_s << 10 << 7;
    }
    void intervals()
    {
        QFETCH(QString, frequency);
        QFETCH(int, daysAhead);
        QFETCH(int, days);
        QCOMPARE(effectiveIntervalDays(*frequencyFromText(frequency), today.addDays(daysAhead), today), days);
    }

    void due_data() // TRP-030, TRP-044
    {
        QTest::addColumn<QString>("refreshed");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QDate>("depart");
        QTest::addColumn<bool>("due");
        const QDate soon(2027, 1, 20);
        QTest::newRow("never refreshed") << QString() << u"active"_s << soon << true;
        QTest::newRow("A57 late yesterday") << u"2027-01-09T22:00:00Z"_s << u"active"_s << soon << true;
        QTest::newRow("today in Berlin, yesterday in UTC") << u"2027-01-09T23:30:00Z"_s << u"active"_s << soon << false;
        QTest::newRow("error too (TRP-032)") << QString() << u"error"_s << soon << true;
        QTest::newRow("paused") << QString() << u"paused"_s << soon << false;
        QTest::newRow("expired") << QString() << u"expired"_s << soon << false;
        QTest::newRow("departs today") << QString() << u"active"_s << today << true;
        QTest::newRow("A21 departed") << QString() << u"active"_s << today.addDays(-1) << false;
        QTest::newRow("tier 3, after two days")
            << u"2027-01-08T05:00:00Z"_s << u"active"_s << QDate(2027, 3, 1) << false;
        QTest::newRow("tier 3, after three days")
            << u"2027-01-07T05:00:00Z"_s << u"active"_s << QDate(2027, 3, 1) << true;
    }
    void due()
    {
        QFETCH(QString, refreshed);
        QFETCH(QString, status);
        QFETCH(QDate, depart);
        QFETCH(bool, due);
        Trip trip = aTrip(*tripStatusFromText(status));
        trip.plan.departDate = depart;
        trip.lastRefreshedAt = fromRfc3339(refreshed);
        QCOMPARE(isDue(trip, TripSchedule(), berlin, *fromRfc3339(u"2027-01-10T05:00:00Z"_s)), due);
    }

    void nextDue_data() // TRP-045, section 10's example
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("refreshed");
        QTest::addColumn<QDate>("depart");
        QTest::addColumn<QDate>("next");
        const QDate march(2027, 3, 14);
        QTest::newRow("new trip") << u"2027-01-10T09:00:00Z"_s << QString() << march << QDate(2027, 1, 11);
        QTest::newRow("before six") << u"2027-01-10T04:59:59Z"_s << QString() << march << QDate(2027, 1, 10);
        QTest::newRow("at six") << u"2027-01-10T05:00:00Z"_s << QString() << march << QDate(2027, 1, 11);
        QTest::newRow("tier 3") << u"2027-01-10T09:00:00Z"_s << u"2027-01-10T05:00:00Z"_s << march
                                << QDate(2027, 1, 13);
        QTest::newRow("tier changes on the way")
            << u"2027-01-10T09:00:00Z"_s << u"2027-01-10T05:00:00Z"_s << QDate(2027, 4, 12) << QDate(2027, 1, 13);
        QTest::newRow("departed") << u"2027-03-15T09:00:00Z"_s << QString() << march << QDate();
    }
    void nextDue()
    {
        QFETCH(QString, now);
        QFETCH(QString, refreshed);
        QFETCH(QDate, depart);
        QFETCH(QDate, next);
        Trip trip = aTrip();
        trip.plan.departDate = depart;
        trip.lastRefreshedAt = fromRfc3339(refreshed);
        const auto due = nextDueOn(trip, TripSchedule(), berlin, *fromRfc3339(now));
        QCOMPARE(due.value_or(QDate()), next);
        trip.status = TripStatus::Paused;
        QVERIFY(!nextDueOn(trip, TripSchedule(), berlin, *fromRfc3339(now)));
    }

    void departsInTheOwnersDays_data() // TRP-012, TRP-030, TRP-043: the schedule may stand in another zone
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QTime>("time");
        QTest::addColumn<QString>("refreshed");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QDate>("next");
        const QTime six(6, 0), twenty(20, 0);
        QTest::newRow("ahead: the day after there is still the day here")
            << u"Pacific/Auckland"_s << six << QString() << u"2027-03-14T09:00:00Z"_s << QDate(2027, 3, 15);
        QTest::newRow("ahead: gone here, too")
            << u"Pacific/Auckland"_s << six << QString() << u"2027-03-14T17:00:00Z"_s << QDate();
        QTest::newRow("behind: the day itself there is the day after here")
            << u"Pacific/Honolulu"_s << twenty << QString() << u"2027-03-14T09:00:00Z"_s << QDate();
        QTest::newRow("behind: the day before there")
            << u"Pacific/Honolulu"_s << twenty << QString() << u"2027-03-14T05:00:00Z"_s << QDate(2027, 3, 13);
        QTest::newRow("tier of 31 days here, of 30 there") << u"Pacific/Auckland"_s << six << u"2027-02-10T17:00:00Z"_s
                                                           << u"2027-02-11T09:00:00Z"_s << QDate(2027, 2, 13);
        QTest::newRow("checked on the same day there, on the day before here")
            << u"Pacific/Honolulu"_s << QTime(13, 30) << u"2027-03-01T22:30:00Z"_s << u"2027-03-01T23:00:00Z"_s
            << QDate(2027, 3, 2);
    }
    void departsInTheOwnersDays()
    {
        QFETCH(QString, zone);
        QFETCH(QTime, time);
        QFETCH(QString, refreshed);
        QFETCH(QString, now);
        QFETCH(QDate, next);
        TripSchedule schedule;
        schedule.zone = zone;
        schedule.localTime = time;
        Trip trip = aTrip();
        trip.lastRefreshedAt = fromRfc3339(refreshed);
        QCOMPARE(nextDueOn(trip, schedule, berlin, *fromRfc3339(now)).value_or(QDate()), next);
    }

    void gapPolicySkipsADay() // TRP-042
    {
        Trip trip = aTrip();
        TripSchedule schedule;
        schedule.localTime = QTime(2, 30); // does not exist on 2027-03-28 in Berlin
        trip.plan.departDate = QDate(2027, 4, 10);
        trip.plan.returnDate = QDate(2027, 4, 12);
        const Instant now = *fromRfc3339(u"2027-03-27T12:00:00Z"_s);
        QCOMPARE(nextDueOn(trip, schedule, berlin, now), std::optional(QDate(2027, 3, 28)));
        schedule.gapPolicy = scheduling::GapPolicy::Skip;
        QCOMPARE(nextDueOn(trip, schedule, berlin, now), std::optional(QDate(2027, 3, 29)));
    }

    void brokenZoneFallsBackToUtc() // TRP-056
    {
        TripSchedule schedule;
        schedule.zone = u"Mars/Olympus"_s;
        QCOMPARE(nextDueOn(aTrip(), schedule, berlin, *fromRfc3339(u"2027-01-10T05:59:00Z"_s)), std::optional(today));
    }
};

QTEST_GUILESS_MAIN(TestTripState)
#include "tst_tripstate.moc"
