// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/identity/accountservice.h"
#include "core/identity/oidcadmission.h"
#include "core/identity/oidcservice.h"
#include "core/runtime/oidchttp.h"
#include "server/api/apirouter.h"
#include "server/api/cookies.h"
#include "server/api/oidccontroller.h"
#include "server/api/sessionauthenticator.h"
#include "tests/support/oidcprovider.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"
#include "tests/unit/identity/countinghasher.h"

#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

using namespace portier;
using namespace portier::api;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString publicUrl = u"http://localhost:8080"_s;

/// Counts what goes to the provider.
class CountingTransport final : public identity::OidcTransport
{
public:
    explicit CountingTransport(std::shared_ptr<Clock> clock) : m_http(std::move(clock)) {}
    QCoro::Task<Result<identity::OidcReply>> get(QUrl url) override
    {
        ++calls[url.path()];
        return m_http.get(url);
    }
    QCoro::Task<Result<identity::OidcReply>> postForm(QUrl url, QByteArray form, QByteArray authorization) override
    {
        ++calls[url.path()];
        lastForm = form;
        return m_http.postForm(url, form, authorization);
    }
    QMap<QString, int> calls;
    QByteArray lastForm;

private:
    runtime::OidcHttp m_http;
};

identity::OidcProvider aProvider(const QString &issuer)
{
    return {u"google"_s,  u"Google"_s, identity::OidcProvider::Kind::Google, issuer,
            u"portier"_s, u"s3cret"_s, identity::SignatureAlgorithm::Rs256};
}

/// The API over one provider; its clock starts at the present, since the provider's does.
struct World {
    explicit World(OidcProviderProcess &provider, const QString &backend = u"sqlite"_s)
        : db(backend, clock), oidc({*db, clock, aSealer(), transport, publicUrl}, {aProvider(provider.issuer())})
    {
        addOidcRoutes(router, {oidc, clock, publicUrl});
        identity::IdentityOptions options;
        options.signUp = identity::SignUpMode::Open;
        oidc.setOptions(options);
        identity::NewAccount admin;
        admin.email = u"admin@firma.example"_s;
        admin.password = u"korrekt pferd batterie"_s;
        adminId = QCoro::waitFor(accounts.add(admin, {})).value().id;
    }
    RouterServices services()
    {
        RouterServices services;
        services.clock = clock;
        services.authenticator = makeSessionAuthenticator(sessions);
        return services;
    }
    ApiResponse call(Method method, const QString &path, const QByteArray &query = {},
                     const QList<Header> &headers = {}, const QByteArray &body = {})
    {
        ApiRequest request;
        request.method = method;
        request.path = path;
        request.rawQuery = query;
        request.headers = headers;
        request.body = body;
        request.clientAddress = request.clientPrefix = u"192.0.2.7"_s;
        const ApiResponse response = QCoro::waitFor(router.handle(request));
        QCoro::waitFor(sessions.drain());
        return response;
    }

    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(SystemClock().now());
    TestDatabase db;
    std::shared_ptr<CountingHasher> hasher = std::make_shared<CountingHasher>(clock);
    identity::AccountService accounts{*db, clock, hasher, identity::SetupCode(db.directory())};
    identity::SessionService sessions{*db, clock, hasher};
    std::shared_ptr<CountingTransport> transport = std::make_shared<CountingTransport>(clock);
    identity::OidcService oidc;
    ApiRouter router{services()};
    QString adminId;
};

QJsonObject json(const ApiResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QString codeOf(const ApiResponse &response)
{
    return json(response).value(u"code"_s).toString();
}

/// A browser: keeps cookies, follows the sign-in.
struct Browser {
    World &world;
    OidcProviderProcess &provider;
    QMap<QByteArray, QByteArray> cookies = {};

    void keep(const ApiResponse &response)
    {
        for (const auto &[name, value] : response.headers) {
            if (name == "set-cookie")
                cookies.insert(value.left(value.indexOf('=')),
                               value.mid(value.indexOf('=') + 1, value.indexOf(';') - value.indexOf('=') - 1));
        }
    }
    [[nodiscard]] QList<Header> headers() const
    {
        QByteArrayList pairs;
        for (auto it = cookies.begin(); it != cookies.end(); ++it)
            pairs.append(it.key() + '=' + *it);
        return {{"cookie", pairs.join("; ")}};
    }
    QUrl start(const QByteArray &form = {})
    {
        const ApiResponse response = world.call(
            Method::Post, u"/api/v1/auth/google/start"_s, {},
            {{"content-type", "application/x-www-form-urlencoded"}, {"sec-fetch-site", "same-origin"}}, form);
        keep(response);
        return QUrl::fromEncoded(response.header("location"));
    }
    ApiResponse arrive(const QUrl &callback, const QList<Header> &more = {})
    {
        const ApiResponse response =
            world.call(Method::Get, callback.path(), callback.query(QUrl::FullyEncoded).toLatin1(), headers() + more);
        keep(response);
        return response;
    }
    ApiResponse signIn(const QByteArray &form = {}) { return arrive(provider.agree(start(form))); }
    [[nodiscard]] QString session() const { return QString::fromLatin1(cookies.value(sessionCookie)); }
};

QString accountOf(World &world, const QString &token)
{
    const auto principal = QCoro::waitFor(world.sessions.authenticate(token, {}));
    QCoro::waitFor(world.sessions.drain());
    return principal ? principal->accountId : QString();
}

QJsonObject person(const QString &subject, const QString &email)
{
    return {{u"sub"_s, subject}, {u"email"_s, email}, {u"email_verified"_s, true}, {u"name"_s, u"Anna Ö."_s}};
}

} // namespace

/// Sign-in with a provider (PLT-024 to PLT-029), against a real one.
class TestOidc : public QObject
{
    Q_OBJECT
    std::unique_ptr<OidcProviderProcess> m_provider;

    void is(const QString &subject, const QString &email, const QJsonObject &more = {})
    {
        QJsonObject claims = person(subject, email);
        for (auto it = more.begin(); it != more.end(); ++it)
            claims.insert(it.key(), *it);
        m_provider->change({{u"claims"_s, claims},
                            {u"forge"_s, QJsonValue::Null},
                            {u"nonce"_s, QJsonValue::Null},
                            {u"refuse"_s, false}});
    }

    QTemporaryDir m_logs;
    QByteArray logged()
    {
        log::flush();
        QByteArray text;
        for (const QFileInfo &info : QDir(m_logs.path()).entryInfoList(QDir::Files, QDir::Name)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                text += file.readAll();
        }
        return text;
    }

private Q_SLOTS:
    void initTestCase()
    {
        log::Options options;
        options.file = m_logs.filePath(u"portier.log"_s);
        log::configure(options);
    }
    void init()
    {
        if (!OidcProviderProcess::isInstalled())
            QSKIP("no identity provider: npm ci in tests/npm installs it, and needs a network");
        m_provider = std::make_unique<OidcProviderProcess>();
        is(u"anna-1"_s, u"anna@gmail.com"_s);
    }
    void cleanup() { m_provider.reset(); }

    void firstSightMakesAnAccount_data() { TestDatabase::backends(); }
    void firstSightMakesAnAccount() // PLT-025, PLT-028
    {
        QFETCH(QString, backend);
        World world(*m_provider, backend);
        Browser browser{world, *m_provider};
        const QUrl authorize = browser.start("return_to=%2Ftrips%3Fa%3D1");
        const QUrlQuery query(authorize);
        QCOMPARE(query.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
        QCOMPARE(query.queryItemValue(u"scope"_s, QUrl::FullyDecoded), u"openid email profile"_s);
        QCOMPARE(query.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded),
                 publicUrl + u"/api/v1/auth/google/callback"_s);
        QVERIFY(query.queryItemValue(u"state"_s).size() >= 22 && query.queryItemValue(u"nonce"_s).size() >= 22);
        QVERIFY(!authorize.toString().contains(u"s3cret"_s));

        const ApiResponse welcome = browser.arrive(m_provider->agree(authorize));
        QCOMPARE(welcome.status, 303);
        QCOMPARE(welcome.header("location"), QByteArray("/trips?a=1"));
        const QString id = accountOf(world, browser.session());
        const auto account = QCoro::waitFor(world.accounts.find(id));
        QCOMPARE(account->email, u"anna@gmail.com"_s);
        QCOMPARE(account->displayName, u"Anna Ö."_s);
        QVERIFY(account->emailVerifiedAt);
        QVERIFY(!account->isAdmin());
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM oidc_states"_s), 0);
        QVERIFY(world.transport->lastForm.contains("code_verifier="));

        Browser again{world, *m_provider};
        QCOMPARE(again.signIn().status, 303);
        QCOMPARE(accountOf(world, again.session()), id);
        QCOMPARE(world.transport->calls.value(u"/.well-known/openid-configuration"_s), 1); // PLT-024: cached
    }

    // A10: distinct logged reasons, one code, no session.
    void badTokensAreRefused_data() // PLT-027
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<QString>("reason");
        const auto claims = [](const QJsonObject &more) {
            QJsonObject all = person(u"anna-1"_s, u"anna@gmail.com"_s);
            for (auto it = more.begin(); it != more.end(); ++it)
                all.insert(it.key(), *it);
            return QJsonObject{{u"claims"_s, all}};
        };
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        QTest::newRow("alg none") << QJsonObject{{u"forge"_s, u"none"_s}} << u"algorithm"_s;
        QTest::newRow("HMAC with the public key") << QJsonObject{{u"forge"_s, u"hmac"_s}} << u"algorithm"_s;
        QTest::newRow("unknown kid") << QJsonObject{{u"forge"_s, u"unknown_kid"_s}} << u"unknown_key"_s;
        QTest::newRow("changed") << QJsonObject{{u"forge"_s, u"signature"_s}} << u"signature"_s;
        QTest::newRow("other issuer") << claims({{u"iss"_s, u"https://evil.example"_s}}) << u"issuer"_s;
        QTest::newRow("other audience") << claims({{u"aud"_s, u"other"_s}}) << u"audience"_s;
        QTest::newRow("other party") << claims({{u"aud"_s, QJsonArray{u"portier"_s, u"x"_s}}, {u"azp"_s, u"x"_s}})
                                     << u"audience"_s;
        QTest::newRow("expired") << claims({{u"exp"_s, now - 3600}, {u"iat"_s, now - 7200}}) << u"expired"_s;
        QTest::newRow("old nonce") << QJsonObject{{u"nonce"_s, u"of-yesterday"_s}} << u"nonce"_s;
        QTest::newRow("unverified") << claims({{u"email_verified"_s, false}}) << u"email_unverified"_s;
        QTest::newRow("token endpoint refuses") << QJsonObject{{u"refuse"_s, true}} << u"token_endpoint"_s;
    }
    void badTokensAreRefused()
    {
        QFETCH(QJsonObject, change);
        QFETCH(QString, reason);
        World world(*m_provider);
        Browser browser{world, *m_provider};
        m_provider->change(change);
        const qsizetype before = logged().size();
        const ApiResponse refused = browser.signIn();
        const QByteArray line = logged().mid(before);
        QVERIFY2(line.contains("oidc_rejected") && line.contains('"' + reason.toLatin1() + '"'), line.constData());
        QCOMPARE(refused.status, 401);
        QCOMPARE(codeOf(refused), u"oidc_rejected"_s);
        QVERIFY(!refused.body.contains(reason.toLatin1())); // the reason is for the log
        QVERIFY(browser.session().isEmpty());
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM sessions"_s), 0);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM accounts"_s), 1);
    }

    void aRotatedKeyIsFetchedOnce() // A10, PLT-027: at most one refetch in five minutes
    {
        World world(*m_provider);
        const auto fetches = [&world] { return world.transport->calls.value(u"/jwks"_s); };
        QCOMPARE((Browser{world, *m_provider}.signIn().status), 303);
        QCOMPARE(fetches(), 1);
        m_provider->change({{u"rotate"_s, true}});
        QCOMPARE((Browser{world, *m_provider}.signIn().status), 303);
        QCOMPARE(fetches(), 2);
        m_provider->change({{u"forge"_s, u"unknown_kid"_s}});
        QCOMPARE((Browser{world, *m_provider}.signIn().status), 401);
        QCOMPARE(fetches(), 2);
        world.clock->advance(5min);
        QCOMPARE((Browser{world, *m_provider}.signIn().status), 401);
        QCOMPARE(fetches(), 3);
    }

    void aCallbackNeedsItsBrowserAndWorksOnce() // A12, PLT-026
    {
        World world(*m_provider);
        Browser browser{world, *m_provider};
        const QUrl callback = m_provider->agree(browser.start());
        Browser stranger{world, *m_provider};
        QCOMPARE(codeOf(stranger.arrive(callback)), u"oidc_restart"_s);
        stranger.cookies.insert("portier-oidc", "guess");
        QCOMPARE(codeOf(stranger.arrive(callback)), u"oidc_restart"_s);
        // A person gets a page that offers to start again.
        const ApiResponse page = stranger.arrive(callback, {{"accept", "text/html,*/*;q=0.8"}});
        QCOMPARE(page.status, 303);
        QCOMPARE(page.header("location"), QByteArray("/sign-in?problem=oidc_restart"));
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM oidc_states"_s), 1); // nothing changed

        const auto cookies = browser.cookies;
        QCOMPARE(browser.arrive(callback).status, 303);
        browser.cookies = cookies;
        QCOMPARE(codeOf(browser.arrive(callback)), u"oidc_restart"_s);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM sessions"_s), 1);

        const QUrl late = m_provider->agree(browser.start());
        world.clock->advance(10min);
        QCOMPARE(codeOf(browser.arrive(late)), u"oidc_restart"_s);
        QUrl denied = m_provider->agree(browser.start());
        QUrlQuery query;
        query.addQueryItem(u"state"_s, QUrlQuery(denied).queryItemValue(u"state"_s));
        query.addQueryItem(u"error"_s, u"access_denied"_s);
        denied.setQuery(query);
        QCOMPARE(codeOf(browser.arrive(denied)), u"oidc_rejected"_s);
    }

    void theIdentityIsTheSubject_data() { TestDatabase::backends(); }
    void theIdentityIsTheSubject() // A11, PLT-028
    {
        QFETCH(QString, backend);
        World world(*m_provider, backend);
        Browser browser{world, *m_provider};
        QCOMPARE(browser.signIn().status, 303);
        const QString id = accountOf(world, browser.session());

        is(u"anna-1"_s, u"anna.neu@gmail.com"_s); // same subject, changed address
        QCOMPARE(browser.signIn().status, 303);
        QCOMPARE(accountOf(world, browser.session()), id);
        QCOMPARE(QCoro::waitFor(world.accounts.find(id))->email, u"anna.neu@gmail.com"_s);

        is(u"anna-1"_s, u"admin@firma.example"_s); // taken: kept, written down
        QCOMPARE(browser.signIn().status, 303);
        QCOMPARE(QCoro::waitFor(world.accounts.find(id))->email, u"anna.neu@gmail.com"_s);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'account.email_kept'"_s), 1);
    }

    void onlyAnAuthoritativeProviderOpensAnAccount_data() // A11, PLT-029
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("hostedDomain");
        QTest::addColumn<int>("status");
        QTest::newRow("other domain") << u"bo@firma.example"_s << QString() << 409;
        QTest::newRow("hosted elsewhere") << u"bo@firma.example"_s << u"other.example"_s << 409;
        QTest::newRow("hosted") << u"bo@firma.example"_s << u"firma.example"_s << 303;
        QTest::newRow("gmail") << u"bo@gmail.com"_s << QString() << 303;
    }
    void onlyAnAuthoritativeProviderOpensAnAccount()
    {
        QFETCH(QString, email);
        QFETCH(QString, hostedDomain);
        QFETCH(int, status);
        World world(*m_provider);
        identity::NewAccount bo;
        bo.email = email;
        bo.password = u"korrekt pferd batterie"_s;
        const QString id = QCoro::waitFor(world.accounts.add(bo, {})).value().id;
        is(u"bo-9"_s, email, {{u"hd"_s, hostedDomain}});
        Browser browser{world, *m_provider};
        const ApiResponse reply = browser.signIn();
        QCOMPARE(reply.status, status);
        if (status == 409)
            QCOMPARE(codeOf(reply), u"link_required"_s);
        else
            QCOMPARE(accountOf(world, browser.session()), id);
    }

    // Who signed up with somebody else's address must not stay in when its owner arrives.
    void anUnverifiedAccountLosesItsPassword()
    {
        World world(*m_provider);
        identity::NewAccount mallory;
        mallory.email = u"anna@gmail.com"_s;
        mallory.password = u"korrekt pferd batterie"_s;
        const QString id = QCoro::waitFor(world.accounts.add(mallory, {})).value().id;
        execOrDie(*world.db, u"UPDATE accounts SET email_verified_at = NULL WHERE id = ?"_s, {id});
        Browser browser{world, *m_provider};
        QCOMPARE(browser.signIn().status, 303);
        QCOMPARE(accountOf(world, browser.session()), id);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM accounts WHERE id = ? AND password_hash = ''"_s, {id}), 1);
    }

    void signUpIsJudged() // PLT-004, PLT-028
    {
        World world(*m_provider);
        world.oidc.setOptions({}); // closed
        Browser browser{world, *m_provider};
        QCOMPARE(codeOf(browser.signIn()), u"signup_closed"_s);
        identity::IdentityOptions options;
        options.signUp = identity::SignUpMode::Allowlist;
        options.allowlist = {u"@gmail.com"_s};
        world.oidc.setOptions(options);
        QCOMPARE(browser.signIn().status, 303);
        const auto sessions = [&world] { return intOrDie(*world.db, u"SELECT COUNT(*) FROM sessions"_s); };
        const qint64 before = sessions();
        for (const identity::SignUpMode mode : {identity::SignUpMode::Open, identity::SignUpMode::Allowlist}) {
            identity::IdentityOptions others; // PLT-033: whoever is not listed gets neither account nor session
            others.signUp = mode;
            others.allowlist = {u"@firma.example"_s};
            world.oidc.setOptions(others);
            Browser left{world, *m_provider};
            QCOMPARE(codeOf(left.signIn()), u"not_allowed"_s);
            is(u"stranger-1"_s, u"stranger@gmail.com"_s);
            QCOMPARE(codeOf(left.signIn()), u"signup_closed"_s);
            is(u"anna-1"_s, u"anna@gmail.com"_s);
        }
        QCOMPARE(sessions(), before);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM accounts"_s), 2);
        world.oidc.setOptions(options);
        QVERIFY(QCoro::waitFor(world.accounts.setActive(accountOf(world, browser.session()), false, {})));
        Browser later{world, *m_provider};
        QCOMPARE(codeOf(later.signIn()), u"oidc_rejected"_s);
    }

    void accountsLinkAProvider() // PLT-029
    {
        World world(*m_provider);
        identity::SignInRequest request;
        request.email = u"admin@firma.example"_s;
        request.password = u"korrekt pferd batterie"_s;
        const QString token = QCoro::waitFor(world.sessions.signIn(request)).value().token;
        const Header bearer{"authorization", "Bearer " + token.toLatin1()};
        is(u"chef-1"_s, u"chef@privat.example"_s);
        Browser browser{world, *m_provider};
        const ApiResponse started = world.call(Method::Post, u"/api/v1/me/identities/google/start"_s, {}, {bearer});
        QCOMPARE(started.status, 200);
        browser.keep(started);
        const QUrl authorize(json(started).value(u"authorize_url"_s).toString());
        QCOMPARE(browser.arrive(m_provider->agree(authorize)).status, 303);
        QVERIFY(browser.session().isEmpty()); // no session of its own
        QCOMPARE(browser.signIn().status, 303);
        QCOMPARE(accountOf(world, browser.session()), world.adminId);

        // Somebody else's identity stays theirs.
        is(u"anna-1"_s, u"anna@gmail.com"_s);
        Browser anna{world, *m_provider};
        QCOMPARE(anna.signIn().status, 303);
        const ApiResponse second = world.call(Method::Post, u"/api/v1/me/identities/google/start"_s, {}, {bearer});
        anna.keep(second);
        const QUrl again(json(second).value(u"authorize_url"_s).toString());
        QCOMPARE(codeOf(anna.arrive(m_provider->agree(again))), u"identity_taken"_s);
        QCOMPARE(world.call(Method::Post, u"/api/v1/me/identities/google/start"_s).status, 401);
    }

    void noProviderNoRoute() // PLT-024
    {
        World world(*m_provider);
        const ApiResponse list = world.call(Method::Get, u"/api/v1/auth/providers"_s);
        QCOMPARE(json(list).value(u"items"_s).toArray(),
                 (QJsonArray{QJsonObject{{u"slug"_s, u"google"_s}, {u"name"_s, u"Google"_s}}}));
        QCOMPARE(world.call(Method::Post, u"/api/v1/auth/other/start"_s).status, 404);
        QCOMPARE(world.call(Method::Get, u"/api/v1/auth/other/callback"_s).status, 404);
    }

    void startsOnlyFromItsOwnPages() // PLT-074, and no open redirect
    {
        World world(*m_provider);
        const auto start = [&world](const QList<Header> &headers, const QByteArray &body) {
            return world
                .call(Method::Post, u"/api/v1/auth/google/start"_s, {},
                      QList<Header>{{"content-type", "application/x-www-form-urlencoded"}} + headers, body)
                .status;
        };
        QCOMPARE(start({{"sec-fetch-site", "cross-site"}}, {}), 403);
        QCOMPARE(start({{"origin", "https://evil.example"}}, {}), 403);
        QCOMPARE(start({{"origin", "http://localhost:8080"}}, {}), 303);
        for (const char *target : {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example",
                                   "%2Fa%0D%0Ab", "javascript%3Aalert(1)"})
            QCOMPARE(start({}, QByteArray("return_to=") + target), 400);
        QVERIFY(identity::isOwnPath(u"/auth/device?redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&state=x"_s));
    }

    void aSilentProviderIs503()
    {
        World world(*m_provider);
        m_provider.reset();
        QCOMPARE(codeOf(world.call(Method::Post, u"/api/v1/auth/google/start"_s)), u"provider_unavailable"_s);
    }
};

QTEST_GUILESS_MAIN(TestOidc)
#include "tst_oidc.moc"
