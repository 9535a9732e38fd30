// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingpersonaldata.h"

#include "core/bookings/bookingjobs.h"
#include "core/bookings/bookingmails.h"
#include "core/bookings/recovery.h"
#include "core/bookings/renewedlinks.h"
#include "core/identity/personaldatastore.h"
#include "core/notifications/personaldata.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;
using operations::Person;

namespace
{

const Person mara{{}, u"mara@gast.example"_s};
const Person cornelia{{}, u"cornelia@haus.example"_s};

/// Every text that people can be known by, for what must not be there any more.
QString everythingIn(BookingWorld &world)
{
    static const QList<std::pair<QString, QStringList>> tables{
        {u"bookings"_s, {u"requester_first_name"_s, u"requester_email"_s, u"description"_s}},
        {u"approvals"_s, {u"comment"_s}},
        {u"timeline_events"_s, {u"note"_s}},
        {u"parties"_s, {u"name"_s, u"email"_s}},
        {u"links"_s, {u"email"_s}},
        {u"notification_events"_s, {u"event_key"_s, u"facts"_s, u"subject_name"_s}},
        {u"notification_messages"_s, {u"address"_s, u"recipient_name"_s, u"subject_name"_s}},
        {u"audit_log"_s, {u"changes"_s}}};
    const auto body = [](storage::Transaction &tx) -> Result<QString> {
        QString all;
        for (const auto &[table, columns] : tables) {
            PORTIER_ASSIGN(rows, tx.query(u"SELECT %1 FROM %2"_s.arg(columns.join(u", "_s), table)));
            for (const storage::Row &row : std::as_const(rows)) {
                for (int column = 0; column < columns.size(); ++column)
                    all += row.text(column) + u'\n';
            }
        }
        return all;
    };
    const auto all = world.db->readBlocking(body);
    if (!all)
        qFatal("%s", qPrintable(all.error().message));
    return *all;
}

/// As the job does it: piece by piece until nothing is left.
void eraseAll(BookingWorld &world, const Person &person)
{
    for (const operations::PersonalDataSource &source :
         {bookingPersonalData(world.environment), notifications::notificationPersonalData(portier::test::aSealer()),
          identity::accountPersonalData()}) {
        qint64 rows = 1;
        for (int rounds = 0; rows > 0; ++rounds) {
            QVERIFY2(rounds < 20, qPrintable(source.name));
            const auto erased = world.db->writeBlocking(
                [&](storage::Transaction &tx) { return source.erase(tx, person, 1, world.clock->now()); });
            QVERIFY2(erased, erased ? "" : qPrintable(erased.error().message));
            rows = *erased;
        }
    }
}

QJsonObject collected(BookingWorld &world, const Person &person)
{
    const auto source = bookingPersonalData(world.environment);
    const auto data = world.db->readBlocking([&](storage::Transaction &tx) { return source.collect(tx, person); });
    return data ? *data : QJsonObject();
}

} // namespace

/// Export and erasure of what the room knows of a person (PLT-157 to PLT-159, ADR 46).
class TestBookingPersonalData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestersGetAll_data() { TestDatabase::backends(); }
    void requestersGetAll() // PLT-157
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        const QString gone = world.booked(u"2027-09-01"_s, u"2027-09-02"_s);
        QVERIFY(world.cancel(BookingWorld::requester(), gone, u"Krank"_s));
        world.booked(u"2027-10-01"_s, u"2027-10-02"_s, {{u"requester_email"_s, u"jonas@gast.example"_s}});

        const QJsonArray bookings = collected(world, mara)[u"bookings"_s].toArray();
        QCOMPARE(bookings.size(), 2);
        QCOMPARE(bookings[0][u"requester_first_name"_s].toString(), u"Mara"_s);
        QCOMPARE(bookings[0][u"description"_s].toString(), u"Mit Hund"_s);
        QCOMPARE(bookings[1][u"status"_s].toString(), u"canceled"_s);
        QCOMPARE(bookings[1][u"timeline"_s].toArray().last()[u"note"_s].toString(), u"Krank"_s);
        QVERIFY(!QJsonDocument(collected(world, mara)).toJson().contains("lk_")); // secrets stay out
        QCOMPARE(collected(world, {u"nobody"_s, {}})[u"bookings"_s].toArray().size(), 0);
    }

    void approversGetTheirDecisions_data() { TestDatabase::backends(); }
    void approversGetTheirDecisions() // PLT-157
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.deny(u"Cornelia"_s, id));
        const QJsonObject party = collected(world, cornelia)[u"parties"_s].toArray().first().toObject();
        QCOMPARE(party[u"name"_s].toString(), u"Cornelia"_s);
        QCOMPARE(party[u"decisions"_s][0][u"comment"_s].toString(), u"Da sind wir selbst dort"_s);
    }

    void requestersAreForgotten_data() { TestDatabase::backends(); }
    void requestersAreForgotten() // PLT-158, PLT-159
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString running = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        const QString confirmed = world.confirmed(u"2027-09-01"_s, u"2027-09-02"_s);
        const QString denied = world.booked(u"2027-10-01"_s, u"2027-10-02"_s);
        QVERIFY(world.deny(u"Cornelia"_s, denied, {{u"comment"_s, u"Mara, leider nein"_s}}));
        const QString canceled = world.booked(u"2027-11-01"_s, u"2027-11-02"_s);
        QVERIFY(world.cancel(BookingWorld::requester(), canceled, u"Mara ist krank"_s));
        const QString other =
            world.booked(u"2027-12-01"_s, u"2027-12-02"_s,
                         {{u"requester_email"_s, u"jonas@gast.example"_s}, {u"requester_first_name"_s, u"Jonas"_s}});
        world.clock->advance(std::chrono::days(6));
        const auto reminders = [&world](storage::Transaction &tx) {
            return mailDigests(*world.environment, tx, world.resourceId, u"2027-03-07"_s, world.clock->now());
        };
        QVERIFY(world.db->writeBlocking(reminders));
        QVERIFY(world.wait(world.service.recover({}, mara.email, u"de"_s)));
        const qint64 before = world.count(u"SELECT MAX(sequence) FROM changes"_s);

        eraseAll(world, mara);
        const QString all = everythingIn(world);
        for (const QString &trace : {u"mara@gast.example"_s, u"Mara"_s, u"Mit Hund"_s, u"leider"_s, u"krank"_s})
            QVERIFY2(!all.contains(trace), qPrintable(trace));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM recovery_requests"_s), 0);

        const BookingView view = world.seen(running);
        QCOMPARE(view.range, (DateRange{QDate(2027, 8, 1), QDate(2027, 8, 5)}));
        QCOMPARE(view.status, BookingStatus::Pending);
        QCOMPARE(view.firstName, u"Jemand"_s);
        QCOMPARE(world.seen(confirmed).status, BookingStatus::Confirmed);
        QCOMPARE(world.seen(denied).status, BookingStatus::Denied);
        QCOMPARE(world.seen(canceled).status, BookingStatus::Canceled);
        QCOMPARE(world.seen(other).firstName, u"Jonas"_s);
        QCOMPARE(codeOf(world.wait(world.service.find(BookingWorld::requester(QString()), denied))), u"not_found"_s);
        QVERIFY(world.count(u"SELECT MAX(sequence) FROM changes"_s) > before); // open calendars are told
        QCOMPARE(codeOf(world.submit(world.request(u"2027-09-02"_s, u"2027-09-03"_s))), u"booking_conflict"_s);
    }

    void domainsOfAnyScriptAreFound() // BKG-013: stored as A-labels, named as people write them
    {
        BookingWorld world(u"sqlite"_s);
        const Person tilda{{}, u"tilda@gäste.example"_s};
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"requester_email"_s, tilda.email}});
        QVERIFY(world.wait(world.service.recover({}, tilda.email, u"de"_s)));
        QCOMPARE(collected(world, tilda)[u"bookings"_s].toArray().size(), 1);
        eraseAll(world, tilda);
        QCOMPARE(world.seen(id).firstName, u"Jemand"_s);
        QVERIFY(!everythingIn(world).contains(u"tilda@"_s));
    }

    void nobodyIsMailedAboutAnErasedRequest_data() { TestDatabase::backends(); }
    void nobodyIsMailedAboutAnErasedRequest() // PLT-159
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        eraseAll(world, mara);
        (void)world.takeMails();
        for (const QString &party : {u"Ingeborg"_s, u"Cornelia"_s, u"Angelika"_s})
            QVERIFY(world.approve(party, id));
        QCOMPARE(toText(world.seen(id).status), u"confirmed"_s);
        QStringList mails = world.takeMails();
        mails.sort();
        QCOMPARE(mails, (QStringList{u"booking_confirmed > angelika@haus.example"_s,
                                     u"booking_confirmed > cornelia@haus.example"_s,
                                     u"booking_confirmed > ingeborg@haus.example"_s}));
    }

    void partiesLoseTheirAddress_data() { TestDatabase::backends(); }
    void partiesLoseTheirAddress() // PLT-158, PLT-159, BKG-003, BKG-006
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.links.onRenewed(
            [&world](storage::Transaction &tx, const identity::Link &link, const operations::Actor &actor,
                     Instant now) { return mailRenewedLink(*world.environment, tx, link, actor, now); });
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto find = [&world](storage::Transaction &tx) {
            return identity::LinkStore(tx).find(identity::LinkOwner::approver(world.party(u"Cornelia"_s)));
        };
        const auto link = world.db->readBlocking(find);
        const QString token = world.links.token(**link);
        (void)world.takeMails();

        eraseAll(world, cornelia);
        QVERIFY(!everythingIn(world).contains(cornelia.email));
        QVERIFY(world.wait(world.links.look(token))->state != identity::LinkState::Good);
        QCOMPARE(world.takeMails(), QStringList());
        QCOMPARE(world.approvalsOf(id)[1], u"Cornelia:no_response"_s); // the family still decides
        QCOMPARE(codeOf(world.submit(world.request(u"2027-10-01"_s, u"2027-10-03"_s))), u"resource_closed"_s);
    }
};

QTEST_GUILESS_MAIN(TestBookingPersonalData)
#include "tst_bookingpersonaldata.moc"
