// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/twiliotransport.h"
#include "core/notifications/channels/webhooktransport.h"
#include "core/notifications/historyreader.h"
#include "core/notifications/messagedesk.h"
#include "core/notifications/phoneservice.h"
#include "core/notifications/preferenceservice.h"
#include "core/notifications/reportdesk.h"
#include "core/notifications/suppressionstore.h"
#include "server/api/apirouter.h"
#include "server/api/authenticator.h"
#include "server/api/cursors.h"
#include "server/api/hookscontroller.h"
#include "server/api/notificationscontroller.h"
#include "server/api/phonecontroller.h"
#include "server/api/preferencescontroller.h"
#include "tests/support/signingkey.h"
#include "tests/unit/notifications/builders.h"

#include <QJsonDocument>

using namespace portier;
using namespace portier::api;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;
using portier::api::Method;

namespace
{

/// JSON with single quotes, which are easier to read here.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

const QString publicUrl = u"https://portier.example.org"_s;
const QString number = u"+4915112345678"_s;
const QString resendSecret = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;

class NameAuthenticator final : public Authenticator
{
public:
    QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString) override
    {
        identity::Principal principal;
        principal.kind = identity::Principal::Kind::Account;
        principal.accountId = principal.id = token;
        if (token == "ada"_L1)
            principal.roles = {identity::Role::Admin};
        co_return principal;
    }
};

RouterServices routerServices(const std::shared_ptr<Clock> &clock)
{
    RouterServices services;
    services.clock = clock;
    services.authenticator = std::make_shared<NameAuthenticator>();
    return services;
}

/// The routes of messages over a world of messages. Tokens: "ada" (admin), "cornelia" and "jonas".
struct MessageApi : World {
    explicit MessageApi(const QString &backend)
        : World(backend), script(std::make_shared<ScriptedTransport>(clock)), history(*db, clock),
          desk({*db, clock, sealer}), reports(*db, clock, {}),
          phones({*db, clock, sealer, [] { return true; }, [] { return u"042137"_s; }}),
          preferences({*db, clock, sealer,
                       [](storage::Transaction &, const QString &) -> Result<QString> { return u"Europe/Berlin"_s; }}),
          router(routerServices(clock))
    {
        transport = script;
        start();
        const auto cursors = std::make_shared<const Cursors>(sealer);
        const NotificationServices services{history, desk, cursors};
        addNotificationRoutes(router, services);
        addAdminNotificationRoutes(router, services);
        addPreferenceRoutes(router, preferences);
        addPhoneRoutes(router, phones);
        addHookRoutes(router, {reports, clock, publicUrl, [this] { return secrets; }});
    }
    ApiResponse ask(Method method, const QString &target, const QString &token, const QJsonObject &body = {})
    {
        ApiRequest request = requestFor(method, target);
        if (!token.isEmpty())
            request.headers.append(Header("authorization", "Bearer " + token.toLatin1()));
        if (!body.isEmpty()) {
            request.headers.append(Header("content-type", "application/json"));
            request.body = QJsonDocument(body).toJson();
        }
        const ApiResponse response = QCoro::waitFor(router.handle(request));
        clock->settle();
        return response;
    }
    int report(const QString &provider, const QByteArray &body, const QList<Header> &headers)
    {
        ApiRequest request = requestFor(Method::Post, u"/hooks/"_s + provider);
        request.headers = headers;
        request.body = body;
        return QCoro::waitFor(router.handle(request)).status;
    }
    static ApiRequest requestFor(Method method, const QString &target)
    {
        ApiRequest request;
        request.method = method;
        request.path = u"/api/v1"_s + target.section(u'?', 0, 0);
        request.rawQuery = target.section(u'?', 1).toLatin1();
        return request;
    }
    /// A mail or text message that a provider took as "p1"; its id.
    QString taken(const QString &provider, Channel channel = Channel::Mail)
    {
        DeliveryOutcome outcome = outcomeOf(AttemptOutcome::Accepted, u"200"_s);
        outcome.provider = provider;
        outcome.providerId = u"p1"_s;
        script->script = {outcome};
        dispatcher().setTransport(Channel::Sms, script, "sms");
        Recipient recipient = aRecipient();
        recipient.channels = {channel};
        Event event = aPriceAlert(u"taken"_s, {recipient});
        event.messageClass = MessageClass::Answer;
        add(event);
        clock->settle();
        return only().message.id;
    }
    QString deliveryStatus(const QString &id) { return attempts(id).constFirst().deliveryStatus; }

    HookSecrets secrets;
    std::shared_ptr<ScriptedTransport> script;
    HistoryReader history;
    MessageDesk desk;
    ReportDesk reports;
    PhoneService phones;
    PreferenceService preferences;
    ApiRouter router;
};

QJsonObject bodyOf(const ApiResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QString errorOf(const ApiResponse &response)
{
    const QJsonArray errors = bodyOf(response).value("errors"_L1).toArray();
    return errors.isEmpty() ? bodyOf(response).value("code"_L1).toString() : errors.at(0)["code"_L1].toString();
}

QList<Header> svix(const QByteArray &body, Instant now)
{
    const qint64 seconds = toMs(now) / 1000;
    return {{"svix-id", "msg_1"},
            {"svix-timestamp", QByteArray::number(seconds)},
            {"svix-signature", webhookSignature(resendSecret, "msg_1", seconds, body)}};
}

const QByteArray bounce =
    json("{'type':'email.bounced','created_at':'x','data':{'email_id':'p1','bounce':{'type':'Permanent'}}}");

} // namespace

class TestMessageRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twilioSigns_data() { TestDatabase::backends(); }
    void twilioSigns() // PLT-118: X-Twilio-Signature over the public URL
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        const QString id = api.taken(u"twilio"_s, Channel::Sms);
        const QByteArray body = "MessageSid=p1&MessageStatus=delivered&To=%2B49151";
        const QMap<QString, QString> form{
            {u"MessageSid"_s, u"p1"_s}, {u"MessageStatus"_s, u"delivered"_s}, {u"To"_s, u"+49151"_s}};
        const auto signedWith = [&form](const QString &token, const QString &url) {
            return QList<Header>{{"x-twilio-signature", twilioSignature(token, url, form)}};
        };
        const QString url = publicUrl + u"/api/v1/hooks/twilio"_s;
        QCOMPARE(api.report(u"twilio"_s, body, signedWith(u"token"_s, url)), 404); // nothing is set up
        api.secrets.twilioToken = u"token"_s;
        QCOMPARE(api.report(u"twilio"_s, body, {}), 401);
        QCOMPARE(api.report(u"twilio"_s, body, signedWith(u"other"_s, url)), 401);
        QCOMPARE(api.report(u"twilio"_s, body, signedWith(u"token"_s, u"http://localhost/api/v1/hooks/twilio"_s)), 401);
        QCOMPARE(api.report(u"twilio"_s, body + "&More=1", signedWith(u"token"_s, url)), 401);
        QCOMPARE(api.deliveryStatus(id), QString());
        QCOMPARE(api.report(u"twilio"_s, body, signedWith(u"token"_s, url)), 204);
        QCOMPARE(api.report(u"twilio"_s, body, signedWith(u"token"_s, url)), 204);
        QCOMPARE(api.deliveryStatus(id), u"delivered"_s);
    }

    void resendSigns_data() { TestDatabase::backends(); }
    void resendSigns() // PLT-124, Svix headers
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        const QString id = api.taken(u"resend"_s);
        const Instant now = api.clock->now();
        QCOMPARE(api.report(u"resend"_s, bounce, svix(bounce, now)), 404);
        api.secrets.resendSecret = resendSecret;
        QCOMPARE(api.report(u"resend"_s, bounce, {}), 401);
        QCOMPARE(api.report(u"resend"_s, bounce + ' ', svix(bounce, now)), 401);
        QCOMPARE(api.report(u"resend"_s, bounce, svix(bounce, now - 301s)), 401);
        QCOMPARE(api.report(u"resend"_s, "nonsense", svix("nonsense", now)), 400);
        QCOMPARE(api.deliveryStatus(id), QString());
        QCOMPARE(api.report(u"resend"_s, bounce, svix(bounce, now)), 204);
        QCOMPARE(api.deliveryStatus(id), u"bounced"_s);
    }

    void sendGridSigns_data() { TestDatabase::backends(); }
    void sendGridSigns() // PLT-124, ECDSA
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        const QString id = api.taken(u"sendgrid"_s);
        const portier::test::SigningKey key;
        const QByteArray body = json("[{'event':'spamreport','sg_message_id':'p1.x','email':'a@b.c'}]"),
                         at = "1768464000";
        const auto headers = [&](const QByteArray &signature) {
            return QList<Header>{{"x-twilio-email-event-webhook-timestamp", at},
                                 {"x-twilio-email-event-webhook-signature", signature}};
        };
        QCOMPARE(api.report(u"sendgrid"_s, body, headers(key.sign(at + body))), 404);
        api.secrets.sendGridPublicKey = key.publicKey();
        QCOMPARE(api.report(u"sendgrid"_s, body, headers(key.sign(body))), 401);
        QCOMPARE(api.report(u"sendgrid"_s, "{}", headers(key.sign(at + "{}"))), 400);
        QCOMPARE(api.report(u"sendgrid"_s, body, headers(key.sign(at + body))), 204);
        QCOMPARE(api.deliveryStatus(id), u"complained"_s);
    }

    void adminsClearSuppressions_data() { TestDatabase::backends(); }
    void adminsClearSuppressions() // PLT-124
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        api.taken(u"resend"_s);
        api.secrets.resendSecret = resendSecret;
        QCOMPARE(api.report(u"resend"_s, bounce, svix(bounce, api.clock->now())), 204);
        QCOMPARE(api.ask(Method::Get, u"/admin/suppressions"_s, u"cornelia"_s).status, 403);
        const QJsonArray items =
            bodyOf(api.ask(Method::Get, u"/admin/suppressions"_s, u"ada"_s)).value("items"_L1).toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.at(0)["address"_L1].toString(), u"c…@contest.com"_s);
        QCOMPARE(items.at(0)["reason"_L1].toString(), u"bounced"_s);
        QCOMPARE(items.at(0)["provider"_L1].toString(), u"resend"_s);
        const QString entry = u"/admin/suppressions/"_s + items.at(0)["id"_L1].toString();
        QCOMPARE(api.ask(Method::Delete, entry, u"cornelia"_s).status, 403);
        QCOMPARE(api.ask(Method::Delete, entry, u"ada"_s).status, 204);
        QCOMPARE(api.ask(Method::Delete, entry, u"ada"_s).status, 404);
        const auto rest = bodyOf(api.ask(Method::Get, u"/admin/suppressions"_s, u"ada"_s));
        QVERIFY(rest.value("items"_L1).toArray().isEmpty());
    }

    void suppressionsComeInPages_data() { TestDatabase::backends(); }
    void suppressionsComeInPages() // PLT-053
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        const auto add = [now = api.clock->now()](storage::Transaction &tx) -> Result<> {
            for (int i = 0; i < 5; ++i)
                PORTIER_TRY(SuppressionStore(tx).add(u"p%1@contest.com"_s.arg(i),
                                                     {{}, Channel::Mail, {}, u"bounced"_s, u"smtp"_s, {}, now}));
            return {};
        };
        QVERIFY(api.write(add));
        QSet<QString> seen;
        QString target = u"/admin/suppressions?limit=2"_s;
        for (int page = 0; page < 3; ++page) {
            const QJsonObject body = bodyOf(api.ask(Method::Get, target, u"ada"_s));
            for (const QJsonValue &item : body.value("items"_L1).toArray())
                seen.insert(item["address"_L1].toString() + item["id"_L1].toString());
            target = u"/admin/suppressions?limit=2&cursor="_s + body.value("next_cursor"_L1).toString();
        }
        QCOMPARE(seen.size(), 5);
    }

    void adminsSeeAndRequeueMessages_data() { TestDatabase::backends(); }
    void adminsSeeAndRequeueMessages() // PLT-122, PLT-139, PLT-141, A46
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        api.script->script = {outcomeOf(AttemptOutcome::Permanent, u"550"_s, u"rcpt_refused"_s)};
        api.add(aPriceAlert(u"e1"_s));
        api.clock->settle();
        const QString id = api.only().message.id;
        QCOMPARE(api.ask(Method::Get, u"/admin/notifications"_s, u"cornelia"_s).status, 403);
        const QJsonObject list =
            bodyOf(api.ask(Method::Get, u"/admin/notifications?state=dead&channel=mail"_s, u"ada"_s));
        QCOMPARE(list.value("items"_L1).toArray().size(), 1);
        QCOMPARE(api.ask(Method::Get, u"/admin/notifications?from=yesterday"_s, u"ada"_s).status, 400);
        const QString path = u"/admin/notifications/"_s + id;
        const QJsonObject one = bodyOf(api.ask(Method::Get, path, u"ada"_s));
        QVERIFY(one.value("text"_L1).toString().contains(u"Lissabon"_s));
        QCOMPARE(one.value("ledger"_L1).toArray().at(0)["code"_L1].toString(), u"550"_s);
        QCOMPARE(
            portier::test::intOrDie(*api.db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'notification.read'"_s),
            2); // the list and the message (PLT-010)

        QCOMPARE(api.ask(Method::Post, path + u"/requeue"_s, u"cornelia"_s).status, 403);
        QCOMPARE(api.ask(Method::Post, path + u"/requeue"_s, u"ada"_s).status, 200);
        QCOMPARE(api.fate(), u"sent"_s);
        QCOMPARE(api.ask(Method::Post, path + u"/requeue"_s, u"ada"_s).status, 409);
        QCOMPARE(api.ask(Method::Post, path + u"/discard"_s, u"ada"_s).status, 409);
        QCOMPARE(api.ask(Method::Post, u"/admin/notifications/none/requeue"_s, u"ada"_s).status, 404);
    }

    void preferencesAreTheCallers_data() { TestDatabase::backends(); }
    void preferencesAreTheCallers() // PLT-128, PLT-060: no If-Match
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        const QString path = u"/me/notification-preferences"_s;
        QCOMPARE(api.ask(Method::Get, path, {}).status, 401);
        const QJsonObject before = bodyOf(api.ask(Method::Get, path, u"cornelia"_s));
        QVERIFY(before["lists"_L1]["trips"_L1]["mail"_L1].toBool());
        QCOMPARE(before["digest"_L1]["mode"_L1].toString(), u"immediate"_s);
        const QJsonObject change{{u"lists"_s, QJsonObject{{u"trips"_s, QJsonObject{{u"mail"_s, false}}}}},
                                 {u"quiet_hours"_s, QJsonObject{{u"from"_s, u"22:00"_s}, {u"to"_s, u"07:00"_s}}},
                                 {u"digest"_s, QJsonObject{{u"mode"_s, u"weekly"_s}}},
                                 {u"price_summary"_s, QJsonObject{{u"enabled"_s, true}, {u"weekday"_s, 3}}},
                                 {u"language"_s, u"en"_s}};
        QCOMPARE(api.ask(Method::Patch, path, u"cornelia"_s, change).status, 200);
        const QJsonObject after = bodyOf(api.ask(Method::Get, path, u"cornelia"_s));
        QVERIFY(!after["lists"_L1]["trips"_L1]["mail"_L1].toBool());
        QVERIFY(after["lists"_L1]["trips"_L1]["desktop"_L1].toBool()); // independent
        QCOMPARE(after["quiet_hours"_L1]["from"_L1].toString(), u"22:00"_s);
        QCOMPARE(after["digest"_L1]["time"_L1].toString(), u"18:00"_s); // what was not said stays
        QCOMPARE(after["price_summary"_L1]["weekday"_L1].toInt(), 3);
        QCOMPARE(bodyOf(api.ask(Method::Get, path, u"jonas"_s)), before);
        QCOMPARE(api.ask(Method::Patch, path, u"cornelia"_s, {{u"quiet_hours"_s, QJsonValue()}}).status, 200);
        QVERIFY(bodyOf(api.ask(Method::Get, path, u"cornelia"_s)).value("quiet_hours"_L1).isNull());
    }

    void badPreferences_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<QString>("code");
        QTest::newRow("unknown list") << QJsonObject{{u"lists"_s, QJsonObject{{u"gossip"_s, QJsonObject{}}}}}
                                      << u"unknown_field"_s;
        QTest::newRow("unknown mode") << QJsonObject{{u"digest"_s, QJsonObject{{u"mode"_s, u"hourly"_s}}}}
                                      << u"not_one_of"_s;
        QTest::newRow("empty quiet hours")
            << QJsonObject{{u"quiet_hours"_s, QJsonObject{{u"from"_s, u"07:00"_s}, {u"to"_s, u"07:00"_s}}}}
            << u"quiet_hours_empty"_s;
        QTest::newRow("day eight") << QJsonObject{{u"price_summary"_s, QJsonObject{{u"weekday"_s, 8}}}}
                                   << u"out_of_range"_s;
        QTest::newRow("language") << QJsonObject{{u"language"_s, u"fr"_s}} << u"not_one_of"_s;
    }
    void badPreferences()
    {
        QFETCH(QJsonObject, change);
        QFETCH(QString, code);
        MessageApi api(TestDatabase::backendNames().constFirst());
        const auto reply = api.ask(Method::Patch, u"/me/notification-preferences"_s, u"cornelia"_s, change);
        QCOMPARE(reply.status, 422);
        QCOMPARE(errorOf(reply), code);
    }

    void numbersAreConfirmed_data() { TestDatabase::backends(); }
    void numbersAreConfirmed() // PLT-118, PLT-187
    {
        QFETCH(QString, backend);
        MessageApi api(backend);
        const QString path = u"/me/phone"_s;
        QCOMPARE(api.ask(Method::Get, path, {}).status, 401);
        QVERIFY(bodyOf(api.ask(Method::Get, path, u"anna"_s)).value("number"_L1).isNull());
        QCOMPARE(errorOf(api.ask(Method::Post, path, u"anna"_s, {{u"number"_s, u"110"_s}})), u"phone_invalid"_s);
        const QJsonObject asked =
            bodyOf(api.ask(Method::Post, path, u"anna"_s, {{u"number"_s, u"0049 151 12345678"_s}}));
        QVERIFY(asked.value("number"_L1).isNull());
        QCOMPARE(asked["pending"_L1]["number"_L1].toString(), number);
        QVERIFY(asked.value("sms_available"_L1).toBool());
        const QString confirm = path + u"/confirm"_s;
        QCOMPARE(errorOf(api.ask(Method::Post, confirm, u"anna"_s, {{u"code"_s, u"1"_s}})), u"code_wrong"_s);
        QCOMPARE(errorOf(api.ask(Method::Post, confirm, u"ben"_s, {{u"code"_s, u"042137"_s}})), u"code_over"_s);
        const auto confirmed = api.ask(Method::Post, confirm, u"anna"_s, {{u"code"_s, u"042137"_s}});
        QCOMPARE(bodyOf(confirmed).value("number"_L1).toString(), number);
        QVERIFY(bodyOf(confirmed).value("pending"_L1).isNull());
        QVERIFY(bodyOf(api.ask(Method::Get, path, u"ben"_s)).value("number"_L1).isNull());
        QCOMPARE(api.ask(Method::Delete, path, u"anna"_s).status, 204);
        QVERIFY(bodyOf(api.ask(Method::Get, path, u"anna"_s)).value("number"_L1).isNull());
    }
};

QTEST_GUILESS_MAIN(TestMessageRoutes)
#include "tst_messageroutes.moc"
