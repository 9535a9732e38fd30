// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookinginbox.h"

#include "core/base/zonedtime.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

struct InboxWorld : BookingWorld {
    explicit InboxWorld(const QString &backend) : BookingWorld(backend), inbox(*db, clock)
    {
        accounts.insert(u"ida"_s, {u"ida"_s, {}, u"de"_s, false, {party(u"Ingeborg"_s)}});
        accounts.insert(u"guest"_s, {u"guest"_s, u"mara@gast.example"_s, u"de"_s, false, {}});
        inbox.addSource(bookingInbox(environment));
    }
    QList<operations::InboxItem> of(const QString &account, const QString &language = u"de"_s)
    {
        const auto items = wait(inbox.load({account, {u"member"_s, u"approver"_s}, language}));
        return items ? *items : QList<operations::InboxItem>{{items.error().code, {}, {}, {}, {}, {}, {}, {}}};
    }
    QStringList idsOf(const QString &account)
    {
        QStringList ids;
        for (const auto &item : of(account))
            ids.append(item.id);
        return ids;
    }

    operations::Inbox inbox;
};

} // namespace

/// What waits for an approver (PLT-189).
class TestBookingInbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nearestStayFirst_data() { TestDatabase::backends(); }
    void nearestStayFirst() // PLT-189
    {
        QFETCH(QString, backend);
        InboxWorld world(backend);
        const QString late = world.booked(u"2027-10-01"_s, u"2027-10-03"_s);
        world.clock->advance(std::chrono::hours(1));
        const QString soon = world.booked(u"2027-03-10"_s, u"2027-03-12"_s);
        const QString running = world.booked(u"2027-03-01"_s, u"2027-03-04"_s);
        QCOMPARE(world.idsOf(u"ida"_s), (QStringList{running, soon, late}));

        const auto items = world.of(u"ida"_s);
        QCOMPARE(items[1].kind, u"booking_decision"_s);
        QCOMPARE(items[1].title, u"Mara · 10.–12.03.2027"_s);
        QCOMPARE(items[1].subtitle, u"4 Personen · Cornelia"_s);
        QCOMPARE(items[1].deadlineKind, u"stay_begins"_s);
        const QTimeZone berlin("Europe/Berlin");
        QCOMPARE(*items[1].deadline, startOfDay(QDate(2027, 3, 10), berlin));
        QCOMPARE(items[1].actions, (QStringList{u"approve"_s, u"deny"_s}));
        QCOMPARE(items[0].deadlineKind, u"stay_ends"_s);
        QCOMPARE(*items[0].deadline, startOfDay(QDate(2027, 3, 5), berlin));
        QVERIFY(items[2].waitingSince < items[1].waitingSince);
        QCOMPARE(world.of(u"ida"_s, u"en"_s)[1].subtitle, u"4 people · Cornelia"_s);
    }

    void decidedOnesAreGone_data() { TestDatabase::backends(); }
    void decidedOnesAreGone() // PLT-189: in the transaction that settles it
    {
        QFETCH(QString, backend);
        InboxWorld world(backend);
        const QString approved = world.booked(u"2027-05-01"_s, u"2027-05-03"_s);
        const QString denied = world.booked(u"2027-06-01"_s, u"2027-06-03"_s);
        const QString canceled = world.booked(u"2027-07-01"_s, u"2027-07-03"_s);
        const QString past = world.booked(u"2027-03-01"_s, u"2027-03-01"_s);
        QCOMPARE(world.idsOf(u"ida"_s), (QStringList{past, approved, denied, canceled}));
        const qint64 before = world.count(u"SELECT COUNT(*) FROM changes WHERE visibility = 'account:ida'"_s);
        QVERIFY(world.approve(u"Ingeborg"_s, approved));
        QVERIFY(world.deny(u"Cornelia"_s, denied));
        QVERIFY(world.cancel(BookingWorld::requester(), canceled));
        world.advanceTo(u"2027-03-02T00:00"_s);
        QCOMPARE(world.idsOf(u"ida"_s), QStringList());
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM changes WHERE visibility = 'account:ida'"_s) - before, 3);
        QVERIFY(world.edit(approved, {{u"end_date"_s, u"2027-05-04"_s}})); // asked again
        QCOMPARE(world.idsOf(u"ida"_s), (QStringList{approved}));
    }

    void onlyApproversAreAsked() // PLT-044
    {
        InboxWorld world(u"sqlite"_s);
        world.booked(u"2027-05-01"_s, u"2027-05-03"_s);
        for (const QString &account : {u"guest"_s, u"admin"_s, u"stranger"_s})
            QCOMPARE(world.idsOf(account), QStringList());
    }

    void linksHearOfWhatTheyOpen_data() { TestDatabase::backends(); }
    void linksHearOfWhatTheyOpen() // PLT-080
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const qint64 before = world.count(u"SELECT MAX(sequence) FROM changes"_s);
        QVERIFY(world.approve(u"Ingeborg"_s, id));
        const QString told = u"SELECT COUNT(*) FROM changes c JOIN links l ON c.visibility = 'link:' || l.id"
                             " WHERE c.sequence > ? AND c.object_id = ? AND l.kind = ?"_s;
        QCOMPARE(world.count(told, {before, id, u"personal"_s}), 1);
        QCOMPARE(world.count(told, {before, id, u"approver"_s}), 3);
    }
};

QTEST_GUILESS_MAIN(TestBookingInbox)
#include "tst_bookinginbox.moc"
