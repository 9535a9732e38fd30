// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingfeed.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString mara = u"mara@gast.example"_s;

/// "2027-08-01..2027-08-05 confirmed Mara, 4 Personen" of every event.
QStringList rowsOf(const CalendarFile &file)
{
    static const QStringList states{u"tentative"_s, u"confirmed"_s, u"cancelled"_s};
    QStringList rows;
    for (const CalendarEvent &event : file.events)
        rows.append(u"%1..%2 %3 %4"_s.arg(event.days.start.toString(Qt::ISODate), event.days.end.toString(Qt::ISODate),
                                          states.at(static_cast<int>(event.state)), event.summary));
    return rows;
}

CalendarFile house(BookingWorld &world)
{
    return *world.wait(world.service.houseFeed(world.slug));
}
CalendarFile own(BookingWorld &world, const QString &email = mara)
{
    return *world.wait(world.service.ownFeed(email));
}

} // namespace

/// What calendar programs see of a house and of one requester (bookings.md section 14).
class TestBookingFeeds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void houseShowsWhoComesAndNothingElse_data() { TestDatabase::backends(); }
    void houseShowsWhoComesAndNothingElse() // BKG-119, BKG-066, S80
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.environment->instanceId = u"house-1"_s;
        const QString pending = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        world.confirmed(u"2027-09-01"_s, u"2027-09-01"_s, {{u"party_size"_s, 1}});
        const CalendarFile file = house(world);
        QCOMPARE(file.name, u"Ferienhaus"_s);
        QCOMPARE(rowsOf(file), (QStringList{u"2027-08-01..2027-08-05 tentative Mara, 4 Personen"_s,
                                            u"2027-09-01..2027-09-01 confirmed Mara, 1 Personen"_s}));
        QCOMPARE(file.events.first().uid, pending + u"@house-1"_s); // BKG-120
        const QByteArray bytes = writeCalendar(file);
        QVERIFY(!bytes.contains("Hund") && !bytes.contains("gast.example") && !bytes.contains("Ingeborg"));
        QCOMPARE(codeOf(world.wait(world.service.houseFeed(u"nowhere"_s))), u"not_found"_s);
    }

    void windowIsTwelveMonthsBackToTheHorizon_data() { TestDatabase::backends(); }
    void windowIsTwelveMonthsBackToTheHorizon() // BKG-119
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.confirmed(u"2027-03-01"_s, u"2027-03-03"_s);
        world.booked(u"2028-08-31"_s, u"2028-09-02"_s); // the horizon is 18 months
        QCOMPARE(house(world).events.size(), 2);
        world.advanceTo(u"2028-03-03T12:00"_s);
        QCOMPARE(house(world).events.size(), 2); // its last day is still inside
        world.advanceTo(u"2028-03-04T12:00"_s);
        QCOMPARE(house(world).events.size(), 1);
        QCOMPARE(own(world).events.size(), 2); // the requester keeps the history
    }

    void ownFeedHasTheOwnStaysOnly_data() { TestDatabase::backends(); }
    void ownFeedHasTheOwnStaysOnly() // BKG-119
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        world.booked(u"2027-06-01"_s, u"2027-06-02"_s,
                     {{u"requester_email"_s, u"jonas@gast.example"_s},
                      {u"requester_first_name"_s, u"Jonas"_s},
                      {u"language"_s, u"en"_s}});
        const CalendarFile file = own(world);
        QCOMPARE(rowsOf(file), (QStringList{u"2027-08-01..2027-08-05 tentative Mara, 4 Personen"_s}));
        QCOMPARE(file.events.first().description, u"Mit Hund"_s);
        QCOMPARE(file.events.first().location, u"Ferienhaus"_s);
        const CalendarFile english = own(world, u"jonas@gast.example"_s);
        QCOMPARE(english.name, u"My stays"_s);
        QCOMPARE(rowsOf(english), (QStringList{u"2027-06-01..2027-06-02 tentative Jonas, 4 people"_s}));
        QVERIFY(own(world, u"nobody@gast.example"_s).events.isEmpty());
    }

    void sequenceGrowsAndTheUidStays_data() { TestDatabase::backends(); }
    void sequenceGrowsAndTheUidStays() // BKG-120, BKG-121, S80
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QString uid = house(world).events.first().uid;
        int sequence = house(world).events.first().sequence;
        const auto next = [&](bool grows) {
            const CalendarEvent event = house(world).events.first();
            QCOMPARE(event.uid, uid);
            QVERIFY2(grows ? event.sequence > sequence : event.sequence == sequence, qPrintable(event.summary));
            sequence = event.sequence;
        };
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-07"_s}}));
        next(true);
        QVERIFY(world.edit(id, {{u"party_size"_s, 2}}));
        next(true);
        QVERIFY(world.edit(id, {{u"description"_s, u"Mit Hund"_s}}));
        next(false);
        QVERIFY(world.deny(u"Cornelia"_s, id));
        next(true);
        QCOMPARE(rowsOf(house(world)), (QStringList{u"2027-08-01..2027-08-07 cancelled Findet nicht statt"_s}));
        QVERIFY(world.reopen(id));
        next(true);
        QCOMPARE(rowsOf(house(world)), (QStringList{u"2027-08-01..2027-08-07 tentative Mara, 2 Personen"_s}));
    }

    void deniedAndCanceledLookAlikeForThirtyDays_data() { TestDatabase::backends(); }
    void deniedAndCanceledLookAlikeForThirtyDays() // BKG-121
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString denied = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        const QString canceled = world.booked(u"2027-09-01"_s, u"2027-09-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        QVERIFY(world.deny(u"Cornelia"_s, denied));
        QVERIFY(world.cancel(BookingWorld::requester(), canceled));
        for (CalendarFile file : {house(world), own(world)}) {
            QCOMPARE(file.events.size(), 2);
            CalendarEvent &first = file.events[0], &second = file.events[1];
            QCOMPARE(first.sequence, second.sequence);
            second.uid = first.uid;
            second.days = first.days;
            QCOMPARE(first, second);
            QVERIFY(first.state == CalendarEvent::State::Cancelled && first.description.isEmpty());
        }
        world.advanceTo(u"2027-03-31T09:59"_s);
        QCOMPARE(house(world).events.size(), 2);
        world.advanceTo(u"2027-03-31T12:00"_s); // thirty days, and an hour of summer time
        QCOMPARE(house(world).events.size(), 0);
        QCOMPARE(own(world).events.size(), 0);
    }

    void fileIsWellFormed() // BKG-119, BKG-120, RFC 5545 3.1
    {
        CalendarEvent event;
        event.uid = u"1@house"_s;
        event.sequence = 3;
        event.changedAt = fromMs(1'800'000'000'000);
        event.days = {QDate(2028, 2, 28), QDate(2028, 2, 29)};
        event.summary = u"Łukasz, 2; \\ Personen"_s;
        event.description = u"Zeile eins\nBEGIN:VEVENT "_s + u"🙂ü"_s.repeated(60);
        event.state = CalendarEvent::State::Tentative;
        const QByteArray bytes = writeCalendar({u"Haus, am; See"_s, {event}});
        QCOMPARE(bytes.count('\n'), bytes.count("\r\n"));
        QByteArray unfolded = bytes;
        for (const QByteArray &line : bytes.split('\n')) {
            QVERIFY2(line.size() <= 76, line.constData()); // 75 octets and the carriage return
            QVERIFY(QString::fromUtf8(line).toUtf8() == line);
        }
        unfolded.replace("\r\n ", "");
        const QByteArrayList lines = unfolded.split('\n');
        for (const char *line : {"VERSION:2.0", "NAME:Haus\\, am\\; See", "X-WR-CALNAME:Haus, am; See",
                                 "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "UID:1@house", "DTSTAMP:20270115T080000Z",
                                 "SEQUENCE:3", "DTSTART;VALUE=DATE:20280228", "DTEND;VALUE=DATE:20280301",
                                 "SUMMARY:Łukasz\\, 2\\; \\\\ Personen", "STATUS:TENTATIVE"})
            QVERIFY2(lines.contains(QByteArray(line) + '\r'), line);
        QCOMPARE(lines.count("BEGIN:VEVENT\r"), 1);
        QVERIFY(!bytes.contains("METHOD"));
        QCOMPARE(writeCalendar({u"Haus, am; See"_s, {event}}), bytes);
    }

    void everyLengthIsFoldedWhole() // libical 3.0 tears a CR from its LF at some lengths
    {
        for (int length = 40; length < 240; ++length) {
            CalendarEvent event;
            event.uid = u"x"_s.repeated(length);
            event.days = {QDate(2027, 8, 1), QDate(2027, 8, 1)};
            event.summary = u"ü"_s.repeated(length);
            const QByteArray bytes = writeCalendar({u"Haus"_s, {event}});
            QVERIFY2(!bytes.contains("\r\r"), qPrintable(QString::number(length)));
            for (const QByteArray &line : bytes.split('\n'))
                QVERIFY2(line.size() <= 76 && line != " \r", line.constData());
            QByteArray unfolded = bytes;
            unfolded.replace("\r\n ", "");
            QVERIFY(unfolded.contains("\r\nUID:" + event.uid.toUtf8() + "\r\n"));
            QVERIFY(unfolded.contains("\r\nSUMMARY:" + event.summary.toUtf8() + "\r\n"));
        }
    }
};

QTEST_GUILESS_MAIN(TestBookingFeeds)
#include "tst_bookingfeeds.moc"
