// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/idempotencystore.h"
#include "core/operations/metrics.h"
#include "core/operations/ratelimits.h"
#include "server/api/accountlinkscontroller.h"
#include "server/api/apirouter.h"
#include "server/api/authcontroller.h"
#include "server/api/mecontroller.h"
#include "server/api/ratelimiter.h"
#include "server/api/sessionauthenticator.h"
#include "tests/support/testkeys.h"
#include "tests/unit/identity/identityworld.h"

#include <QTest>

using namespace portier;
using namespace portier::api;
using identity::IdentityOptions;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// The doors of identity over a real database, without a socket.
struct World : IdentityWorld {
    operations::Metrics metrics;
    operations::RateLimits limits{*db, clock, metrics};
    std::shared_ptr<operations::DatabaseIdempotencyStore> idempotency =
        std::make_shared<operations::DatabaseIdempotencyStore>(*db, clock, test::aSealer());
    ApiRouter router{makeServices()};

    World() : IdentityWorld(u"sqlite"_s)
    {
        addAuthRoutes(router, {accounts, sessions, links, limits}, clock);
        addAccountLinkRoutes(router, links, limits);
        addMeRoutes(router, {accounts, sessions, passwords, limits});
    }
    RouterServices makeServices()
    {
        RouterServices services;
        services.clock = clock;
        services.authenticator = makeSessionAuthenticator(sessions);
        services.rateLimiter = makeRateLimiter(limits);
        services.idempotency = idempotency;
        return services;
    }
};

struct Call {
    Method method = Method::Get;
    QString path;
    QJsonObject body = {};
    QList<Header> headers = {};
    QString client = u"192.0.2.7"_s;
};

QJsonObject json(const ApiResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

} // namespace

class TestIdentityRoutes : public QObject
{
    Q_OBJECT
    std::unique_ptr<World> m_world;

    ApiResponse call(const Call &call)
    {
        ApiRequest request;
        request.method = call.method;
        request.path = call.path;
        request.headers = call.headers;
        request.clientAddress = request.clientPrefix = call.client;
        if (!call.body.isEmpty()) {
            request.headers.append(Header("content-type", "application/json"));
            request.body = QJsonDocument(call.body).toJson();
        }
        const ApiResponse response = QCoro::waitFor(m_world->router.handle(request));
        QCoro::waitFor(m_world->sessions.drain());
        return response;
    }
    static Header bearer(const QString &token) { return {"authorization", "Bearer " + token.toLatin1()}; }
    static QJsonObject credentials(const QString &email, const QString &password = goodPassword)
    {
        return {{u"email"_s, email}, {u"password"_s, password}};
    }
    ApiResponse signUp(const QString &email, const QList<Header> &headers = {})
    {
        return call({Method::Post, u"/api/v1/auth/register"_s, credentials(email), headers, u"127.0.0.1"_s});
    }
    ApiResponse login(const QString &password = goodPassword, const QString &client = u"192.0.2.7"_s)
    {
        return call({Method::Post, u"/api/v1/auth/login"_s, credentials(u"anna@example.org"_s, password), {}, client});
    }
    QString token() { return json(login()).value(u"token"_s).toString(); }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        QCOMPARE(signUp(u"anna@example.org"_s).status, 201);
    }
    void cleanup() { m_world.reset(); }

    void signUpAnswersWithASession() // PLT-002, PLT-052, PLT-187
    {
        m_world = std::make_unique<World>();
        const ApiResponse response = signUp(u"anna@example.org"_s);
        QCOMPARE(response.status, 201);
        QCOMPARE(response.header("location"), "/api/v1/me");
        QVERIFY(!response.compressible); // PLT-075
        const QJsonObject account = json(response).value(u"account"_s).toObject();
        QCOMPARE(account.value(u"roles"_s).toArray(), (QJsonArray{u"member"_s, u"admin"_s}));
        QVERIFY(account.value(u"has_password"_s).toBool());
        const QString own = json(response).value(u"token"_s).toString();
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(own)}}).status, 200);
    }

    void fromElsewhereItNeedsTheSetupCode() // A02, PLT-003
    {
        m_world = std::make_unique<World>();
        QVERIFY(QCoro::waitFor(m_world->accounts.prepareSetup()));
        const Call first{Method::Post, u"/api/v1/auth/register"_s, credentials(u"anna@example.org"_s)};
        const ApiResponse refused = call(first);
        QCOMPARE(refused.status, 403);
        QCOMPARE(json(refused).value(u"code"_s).toString(), u"setup_code_required"_s);
        QFile file(m_world->db.directory() + u"/setup-code"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        Call second = first;
        second.body.insert(u"setup_code"_s, QString::fromLatin1(file.readAll()).trimmed());
        QCOMPARE(call(second).status, 201);
        QVERIFY(!QFile::exists(file.fileName()));
    }

    void whoAProxySpeaksForNeedsItToo_data() // PLT-003, PLT-078: nobody has said that there is a proxy on this machine
    {
        QTest::addColumn<QByteArray>("header");
        for (const char *name : {"x-forwarded-for", "forwarded", "x-real-ip"})
            QTest::newRow(name) << QByteArray(name);
    }
    void whoAProxySpeaksForNeedsItToo()
    {
        QFETCH(QByteArray, header);
        m_world = std::make_unique<World>();
        QVERIFY(QCoro::waitFor(m_world->accounts.prepareSetup()));
        for (const char *value : {"198.51.100.7", "127.0.0.1", ""}) {
            const ApiResponse refused = signUp(u"anna@example.org"_s, {Header(header, value)});
            QCOMPARE(refused.status, 403);
            QCOMPARE(json(refused).value(u"code"_s).toString(), u"setup_code_required"_s);
        }
        QCOMPARE(signUp(u"anna@example.org"_s).status, 201);
    }

    void aRepeatedSignUpIsReplayedFromItsSeal() // PLT-056, PLT-058
    {
        m_world = std::make_unique<World>();
        const Header key{"idempotency-key", "0194a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"};
        const ApiResponse first = signUp(u"anna@example.org"_s, {key});
        const ApiResponse again = signUp(u"anna@example.org"_s, {key});
        QCOMPARE(first.status, 201);
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("idempotency-replayed"), "true");
        const QByteArray secret = json(first).value(u"token"_s).toString().toLatin1();
        const auto stored = (*m_world->db).readBlocking([](storage::Transaction &tx) {
            return tx.queryOne(u"SELECT body FROM idempotency_keys"_s);
        });
        QVERIFY(!(*stored)->bytes(0).contains(secret));
    }

    void signInAnswersWithASession() // PLT-187
    {
        const ApiResponse response = login();
        QCOMPARE(response.status, 200);
        QVERIFY(!response.compressible);
        for (const QString &member : {u"token"_s, u"device_token"_s, u"expires_at"_s})
            QVERIFY(!json(response).value(member).toString().isEmpty());
        const ApiResponse wrong = login(u"wrong"_s);
        QCOMPARE(wrong.status, 401);
        QCOMPARE(json(wrong).value(u"code"_s).toString(), u"invalid_credentials"_s);
        QCOMPARE(wrong.header("www-authenticate"), "Bearer"); // PLT-045
    }

    void lockedPairsAreToldHowLong() // A06, PLT-018: the lockout speaks before the rate policy
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(login(u"wrong"_s).status, 401);
        const ApiResponse blocked = login();
        QCOMPARE(blocked.status, 429);
        QCOMPARE(json(blocked).value(u"code"_s).toString(), u"too_many_attempts"_s);
        QCOMPARE(blocked.header("retry-after"), "60");
        QCOMPARE(login(goodPassword, u"192.0.2.8"_s).status, 200);
    }

    void signInIsRateLimitedByPrefixAndAddress() // table 3.5, `login`
    {
        for (int i = 0; i < 10; ++i) {
            const ApiResponse passed = login();
            QCOMPARE(passed.status, 200);
            QVERIFY(passed.header("ratelimit").startsWith("\"login\";r=" + QByteArray::number(9 - i))); // PLT-062
        }
        const ApiResponse refused = login();
        QCOMPARE(refused.status, 429);
        QCOMPARE(json(refused).value(u"code"_s).toString(), u"rate_limited"_s);
        QCOMPARE(json(refused).value(u"policy"_s).toString(), u"login"_s);
        QCOMPARE(refused.header("retry-after"), "6");
        QVERIFY(refused.header("ratelimit-policy").startsWith("\"login\";q=10"));
        m_world->clock->advance(6s);
        QCOMPARE(login().status, 200);
    }

    void aFullHashQueueIsBusy() // A05, PLT-013
    {
        m_world->hasher->busy = true;
        const ApiResponse busy = login();
        QCOMPARE(busy.status, 503);
        QCOMPARE(json(busy).value(u"code"_s).toString(), u"busy"_s);
        QCOMPARE(busy.header("retry-after"), "1");
    }

    void unknownFieldsAreRefused_data() // A18, PLT-046
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("field");
        for (const char *field : {"roles", "id", "status", "email_verified_at"}) {
            QTest::addRow("register %s", field) << u"/api/v1/auth/register"_s << QString::fromLatin1(field);
            QTest::addRow("login %s", field) << u"/api/v1/auth/login"_s << QString::fromLatin1(field);
        }
    }
    void unknownFieldsAreRefused()
    {
        QFETCH(QString, path);
        QFETCH(QString, field);
        QJsonObject body = credentials(u"eve@example.org"_s);
        body.insert(field, u"admin"_s);
        const ApiResponse refused = call({Method::Post, path, body});
        QCOMPARE(refused.status, 422);
        const QJsonObject error = json(refused).value(u"errors"_s).toArray().first().toObject();
        QCOMPARE(error.value(u"field"_s).toString(), u'/' + field);
        QCOMPARE(error.value(u"code"_s).toString(), u"unknown_field"_s);
        QCOMPARE(intOrDie(*m_world->db, u"SELECT COUNT(*) FROM accounts"_s), 1);
    }

    void cookiesAreIgnored() // A09, PLT-022
    {
        const ApiResponse refused =
            call({Method::Get, u"/api/v1/me"_s, {}, {{"cookie", "__Host-portier=" + token().toLatin1()}}});
        QCOMPARE(refused.status, 401);
        QCOMPARE(json(refused).value(u"code"_s).toString(), u"authentication_required"_s);
    }

    void aBadBearerNeverFallsBackToAnonymous() // PLT-045
    {
        const ApiResponse refused =
            call({Method::Post, u"/api/v1/auth/login"_s, credentials(u"anna@example.org"_s), {bearer(u"ps_wrong"_s)}});
        QCOMPARE(refused.status, 401);
        QCOMPARE(json(refused).value(u"code"_s).toString(), u"invalid_token"_s);
        QCOMPARE(refused.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    }

    void signOutEndsTheTokenEvenAnExpiredOne() // PLT-021
    {
        const QString mine = token();
        const Call out{Method::Post, u"/api/v1/auth/logout"_s, {}, {bearer(mine)}};
        QCOMPARE(call(out).status, 204);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(mine)}}).status, 401);
        QCOMPARE(call(out).status, 204);
        const QString old = token();
        m_world->clock->advance(std::chrono::days(31));
        QCOMPARE(call({Method::Post, u"/api/v1/auth/logout"_s, {}, {bearer(old)}}).status, 204);
        QCOMPARE(call({Method::Post, u"/api/v1/auth/logout"_s}).status, 401);
    }

    void theOwnAccountIsChangedByVersion() // PLT-059, PLT-060, A24
    {
        const Header own = bearer(token());
        const ApiResponse before = call({Method::Get, u"/api/v1/me"_s, {}, {own}});
        QCOMPARE(before.status, 200);
        const Header ifMatch{"if-match", before.header("etag")};
        const QJsonObject patch{{u"display_name"_s, u"Anna B."_s}, {u"language"_s, u"en"_s}};
        QCOMPARE(call({Method::Patch, u"/api/v1/me"_s, patch, {own}}).status, 428);
        const ApiResponse changed = call({Method::Patch, u"/api/v1/me"_s, patch, {own, ifMatch}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(json(changed).value(u"language"_s).toString(), u"en"_s);
        const ApiResponse stale = call({Method::Patch, u"/api/v1/me"_s, patch, {own, ifMatch}});
        QCOMPARE(stale.status, 412);
        const QJsonObject clear{{u"language"_s, QJsonValue::Null}};
        const ApiResponse cleared =
            call({Method::Patch, u"/api/v1/me"_s, clear, {own, {"if-match", changed.header("etag")}}});
        QCOMPARE(cleared.status, 200);
        QVERIFY(json(cleared).value(u"language"_s).isNull());
        QCOMPARE(json(cleared).value(u"display_name"_s).toString(), u"Anna B."_s);
    }

    void devicesAreListedAndEnded() // PLT-020, A08
    {
        const QString mine = token();
        const QString other = token();
        const Header own = bearer(mine);
        const QJsonArray items =
            json(call({Method::Get, u"/api/v1/me/sessions"_s, {}, {own}})).value(u"items"_s).toArray();
        QCOMPARE(items.size(), 3); // with the one of the sign-up
        int current = 0;
        for (const QJsonValue &item : items)
            current += item.toObject().value(u"current"_s).toBool() ? 1 : 0;
        QCOMPARE(current, 1);
        const QString unknown = u"/api/v1/me/sessions/0194a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"_s;
        QCOMPARE(call({Method::Delete, unknown, {}, {own}}).status, 404);
        QCOMPARE(call({Method::Delete, u"/api/v1/me/sessions"_s, {}, {own}}).status, 204);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(other)}}).status, 401);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {own}}).status, 200);
    }

    void limitsShowWhatIsLeft() // PLT-065, TRP-231
    {
        const Header own = bearer(token());
        const auto ask = [&] {
            return json(call({Method::Get, u"/api/v1/me/limits"_s, {}, {own}})).value(u"policies"_s).toArray();
        };
        for (int again = 0; again < 30; ++again) // more often than anything else may be read
            QCOMPARE(ask().size(), 7);
        const QJsonArray policies = ask();
        QHash<QString, QJsonObject> byName;
        for (const QJsonValue &policy : policies)
            byName.insert(policy.toObject().value(u"name"_s).toString(), policy.toObject());
        QCOMPARE(byName.value(u"trip_create"_s).value(u"remaining"_s).toInt(), 20);
        QCOMPARE(byName.value(u"trip_create"_s).value(u"window_s"_s).toInt(), 3600);
        QCOMPARE(byName.value(u"link_write"_s).value(u"remaining"_s).toInt(), 60);
        QCOMPARE(byName.value(u"phone_code"_s).value(u"remaining"_s).toInt(), 5);
        QCOMPARE(byName.value(u"reads"_s).value(u"remaining"_s).toInt(), 20); // asking takes nothing
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {own}}).status, 200);
    }

    // PLT-005: an unverified account may ask for the mail again, and nothing else.
    void anUnverifiedAccountMayOnlyAskForTheMailAgain()
    {
        IdentityOptions options;
        options.signUp = identity::SignUpMode::Open;
        m_world->setOptions(options);
        const QString token = json(signUp(u"ben@example.org"_s)).value(u"token"_s).toString();
        const ApiResponse refused = call({Method::Get, u"/api/v1/me"_s, {}, {bearer(token)}});
        QCOMPARE(refused.status, 403);
        QCOMPARE(json(refused).value(u"code"_s).toString(), u"email_unverified"_s);
        QCOMPARE(call({Method::Post, u"/api/v1/auth/verify/resend"_s, {}, {bearer(token)}}).status, 204);
        QCOMPARE(m_world->mails.kinds(), (QStringList{u"email_verification"_s, u"email_verification"_s}));
        const QJsonObject body{{u"token"_s, m_world->mails.last().token}};
        QCOMPARE(call({Method::Post, u"/api/v1/auth/verify"_s, body}).status, 204);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(token)}}).status, 200);
        QCOMPARE(call({Method::Post, u"/api/v1/auth/verify"_s, body}).status, 401);
    }

    // PLT-015, table 3.5 recovery_cooldown: byte-equal answers, one mail in all.
    void resetAnswersTheSameForEveryAddress()
    {
        QByteArrayList bodies;
        for (const QString &email : {u"anna@example.org"_s, u"anna@example.org"_s, u"nobody@example.org"_s}) {
            const ApiResponse response = call({Method::Post, u"/api/v1/auth/password-reset"_s, {{u"email"_s, email}}});
            QCOMPARE(response.status, 200);
            bodies.append(response.body);
        }
        QCOMPARE(bodies.at(0), bodies.at(1));
        QCOMPARE(bodies.at(0), bodies.at(2));
        QCOMPARE(m_world->mails.kinds(), QStringList{u"password_reset"_s});
    }

    // Table 3.5 recovery_address: five per hour and address, from whatever client, known or not.
    void resetIsLimitedPerAddress_data()
    {
        QTest::addColumn<QString>("email");
        QTest::newRow("known") << u"anna@example.org"_s;
        QTest::newRow("unknown") << u"nobody@example.org"_s;
    }
    void resetIsLimitedPerAddress()
    {
        QFETCH(QString, email);
        for (int i = 0; i < 5; ++i) {
            m_world->clock->advance(61s);
            const QString client = u"198.51.100.%1"_s.arg(i);
            QCOMPARE(call({Method::Post, u"/api/v1/auth/password-reset"_s, {{u"email"_s, email}}, {}, client}).status,
                     200);
        }
        m_world->clock->advance(61s);
        const ApiResponse refused = call({Method::Post, u"/api/v1/auth/password-reset"_s, {{u"email"_s, email}}});
        QCOMPARE(refused.status, 429);
        QCOMPARE(json(refused).value(u"policy"_s).toString(), u"recovery_address"_s);
        // PLT-062: the refusing policy in both headers, and the request is charged to no other.
        QCOMPARE(refused.header("ratelimit-policy"), "\"recovery_address\";q=5;w=3600");
        QVERIFY(refused.header("ratelimit").startsWith("\"recovery_address\";r=0;t="));
        const ApiResponse again = call({Method::Post, u"/api/v1/auth/password-reset"_s, {{u"email"_s, email}}});
        QCOMPARE(again.status, 429);
        QCOMPARE(intOrDie(*m_world->db, u"SELECT COALESCE(SUM(used), 0) FROM rate_counters"
                                        " WHERE counter_key = 'prefix:192.0.2.7'"_s),
                 0);
    }

    void resetIsConfirmedByItsLink() // PLT-015
    {
        const QString session = token();
        call({Method::Post, u"/api/v1/auth/password-reset"_s, {{u"email"_s, u"anna@example.org"_s}}});
        const QString link = m_world->mails.last().token;
        const QString path = u"/api/v1/auth/password-reset/confirm"_s;
        const auto confirm = [&](const QString &given, const QString &password) {
            return call({Method::Post, path, {{u"token"_s, given}, {u"password"_s, password}}}).status;
        };
        QCOMPARE(confirm(u"pl_wrong"_s, otherPassword), 401);
        QCOMPARE(confirm(link, u"12345678"_s), 422);
        QCOMPARE(call({Method::Post, u"/api/v1/auth/verify"_s, {{u"token"_s, link}}}).status, 401); // for this only
        QCOMPARE(confirm(link, otherPassword), 204);
        QCOMPARE(confirm(link, otherPassword), 401);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(session)}}).status, 401);
        QCOMPARE(login(otherPassword).status, 200);
    }

    void theOwnPasswordIsChangedWithThePresentOne() // PLT-015
    {
        const QString here = token();
        const QString there = token();
        const auto change = [&](const QJsonObject &body) {
            return call({Method::Post, u"/api/v1/me/password"_s, body, {bearer(here)}});
        };
        const ApiResponse wrong = change({{u"current_password"_s, u"falsch falsch"_s}, {u"password"_s, otherPassword}});
        QCOMPARE(wrong.status, 422);
        QCOMPARE(json(wrong).value(u"errors"_s).toArray().first().toObject().value(u"field"_s).toString(),
                 u"/current_password"_s);
        QCOMPARE(change({{u"current_password"_s, goodPassword}, {u"password"_s, otherPassword}}).status, 204);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(here)}}).status, 200);
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(there)}}).status, 401);
    }

    void aNewAddressIsPendingUntilConfirmed() // PLT-015
    {
        const QString session = token();
        const QByteArray etag = call({Method::Get, u"/api/v1/me"_s, {}, {bearer(session)}}).header("etag");
        const ApiResponse changed = call({Method::Patch,
                                          u"/api/v1/me"_s,
                                          {{u"email"_s, u"anna@example.net"_s}},
                                          {bearer(session), {"if-match", etag}}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(json(changed).value(u"email"_s).toString(), u"anna@example.org"_s);
        QCOMPARE(json(changed).value(u"pending_email"_s).toString(), u"anna@example.net"_s);
        QCOMPARE(call({Method::Post, u"/api/v1/auth/verify"_s, {{u"token"_s, m_world->mails.last().token}}}).status,
                 204);
        const QJsonObject me = json(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(session)}}));
        QCOMPARE(me.value(u"email"_s).toString(), u"anna@example.net"_s);
        QVERIFY(me.value(u"pending_email"_s).isNull());
    }

    void anInvitationIsAcceptedBySigningUp() // PLT-004: also while sign-up is closed
    {
        const QString id = json(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(token())}})).value(u"id"_s).toString();
        identity::Principal admin;
        admin.kind = identity::Principal::Kind::Account;
        admin.id = admin.accountId = id;
        identity::NewInvitation wanted;
        wanted.email = u"ben@example.org"_s;
        QVERIFY(QCoro::waitFor(m_world->invitations.invite(wanted, admin)));
        const QJsonObject body{{u"invitation"_s, m_world->mails.last().token}, {u"password"_s, goodPassword}};
        const ApiResponse accepted = call({Method::Post, u"/api/v1/auth/register"_s, body});
        QCOMPARE(accepted.status, 201);
        const QString session = json(accepted).value(u"token"_s).toString();
        QCOMPARE(call({Method::Get, u"/api/v1/me"_s, {}, {bearer(session)}}).status, 200);
        QCOMPARE(call({Method::Post, u"/api/v1/auth/register"_s, body}).status, 401);
    }
};

QTEST_GUILESS_MAIN(TestIdentityRoutes)
#include "tst_identityroutes.moc"
