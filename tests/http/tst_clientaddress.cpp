// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientaddress.h"
#include "server/http/connectiontable.h"
#include "server/http/forwarding.h"

#include <QTest>

using namespace portier;
using namespace portier::http;
using namespace Qt::StringLiterals;

namespace
{

const QList<Network> Trusted{QHostAddress::parseSubnet(u"127.0.0.0/8"_s), QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
                             QHostAddress::parseSubnet(u"::1/128"_s)};

} // namespace

class TestClientAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-076 to PLT-078, A34, BKG-091
    void resolves_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("client");
        QTest::addColumn<bool>("rejected");
        QTest::newRow("no proxies: header ignored")
            << 0 << u"127.0.0.1"_s << QByteArray("192.0.2.9") << u"127.0.0.1"_s << false;
        QTest::newRow("untrusted peer") << 1 << u"192.0.2.1"_s << QByteArray("192.0.2.9") << u"192.0.2.1"_s << false;
        QTest::newRow("one proxy") << 1 << u"127.0.0.1"_s << QByteArray("192.0.2.9") << u"192.0.2.9"_s << false;
        QTest::newRow("forged entries to the left")
            << 1 << u"127.0.0.1"_s << QByteArray("1.1.1.1, 192.0.2.9") << u"192.0.2.9"_s << false;
        QTest::newRow("two proxies") << 2 << u"127.0.0.1"_s << QByteArray("192.0.2.9, 10.1.1.1") << u"192.0.2.9"_s
                                     << false;
        QTest::newRow("skipped entry is no proxy")
            << 2 << u"127.0.0.1"_s << QByteArray("192.0.2.9, 192.0.2.8") << u"127.0.0.1"_s << true;
        QTest::newRow("fewer entries than proxies")
            << 2 << u"127.0.0.1"_s << QByteArray("192.0.2.9") << u"127.0.0.1"_s << true;
        QTest::newRow("garbage") << 1 << u"127.0.0.1"_s << QByteArray("unknown") << u"127.0.0.1"_s << true;
        QTest::newRow("empty entry") << 1 << u"127.0.0.1"_s << QByteArray("192.0.2.9,") << u"127.0.0.1"_s << true;
        QTest::newRow("number") << 1 << u"127.0.0.1"_s << QByteArray("17") << u"127.0.0.1"_s << true;
        QTest::newRow("no header") << 1 << u"127.0.0.1"_s << QByteArray() << u"127.0.0.1"_s << false;
        QTest::newRow("port") << 1 << u"127.0.0.1"_s << QByteArray("192.0.2.9:4711") << u"192.0.2.9"_s << false;
        QTest::newRow("brackets") << 1 << u"::1"_s << QByteArray("[2001:db8::1]:80") << u"2001:db8::1"_s << false;
        QTest::newRow("IPv6") << 1 << u"::1"_s << QByteArray("2001:db8::1") << u"2001:db8::1"_s << false;
        QTest::newRow("mapped") << 1 << u"::ffff:127.0.0.1"_s << QByteArray("::ffff:192.0.2.9") << u"192.0.2.9"_s
                                << false;
        QTest::newRow("PLT-078 loopback by header")
            << 1 << u"10.0.0.1"_s << QByteArray("127.0.0.1") << u"10.0.0.1"_s << true;
    }
    void resolves()
    {
        QFETCH(int, count);
        QFETCH(QString, peer);
        QFETCH(QByteArray, header);
        const ClientAddress client = resolveClient(QHostAddress(peer), header, {count, Trusted});
        QTEST(client.address.toString(), "client");
        QTEST(client.headerRejected, "rejected");
        // PLT-018: whether the address found is a trusted proxy's own.
        QCOMPARE(client.isProxy, client.viaTrustedProxy && client.address == plainAddress(QHostAddress(peer)));
    }

    void cutsPrefixes_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("prefix");
        QTest::newRow("IPv4") << u"192.0.2.9"_s << u"192.0.2.9"_s;
        QTest::newRow("mapped") << u"::ffff:192.0.2.9"_s << u"192.0.2.9"_s;
        QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::/64"_s;
        QTest::newRow("scope") << u"fe80::1%1"_s << u"fe80::/64"_s;
    }
    void cutsPrefixes()
    {
        QFETCH(QString, address);
        QTEST(clientPrefix(QHostAddress(address)), "prefix");
    }

    // PLT-069
    void countsConnections()
    {
        HttpOptions options;
        options.maxConnections = 5;
        options.maxConnectionsPerPrefix = 2;
        options.proxies = {1, Trusted};
        ConnectionTable table(std::make_shared<const HttpOptions>(options));
        const QHostAddress anna(u"2001:db8::1"_s);
        const QHostAddress neighbour(u"2001:db8::2"_s);
        table.opened(anna);
        table.opened(neighbour);
        QVERIFY(!table.admits(anna)); // one /64
        QVERIFY(table.admits(QHostAddress(u"192.0.2.1"_s)));
        const QHostAddress proxy(u"127.0.0.1"_s);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(table.admits(proxy)); // trusted: exempt from the limit per prefix
            table.opened(proxy);
        }
        QVERIFY(!table.admits(proxy));
        table.closed(anna);
        QVERIFY(table.admits(neighbour));
        QCOMPARE(table.count(), 4);
    }

    void keepsABudgetOfBodies()
    {
        HttpOptions options;
        options.bodyBudget = 100;
        ConnectionTable table(std::make_shared<const HttpOptions>(options));
        QVERIFY(table.reserveBody(60));
        QVERIFY(!table.reserveBody(60));
        table.releaseBody(60);
        QVERIFY(table.reserveBody(100));
    }

    // PLT-079, A35
    void keepsRequestIdsOfTrustedProxies_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("kept");
        QTest::newRow("trusted") << QByteArray("abc_DEF-1") << true << true;
        QTest::newRow("client") << QByteArray("abc_DEF-1") << false << false;
        QTest::newRow("too short") << QByteArray("abc") << true << false;
        QTest::newRow("too long") << QByteArray(65, 'a') << true << false;
        QTest::newRow("other characters") << QByteArray("abc def-1") << true << false;
    }
    void keepsRequestIdsOfTrustedProxies()
    {
        QFETCH(QByteArray, sent);
        QFETCH(bool, trusted);
        QFETCH(bool, kept);
        RequestHead head;
        head.headers = {{"x-request-id", sent}};
        QCOMPARE(requestIdOf(head, {{}, trusted, false}, u"made"_s), kept ? QString::fromLatin1(sent) : u"made"_s);
    }

    // PLT-072
    void redirectsPlainHttp_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("reads");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QByteArray>("proto");
        QTest::addColumn<int>("status");
        // Proxies keep one value or append one each; the test has two of them.
        QTest::newRow("both proxies plain") << QByteArray("/api/v1") << true << true << QByteArray("http, http") << 308;
        QTest::newRow("plain to the outer proxy")
            << QByteArray("/api/v1") << true << true << QByteArray("http,https") << 308;
        QTest::newRow("plain between the proxies")
            << QByteArray("/api/v1") << true << true << QByteArray("HTTPS , http") << 0;
        QTest::newRow("a client that says http")
            << QByteArray("/api/v1") << true << true << QByteArray("http, https, http") << 0;
        QTest::newRow("a client that says https")
            << QByteArray("/api/v1") << true << true << QByteArray("https, http, https") << 308;
        QTest::newRow("nothing said") << QByteArray("/api/v1") << true << true << QByteArray() << 0;
        QTest::newRow("get") << QByteArray("/api/v1") << true << true << QByteArray("http") << 308;
        QTest::newRow("post") << QByteArray("/api/v1") << false << true << QByteArray("http") << 403;
        QTest::newRow("https") << QByteArray("/api/v1") << true << true << QByteArray("https") << 0;
        QTest::newRow("not said by a proxy") << QByteArray("/api/v1") << true << false << QByteArray("http") << 0;
        QTest::newRow("health") << QByteArray("/health") << true << true << QByteArray("http") << 0;
        QTest::newRow("ready") << QByteArray("/ready") << true << true << QByteArray("http") << 0;
        QTest::newRow("metrics") << QByteArray("/metrics") << true << true << QByteArray("http") << 0;
    }
    void redirectsPlainHttp()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, reads);
        QFETCH(bool, trusted);
        QFETCH(QByteArray, proto);
        QFETCH(int, status);
        RequestHead head;
        head.method = reads ? api::Method::Get : api::Method::Post;
        head.path = path;
        head.query = "a=b";
        head.headers = {{"x-forwarded-proto", proto}};
        const auto reply = insecureReply(head, {{}, trusted, false}, 2, u"https://portier.example/"_s);
        QCOMPARE(reply ? reply->status : 0, status);
        if (status == 308)
            QCOMPARE(reply->header("location"), "https://portier.example/api/v1?a=b");
        QVERIFY(!insecureReply(head, {{}, trusted, false}, 2, u"http://localhost:8080"_s));
    }
};

QTEST_APPLESS_MAIN(TestClientAddress)
#include "tst_clientaddress.moc"
