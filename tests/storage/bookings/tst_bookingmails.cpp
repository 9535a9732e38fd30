// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingjobs.h"
#include "core/bookings/bookingmails.h"
#include "core/bookings/recovery.h"
#include "core/bookings/renewedlinks.h"
#include "core/notifications/messagebody.h"
#include "core/scheduling/jobrunner.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString maraMail = u"mara@gast.example"_s;
const QString corMail = u"cornelia@haus.example"_s;

struct WrittenMail {
    QString kind;
    QString to;
    QString facts; ///< as stored
    notifications::RenderedMail mail;
};

/// Everything in the outbox, worded as it would leave.
QList<WrittenMail> mailsIn(BookingWorld &world)
{
    const auto rows = world.db->readBlocking([](storage::Transaction &tx) {
        return tx.query(
            u"SELECT m.kind, m.address, m.language, m.zone, m.subject_id, e.facts FROM notification_messages m "
            "JOIN notification_events e ON e.id = m.event_id ORDER BY m.created_at, m.id"_s);
    });
    QList<WrittenMail> mails;
    notifications::NotificationSettings settings;
    settings.publicUrl = u"https://portier.example"_s;
    for (const storage::Row &row : *rows) {
        notifications::Message message;
        message.kind = row.text(0);
        message.address = row.text(1);
        message.language = row.text(2);
        message.zone = row.text(3);
        message.subjectId = row.text(4);
        message.messageClass = notifications::MessageClass::Duty;
        const auto body =
            notifications::renderBody(message, row.object(5), settings, *world.environment->sealer, world.clock->now());
        if (!body) {
            QStringList wrong;
            for (const FieldError &each : body.error().fields)
                wrong.append(each.pointer + u' ' + each.code);
            qFatal("%s: %s %s %s", qPrintable(message.kind), qPrintable(body.error().code),
                   qPrintable(body.error().message), qPrintable(wrong.join(u", "_s)));
        }
        mails.append({message.kind, message.address, row.text(5), body->mail});
    }
    return mails;
}

QStringList linksIn(const QString &html)
{
    QXmlStreamReader xml(html);
    QStringList links;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"a")
            links.append(xml.attributes().value(u"href"_s).toString());
    }
    if (xml.hasError())
        qFatal("mail is not well-formed: %s", qPrintable(xml.errorString()));
    return links;
}

/// One booking through every transition that mails, and M10 and M11 besides.
void liveThroughEverything(BookingWorld &world, const QString &language)
{
    const QJsonObject words{{u"language"_s, language}, {u"description"_s, u"Mit <b>Hund</b>\r\nBcc: x@y.example"_s}};
    const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, words);
    const auto must = [](const auto &result) {
        if (!result)
            qFatal("%s", qPrintable(result.error().code));
    };
    must(world.approve(u"Ingeborg"_s, id));
    must(world.edit(id, {{u"end_date"_s, u"2027-08-04"_s}}));
    must(world.edit(id, {{u"end_date"_s, u"2027-08-06"_s}}));
    must(world.deny(u"Cornelia"_s, id, {{u"comment"_s, u"Nein\n<script>"_s}}));
    must(world.reopen(id, {{u"start_date"_s, u"2027-08-02"_s}}));
    for (const QString &party : {u"Ingeborg"_s, u"Cornelia"_s, u"Angelika"_s})
        must(world.approve(party, id));
    must(world.cancel(BookingWorld::requester(), id, u"Krank"_s));
    const QString denied = world.booked(u"2027-09-01"_s, u"2027-09-05"_s, words);
    must(world.deny(u"Cornelia"_s, denied));
    must(world.cancel(BookingWorld::requester(), denied));
    world.booked(u"2027-10-01"_s, u"2027-10-01"_s, words);
    world.clock->advance(std::chrono::days(6));
    const auto rest = [&world, language](storage::Transaction &tx) -> Result<> {
        PORTIER_TRY(mailDigests(*world.environment, tx, world.resourceId, u"2027-03-07"_s, world.clock->now()));
        BookingMails mails(*world.environment, tx, operations::Actor::system(), world.clock->now());
        PORTIER_TRY(mails.sendAccessLinks(maraMail, language, u"r1"_s));
        PORTIER_TRY(mails.sendAccessLinks(corMail, language, u"r2"_s));
        return {};
    };
    must(world.db->writeBlocking(rest));
}

} // namespace

/// The twelve mails (bookings.md section 13).
class TestBookingMails : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allTwelveKinds_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << u"de"_s;
        QTest::newRow("English") << u"en"_s;
    }
    void allTwelveKinds() // S95, BKG-066, BKG-070, BKG-113, BKG-117
    {
        QFETCH(QString, language);
        BookingWorld world(u"sqlite"_s);
        world.exec(u"UPDATE parties SET language = ?"_s, {language});
        liveThroughEverything(world, language);
        static const QRegularExpression address(u"[a-z0-9.]+@[a-z0-9.]+"_s);
        QSet<QString> kinds;
        for (const WrittenMail &each : mailsIn(world)) {
            kinds.insert(each.kind);
            QVERIFY(!each.mail.subject.contains(u'\n') && !each.mail.subject.contains(u'\r'));
            QVERIFY2(each.mail.subject.contains(u"Ferienhaus"_s) || each.kind == u"booking_access_links"_s,
                     qPrintable(each.mail.subject));
            for (const QString &text : {each.mail.subject, each.mail.text, each.mail.html}) {
                QString rest = text;
                rest.remove(u"x@y.example"_s); // what the requester typed as a message is theirs
                QVERIFY2(!address.match(rest).hasMatch(), qPrintable(each.kind + text));
                QVERIFY(!rest.contains(u"{{"_s));
            }
            QVERIFY(!each.mail.html.contains(u"<b>"_s) && !each.mail.html.contains(u"<script>"_s));
            QVERIFY(!each.facts.contains(u"lk_"_s)); // BKG-071: no token lies in the database
            const QStringList links = linksIn(each.mail.html);
            QVERIFY(!links.isEmpty());
            for (const QString &link : links) {
                QVERIFY2(link.startsWith(u"https://portier.example/"_s), qPrintable(link));
                QVERIFY2(each.mail.text.contains(link), qPrintable(each.kind + link));
            }
        }
        QStringList expected;
        for (int mail = 0; mail <= static_cast<int>(BookingMail::Digest); ++mail)
            expected.append(mailKindOf(static_cast<BookingMail>(mail)));
        QCOMPARE(kinds, QSet<QString>(expected.begin(), expected.end()));
    }

    void linksOpenWhatTheySay() // BKG-071, BKG-072, BKG-075, S62
    {
        BookingWorld world(u"sqlite"_s);
        liveThroughEverything(world, u"de"_s);
        QSet<QString> personal;
        for (const WrittenMail &each : mailsIn(world)) {
            for (const QString &link : linksIn(each.mail.html)) {
                const QString token = link.section(u'/', 4, 4);
                if (!token.startsWith(u"lk_"_s))
                    continue;
                const auto verdict = world.wait(world.links.look(token));
                QVERIFY(verdict->isGood());
                QCOMPARE(link.contains(u"/action/"_s), verdict->token.action.has_value());
                const bool toMara = each.to == maraMail;
                QCOMPARE(verdict->link.owner.kind,
                         toMara ? identity::LinkKind::Personal : identity::LinkKind::Approver);
                if (toMara && !verdict->token.action)
                    personal.insert(token);
            }
        }
        QCOMPARE(personal.size(), 1); // the same link byte for byte, in M0 and in M10
    }

    void wordsOfLanguageAndPerson() // S93, BKG-115, BKG-139, BKG-140
    {
        BookingWorld world(u"sqlite"_s);
        world.exec(u"UPDATE parties SET language = 'en'"_s);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"party_size"_s, 1}});
        const QList<WrittenMail> mails = mailsIn(world);
        QVERIFY(mails.first().mail.text.contains(u"01.–05.08.2027, 5 Tage"_s));
        QVERIFY(mails.first().mail.text.contains(u"1 Personen"_s));
        QVERIFY(mails.last().mail.text.contains(u"1–5 Aug 2027, 5 days"_s));
        QVERIFY(mails.last().mail.text.contains(u"1 person"_s));
    }

    void variantsSayWhatHappened_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("German") << u"de"_s
                                << QStringList{u"Für Cornelia gilt sie schon als freigegeben"_s,
                                               u"Jetzt entscheiden: Ingeborg, Angelika."_s,
                                               u"Er war schon bestätigt."_s,
                                               u"Die Verwaltung hat die Anfrage storniert."_s,
                                               u"Die Verwaltung hat die Anfrage storniert."_s,
                                               u"Vorher"_s,
                                               u"in deinem Namen wurde eine Anfrage eingetragen"_s};
        QTest::newRow("English") << u"en"_s
                                 << QStringList{u"It counts as approved for Cornelia"_s,
                                                u"Now these decide: Ingeborg, Angelika."_s,
                                                u"It had been confirmed already."_s,
                                                u"An administrator has canceled the request."_s,
                                                u"An administrator has canceled the request."_s,
                                                u"Before"_s,
                                                u"a request was entered in your name"_s};
    }
    void variantsSayWhatHappened() // BKG-113, BKG-032, BKG-040, BKG-051: M0, M4, M7, M8 and M9 in their other cases
    {
        QFETCH(QString, language);
        QFETCH(QStringList, words);
        BookingWorld world(u"sqlite"_s);
        world.exec(u"UPDATE parties SET language = ?"_s, {language});
        const QJsonObject own{{u"language"_s, language}};
        const auto admin = BookingWorld::account(u"admin"_s);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"language"_s, language}, {u"requester_email"_s, corMail}});
        const QString denied = world.confirmed(u"2027-09-01"_s, u"2027-09-05"_s, own);
        QVERIFY(world.deny(u"Cornelia"_s, denied, {{u"ack_confirmed"_s, true}}));
        QVERIFY(world.reopen(denied)); // with the same days
        QVERIFY(world.cancel(admin, denied, u"Vertippt"_s));
        const QString other = world.booked(u"2027-10-01"_s, u"2027-10-05"_s, own);
        QVERIFY(world.deny(u"Cornelia"_s, other));
        QVERIFY(world.cancel(admin, other, u"Vertippt"_s));
        QVERIFY(world.submit(world.request(u"2027-11-01"_s, u"2027-11-05"_s, own), admin));
        QMap<QString, QString> first, last; // of each kind
        for (const WrittenMail &each : mailsIn(world)) {
            last.insert(each.kind, each.mail.text);
            if (!first.contains(each.kind))
                first.insert(each.kind, each.mail.text);
        }
        const QString submitted = first.value(u"booking_submitted"_s);
        QVERIFY2(submitted.contains(words.at(0)) && submitted.contains(words.at(1)), qPrintable(submitted));
        QVERIFY(!submitted.contains(words.at(6)));
        const QString onBehalf = last.value(u"booking_submitted"_s);
        QVERIFY2(onBehalf.contains(words.at(6)), qPrintable(onBehalf));
        QVERIFY2(first.value(u"booking_denied"_s).contains(words.at(2)), qPrintable(first.value(u"booking_denied"_s)));
        QVERIFY(!last.value(u"booking_denied"_s).contains(words.at(2)));
        QVERIFY(last.value(u"booking_canceled"_s).contains(words.at(3)));
        QVERIFY(last.value(u"booking_denied_canceled"_s).contains(words.at(4)));
        QVERIFY(!last.value(u"booking_decide_reopened"_s).contains(words.at(5)));
    }

    void recoveryAnswersAllAlike_data() { TestDatabase::backends(); }
    void recoveryAnswersAllAlike() // S66, S67, BKG-084, BKG-085, BKG-086, BKG-090
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        (void)world.takeMails();
        scheduling::JobRunner::Options options;
        options.databaseTime = false;
        scheduling::JobRunner runner(*world.db, world.clock, world.metrics, options);
        runner.registerKind(recoveryKind(world.environment, world.clock));
        QVERIFY(world.wait(runner.start()));
        const auto ask = [&](const QString &email) {
            const auto done = world.wait(world.service.recover({}, email, u"en"_s));
            world.clock->settle();
            return codeOf(done);
        };
        QCOMPARE(ask(u"nobody@gast.example"_s), u"ok"_s);
        QCOMPARE(world.takeMails(), QStringList());
        QCOMPARE(ask(u" Mara@Gast.example "_s), u"ok"_s);
        QCOMPARE(world.takeMails(), (QStringList{u"booking_access_links > mara@gast.example"_s}));
        world.clock->advance(std::chrono::seconds(30));
        QCOMPARE(ask(maraMail), u"ok"_s); // cooling down: the window is not prolonged
        QCOMPARE(world.takeMails(), QStringList());
        for (int accepted = 2; accepted <= 5; ++accepted) {
            world.clock->advance(std::chrono::seconds(61));
            QCOMPARE(ask(maraMail), u"ok"_s);
            QCOMPARE(world.takeMails().size(), 1);
        }
        world.clock->advance(std::chrono::seconds(61));
        QCOMPARE(ask(maraMail), u"rate_limited"_s);
        QCOMPARE(codeOf(world.wait(world.service.recover({}, u"two@@x"_s, u"de"_s))), u"validation_failed"_s);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM recovery_requests"_s), 0);
        world.wait(runner.drain(Millis(1000)));
    }

    void deadRecoveryTakesTheAddressAlong_data() { TestDatabase::backends(); }
    void deadRecoveryTakesTheAddressAlong() // BKG-086
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto waiting = [&world] { return world.count(u"SELECT COUNT(*) FROM recovery_requests"_s); };
        const auto sweep = [&world] {
            return *world.db->writeBlocking([](storage::Transaction &tx) { return removeLostRequests(tx); });
        };
        for (const QString &email : {maraMail, u"jonas@gast.example"_s, u"lena@gast.example"_s}) {
            world.clock->advance(std::chrono::seconds(61));
            QVERIFY(world.wait(world.service.recover({}, email, u"de"_s)));
        }
        QCOMPARE(waiting(), 3);
        QCOMPARE(sweep(), 0); // all of them may still be answered
        const auto list = [](storage::Transaction &tx) {
            scheduling::JobQueue::ListRequest request;
            request.kind = recoveryJob;
            return scheduling::JobQueue::list(tx, request);
        };
        QStringList jobs;
        const auto stored = world.db->readBlocking(list);
        QVERIFY(stored);
        for (const scheduling::Job &job : *stored)
            jobs.append(job.id);
        QCOMPARE(jobs.size(), 3);
        world.exec(u"UPDATE jobs SET state = 'dead' WHERE id = ?"_s, {jobs.takeFirst()});
        const auto cancel = [id = jobs.takeFirst(), now = world.clock->now()](storage::Transaction &tx) {
            return scheduling::JobQueue::cancel(tx, id, now);
        };
        QVERIFY(*world.db->writeBlocking(cancel));
        QCOMPARE(sweep(), 2);
        QCOMPARE(waiting(), 1);
        world.exec(u"DELETE FROM jobs WHERE id = ?"_s, {jobs.takeFirst()});
        QCOMPARE(sweep(), 1);
    }

    void exemptClientsMayAskOnAndOn_data() { TestDatabase::backends(); } // limits.exempt, in the service too
    void exemptClientsMayAskOnAndOn()
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        operations::RatePolicies policies;
        policies.setExempt(operations::networksOf({u"10.0.0.0/8"_s}));
        world.rateLimits.setPolicies(policies);
        BookingCaller caller;
        for (const auto &[prefix, stored] : {std::pair(u"10.1.2.3"_s, 7), std::pair(u"192.0.2.1"_s, 8)}) {
            caller.actor.clientPrefix = prefix;
            for (int i = 0; i < 7; ++i)
                QCOMPARE(codeOf(world.wait(world.service.recover(caller, maraMail, u"de"_s))), u"ok"_s);
            QCOMPARE(world.count(u"SELECT COUNT(*) FROM recovery_requests"_s), stored);
        }
    }

    void requestersSeeWhatBecameOfTheirMails_data() { TestDatabase::backends(); }
    void requestersSeeWhatBecameOfTheirMails() // PLT-140
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto mailsSeenBy = [&](const BookingCaller &caller) {
            QStringList seen;
            const auto view = world.wait(world.service.find(caller, id));
            for (const auto &item : view->details->mails.value_or(QList<notifications::HistoryItem>()))
                seen.append(item.message.kind + u' ' + notifications::nameOf(item.message.state));
            return seen;
        };
        QCOMPARE(mailsSeenBy(BookingWorld::requester()), QStringList{u"booking_submitted queued"_s});
        QCOMPARE(mailsSeenBy(world.approver(u"Cornelia"_s)), QStringList());
        QCOMPARE(mailsSeenBy(BookingWorld::account(u"admin"_s)).size(), 4); // the three parties' as well
        // Its failure undoes nothing.
        world.exec(
            u"UPDATE notification_messages SET state = 'dead', reason = 'permanent', ended_at = created_at WHERE address = ?"_s,
            {maraMail});
        QCOMPARE(mailsSeenBy(BookingWorld::requester()), QStringList{u"booking_submitted dead"_s});
        QCOMPARE(world.seen(id).status, BookingStatus::Pending);
    }

    void renewedLinksAreMailed() // S89, BKG-074
    {
        BookingWorld world(u"sqlite"_s);
        world.links.onRenewed(
            [&world](storage::Transaction &tx, const identity::Link &link, const operations::Actor &actor,
                     Instant now) { return mailRenewedLink(*world.environment, tx, link, actor, now); });
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        (void)world.takeMails();
        const auto find = [](storage::Transaction &tx) {
            return identity::LinkStore(tx).find(identity::LinkOwner::personal(maraMail));
        };
        const auto link = world.db->readBlocking(find);
        const QString old = world.links.token(**link);
        QVERIFY(world.wait(world.links.renew((*link)->id, {})));
        QCOMPARE(world.takeMails(), (QStringList{u"booking_access_links > mara@gast.example"_s}));
        QCOMPARE(world.wait(world.links.look(old))->state, identity::LinkState::Replaced);
    }
};

QTEST_GUILESS_MAIN(TestBookingMails)
#include "tst_bookingmails.moc"
