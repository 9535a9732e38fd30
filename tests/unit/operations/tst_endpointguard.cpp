// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/endpointguard.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;

class TestEndpointGuard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judgesAddresses_data() // PLT-120, A54
    {
        QTest::addColumn<bool>("isPublic");
        for (const char *address : {"8.8.8.8", "193.99.144.80", "172.32.0.1", "100.128.0.1", "2a02:2e0:3fe:1001::1"})
            QTest::newRow(address) << true;
        for (const char *address :
             {"127.0.0.1",       "127.255.0.1",  "10.0.0.1", "172.16.0.1", "172.31.255.255",  "192.168.1.1",
              "169.254.169.254", "100.64.0.1",   "0.0.0.0",  "0.1.2.3",    "224.0.0.1",       "255.255.255.255",
              "198.18.0.1",      "192.0.2.1",    "::1",      "::",         "::ffff:10.0.0.1", "::ffff:8.8.8.8",
              "64:ff9b::a00:1",  "64:ff9b:1::1", "fe80::1",  "fc00::1",    "fd00:ec2::254",   "ff02::1",
              "2001:db8::1",     "2002:a00:1::", "2001::1",  "::10.0.0.1", "fec0::1",         "100::1"})
            QTest::newRow(address) << false;
    }
    void judgesAddresses()
    {
        QFETCH(bool, isPublic);
        QCOMPARE(isPublicAddress(QHostAddress(QString::fromLatin1(QTest::currentDataTag()))), isPublic);
    }

    void readsUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("code"); // empty: accepted
        const auto row = [](const char *url, const char *code) {
            QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(code);
        };
        row("https://hooks.portier.net/a?b=c", "");
        row("https://hooks.portier.net:8443/", "");
        row("https://193.99.144.80/", "");
        row("https://[2a02:2e0:3fe:1001::1]/", "");
        row("http://hooks.portier.net/", "url_scheme");
        row("ftp://hooks.portier.net/", "url_scheme");
        row("https://user:secret@hooks.portier.net/", "url_user_info");
        row("https://@hooks.portier.net/", "url_user_info");
        row("https://localhost/", "url_host");
        row("https://intranet/", "url_host");
        row("https:///path", "url_host");
        row("https://hooks.portier.net:0/", "url_port");
        row("https://hooks.portier.net/#part", "url_invalid");
        row("/relative", "url_invalid");
        row("https://hooks.portier.net\\@evil.net/", "url_invalid");
        row("https://hooks.portier.net/a b", "url_invalid");
        row("", "url_invalid");
    }
    void readsUrls()
    {
        QFETCH(QString, url);
        QFETCH(QString, code);
        const auto endpoint = readEndpoint(url);
        QCOMPARE(endpoint ? QString(u""_s) : endpoint.error().code, code);
    }

    void numericNamesNeverSlipThrough_data() // PLT-120: what some C libraries read as 127.0.0.1
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"2130706433", "0x7f000001", "127.1", "0177.0.0.1", "127.0.1"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }
    void numericNamesNeverSlipThrough()
    {
        QFETCH(QString, host);
        const auto endpoint = readEndpoint(u"https://"_s + host + u"/"_s);
        if (!endpoint) {
            QCOMPARE(endpoint.error().code, u"url_host"_s);
            return;
        }
        // The URL parser may have turned the number into an address: then the address is judged.
        QVERIFY(!isPublicAddress(QHostAddress(endpoint->host)));
    }

    void oneUnfitAddressRefusesTheName() // PLT-120, A54
    {
        const auto endpoint = readEndpoint(u"https://hooks.portier.net/"_s);
        QVERIFY(endpoint);
        const QHostAddress open(u"193.99.144.80"_s);
        const QHostAddress closed(u"10.0.0.1"_s);
        QVERIFY(checkAddresses(*endpoint, {open}));
        QCOMPARE(checkAddresses(*endpoint, {open, closed}).error().code, u"endpoint_refused"_s);
        QCOMPARE(checkAddresses(*endpoint, {}).error().code, u"endpoint_unresolved"_s);
    }

    void operatorsMayAllowMore()
    {
        EndpointExceptions exceptions{{QHostAddress::parseSubnet(u"10.0.0.0/8"_s)}, {u"intranet"_s}, true};
        const auto intranet = readEndpoint(u"http://intranet:8080/x"_s, exceptions);
        QVERIFY(intranet);
        QCOMPARE(intranet->port, 8080);
        QVERIFY(checkAddresses(*intranet, {QHostAddress(u"192.168.7.7"_s)}, exceptions));
        const auto other = readEndpoint(u"https://hooks.portier.net/"_s, exceptions);
        QVERIFY(checkAddresses(*other, {QHostAddress(u"10.1.2.3"_s)}, exceptions));
        QVERIFY(!checkAddresses(*other, {QHostAddress(u"192.168.7.7"_s)}, exceptions));
    }
};

QTEST_GUILESS_MAIN(TestEndpointGuard)
#include "tst_endpointguard.moc"
