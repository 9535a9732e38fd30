// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/notifications/channels/httpoutcome.h"
#include "core/notifications/channels/providertransports.h"
#include "core/notifications/channels/smtptransport.h"
#include "core/notifications/channels/twiliotransport.h"
#include "core/notifications/channels/webhooktransport.h"
#include "tests/emulators/emulator.h"
#include "tests/support/smtpserver.h"
#include "tests/support/testdatabase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::notifications;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString account = u"AC0123456789abcdef0123456789abcdef"_s;

OutgoingMail aMail()
{
    OutgoingMail mail;
    mail.messageId = u"0194a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"_s;
    mail.mailId = mail.messageId + u"@portier.example.org"_s;
    mail.toAddress = u"cornelia@contest.com"_s;
    mail.toName = u"Cornelia Müller"_s;
    mail.subject = u"Preisalarm: Lissabon jetzt 1.234,50 €"_s;
    mail.text = u"Hallo & willkommen\n"_s;
    mail.html = u"<p>Hallo &amp; willkommen</p>\n"_s;
    mail.unsubscribeUrl = u"https://portier.example.org/unsubscribe/t"_s;
    mail.threadId = u"trip.t1@portier.example.org"_s;
    mail.date = fromMs(1'800'000'000'000);
    return mail;
}

QJsonObject status(int code, const QJsonObject &body = {}, int retryAfter = 0)
{
    QJsonObject fault{{u"kind"_s, u"status"_s}, {u"status"_s, code}, {u"body"_s, body}};
    if (retryAfter > 0)
        fault.insert(u"retry_after"_s, retryAfter);
    return fault;
}

QJsonObject fault(const QString &kind)
{
    return {{u"kind"_s, kind}};
}

/// A published contract, or nothing where the folder is absent.
QJsonObject contractFile(const QString &path)
{
    QFile file(QStringLiteral(PORTIER_SOURCE_DIR "/../shared/contracts/") + path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QString textOf(const DeliveryOutcome &outcome)
{
    return u"%1 %2 %3"_s.arg(nameOf(outcome.outcome), outcome.code, outcome.reason).simplified();
}

} // namespace

class TestHttpChannels : public QObject
{
    Q_OBJECT

    std::shared_ptr<ManualClock> m_clock = portier::test::aClock();
    std::shared_ptr<TransferPool> m_pool = std::make_shared<TransferPool>(m_clock);
    std::unique_ptr<portier::test::Emulator> m_world;
    std::unique_ptr<portier::test::SmtpServer> m_smtp; ///< made when a test needs it

    SmtpSettings smtpSettings(const MailSender &from, const QString &password)
    {
        if (!m_smtp)
            m_smtp = std::make_unique<portier::test::SmtpServer>();
        SmtpSettings settings;
        settings.host = u"localhost"_s;
        settings.port = m_smtp->port();
        settings.user = m_smtp->user();
        settings.password = password.isEmpty() ? m_smtp->password() : password;
        settings.caFile = m_smtp->caFile();
        settings.from = from;
        settings.ehloName = u"portier.example.org"_s;
        return settings;
    }
    /// What arrived, in the shape of the emulator's report; of SMTP by the headers of `names`.
    QJsonArray arrived(const QString &provider, const QStringList &names)
    {
        if (provider != "smtp"_L1)
            return accepted();
        QJsonArray mails;
        for (const portier::test::ReceivedMail &mail : m_smtp->mails()) {
            QJsonObject headers;
            for (const QString &name : names) {
                if (const QString value = mail.header(name); !value.isEmpty())
                    headers.insert(name, value);
            }
            mails.append(QJsonObject{{u"to"_s, mail.to.join(u',')},
                                     {u"subject"_s, mail.subject},
                                     {u"text"_s, QString(mail.text).remove(u'\r')},
                                     {u"html"_s, QString(mail.html).remove(u'\r')},
                                     {u"headers"_s, headers}});
        }
        return mails;
    }

    std::unique_ptr<Transport> transport(const QString &provider, const QString &key = {})
    {
        ProviderSettings settings;
        settings.baseUrl = m_world->url();
        settings.from = {u"portier@contest.com"_s, u"Portier"_s};
        settings.timeout = 2s;
        if (provider == "resend"_L1) {
            settings.apiKey = key.isEmpty() ? u"re_good"_s : key;
            return std::make_unique<ResendTransport>(m_pool, m_clock, settings);
        }
        if (provider == "smtp"_L1)
            return std::make_unique<SmtpTransport>(m_pool, smtpSettings(settings.from, key));
        if (provider == "sendgrid"_L1) {
            settings.apiKey = key.isEmpty() ? u"SG.good"_s : key;
            return std::make_unique<SendGridTransport>(m_pool, m_clock, settings);
        }
        TwilioSettings twilio;
        twilio.baseUrl = m_world->url();
        twilio.accountSid = account;
        twilio.authToken = key.isEmpty() ? u"twilio-good"_s : key;
        twilio.from = u"+4930123456"_s;
        twilio.statusCallback = u"https://portier.example.org/hooks/twilio"_s;
        twilio.timeout = 2s;
        return std::make_unique<TwilioTransport>(m_pool, m_clock, twilio);
    }
    DeliveryOutcome send(const QString &provider, OutgoingMail mail = aMail(), const QString &key = {})
    {
        if (provider == "twilio"_L1)
            mail.toAddress = u"+491701234567"_s;
        return QCoro::waitFor(transport(provider, key)->send(mail));
    }
    void faults(const QJsonArray &list) { m_world->control({{u"faults"_s, list}}); }
    QJsonArray accepted() { return m_world->report().value("accepted"_L1).toArray(); }

    DeliveryOutcome post(const QString &url, const WebhookSettings &settings)
    {
        OutgoingMail mail = aMail();
        mail.toAddress = url;
        mail.text = u"{\"type\":\"request.responded\"}"_s;
        WebhookTransport webhook(m_pool, m_clock, settings);
        return QCoro::waitFor(webhook.send(mail));
    }
    WebhookSettings loopbackAllowed()
    {
        WebhookSettings settings;
        settings.guard.exceptions.http = true;
        settings.guard.exceptions.networks = {QHostAddress::parseSubnet(u"127.0.0.0/8"_s)};
        settings.timeout = 2s;
        return settings;
    }

private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<portier::test::Emulator>(u"messaging"_s); }
    void init() { m_world->reset(); }
    void cleanupTestCase()
    {
        m_world.reset();
        m_smtp.reset();
    }

    void saysTheSameEverywhere_data() // A49, PLT-116
    {
        QTest::addColumn<QString>("provider");
        QTest::newRow("smtp") << u"smtp"_s;
        QTest::newRow("resend") << u"resend"_s;
        QTest::newRow("sendgrid") << u"sendgrid"_s;
    }
    void saysTheSameEverywhere()
    {
        QFETCH(QString, provider);
        const DeliveryOutcome outcome = send(provider);
        QCOMPARE(nameOf(outcome.outcome), u"accepted"_s);
        QCOMPARE(outcome.provider, provider);
        QCOMPARE(m_world->report().value("violations"_L1).toArray(), QJsonArray());
        const QStringList names{u"Message-ID"_s,       u"References"_s,
                                u"Auto-Submitted"_s,   u"X-Auto-Response-Suppress"_s,
                                u"List-Unsubscribe"_s, u"List-Unsubscribe-Post"_s};
        const QJsonObject mail = arrived(provider, names).at(0).toObject();
        QCOMPARE(mail.value("to"_L1).toString(), u"cornelia@contest.com"_s);
        QCOMPARE(mail.value("subject"_L1).toString(), aMail().subject);
        QCOMPARE(mail.value("text"_L1).toString(), aMail().text);
        QCOMPARE(mail.value("html"_L1).toString(), aMail().html);
        const QJsonObject headers = mail.value("headers"_L1).toObject();
        QCOMPARE(headers.value("Message-ID"_L1).toString(), u"<%1>"_s.arg(aMail().mailId));
        QCOMPARE(headers.value("References"_L1).toString(), u"<trip.t1@portier.example.org>"_s);
        QCOMPARE(headers.value("Auto-Submitted"_L1).toString(), u"auto-generated"_s);
        QCOMPARE(headers.value("X-Auto-Response-Suppress"_L1).toString(), u"All"_s);
        QCOMPARE(headers.value("List-Unsubscribe"_L1).toString(), u"<https://portier.example.org/unsubscribe/t>"_s);
        QCOMPARE(headers.value("List-Unsubscribe-Post"_L1).toString(), u"List-Unsubscribe=One-Click"_s);
        if (provider == "sendgrid"_L1)
            QCOMPARE(mail["custom_args"_L1]["message_id"_L1].toString(), aMail().messageId);
        if (provider != "smtp"_L1) // whose Message-ID is ours
            QVERIFY(!outcome.providerId.isEmpty());

        OutgoingMail duty = aMail();
        duty.unsubscribeUrl.clear();
        duty.messageId = u"another"_s;
        QCOMPARE(nameOf(send(provider, duty).outcome), u"accepted"_s);
        QVERIFY(!arrived(provider, names).at(1)["headers"_L1].toObject().contains("List-Unsubscribe"_L1)); // PLT-130
        OutgoingMail forged = aMail();
        forged.subject = u"a\r\nBcc: b@contest.com"_s;
        QCOMPARE(textOf(send(provider, forged)), u"permanent header_invalid"_s);
    }

    void bodiesFollowThePublishedContracts() // PLT-116
    {
        const QJsonObject resend = contractFile(u"resend/resend.json"_s);
        const QJsonObject grid = contractFile(u"sendgrid/tsg_mail_v3.json"_s);
        if (resend.isEmpty() || grid.isEmpty())
            QSKIP("the published contracts are not beside this repository");
        QCOMPARE(nameOf(send(u"resend"_s).outcome), u"accepted"_s);
        const QJsonObject schema = resend["components"_L1]["schemas"_L1]["SendEmailRequest"_L1].toObject();
        const QJsonObject known = schema.value("properties"_L1).toObject();
        const QString raw = m_world->report()["requests"_L1].toArray().at(0)["body"_L1].toString();
        const QJsonObject body = QJsonDocument::fromJson(raw.toUtf8()).object();
        for (const QString &name : body.keys())
            QVERIFY2(known.contains(name), qPrintable(name));
        for (const QJsonValue &name : schema.value("required"_L1).toArray())
            QVERIFY(body.contains(name.toString()));
        QVERIFY(grid.value("paths"_L1).toObject().contains("/v3/mail/send"_L1));
    }

    void judgesReplies_data() // PLT-108 to PLT-112
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QJsonObject>("fault");
        QTest::addColumn<QString>("expected");
        for (const QString &provider : {u"resend"_s, u"sendgrid"_s, u"twilio"_s}) {
            const auto row = [&provider](const char *name, const QJsonObject &what, const QString &expected) {
                QTest::addRow("%s, %s", qPrintable(provider), name) << provider << what << expected;
            };
            row("bad request", status(400), u"permanent 400 http_refused"_s);
            row("not found", status(404), u"permanent 404 http_refused"_s);
            row("invalid", status(422), u"permanent 422 http_refused"_s);
            row("gone", status(410), u"permanent 410 http_refused"_s);
            row("wrong method", status(405), u"transient 405 http_refused"_s);
            row("too large", status(413), u"transient 413 http_refused"_s);
            row("in conflict", status(409), u"transient 409 http_refused"_s);
            row("reset", fault(u"reset"_s), u"unknown connection_lost"_s);
            row("forbidden sender", status(403), u"config 403 http_refused"_s);
            row("busy", status(429, {}, 90), u"transient 429 http_refused"_s);
            row("broken", status(500), u"transient 500 http_refused"_s);
            row("lost behind the request", fault(u"lose"_s), u"unknown connection_lost"_s);
            row("hangs", {{u"kind"_s, u"hang"_s}, {u"ms"_s, 4000}}, u"unknown timeout"_s);
            row("redirects", {{u"kind"_s, u"redirect"_s}, {u"to"_s, u"http://127.0.0.1:1/"_s}},
                u"transient 302 redirected"_s);
            row("huge reply", fault(u"huge"_s),
                provider == "twilio"_L1   ? u"accepted 201"_s
                : provider == "resend"_L1 ? u"accepted 200"_s
                                          : u"accepted 202"_s);
        }
        QTest::newRow("twilio, opted out")
            << u"twilio"_s << status(400, {{u"code"_s, 21610}}) << u"permanent 400 opted_out"_s; // PLT-118
        QTest::newRow("twilio, bad sender")
            << u"twilio"_s << status(400, {{u"code"_s, 21606}}) << u"config 400 sender_refused"_s;
        QTest::newRow("resend, daily quota") << u"resend"_s << status(429, {{u"name"_s, u"daily_quota_exceeded"_s}})
                                             << u"transient 429 daily_quota_exceeded"_s;
    }
    void judgesReplies()
    {
        QFETCH(QString, provider);
        QFETCH(QJsonObject, fault);
        QFETCH(QString, expected);
        faults({fault});
        const DeliveryOutcome outcome = send(provider);
        QCOMPARE(textOf(outcome), expected);
        QCOMPARE(outcome.suppress, expected.endsWith("opted_out"_L1) ? u"opted_out"_s : QString());
        if (fault.contains("retry_after"_L1))
            QVERIFY(outcome.retryAfter == Millis(90s));
    }

    void wrongCredentials_data() { saysTheSameEverywhere_data(); }
    void wrongCredentials() // PLT-111
    {
        QFETCH(QString, provider);
        QCOMPARE(nameOf(send(provider, aMail(), u"wrong"_s).outcome), u"config"_s);
        QCOMPARE(textOf(send(u"twilio"_s, aMail(), u"wrong"_s)), u"config 401 auth_refused"_s);
    }

    void unreachable() // PLT-109
    {
        ProviderSettings settings;
        settings.baseUrl = QUrl(u"http://127.0.0.1:1"_s);
        settings.from = {u"portier@contest.com"_s, {}};
        ResendTransport resend(m_pool, m_clock, settings);
        QCOMPARE(textOf(QCoro::waitFor(resend.send(aMail()))), u"transient connect_failed"_s);
    }

    void quotasHoldUntilTheyBeginAnew() // PLT-116
    {
        faults({status(429, {{u"name"_s, u"daily_quota_exceeded"_s}}),
                status(429, {{u"name"_s, u"monthly_quota_exceeded"_s}})});
        QCOMPARE(toRfc3339(send(u"resend"_s).holdUntil.value()), u"2026-01-16T00:00:00Z"_s);
        QCOMPARE(toRfc3339(send(u"resend"_s).holdUntil.value()), u"2026-02-01T00:00:00Z"_s);
    }

    void resendDropsRepeatedKeys() // PLT-112
    {
        QVERIFY(transport(u"resend"_s)->deduplicates());
        QVERIFY(!transport(u"sendgrid"_s)->deduplicates());
        faults({fault(u"lose"_s)});
        QCOMPARE(nameOf(send(u"resend"_s).outcome), u"unknown"_s);
        QCOMPARE(nameOf(send(u"resend"_s).outcome), u"accepted"_s);
        QCOMPARE(accepted().size(), 1);
    }

    void twilioIsAskedFirst() // PLT-112
    {
        faults({fault(u"lose"_s)});
        QCOMPARE(nameOf(send(u"twilio"_s).outcome), u"unknown"_s);
        OutgoingMail again = aMail();
        again.mayHaveArrived = true;
        const DeliveryOutcome found = send(u"twilio"_s, again);
        QCOMPARE(textOf(found), u"accepted found_at_provider"_s);
        QVERIFY(found.providerId.startsWith(u"SM"_s));
        QCOMPARE(m_world->calls(u"twilio"_s), 1);
        faults({QJsonObject{{u"kind"_s, u"lose"_s}, {u"method"_s, u"GET"_s}}});
        QCOMPARE(textOf(send(u"twilio"_s, again)), u"transient connection_lost"_s); // only the question is lost
        QCOMPARE(m_world->calls(u"twilio"_s), 1);
        again.text = u"another text"_s;
        QCOMPARE(textOf(send(u"twilio"_s, again)), u"accepted 201"_s);
        QCOMPARE(m_world->calls(u"twilio"_s), 2);
        QCOMPARE(accepted().at(0)["callback"_L1].toString(), u"https://portier.example.org/hooks/twilio"_s);
    }

    void signsLikeTwilio() // PLT-118
    {
        const QJsonObject vectors = contractFile(u"twilio/signature_vectors.json"_s);
        if (vectors.isEmpty())
            QSKIP("the published vectors are not beside this repository");
        for (const QJsonValue &vector : vectors.value("form"_L1).toArray()) {
            QMap<QString, QString> parameters;
            const QJsonObject given = vector["params"_L1].toObject();
            for (auto it = given.begin(); it != given.end(); ++it)
                parameters.insert(it.key(), it->toString());
            QCOMPARE(QString::fromLatin1(twilioSignature(vectors.value("auth_token"_L1).toString(),
                                                         vector["url"_L1].toString(), parameters)),
                     vector["signature"_L1].toString());
        }
    }

    void signsLikeStandardWebhooks() // PLT-119
    {
        const QJsonObject vectors = contractFile(u"standard-webhooks/vectors.json"_s);
        if (vectors.isEmpty())
            QSKIP("the published vectors are not beside this repository");
        for (const QJsonValue &vector : vectors.value("sign"_L1).toArray()) {
            const QString secret = vector["secret"_L1].toString();
            const QByteArray id = vector["id"_L1].toString().toUtf8();
            const qint64 timestamp = vector["timestamp"_L1].toInteger();
            const QByteArray body = vector["payload"_L1].toString().toUtf8();
            const QByteArray signature = vector["signature"_L1].toString().toLatin1();
            QCOMPARE(webhookSignature(secret, id, timestamp, body), signature);
            const QByteArray time = QByteArray::number(timestamp);
            const Instant now = fromMs(timestamp * 1000);
            QVERIFY(verifyWebhook(secret, id, time, "v1,bad v2,other " + signature, body, now));
            QVERIFY(!verifyWebhook(secret, id, time, "v1,", body, now));
            QVERIFY(!verifyWebhook(secret, id, time, "v2," + signature.mid(3), body, now));
            QVERIFY(!verifyWebhook(secret, id, time, {}, body, now));
            QVERIFY(!verifyWebhook(secret, {}, time, signature, body, now));
            QVERIFY(!verifyWebhook(secret, id, "soon", signature, body, now));
            QVERIFY(!verifyWebhook(secret, id, time, signature, body, now + 301s));
            QVERIFY(!verifyWebhook(secret, id, time, signature, body, now - 301s));
            QVERIFY(!verifyWebhook(u"whsec_"_s, id, time, signature, body, now));
            QVERIFY(!verifyWebhook({}, id, time, signature, body, now));
        }
    }

    void signsWithEverySecret() // PLT-119
    {
        WebhookSettings settings = loopbackAllowed();
        const QStringList secrets{u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, u"older secret"_s};
        settings.secretsFor = [secrets](const QString &) { return secrets; };
        QCOMPARE(textOf(post(m_world->url().toString() + u"/callback"_s, settings)), u"accepted 200"_s);
        const QJsonObject got = accepted().at(0).toObject();
        const QJsonObject headers = got.value("headers"_L1).toObject();
        const auto header = [&headers](const char *name) {
            return headers.value(QLatin1String(name)).toString().toLatin1();
        };
        const QByteArray body = got.value("body"_L1).toString().toUtf8();
        QCOMPARE(header("webhook-signature").split(' ').size(), 2);
        for (const QString &secret : secrets)
            QVERIFY(verifyWebhook(secret, header("webhook-id"), header("webhook-timestamp"),
                                  header("webhook-signature"), body, m_clock->now()));
        QVERIFY(header("x-webhook-signature").startsWith("sha256="));
        QCOMPARE(header("content-type"), "application/json");
    }

    void neverReachesInside_data() // A54, PLT-120
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("addresses");
        const auto row = [](const char *name, const QString &url, const QString &addresses = {}) {
            QTest::newRow(name) << url << addresses;
        };
        row("loopback", u"https://127.0.0.1/x"_s, u"127.0.0.1"_s);
        row("private", u"https://10.0.0.1/x"_s, u"10.0.0.1"_s);
        row("mapped", u"https://[::ffff:10.0.0.1]/x"_s, u"::ffff:10.0.0.1"_s);
        row("metadata", u"https://169.254.169.254/latest"_s, u"169.254.169.254"_s);
        row("one public and one private", u"https://mixed.contest.com/x"_s, u"93.184.216.34 10.0.0.1"_s);
        row("name of loopback", u"https://inside.contest.com/x"_s, u"127.0.0.1"_s);
        row("plain http", u"http://contest.com/x"_s, u"93.184.216.34"_s);
        row("user info", u"https://a:b@contest.com/x"_s, u"93.184.216.34"_s);
        row("number", u"https://2130706433/x"_s, u"127.0.0.1"_s);
    }
    void neverReachesInside()
    {
        QFETCH(QString, url);
        QFETCH(QString, addresses);
        WebhookSettings settings;
        settings.timeout = 2s;
        settings.guard.resolve = [addresses](const QString &) {
            QList<QHostAddress> found;
            for (const QString &address : addresses.split(u' '))
                found.append(QHostAddress(address));
            return found;
        };
        QCOMPARE(textOf(post(url, settings)), u"permanent endpoint_refused"_s);
        QCOMPARE(m_world->calls(u"webhook"_s), 0);
    }

    void connectsToTheCheckedAddress() // PLT-120: whatever the name says a moment later
    {
        WebhookSettings settings = loopbackAllowed();
        int asked = 0;
        settings.guard.resolve = [&asked](const QString &) -> QList<QHostAddress> {
            ++asked;
            return {QHostAddress(u"127.0.0.1"_s)};
        };
        const QString url = u"http://does-not-exist.contest.com:%1/callback"_s.arg(m_world->url().port());
        QCOMPARE(textOf(post(url, settings)), u"accepted 200"_s);
        QCOMPARE(textOf(post(url, settings)), u"accepted 200"_s);
        QCOMPARE(asked, 2); // anew at every attempt
        // Written in another way it is still the same name to whoever connects.
        for (const char *name : {"does-not-exist.contest.com.", "DOES-NOT-EXIST.contest.com", "bücher.contest.com"}) {
            const QString other = u"http://%1:%2/callback"_s.arg(QString::fromUtf8(name)).arg(m_world->url().port());
            const QString outcome = textOf(post(other, settings));
            QVERIFY2(outcome == "accepted 200"_L1 || outcome == "permanent endpoint_refused"_L1, qPrintable(outcome));
        }
    }

    void callbackRedirectsAreFailures() // A54, PLT-119
    {
        const QString inside = m_world->url().toString() + u"/callback-inside"_s;
        faults({QJsonObject{{u"kind"_s, u"redirect"_s}, {u"to"_s, inside}}});
        QCOMPARE(textOf(post(m_world->url().toString() + u"/callback"_s, loopbackAllowed())),
                 u"transient 302 redirected"_s);
        QCOMPARE(accepted().size(), 0);
        for (const int code : {401, 403, 409, 413}) {
            faults({status(code)});
            QCOMPARE(nameOf(post(m_world->url().toString() + u"/callback"_s, loopbackAllowed()).outcome),
                     u"permanent"_s);
        }
        for (const int code : {408, 425, 429, 503}) {
            faults({status(code)});
            QCOMPARE(nameOf(post(m_world->url().toString() + u"/callback"_s, loopbackAllowed()).outcome),
                     u"transient"_s);
        }
    }
};

QTEST_GUILESS_MAIN(TestHttpChannels)
#include "tst_httpchannels.moc"
