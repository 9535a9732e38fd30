// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/operations/metrics.h"
#include "core/trips/airports.h"
#include "core/trips/sources/demosource.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/skiplaggedsource.h"
#include "server/api/airportscontroller.h"
#include "server/api/apirouter.h"
#include "server/api/authenticator.h"
#include "server/api/pricesourcescontroller.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::api;
using namespace Qt::StringLiterals;
using identity::Principal;

namespace
{

/// The token is the name; "admin" is one.
class FakeAuthenticator final : public Authenticator
{
public:
    QCoro::Task<Result<Principal>> authenticate(QString token, QString) override
    {
        Principal principal;
        principal.kind = Principal::Kind::Account;
        principal.id = token;
        principal.accountId = token;
        principal.language = u"en"_s;
        if (token == u"admin")
            principal.roles = {identity::Role::Admin};
        co_return principal;
    }
};

RouterServices services(const std::shared_ptr<Clock> &clock)
{
    RouterServices given;
    given.clock = clock;
    given.authenticator = std::make_shared<FakeAuthenticator>();
    return given;
}

} // namespace

class TestPriceRoutes : public QObject
{
    Q_OBJECT
private:
    std::shared_ptr<ManualClock> m_clock = test::aClock();
    trips::Airports m_airports;
    operations::Metrics m_metrics;
    std::unique_ptr<test::TestDatabase> m_db;
    std::unique_ptr<trips::PriceFinder> m_finder;
    std::unique_ptr<ApiRouter> m_router;

    ApiResponse call(Method method, const QString &path, const QByteArray &body = {}, const QByteArray &token = "anna",
                     const QString &query = {})
    {
        ApiRequest request;
        request.method = method;
        request.path = path;
        request.rawQuery = query.toUtf8();
        request.headers.append(Header("authorization", "Bearer " + token));
        if (!body.isEmpty())
            request.headers.append(Header("content-type", "application/json"));
        request.body = body;
        return QCoro::waitFor(m_router->handle(request));
    }
    [[nodiscard]] static QJsonObject jsonOf(const ApiResponse &response)
    {
        return QJsonDocument::fromJson(response.body).object();
    }
    [[nodiscard]] QStringList codesOf(const QString &text)
    {
        QStringList codes;
        const QJsonArray items = jsonOf(call(Method::Get, u"/api/v1/airports"_s, {}, "anna", text))[u"items"].toArray();
        for (const QJsonValue &item : items)
            codes.append(item[u"code"].toString());
        return codes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_db = std::make_unique<test::TestDatabase>(u"sqlite"_s, m_clock);
        trips::PriceFinderOptions options;
        options.order = {{trips::Side::Flights, {u"skiplagged"_s}}, {trips::Side::Hotels, {u"skiplagged"_s}}};
        options.limits[u"skiplagged"_s].monthlyCalls = 3000;
        const auto demo = std::make_shared<trips::DemoSource>(m_clock, m_airports, trips::DemoSource::Options());
        const auto skiplagged = std::make_shared<trips::SkiplaggedSource>(trips::SkiplaggedSource::Options());
        m_finder =
            std::make_unique<trips::PriceFinder>(**m_db, m_clock, m_metrics, m_airports,
                                                 QList<std::shared_ptr<trips::PriceSource>>{skiplagged, demo}, options);
        m_router = std::make_unique<ApiRouter>(services(m_clock));
        addAirportRoutes(*m_router, m_airports);
        addPriceSourceRoutes(*m_router, *m_finder);
    }
    void cleanupTestCase()
    {
        QCoro::waitFor(m_finder->stop());
        m_router.reset();
        m_finder.reset();
        m_db.reset();
    }

    void findsAirports() // TRP-221 to TRP-223, A75
    {
        QCOMPARE(codesOf(u"q=mun"_s).constFirst(), u"MUC"_s);
        QCOMPARE(codesOf(u"q=m%C3%BCnchen"_s).constFirst(), u"MUC"_s);
        QCOMPARE(codesOf(u"q=lon"_s).constFirst(), u"LON"_s);
        QCOMPARE(codesOf(u"q=x"_s), QStringList());
        QCOMPARE(codesOf(QString()), QStringList());
        QCOMPARE(codesOf(u"q=an"_s).size(), 8);
        QCOMPARE(codesOf(u"q=an&limit=25"_s).size(), 25);
        QCOMPARE(call(Method::Get, u"/api/v1/airports"_s, {}, "anna", u"q=an&limit=26"_s).status, 400);
        QCOMPARE(call(Method::Get, u"/api/v1/airports"_s, {}, "anna", u"q="_s + QString(65, u'a')).status, 400);
    }

    void showsOneAirport()
    {
        const ApiResponse munich = call(Method::Get, u"/api/v1/airports/MUC"_s);
        QCOMPARE(munich.status, 200);
        QCOMPARE(jsonOf(munich), (QJsonObject{{u"code"_s, u"MUC"_s},
                                              {u"kind"_s, u"airport"_s},
                                              {u"name"_s, u"Munich Airport"_s},
                                              {u"city"_s, u"Munich"_s},
                                              {u"country_code"_s, u"DE"_s},
                                              {u"time_zone"_s, u"Europe/Berlin"_s}}));
        bool keptForADay = false;
        for (const auto &[name, value] : munich.headers)
            keptForADay |= name == "cache-control" && value.contains("max-age=86400");
        QVERIFY(keptForADay);
        QCOMPARE(jsonOf(call(Method::Get, u"/api/v1/airports/LON"_s))[u"name"].toString(), u"All airports"_s);
        QCOMPARE(call(Method::Get, u"/api/v1/airports/XQZ"_s).status, 404);
    }

    void listsSourcesMoreForAdmins() // trips.md §10
    {
        const QJsonObject seen = jsonOf(call(Method::Get, u"/api/v1/price-sources"_s));
        const QJsonObject skiplagged = seen[u"items"][0].toObject();
        QCOMPARE(skiplagged[u"name"].toString(), u"skiplagged"_s);
        QCOMPARE(skiplagged[u"configured"].toBool(), false);
        QVERIFY(!skiplagged.contains(u"health"_s) && !seen.contains(u"order"_s));
        QCOMPARE(seen[u"items"][1][u"serving"].toBool(), true);
        QCOMPARE(seen[u"items"][1][u"simulated"].toBool(), true);
        const QJsonObject full = jsonOf(call(Method::Get, u"/api/v1/price-sources"_s, {}, "admin"));
        QCOMPARE(full[u"items"][0][u"health"][u"flights"][u"state"].toString(), u"closed"_s);
        QCOMPARE(full[u"items"][0][u"budgets"][0][u"limit"].toInt(), 3000);
        QCOMPARE(full[u"order"][u"flights"][0].toString(), u"skiplagged"_s);
    }

    void adminsOrderSources() // TRP-060
    {
        const QString path = u"/api/v1/price-sources/order"_s;
        QCOMPARE(call(Method::Put, path, R"({"flights":[]})").status, 403);
        const ApiResponse done = call(Method::Put, path, R"({"flights":[]})", "admin");
        QCOMPARE(done.status, 200);
        QCOMPARE(jsonOf(done)[u"flights"].toArray(), QJsonArray());
        QCOMPARE(jsonOf(done)[u"hotels"].toArray(), QJsonArray{u"skiplagged"_s});
        const ApiResponse refused =
            call(Method::Put, path, R"({"hotels":["nobody","skiplagged","skiplagged"],"flights":["demo"]})", "admin");
        QCOMPARE(refused.status, 422);
        QCOMPARE(jsonOf(refused)[u"errors"].toArray().size(), 3);
        QCOMPARE(call(Method::Put, path, R"({"trains":[]})", "admin").status, 422);
        QCOMPARE(call(Method::Put, path, R"({"flights":7})", "admin").status, 422);
    }

    void adminsResetSources()
    {
        QCOMPARE(call(Method::Post, u"/api/v1/price-sources/skiplagged/reset"_s).status, 403);
        const ApiResponse done = call(Method::Post, u"/api/v1/price-sources/skiplagged/reset"_s, {}, "admin");
        QCOMPARE(done.status, 200);
        QCOMPARE(jsonOf(done)[u"name"].toString(), u"skiplagged"_s);
        const ApiResponse unknown = call(Method::Post, u"/api/v1/price-sources/nobody/reset"_s, {}, "admin");
        QCOMPARE(unknown.status, 422);
        QCOMPARE(jsonOf(unknown)[u"code"].toString(), u"source_unknown"_s);
    }

    void adminsTestSources() // trips.md §10
    {
        QCOMPARE(call(Method::Post, u"/api/v1/price-sources/demo/test"_s).status, 403);
        QCOMPARE(jsonOf(call(Method::Post, u"/api/v1/price-sources/nobody/test"_s, {}, "admin"))[u"code"].toString(),
                 u"source_unknown"_s);
        // Not set up: it says so, and no call leaves.
        const QJsonObject skiplagged =
            jsonOf(call(Method::Post, u"/api/v1/price-sources/skiplagged/test"_s, {}, "admin"));
        QCOMPARE(skiplagged[u"sides"][0][u"ok"].toBool(true), false);
        QCOMPARE(skiplagged[u"sides"][0][u"code"].toString(), u"unconfigured"_s);

        ApiRequest request;
        request.method = Method::Post;
        request.path = u"/api/v1/price-sources/demo/test"_s;
        request.headers.append(Header("authorization", "Bearer admin"));
        const auto answer = m_router->handle(request);
        while (!answer.isReady())
            m_clock->advance(std::chrono::milliseconds(100)); // the market takes its time
        const QJsonObject demo = jsonOf(QCoro::waitFor(answer));
        QCOMPARE(demo[u"name"].toString(), u"demo"_s);
        QCOMPARE(demo[u"sides"].toArray().size(), 2);
        QCOMPARE(demo[u"sides"][0][u"ok"].toBool(), true);
        QVERIFY(demo[u"sides"][0][u"offers"].toInt() > 0);
    }
};

QTEST_GUILESS_MAIN(TestPriceRoutes)
#include "tst_priceroutes.moc"
