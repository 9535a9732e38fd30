// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/negotiation.h"
#include "server/api/percentdecoding.h"

#include <QTest>

using namespace portier::api;
using namespace Qt::StringLiterals;

class TestNegotiation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-176
    void choosesTheLanguage_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("language");
        QTest::newRow("none: default") << QByteArray() << u"de"_s;
        QTest::newRow("english") << QByteArray("en") << u"en"_s;
        QTest::newRow("region") << QByteArray("en-GB") << u"en"_s;
        QTest::newRow("de-AT counts as de") << QByteArray("de-AT, en;q=0.9") << u"de"_s;
        QTest::newRow("weights") << QByteArray("de;q=0.3, en;q=0.8") << u"en"_s;
        QTest::newRow("foreign first") << QByteArray("fr, en;q=0.5") << u"en"_s;
        QTest::newRow("only foreign: default") << QByteArray("fr, it;q=0.5") << u"de"_s;
        QTest::newRow("refused") << QByteArray("en;q=0") << u"de"_s;
        QTest::newRow("star") << QByteArray("*") << u"de"_s;
        QTest::newRow("broken weight") << QByteArray("en;q=x, de;q=0.1") << u"de"_s;
        QTest::newRow("case") << QByteArray("EN-us") << u"en"_s;
        QTest::newRow("longer word is another language") << QByteArray("enx, deu") << u"de"_s;
    }
    void choosesTheLanguage()
    {
        QFETCH(QByteArray, header);
        QTEST(negotiateLanguage(header, u"de"_s), "language");
    }

    // PLT-048: 406
    void acceptsMediaTypes_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("none") << QByteArray() << true;
        QTest::newRow("exact") << QByteArray("application/json") << true;
        QTest::newRow("all") << QByteArray("text/html, */*;q=0.1") << true;
        QTest::newRow("group") << QByteArray("application/*") << true;
        QTest::newRow("other") << QByteArray("text/html") << false;
        QTest::newRow("refused by name") << QByteArray("application/json;q=0, */*") << false;
        QTest::newRow("refused all") << QByteArray("*/*;q=0") << false;
        QTest::newRow("with parameter") << QByteArray("application/json; charset=utf-8") << true;
    }
    void acceptsMediaTypes()
    {
        QFETCH(QByteArray, header);
        QTEST(accepts(header, {"application/json"}), "accepted");
    }

    // PLT-075
    void acceptsGzipEncoding_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("gzip") << QByteArray("br, gzip") << true;
        QTest::newRow("refused") << QByteArray("gzip;q=0, *") << false;
        QTest::newRow("star") << QByteArray("*") << true;
        QTest::newRow("identity") << QByteArray("identity") << false;
    }
    void acceptsGzipEncoding()
    {
        QFETCH(QByteArray, header);
        QTEST(acceptsGzip(header), "accepted");
    }

    // PLT-048: 415
    void knowsJson_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("json");
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("plain") << QByteArray("application/json") << true;
        QTest::newRow("utf-8") << QByteArray("application/json; charset=UTF-8") << true;
        QTest::newRow("latin1") << QByteArray("application/json; charset=iso-8859-1") << false;
        QTest::newRow("merge patch") << QByteArray("application/merge-patch+json") << true;
        QTest::newRow("form") << QByteArray("application/x-www-form-urlencoded") << false;
        QTest::newRow("text") << QByteArray("text/plain") << false;
    }
    void knowsJson()
    {
        QFETCH(QByteArray, header);
        QTEST(isJsonContentType(header), "json");
    }

    void decodesPercents_data()
    {
        QTest::addColumn<QByteArray>("encoded");
        QTest::addColumn<QString>("decoded");
        QTest::newRow("plain") << QByteArray("abc") << u"abc"_s;
        QTest::newRow("slash") << QByteArray("a%2Fb%2fc") << u"a/b/c"_s;
        QTest::newRow("umlaut") << QByteArray("M%C3%BCnchen") << u"München"_s;
        QTest::newRow("once only") << QByteArray("%2525") << u"%25"_s;
        QTest::newRow("NUL") << QByteArray("a%00") << QString();
        QTest::newRow("cut") << QByteArray("a%2") << QString();
        QTest::newRow("no hex") << QByteArray("a%zz") << QString();
        QTest::newRow("no UTF-8") << QByteArray("%ff%fe") << QString();
        QTest::newRow("overlong") << QByteArray("%c0%af") << QString();
    }
    void decodesPercents()
    {
        QFETCH(QByteArray, encoded);
        QFETCH(QString, decoded);
        QCOMPARE(percentDecoded(encoded).value_or(QString()), decoded);
    }

    void readsQueries()
    {
        const auto query = parseQuery("q=new+york%2B&flag&percent=100%25&e=");
        QVERIFY(query);
        QCOMPARE(query->queryItemValue(u"q"_s, QUrl::FullyDecoded), u"new york+"_s);
        QCOMPARE(query->queryItemValue(u"percent"_s, QUrl::FullyDecoded), u"100%"_s);
        QVERIFY(query->hasQueryItem(u"flag"_s) && query->hasQueryItem(u"e"_s));
        QCOMPARE(parseQuery("a=1&a=2").error().code, u"bad_parameter"_s);
        QCOMPARE(parseQuery("a=%00").error().code, u"bad_parameter"_s);
    }
};

QTEST_APPLESS_MAIN(TestNegotiation)
#include "tst_negotiation.moc"
