// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingform.h"
#include "tests/pages/pagesworld.h"

#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

QMap<QString, QString> typed(PagesWorld &world, const QString &start, const QString &end)
{
    return {{u"start"_s, start},
            {u"end"_s, end},
            {u"persons"_s, u"4"_s},
            {u"affiliation"_s, world.bookings.party(u"Cornelia"_s)},
            {u"name"_s, u"Tilda"_s},
            {u"email"_s, u"Tilda@Gast.example"_s},
            {u"description"_s, u"Zeile 1\nZeile \"2\" <b>"_s}};
}

} // namespace

class TestRequestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // BKG-123: dates as people type them.
    void typedDates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("date");
        QTest::newRow("iso") << u"2027-10-01"_s << QDate(2027, 10, 1);
        QTest::newRow("german") << u"01.10.2027"_s << QDate(2027, 10, 1);
        QTest::newRow("short") << u" 1.10.27 "_s << QDate(2027, 10, 1);
        QTest::newRow("spaced") << u"1. 10. 2027"_s << QDate(2027, 10, 1);
        QTest::newRow("no such day") << u"31.02.2027"_s << QDate();
        QTest::newRow("english order") << u"10/01/2027"_s << QDate();
        QTest::newRow("empty") << QString() << QDate();
        QTest::newRow("words") << u"morgen"_s << QDate();
    }
    void typedDates()
    {
        QFETCH(QString, text);
        QFETCH(QDate, date);
        QCOMPARE(pages::typedDate(text).value_or(QDate()), date);
    }

    // S14, S15, BKG-027.
    void submitting()
    {
        for (const QString &language : {u"de"_s, u"en"_s}) {
            PagesWorld world(u"sqlite"_s, language);
            const auto form = world.get(world.calendar() + u"/request"_s);
            QCOMPARE(form.status, 200);
            const auto sent = world.send(form, typed(world, u"01.08.2027"_s, u"05.08.2027"_s));
            QCOMPARE(sent.heading(), language == "de"_L1 ? u"Anfrage notiert"_s : u"Request recorded"_s);
            QVERIFY(sent.says(language == "de"_L1 ? u"01.–05.08.2027"_s : u"1–5 Aug 2027"_s));
            QVERIFY(!sent.html.contains("lk_"_L1) && !sent.html.contains("gast.example"_L1));
            QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM bookings WHERE language = ?"_s, {language}), 1);
            QCOMPARE(world.bookings.takeMails().size(), 4);
            // BKG-125: the same rendering once more is the same request.
            QCOMPARE(world.send(form, typed(world, u"01.08.2027"_s, u"05.08.2027"_s)).heading(), sent.heading());
            QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM bookings"_s), 1);
            QCOMPARE(world.bookings.takeMails().size(), 0);
        }
    }

    // BKG-124, BKG-098, BKG-099, S24: no client has checked anything; everything typed stays, errors are listed and
    // bound to their fields.
    void errorsKeepWhatWasTyped()
    {
        PagesWorld world(u"sqlite"_s);
        auto fields = typed(world, u"31.02.2027"_s, u"2027-08-05"_s);
        fields.insert(u"name"_s, u"R2 <D2>"_s);
        fields.insert(u"email"_s, u"tilda@@"_s);
        fields.insert(u"persons"_s, u"elf"_s);
        const auto form = world.get(world.calendar() + u"/request"_s);
        const auto refused = world.send(form, fields);
        QCOMPARE(refused.status, 422);
        for (const QString &id : {u"start"_s, u"name"_s, u"email"_s, u"persons"_s}) {
            QVERIFY2(refused.html.contains(u"href=\"#%1\""_s.arg(id)), qPrintable(id));
            QVERIFY2(refused.html.contains(u"id=\"%1-error\""_s.arg(id)), qPrintable(id));
        }
        const auto kept = refused.fields();
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            QCOMPARE(kept.value(it.key()), it.value());
        }
        QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM bookings"_s), 0);
        // Mended, the same form goes through: a refused rendering is not used up.
        QCOMPARE(world.send(refused, typed(world, u"2027-08-01"_s, u"2027-08-05"_s)).heading(), u"Anfrage notiert"_s);
    }

    void emptyFormNamesEveryField() // BKG-124
    {
        PagesWorld world(u"sqlite"_s);
        const auto refused = world.send(world.get(world.calendar() + u"/request"_s), {{u"persons"_s, QString()}});
        for (const QString &id : {u"start"_s, u"end"_s, u"persons"_s, u"affiliation"_s, u"name"_s, u"email"_s})
            QVERIFY2(refused.html.contains(u"href=\"#%1\""_s.arg(id)), qPrintable(id));
        QVERIFY(refused.says(u"Dein Vorname: Dieses Feld fehlt."_s));
        QVERIFY(refused.says(u"Zu wem gehörst du? Dieses Feld fehlt."_s));
    }

    // BKG-104, S11: all conflicts in place, first names, states, ranges.
    void conflictsAreNamed()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.confirmed(u"2027-08-01"_s, u"2027-08-03"_s, {{u"requester_first_name"_s, u"Oskar"_s}});
        world.bookings.booked(u"2027-08-05"_s, u"2027-08-06"_s, {{u"requester_first_name"_s, u"Jonas"_s}});
        const auto refused =
            world.send(world.get(world.calendar() + u"/request"_s), typed(world, u"2027-08-02"_s, u"2027-08-07"_s));
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.says(u"Oskar ist vom 01.–03.08.2027 schon da."_s));
        QVERIFY(refused.says(u"Jonas hat 05.–06.08.2027 schon angefragt."_s));
        QCOMPARE(refused.fields().value(u"name"_s), u"Tilda"_s);
        // The same with dates from the address, before anything is typed.
        QVERIFY(world.get(world.calendar() + u"/request?start=2027-08-02&end=2027-08-03"_s).says(u"Oskar ist vom"_s));
    }

    // BKG-024, S27: the question stands in the form; declining keeps everything.
    void longStay()
    {
        PagesWorld world(u"sqlite"_s);
        const auto asked =
            world.send(world.get(world.calendar() + u"/request"_s), typed(world, u"2027-08-01"_s, u"2027-08-08"_s));
        QVERIFY(asked.says(u"8 Tage sind lang: üblich sind hier höchstens 7 Tage."_s));
        QVERIFY(asked.html.contains("name=\"long_stay\""_L1));
        QCOMPARE(asked.fields().value(u"name"_s), u"Tilda"_s);
        QCOMPARE(world.send(asked, {{u"long_stay"_s, u"1"_s}}).heading(), u"Anfrage notiert"_s);
    }

    // PLT-041, BKG-128.
    void staleFormsAndLanguageSwitch()
    {
        PagesWorld world(u"sqlite"_s);
        const auto form = world.get(world.calendar() + u"/request"_s);
        auto fields = typed(world, u"2027-08-01"_s, u"2027-08-05"_s);
        auto switched = fields;
        switched.insert(u"lang"_s, u"en"_s);
        const auto english = world.send(form, switched);
        QCOMPARE(english.heading(), u"Request a stay"_s);
        QCOMPARE(english.fields().value(u"name"_s), u"Tilda"_s);
        QVERIFY(english.header("set-cookie").startsWith("__Host-portier-lang=en;"));
        world.bookings.clock->advance(std::chrono::minutes(61));
        const auto stale = world.send(form, fields);
        QVERIFY(stale.says(u"Das Formular war zu lange offen."_s));
        QCOMPARE(stale.fields().value(u"email"_s), u"Tilda@Gast.example"_s);
        QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM bookings"_s), 0);
        QCOMPARE(world.send(stale).heading(), u"Anfrage notiert"_s);
    }

    // BKG-124, BKG-089, S68: a limit refuses, and what was typed is still there for when it is over.
    void limitsKeepWhatWasTyped()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.allowPerDay(1);
        const QString path = world.calendar() + u"/request"_s;
        QCOMPARE(world.send(world.get(path), typed(world, u"2027-08-01"_s, u"2027-08-02"_s)).status, 200);
        const auto refused = world.send(world.get(path), typed(world, u"2027-08-03"_s, u"2027-08-04"_s));
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.says(u"erlaubt sind 1."_s));                                          // BKG-087
        QVERIFY2(refused.says(u"In 14 Stunden geht es weiter."_s), qPrintable(refused.html)); // it is 10:00
        QCOMPARE(refused.header("retry-after"), QByteArray::number(14 * 3600));
        QCOMPARE(refused.fields().value(u"start"_s), u"2027-08-03"_s);
        QCOMPARE(refused.fields().value(u"email"_s), u"Tilda@Gast.example"_s);
        world.bookings.clock->advance(std::chrono::hours(14));
        const auto later = world.send(refused); // the form is too old by then, and still full
        QCOMPARE(world.send(later).heading(), u"Anfrage notiert"_s);
    }
    void recoveryLimitKeepsTheAddress() // BKG-090, BKG-124
    {
        PagesWorld world(u"sqlite"_s);
        const QString path = world.calendar() + u"/recover"_s;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(world.send(world.get(path), {{u"email"_s, u"mara@gast.example"_s}}).status, 200);
            world.bookings.clock->advance(std::chrono::seconds(61));
        }
        const auto refused = world.send(world.get(path), {{u"email"_s, u"mara@gast.example"_s}});
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.fields().value(u"email"_s), u"mara@gast.example"_s);
    }

    // BKG-084: a malformed address is named, and the answer to all others names nobody.
    void recovery()
    {
        PagesWorld world(u"sqlite"_s);
        const QString path = world.calendar() + u"/recover"_s;
        const auto refused = world.send(world.get(path), {{u"email"_s, u"mara"_s}});
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.fields().value(u"email"_s), u"mara"_s);
        QCOMPARE(world.get(path + u"?sent"_s).heading(), u"Schau in deine Mails"_s);
    }

    // S66, S67 on pages: known, unknown and cooling addresses get the same answer; the wish is stored once.
    void recoveryAnswersAllAlike()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QString path = world.calendar() + u"/recover"_s;
        QSet<QString> answers;
        for (const QString &email : {u"mara@gast.example"_s, u"mara@gast.example"_s, u"nobody@gast.example"_s}) {
            const auto page = world.send(world.get(path), {{u"email"_s, email}});
            QCOMPARE(page.heading(), u"Schau in deine Mails"_s);
            answers.insert(page.html);
        }
        QCOMPARE(answers.size(), 1);
        QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM recovery_requests"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestRequestPages)
#include "tst_requestpages.moc"
