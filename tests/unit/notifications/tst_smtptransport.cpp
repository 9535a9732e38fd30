// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/smtptransport.h"
#include "tests/support/smtpserver.h"

#include <QCoroTask>
#include <QDir>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace portier;
using namespace portier::notifications;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

OutgoingMail aMail(const QString &id = u"m1"_s)
{
    OutgoingMail mail;
    mail.messageId = id;
    mail.mailId = id + u"@portier.example.org"_s;
    mail.toAddress = u"cornelia@contest.com"_s;
    mail.toName = u"Cornelia"_s;
    mail.subject = u"Preisalarm: Köln"_s;
    mail.text = u"Grüße\n.\n..\n"_s;
    mail.html = u"<p>Grüße</p>\n"_s;
    mail.date = fromMs(1'820'332'920'000);
    return mail;
}

SmtpSettings settingsOf(const SmtpServer &server, SmtpSecurity security)
{
    SmtpSettings settings;
    settings.host = u"localhost"_s;
    settings.port = server.port();
    settings.security = security;
    if (security != SmtpSecurity::None) {
        settings.user = server.user();
        settings.password = server.password();
        settings.caFile = server.caFile();
    }
    settings.from = {u"portier@example.org"_s, u"Portier"_s};
    settings.ehloName = u"house.example.org"_s;
    return settings;
}

} // namespace

class TestSmtpTransport : public QObject
{
    Q_OBJECT
    std::shared_ptr<Clock> m_clock = std::make_shared<SystemClock>();
    std::shared_ptr<TransferPool> m_pool;
    std::unique_ptr<SmtpServer> m_server; ///< STARTTLS with AUTH, shared by most tests

    DeliveryOutcome send(const SmtpSettings &settings, const OutgoingMail &mail = aMail())
    {
        SmtpTransport transport(m_pool, settings);
        return QCoro::waitFor(transport.send(mail));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_pool = std::make_shared<TransferPool>(m_clock);
        m_server = std::make_unique<SmtpServer>();
    }
    void cleanupTestCase()
    {
        m_server.reset();
        m_pool.reset();
    }
    void cleanup()
    {
        m_server->clearRules();
        m_server->forgetMails();
    }

    void delivers_data() // PLT-115
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<SmtpSecurity>("security");
        QTest::newRow("STARTTLS") << u"starttls"_s << SmtpSecurity::StartTls;
        QTest::newRow("implicit TLS") << u"tls"_s << SmtpSecurity::Tls;
        QTest::newRow("plain to loopback") << u"none"_s << SmtpSecurity::None;
    }
    void delivers()
    {
        QFETCH(QString, mode);
        QFETCH(SmtpSecurity, security);
        SmtpServer server({.security = mode});
        const SmtpSettings settings = settingsOf(server, security);
        QVERIFY(checkSmtpSettings(settings));
        const DeliveryOutcome outcome = send(settings);
        QCOMPARE(nameOf(outcome.outcome), u"accepted"_s);
        QCOMPARE(outcome.code, u"250"_s);
        const auto mails = server.mails();
        QCOMPARE(mails.size(), 1);
        QCOMPARE(mails[0].tls, security != SmtpSecurity::None);
        QCOMPARE(mails[0].user, security == SmtpSecurity::None ? QString() : server.user());
        QCOMPARE(mails[0].ehlo, u"house.example.org"_s);
        QCOMPARE(mails[0].from, u"portier@example.org"_s);
        QCOMPARE(mails[0].to, QStringList{u"cornelia@contest.com"_s});
        QCOMPARE(mails[0].subject, u"Preisalarm: Köln"_s);
        QCOMPARE(QString(mails[0].text).remove(u'\r').trimmed(), u"Grüße\n.\n.."_s);
        QCOMPARE(mails[0].html.trimmed(), u"<p>Grüße</p>"_s);
        QCOMPARE(mails[0].header(u"Message-ID"_s), u"<m1@portier.example.org>"_s);
        QCOMPARE(mails[0].raw, composeMail(aMail(), settings.from).value());
    }

    void refusalsOfEachStage_data() // PLT-110, PLT-111
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<QString>("reply");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("greeting 421") << u"greeting"_s << u"421 4.3.2 busy"_s << u"transient"_s;
        QTest::newRow("greeting 554") << u"greeting"_s << u"554 5.3.2 no"_s << u"config"_s;
        QTest::newRow("ehlo 421") << u"ehlo"_s << u"421 4.3.2 busy"_s << u"transient"_s;
        QTest::newRow("starttls 454") << u"starttls"_s << u"454 4.7.0 later"_s << u"transient"_s;
        QTest::newRow("auth 454") << u"auth"_s << u"454 4.7.0 later"_s << u"transient"_s;
        QTest::newRow("auth 535") << u"auth"_s << u"535 5.7.8 no"_s << u"config"_s;
        QTest::newRow("mail 452") << u"mail"_s << u"452 4.3.1 full"_s << u"transient"_s;
        QTest::newRow("mail 530") << u"mail"_s << u"530 5.7.0 sign in"_s << u"config"_s;
        QTest::newRow("mail 550") << u"mail"_s << u"550 5.7.1 sender unverified"_s << u"config"_s;
        QTest::newRow("rcpt 450") << u"rcpt"_s << u"450 4.2.0 greylisted"_s << u"transient"_s;
        QTest::newRow("rcpt 550") << u"rcpt"_s << u"550 5.1.1 unknown"_s << u"permanent"_s;
        QTest::newRow("data 451") << u"data"_s << u"451 4.3.0 later"_s << u"transient"_s;
        QTest::newRow("data 554") << u"data"_s << u"554 5.5.1 no"_s << u"permanent"_s;
        QTest::newRow("body 451") << u"body"_s << u"451 4.3.0 later"_s << u"transient"_s;
        QTest::newRow("body 552") << u"body"_s << u"552 5.3.4 large"_s << u"permanent"_s;
    }
    void refusalsOfEachStage()
    {
        QFETCH(QString, stage);
        QFETCH(QString, reply);
        m_server->reply(stage, reply, 0);
        const DeliveryOutcome outcome = send(settingsOf(*m_server, SmtpSecurity::StartTls));
        QTEST(nameOf(outcome.outcome), "outcome");
        QCOMPARE(outcome.code, reply.left(3));
        QCOMPARE(outcome.enhancedCode, reply.section(u' ', 1, 1));
        QCOMPARE(m_server->mails().size(), 0);
        QCOMPARE(m_server->connections(), 1);
    }

    void lostConnections_data() // PLT-112
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<QString>("outcome");
        for (const char *stage : {"greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data"})
            QTest::newRow(stage) << QString::fromLatin1(stage) << u"transient"_s;
        QTest::newRow("after the last byte") << u"body"_s << u"unknown"_s;
    }
    void lostConnections()
    {
        QFETCH(QString, stage);
        m_server->drop(stage);
        const DeliveryOutcome outcome = send(settingsOf(*m_server, SmtpSecurity::StartTls));
        QTEST(nameOf(outcome.outcome), "outcome");
        QCOMPARE(m_server->mails().size(), stage == u"body" ? 1 : 0);
    }

    void timeouts_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("never greets") << u"greeting"_s << u"transient"_s;
        QTest::newRow("never answers RCPT") << u"rcpt"_s << u"transient"_s;
        QTest::newRow("never answers the body") << u"body"_s << u"unknown"_s;
    }
    void timeouts()
    {
        QFETCH(QString, stage);
        m_server->addRule({{u"stage"_s, stage}, {u"stall"_s, true}});
        SmtpSettings settings = settingsOf(*m_server, SmtpSecurity::StartTls);
        settings.totalTimeout = 1500ms;
        const DeliveryOutcome outcome = send(settings);
        QTEST(nameOf(outcome.outcome), "outcome");
        QVERIFY2(outcome.reason.endsWith("_timeout"_L1), qPrintable(outcome.reason));
    }

    void refusesAnUnknownAuthority() // PLT-115
    {
        SmtpSettings settings = settingsOf(*m_server, SmtpSecurity::StartTls);
        settings.caFile.clear();
        const DeliveryOutcome outcome = send(settings);
        QCOMPARE(nameOf(outcome.outcome), u"config"_s);
        QCOMPARE(outcome.reason, u"tls_certificate"_s);
        QCOMPARE(m_server->transactions(), 0);
    }

    void refusesACertificateForAnotherHost() // PLT-115
    {
        SmtpServer server({.security = u"tls"_s, .certificateHost = u"elsewhere.example"_s});
        const DeliveryOutcome outcome = send(settingsOf(server, SmtpSecurity::Tls));
        QCOMPARE(outcome.reason, u"tls_certificate"_s);
        QCOMPARE(server.transactions(), 0);
    }

    void refusesAServerWithoutStartTls() // PLT-115: neither mail nor password in the clear
    {
        SmtpServer server({.security = u"none"_s});
        SmtpSettings settings = settingsOf(server, SmtpSecurity::StartTls);
        const DeliveryOutcome outcome = send(settings);
        QCOMPARE(nameOf(outcome.outcome), u"config"_s);
        QCOMPARE(outcome.reason, u"tls_missing"_s);
        QCOMPARE(server.transactions(), 0);
    }

    void wrongPassword() // PLT-111
    {
        SmtpSettings settings = settingsOf(*m_server, SmtpSecurity::StartTls);
        settings.password = u"wrong"_s;
        const DeliveryOutcome outcome = send(settings);
        QCOMPARE(nameOf(outcome.outcome), u"config"_s);
        QCOMPARE(outcome.code, u"535"_s);
    }

    void nobodyListens()
    {
        SmtpSettings settings = settingsOf(*m_server, SmtpSecurity::StartTls);
        QTcpServer occupied;
        QVERIFY(occupied.listen(QHostAddress::LocalHost));
        settings.port = occupied.serverPort();
        occupied.close();
        const DeliveryOutcome outcome = send(settings);
        QCOMPARE(nameOf(outcome.outcome), u"transient"_s);
        QCOMPARE(outcome.reason, u"connect_failed"_s);
    }

    void injectionNeverReachesTheServer() // PLT-115
    {
        OutgoingMail mail = aMail();
        mail.toAddress = u"a@b.example>\r\nRCPT TO:<c@d.example"_s;
        QCOMPARE(nameOf(send(settingsOf(*m_server, SmtpSecurity::StartTls), mail).outcome), u"permanent"_s);
        mail = aMail();
        mail.subject = u"x\r\nBcc: c@d.example"_s;
        QCOMPARE(nameOf(send(settingsOf(*m_server, SmtpSecurity::StartTls), mail).outcome), u"permanent"_s);
        QCOMPARE(m_server->connections(), 0);
    }

    void sendsSeveralAtOnce()
    {
        SmtpTransport transport(m_pool, settingsOf(*m_server, SmtpSecurity::StartTls));
        std::vector<QCoro::Task<DeliveryOutcome>> tasks;
        for (int i = 0; i < 12; ++i)
            tasks.push_back(transport.send(aMail(u"m%1"_s.arg(i))));
        for (auto &task : tasks)
            QCOMPARE(nameOf(QCoro::waitFor(std::move(task)).outcome), u"accepted"_s);
        QCOMPARE(m_server->mails().size(), 12);
    }

    void endsWhileTransfersRun()
    {
        auto pool = std::make_shared<TransferPool>(m_clock, 1);
        m_server->addRule({{u"stage"_s, u"body"_s}, {u"stall"_s, true}, {u"times"_s, 0}});
        SmtpTransport transport(pool, settingsOf(*m_server, SmtpSecurity::StartTls));
        auto running = transport.send(aMail());
        auto waiting = transport.send(aMail());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->mails().size(), 1, 30'000);
        QElapsedTimer timer;
        timer.start();
        // The coroutines hold the pool as well; what they wait for ends with their last reference, which is theirs.
        pool->cancel();
        QCOMPARE(nameOf(QCoro::waitFor(std::move(running)).outcome), u"unknown"_s);
        QCOMPARE(nameOf(QCoro::waitFor(std::move(waiting)).outcome), u"transient"_s);
        QVERIFY(timer.elapsed() < 30'000);
    }

    void refusesContradictorySettings_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<SmtpSettings>("settings");
        const auto row = [](const char *name, const QString &pointer, auto change) {
            SmtpSettings settings;
            settings.host = u"mail.example.org"_s;
            settings.from = {u"portier@example.org"_s, u"Portier"_s};
            change(settings);
            QTest::newRow(name) << pointer << settings;
        };
        row("good", {}, [](auto &) {});
        row("no host", u"/smtp.host"_s, [](auto &s) { s.host.clear(); });
        row("host with a path", u"/smtp.host"_s, [](auto &s) { s.host = u"a/b"_s; });
        row("no sender", u"/notify.from"_s, [](auto &s) {
            s.from.address.clear();
            s.ehloName = u"house.example.org"_s;
        });
        row("line break in the name", u"/notify.from_name"_s, [](auto &s) { s.from.name = u"a\nb"_s; });
        row("plain to elsewhere", u"/smtp.security"_s, [](auto &s) { s.security = SmtpSecurity::None; });
        row("plain with a password", u"/smtp.user"_s, [](auto &s) {
            s.security = SmtpSecurity::None;
            s.host = u"127.0.0.1"_s;
            s.user = u"portier"_s;
        });
        row("greets badly", u"/http.public_url"_s, [](auto &s) { s.ehloName = u"a b"_s; });
    }
    void refusesContradictorySettings()
    {
        QFETCH(QString, pointer);
        QFETCH(SmtpSettings, settings);
        const auto checked = checkSmtpSettings(settings);
        QCOMPARE(checked.has_value(), pointer.isEmpty());
        if (!checked) {
            QCOMPARE(checked.error().fields.size(), 1);
            QCOMPARE(checked.error().fields.front().pointer, pointer);
        }
    }
};

QTEST_GUILESS_MAIN(TestSmtpTransport)
#include "tst_smtptransport.moc"
