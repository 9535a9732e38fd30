// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "server/api/apirouter.h"
#include "server/api/authenticator.h"
#include "server/api/ratelimiter.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::api;
using namespace Qt::StringLiterals;
using identity::Principal;

namespace
{

/// Knows "anna" (account), "admin" (account with role), "key" (API key with scope trips:read); refuses the rest.
class FakeAuthenticator : public Authenticator
{
public:
    QCoro::Task<Result<Principal>> authenticate(QString token, QString) override
    {
        Principal principal;
        principal.kind = token == u"key" ? Principal::Kind::ApiKey : Principal::Kind::Account;
        principal.id = token;
        principal.accountId = token;
        principal.language = token == u"anna" ? u"en"_s : QString();
        if (token == u"admin")
            principal.roles = {identity::Role::Admin};
        if (token == u"key")
            principal.scopes = {u"trips:read"_s};
        if (token != u"anna" && token != u"admin" && token != u"key")
            co_return fail(Error::forbidden(u"invalid_token"_s));
        co_return principal;
    }
};

class FakeLimiter : public RateLimiter
{
public:
    QCoro::Task<Result<std::optional<RateDecision>>> charge(QString policy, Principal principal) override
    {
        charges.append(policy + u' ' + principal.id);
        if (policy == u"off")
            co_return std::nullopt;
        co_return RateDecision{!refuse, policy, 10, refuse ? 0 : 9, Millis(3'600'000), Millis(refuse ? 1'259'001 : 500),
                               clock};
    }
    QCoro::Task<> refund(RateDecision decision, Principal) override
    {
        refunds.append(decision.policy);
        co_return;
    }
    QStringList charges;
    QStringList refunds;
    bool refuse = false;
    Instant clock;
};

class FakeIdempotency : public operations::IdempotencyStore
{
public:
    QCoro::Task<Result<std::optional<operations::StoredReply>>> claim(operations::IdempotencyClaim claim) override
    {
        claims.append(claim);
        if (claim.key == u"seen")
            co_return operations::StoredReply{201, "application/json", "{\"id\":1}", u"/api/v1/things/1"_s};
        if (claim.key == u"other")
            co_return fail(Error::invalid(u"idempotency_mismatch"_s, {}));
        if (claim.key == u"running")
            co_return fail(Error::conflict(u"idempotency_in_flight"_s));
        co_return std::nullopt;
    }
    QCoro::Task<Result<>> release(operations::IdempotencyClaim claim) override
    {
        released.append(claim.key);
        co_return {};
    }
    QList<operations::IdempotencyClaim> claims;
    QStringList released;
};

/// A router with one route of every sort, and what its handlers saw.
struct Fixture {
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(fromMs(1'800'000'000'000));
    std::shared_ptr<FakeLimiter> limiter = std::make_shared<FakeLimiter>();
    std::shared_ptr<FakeIdempotency> idempotency = std::make_shared<FakeIdempotency>();
    QList<RequestRecord> records;
    ApiRouter router{services()};
    inline static ApiRequest seen;
    inline static bool storeReply = false;
    inline static int handled = 0;

    RouterServices services()
    {
        RouterServices all;
        all.clock = clock;
        all.authenticator = std::make_shared<FakeAuthenticator>();
        all.rateLimiter = limiter;
        all.idempotency = idempotency;
        all.requestFinished = [this](const RequestRecord &record) { records.append(record); };
        all.corsOrigins = {u"https://app.example"_s};
        return all;
    }

    static QCoro::Task<Result<ApiResponse>> echo(ApiRequest request)
    {
        seen = request;
        ++handled;
        if (request.replyStored)
            request.replyStored->store(storeReply);
        co_return ApiResponse::json({{u"arguments"_s, QJsonArray::fromStringList(request.pathArguments)}});
    }
    static QCoro::Task<Result<ApiResponse>> versioned(ApiRequest)
    {
        co_return ApiResponse::json({{u"name"_s, u"x"_s}}).withVersion(7);
    }
    static QCoro::Task<Result<ApiResponse>> failing(ApiRequest)
    {
        co_return fail(Error::conflict(u"trip_limit"_s, {}, {{u"limit"_s, 10}, {u"used"_s, 10}}));
    }
    static QCoro::Task<Result<ApiResponse>> missing(ApiRequest) { co_return fail(Error::notFound()); }
    static QCoro::Task<Result<ApiResponse>> throwing(ApiRequest)
    {
        throw std::runtime_error("SELECT secret");
        co_return ApiResponse::noContent();
    }

    Fixture()
    {
        seen = {};
        storeReply = false;
        handled = 0;
        router.add({.method = Method::Get,
                    .pattern = u"/open"_s,
                    .access = Access::open(),
                    .handler = echo,
                    .ratePolicy = u"none"_s});
        router.add({.method = Method::Get, .pattern = u"/own"_s, .access = Access::ownCredential(), .handler = echo});
        router.add({.method = Method::Get,
                    .pattern = u"/things/{id}"_s,
                    .access = Access::account(u"trips:read"_s),
                    .handler = echo,
                    .queryParameters = {u"q"_s},
                    .aliases = {u"/alias/things/{id}"_s}});
        router.add(
            {.method = Method::Get, .pattern = u"/things/special"_s, .access = Access::open(), .handler = versioned});
        router.add({.method = Method::Get,
                    .pattern = u"/things/{id}/parts/{part}"_s,
                    .access = Access::open(),
                    .handler = echo});
        router.add({.method = Method::Post,
                    .pattern = u"/things"_s,
                    .access = Access::account(),
                    .handler = echo,
                    .body = BodyKind::Json,
                    .bodyLimit = 100,
                    .ratePolicy = u"trip_create"_s,
                    .refundOn4xx = true,
                    .idempotency = IdempotencyUse::Accepted});
        router.add({.method = Method::Post,
                    .pattern = u"/strict"_s,
                    .access = Access::open(),
                    .handler = echo,
                    .idempotency = IdempotencyUse::Required});
        router.add({.method = Method::Patch,
                    .pattern = u"/things/{id}"_s,
                    .access = Access::account(),
                    .handler = echo,
                    .body = BodyKind::Json,
                    .needsIfMatch = true});
        router.add(
            {.method = Method::Delete, .pattern = u"/things/{id}"_s, .access = Access::account(), .handler = missing});
        router.add({.method = Method::Post,
                    .pattern = u"/fails"_s,
                    .access = Access::open(),
                    .handler = failing,
                    .ratePolicy = u"trip_create"_s,
                    .refundOn4xx = true,
                    .idempotency = IdempotencyUse::Accepted});
        router.add({.method = Method::Post,
                    .pattern = u"/throws"_s,
                    .access = Access::open(),
                    .handler = throwing,
                    .idempotency = IdempotencyUse::Accepted});
        router.add({.method = Method::Get,
                    .pattern = u"/admin"_s,
                    .access = Access::role(identity::Role::Admin),
                    .handler = echo});
    }

    ApiResponse ask(Method method, const QString &target, const QByteArray &token = {},
                    const QList<Header> &headers = {}, const QByteArray &body = {})
    {
        ApiRequest request;
        request.method = method;
        request.path = target.section(u'?', 0, 0);
        request.rawQuery = target.section(u'?', 1).toUtf8();
        request.headers = headers;
        request.body = body;
        request.clientPrefix = u"192.0.2.7"_s;
        if (!token.isEmpty())
            request.headers.append(Header{"authorization", "Bearer " + token});
        if (!body.isEmpty() && request.header("content-type").isNull())
            request.headers.append(Header{"content-type", "application/json"});
        return QCoro::waitFor(router.handle(request));
    }
};

QString codeOf(const ApiResponse &response)
{
    return QJsonDocument::fromJson(response.body).object().value(u"code"_s).toString();
}

} // namespace

class TestApiRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsRoutes_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("literal") << u"/open"_s << 200 << QStringList{};
        QTest::newRow("PLT-048 trailing slash") << u"/open/"_s << 200 << QStringList{};
        QTest::newRow("encoded literal") << u"/%6fpen"_s << 200 << QStringList{};
        QTest::newRow("argument") << u"/things/7"_s << 200 << QStringList{u"7"_s};
        QTest::newRow("split before decoding") << u"/things/a%2Fb%20c"_s << 200 << QStringList{u"a/b c"_s};
        QTest::newRow("dots are only text") << u"/things/..%2f..%2fetc"_s << 200 << QStringList{u"../../etc"_s};
        QTest::newRow("back from a literal")
            << u"/things/special/parts/x"_s << 200 << QStringList{u"special"_s, u"x"_s};
        QTest::newRow("PLT-188 alias") << u"/alias/things/7"_s << 200 << QStringList{u"7"_s};
        QTest::newRow("empty segment") << u"/things//parts/x"_s << 404 << QStringList{};
        QTest::newRow("double slash") << u"//open"_s << 404 << QStringList{};
        QTest::newRow("dot segments are not resolved") << u"/things/../open"_s << 404 << QStringList{};
        QTest::newRow("unknown") << u"/nope"_s << 404 << QStringList{};
        QTest::newRow("prefix only") << u"/things/7/parts"_s << 404 << QStringList{};
        QTest::newRow("root") << u"/"_s << 404 << QStringList{};
        QTest::newRow("NUL") << u"/things/a%00"_s << 400 << QStringList{};
        QTest::newRow("bad UTF-8") << u"/things/%ff"_s << 400 << QStringList{};
        QTest::newRow("bad escape") << u"/things/%4"_s << 400 << QStringList{};
    }
    void findsRoutes()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QStringList, arguments);
        Fixture f;
        const ApiResponse response = f.ask(Method::Get, path, "anna");
        QCOMPARE(response.status, status);
        if (status == 200)
            QCOMPARE(Fixture::seen.pathArguments, arguments);
        else
            QCOMPARE(response.contentType, "application/problem+json");
    }

    // PLT-042, PLT-045
    void judgesAccess_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("open, nobody") << u"/open"_s << QByteArray() << 200 << QString();
        QTest::newRow("open, somebody") << u"/open"_s << QByteArray("anna") << 200 << QString();
        QTest::newRow("open, bad token never falls back")
            << u"/open"_s << QByteArray("bad") << 401 << u"invalid_token"_s;
        QTest::newRow("own credential is not looked at") << u"/own"_s << QByteArray("bad") << 200 << QString();
        QTest::newRow("account, nobody") << u"/things/1"_s << QByteArray() << 401 << u"authentication_required"_s;
        QTest::newRow("account") << u"/things/1"_s << QByteArray("anna") << 200 << QString();
        QTest::newRow("key with scope") << u"/things/1"_s << QByteArray("key") << 200 << QString();
        QTest::newRow("role, without") << u"/admin"_s << QByteArray("anna") << 403 << u"forbidden"_s;
        QTest::newRow("role, key") << u"/admin"_s << QByteArray("key") << 403 << u"forbidden"_s;
        QTest::newRow("role") << u"/admin"_s << QByteArray("admin") << 200 << QString();
    }
    void judgesAccess()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, token);
        QFETCH(QString, code);
        Fixture f;
        const ApiResponse response = f.ask(Method::Get, path, token);
        QTEST(response.status, "status");
        QCOMPARE(codeOf(response), code);
        QCOMPARE(response.header("www-authenticate").startsWith("Bearer"), response.status == 401);
    }

    void refusesKeysWithoutWriteScope() // TRP-230
    {
        Fixture f;
        QCOMPARE(f.ask(Method::Post, u"/things"_s, "key", {}, "{}").status, 403);
        QCOMPARE(Fixture::handled, 0);
    }

    void refusesOddCredentials_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("basic") << QByteArray("Basic YTpi");
        QTest::newRow("no scheme") << QByteArray("anna");
        QTest::newRow("empty") << QByteArray("Bearer ");
        QTest::newRow("two words") << QByteArray("Bearer anna x");
        QTest::newRow("too long") << "Bearer " + QByteArray(600, 'a');
    }
    void refusesOddCredentials() // PLT-045
    {
        QFETCH(QByteArray, value);
        Fixture f;
        QCOMPARE(codeOf(f.ask(Method::Get, u"/open"_s, {}, {{"authorization", value}})), u"invalid_token"_s);
        QCOMPARE(f.ask(Method::Get, u"/open"_s, "anna", {{"authorization", "Bearer anna"}}).status, 401);
    }

    // PLT-048
    void answersMethodsTheSameEverywhere()
    {
        Fixture f;
        const ApiResponse options = f.ask(Method::Options, u"/things/1"_s);
        QCOMPARE(options.status, 204);
        QCOMPARE(options.header("allow"), "GET, PATCH, DELETE, HEAD, OPTIONS");
        const ApiResponse wrong = f.ask(Method::Put, u"/things/1"_s, "anna");
        QCOMPARE(wrong.status, 405);
        QCOMPARE(codeOf(wrong), u"method_not_allowed"_s);
        QCOMPARE(wrong.header("allow"), "GET, PATCH, DELETE, HEAD, OPTIONS");
        QCOMPARE(f.ask(Method::Head, u"/open"_s).status, 200);
        QCOMPARE(f.ask(Method::Options, u"/nope"_s).status, 404);
    }

    // PLT-044: not there and not yours look the same.
    void answersEvery404Alike()
    {
        Fixture f;
        QJsonObject unknown = QJsonDocument::fromJson(f.ask(Method::Get, u"/nope"_s, "admin").body).object();
        QJsonObject missing = QJsonDocument::fromJson(f.ask(Method::Delete, u"/things/9"_s, "admin").body).object();
        for (QJsonObject *body : {&unknown, &missing}) {
            QVERIFY(!body->value(u"request_id"_s).toString().isEmpty());
            body->remove(u"request_id"_s);
            body->remove(u"instance"_s);
        }
        QCOMPARE(unknown, missing);
    }

    void refusesUnknownParameters() // PLT-046
    {
        Fixture f;
        QCOMPARE(f.ask(Method::Get, u"/things/1?q=a%20b"_s, "anna").status, 200);
        QCOMPARE(Fixture::seen.queryValue(u"q"_s), u"a b"_s);
        const ApiResponse response = f.ask(Method::Get, u"/things/1?q=a&owner=b"_s, "anna");
        QCOMPARE(response.status, 400);
        QCOMPARE(codeOf(response), u"unknown_parameter"_s);
    }

    void readsBodies_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QByteArray json = "application/json";
        QTest::newRow("json") << u"/things"_s << json << QByteArray("{\"a\":1}") << 200 << QString();
        QTest::newRow("PLT-048 other type")
            << u"/things"_s << QByteArray("text/plain") << QByteArray("{}") << 415 << u"unsupported_media_type"_s;
        QTest::newRow("no type") << u"/things"_s << QByteArray("") << QByteArray("{}") << 415
                                 << u"unsupported_media_type"_s;
        QTest::newRow("PLT-051 malformed") << u"/things"_s << json << QByteArray("{") << 400 << u"malformed_json"_s;
        QTest::newRow("empty body") << u"/things"_s << json << QByteArray("") << 400 << u"malformed_json"_s;
        QTest::newRow("PLT-067 too large")
            << u"/things"_s << json << "{\"a\":\"" + QByteArray(100, 'x') + "\"}" << 413 << u"payload_too_large"_s;
        QTest::newRow("PLT-046 body where none is taken")
            << u"/fails"_s << json << QByteArray("{\"role\":\"admin\"}") << 422 << u"validation_failed"_s;
    }
    void readsBodies()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, contentType);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        Fixture f;
        const ApiResponse response = f.ask(Method::Post, path, "anna", {{"content-type", contentType}}, body);
        QTEST(response.status, "status");
        QCOMPARE(codeOf(response), code);
    }

    void refusesCompressedBodies() // PLT-075
    {
        Fixture f;
        QCOMPARE(f.ask(Method::Post, u"/things"_s, "anna", {{"content-encoding", "gzip"}}, "{}").status, 415);
    }

    void refusesUnacceptableTypes() // PLT-048
    {
        Fixture f;
        QCOMPARE(f.ask(Method::Get, u"/open"_s, {}, {{"accept", "text/html"}}).status, 406);
    }

    // PLT-059
    void revalidates()
    {
        Fixture f;
        const ApiResponse first = f.ask(Method::Get, u"/things/special"_s);
        const QByteArray etag = first.header("etag");
        QVERIFY(etag.startsWith("\"7-"));
        QCOMPARE(first.header("cache-control"), "private, no-cache");
        QCOMPARE(first.header("vary"), "Authorization, Accept-Language, Accept-Encoding");
        const ApiResponse again = f.ask(Method::Get, u"/things/special"_s, {}, {{"if-none-match", etag}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.isEmpty());
        QCOMPARE(again.header("etag"), etag);
        QCOMPARE(f.ask(Method::Get, u"/open"_s).header("cache-control"), "no-store");
    }

    // PLT-060
    void needsIfMatch()
    {
        Fixture f;
        QCOMPARE(codeOf(f.ask(Method::Patch, u"/things/1"_s, "anna", {}, "{}")), u"precondition_required"_s);
        QCOMPARE(f.ask(Method::Patch, u"/things/1"_s, "anna", {{"if-match", "*"}}, "{}").status, 428);
        QCOMPARE(f.ask(Method::Patch, u"/things/1"_s, "anna", {{"if-match", "\"3-ab\""}}, "{}").status, 200);
        QCOMPARE(Fixture::seen.ifMatch.value(), qint64(3));
    }

    // PLT-062
    void limitsRates()
    {
        Fixture f;
        const ApiResponse passed = f.ask(Method::Get, u"/things/1"_s, "anna");
        QCOMPARE(passed.header("ratelimit-policy"), "\"reads\";q=10;w=3600");
        QCOMPARE(passed.header("ratelimit"), "\"reads\";r=9;t=1");
        f.limiter->refuse = true;
        const ApiResponse refused = f.ask(Method::Get, u"/things/1"_s, "anna");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("retry-after"), "1260");
        const QJsonObject body = QJsonDocument::fromJson(refused.body).object();
        QCOMPARE(body.value(u"policy"_s).toString(), u"reads"_s);
        QCOMPARE(body.value(u"retry_after"_s).toInt(), 1260);
        QCOMPARE(f.ask(Method::Get, u"/open"_s).status, 200); // PLT-065: exempt
        QCOMPARE(f.limiter->charges, (QStringList{u"reads anna"_s, u"reads anna"_s}));
    }

    void givesChargesBack()
    {
        Fixture f;
        f.ask(Method::Post, u"/things"_s, "anna", {}, "{}");
        QVERIFY(f.limiter->refunds.isEmpty());
        f.ask(Method::Post, u"/fails"_s, "anna");
        f.ask(Method::Post, u"/things"_s, "anna", {}, "{");
        f.ask(Method::Post, u"/things"_s, "anna", {{"idempotency-key", "seen"}}, "{}");
        QCOMPARE(f.limiter->refunds.size(), 3);
    }

    // PLT-055, PLT-056
    void replaysIdempotentRequests()
    {
        Fixture f;
        const ApiResponse replay = f.ask(Method::Post, u"/things"_s, "anna", {{"idempotency-key", "\"seen\""}}, "{}");
        QCOMPARE(replay.status, 201);
        QCOMPARE(replay.header("idempotency-replayed"), "true");
        QCOMPARE(replay.header("location"), "/api/v1/things/1");
        QCOMPARE(Fixture::handled, 0);
        QCOMPARE(codeOf(f.ask(Method::Post, u"/things"_s, "anna", {{"idempotency-key", "other"}}, "{}")),
                 u"idempotency_mismatch"_s);
        const ApiResponse running = f.ask(Method::Post, u"/things"_s, "anna", {{"idempotency-key", "running"}}, "{}");
        QCOMPARE(running.status, 409);
        QCOMPARE(running.header("retry-after"), "1");
        QCOMPARE(f.idempotency->claims.first().principal, u"account:anna"_s);
        QCOMPARE(f.idempotency->claims.first().route, u"POST /things"_s);
        QCOMPARE(f.idempotency->claims.first().fingerprint.size(), 32);
        QVERIFY(f.idempotency->released.isEmpty());
    }

    void freesKeysOfRequestsWithoutEffect() // PLT-056
    {
        Fixture f;
        const QList<Header> key{{"idempotency-key", "k"}};
        f.ask(Method::Post, u"/things"_s, "anna", key, "{");
        f.ask(Method::Post, u"/things"_s, "anna", key, "{}");
        f.ask(Method::Post, u"/fails"_s, "anna", key);
        f.ask(Method::Post, u"/throws"_s, "anna", key);
        QCOMPARE(f.idempotency->released.size(), 4);
        Fixture::storeReply = true;
        f.ask(Method::Post, u"/things"_s, "anna", key, "{}");
        QCOMPARE(f.idempotency->released.size(), 4);
    }

    void judgesIdempotencyKeys_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("code");
        QTest::newRow("missing") << QByteArray() << QByteArray("anna") << u"idempotency_key_required"_s;
        QTest::newRow("empty quotes") << QByteArray("\"\"") << QByteArray("anna") << u"idempotency_key_required"_s;
        QTest::newRow("with a space") << QByteArray("a b") << QByteArray("anna") << u"idempotency_key_invalid"_s;
        QTest::newRow("256 characters") << QByteArray(256, 'a') << QByteArray("anna") << u"idempotency_key_invalid"_s;
        QTest::newRow("255 characters") << QByteArray(255, 'a') << QByteArray("anna") << QString();
        QTest::newRow("PLT-058 anonymous, free text")
            << QByteArray("abc") << QByteArray() << u"idempotency_key_invalid"_s;
        QTest::newRow("PLT-058 anonymous, UUID")
            << QByteArray("0194a1b2-0000-7000-8000-000000000001") << QByteArray() << QString();
    }
    void judgesIdempotencyKeys()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, token);
        Fixture f;
        QTEST(codeOf(f.ask(Method::Post, u"/strict"_s, token, {{"idempotency-key", key}})), "code");
    }

    // PLT-050
    void survivesExceptions()
    {
        Fixture f;
        const ApiResponse response = f.ask(Method::Post, u"/throws"_s);
        QCOMPARE(response.status, 500);
        QCOMPARE(codeOf(response), u"internal_error"_s);
        QVERIFY(!response.body.contains("SELECT"));
        QCOMPARE(f.ask(Method::Get, u"/open"_s).status, 200);
    }

    // PLT-176
    void speaksTheCallersLanguage()
    {
        Fixture f;
        const QList<Header> german{{"accept-language", "de-AT"}};
        QCOMPARE(f.ask(Method::Get, u"/nope"_s, {}, german).header("content-language"), "de");
        QCOMPARE(f.ask(Method::Get, u"/nope"_s, {}, {{"accept-language", "en"}}).header("content-language"), "en");
        QCOMPARE(f.ask(Method::Delete, u"/things/1"_s, "anna", german).header("content-language"),
                 "en"); // account choice
        const ApiResponse limit = f.ask(Method::Post, u"/fails"_s, {}, german);
        QCOMPARE(QJsonDocument::fromJson(limit.body).object().value(u"title"_s).toString(), u"Zu viele Reisen"_s);
    }

    // PLT-166
    void recordsRouteTemplatesOnly()
    {
        Fixture f;
        f.ask(Method::Get, u"/things/4711"_s, "anna");
        f.ask(Method::Get, u"/alias/things/4711"_s, "anna");
        f.ask(Method::Get, u"/random/4711"_s);
        f.ask(Method::Get, u"/things/%ff"_s);
        f.ask(Method::Put, u"/things/4711"_s);
        QStringList endpoints;
        for (const RequestRecord &record : std::as_const(f.records))
            endpoints.append(record.endpoint + u' ' + QString::number(record.status));
        QCOMPARE(endpoints, (QStringList{u"/things/{id} 200"_s, u"/things/{id} 200"_s, u"unmatched 404"_s,
                                         u"unmatched 400"_s, u"/things/{id} 405"_s}));
    }

    // PLT-073
    void namesListedOriginsOnly()
    {
        Fixture f;
        QCOMPARE(f.ask(Method::Get, u"/open"_s, {}, {{"origin", "https://app.example"}})
                     .header("access-control-allow-origin"),
                 "https://app.example");
        QVERIFY(!f.ask(Method::Get, u"/open"_s, {}, {{"origin", "https://evil.example"}})
                     .header("access-control-allow-origin")
                     .size());
        QVERIFY(!f.ask(Method::Get, u"/open"_s, {}, {{"origin", "null"}}).header("access-control-allow-origin").size());
        const ApiResponse preflight =
            f.ask(Method::Options, u"/things"_s, {},
                  {{"origin", "https://app.example"}, {"access-control-request-method", "POST"}});
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.header("access-control-max-age"), "600");
        QVERIFY(preflight.header("access-control-allow-credentials").isEmpty());
    }

    void knowsBodyLimits()
    {
        Fixture f;
        QCOMPARE(f.router.bodyLimit(Method::Post, u"/things"_s), 100);
        QCOMPARE(f.router.bodyLimit(Method::Post, u"/nope"_s), 1024 * 1024);
        QCOMPARE(f.router.bodyLimit(Method::Post, u"/%ff"_s), 1024 * 1024);
    }
};

QTEST_GUILESS_MAIN(TestApiRouter)
#include "tst_apirouter.moc"
