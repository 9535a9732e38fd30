// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pages/pagesworld.h"

#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace Qt::StringLiterals;

class TestPersonalPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // BKG-107, section 15: own stays, progress, actions by state, timeline.
    void ownStays()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.bookings.approve(u"Cornelia"_s, id));
        world.bookings.booked(u"2027-06-01"_s, u"2027-06-02"_s, {{u"requester_email"_s, u"other@gast.example"_s}});
        const auto page = world.get(world.personal());
        QCOMPARE(page.status, 200);
        QVERIFY(page.says(u"01.–05.08.2027"_s) && page.says(u"1 von 3 freigegeben"_s));
        QVERIFY(!page.says(u"02.06.2027"_s));
        const auto details = world.get(page.linkTo(u"01.–05.08.2027"_s));
        QCOMPARE(details.heading(), u"Mara: 01.–05.08.2027"_s);
        QVERIFY(details.says(u"Freigaben · 1 von 3"_s));
        QVERIFY(details.says(u"Mara hat angefragt"_s) && details.says(u"Cornelia hat freigegeben"_s));
        QVERIFY(!details.linkTo(u"Ändern"_s).isEmpty() && !details.linkTo(u"Stornieren …"_s).isEmpty());
        QVERIFY(details.linkTo(u"Freigeben"_s).isEmpty());
    }

    // bookings.md section 8: the feed link is mailed in no mail, the personal page shows it.
    void calendarLinkIsMadeOnceAndShown() // BKG-072, BKG-077, BKG-081
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto links = [&world] {
            return world.bookings.count(u"SELECT COUNT(*) FROM links WHERE kind = 'feed'"_s);
        };
        const auto offer = world.get(world.personal());
        QVERIFY(offer.says(u"Kalender-Link anlegen"_s));
        QCOMPARE(links(), 0);
        const auto shown = world.send(offer);
        QVERIFY2(shown.html.contains(u"/feed.ics\""_s), qPrintable(shown.html));
        QVERIFY(!shown.says(u"Kalender-Link anlegen"_s));
        QCOMPARE(links(), 1);
        const auto again = world.send(offer); // the same form once more: the same link
        QCOMPARE(again.html.count(u"/feed.ics"_s), 1);
        QCOMPARE(links(), 1);
        // The page of a feed link says what it is for, and opens nothing.
        const QString address = shown.html.section(u"value=\""_s, 1).section(u'"', 0, 0);
        const QString token = address.section(u'/', -2, -2);
        QVERIFY(token.startsWith(u"lk_"_s));
        const auto feedPage = world.get(u"/booking/"_s + token);
        QCOMPARE(feedPage.heading(), u"Ein Link für Kalender"_s);
        QVERIFY(!feedPage.says(u"Mara"_s));
    }
    void foreignFormMakesNoCalendarLink() // BKG-078
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto reply = world.post(world.personal() + u"/feed"_s, {{u"form_token"_s, u"forged"_s}});
        QCOMPARE(reply.status, 303); // back to the page, which offers it anew
        QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM links WHERE kind = 'feed'"_s), 0);
        const auto approver = world.post(world.approver(u"Cornelia"_s) + u"/feed"_s, {});
        QCOMPARE(approver.status, 303);
        QCOMPARE(world.bookings.count(u"SELECT COUNT(*) FROM links WHERE kind = 'feed'"_s), 0);
    }

    // BKG-030, BKG-037, S40, S41.
    void editing()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-06"_s);
        QVERIFY(world.bookings.approve(u"Cornelia"_s, id));
        const QString path = world.personal() + u'/' + id + u"/edit"_s;
        const auto form = world.get(path), older = world.get(path);
        QCOMPARE(form.fields().value(u"start"_s), u"2027-08-01"_s);
        QVERIFY(form.says(u"Cornelia hat schon freigegeben."_s));
        const auto shorter = world.send(form, {{u"end"_s, u"2027-08-05"_s}});
        QVERIFY(shorter.says(u"Gespeichert. Die Freigaben bleiben."_s));
        const auto longer = world.send(world.get(path), {{u"end"_s, u"2027-08-07"_s}});
        QVERIFY(longer.says(u"entscheiden alle neu"_s));
        QCOMPARE(world.bookings.roundOf(id), 2);
        QVERIFY(world.send(world.get(path)).says(u"Gespeichert."_s)); // nothing changed, nothing lost
        QCOMPARE(world.bookings.roundOf(id), 2);
        // BKG-101, BKG-124: somebody was faster; what was typed stays.
        const auto stale = world.send(older, {{u"description"_s, u"Mit Hund"_s}, {u"end"_s, u"2027-08-07"_s}});
        QCOMPARE(stale.status, 412);
        QCOMPARE(stale.fields().value(u"description"_s), u"Mit Hund"_s);
        QVERIFY(world.send(stale).says(u"Gespeichert."_s));
    }

    // BKG-139: years only where they tell something.
    void timelineSaysWhatChanged_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QString>("change");
        QTest::newRow("one year") << u"de"_s << u"2027-12-31"_s << u"27.–29.12. → 27.–31.12."_s;
        QTest::newRow("into the next year")
            << u"de"_s << u"2028-01-02"_s << u"27.–29.12.2027 → 27.12.2027–02.01.2028"_s;
        QTest::newRow("one year, English") << u"en"_s << u"2027-12-31"_s << u"27–29 Dec → 27–31 Dec"_s;
        QTest::newRow("into the next year, English")
            << u"en"_s << u"2028-01-02"_s << u"27–29 Dec 2027 → 27 Dec 2027 – 2 Jan 2028"_s;
    }
    void timelineSaysWhatChanged()
    {
        QFETCH(QString, language);
        QFETCH(QString, end);
        QFETCH(QString, change);
        PagesWorld world(u"sqlite"_s, language);
        const QString id = world.bookings.booked(u"2027-12-27"_s, u"2027-12-29"_s);
        const QString asked = world.action(u"approve"_s, id, u"Cornelia"_s);
        QVERIFY(world.bookings.edit(id, {{u"end_date"_s, end}}));
        const auto details = world.get(world.personal() + u'/' + id);
        QVERIFY2(details.says(change), qPrintable(details.html));
        if (change.endsWith(u'.'))
            change.chop(1); // the sentence's own
        QVERIFY(world.get(asked).says(change + u'.'));
    }

    // BKG-019: who asked, and for whom.
    void timelineSaysWhoAskedForWhom()
    {
        for (const QString &language : {u"de"_s, u"en"_s}) {
            const bool german = language == "de"_L1;
            PagesWorld world(u"sqlite"_s, language);
            BookingWorld &house = world.bookings;
            house.accounts.insert(u"cor"_s, {u"cor"_s, {}, u"de"_s, false, {house.party(u"Cornelia"_s)}});
            const auto byParty =
                house.submit(house.request(u"2027-08-01"_s, u"2027-08-05"_s), BookingWorld::account(u"cor"_s));
            const auto byAdmin =
                house.submit(house.request(u"2027-09-01"_s, u"2027-09-05"_s), BookingWorld::account(u"admin"_s));
            QVERIFY(byParty && byAdmin);
            const auto ofParty = world.get(world.personal() + u'/' + byParty->id);
            QVERIFY2(ofParty.says(german ? u"Cornelia hat für Mara angefragt"_s : u"Cornelia asked for Mara"_s),
                     qPrintable(ofParty.html));
            const auto ofAdmin = world.get(world.personal() + u'/' + byAdmin->id);
            QVERIFY(ofAdmin.says(german ? u"Für Mara eingetragen"_s : u"Entered for Mara"_s));
            QVERIFY(!ofParty.says(u"on behalf"_s) && !ofAdmin.says(u"on behalf"_s)); // the note is for machines
        }
    }

    // BKG-034.
    void confirmedKeepsItsDays()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.confirmed(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto form = world.get(world.personal() + u'/' + id + u"/edit"_s);
        QCOMPARE(form.heading(), u"Vornamen ändern"_s);
        QVERIFY(!form.html.contains("name=\"start\""_L1));
        QCOMPARE(world.send(form, {{u"name"_s, u"7"_s}}).status, 422);
        QVERIFY(world.send(form, {{u"name"_s, u"Marah"_s}}).heading().startsWith(u"Marah"_s));
    }

    // BKG-052, S54, S55.
    void reopening()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.bookings.deny(u"Cornelia"_s, id));
        world.bookings.booked(u"2027-08-04"_s, u"2027-08-06"_s, {{u"requester_first_name"_s, u"Jonas"_s}});
        const auto form = world.get(world.action(u"reopen"_s, id));
        QCOMPARE(form.heading(), u"Wieder anfragen"_s);
        QVERIFY(form.says(u"Jonas hat 04.–06.08.2027 schon angefragt."_s));
        const auto refused = world.send(form);
        QCOMPARE(refused.status, 409);
        const auto done = world.send(refused, {{u"end"_s, u"2027-08-03"_s}});
        QVERIFY(done.says(u"Wieder angefragt."_s));
        QCOMPARE(world.get(world.action(u"reopen"_s, id)).heading(), u"Nichts wieder anzufragen"_s);
    }

    // BKG-003: asked again at a house that has closed meanwhile.
    void reopeningAtAClosedHouse()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.bookings.deny(u"Cornelia"_s, id));
        const auto form = world.get(world.action(u"reopen"_s, id));
        const auto admin = BookingWorld::account(u"admin"_s);
        QVERIFY(world.bookings.wait(
            world.bookings.resources.patch(admin, world.bookings.resourceId, {{u"status"_s, u"closed"_s}}, 1)));
        QCOMPARE(world.send(form).heading(), u"Gerade geschlossen"_s);
        QCOMPARE(world.get(world.action(u"reopen"_s, id)).heading(), u"Gerade geschlossen"_s);
        QCOMPARE(toText(world.bookings.seen(id).status), u"denied"_s);
    }

    // BKG-037, BKG-032: the own approval is given again and is no loss.
    void ownApprovalIsNoLoss()
    {
        PagesWorld world(u"sqlite"_s);
        const QString email = u"cornelia@haus.example"_s;
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"requester_email"_s, email}});
        QCOMPARE(world.bookings.approvalsOf(id).at(1), u"Cornelia:approved"_s);
        const QString edit = world.personal(email) + u'/' + id + u"/edit"_s;
        QVERIFY(!world.get(edit).says(u"schon freigegeben"_s));
        QVERIFY(world.bookings.approve(u"Ingeborg"_s, id));
        QVERIFY(world.get(edit).says(u"Ingeborg hat schon freigegeben."_s));
    }

    // BKG-076.
    void jumpsBetweenTheRoles()
    {
        PagesWorld world(u"sqlite"_s);
        const QString email = u"cornelia@haus.example"_s;
        world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"requester_email"_s, email}});
        world.bookings.booked(u"2027-09-01"_s, u"2027-09-05"_s); // asks Cornelia, so that her link is mailed
        const auto own = world.get(world.personal(email));
        const QString decide = own.linkTo(u"Anfragen für Cornelia entscheiden"_s);
        QCOMPARE(decide, world.approver(u"Cornelia"_s));
        QCOMPARE(world.get(decide).linkTo(u"Zu deinen Aufenthalten"_s), world.personal(email));
        QVERIFY(!world.get(world.personal()).says(u"entscheiden"_s));
        QVERIFY(world.get(world.approver(u"Ingeborg"_s)).linkTo(u"Zu deinen Aufenthalten"_s).isEmpty());
        const auto admin = BookingWorld::account(u"admin"_s);
        QVERIFY(world.bookings.wait(world.bookings.resources.patchParty(admin, world.bookings.party(u"Cornelia"_s),
                                                                        {{u"email"_s, u"conny@haus.example"_s}}, 1)));
        QVERIFY(!world.get(world.personal(email)).says(u"Anfragen für Cornelia"_s));
        QVERIFY(world.get(world.approver(u"Cornelia"_s)).linkTo(u"Zu deinen Aufenthalten"_s).isEmpty());
    }

    // S97, BKG-107: house by house; the names stand there even if one page shows a single house.
    void staysInTwoHouses()
    {
        PagesWorld world(u"sqlite"_s);
        world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto admin = BookingWorld::account(u"admin"_s);
        const auto hut = world.bookings.wait(world.bookings.resources.create(admin, {{u"name"_s, u"Hütte"_s}}));
        QVERIFY(hut);
        const QJsonObject party{
            {u"name"_s, u"Dora"_s}, {u"colour"_s, u"#AABBCC"_s}, {u"email"_s, u"dora@haus.example"_s}};
        const auto dora = world.bookings.wait(world.bookings.resources.addParty(admin, hut->resource.id, party));
        QVERIFY(dora);
        QVERIFY(!world.get(world.personal()).says(u"Ferienhaus Mara"_s));
        world.bookings.booked(u"2027-08-03"_s, u"2027-08-04"_s,
                              {{u"resource"_s, hut->resource.slug}, {u"affiliation_party_id"_s, dora->id}});
        const auto page = world.get(world.personal());
        QCOMPARE(page.html.count("<h2>Ferienhaus</h2>"_L1), 1);
        QCOMPARE(page.html.count(u"<h2>Hütte</h2>"_s), 1);
        QVERIFY(page.html.contains(u"/calendar/"_s + hut->resource.slug + u"/request"_s));
    }

    // BKG-106, S73.
    void overviewOfAParty()
    {
        PagesWorld world(u"sqlite"_s);
        QVERIFY(world.get(world.approver(u"Cornelia"_s)).says(u"Nichts wartet auf dich."_s));
        for (int day = 1; day <= 23; ++day)
            world.bookings.booked(u"2027-08-%1"_s.arg(day, 2, 10, QChar(u'0')),
                                  u"2027-08-%1"_s.arg(day, 2, 10, QChar(u'0')));
        const auto first = world.get(world.approver(u"Cornelia"_s));
        QVERIFY(first.says(u"23 Anfragen warten auf dich."_s));
        QCOMPARE(first.html.count("card stay"_L1), 20);
        const auto second = world.get(first.linkTo(u"Ältere"_s));
        QCOMPARE(second.html.count("card stay"_L1), 3);
        QVERIFY(second.linkTo(u"Ältere"_s).isEmpty());
        QVERIFY(world.get(world.approver(u"Cornelia"_s) + u"?tab=history&cursor=junk"_s).says(u"23 Aufenthalte"_s));
        // From the card to the decision.
        const auto page = world.get(first.linkTo(u"Freigeben"_s));
        QCOMPARE(world.send(page).heading(), u"Danke, freigegeben"_s);
        QVERIFY(world.get(world.approver(u"Cornelia"_s)).says(u"22 Anfragen warten auf dich."_s));
    }

    void linksDoNotExpire() // S61, BKG-072
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QStringList links{world.personal(), world.approver(u"Cornelia"_s),
                                world.action(u"approve"_s, id, u"Cornelia"_s)};
        world.bookings.clock->advance(std::chrono::days(3653));
        const QString later = world.bookings.booked(u"2037-04-01"_s, u"2037-04-05"_s);
        QVERIFY(world.get(links[0]).says(u"01.–05.04.2037"_s));
        QVERIFY(world.get(links[1]).says(u"Mara"_s));
        QVERIFY(world.get(links[2]).says(u"Vergangenheit"_s));
        const auto page = world.get(world.action(u"approve"_s, later, u"Cornelia"_s));
        QCOMPARE(world.send(page).heading(), u"Danke, freigegeben"_s);
    }
};

QTEST_GUILESS_MAIN(TestPersonalPages)
#include "tst_personalpages.moc"
