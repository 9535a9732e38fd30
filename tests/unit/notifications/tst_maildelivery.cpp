// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/smtptransport.h"
#include "core/notifications/unsubscribe.h"
#include "tests/support/smtpserver.h"
#include "tests/unit/notifications/builders.h"

#include <QRegularExpression>
#include <QTest>

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;
using portier::test::ReceivedMail;
using portier::test::SmtpServer;

/// From addToOutbox() to a mailbox: the dispatcher on a real database, mail through a real SMTP server.
class TestMailDelivery : public QObject
{
    Q_OBJECT
    std::unique_ptr<SmtpServer> m_server;

    /// A transport to the server with this password.
    void connect(World &world, const QString &password)
    {
        SmtpSettings settings;
        settings.host = u"localhost"_s;
        settings.port = m_server->port();
        settings.user = m_server->user();
        settings.password = password;
        settings.caFile = m_server->caFile();
        settings.from = {u"portier@example.org"_s, u"Portier"_s};
        QVERIFY(checkSmtpSettings(settings));
        world.transport = std::make_shared<SmtpTransport>(std::make_shared<TransferPool>(world.clock), settings);
        world.transportSettings = password.toUtf8();
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<SmtpServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        m_server->clearRules();
        m_server->forgetMails();
        m_server->acceptPassword(u"a good password"_s);
    }

    void transientThenAccepted_data() { TestDatabase::backends(); }
    void transientThenAccepted() // A45, PLT-107, PLT-109
    {
        QFETCH(QString, backend);
        World world(backend);
        connect(world, m_server->password());
        m_server->addRule(
            {{u"stage"_s, u"body"_s}, {u"reply"_s, u"451 4.3.0 later"_s}, {u"times"_s, 2}, {u"store"_s, true}});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(1min);
        QCOMPARE(world.fate(), u"sent"_s);
        const auto mails = m_server->mails();
        QCOMPARE(mails.size(), 3);
        QCOMPARE(mails[1].raw, mails[0].raw);
        QCOMPARE(mails[2].raw, mails[0].raw);
        QCOMPARE(mails[2].header(u"Message-ID"_s), u'<' + world.only().message.id + u"@portier.example.org>"_s);
        QVERIFY(mails[2].acknowledged && !mails[1].acknowledged);
        const auto attempts = world.attempts(world.only().message.id);
        QCOMPARE(attempts.size(), 3);
        QCOMPARE((attempts[1].startedAt - attempts[0].startedAt).count(), 2000);
        QCOMPARE((attempts[2].startedAt - attempts[0].startedAt).count(), 6000);
        QCOMPARE(attempts[0].code, u"451"_s);
        QCOMPARE(attempts[0].enhancedCode, u"4.3.0"_s);
    }

    void unknownRecipientDies_data() { TestDatabase::backends(); }
    void unknownRecipientDies() // A46
    {
        QFETCH(QString, backend);
        World world(backend);
        connect(world, m_server->password());
        m_server->reply(u"rcpt"_s, u"550 5.1.1 no such user"_s, 0);
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(std::chrono::hours(48));
        QCOMPARE(world.fate(), u"dead(permanent)"_s);
        QCOMPARE(m_server->connections(), 1);
    }

    void wrongPasswordHoldsTwenty_data() { TestDatabase::backends(); }
    void wrongPasswordHoldsTwenty() // A48
    {
        QFETCH(QString, backend);
        World world(backend);
        connect(world, u"an old password"_s);
        for (int i = 0; i < 20; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
        world.start();
        world.clock->advance(1min);
        QCOMPARE(world.count(u"dead(config)"_s), 1);
        QCOMPARE(world.pauses, QStringList{u"auth_refused"_s});
        QVERIFY(m_server->mails().isEmpty());

        world.stop();
        connect(world, m_server->password());
        world.start();
        world.clock->settle();
        QCOMPARE(world.count(u"sent"_s), 20);
        QCOMPARE(m_server->mails().size(), 20);
        QCOMPARE(world.stats().balance, 0);
    }

    void lostAfterTheLastByteIsSentAgain_data() { TestDatabase::backends(); }
    void lostAfterTheLastByteIsSentAgain() // PLT-112
    {
        QFETCH(QString, backend);
        World world(backend);
        connect(world, m_server->password());
        m_server->drop(u"body"_s);
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(1min);
        QCOMPARE(world.fate(), u"sent"_s);
        const auto mails = m_server->mails();
        QCOMPARE(mails.size(), 2);
        QCOMPARE(mails[0].raw, mails[1].raw);
        QCOMPARE(nameOf(*world.attempts(world.only().message.id).front().outcome), u"unknown"_s);
    }

    void testDomainsGetNothing_data() { TestDatabase::backends(); }
    void testDomainsGetNothing() // A51, PLT-123
    {
        QFETCH(QString, backend);
        World world(backend);
        connect(world, m_server->password());
        world.settings.suppressedDomains = defaultSuppressedDomains();
        world.start();
        Recipient first = aRecipient(u"a"_s), second = aRecipient(u"b"_s), third = aRecipient(u"c"_s);
        first.address = u"a@test.com"_s;
        second.address = u"a@sub.example.com"_s;
        third.address = u"a@contest.com"_s;
        world.add(aPriceAlert(u"e1"_s, {first, second, third}));
        world.clock->settle();
        QCOMPARE(world.count(u"suppressed(test_domain)"_s), 2);
        QCOMPARE(world.count(u"sent"_s), 1);
        QCOMPARE(m_server->mails().size(), 1);
        QCOMPARE(m_server->mails().front().to, QStringList{u"a@contest.com"_s});
    }

    void oneEventInTwoLanguages_data() { TestDatabase::backends(); }
    void oneEventInTwoLanguages() // A52, PLT-125, PLT-126, TRP-201, TRP-202, TRP-207
    {
        QFETCH(QString, backend);
        World world(backend);
        connect(world, m_server->password());
        world.start();
        world.add(aPriceAlert(u"e1"_s, {aRecipient(u"cornelia"_s, u"de"_s), aRecipient(u"jonas"_s, u"en"_s)}));
        world.clock->settle();
        auto mails = m_server->mails();
        QCOMPARE(mails.size(), 2);
        if (mails[0].to.front().startsWith(u"jonas"_s))
            mails.swapItemsAt(0, 1);
        QCOMPARE(mails[0].subject, u"Preisalarm: Lissabon im November jetzt 1.234,50\u00a0€"_s);
        QCOMPARE(mails[1].subject, u"Price alert: Lissabon im November now €1,234.50"_s);
        for (const ReceivedMail &mail : mails) {
            const bool german = mail.to.front().startsWith(u"cornelia"_s);
            for (const QString &part : {mail.text, mail.html}) {
                QVERIFY(part.contains(german ? u"1.234,50\u00a0€"_s : u"€1,234.50"_s));
                QVERIFY(part.contains(german ? u"37,70\u00a0€"_s : u"€37.70"_s));
                QVERIFY(part.contains(u"https://portier.example.org/trips/t1"_s));
                QVERIFY(!part.contains(u"src="_s));
            }
            QVERIFY(mail.html.contains(german ? u"<html lang=\"de\">"_s : u"<html lang=\"en\">"_s));
            QCOMPARE(mail.to.size(), 1);
            QCOMPARE(mail.header(u"Auto-Submitted"_s), u"auto-generated"_s);
            QCOMPARE(mail.header(u"References"_s), u"<trip.trip-e1@portier.example.org>"_s);
            QCOMPARE(mail.header(u"List-Unsubscribe-Post"_s), u"List-Unsubscribe=One-Click"_s);
            const QString link = mail.header(u"List-Unsubscribe"_s);
            const auto token = QRegularExpression(u"^<https://portier.example.org/unsubscribe/(.+)>$"_s).match(link);
            QVERIFY2(token.hasMatch(), qPrintable(link));
            QCOMPARE(readUnsubscribeToken(*world.sealer, token.captured(1)),
                     (UnsubscribeScope{german ? u"cornelia"_s : u"jonas"_s, u"trips"_s}));
            QVERIFY(mail.html.contains(token.captured(1)) && mail.text.contains(token.captured(1)));
        }
    }
};

QTEST_GUILESS_MAIN(TestMailDelivery)
#include "tst_maildelivery.moc"
