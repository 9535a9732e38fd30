// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/calendarlayout.h"
#include "tests/pages/pagesworld.h"

#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::pages;
using namespace Qt::StringLiterals;

namespace
{

bookings::BookingView stay(QDate from, QDate to)
{
    bookings::BookingView view;
    view.id = from.toString(Qt::ISODate);
    view.range = {from, to};
    return view;
}

} // namespace

class TestCalendarPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void weeksBeginOnMonday()
    {
        const CalendarFrame frame{QDate(2027, 9, 9), QDate(2029, 3, 9)};
        const auto weeks =
            monthWeeks(2027, 9, frame,
                       {stay(QDate(2027, 8, 20), QDate(2027, 9, 1)), stay(QDate(2027, 9, 17), QDate(2027, 9, 21))});
        QCOMPARE(weeks.size(), 5);
        QCOMPARE(weeks.first().days.first().date, QDate(2027, 8, 30));
        QCOMPARE(weeks.last().days.last().date, QDate(2027, 10, 3));
        QVERIFY(weeks.first().days.first().otherMonth && weeks.first().days.first().past);
        QVERIFY(weeks.at(1).days.at(3).today && !weeks.at(1).days.at(3).past);
        QVERIFY(weeks.at(1).days.at(5).weekend && weeks.at(1).days.at(6).weekend);
        const CalendarBar running = weeks.at(0).bars.first();
        QVERIFY(running.openStart && !running.openEnd);
        QCOMPARE(running.column, 1);
        QCOMPARE(running.days, 3);
        QCOMPARE(weeks.at(2).bars.first().column, 5);
        QVERIFY(weeks.at(2).bars.first().openEnd && weeks.at(3).bars.first().openStart);
        QCOMPARE(weeks.at(3).bars.first().days, 2);
    }

    void beyondTheHorizon()
    {
        const CalendarFrame frame{QDate(2027, 9, 9), QDate(2027, 9, 20)};
        const auto weeks = monthWeeks(2027, 9, frame, {});
        QVERIFY(!weeks.at(3).days.at(0).beyond);
        QVERIFY(weeks.at(3).days.at(1).beyond);
    }

    void yearMarksRuns()
    {
        const auto days = yearMonth(2027, 2, {QDate(2027, 1, 1), {}}, {stay(QDate(2027, 1, 30), QDate(2027, 2, 2))});
        QCOMPARE(days.size(), 28);
        QVERIFY(days.at(0).booking && !days.at(0).first && !days.at(0).start);
        QVERIFY(days.at(1).last && !days.at(2).booking);
        QVERIFY(
            yearMonth(2028, 1, {QDate(2027, 1, 1), {}}, {stay(QDate(2027, 12, 30), QDate(2028, 1, 2))}).at(0).start);
    }

    void initials()
    {
        bookings::PartyLabel anna{u"1"_s, u"Anna"_s, {}, 0}, alma{u"2"_s, u"Alma"_s, {}, 1},
            bert{u"3"_s, u"bert"_s, {}, 2};
        const auto made = initialsOf({anna, alma, bert});
        QCOMPARE(made.value(u"1"_s), u"An"_s);
        QCOMPARE(made.value(u"2"_s), u"Al"_s);
        QCOMPARE(made.value(u"3"_s), u"B"_s);
    }

    // Section 15, calendar; BKG-062, BKG-105, S15.
    void monthShowsWhoIsThere()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.booked(u"2027-08-03"_s, u"2027-08-06"_s,
                              {{u"requester_first_name"_s, u"Jonas"_s}, {u"description"_s, u"geheim"_s}});
        const QString denied =
            world.bookings.booked(u"2027-08-10"_s, u"2027-08-12"_s, {{u"requester_first_name"_s, u"Zoe"_s}});
        QVERIFY(world.bookings.deny(u"Cornelia"_s, denied));
        const auto page = world.get(world.calendar() + u"?year=2027&month=8"_s);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.heading(), u"August 2027"_s);
        QVERIFY(page.says(u"Jonas · 03.–06.08.2027"_s));
        QVERIFY(page.html.contains("Jonas, 03."_L1)); // spoken
        QVERIFY(page.says(u"Angefragt"_s));
        QVERIFY(!page.says(u"Zoe"_s));
        QVERIFY(!page.html.contains("geheim"_L1) && !page.html.contains("gast.example"_L1));
        QVERIFY(!page.linkTo(u"Zeitraum anfragen"_s).isEmpty());
        QVERIFY(page.linkTo(u"Weiter"_s).endsWith(u"year=2027&month=9"_s));
        QVERIFY(world.get(world.calendar() + u"?year=2027&month=5"_s).says(u"In diesem Monat ist das Haus frei."_s));
        // Details of a public one, and 404 for a denied one (BKG-063).
        const auto details =
            world.get(page.linkTo(u"Jonas, 03.\u2060–\u206006.08.2027, Angefragt, Cornelia, 4 Personen"_s));
        QVERIFY(details.status == 200 || details.status == 404);
        QCOMPARE(world.get(world.calendar() + u'/' + denied).status, 404);
        QCOMPARE(world.get(u"/calendar/unknown-house"_s).status, 404);
    }

    // A bar of one day has room for a letter on a phone; its whole name is spoken, and stands behind the link.
    void barsOfOneDayHaveAnInitial()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.booked(u"2027-08-04"_s, u"2027-08-04"_s, {{u"requester_first_name"_s, u"élodie"_s}});
        world.bookings.booked(u"2027-08-08"_s, u"2027-08-09"_s,
                              {{u"requester_first_name"_s, u"Jonas"_s}}); // a Sunday and a Monday
        world.bookings.booked(u"2027-08-17"_s, u"2027-08-19"_s, {{u"requester_first_name"_s, u"Tilda"_s}});
        const auto page = world.get(world.calendar() + u"?year=2027&month=8"_s);
        const auto times = [&page](const QString &text) { return page.html.count(text); };
        QCOMPARE(times(u"<span class=\"initial\">É</span><span class=\"name\">élodie</span>"_s), 1);
        QCOMPARE(times(u"<span class=\"initial\">J</span>"_s), 2); // the ends of two weeks
        QCOMPARE(times(u"<span class=\"initial\">"_s), 3);
        QVERIFY(page.says(u"élodie · 04.08.2027"_s));
        QVERIFY(page.html.contains(u"aria-label=\"élodie, 04.08.2027"_s));
    }

    void yearInBothLanguages()
    {
        for (const QString &language : {u"de"_s, u"en"_s}) {
            PagesWorld world(u"sqlite"_s, language);
            world.bookings.booked(u"2027-08-03"_s, u"2027-08-06"_s);
            const auto page = world.get(world.calendar() + u"?view=year&year=2027"_s);
            QCOMPARE(page.status, 200);
            QCOMPARE(page.heading(), u"2027"_s);
            QVERIFY(page.says(language == "de"_L1 ? u"Dezember"_s : u"December"_s));
            QVERIFY(page.html.contains("run pending party"_L1));
        }
    }

    void oddAddressesAreHarmless()
    {
        PagesWorld world(u"sqlite"_s);
        for (const QString &query : {u"?year=0&month=0"_s, u"?year=99999999999&month=-4"_s, u"?view=year&year=abc"_s,
                                     u"?month=13"_s, u"?lang=xx&view=%00"_s})
            QCOMPARE(world.get(world.calendar() + query).status, 200);
    }

    // BKG-003, S3.
    void closedHouse()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.exec(u"UPDATE resources SET status = 'closed'"_s);
        const auto page = world.get(world.calendar());
        QVERIFY(page.says(u"Das Haus nimmt gerade keine Anfragen an."_s));
        QVERIFY(page.linkTo(u"Zeitraum anfragen"_s).isEmpty());
        QCOMPARE(world.get(world.calendar() + u"/request"_s).heading(), u"Gerade geschlossen"_s);
    }
};

QTEST_GUILESS_MAIN(TestCalendarPages)
#include "tst_calendarpages.moc"
