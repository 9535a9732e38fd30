// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestscanner.h"

#include <QTest>

using namespace portier;
using namespace portier::http;
using namespace Qt::StringLiterals;

namespace
{

RequestScanner scannerFor(qint64 limit = 100)
{
    return {std::make_shared<const HttpOptions>(), [limit](const RequestHead &) { return limit; }};
}

} // namespace

/// PLT-067 and request smuggling; the corpus on a real socket is in abuse.py.
class TestRequestScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAHead()
    {
        auto scanner = scannerFor();
        const QByteArray text = "POST /a%2Fb/c?x=1&y HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.2.3.4\r\n"
                                "Content-Length: 3\r\nx-forwarded-for:  5.6.7.8 \r\n\r\nabcGET";
        const auto progress = scanner.scan(text);
        QVERIFY(progress);
        QVERIFY(progress->isComplete);
        QCOMPARE(progress->consumed, text.size() - 3);
        const RequestHead &head = scanner.head();
        QCOMPARE(head.method, api::Method::Post);
        QCOMPARE(head.path, "/a%2Fb/c");
        QCOMPARE(head.query, "x=1&y");
        QCOMPARE(head.contentLength, 3);
        QCOMPARE(head.joined("x-forwarded-for"), "1.2.3.4,5.6.7.8");
        QVERIFY(head.joined("absent").isNull());
        QVERIFY(!head.wantsClose);
    }

    void findsTheSameEndHoweverBytesArrive_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no body") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTest::newRow("no fields") << QByteArray("GET / HTTP/1.0\r\n\r\n");
        QTest::newRow("empty lines first") << QByteArray("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTest::newRow("length") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n\r\n\r\nx");
        QTest::newRow("length zero") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("chunks") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                              "3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\n\r\n");
    }
    void findsTheSameEndHoweverBytesArrive()
    {
        QFETCH(QByteArray, text);
        const QByteArray input = text + "NEXT";
        for (qsizetype step = 1; step <= input.size(); ++step) {
            auto scanner = scannerFor();
            qsizetype consumed = 0;
            bool complete = false;
            while (!complete && consumed < input.size()) {
                const auto progress =
                    scanner.scan(QByteArrayView(input).sliced(consumed, qMin(step, input.size() - consumed)));
                QVERIFY(progress);
                consumed += progress->consumed;
                complete = progress->isComplete;
            }
            QVERIFY(complete);
            QCOMPARE(consumed, text.size());
            QCOMPARE(scanner.phase(), RequestScanner::Phase::Idle);
        }
    }

    void knowsWhatMustClose_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("closes");
        QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << false;
        QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true;
        QTest::newRow("asked") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n") << true;
        QTest::newRow("chunked") << QByteArray(
                                        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                 << true;
    }
    void knowsWhatMustClose()
    {
        QFETCH(QByteArray, text);
        auto scanner = scannerFor();
        QVERIFY(scanner.scan(text).value().isComplete);
        QTEST(scanner.head().wantsClose, "closes");
    }

    void refusesBodiesByTheRoutesLimit_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QString>("code");
        QTest::newRow("declared, fits") << QByteArray("Content-Length: 100\r\n\r\n") << QString();
        QTest::newRow("declared, too large") << QByteArray("Content-Length: 101\r\n\r\n") << u"payload_too_large"_s;
        QTest::newRow("chunk, fits") << QByteArray("Transfer-Encoding: chunked\r\n\r\n64\r\n") << QString();
        QTest::newRow("chunk, too large")
            << QByteArray("Transfer-Encoding: chunked\r\n\r\n65\r\n") << u"payload_too_large"_s;
        QTest::newRow("chunks, too large together")
            << "Transfer-Encoding: chunked\r\n\r\n64\r\n" + QByteArray(100, 'x') + "\r\n1\r\n"
            << u"payload_too_large"_s;
        QTest::newRow("endless chunk lines")
            << "Transfer-Encoding: chunked\r\n\r\n" + QByteArray("1;xxxxxxxxxxxxxxxxxxxx\r\ny\r\n").repeated(99)
            << QString();
    }
    void refusesBodiesByTheRoutesLimit()
    {
        QFETCH(QByteArray, framing);
        auto scanner = scannerFor();
        const auto progress = scanner.scan("POST / HTTP/1.1\r\nHost: h\r\n" + framing);
        QTEST(progress ? QString() : progress.error().code, "code");
    }

    void countsChunkLinesToo()
    {
        auto scanner = scannerFor(100'000);
        QVERIFY(scanner.scan("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"));
        const QByteArray tiny = "1;" + QByteArray(200, 'x') + "\r\ny\r\n";
        const auto progress = scanner.scan(tiny.repeated(2000));
        QVERIFY(!progress);
        QCOMPARE(progress.error().code, u"payload_too_large"_s);
    }
};

QTEST_APPLESS_MAIN(TestRequestScanner)
#include "tst_requestscanner.moc"
