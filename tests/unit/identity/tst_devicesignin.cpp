// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountservice.h"
#include "core/identity/devicesignin.h"
#include "core/identity/proofkey.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/identity/countinghasher.h"

#include <QCoroTask>
#include <QTest>
#include <QUrlQuery>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString verifier(50, u'v');

DeviceRequest aRequest()
{
    return {u"http://127.0.0.1:41234/callback"_s, u"state&with=signs"_s, codeChallenge(verifier), u"Laptop"_s,
            u"linux"_s};
}

struct World {
    explicit World(const QString &backend) : db(backend, clock)
    {
        NewAccount anna;
        anna.email = u"anna@firma.example"_s;
        anna.password = u"korrekt pferd batterie"_s;
        accountId = QCoro::waitFor(accounts.add(anna, {})).value().id;
    }
    QString code(const DeviceRequest &request = aRequest())
    {
        const QUrl target = QCoro::waitFor(devices.approve(accountId, request)).value();
        return QUrlQuery(target).queryItemValue(u"code"_s);
    }
    Result<SignIn> exchange(const QString &code, const QString &proof = verifier)
    {
        return QCoro::waitFor(devices.exchange({code, proof, {}, {}, u"192.0.2.7"_s, {}}));
    }

    std::shared_ptr<ManualClock> clock = aClock();
    TestDatabase db;
    std::shared_ptr<CountingHasher> hasher = std::make_shared<CountingHasher>(clock);
    AccountService accounts{*db, clock, hasher, SetupCode(db.directory())};
    SessionService sessions{*db, clock, hasher};
    DeviceSignIn devices{*db, clock};
    QString accountId;
};

} // namespace

/// PLT-030, PLT-031, A13
class TestDeviceSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyTheAppsLoopbackAddressIsATarget_data() // PLT-031, A13: redirect to another host is refused
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("IPv4") << u"http://127.0.0.1:41234/callback"_s << true;
        QTest::newRow("IPv6") << u"http://[::1]:1/callback"_s << true;
        QTest::newRow("highest port") << u"http://127.0.0.1:65535/callback"_s << true;
        QTest::newRow("other host") << u"http://evil.example:41234/callback"_s << false;
        QTest::newRow("other loopback") << u"http://127.0.0.2:41234/callback"_s << false;
        QTest::newRow("name") << u"http://localhost:41234/callback"_s << false;
        QTest::newRow("user info") << u"http://127.0.0.1:41234@evil.example/callback"_s << false;
        QTest::newRow("prefix of a host") << u"http://127.0.0.1.evil.example:1/callback"_s << false;
        QTest::newRow("no port") << u"http://127.0.0.1/callback"_s << false;
        QTest::newRow("port zero") << u"http://127.0.0.1:0/callback"_s << false;
        QTest::newRow("port too high") << u"http://127.0.0.1:65536/callback"_s << false;
        QTest::newRow("other path") << u"http://127.0.0.1:41234/callback/x"_s << false;
        QTest::newRow("dots") << u"http://127.0.0.1:41234/x/../callback"_s << false;
        QTest::newRow("query") << u"http://127.0.0.1:41234/callback?x=1"_s << false;
        QTest::newRow("fragment") << u"http://127.0.0.1:41234/callback#x"_s << false;
        QTest::newRow("https") << u"https://127.0.0.1:41234/callback"_s << false;
        QTest::newRow("upper case") << u"HTTP://127.0.0.1:41234/callback"_s << false;
        QTest::newRow("line break") << u"http://127.0.0.1:41234/callback\n"_s << false;
        QTest::newRow("other scheme") << u"javascript:alert(1)"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void onlyTheAppsLoopbackAddressIsATarget()
    {
        QFETCH(QString, uri);
        QFETCH(bool, allowed);
        DeviceRequest request = aRequest();
        request.redirectUri = uri;
        const auto checked = checkDeviceRequest(request);
        QCOMPARE(checked.has_value(), allowed);
        if (!allowed)
            QCOMPARE(checked.error().code, u"device_request_invalid"_s);
    }

    void stateAndChallengeHaveAForm()
    {
        QVERIFY(checkDeviceRequest(aRequest()));
        DeviceRequest request = aRequest();
        request.state = u"short"_s;
        QVERIFY(!checkDeviceRequest(request));
        request = aRequest();
        request.codeChallenge = u"plain"_s;
        QVERIFY(!checkDeviceRequest(request));
        request = aRequest();
        request.deviceName = QString(81, u'x');
        QVERIFY(!checkDeviceRequest(request));
    }

    void theAppGetsItsSession_data() { TestDatabase::backends(); }
    void theAppGetsItsSession() // PLT-030, A13
    {
        QFETCH(QString, backend);
        World world(backend);
        const QUrl target = QCoro::waitFor(world.devices.approve(world.accountId, aRequest())).value();
        QCOMPARE(target.adjusted(QUrl::RemoveQuery), QUrl(aRequest().redirectUri));
        const QUrlQuery query(target);
        QCOMPARE(query.queryItemValue(u"state"_s, QUrl::FullyDecoded), aRequest().state);
        const auto signIn = world.exchange(query.queryItemValue(u"code"_s));
        QVERIFY(signIn);
        QCOMPARE(signIn->session.deviceName, u"Laptop"_s);
        QCOMPARE(signIn->session.platform, u"linux"_s);
        const auto principal = QCoro::waitFor(world.sessions.authenticate(signIn->token, {}));
        QVERIFY(principal);
        QCOMPARE(principal->accountId, world.accountId);
        QCoro::waitFor(world.sessions.drain());
    }

    void aCodeWorksOnceForAMinute_data() { TestDatabase::backends(); }
    void aCodeWorksOnceForAMinute() // A13: code replayed or used after 60 s
    {
        QFETCH(QString, backend);
        World world(backend);
        const QString used = world.code();
        world.clock->advance(59s);
        QVERIFY(world.exchange(used));
        QCOMPARE(world.exchange(used).error().code, u"invalid_code"_s);
        const QString late = world.code();
        world.clock->advance(60s);
        QCOMPARE(world.exchange(late).error().code, u"invalid_code"_s);
        QCOMPARE(world.exchange(u"pc_unknown"_s).error().code, u"invalid_code"_s);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM sessions"_s), 1);
    }

    void anotherVerifierUsesTheCodeUp_data() { TestDatabase::backends(); }
    void anotherVerifierUsesTheCodeUp()
    {
        QFETCH(QString, backend);
        World world(backend);
        const QString code = world.code();
        QCOMPARE(world.exchange(code, QString(50, u'w')).error().code, u"invalid_code"_s);
        QCOMPARE(world.exchange(code).error().code, u"invalid_code"_s);
    }

    void anEndedAccountGetsNoSession()
    {
        World world(u"sqlite"_s);
        NewAccount bo;
        bo.email = u"bo@firma.example"_s;
        bo.password = u"korrekt pferd batterie"_s;
        world.accountId = QCoro::waitFor(world.accounts.add(bo, {})).value().id;
        const QString code = world.code();
        QVERIFY(QCoro::waitFor(world.accounts.setActive(world.accountId, false, {})));
        QCOMPARE(world.exchange(code).error().code, u"invalid_code"_s);
        QCOMPARE(QCoro::waitFor(world.devices.approve(world.accountId, aRequest())).error().code, u"forbidden"_s);
    }

    void forgottenCodesAreRemoved()
    {
        World world(u"sqlite"_s);
        (void)world.code();
        const auto remove = [&](storage::Transaction &tx) {
            return DeviceSignIn::removeExpired(tx, world.clock->now());
        };
        QCOMPARE(world.db->writeBlocking(remove).value(), 0);
        world.clock->advance(60s);
        QCOMPARE(world.db->writeBlocking(remove).value(), 1);
    }

    void theChallengeIsTheOneOfTheStandard() // RFC 7636, appendix B
    {
        QCOMPARE(codeChallenge(u"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_s),
                 u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s);
    }
};

QTEST_GUILESS_MAIN(TestDeviceSignIn)
#include "tst_devicesignin.moc"
