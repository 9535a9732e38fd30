// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/gzip.h"
#include "core/base/manualclock.h"
#include "server/http/replywriter.h"

#include <QTest>

using namespace portier;
using namespace portier::http;
using namespace Qt::StringLiterals;

namespace
{

ReplyWriter writerFor(const HttpOptions &options = {})
{
    return {std::make_shared<const HttpOptions>(options), std::make_shared<ManualClock>(fromMs(1'800'000'000'000))};
}

QByteArray headOf(const QByteArray &reply)
{
    return reply.first(reply.indexOf("\r\n\r\n") + 2);
}

QByteArray bodyOf(const QByteArray &reply)
{
    return reply.sliced(reply.indexOf("\r\n\r\n") + 4);
}

api::ApiResponse ofSize(qsizetype size)
{
    api::ApiResponse response;
    response.body = QByteArray(size, 'x');
    return response;
}

const ReplyContext Zipping{u"id-12345678"_s, u"/x"_s, u"de"_s, false, true, false};

} // namespace

class TestReplyWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-071, PLT-079, A31
    void carriesTheFixedHeaders()
    {
        const QByteArray reply = writerFor().write(ofSize(2), {u"id-12345678"_s, {}, {}, false, false, true});
        QVERIFY(reply.startsWith("HTTP/1.1 200 OK\r\n"));
        for (const char *line :
             {"date: Fri, 15 Jan 2027 08:00:00 GMT", "x-request-id: id-12345678", "content-type: application/json",
              "content-length: 2", "content-security-policy: default-src 'none'; frame-ancestors 'none'",
              "x-content-type-options: nosniff", "x-frame-options: DENY", "referrer-policy: no-referrer",
              "cross-origin-opener-policy: same-origin", "cross-origin-resource-policy: same-origin",
              "x-permitted-cross-domain-policies: none", "permissions-policy: camera=(), microphone=(), geolocation=()",
              "connection: close"})
            QVERIFY2(headOf(reply).contains(QByteArray("\r\n") + line + "\r\n"), line);
        QVERIFY(!headOf(reply).contains("strict-transport-security"));
        QVERIFY(!headOf(reply).toLower().contains("server:"));
        QCOMPARE(bodyOf(reply), "xx");
    }

    void givesPagesTheirOwnPolicy()
    {
        api::ApiResponse page = ofSize(2);
        page.contentType = "text/html; charset=utf-8";
        QVERIFY(writerFor().write(page, {}).contains("form-action 'self'; base-uri 'none'\r\n"));
    }

    void sendsHstsForHttps() // PLT-072
    {
        HttpOptions options;
        options.publicUrl = u"https://portier.example"_s;
        QVERIFY(writerFor(options)
                    .write(ofSize(2), {})
                    .contains("strict-transport-security: max-age=63072000; includeSubDomains\r\n"));
    }

    // PLT-075, A33
    void compresses_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("allowed");
        QTest::addColumn<bool>("zipped");
        QTest::newRow("1023 bytes") << 1023 << QByteArray("application/json") << true << false;
        QTest::newRow("1024 bytes") << 1024 << QByteArray("application/json") << true << true;
        QTest::newRow("problem") << 2000 << QByteArray("application/problem+json") << true << true;
        QTest::newRow("calendar") << 2000 << QByteArray("text/calendar; charset=utf-8") << true << true;
        QTest::newRow("image") << 2000 << QByteArray("image/png") << true << false;
        QTest::newRow("secret") << 2000 << QByteArray("application/json") << false << false;
    }
    void compresses()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, type);
        QFETCH(bool, allowed);
        QFETCH(bool, zipped);
        api::ApiResponse response = ofSize(size);
        response.contentType = type;
        response.compressible = allowed;
        response.withHeader("etag", "\"7-ab\"");
        const QByteArray reply = writerFor().write(response, Zipping);
        QCOMPARE(headOf(reply).contains("content-encoding: gzip\r\n"), zipped);
        QCOMPARE(headOf(reply).contains(zipped ? "etag: \"7-ab-gz\"\r\n" : "etag: \"7-ab\"\r\n"), true);
        QCOMPARE(zipped ? gunzipped(bodyOf(reply), 10'000).value() : bodyOf(reply), response.body);
        ReplyContext plain = Zipping;
        plain.acceptsGzip = false;
        QCOMPARE(bodyOf(writerFor().write(response, plain)), response.body);
    }

    void headAgreesWithGet() // PLT-075
    {
        ReplyContext head = Zipping;
        head.isHead = true;
        const QByteArray got = writerFor().write(ofSize(5000), Zipping);
        const QByteArray headed = writerFor().write(ofSize(5000), head);
        QCOMPARE(headed, headOf(got) + "\r\n");
    }

    void sendsNoBodyWhereThereIsNone_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("no content") << 204;
        QTest::newRow("not modified") << 304;
    }
    void sendsNoBodyWhereThereIsNone()
    {
        QFETCH(int, status);
        api::ApiResponse response = ofSize(10);
        response.status = status;
        const QByteArray reply = writerFor().write(response, {});
        QVERIFY(bodyOf(reply).isEmpty());
        QVERIFY(!headOf(reply).contains("content-length"));
    }

    void cannotBeSplitByHeaderValues()
    {
        api::ApiResponse response = ofSize(1);
        response.withHeader("location", "/x\r\nset-cookie: a=b");
        QVERIFY(!writerFor().write(response, {}).contains("set-cookie"));
    }

    void writesProblemsOfItsOwn() // PLT-049
    {
        const QByteArray reply = writerFor().writeProblem(Error::invalid(u"uri_too_long"_s, {}),
                                                          {u"id-12345678"_s, {}, u"en"_s, false, false, true});
        QVERIFY(reply.startsWith("HTTP/1.1 414 URI Too Long\r\n"));
        QVERIFY(headOf(reply).contains("content-type: application/problem+json\r\n"));
        const QJsonObject body = QJsonDocument::fromJson(bodyOf(reply)).object();
        QCOMPARE(body.value(u"code"_s).toString(), u"uri_too_long"_s);
        QCOMPARE(body.value(u"request_id"_s).toString(), u"id-12345678"_s);
    }
};

QTEST_APPLESS_MAIN(TestReplyWriter)
#include "tst_replywriter.moc"
