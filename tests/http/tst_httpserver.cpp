// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpserver.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QPromise>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace portier;
using namespace portier::http;
using namespace Qt::StringLiterals;

namespace
{

constexpr int Patience = 20'000;

/// Handlers wait on a promise for paths that begin with "/wait".
struct Fixture {
    std::shared_ptr<QPromise<void>> gate = std::make_shared<QPromise<void>>();
    QFuture<void> opened;
    QList<api::ApiRequest> seen;
    QList<int> refused;
    std::unique_ptr<HttpServer> server;

    static QCoro::Task<api::ApiResponse> answer(Fixture *fixture, api::ApiRequest request)
    {
        fixture->seen.append(request);
        if (request.path == u"/throw")
            throw std::runtime_error("bug");
        if (request.path.startsWith(u"/wait"))
            co_await fixture->opened;
        api::ApiResponse response;
        response.body = request.path.toLatin1();
        co_return response;
    }

    explicit Fixture(HttpOptions options = {})
    {
        gate->start();
        opened = gate->future();
        options.listen = {{QHostAddress::LocalHost, 0}, {QHostAddress::LocalHost, 0}};
        options.tickInterval = Millis(20);
        HttpHooks hooks;
        hooks.handle = [this](api::ApiRequest request) { return answer(this, std::move(request)); };
        hooks.bodyLimit = [](api::Method, const QString &) { return 1024; };
        hooks.refused = [this](const QByteArray &, int status) { refused.append(status); };
        server = std::make_unique<HttpServer>(options, std::move(hooks), std::make_shared<SystemClock>());
    }
    ~Fixture()
    {
        if (!opened.isFinished())
            gate->finish();
        QCoro::waitFor(server->drain(Millis(Patience)));
    }
};

QByteArray get(const char *path)
{
    return QByteArray("GET ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

/// Reads until the text is there or the connection ends.
QByteArray readUntil(QTcpSocket &socket, const QByteArray &text)
{
    QByteArray all;
    QElapsedTimer timer;
    timer.start();
    while (!all.contains(text) && timer.elapsed() < Patience) {
        QTest::qWait(5);
        all += socket.readAll();
        if (socket.state() == QAbstractSocket::UnconnectedState)
            return all + socket.readAll();
    }
    return all;
}

void open(QTcpSocket &socket, quint16 port)
{
    socket.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(socket.waitForConnected(Patience));
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listensOnSeveralAddresses()
    {
        Fixture f;
        QVERIFY(f.server->start());
        QCOMPARE(f.server->ports().size(), 2);
        for (const quint16 port : f.server->ports()) {
            QTcpSocket socket;
            open(socket, port);
            socket.write(get("/a%2Fb?x=1"));
            QVERIFY(readUntil(socket, "\r\n\r\n/a%2Fb").startsWith("HTTP/1.1 200 OK"));
        }
        QCOMPARE(f.seen.constFirst().rawQuery, "x=1");
        QCOMPARE(f.seen.constFirst().clientPrefix, u"127.0.0.1"_s);
        QCOMPARE(f.seen.constFirst().requestId.size(), 36);
    }

    void saysWhichAddressIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        HttpOptions options;
        options.listen = {{QHostAddress::LocalHost, 0}, {QHostAddress::LocalHost, other.serverPort()}};
        HttpServer server(options, {}, std::make_shared<SystemClock>());
        const auto started = server.start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, u"listen_failed"_s);
        QCOMPARE(started.error().details.value(u"address"_s).toString(), u"127.0.0.1:%1"_s.arg(other.serverPort()));
        QVERIFY(server.ports().isEmpty());
    }

    void survivesABugInAHandler() // PLT-050
    {
        Fixture f;
        QVERIFY(f.server->start());
        QTcpSocket socket;
        open(socket, f.server->ports().constFirst());
        socket.write(get("/throw") + get("/fine"));
        const QByteArray replies = readUntil(socket, "/fine");
        QVERIFY(replies.startsWith("HTTP/1.1 500 "));
        QVERIFY(replies.contains("HTTP/1.1 200 OK"));
    }

    // PLT-102: what runs may finish, nothing new begins.
    void drains()
    {
        Fixture f;
        QVERIFY(f.server->start());
        const quint16 port = f.server->ports().constFirst();
        QTcpSocket busy;
        QTcpSocket idle;
        open(busy, port);
        open(idle, port);
        idle.write(get("/before"));
        readUntil(idle, "/before");
        busy.write(get("/wait/1") + get("/wait/2"));
        QTRY_COMPARE_WITH_TIMEOUT(f.server->requestsInFlight(), 2, Patience);

        auto drained = f.server->drain(Millis(Patience));
        QTRY_COMPARE_WITH_TIMEOUT(idle.state(), QAbstractSocket::UnconnectedState, Patience);
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(!late.waitForConnected(2000));
        QCOMPARE(busy.state(), QAbstractSocket::ConnectedState);

        f.gate->finish();
        const QByteArray replies = readUntil(busy, "\r\n\r\n/wait/2");
        QVERIFY(replies.contains("\r\n\r\n/wait/1"));
        QVERIFY(replies.contains("\r\n\r\n/wait/2"));
        QCOMPARE(replies.count("connection: close"), 1);
        busy.disconnectFromHost();
        QCoro::waitFor(std::move(drained));
        QCOMPARE(f.server->connectionCount(), 0);
    }

    void cutsWhatOutlivesTheDrain()
    {
        Fixture f;
        QVERIFY(f.server->start());
        QTcpSocket busy;
        open(busy, f.server->ports().constFirst());
        busy.write(get("/wait"));
        QTRY_COMPARE_WITH_TIMEOUT(f.server->requestsInFlight(), 1, Patience);
        QCoro::waitFor(f.server->drain(Millis(50)));
        QTRY_COMPARE_WITH_TIMEOUT(busy.state(), QAbstractSocket::UnconnectedState, Patience);
        QCOMPARE(f.server->requestsInFlight(), 1); // the handler goes on without its client
    }

    // PLT-070
    void handlersOutliveTheirClients()
    {
        Fixture f;
        QVERIFY(f.server->start());
        {
            QTcpSocket socket;
            open(socket, f.server->ports().constFirst());
            socket.write(get("/wait"));
            QTRY_COMPARE_WITH_TIMEOUT(f.server->requestsInFlight(), 1, Patience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(f.server->connectionCount(), 0, Patience);
        f.gate->finish();
        QTRY_COMPARE_WITH_TIMEOUT(f.server->requestsInFlight(), 0, Patience);
    }

    // PLT-068
    void handlersThatTakeTooLongAreAnsweredFor()
    {
        HttpOptions options;
        options.handlerTimeout = Millis(100);
        Fixture f(options);
        QVERIFY(f.server->start());
        QTcpSocket socket;
        open(socket, f.server->ports().constFirst());
        socket.write(get("/wait"));
        const QByteArray reply = readUntil(socket, "\"code\":\"timeout\"");
        QVERIFY(reply.startsWith("HTTP/1.1 503 "));
        QCOMPARE(f.refused, QList<int>{503});
    }

    void goesAwayUnderItsClients()
    {
        auto f = std::make_unique<Fixture>();
        QVERIFY(f->server->start());
        QTcpSocket socket;
        open(socket, f->server->ports().constFirst());
        socket.write(get("/wait"));
        QTRY_COMPARE_WITH_TIMEOUT(f->server->requestsInFlight(), 1, Patience);
        f->server.reset();
        f->gate->finish(); // the handler answers to nobody
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, Patience);
        f->server = std::make_unique<HttpServer>(HttpOptions(), HttpHooks(), std::make_shared<SystemClock>());
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
