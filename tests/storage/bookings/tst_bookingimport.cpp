// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingfeed.h"
#include "core/bookings/bookingimport.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QFile>
#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray head = "start_date,end_date,requester_first_name,requester_email,party_size,affiliation,status\r\n";

BookingCaller operatorCaller()
{
    BookingCaller caller;
    caller.kind = BookingCaller::Kind::Operator;
    caller.actor = {u"admin_cli"_s, {}, {}, {}};
    return caller;
}

Result<BookingImportReport> import(BookingWorld &world, const QByteArray &content, BookingImportOptions options = {},
                                   const BookingCaller &caller = operatorCaller())
{
    BookingImport imports(*world.db, world.clock, world.environment);
    return world.wait(imports.run(caller, world.resourceId, content, options));
}

/// "2:created", "3:error /party_size:out_of_range", "4:conflict with 2", "5:conflict with stored" of every row.
QStringList rowsOf(const Result<BookingImportReport> &report)
{
    QStringList rows;
    for (const ImportedBooking &row : report->rows) {
        QString text = QString::number(row.row) + u':' + row.result;
        for (const FieldError &problem : row.problems)
            text += u' ' + problem.pointer + u':' + problem.code;
        for (const ImportConflict &conflict : row.conflicts)
            text +=
                u" with "_s + (conflict.row == 0 ? u"stored "_s + conflict.firstName : QString::number(conflict.row));
        rows.append(text);
    }
    return rows;
}

qint64 bookingCount(BookingWorld &world)
{
    return world.count(u"SELECT COUNT(*) FROM bookings"_s);
}

} // namespace

/// Bookings that were kept elsewhere (docs/adr/0045).
class TestBookingImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodRowsAreBookedWithoutMails_data() { TestDatabase::backends(); }
    void goodRowsAreBookedWithoutMails()
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto report = import(world, head + "2019-08-01,2019-08-05,Mara,Mara@Gast.example,4,cornelia,\r\n"
                                                 "2029-08-01,2029-08-20,Jonas,jonas@gast.example,2,Ingeborg,confirmed\n"
                                                 "2027-08-01,2027-08-02,Lena,lena@gast.example,1,Angelika,pending\n");
        QVERIFY(report && report->written);
        QCOMPARE(rowsOf(report), (QStringList{u"2:created"_s, u"3:created"_s, u"4:created"_s}));
        QCOMPARE(world.takeMails(), QStringList());
        const QString past = report->rows.at(0).bookingId, pending = report->rows.at(2).bookingId;
        const BookingView view = world.seen(past);
        QVERIFY(view.status == BookingStatus::Confirmed && view.isPast && view.affiliation.name == u"Cornelia"_s);
        QCOMPARE(world.timelineOf(past), (QStringList{u"submitted"_s, u"confirmed"_s}));
        QCOMPARE(world.approvalsOf(past),
                 (QStringList{u"Ingeborg:approved"_s, u"Cornelia:approved"_s, u"Angelika:approved"_s})); // BKG-061
        QVERIFY(world.seen(pending).status == BookingStatus::Pending);
        QVERIFY(world.approve(u"Ingeborg"_s, pending)); // it goes on like any other
        (void)world.takeMails();
        // BKG-084: the requester can ask for a link although no mail ever went out.
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM links WHERE kind = 'personal' AND email = 'mara@gast.example'"_s),
                 1);
    }

    void nothingIsWrittenWhenOneRowIsBad_data() { TestDatabase::backends(); }
    void nothingIsWrittenWhenOneRowIsBad()
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-08-10"_s, u"2027-08-12"_s, {{u"requester_first_name"_s, u"Otto"_s}});
        const auto report = import(world, head + "2027-08-01,2027-08-05,Mara,mara@gast.example,4,Cornelia,\n"
                                                 "2027-08-05,2027-08-06,Jonas,jonas@gast.example,40,Cornelia,\n"
                                                 "2027-08-12,2027-08-14,Lena,lena@gast.example,2,Nobody,\n"
                                                 "2027-08-20,2027-08-19,Rita,rita@gast.example,2,Cornelia,\n"
                                                 "2027-02-01,2027-02-02,Uwe,uwe@gast.example,2,Cornelia,pending\n"
                                                 "2027-08-12,2027-08-12,Eva,eva@gast.example,2,Cornelia,canceled\n"
                                                 "2027-08-11,2027-08-11,Ida,ida@gast.example,2,Cornelia,\n");
        QVERIFY(report && !report->written && report->hasErrors());
        QCOMPARE(rowsOf(report), (QStringList{u"2:conflict with 3"_s, u"3:error /party_size:out_of_range with 2"_s,
                                              u"4:error /affiliation:unknown_party with stored Otto"_s,
                                              u"5:error /end_date:end_before_start"_s, u"6:error /end_date:in_past"_s,
                                              u"7:skipped"_s, u"8:conflict with stored Otto"_s}));
        QCOMPARE(bookingCount(world), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM links WHERE email <> 'mara@gast.example'"_s), 0);
    }

    void dryRunSaysTheSameAndWritesNothing()
    {
        BookingWorld world(u"sqlite"_s);
        BookingImportOptions options;
        options.dryRun = true;
        const QByteArray file = head + "2027-08-01,2027-08-05,Mara,mara@gast.example,4,Cornelia,\n";
        QCOMPARE(rowsOf(import(world, file, options)), (QStringList{u"2:created"_s}));
        QCOMPARE(bookingCount(world), 0);
        QVERIFY(import(world, file)->written);
        // Once more: its own bookings are in the way.
        QCOMPARE(rowsOf(import(world, file)), (QStringList{u"2:conflict with stored Mara"_s}));
        QCOMPARE(bookingCount(world), 1);
    }

    void calendarFileOfAnotherProgram()
    {
        BookingWorld world(u"sqlite"_s);
        const QByteArray file =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n"
            "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270801\r\nDTEND;VALUE=DATE:20270806\r\n"
            "SUMMARY:Mara\r\nORGANIZER:MAILTO:Mara@Gast.example\r\nEND:VEVENT\r\n"
            "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20270901\r\nSUMMARY:Jonas\\, 3 Personen\r\n"
            "STATUS:TENTATIVE\r\nEND:VEVENT\r\n"
            "BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20271001\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
            "END:VCALENDAR\r\n";
        BookingImportOptions options;
        options.format = BookingFileFormat::ICalendar;
        options.affiliation = u"Angelika"_s;
        options.email = u"house@gast.example"_s;
        const auto report = import(world, file, options);
        QCOMPARE(rowsOf(report), (QStringList{u"1:created"_s, u"2:created"_s, u"3:skipped"_s}));
        const BookingView mara = world.seen(report->rows.at(0).bookingId);
        const BookingView jonas = world.seen(report->rows.at(1).bookingId);
        QCOMPARE(mara.range, (DateRange{QDate(2027, 8, 1), QDate(2027, 8, 5)}));
        QVERIFY(mara.status == BookingStatus::Confirmed && jonas.status == BookingStatus::Pending);
        QCOMPARE(jonas.range.totalDays(), 1);
        QCOMPARE(jonas.firstName + u' ' + QString::number(jonas.partySize), u"Jonas 3"_s);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM bookings WHERE requester_email = 'mara@gast.example'"_s), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM bookings WHERE requester_email = 'house@gast.example'"_s), 1);
    }

    void ownFeedComesBackAsItWas() // BKG-119
    {
        BookingWorld world(u"sqlite"_s);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        world.confirmed(u"2027-09-01"_s, u"2027-09-01"_s, {{u"requester_first_name"_s, u"Łukasz"_s}});
        const QByteArray feed = writeCalendar(*world.wait(world.service.houseFeed(world.slug)));
        const auto file = readBookingFile(feed, BookingFileFormat::ICalendar);
        QVERIFY(file);
        QCOMPARE(file->bookings.size(), 2);
        const QJsonObject last = file->bookings.last().body;
        QCOMPARE(last.value(u"start_date"_s).toString() + last.value(u"end_date"_s).toString(),
                 u"2027-09-012027-09-01"_s);
        QCOMPARE(last.value(u"requester_first_name"_s), u"Łukasz"_s);
        QCOMPARE(last.value(u"party_size"_s), 4);
        QCOMPARE(file->bookings.first().status + file->bookings.last().status, u"pendingconfirmed"_s);
    }

    void eventsThatAreNoStays_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("problem");
        QTest::newRow("hours") << QByteArray("DTSTART:20270801T100000Z\r\nDTEND:20270801T120000Z")
                               << u"/start_date:whole_days_only"_s;
        QTest::newRow("recurring") << QByteArray("DTSTART;VALUE=DATE:20270801\r\nRRULE:FREQ=WEEKLY")
                                   << u"/start_date:recurring_event"_s;
        QTest::newRow("no start") << QByteArray("DURATION:P2D") << u"/start_date:required"_s;
        QTest::newRow("unreadable") << QByteArray("DTSTART;VALUE=DATE:tomorrow") << u"/start_date:required"_s;
    }
    void eventsThatAreNoStays()
    {
        QFETCH(QByteArray, event);
        QFETCH(QString, problem);
        BookingWorld world(u"sqlite"_s);
        BookingImportOptions options;
        options.format = BookingFileFormat::ICalendar;
        options.affiliation = u"Angelika"_s;
        options.email = u"house@gast.example"_s;
        const auto report = import(world,
                                   "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Mara\r\n" + event +
                                       "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                                   options);
        QVERIFY(report);
        QVERIFY2(rowsOf(report).first().contains(problem), qPrintable(rowsOf(report).first()));
        QCOMPARE(bookingCount(world), 0);
    }

    void fileAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isCalendar");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty csv") << QByteArray() << false << u"validation_failed"_s;
        QTest::newRow("no dates") << QByteArray("requester_first_name\nMara\n") << false << u"validation_failed"_s;
        QTest::newRow("column twice") << QByteArray(head).replace("party_size", "status") << false
                                      << u"validation_failed"_s;
        QTest::newRow("broken csv") << QByteArray("start_date,\"end") << false << u"csv_malformed"_s;
        QTest::newRow("no calendar") << QByteArray("BEGIN:VCARD\r\nEND:VCARD\r\n") << true << u"calendar_malformed"_s;
        QTest::newRow("nonsense") << QByteArray("%PDF-1.4 \x01\x02") << true << u"calendar_malformed"_s;
        QTest::newRow("empty calendar") << QByteArray() << true << u"calendar_malformed"_s;
    }
    void fileAsAWhole()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, isCalendar);
        QFETCH(QString, code);
        const auto read = readBookingFile(content, isCalendar ? BookingFileFormat::ICalendar : BookingFileFormat::Csv);
        QCOMPARE(codeOf(read), code);
    }

    void sampleOfTheDemoFits() // installer/fill-demo moves its dates by whole weeks
    {
        BookingWorld world(u"sqlite"_s);
        QFile sample(QStringLiteral(PORTIER_SAMPLE_BOOKINGS));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        const auto report = import(world, sample.readAll());
        QVERIFY(report);
        QVERIFY2(report->written, qPrintable(rowsOf(report).join(u'\n')));
        QVERIFY(report->ignoredColumns.isEmpty() && report->rows.size() >= 20);
        // Some wait to be decided, and none of them is over within the week that the demo may be moved by.
        QVERIFY(world.count(u"SELECT COUNT(*) FROM bookings WHERE status = 'pending'"_s) >= 3);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM bookings WHERE status = 'pending' AND end_date < '2027-03-08'"_s),
                 0);
    }

    void onlyAdminsImport()
    {
        BookingWorld world(u"sqlite"_s);
        const QByteArray file = head + "2027-08-01,2027-08-05,Mara,mara@gast.example,4,Cornelia,\n";
        QCOMPARE(codeOf(import(world, file, {}, world.approver(u"Cornelia"_s))), u"forbidden"_s);
        QCOMPARE(bookingCount(world), 0);
    }
};

QTEST_GUILESS_MAIN(TestBookingImport)
#include "tst_bookingimport.moc"
