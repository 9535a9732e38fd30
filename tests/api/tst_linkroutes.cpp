// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linkservice.h"
#include "core/operations/metrics.h"
#include "core/operations/ratelimits.h"
#include "server/api/apirouter.h"
#include "server/api/cursors.h"
#include "server/api/linkauthenticator.h"
#include "server/api/linkscontroller.h"
#include "server/api/tokenauthenticator.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::api;
using namespace portier::test;
using namespace Qt::StringLiterals;
using identity::LinkKind;
using identity::LinkOwner;

namespace
{

QCoro::Task<Result<ApiResponse>> answerDone(ApiRequest)
{
    co_return ApiResponse::noContent();
}

/// "ps_<role>": an account with that role.
class FakeSessions final : public Authenticator
{
public:
    QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString) override
    {
        identity::Principal principal;
        principal.kind = identity::Principal::Kind::Account;
        principal.id = principal.accountId = token.mid(3);
        if (token == u"ps_admin")
            principal.roles.insert(identity::Role::Admin);
        co_return principal;
    }
};

struct World {
    std::shared_ptr<ManualClock> clock = aClock();
    TestDatabase db{u"sqlite"_s, clock};
    operations::Metrics metrics;
    operations::RateLimits limits{*db, clock, metrics};
    identity::LinkService links{*db, clock, identity::LinkSigner(aKeyRing())};
    ApiRouter router{services()};

    World()
    {
        addLinkRoutes(router, links, std::make_shared<const Cursors>(aSealer()));
        const auto add = [this](const QString &path, const Access &access) {
            router.add({.method = Method::Post, .pattern = path, .access = access, .handler = answerDone});
        };
        add(u"/open"_s, Access::open());
        add(u"/account"_s, Access::account(u"trips:read"_s));
        add(u"/either"_s, Access::account().orLink({LinkKind::Personal}));
        add(u"/feed"_s, Access::link({LinkKind::Feed}));
        add(u"/admin"_s, Access::role(identity::Role::Admin));
    }
    RouterServices services()
    {
        RouterServices services;
        services.clock = clock;
        services.authenticator = makeTokenAuthenticator(
            {{u"ps_"_s, std::make_shared<FakeSessions>()}, {u"lk_"_s, makeLinkAuthenticator(links, limits)}});
        return services;
    }
    identity::Link ensure(const LinkOwner &owner)
    {
        const auto body = [this, owner](storage::Transaction &tx) { return links.ensure(tx, owner, clock->now()); };
        return db->writeBlocking(body).value();
    }
    QString token(const LinkOwner &owner) { return links.token(ensure(owner)); }
    ApiResponse call(Method method, const QString &path, const QString &token, const QByteArray &query = {})
    {
        ApiRequest request;
        request.method = method;
        request.path = path;
        request.rawQuery = query;
        request.clientAddress = request.clientPrefix = u"192.0.2.7"_s;
        if (!token.isEmpty())
            request.headers.append(Header("authorization", "Bearer " + token.toLatin1()));
        return QCoro::waitFor(router.handle(request));
    }
};

QJsonObject json(const ApiResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QString codeOf(const ApiResponse &response)
{
    return json(response).value(u"code"_s).toString();
}

const QString anna = u"anna@firma.example"_s;

} // namespace

class TestLinkRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLinkGrantsItsRoleAndNothingElse_data() // PLT-040, BKG-081
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("personal");
        QTest::addColumn<int>("approver");
        QTest::addColumn<int>("feed");
        QTest::newRow("open") << u"/open"_s << 204 << 204 << 403;
        QTest::newRow("account") << u"/account"_s << 403 << 403 << 403;
        QTest::newRow("account or personal link") << u"/either"_s << 204 << 403 << 403;
        QTest::newRow("feed") << u"/feed"_s << 403 << 403 << 204;
        QTest::newRow("admin") << u"/admin"_s << 403 << 403 << 403;
    }
    void aLinkGrantsItsRoleAndNothingElse()
    {
        QFETCH(QString, path);
        World world;
        QTEST(world.call(Method::Post, path, world.token(LinkOwner::personal(anna))).status, "personal");
        QTEST(world.call(Method::Post, path, world.token(LinkOwner::approver(u"p1"_s))).status, "approver");
        QTEST(world.call(Method::Post, path, world.token(LinkOwner::feed(anna))).status, "feed");
    }

    void accessNamesItsLinks() // PLT-042
    {
        QCOMPARE(Access::account(u"trips:read"_s).orLink({LinkKind::Personal, LinkKind::Approver}).describe(),
                 u"account|key:trips:read|link:personal,approver"_s);
        QCOMPARE(Access::link({LinkKind::Feed}).describe(), u"link:feed"_s);
        World world;
        QCOMPARE(world.call(Method::Post, u"/feed"_s, u"ps_admin"_s).status, 403);
        QCOMPARE(world.call(Method::Post, u"/feed"_s, {}).status, 401);
        QCOMPARE(world.call(Method::Post, u"/either"_s, u"ps_anna"_s).status, 204);
    }

    // PLT-039, PLT-045, BKG-081; scenario 59 of bookings.md: a bad link is 401 even where none is needed.
    void aBadLinkIsRefused()
    {
        World world;
        const identity::Link link = world.ensure(LinkOwner::personal(anna));
        const QString token = world.links.token(link);
        const QString tampered = token.chopped(1) + (token.endsWith(u'A') ? u'B' : u'A');
        for (const QString &path : {u"/open"_s, u"/either"_s}) {
            const ApiResponse refused = world.call(Method::Post, path, tampered);
            QCOMPARE(refused.status, 401);
            QCOMPARE(codeOf(refused), u"invalid_link"_s);
            QCOMPARE(refused.header("www-authenticate"), QByteArray("Bearer"));
        }
        QVERIFY(QCoro::waitFor(world.links.renew(link.id, {})));
        QCOMPARE(codeOf(world.call(Method::Post, u"/either"_s, token)), u"invalid_link"_s);
        QCOMPARE(codeOf(world.call(Method::Post, u"/open"_s, u"xx_unknown"_s)), u"invalid_token"_s);
    }

    void countsFailuresByClient() // table 3.5, link_failures
    {
        World world;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(world.call(Method::Post, u"/open"_s, u"lk_guess%1"_s.arg(i)).status, 401);
        const ApiResponse refused = world.call(Method::Post, u"/open"_s, u"lk_guess"_s);
        QCOMPARE(refused.status, 429);
        QCOMPARE(json(refused).value(u"policy"_s).toString(), u"link_failures"_s);
        const QString good = world.token(LinkOwner::personal(anna));
        QCOMPARE(world.call(Method::Post, u"/open"_s, good).status, 204); // whoever has a good one is not in the way
    }

    void exemptClientsFailUncounted() // limits.exempt
    {
        World world;
        operations::RatePolicies policies;
        policies.setExempt(operations::networksOf({u"loopback"_s, u"192.0.2.0/24"_s}));
        world.limits.setPolicies(policies);
        for (int i = 0; i < 101; ++i)
            QCOMPARE(world.call(Method::Post, u"/open"_s, u"lk_guess%1"_s.arg(i)).status, 401);
    }

    void adminsListAndRenew() // PLT-039, PLT-010
    {
        World world;
        for (int i = 0; i < 5; ++i) {
            world.ensure(LinkOwner::personal(u"p%1@firma.example"_s.arg(i)));
            world.clock->advance(std::chrono::seconds(1));
        }
        const ApiResponse page = world.call(Method::Get, u"/api/v1/admin/links"_s, u"ps_admin"_s, "limit=3");
        QCOMPARE(page.status, 200);
        const QJsonArray items = json(page).value(u"items"_s).toArray();
        QCOMPARE(items.size(), 3);
        QCOMPARE(items.first()[u"email"_s].toString(), u"p4@firma.example"_s);
        QVERIFY(!page.body.contains("lk_"));
        const QByteArray cursor = json(page).value(u"next_cursor"_s).toString().toLatin1();
        const ApiResponse rest =
            world.call(Method::Get, u"/api/v1/admin/links"_s, u"ps_admin"_s, "limit=3&cursor=" + cursor);
        QCOMPARE(json(rest).value(u"items"_s).toArray().size(), 2);
        QVERIFY(json(rest).value(u"next_cursor"_s).isNull());
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'links.read'"_s), 2);

        const QString renew = u"/api/v1/links/%1/renew"_s.arg(items.first()[u"id"_s].toString());
        QCOMPARE(world.call(Method::Post, renew, u"ps_anna"_s).status, 403);
        const ApiResponse renewed = world.call(Method::Post, renew, u"ps_admin"_s);
        QCOMPARE(renewed.status, 200);
        QCOMPARE(json(renewed).value(u"generation"_s).toInt(), 2);
        QCOMPARE(world.call(Method::Post, u"/api/v1/links/none/renew"_s, u"ps_admin"_s).status, 404);
        QCOMPARE(world.call(Method::Get, u"/api/v1/admin/links"_s, u"ps_anna"_s).status, 403);
    }

    void adminsFindTheLinkOfAParty() // BKG-136
    {
        World world;
        world.ensure(LinkOwner::personal(u"anna@firma.example"_s));
        world.ensure(LinkOwner::approver(u"p1"_s));
        world.ensure(LinkOwner::approver(u"p2"_s));
        const ApiResponse one = world.call(Method::Get, u"/api/v1/admin/links"_s, u"ps_admin"_s, "party_id=p1&limit=1");
        const QJsonArray items = json(one).value(u"items"_s).toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first()[u"party_id"_s].toString(), u"p1"_s);
        QVERIFY(json(one).value(u"next_cursor"_s).isNull());
        const ApiResponse none = world.call(Method::Get, u"/api/v1/admin/links"_s, u"ps_admin"_s, "party_id=p9");
        QCOMPARE(json(none).value(u"items"_s).toArray().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLinkRoutes)
#include "tst_linkroutes.moc"
