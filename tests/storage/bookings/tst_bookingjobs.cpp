// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingjobs.h"
#include "core/bookings/bookingmails.h"
#include "core/bookings/firstresource.h"
#include "core/scheduling/jobrunner.h"
#include "tests/storage/bookings/bookingworld.h"
#include "tests/support/testconfig.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

/// The room with its schedules running.
struct RunningWorld : BookingWorld {
    explicit RunningWorld(const QString &backend) : BookingWorld(backend) { start(); }
    ~RunningWorld() { stop(); }

    void start()
    {
        scheduling::JobRunner::Options steps;
        steps.databaseTime = false;
        steps.pollInterval = std::chrono::hours(6);
        runner = std::make_unique<scheduling::JobRunner>(*db, clock, metrics, steps);
        scheduling::Scheduler::Options options;
        options.beat = Millis(0);
        scheduler = std::make_unique<scheduling::Scheduler>(*db, *runner, clock, metrics, options);
        jobs.registerWork(*scheduler);
        if (!wait(runner->start()) || !wait(scheduler->start()))
            qFatal("the schedules do not start");
        clock->settle();
    }
    void stop()
    {
        scheduler->stop();
        wait(runner->drain(Millis(1000)));
        scheduler.reset();
        runner.reset();
    }
    /// What an admin's change of settings comes to.
    void set(const QStringList &settings)
    {
        const bool isNew = schedules->apply(configOf(settings));
        const auto planned = db->writeBlocking(
            [this](storage::Transaction &tx) { return planResources(tx, *environment, clock->now()); });
        if (!isNew || !planned)
            qFatal("the schedules do not follow");
        clock->settle();
    }
    QString statusOf(const QString &id)
    {
        const auto view = wait(service.find(account(u"admin"_s), id));
        return view ? toText(view->status) : view.error().code;
    }

    BookingJobs jobs{*db, clock, environment};
    std::unique_ptr<scheduling::JobRunner> runner;
    std::unique_ptr<scheduling::Scheduler> scheduler;
};

} // namespace

/// The schedules of bookings.md section 12.
class TestBookingJobs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanupEndsWhatWasNotDecided_data() { TestDatabase::backends(); }
    void cleanupEndsWhatWasNotDecided() // S76, BKG-109, BKG-110, T13
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        const QString pending = world.booked(u"2027-03-01"_s, u"2027-03-01"_s);
        const QString confirmed = world.confirmed(u"2027-03-02"_s, u"2027-03-02"_s);
        const QString denied = world.booked(u"2027-03-03"_s, u"2027-03-03"_s);
        QVERIFY(world.deny(u"Ingeborg"_s, denied));
        (void)world.takeMails();
        world.advanceTo(u"2027-03-02T00:00"_s);
        QCOMPARE(world.statusOf(pending), u"pending"_s);
        world.advanceTo(u"2027-03-02T00:02"_s);
        QCOMPARE(world.statusOf(pending), u"canceled"_s);
        world.advanceTo(u"2027-03-05T12:00"_s);
        QCOMPARE(world.statusOf(confirmed), u"confirmed"_s);
        QCOMPARE(world.statusOf(denied), u"denied"_s);
        QCOMPARE(world.timelineOf(pending), (QStringList{u"submitted"_s, u"canceled"_s}));
        QCOMPARE(world.seen(pending).details->timeline.last().event.note, u"not decided in time"_s);
        QCOMPARE(world.takeMails(), QStringList());
    }

    void oneThatFailsHoldsUpNobody_data() { TestDatabase::backends(); }
    void oneThatFailsHoldsUpNobody() // BKG-109: skipped, reported, tried again
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        world.stop();
        const QString stuck =
            world.booked(u"2027-03-01"_s, u"2027-03-01"_s, {{u"requester_email"_s, u"jonas@gast.example"_s}});
        const QString next = world.booked(u"2027-03-02"_s, u"2027-03-02"_s);
        (void)world.takeMails();
        bool isBroken = true;
        const auto ask = world.environment->accountByEmail;
        world.environment->accountByEmail = [&](storage::Transaction &tx, const QString &email) {
            if (isBroken && email == u"jonas@gast.example"_s)
                return Result<std::optional<BookingAccount>>(fail(Error::internal(u"broken"_s)));
            return ask(tx, email);
        };
        world.advanceTo(u"2027-03-03T12:00"_s);
        world.start();
        QCOMPARE(world.statusOf(stuck), u"pending"_s);
        QCOMPARE(world.statusOf(next), u"canceled"_s);
        isBroken = false;
        world.advanceTo(u"2027-03-05T12:00"_s);
        QCOMPARE(world.statusOf(stuck), u"canceled"_s);
        for (const QString &id : {stuck, next})
            QCOMPARE(world.timelineOf(id), (QStringList{u"submitted"_s, u"canceled"_s}));
        QCOMPARE(world.takeMails(), QStringList());
    }

    void purgeKeepsWhatIsYoung_data() { TestDatabase::backends(); }
    void purgeKeepsWhatIsYoung() // S77, S97, BKG-082, BKG-111, T14, T15
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        world.stop();
        const QString confirmed = world.confirmed(u"2027-03-02"_s, u"2027-03-02"_s);
        const QString denied =
            world.booked(u"2027-03-04"_s, u"2027-03-04"_s, {{u"requester_email"_s, u"jonas@gast.example"_s}});
        QVERIFY(world.deny(u"Ingeborg"_s, denied));
        const QString old = world.booked(u"2027-04-01"_s, u"2027-04-01"_s);
        const QString young = world.booked(u"2027-04-02"_s, u"2027-04-02"_s);
        QVERIFY(world.cancel(BookingWorld::requester(), old));
        world.advanceTo(u"2027-03-02T12:00"_s);
        QVERIFY(world.cancel(BookingWorld::requester(), young));
        // 1 March 2028 is 366 days after 1 March 2027 and 365 after the 2nd.
        world.advanceTo(u"2028-03-01T03:00"_s);
        world.start();
        QCOMPARE(world.statusOf(confirmed), u"confirmed"_s);
        QCOMPARE(world.statusOf(denied), u"not_found"_s);
        QCOMPARE(world.statusOf(old), u"not_found"_s);
        QCOMPARE(world.statusOf(young), u"canceled"_s);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM links WHERE email = 'jonas@gast.example'"_s), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM links WHERE email = 'mara@gast.example'"_s), 1);
        const auto recover = [&world](const QString &email) {
            return *world.db->writeBlocking([&world, email](storage::Transaction &tx) {
                return BookingMails(*world.environment, tx, operations::Actor::system(), world.clock->now())
                    .sendAccessLinks(email, u"de"_s, email);
            });
        };
        QVERIFY(!recover(u"jonas@gast.example"_s));
        QVERIFY(recover(u"mara@gast.example"_s));
    }

    void digestLeavesOutWhatCannotBeDecided_data() { TestDatabase::backends(); }
    void digestLeavesOutWhatCannotBeDecided() // S74, BKG-112
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        const auto named = [&world](const QString &start, const QString &end, const QString &name) {
            return world.booked(start, end, {{u"requester_first_name"_s, name}});
        };
        named(u"2027-06-01"_s, u"2027-06-02"_s, u"Spaet"_s);
        const QString moved = named(u"2027-05-01"_s, u"2027-05-02"_s, u"Mitte"_s);
        named(u"2027-03-05"_s, u"2027-03-07"_s, u"Laeuft"_s); // ends on the Sunday of the digest
        named(u"2027-03-03"_s, u"2027-03-04"_s, u"Vorbei"_s);
        const QString denied = named(u"2027-05-10"_s, u"2027-05-10"_s, u"Abgelehnt"_s);
        QVERIFY(world.deny(u"Ingeborg"_s, denied));
        world.advanceTo(u"2027-03-05T10:00"_s);
        QVERIFY(world.edit(moved, {{u"end_date"_s, u"2027-05-03"_s}})); // asked anew, as old as it was
        (void)world.takeMails();
        world.advanceTo(u"2027-03-07T10:00"_s);
        QCOMPARE(world.takeMails().size(), 3);
        const auto facts = world.db->readBlocking([](storage::Transaction &tx) {
            return tx.query(u"SELECT DISTINCT e.facts FROM notification_messages m JOIN notification_events e "
                            "ON e.id = m.event_id WHERE m.kind = 'booking_digest'"_s);
        });
        QCOMPARE(facts->size(), 3);
        for (const storage::Row &row : *facts) {
            QStringList items;
            const QJsonArray listed = row.object(0).value(u"items"_s).toArray();
            for (const QJsonValue &item : listed)
                items.append(item[u"first_name"_s].toString() + u' ' + QString::number(item[u"waiting"_s].toInt()));
            QCOMPARE(items, (QStringList{u"Laeuft 6"_s, u"Mitte 6"_s, u"Spaet 6"_s})); // by start
        }
        // Nothing to decide, no mail.
        world.exec(u"UPDATE approvals SET decision = 'approved', decided_at = 1 WHERE party_id = ?"_s,
                   {world.party(u"Angelika"_s)});
        world.advanceTo(u"2027-03-14T10:00"_s);
        QCOMPARE(world.takeMails(), (QStringList{u"booking_digest > ingeborg@haus.example"_s,
                                                 u"booking_digest > cornelia@haus.example"_s}));
    }

    void digestNamesWhatWaits_data() { TestDatabase::backends(); }
    void digestNamesWhatWaits() // S74, S75, BKG-109, BKG-112
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        // Monday 1 March; the digest is due on Sunday the 7th at 09:00.
        world.booked(u"2027-05-01"_s, u"2027-05-01"_s);
        const QString approved = world.booked(u"2027-05-02"_s, u"2027-05-02"_s);
        QVERIFY(world.approve(u"Ingeborg"_s, approved));
        world.advanceTo(u"2027-03-03T10:00"_s); // four days old on Sunday
        world.booked(u"2027-05-03"_s, u"2027-05-03"_s);
        (void)world.takeMails();
        world.advanceTo(u"2027-03-07T08:55"_s);
        QCOMPARE(world.takeMails(), QStringList());
        world.stop();
        world.advanceTo(u"2027-03-07T09:05"_s);
        world.start();
        QCOMPARE(world.takeMails(),
                 (QStringList{u"booking_digest > ingeborg@haus.example"_s, u"booking_digest > cornelia@haus.example"_s,
                              u"booking_digest > angelika@haus.example"_s}));
        const auto items = [&](const QString &address) {
            return world.count(u"SELECT LENGTH(e.facts) - LENGTH(REPLACE(e.facts, 'waiting', '')) "
                               "FROM notification_messages m JOIN notification_events e ON e.id = m.event_id "
                               "WHERE m.kind = 'booking_digest' AND m.address = ?"_s,
                               {address}) /
                   7;
        };
        QCOMPARE(items(u"ingeborg@haus.example"_s), 1);
        QCOMPARE(items(u"cornelia@haus.example"_s), 2);
        world.stop();
        world.start();
        QCOMPARE(world.takeMails(), QStringList());
    }

    void jobsFollowTheZone() // BKG-057
    {
        RunningWorld world(u"sqlite"_s);
        const QString pending = world.booked(u"2027-03-01"_s, u"2027-03-01"_s);
        const QJsonObject moved{{u"zone"_s, u"America/New_York"_s}};
        QVERIFY(world.wait(world.resources.patch(BookingWorld::account(u"admin"_s), world.resourceId, moved, 1)));
        world.advanceTo(u"2027-03-02T05:00"_s);
        QCOMPARE(world.statusOf(pending), u"pending"_s);
        world.advanceTo(u"2027-03-02T06:02"_s);
        QCOMPARE(world.statusOf(pending), u"canceled"_s);
    }

    void jobsFollowTheirSettings_data() { TestDatabase::backends(); }
    void jobsFollowTheirSettings() // table 12 (schedule.<name>), PLT-088, PLT-185
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        const QString first = world.booked(u"2027-03-01"_s, u"2027-03-01"_s);
        const QString second = world.booked(u"2027-03-02"_s, u"2027-03-02"_s);
        world.set({u"schedule.booking_cleanup=daily 04:30"_s});
        world.advanceTo(u"2027-03-02T04:29"_s);
        QCOMPARE(world.statusOf(first), u"pending"_s);
        world.advanceTo(u"2027-03-02T04:31"_s);
        QCOMPARE(world.statusOf(first), u"canceled"_s);
        world.set({u"schedule.booking_cleanup=off"_s});
        world.advanceTo(u"2027-03-05T12:00"_s);
        QCOMPARE(world.statusOf(second), u"pending"_s);
        world.set({}); // 00:01, and nothing that was missed while it was off
        QCOMPARE(world.statusOf(second), u"pending"_s);
        world.advanceTo(u"2027-03-06T00:02"_s);
        QCOMPARE(world.statusOf(second), u"canceled"_s);
        world.set({u"schedule.booking_purge=monthly 7 02:00"_s});
        world.advanceTo(u"2027-03-07T01:00"_s);
        const auto ran = [&] {
            return world.count(u"SELECT COUNT(*) FROM occurrences o JOIN schedules s ON s.id = o.schedule_id "
                               "WHERE s.name = 'booking_purge' AND o.state = 'ran'"_s);
        };
        QCOMPARE(ran(), 0);
        world.advanceTo(u"2027-03-07T02:01"_s);
        QCOMPARE(ran(), 1);
    }

    void digestFollowsItsSetting_data() { TestDatabase::backends(); }
    void digestFollowsItsSetting() // table 12, PLT-088, PLT-089, A40
    {
        QFETCH(QString, backend);
        RunningWorld world(backend);
        world.booked(u"2027-05-01"_s, u"2027-05-01"_s);
        (void)world.takeMails();
        world.set({u"schedule.weekly_digest=weekly sat 18:00"_s});
        const auto shown = world.wait(world.resources.find(BookingWorld::account(u"admin"_s), world.resourceId));
        QCOMPARE(shown->limits.digestWeekday, 6);
        QCOMPARE(shown->limits.digestTime, QTime(18, 0));
        world.advanceTo(u"2027-03-06T17:59"_s);
        QCOMPARE(world.takeMails(), QStringList());
        world.advanceTo(u"2027-03-06T18:01"_s);
        QCOMPARE(world.takeMails().size(), 3);
        world.set({u"schedule.weekly_digest=weekly sun 11:00"_s}); // of the same ISO week
        world.advanceTo(u"2027-03-07T11:01"_s);
        QCOMPARE(world.takeMails(), QStringList());
        const QJsonObject own{{u"limits"_s, QJsonObject{{u"digest_weekday"_s, 3}, {u"digest_time"_s, u"08:00"_s}}}};
        QVERIFY(world.wait(world.resources.patch(BookingWorld::account(u"admin"_s), world.resourceId, own, 1)));
        world.advanceTo(u"2027-03-10T08:01"_s); // the house's own day and time are stronger
        QCOMPARE(world.takeMails().size(), 3);
        world.set({u"schedule.weekly_digest=off"_s});
        world.advanceTo(u"2027-03-18T12:00"_s);
        QCOMPARE(world.takeMails(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestBookingJobs)
#include "tst_bookingjobs.moc"
