// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pages/pagesworld.h"

#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace Qt::StringLiterals;

/// The result pages of bookings.md 8.1, row by row (BKG-083), through the routes a browser takes.
class TestDecisionPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void approvePageShowsTheRequest_data() { languages(); }
    void approvePageShowsTheRequest()
    {
        QFETCH(QString, language);
        const bool german = language == "de"_L1;
        PagesWorld world(u"sqlite"_s, language);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s,
                                                 {{u"description"_s, u"Mit <b>Hund</b>\n& Katze"_s}});
        QVERIFY(world.bookings.approve(u"Ingeborg"_s, id));
        const auto page = world.get(world.action(u"approve"_s, id, u"Cornelia"_s));
        QCOMPARE(page.status, 200);
        QCOMPARE(page.heading(),
                 german ? u"Mara möchte ins Haus: 01.–05.08.2027"_s : u"Mara would like to stay 1–5 Aug 2027"_s);
        QVERIFY(page.says(german ? u"Ingeborg hat freigegeben."_s : u"Ingeborg has approved."_s));
        QVERIFY(page.says(german ? u"Angelika hat noch nicht geantwortet."_s : u"Angelika has not answered yet."_s));
        QVERIFY(page.says(german ? u"Für Cornelia freigeben"_s : u"Approve for Cornelia"_s));
        QVERIFY(!page.linkTo(german ? u"Ablehnen …"_s : u"Deny …"_s).isEmpty());
        QVERIFY(page.html.contains("Mit &lt;b&gt;Hund&lt;/b&gt;\n&amp; Katze"_L1)); // BKG-070, S81
        QVERIFY(!page.html.contains("gast.example"_L1));                            // BKG-066
    }

    void approveOneByOne_data() { languages(); }
    void approveOneByOne()
    {
        QFETCH(QString, language);
        const bool german = language == "de"_L1;
        PagesWorld world(u"sqlite"_s, language);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto first = world.send(world.get(world.action(u"approve"_s, id, u"Cornelia"_s)));
        QCOMPARE(first.heading(), german ? u"Danke, freigegeben"_s : u"Thanks, approved"_s);
        QVERIFY(first.says(german ? u"Jetzt fehlen noch Ingeborg und Angelika."_s
                                  : u"Ingeborg and Angelika are still missing."_s));
        QVERIFY(world.bookings.approve(u"Ingeborg"_s, id));
        const auto last = world.send(world.get(world.action(u"approve"_s, id, u"Angelika"_s)));
        QCOMPARE(last.heading(), german ? u"Danke, alles bestätigt"_s : u"Thanks, all confirmed"_s);
        // Overview.
        const auto overview = world.get(last.linkTo(german ? u"Zu allen Anfragen"_s : u"To all requests"_s));
        QCOMPARE(overview.heading(), german ? u"Anfragen"_s : u"Requests"_s);
        // Approve again, and approve on a confirmed one.
        const auto again = world.get(world.action(u"approve"_s, id, u"Angelika"_s));
        QCOMPARE(again.heading(), german ? u"Schon bestätigt"_s : u"Already confirmed"_s);
        QVERIFY(!again.linkTo(german ? u"Trotzdem ablehnen …"_s : u"Deny anyway …"_s).isEmpty());
    }

    void ownApprovalGiven()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.bookings.approve(u"Cornelia"_s, id));
        const auto page = world.get(world.action(u"approve"_s, id, u"Cornelia"_s));
        QCOMPARE(page.heading(), u"Schon freigegeben"_s);
        QVERIFY(page.says(u"Jetzt fehlen noch Ingeborg und Angelika."_s));
        // Deny is still possible (BKG-039).
        QVERIFY(world.get(page.linkTo(u"Doch ablehnen …"_s)).heading().startsWith(u"Anfrage von Mara ablehnen"_s));
    }

    // BKG-078, BKG-125, S65: the repeated POST leads to the first result and adds nothing.
    void repeatedPostShowsTheFirstResult()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"approve"_s, id, u"Cornelia"_s));
        const auto first = world.send(page);
        const QStringList timeline = world.bookings.timelineOf(id);
        const auto second = world.send(page);
        QCOMPARE(second.heading(), first.heading());
        QCOMPARE(world.bookings.timelineOf(id), timeline);
        QVERIFY(world.bookings.approve(u"Ingeborg"_s, id));
        QVERIFY(world.send(page).says(u"Jetzt fehlen noch Ingeborg und Angelika."_s)); // the first result, once more
        // A fresh rendering tells how things stand.
        QCOMPARE(world.get(world.action(u"approve"_s, id, u"Cornelia"_s)).heading(), u"Schon freigegeben"_s);
    }

    // The first result is not told for ever: later the address shows how things stand.
    void resultsPass()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"approve"_s, id, u"Cornelia"_s));
        const auto answer = world.post(page.formAction(), page.fields());
        QCOMPARE(answer.status, 303);
        const QString result = QString::fromUtf8(answer.header("location"));
        QCOMPARE(world.get(result).heading(), u"Danke, freigegeben"_s);
        world.bookings.clock->advance(std::chrono::minutes(11));
        QCOMPARE(world.get(result).heading(), u"Schon freigegeben"_s);
        // A result shows on its own address only.
        const QString other = world.action(u"approve"_s, id, u"Ingeborg"_s);
        QVERIFY(world.get(other + result.mid(result.indexOf(u'?'))).heading().startsWith(u"Mara"_s));
    }

    void denyPending_data() { languages(); }
    void denyPending()
    {
        QFETCH(QString, language);
        const bool german = language == "de"_L1;
        PagesWorld world(u"sqlite"_s, language);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"deny"_s, id, u"Cornelia"_s));
        QVERIFY(page.html.contains("autofocus"_L1));
        QVERIFY(page.says(german ? u"Anfrage ablehnen"_s : u"Deny request"_s));
        // Comment missing, too long, link: the form again, text kept, error bound to the field (S35).
        const QString link = u"Siehe https://example.org"_s, tooLong = QString(501, u'x');
        for (const QString &bad : {QString(), u"  \n "_s, link, tooLong}) {
            const auto refused = world.send(page, {{u"comment"_s, bad}});
            QCOMPARE(refused.status, 422);
            QVERIFY(refused.html.contains("id=\"comment-error\""_L1));
            QVERIFY(refused.html.contains("href=\"#comment\""_L1));
            QCOMPARE(refused.fields().value(u"comment"_s), bad.trimmed().isEmpty() ? bad : bad);
        }
        const auto done = world.send(page, {{u"comment"_s, u"Da sind wir selbst dort"_s}});
        QCOMPARE(done.heading(), german ? u"Abgelehnt"_s : u"Denied"_s);
        QVERIFY(done.says(german ? u"nicht mehr im Kalender"_s : u"no longer in the calendar"_s));
        // Approve, deny on a denied one: who denied.
        for (const QString &name : {u"approve"_s, u"deny"_s}) {
            const auto late = world.get(world.action(name, id, u"Ingeborg"_s));
            QCOMPARE(late.heading(), german ? u"Schon erledigt"_s : u"Already done"_s);
            QVERIFY(late.says(german ? u"Cornelia hat Mara"_s : u"Cornelia denied Mara"_s));
        }
    }

    // BKG-040, S37.
    void denyConfirmed()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.confirmed(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"deny"_s, id, u"Cornelia"_s));
        QVERIFY(page.says(u"Alle haben schon freigegeben, der Aufenthalt ist bestätigt."_s));
        QVERIFY(page.says(u"Bestätigten Aufenthalt ablehnen"_s));
        QVERIFY(!page.html.contains("type=\"checkbox\""_L1));
        QCOMPARE(world.send(page, {{u"comment"_s, u"Rohrbruch"_s}}).heading(), u"Abgelehnt"_s);
    }

    // Section 6: last approve against deny: the warning variant with the typed comment.
    void becameConfirmedMeanwhile()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"deny"_s, id, u"Cornelia"_s));
        for (const QString &party : {u"Ingeborg"_s, u"Cornelia"_s, u"Angelika"_s})
            QVERIFY(world.bookings.approve(party, id));
        const auto warned = world.send(page, {{u"comment"_s, u"Rohrbruch"_s}});
        QVERIFY(warned.says(u"der Aufenthalt ist bestätigt"_s));
        QCOMPARE(warned.fields().value(u"comment"_s), u"Rohrbruch"_s);
        QCOMPARE(world.send(warned).heading(), u"Abgelehnt"_s);
    }

    // BKG-043, BKG-118: an old round shows old and new dates and asks again, the comment stays.
    void oldRound()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-04"_s);
        const QString approve = world.action(u"approve"_s, id, u"Cornelia"_s);
        const auto denyPage = world.get(world.action(u"deny"_s, id, u"Ingeborg"_s));
        QVERIFY(world.bookings.edit(id, {{u"end_date"_s, u"2027-08-05"_s}}));
        const auto page = world.get(approve);
        QVERIFY(page.says(u"Die Tage haben sich geändert: 01.–04.08. → 01.–05.08. Entscheide neu."_s));
        QCOMPARE(world.send(page).heading(), u"Danke, freigegeben"_s);
        const auto again = world.send(denyPage, {{u"comment"_s, u"Passt nicht"_s}});
        QVERIFY(again.says(u"Die Tage haben sich geändert"_s));
        QCOMPARE(again.fields().value(u"comment"_s), u"Passt nicht"_s);
        QCOMPARE(world.bookings.roundOf(id), 2);
        QCOMPARE(world.send(again).heading(), u"Abgelehnt"_s);
    }
    // BKG-043, BKG-054: asked again for the same days there are no new ones to show.
    void oldRoundWithTheSameDays()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-04"_s);
        const QString approve = world.action(u"approve"_s, id, u"Ingeborg"_s);
        QVERIFY(world.bookings.deny(u"Cornelia"_s, id));
        QVERIFY(world.bookings.reopen(id));
        const auto page = world.get(approve);
        QVERIFY(page.says(u"Die Anfrage wurde noch einmal gestellt, mit denselben Tagen."_s));
        QVERIFY(!page.says(u"geändert"_s));
        QCOMPARE(world.send(page).heading(), u"Danke, freigegeben"_s);
    }
    // BKG-124: the sixty-first write of an hour through one link is refused; the reason stays.
    void limitKeepsTheReason()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-04"_s);
        const QString deny = world.action(u"deny"_s, id, u"Cornelia"_s);
        for (int i = 0; i < 60; ++i)
            QCOMPARE(world.send(world.get(deny)).status, 422); // no reason given
        const auto refused = world.send(world.get(deny), {{u"comment"_s, u"Passt nicht"_s}});
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.header("retry-after").toInt() > 0);
        QCOMPARE(refused.fields().value(u"comment"_s), u"Passt nicht"_s);
        QCOMPARE(toText(world.bookings.seen(id).status), u"pending"_s);
        world.bookings.clock->advance(std::chrono::hours(1));
        QCOMPARE(world.send(world.get(deny), {{u"comment"_s, u"Passt nicht"_s}}).heading(), u"Abgelehnt"_s);
    }

    void canceledAndPast()
    {
        PagesWorld world(u"sqlite"_s);
        const QString gone = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QString approve = world.action(u"approve"_s, gone, u"Cornelia"_s);
        const QString cancel = world.action(u"cancel"_s, gone);
        QVERIFY(world.bookings.cancel(BookingWorld::requester(), gone));
        QCOMPARE(world.get(approve).heading(), u"Schon storniert"_s);
        QVERIFY(!world.get(approve).says(u"Mara"_s)); // BKG-064: says only that
        QCOMPARE(world.get(cancel).heading(), u"Schon storniert"_s);

        const QString old = world.bookings.booked(u"2027-03-02"_s, u"2027-03-03"_s);
        const QString late = world.action(u"approve"_s, old, u"Cornelia"_s);
        world.bookings.advanceTo(u"2027-03-04T00:00"_s);
        QCOMPARE(world.get(late).heading(), u"Schon vergangen"_s);
    }

    // BKG-046 to BKG-048.
    void cancelVariants()
    {
        PagesWorld world(u"sqlite"_s);
        const QString pending = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto done = world.send(world.get(world.action(u"cancel"_s, pending)));
        QCOMPARE(done.heading(), u"Storniert"_s);
        QVERIFY(done.says(u"Ingeborg , Cornelia und Angelika bekommen eine Mail."_s) ||
                done.says(u"Ingeborg, Cornelia und Angelika bekommen eine Mail."_s));

        const QString confirmed = world.bookings.confirmed(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"cancel"_s, confirmed));
        QVERIFY(page.says(u"Alle haben freigegeben."_s));
        const auto refused = world.send(page);
        QVERIFY(refused.html.contains("comment-error"_L1));
        QCOMPARE(world.send(refused, {{u"comment"_s, u"Krank"_s}}).heading(), u"Storniert"_s);

        const QString denied = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.bookings.deny(u"Cornelia"_s, denied));
        const auto withdrawn = world.send(world.get(world.action(u"cancel"_s, denied)));
        QVERIFY(withdrawn.says(u"die abgelehnte Anfrage ist vom Tisch"_s));
        QVERIFY(!withdrawn.says(u"bekommt eine Mail"_s));
    }

    // BKG-049: a cancel of a request that became confirmed is the confirmed dialog, text kept.
    void cancelBecameConfirmed()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto page = world.get(world.action(u"cancel"_s, id));
        for (const QString &party : {u"Ingeborg"_s, u"Cornelia"_s, u"Angelika"_s})
            QVERIFY(world.bookings.approve(party, id));
        const auto warned = world.send(page);
        QVERIFY(warned.says(u"Alle haben freigegeben."_s));
        QVERIFY(warned.html.contains("comment-error"_L1));
    }

    // BKG-075: authority comes from the link alone.
    void wrongRole()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto byRequester = world.get(world.personal() + u'/' + id + u"/approve"_s);
        QCOMPARE(byRequester.status, 200);
        QCOMPARE(byRequester.heading(), u"Das kann dieser Link nicht"_s);
        QVERIFY(byRequester.says(u"Entscheiden können nur die Familien."_s));
        const auto byParty = world.get(world.approver(u"Cornelia"_s) + u'/' + id + u"/cancel"_s);
        QVERIFY(byParty.says(u"Ändern und stornieren kann nur, wer angefragt hat."_s));
        QCOMPARE(world.get(world.approver(u"Cornelia"_s) + u'/' + id + u"/edit"_s).heading(),
                 u"Das kann dieser Link nicht"_s);
        QCOMPARE(world.bookings.timelineOf(id).size(), 1);
    }

    // BKG-004: a party that joined later is not asked in this round.
    void notInTheApprovalSet()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        world.bookings.accounts.insert(u"admin"_s, {u"admin"_s, {}, {}, true, {}});
        QVERIFY(world.bookings.wait(world.bookings.resources.addParty(
            BookingWorld::account(u"admin"_s), world.bookings.resourceId,
            {{u"name"_s, u"Dora"_s}, {u"colour"_s, u"#FFEEAA"_s}, {u"email"_s, u"dora@haus.example"_s}})));
        world.bookings.reloadParties();
        QCOMPARE(world.get(world.action(u"approve"_s, id, u"Dora"_s)).heading(), u"Nicht mehr gefragt"_s);
    }

    // BKG-080, BKG-074, BKG-082.
    void brokenLinks()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QString good = world.action(u"approve"_s, id, u"Cornelia"_s);
        for (const QString &bad : {good.chopped(1) + (good.endsWith(u'A') ? u'B' : u'A'), good.chopped(9),
                                   u"/action/lk_"_s, u"/booking/nonsense"_s}) {
            const auto page = world.get(bad);
            QCOMPARE(page.status, 404);
            QCOMPARE(page.heading(), u"Dieser Link stimmt nicht"_s);
            QCOMPARE(page.formAction(), u"/recover"_s);
        }
        const auto unknown = world.get(world.approver(u"Cornelia"_s) + u"/0197aaaa-0000-7000-8000-000000000000"_s);
        QCOMPARE(unknown.heading(), u"Hier ist nichts mehr"_s);
        QCOMPARE(unknown.linkTo(u"Zum Kalender"_s), world.calendar()); // 8.1
        const QString personal = world.personal();
        world.bookings.exec(u"UPDATE links SET generation = generation + 1"_s);
        for (const QString &old : {good, personal}) {
            QCOMPARE(world.get(old).status, 200);
            QCOMPARE(world.get(old).heading(), u"Dieser Link wurde ersetzt"_s);
        }
        world.bookings.exec(u"DELETE FROM links"_s);
        QCOMPARE(world.get(good).heading(), u"Hier ist nichts mehr"_s);
        QCOMPARE(world.get(good).linkTo(u"Zum Kalender"_s), world.calendar());
        // Of several houses nobody knows which one it was, and addresses are for those who have them (BKG-129).
        const auto admin = BookingWorld::account(u"admin"_s);
        QVERIFY(world.bookings.wait(world.bookings.resources.create(admin, {{u"name"_s, u"Hütte"_s}})));
        QVERIFY(world.get(good).linkTo(u"Zum Kalender"_s).isEmpty());
    }

    // BKG-077, S64: reading changes nothing at all.
    void readingChangesNothing()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QStringList addresses{world.action(u"approve"_s, id, u"Cornelia"_s),
                                    world.action(u"deny"_s, id, u"Cornelia"_s),
                                    world.action(u"cancel"_s, id),
                                    world.action(u"reopen"_s, id),
                                    world.approver(u"Cornelia"_s),
                                    world.personal(),
                                    world.personal() + u'/' + id,
                                    world.personal() + u'/' + id + u"/edit"_s,
                                    world.calendar() + u"/request"_s};
        const auto rows = [&] {
            QList<qint64> counts;
            for (const QString &table :
                 {u"bookings"_s, u"approvals"_s, u"timeline_events"_s, u"links"_s, u"audit_log"_s,
                  u"notification_messages"_s, u"changes"_s, u"idempotency_keys"_s})
                counts.append(world.bookings.count(u"SELECT COUNT(*) FROM "_s + table));
            counts.append(world.bookings.count(u"SELECT COALESCE(MAX(last_used_at), 0) FROM links"_s));
            return counts;
        };
        const auto before = rows();
        for (int round = 0; round < 100; ++round) {
            for (const QString &address : addresses) {
                QCOMPARE(world.get(address).status, 200);
                world.head(address);
            }
        }
        QCOMPARE(rows(), before);
    }

    // PLT-040, BKG-079.
    void headersOfLinkPages()
    {
        PagesWorld world(u"sqlite"_s);
        const QString id = world.bookings.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        for (const QString &address : {world.action(u"approve"_s, id, u"Cornelia"_s), world.personal()}) {
            const auto page = world.get(address);
            QCOMPARE(page.header("cache-control"), QByteArray("no-store"));
            QCOMPARE(page.header("x-robots-tag"), QByteArray("noindex"));
            QVERIFY(!page.html.contains("http://"_L1) && !page.html.contains("https://"_L1)); // nothing of other hosts
            QVERIFY(!page.html.contains(" style="_L1) && !page.html.contains("<style"_L1));
            QVERIFY(!page.html.contains(" onclick"_L1));
        }
    }

private:
    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("de") << u"de"_s;
        QTest::newRow("en") << u"en"_s;
    }
};

QTEST_GUILESS_MAIN(TestDecisionPages)
#include "tst_decisionpages.moc"
