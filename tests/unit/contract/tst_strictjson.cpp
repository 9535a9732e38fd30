// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/strictjson.h"

#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

/// PLT-051
class TestStrictJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("white space") << QByteArray(" \n");
        QTest::newRow("array on top") << QByteArray("[]");
        QTest::newRow("string on top") << QByteArray("\"a\"");
        QTest::newRow("null on top") << QByteArray("null");
        QTest::newRow("open object") << QByteArray("{\"a\":1");
        QTest::newRow("rest behind the object") << QByteArray("{} {}");
        QTest::newRow("trailing comma") << QByteArray("{\"a\":1,}");
        QTest::newRow("single quotes") << QByteArray("{'a':1}");
        QTest::newRow("comment") << QByteArray("{/* */\"a\":1}");
        QTest::newRow("unquoted key") << QByteArray("{a:1}");
        QTest::newRow("NaN") << QByteArray("{\"a\":NaN}");
        QTest::newRow("leading zero") << QByteArray("{\"a\":01}");
        QTest::newRow("plus sign") << QByteArray("{\"a\":+1}");
        QTest::newRow("hex") << QByteArray("{\"a\":0x10}");
        QTest::newRow("bare dot") << QByteArray("{\"a\":1.}");
        QTest::newRow("duplicate key") << QByteArray("{\"a\":1,\"a\":2}");
        QTest::newRow("duplicate key by escape") << QByteArray("{\"a\":1,\"\\u0061\":2}");
        QTest::newRow("duplicate key in a nested object") << QByteArray("{\"x\":[{\"a\":1,\"a\":1}]}");
        QTest::newRow("duplicate of an object") << QByteArray("{\"a\":{},\"a\":{}}");
        QTest::newRow("raw control character") << QByteArray("{\"a\":\"x\ty\"}");
        QTest::newRow("raw NUL in a string") << QByteArray("{\"a\":\"x\0y\"}", 11);
        QTest::newRow("raw NUL behind the object") << QByteArray("{}\0", 3);
        QTest::newRow("escaped NUL") << QByteArray("{\"a\":\"\\u0000\"}");
        QTest::newRow("escaped NUL in a key") << QByteArray("{\"\\u0000\":1}");
        QTest::newRow("stray continuation byte") << QByteArray("{\"a\":\"\x80\"}");
        QTest::newRow("overlong slash") << QByteArray("{\"a\":\"\xC0\xAF\"}");
        QTest::newRow("cut sequence") << QByteArray("{\"a\":\"\xE2\x82\"}");
        QTest::newRow("encoded surrogate") << QByteArray("{\"a\":\"\xED\xA0\x80\"}");
        QTest::newRow("lone escaped surrogate") << QByteArray("{\"a\":\"\\ud800\"}");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}");
        QTest::newRow("utf-16") << QByteArray("\xFF\xFE{\0}\0", 6);
        QTest::newRow("above int64") << QByteArray("{\"a\":9223372036854775808}");
        QTest::newRow("below int64") << QByteArray("{\"a\":-9223372036854775809}");
        QTest::newRow("far above int64") << QByteArray("{\"a\":99999999999999999999999}");
        QTest::newRow("above double") << QByteArray("{\"a\":1e999}");
        QTest::newRow("nested 65") << "{\"a\":" + QByteArray(64, '[') + QByteArray(64, ']') + "}";
        QTest::newRow("nested 100000") << "{\"a\":" + QByteArray(100'000, '[');
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto parsed = contract::parseStrictJson(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, u"malformed_json"_s);
    }

    void accepts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty object") << QByteArray("{}");
        QTest::newRow("white space around") << QByteArray(" \r\n\t{ } ");
        QTest::newRow("all kinds") << QByteArray(R"({"a":[1,-2.5,true,false,null,"x",{}],"b":{"a":1}})");
        QTest::newRow("same key in siblings") << QByteArray(R"({"x":[{"a":1},{"a":2}],"a":3})");
        QTest::newRow("largest integers")
            << QByteArray(R"({"a":9223372036854775807,"b":-9223372036854775808,"c":9007199254740993})");
        QTest::newRow("exponent") << QByteArray(R"({"a":1e3})");
        QTest::newRow("unicode") << QByteArray("{\"München\":\"\xF0\x9F\x9B\xAB\",\"b\":\"\\ud83d\\udeeb\"}");
        QTest::newRow("nested 64") << "{\"a\":" + QByteArray(63, '[') + QByteArray(63, ']') + "}";
    }
    void accepts()
    {
        QFETCH(QByteArray, text);
        const auto parsed = contract::parseStrictJson(text);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(*parsed, QJsonDocument::fromJson(text).object());
    }

    void keepsIntegersExact()
    {
        const auto parsed = contract::parseStrictJson("{\"a\":9007199254740993}");
        QVERIFY(parsed);
        QCOMPARE(parsed->value(u"a"_s).toInteger(), qint64(9'007'199'254'740'993));
    }

    void namesTheOffset()
    {
        const auto parsed = contract::parseStrictJson("{\"a\":!}");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().details.value(u"offset"_s).toInt(), 6);
    }
};

QTEST_APPLESS_MAIN(TestStrictJson)
#include "tst_strictjson.moc"
