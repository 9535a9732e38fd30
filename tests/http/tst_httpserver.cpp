// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpserver.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QLocalSocket>
#include <QPromise>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

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
    qint64 bodyLimit = 1024;
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
        if (options.listen.isEmpty())
            options.listen = {{QHostAddress::LocalHost, 0}, {QHostAddress::LocalHost, 0}};
        options.tickInterval = Millis(20);
        HttpHooks hooks;
        hooks.handle = [this](api::ApiRequest request) { return answer(this, std::move(request)); };
        hooks.bodyLimit = [this](api::Method, const QString &) { return bodyLimit; };
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
template <class Socket>
QByteArray readUntil(Socket &socket, const QByteArray &text)
{
    QByteArray all;
    QElapsedTimer timer;
    timer.start();
    while (!all.contains(text) && timer.elapsed() < Patience) {
        QTest::qWait(5);
        all += socket.readAll();
        if (socket.state() == Socket::UnconnectedState)
            return all + socket.readAll();
    }
    return all;
}

/// What a client of the unix socket is answered; empty when nobody is there.
QByteArray askAt(const QString &path, const QByteArray &request, const QByteArray &expected)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    if (!socket.waitForConnected(Patience))
        return {};
    socket.write(request);
    return readUntil(socket, expected);
}

/// A socket file whose process is gone.
void leaveSocketFile(const QString &path)
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, qPrintable(path), sizeof address.sun_path - 1);
    QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    ::close(descriptor);
}

HttpOptions atSocket(const QString &path)
{
    HttpOptions options;
    options.listen = {{.socketPath = path}};
    return options;
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
        const auto places = f.server->places();
        QCOMPARE(places.size(), 2);
        for (const ListenAddress &place : places) {
            QTcpSocket socket;
            open(socket, place.port);
            socket.write(get("/a%2Fb?x=1"));
            QVERIFY(readUntil(socket, "\r\n\r\n/a%2Fb").startsWith("HTTP/1.1 200 OK"));
        }
        QCOMPARE(f.seen.constFirst().rawQuery, "x=1");
        QCOMPARE(f.seen.constFirst().clientPrefix, u"127.0.0.1"_s);
        QCOMPARE(f.seen.constFirst().requestId.size(), 36);
    }

    // The setting http.listen: a unix socket beside addresses, for the service's own user and group; its clients count
    // as those of this machine (PLT-076, PLT-078).
    void listensOnAUnixSocket()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"http.sock"_s);
        HttpOptions options;
        options.listen = {{.socketPath = path}, {QHostAddress::LocalHost, 0}};
        Fixture f(options);
        QVERIFY(f.server->start());
        QCOMPARE(f.server->places().constFirst().text(), path);
        struct stat status {
        };
        QCOMPARE(::lstat(qPrintable(path), &status), 0);
        QCOMPARE(status.st_mode & 07777, 0660U);
        const QByteArray both = get("/first") + get("/second");
        const QByteArray replies = askAt(path, both, "/second");
        QVERIFY2(replies.startsWith("HTTP/1.1 200 OK") && replies.contains("/first"), replies.constData());
        QCOMPARE(f.seen.constFirst().clientPrefix, u"127.0.0.1"_s);
        QVERIFY(!f.seen.constFirst().clientIsProxy);
        const QByteArray refused = askAt(path, "GET / HTTP/1.1\r\n\r\n", "bad_request");
        QVERIFY2(refused.startsWith("HTTP/1.1 400"), refused.constData());
        QTcpSocket socket;
        open(socket, f.server->places().constLast().port);
        QCoro::waitFor(f.server->drain(Millis(Patience)));
        QVERIFY(!QFile::exists(path));
    }

    void aUnixSocketCarriesLargeBodies()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"http.sock"_s);
        Fixture f(atSocket(path));
        f.bodyLimit = 1024 * 1024;
        QVERIFY(f.server->start());
        const QByteArray body(700 * 1024, 'x');
        const QByteArray head =
            "POST /much HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
        QVERIFY(askAt(path, head + body, "/much").startsWith("HTTP/1.1 200 OK"));
        QCOMPARE(f.seen.constFirst().body, body);
    }

    void aProxyAtAUnixSocketSpeaksForItsClients() // PLT-076
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"http.sock"_s);
        HttpOptions options = atSocket(path);
        options.proxies = {1, {{QHostAddress(u"127.0.0.0"_s), 8}}};
        Fixture f(options);
        QVERIFY(f.server->start());
        const QByteArray request = "GET /x HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n";
        QVERIFY(askAt(path, request, "/x").startsWith("HTTP/1.1 200 OK"));
        QCOMPARE(f.seen.constFirst().clientPrefix, u"203.0.113.7"_s);
        QVERIFY(askAt(path, get("/y"), "/y").startsWith("HTTP/1.1 200 OK"));
        QVERIFY(f.seen.constLast().clientIsProxy);
    }

    void replacesTheSocketFileOfADeadProcessOnly()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"http.sock"_s);
        leaveSocketFile(path);
        QVERIFY(QFile::exists(path));
        Fixture f(atSocket(path));
        QVERIFY(f.server->start());
        QVERIFY(askAt(path, get("/x"), "/x").startsWith("HTTP/1.1 200 OK"));

        Fixture second(atSocket(path));
        const auto taken = second.server->start();
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, u"listen_failed"_s);
        QCOMPARE(taken.error().details.value(u"address"_s).toString(), path);
        QVERIFY2(askAt(path, get("/x"), "/x").startsWith("HTTP/1.1 200 OK"), "the first lost its file");
    }

    void leavesFilesOfOthersAlone()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"http.sock"_s);
        QFile note(path);
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("note") == 4);
        note.close();
        Fixture f(atSocket(path));
        QVERIFY(!f.server->start());
        QCOMPARE(QFileInfo(path).size(), 4);

        const QString mine = directory.filePath(u"mine.sock"_s);
        Fixture g(atSocket(mine));
        QVERIFY(g.server->start());
        QVERIFY(QFile::remove(mine)); // and another process puts its own there
        leaveSocketFile(mine);
        QCoro::waitFor(g.server->drain(Millis(Patience)));
        QVERIFY(QFile::exists(mine));
    }

    void refusesUnixSocketsThatCannotBe()
    {
        QTemporaryDir directory;
        for (const QString &path : {directory.filePath(u"none/http.sock"_s), directory.filePath(QString(200, u'x'))}) {
            Fixture f(atSocket(path));
            const auto started = f.server->start();
            QVERIFY(!started);
            QCOMPARE(started.error().code, u"listen_failed"_s);
        }
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
        QVERIFY(server.places().isEmpty());
    }

    void survivesABugInAHandler() // PLT-050
    {
        Fixture f;
        QVERIFY(f.server->start());
        QTcpSocket socket;
        open(socket, f.server->places().constFirst().port);
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
        const quint16 port = f.server->places().constFirst().port;
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
        open(busy, f.server->places().constFirst().port);
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
            open(socket, f.server->places().constFirst().port);
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
        open(socket, f.server->places().constFirst().port);
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
        open(socket, f->server->places().constFirst().port);
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
