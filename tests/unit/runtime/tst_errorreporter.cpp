// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/base/manualclock.h"
#include "core/runtime/errorreporter.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

using namespace portier;
using namespace portier::runtime;
using namespace Qt::StringLiterals;

namespace
{

/// Takes envelopes as Sentry does, and answers with one status.
class CollectorServer : public QTcpServer
{
public:
    CollectorServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }
    [[nodiscard]] QString dsn() const { return u"http://k3y@127.0.0.1:%1/42"_s.arg(serverPort()); }

    QList<QByteArray> requests;
    QByteArray status = "200 OK";

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &input = m_input[socket];
        input += socket->readAll();
        const qsizetype end = input.indexOf("\r\n\r\n");
        const qsizetype at = input.toLower().indexOf("content-length: ");
        if (end < 0 || at < 0)
            return;
        const qsizetype length = input.mid(at + 16, input.indexOf('\r', at) - at - 16).toLongLong();
        if (input.size() < end + 4 + length)
            return;
        requests.append(input);
        input.clear();
        socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\nRetry-After: 120\r\n\r\n{}");
    }
    QHash<QTcpSocket *, QByteArray> m_input;
};

QJsonObject eventOf(const QByteArray &request)
{
    const QByteArray body = request.mid(request.indexOf("\r\n\r\n") + 4);
    return QJsonDocument::fromJson(body.split('\n').value(2)).object();
}

void fails(const QString &code, const QString &message = {})
{
    log::error("api"_L1, "request_failed"_L1, {{u"code"_s, code}, {u"request_id"_s, u"req-1"_s}}, message);
}

} // namespace

class TestErrorReporter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { log::configure({}); } // forgets which lines repeat

    void readsAddresses_data()
    {
        QTest::addColumn<QString>("dsn");
        QTest::addColumn<QString>("endpoint");
        QTest::newRow("host") << u"https://k3y@errors.example/7"_s << u"https://errors.example/api/7/envelope/"_s;
        QTest::newRow("port and path") << u"https://k3y@errors.example:8443/sub/7"_s
                                       << u"https://errors.example:8443/sub/api/7/envelope/"_s;
        QTest::newRow("old secret") << u"https://k3y:s3cret@errors.example/7"_s
                                    << u"https://errors.example/api/7/envelope/"_s;
        QTest::newRow("loopback") << u"http://k3y@127.0.0.1:9000/7"_s << u"http://127.0.0.1:9000/api/7/envelope/"_s;
        QTest::newRow("plain") << u"http://k3y@errors.example/7"_s << QString();
        QTest::newRow("no key") << u"https://errors.example/7"_s << QString();
        QTest::newRow("no project") << u"https://k3y@errors.example/"_s << QString();
        QTest::newRow("query") << u"https://k3y@errors.example/7?a=b"_s << QString();
        QTest::newRow("no URL") << u"nonsense"_s << QString();
    }
    void readsAddresses() // errors.dsn, §12
    {
        QFETCH(QString, dsn);
        const auto collector = Collector::parse(dsn);
        QTEST(collector ? collector->endpoint.toString() : QString(), "endpoint");
        if (collector)
            QCOMPARE(collector->key, QByteArray("k3y"));
    }

    void forwardsErrorsWithoutPersonalData() // PLT-175, PLT-163
    {
        CollectorServer server;
        ErrorReporter reporter(std::make_shared<SystemClock>(), server.dsn());
        reporter.start();
        log::warning("api"_L1, "not_an_error"_L1);
        const std::unique_ptr<QThread> other(QThread::create([] {
            fails(u"internal_error"_s, u"mara@gast.example called /x?token=ps_ABCDEFGHIJKL of +4915112345678"_s);
        }));
        other->start();
        other->wait();
        QTRY_COMPARE(server.requests.size(), 1);
        const QByteArray request = server.requests.constFirst();
        QVERIFY(request.startsWith("POST /api/42/envelope/ "));
        QVERIFY(request.contains("sentry_key=k3y"));
        for (const char *secret : {"mara", "ps_ABCDEFGHIJKL", "4915112345678"})
            QVERIFY2(!request.contains(secret), secret);
        const QJsonObject event = eventOf(request);
        QCOMPARE(event.value(u"level"_s).toString(), u"error"_s);
        QCOMPARE(event.value(u"event_id"_s).toString().size(), 32);
        const QJsonObject tags = event.value(u"tags"_s).toObject();
        QCOMPARE(tags.value(u"event"_s).toString(), u"request_failed"_s);
        QCOMPARE(tags.value(u"code"_s).toString(), u"internal_error"_s);
        QCOMPARE(tags.value(u"request_id"_s).toString(), u"req-1"_s);
        QCoro::waitFor(reporter.stop());
        fails(u"later"_s);
        QCoreApplication::processEvents();
        QCOMPARE(server.requests.size(), 1);
    }

    void aRefusingCollectorIsLeftAlone() // PLT-175: what cannot be sent is dropped, and no error makes another
    {
        CollectorServer server;
        server.status = "429 Too Many Requests";
        const auto clock = std::make_shared<ManualClock>(fromMs(1'768'464'000'000));
        ErrorReporter reporter(clock, server.dsn());
        reporter.start();
        fails(u"first"_s);
        QTRY_VERIFY(reporter.isSilent());
        fails(u"second"_s);
        QCoreApplication::processEvents();
        clock->advance(std::chrono::seconds(120)); // its Retry-After
        QVERIFY(!reporter.isSilent());
        QCOMPARE(server.requests.size(), 1);
        server.status = "200 OK";
        fails(u"third"_s);
        QTRY_COMPARE(server.requests.size(), 2);
        QCoro::waitFor(reporter.stop());
    }

    void aStormIsBounded() // PLT-175
    {
        CollectorServer server;
        ErrorReporter reporter(std::make_shared<ManualClock>(fromMs(1'768'464'000'000)), server.dsn());
        reporter.start();
        for (int i = 0; i < ErrorReporter::mostPerHour + 50; ++i) {
            fails(u"code-%1"_s.arg(i));
            QCoreApplication::processEvents();
            const qsizetype least = std::min<qsizetype>(i + 1, ErrorReporter::mostPerHour);
            QTRY_VERIFY(server.requests.size() >= least);
        }
        QCOMPARE(server.requests.size(), ErrorReporter::mostPerHour);
        QCoro::waitFor(reporter.stop());
    }

    void withoutAnAddressNothingHappens()
    {
        ErrorReporter reporter(std::make_shared<SystemClock>(), {});
        reporter.start();
        fails(u"unheard"_s);
        QCoro::waitFor(reporter.stop());
    }
};

QTEST_GUILESS_MAIN(TestErrorReporter)
#include "tst_errorreporter.moc"
