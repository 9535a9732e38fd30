// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/bookings/bookingworld.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString ing = u"Ingeborg"_s;
const QString cor = u"Cornelia"_s;
const QJsonObject wrongSize{{u"party_size"_s, 0}};

/// What a decision came to: its kind, or the code of its refusal.
QString outcomeOf(const Result<DecisionResult> &result)
{
    return result ? toText(result->kind) : result.error().code;
}

} // namespace

/// Where several checks fail, the first of the order answers (BKG-059), on both databases.
class TestBookingChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sightThenRoleThenDone_data() { TestDatabase::backends(); }
    void sightThenRoleThenDone() // BKG-059, BKG-100, BKG-044
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto mara = BookingWorld::requester(), jonas = BookingWorld::requester(u"jonas@gast.example"_s);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QCOMPARE(codeOf(world.wait(world.service.edit({}, id, wrongSize, 99))), u"authentication_required"_s);
        QCOMPARE(codeOf(world.wait(world.service.edit(jonas, id, wrongSize, 99))), u"forbidden"_s);
        QVERIFY(world.deny(ing, id));
        QCOMPARE(codeOf(world.wait(world.service.edit(jonas, id, wrongSize, 99))), u"not_found"_s);
        QCOMPARE(outcomeOf(world.cancel(jonas, id)), u"not_found"_s);
        QCOMPARE(outcomeOf(world.cancel(world.approver(cor), id)), u"forbidden"_s); // sees it, and may not
        QVERIFY(world.cancel(mara, id));
        QCOMPARE(outcomeOf(world.cancel(mara, id)), u"already_done"_s);
        QCOMPARE(outcomeOf(world.cancel(jonas, id)), u"not_found"_s);
    }

    void doneThenPastThenState_data() { TestDatabase::backends(); }
    void doneThenPastThenState() // BKG-059, BKG-050, BKG-055
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto mara = BookingWorld::requester();
        const QString open = world.booked(u"2027-03-01"_s, u"2027-03-01"_s);
        const QString confirmed = world.confirmed(u"2027-03-02"_s, u"2027-03-02"_s);
        const QString denied = world.booked(u"2027-03-03"_s, u"2027-03-03"_s);
        QVERIFY(world.deny(ing, denied));
        const QString canceled = world.booked(u"2027-03-04"_s, u"2027-03-04"_s);
        QVERIFY(world.cancel(mara, canceled));
        QVERIFY(world.approve(ing, open));
        world.advanceTo(u"2027-03-05T00:00"_s);
        (void)world.takeMails();
        // Already done, however long ago.
        QCOMPARE(outcomeOf(world.approve(ing, open)), u"already_done"_s);
        QCOMPARE(outcomeOf(world.approve(cor, confirmed)), u"already_done"_s);
        QCOMPARE(outcomeOf(world.deny(cor, denied)), u"already_done"_s);
        QCOMPARE(outcomeOf(world.cancel(mara, canceled)), u"already_done"_s);
        QVERIFY(!world.reopen(open)->event);
        // Past, whatever the state would have said.
        QCOMPARE(outcomeOf(world.approve(cor, open)), u"past_booking"_s);
        QCOMPARE(outcomeOf(world.deny(cor, confirmed)), u"past_booking"_s);
        QCOMPARE(outcomeOf(world.cancel(mara, denied)), u"past_booking"_s);
        for (const QString &id : {open, confirmed, denied, canceled})
            QCOMPARE(codeOf(world.edit(id, wrongSize)), u"past_booking"_s);
        for (const QString &id : {confirmed, denied, canceled})
            QCOMPARE(codeOf(world.reopen(id)), u"past_booking"_s);
        QCOMPARE(world.takeMails(), QStringList());
        // BKG-065: seen as before, without anything to do.
        for (const QString &id : {open, confirmed}) {
            const auto seen = world.wait(world.service.find({}, id));
            QVERIFY(seen && seen->isPast);
            QVERIFY(world.wait(world.service.find(mara, id))->details->actions.isEmpty());
            QVERIFY(world.wait(world.service.find(world.approver(cor), id))->details->actions.isEmpty());
        }
    }

    void stateThenVersionThenFields_data() { TestDatabase::backends(); }
    void stateThenVersionThenFields() // BKG-059, BKG-029, BKG-043, BKG-101
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto mara = BookingWorld::requester();
        const QString confirmed = world.confirmed(u"2027-07-01"_s, u"2027-07-05"_s);
        QCOMPARE(codeOf(world.wait(world.service.edit(mara, confirmed, wrongSize, 99))), u"invalid_state"_s);
        // The warning before the round, as the state before the version.
        const QJsonObject unseen{{u"round"_s, 99}};
        QCOMPARE(outcomeOf(world.wait(world.service.deny(world.approver(cor), confirmed, unseen))),
                 u"confirmed_ack_required"_s);
        const QString open = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QCOMPARE(codeOf(world.wait(world.service.edit(mara, open, wrongSize, 99))), u"stale_version"_s);
        QCOMPARE(outcomeOf(world.wait(world.service.deny(world.approver(cor), open, unseen))), u"stale_round"_s);
        // A wrong field before the question about long stays, both before the days that are taken.
        const QJsonObject longAndWrong{{u"end_date"_s, u"2027-08-20"_s}, {u"party_size"_s, 0}};
        QCOMPARE(codeOf(world.edit(open, longAndWrong)), u"validation_failed"_s);
        world.booked(u"2027-08-10"_s, u"2027-08-12"_s);
        QCOMPARE(codeOf(world.edit(open, {{u"end_date"_s, u"2027-08-20"_s}})), u"long_stay_confirmation_required"_s);
        QCOMPARE(codeOf(world.edit(open, {{u"end_date"_s, u"2027-08-20"_s}, {u"long_stay_confirmed"_s, true}})),
                 u"booking_conflict"_s);
    }

    void limitBeforeOverlap_data() { TestDatabase::backends(); }
    void limitBeforeOverlap() // BKG-059, BKG-089
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.allowPerDay(1);
        world.booked(u"2027-08-01"_s, u"2027-08-20"_s);
        const QJsonObject unsaid{{u"long_stay_confirmed"_s, false}};
        QCOMPARE(codeOf(world.submit(world.request(u"2027-08-01"_s, u"2027-08-20"_s, unsaid))),
                 u"long_stay_confirmation_required"_s);
        QCOMPARE(codeOf(world.submit(world.request(u"2027-08-01"_s, u"2027-08-20"_s))), u"rate_limited"_s);
        world.allowPerDay(2);
        QCOMPARE(codeOf(world.submit(world.request(u"2027-08-01"_s, u"2027-08-20"_s))), u"booking_conflict"_s);
        const QJsonObject closed{{u"status"_s, u"closed"_s}};
        QVERIFY(world.wait(world.resources.patch(BookingWorld::account(u"admin"_s), world.resourceId, closed, 1)));
        QCOMPARE(codeOf(world.submit(world.request(u"x"_s, u"2027-08-20"_s))), u"resource_closed"_s);
    }

    void runningStaysCanStillBeDenied_data() { TestDatabase::backends(); }
    void runningStaysCanStillBeDenied() // BKG-042, BKG-040
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.confirmed(u"2027-03-01"_s, u"2027-03-05"_s);
        world.advanceTo(u"2027-03-05T23:59"_s);
        QCOMPARE(outcomeOf(world.deny(cor, id)), u"confirmed_ack_required"_s);
        QCOMPARE(outcomeOf(world.deny(cor, id, {{u"ack_confirmed"_s, true}})), u"denied"_s);
    }
};

QTEST_GUILESS_MAIN(TestBookingChecks)
#include "tst_bookingchecks.moc"
