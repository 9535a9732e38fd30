// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/assetpages.h"
#include "server/pages/pagerouter.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::pages;
using namespace Qt::StringLiterals;
using api::ApiRequest;
using api::ApiResponse;
using api::Method;

namespace
{

constexpr auto PublicUrl = "https://portier.example"_L1;

QCoro::Task<Result<ApiResponse>> echo(PageRequest request, int *calls)
{
    ++*calls;
    if (request.pathArguments.value(0) == "broken"_L1)
        throw std::runtime_error("secret detail");
    if (request.method == Method::Post && request.mayAct() && !request.has(u"wrong"_s))
        co_return Site::redirect(u"/done?n=%1"_s.arg(*calls));
    ApiResponse response;
    response.contentType = "text/html; charset=utf-8";
    response.body = (request.language + u'|' + request.typed(u"text"_s) + u'|' +
                     QString::number(request.formState ? int(*request.formState) : 9) + u'|' + request.principal.id)
                        .toUtf8();
    co_return response;
}

struct World {
    explicit World(const QString &publicUrl = PublicUrl)
        : clock(test::aClock()), db(u"sqlite"_s, clock), sealer(test::aSealer()),
          site(std::make_shared<const Site>(Site::Ground{clock, sealer, publicUrl, u"de"_s})), router(site, services())
    {
        addAssetPages(router);
        const auto handler = [this](PageRequest request) { return echo(std::move(request), &calls); };
        router.add({Method::Get, u"/thing/{token}"_s, handler});
        router.add({Method::Post, u"/thing/{token}"_s, handler});
        PageRoute open{Method::Post, u"/open/{token}"_s, handler};
        open.form = FormUse::Open;
        router.add(open);
        PageRoute small{Method::Post, u"/small"_s, handler};
        small.form = FormUse::Open;
        small.bodyLimit = CredentialFormLimit;
        router.add(small);
    }
    PageServices services()
    {
        PageServices services;
        services.idempotency = std::make_shared<operations::DatabaseIdempotencyStore>(*db, clock, sealer);
        services.requestFinished = [this](const api::RequestRecord &record) { lastEndpoint = record.endpoint; };
        return services;
    }
    ApiResponse get(const QString &path, const QList<api::Header> &headers = {}, const QByteArray &query = {})
    {
        ApiRequest request;
        request.path = path;
        request.rawQuery = query;
        request.headers = headers;
        return QCoro::waitFor(router.handle(std::move(request)));
    }
    ApiResponse post(const QString &path, const QByteArray &body, QList<api::Header> headers = {})
    {
        ApiRequest request;
        request.method = Method::Post;
        request.path = path;
        request.body = body;
        request.headers = std::move(headers);
        request.headers.append(api::Header{"content-type", "application/x-www-form-urlencoded"});
        return QCoro::waitFor(router.handle(std::move(request)));
    }
    QByteArray token(const QString &path) const { return "form_token=" + site->forms().make({{}, path}).toLatin1(); }

    int calls = 0;
    QString lastEndpoint;
    std::shared_ptr<ManualClock> clock;
    test::TestDatabase db;
    std::shared_ptr<const operations::Sealer> sealer;
    std::shared_ptr<const Site> site;
    PageRouter router;
};

QByteArray languageOf(const ApiResponse &response)
{
    return response.body.split('|').value(0);
}

} // namespace

class TestPageRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-074: Sec-Fetch-Site decides where it is sent, else Origin.
    void foreignPostsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("admitted");
        QTest::newRow("nothing said") << QByteArray() << QByteArray() << true;
        QTest::newRow("same-origin") << QByteArray("sec-fetch-site") << QByteArray("same-origin") << true;
        QTest::newRow("typed address") << QByteArray("sec-fetch-site") << QByteArray("none") << true;
        QTest::newRow("same-site") << QByteArray("sec-fetch-site") << QByteArray("same-site") << false;
        QTest::newRow("cross-site") << QByteArray("sec-fetch-site") << QByteArray("cross-site") << false;
        QTest::newRow("own origin") << QByteArray("origin") << QByteArray("https://portier.example") << true;
        QTest::newRow("null under no-referrer") << QByteArray("origin") << QByteArray("null") << true;
        QTest::newRow("other origin") << QByteArray("origin") << QByteArray("https://evil.example") << false;
        QTest::newRow("other scheme") << QByteArray("origin") << QByteArray("http://portier.example") << false;
        QTest::newRow("other port") << QByteArray("origin") << QByteArray("https://portier.example:444") << false;
    }
    void foreignPostsAreRefused()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        QFETCH(bool, admitted);
        World world;
        QList<api::Header> headers;
        if (!header.isEmpty())
            headers.append({header, value});
        const auto reply = world.post(u"/thing/1"_s, world.token(u"/thing/1"_s), headers);
        QCOMPARE(reply.status, admitted ? 303 : 403);
        QCOMPARE(world.calls, admitted ? 1 : 0);
        // One-click unsubscribe is exempt.
        QCOMPARE(world.post(u"/open/1"_s, "List-Unsubscribe=One-Click", headers).status, 200);
    }

    // PLT-041: bound to the address, one hour, and what was typed is handed on.
    void formTokens()
    {
        World world;
        const QByteArray token = world.token(u"/thing/1"_s);
        const QByteArray typed = "&text=a%2Bb+c%0D%0Ad";
        QCOMPARE(world.post(u"/thing/2"_s, token + typed).body, QByteArray("de|a+b c\nd|2|")); // another link
        QCOMPARE(world.post(u"/thing/1"_s, typed).body, QByteArray("de|a+b c\nd|2|"));         // none
        QCOMPARE(world.post(u"/thing/1"_s, "form_token=AAAA" + typed).body, QByteArray("de|a+b c\nd|2|"));
        world.clock->advance(std::chrono::minutes(59));
        QCOMPARE(world.post(u"/thing/1"_s, token + typed + "&wrong=1").body, QByteArray("de|a+b c\nd|0|"));
        world.clock->advance(std::chrono::minutes(1));
        QCOMPARE(world.post(u"/thing/1"_s, token + typed).body, QByteArray("de|a+b c\nd|1|"));
    }

    // BKG-078, BKG-125: a repeated rendering shows the first result; a refused one may be sent again.
    void firstResultIsRepeated()
    {
        World world;
        const QByteArray token = world.token(u"/thing/1"_s);
        QCOMPARE(world.post(u"/thing/1"_s, token + "&wrong=1").status, 200);
        QCOMPARE(world.post(u"/thing/1"_s, token).header("location"), QByteArray("/done?n=2"));
        QCOMPARE(world.post(u"/thing/1"_s, token).header("location"), QByteArray("/done?n=2"));
        QCOMPARE(world.post(u"/thing/1"_s, token + "&text=other").header("location"), QByteArray("/done?n=2"));
        QCOMPARE(world.calls, 2);
        QCOMPARE(world.post(u"/thing/1"_s, world.token(u"/thing/1"_s)).header("location"), QByteArray("/done?n=3"));
    }

    // PLT-176: ?lang=, cookie, Accept-Language with weights, instance default.
    void languages()
    {
        World world;
        QCOMPARE(languageOf(world.get(u"/thing/1"_s)), QByteArray("de"));
        QCOMPARE(languageOf(world.get(u"/thing/1"_s, {{"accept-language", "fr, en;q=0.8, de;q=0.7"}})),
                 QByteArray("en"));
        const QList<api::Header> kept{{"cookie", "a=b; __Host-portier-lang=en"}, {"accept-language", "de"}};
        QCOMPARE(languageOf(world.get(u"/thing/1"_s, kept)), QByteArray("en"));
        QCOMPARE(languageOf(world.get(u"/thing/1"_s, kept, "lang=de")), QByteArray("de"));
        QCOMPARE(languageOf(world.get(u"/thing/1"_s, kept, "lang=fr")), QByteArray("en"));
        // BKG-128: switching by the form keeps what was typed and acts on nothing.
        const auto switched = world.post(u"/thing/1"_s, world.token(u"/thing/1"_s) + "&text=x&lang=en");
        QCOMPARE(switched.body, QByteArray("en|x|0|"));
    }

    // Never a raw error: a page in the reader's language, with a way on and no inner detail.
    void errorsArePages()
    {
        World world;
        const auto missing = world.get(u"/nowhere"_s, {{"accept-language", "en"}});
        QCOMPARE(missing.status, 404);
        QVERIFY(missing.contentType.startsWith("text/html"));
        QVERIFY(missing.body.contains("Nothing here"));
        QCOMPARE(world.lastEndpoint, u"unmatched"_s);
        const auto broken = world.get(u"/thing/broken"_s);
        QCOMPARE(broken.status, 500);
        QVERIFY(broken.body.contains("Nichts gespeichert"));
        QVERIFY(!broken.body.contains("secret detail"));
        QCOMPARE(world.post(u"/assets/x"_s, {}).status, 405);
        QCOMPARE(world.post(u"/thing/1"_s, QByteArray(70'000, 'a')).status, 413);
        QCOMPARE(world.post(u"/thing/1"_s, "a=%zz").status, 422);
        ApiRequest json;
        json.method = Method::Post;
        json.path = u"/thing/1"_s;
        json.body = "{}";
        json.headers = {{"content-type", "application/json"}};
        QCOMPARE(QCoro::waitFor(world.router.handle(json)).status, 415);
    }

    void eachFormHasItsSize() // PLT-067
    {
        World world;
        QCOMPARE(world.router.bodyLimit(Method::Post, u"/small"_s), 16 * 1024);
        QCOMPARE(world.router.bodyLimit(Method::Post, u"/thing/1"_s), 64 * 1024);
        QCOMPARE(world.router.bodyLimit(Method::Post, u"/nowhere"_s), 64 * 1024);
        QCOMPARE(world.router.bodyLimit(Method::Post, u"/%ff"_s), 64 * 1024);
        QCOMPARE(world.post(u"/small"_s, "text=" + QByteArray(16 * 1024 - 5, 'a')).status, 200);
        QCOMPARE(world.post(u"/small"_s, "text=" + QByteArray(16 * 1024 - 4, 'a')).status, 413);
    }

    // PLT-040, PLT-075, PLT-128: what a page with a form token may not be.
    void headersOfSecretPages()
    {
        World world;
        const auto missing = world.get(u"/nowhere"_s);
        QCOMPARE(missing.header("cache-control"), QByteArray("no-store"));
        QCOMPARE(missing.header("x-robots-tag"), QByteArray("noindex"));
        QCOMPARE(missing.header("content-language"), QByteArray("de"));
        QVERIFY(!missing.compressible);
    }

    void assetsStayForGood()
    {
        World world;
        const QString address = world.site->assets().address(u"portier.css"_s);
        const auto css = world.get(address);
        QCOMPARE(css.status, 200);
        QVERIFY(css.header("cache-control").contains("immutable"));
        QCOMPARE(world.get(u"/assets/portier.css"_s).status, 404);
        QCOMPARE(world.get(u"/robots.txt"_s).body, QByteArray("User-agent: *\nDisallow: /\n")); // BKG-129
    }

    // PLT-022, PLT-023.
    void cookies()
    {
        QCOMPARE(World().site->cookies().set("portier", "t", std::chrono::seconds(5)),
                 QByteArray("__Host-portier=t; Path=/; Max-Age=5; HttpOnly; SameSite=Lax; Secure"));
        QCOMPARE(World(u"http://localhost:8080"_s).site->cookies().set("portier", "t", std::chrono::seconds(5)),
                 QByteArray("portier=t; Path=/; Max-Age=5; HttpOnly; SameSite=Lax"));
    }
};

QTEST_GUILESS_MAIN(TestPageRouter)
#include "tst_pagerouter.moc"
