// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliveryreport.h"
#include "core/notifications/operatorfacts.h"
#include "core/notifications/reportdesk.h"
#include "core/notifications/suppressionstore.h"
#include "tests/support/signingkey.h"
#include "tests/unit/notifications/builders.h"

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;

using Reports = QList<DeliveryReport>;
Q_DECLARE_METATYPE(Reports)

namespace
{

/// JSON with single quotes, which are easier to read here.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

Result<QList<Recipient>> anAdmin(storage::Transaction &)
{
    return QList<Recipient>{aRecipient(u"ada"_s)};
}

/// One mail that a provider took under the name "p1".
struct ReportWorld : World {
    ReportWorld(const QString &backend, MessageClass messageClass)
        : World(backend), script(std::make_shared<ScriptedTransport>(clock)), desk(*db, clock, anAdmin)
    {
        findAdmins = anAdmin;
        transport = script;
        DeliveryOutcome taken = outcomeOf(AttemptOutcome::Accepted, u"200"_s);
        taken.provider = u"resend"_s;
        taken.providerId = u"p1"_s;
        script->script = {taken};
        start();
        Event event = aPriceAlert(u"e1"_s);
        event.messageClass = messageClass;
        event.list.clear();
        add(event);
        clock->settle();
        messageId = only().message.id;
    }
    bool take(const QString &status, const QString &id = u"p1"_s, const QString &provider = u"resend"_s)
    {
        const Reports reports{{provider, id, {}, status}};
        const bool taken = QCoro::waitFor(desk.take(reports)).has_value();
        clock->settle();
        return taken;
    }
    QString status() { return attempts(messageId).constFirst().deliveryStatus; }
    QString suppression()
    {
        const auto body = [](storage::Transaction &tx) {
            return SuppressionStore(tx).reasonFor(Channel::Mail, u"cornelia@contest.com"_s);
        };
        return db->readBlocking(body).value();
    }
    int alarms()
    {
        const auto all = messages();
        return int(std::count_if(all.begin(), all.end(),
                                 [](const HistoryItem &item) { return item.message.kind == "duty_bounced"_L1; }));
    }

    std::shared_ptr<ScriptedTransport> script;
    ReportDesk desk;
    QString messageId;
};

} // namespace

class TestDeliveryReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsResend_data() // PLT-124
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Reports>("reports");
        const auto row = [](const char *name, const QByteArray &type, const QByteArray &more, const QString &status) {
            const QByteArray body = json("{'type':'") + type +
                                    json("','created_at':'2026-01-15T08:00:00Z','data':{'email_id':'e1'") + more + "}}";
            QTest::newRow(name) << body << (status.isEmpty() ? Reports() : Reports{{u"resend"_s, u"e1"_s, {}, status}});
        };
        row("delivered", "email.delivered", "", u"delivered"_s);
        row("hard bounce", "email.bounced", json(",'bounce':{'type':'Permanent','subType':'NoEmail'}"), u"bounced"_s);
        row("soft bounce", "email.bounced", json(",'bounce':{'type':'Transient','subType':'MailboxFull'}"),
            u"blocked"_s);
        row("complaint", "email.complained", "", u"complained"_s);
        row("suppressed there", "email.suppressed", json(",'suppressed':{'reason':'previous_bounce'}"), u"bounced"_s);
        row("suppressed complaint", "email.suppressed", json(",'suppressed':{'reason':'previous_complaint'}"),
            u"complained"_s);
        row("delayed", "email.delivery_delayed", "", u"delayed"_s);
        row("opened", "email.opened", "", {});
        row("somebody else's business", "domain.created", "", {});
    }
    void readsResend()
    {
        QFETCH(QByteArray, body);
        QFETCH(Reports, reports);
        QCOMPARE(readResendReport(body).value(), reports);
    }

    void readsSendGrid_data() // PLT-124
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("status");
        QTest::newRow("processed") << json("'event':'processed'") << u"accepted"_s;
        QTest::newRow("delivered") << json("'event':'delivered'") << u"delivered"_s;
        QTest::newRow("deferred") << json("'event':'deferred'") << u"delayed"_s;
        QTest::newRow("bounce") << json("'event':'bounce','type':'bounce'") << u"bounced"_s;
        QTest::newRow("block") << json("'event':'bounce','type':'blocked'") << u"blocked"_s;
        QTest::newRow("dropped") << json("'event':'dropped','reason':'Bounced Address'") << u"bounced"_s;
        QTest::newRow("dropped for spam")
            << json("'event':'dropped','reason':'Spam Reporting Address'") << u"complained"_s;
        QTest::newRow("spam report") << json("'event':'spamreport'") << u"complained"_s;
        QTest::newRow("opened") << json("'event':'open'") << QString();
    }
    void readsSendGrid()
    {
        QFETCH(QByteArray, event);
        QFETCH(QString, status);
        const QByteArray body = "[{" + event + json(",'sg_message_id':'x1.filter0001.1','message_id':'own'}]");
        const Reports expected{{u"sendgrid"_s, u"x1"_s, u"own"_s, status}};
        QCOMPARE(readSendGridReport(body).value(), status.isEmpty() ? Reports() : expected);
    }

    void readsTwilio_data() // PLT-118
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("expected");
        QTest::newRow("queued") << u"queued"_s << QString() << u"accepted"_s;
        QTest::newRow("sent") << u"sent"_s << QString() << u"sent"_s;
        QTest::newRow("delivered") << u"delivered"_s << QString() << u"delivered"_s;
        QTest::newRow("undelivered") << u"undelivered"_s << u"30003"_s << u"failed"_s;
        QTest::newRow("opted out") << u"failed"_s << u"21610"_s << u"opted_out"_s;
        QTest::newRow("unheard of") << u"teleported"_s << QString() << QString();
    }
    void readsTwilio()
    {
        QFETCH(QString, status);
        QFETCH(QString, code);
        QFETCH(QString, expected);
        const Reports reports =
            readTwilioReport({{u"MessageSid"_s, u"SM1"_s}, {u"MessageStatus"_s, status}, {u"ErrorCode"_s, code}});
        QCOMPARE(reports, expected.isEmpty() ? Reports() : Reports({{u"twilio"_s, u"SM1"_s, {}, expected}}));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char *body : {"", "x", "null", "5", "[[]", "{\"a\":"})
            QTest::newRow(body) << QByteArray(body);
    }
    void nonsenseIsRefused()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(readResendReport(body).error().code, u"malformed_json"_s);
        QCOMPARE(readSendGridReport(body).error().code, u"malformed_json"_s);
        QCOMPARE(readResendReport("{}").value(), Reports());
        QCOMPARE(readSendGridReport(json("[1,'x',{'event':[]}]")).value(), Reports());
    }

    void sendGridSigns() // ECDSA P-256 over timestamp and body
    {
        const portier::test::SigningKey key, other;
        const QByteArray body = json("[{'event':'delivered'}]"), at = "1768464000";
        const QByteArray signature = key.sign(at + body);
        QVERIFY(isSignedBySendGrid(key.publicKey(), at, signature, body));
        QVERIFY(!isSignedBySendGrid(other.publicKey(), at, signature, body));
        QVERIFY(!isSignedBySendGrid(key.publicKey(), "1768464001", signature, body));
        QVERIFY(!isSignedBySendGrid(key.publicKey(), at, signature, body + ' '));
        QVERIFY(!isSignedBySendGrid(key.publicKey(), at, {}, body));
        QVERIFY(!isSignedBySendGrid(key.publicKey(), at, "AAAA", body));
        QVERIFY(!isSignedBySendGrid(key.publicKey(), {}, key.sign(body), body));
        QVERIFY(!isSignedBySendGrid(u"no key"_s, at, signature, body));
        QVERIFY(!isSignedBySendGrid({}, at, signature, body));
    }

    void reportsComeInAnyOrder_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<QString>("last");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto row = [&backend](const char *name, const QStringList &statuses, const QString &last) {
                QTest::addRow("%s, %s", name, qPrintable(backend)) << backend << statuses << last;
            };
            row("in order", {u"sent"_s, u"delivered"_s}, u"delivered"_s);
            row("the wrong way round", {u"delivered"_s, u"sent"_s, u"delayed"_s}, u"delivered"_s);
            row("twice", {u"delivered"_s, u"delivered"_s}, u"delivered"_s);
            row("complained of after it came", {u"complained"_s, u"delivered"_s}, u"complained"_s);
        }
    }
    void reportsComeInAnyOrder() // PLT-118: order-tolerant and idempotent
    {
        QFETCH(QString, backend);
        QFETCH(QStringList, statuses);
        QFETCH(QString, last);
        ReportWorld world(backend, MessageClass::Answer);
        for (const QString &status : statuses)
            QVERIFY(world.take(status));
        QCOMPARE(world.status(), last);
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(world.stats().balance, 0);
    }

    void aBounceSuppressesTheAddress_data() { TestDatabase::backends(); }
    void aBounceSuppressesTheAddress() // PLT-124
    {
        QFETCH(QString, backend);
        ReportWorld world(backend, MessageClass::Answer);
        QVERIFY(world.take(u"blocked"_s));
        QCOMPARE(world.suppression(), QString());
        QVERIFY(world.take(u"bounced"_s));
        QCOMPARE(world.suppression(), u"bounced"_s);
        QCOMPARE(world.alarms(), 0);
        Event next = aPriceAlert(u"e2"_s);
        next.messageClass = MessageClass::Answer;
        world.add(next);
        world.clock->advance(1min);
        QCOMPARE(world.fate(1), u"suppressed(bounced)"_s);
    }

    void dutyMailRaisesAnAlarm_data() { TestDatabase::backends(); }
    void dutyMailRaisesAnAlarm() // PLT-124: instead of silence
    {
        QFETCH(QString, backend);
        ReportWorld world(backend, MessageClass::Duty);
        QVERIFY(world.take(u"complained"_s));
        QVERIFY(world.take(u"complained"_s));
        QCOMPARE(world.alarms(), 1);
        Event next = aPriceAlert(u"e2"_s);
        next.messageClass = MessageClass::Duty;
        world.add(next);
        world.clock->advance(1min);
        QCOMPARE(world.alarms(), 2); // of the one that was not even tried
        QCOMPARE(world.script->sent.constLast().mail.toAddress, u"ada@contest.com"_s);
        QCOMPARE(world.stats().balance, 0);
    }

    void aRefusedAddressRaisesItToo_data() { TestDatabase::backends(); }
    void aRefusedAddressRaisesItToo() // SMTP 550 5.1.1
    {
        QFETCH(QString, backend);
        ReportWorld world(backend, MessageClass::Answer);
        DeliveryOutcome refused = outcomeOf(AttemptOutcome::Permanent, u"550"_s, u"rcpt_refused"_s);
        refused.suppress = u"bounced"_s;
        world.script->script = {refused};
        Event duty = aPriceAlert(u"e2"_s, {aRecipient(u"jonas"_s)});
        duty.messageClass = MessageClass::Duty;
        world.add(duty);
        world.clock->advance(1min);
        QCOMPARE(world.fate(1), u"dead(permanent)"_s);
        QCOMPARE(world.alarms(), 1);
    }

    void whatIsUnknownChangesNothing_data() { TestDatabase::backends(); }
    void whatIsUnknownChangesNothing()
    {
        QFETCH(QString, backend);
        ReportWorld world(backend, MessageClass::Duty);
        QVERIFY(world.take(u"bounced"_s, u"p2"_s));
        QVERIFY(world.take(u"bounced"_s, u"p1"_s, u"sendgrid"_s));
        QVERIFY(world.take(u"bounced"_s, {}));
        QCOMPARE(world.status(), QString());
        QCOMPARE(world.suppression(), QString());
        QCOMPARE(world.alarms(), 0);
    }

    void replayAfterAPardonDoesNothing_data() { TestDatabase::backends(); }
    void replayAfterAPardonDoesNothing()
    {
        QFETCH(QString, backend);
        ReportWorld world(backend, MessageClass::Answer);
        QVERIFY(world.take(u"bounced"_s));
        portier::test::execOrDie(*world.db, u"DELETE FROM notification_suppressions"_s);
        QVERIFY(world.take(u"bounced"_s));
        QCOMPARE(world.suppression(), QString());
    }
};

QTEST_GUILESS_MAIN(TestDeliveryReport)
#include "tst_deliveryreport.moc"
