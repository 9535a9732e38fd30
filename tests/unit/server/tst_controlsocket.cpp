// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/controlclient.h"
#include "server/control/controlserver.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace portier;
using namespace portier::control;
using namespace Qt::Literals::StringLiterals;

// PLT-151
class TestControlSocket : public QObject
{
    Q_OBJECT
private:
    struct Outcome {
        Result<std::optional<int>> exitCode;
        QByteArray out;
        QByteArray err;
    };
    /// The blocking client in a thread of its own, as it is a process of its own otherwise.
    static Outcome ask(const QString &path, const ControlRequest &request)
    {
        Outcome outcome;
        std::atomic<bool> done{false};
        std::thread client([&] {
            outcome.exitCode = runInService(
                path, request, [&](const QByteArray &bytes) { outcome.out += bytes; },
                [&](const QByteArray &bytes) { outcome.err += bytes; });
            done = true;
        });
        const bool ended = QTest::qWaitFor([&] { return done.load(); }, 60'000);
        if (!ended)
            qFatal("the client hangs");
        client.join();
        return outcome;
    }

private Q_SLOTS:
    void carriesWordsInputOutputAndExitCode()
    {
        QTemporaryDir directory;
        const QString path = controlSocketPath(directory.path());
        const QByteArray large = QByteArray(3'000'000, 'x') + QByteArray("\0\n", 2);
        ControlRequest seen;
        const auto server = ControlServer::listen(path, [&](ControlRequest request, auto reply) {
            seen = std::move(request);
            reply->out(seen.input);
            reply->err("a warning\n");
            reply->out("end\n");
            reply->finish(8);
        });
        QVERIFY(server.has_value());
        QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                                  QFile::WriteOther | QFile::ExeGroup | QFile::ExeOther),
                 QFile::Permissions());
        const Outcome outcome = ask(path, {{u"user"_s, u"add"_s}, large, u"de"_s});
        QCOMPARE(*outcome.exitCode, std::optional<int>(8));
        QCOMPARE(outcome.out, large + "end\n");
        QCOMPARE(outcome.err, QByteArray("a warning\n"));
        QCOMPARE(seen.words, (QStringList{u"user"_s, u"add"_s}));
        QCOMPARE(seen.language, u"de"_s);
    }
    void withoutAServiceThereIsNoExitCode()
    {
        QTemporaryDir directory;
        const Outcome outcome = ask(controlSocketPath(directory.path()), {{u"x"_s}, {}, {}});
        QVERIFY(outcome.exitCode.has_value());
        QVERIFY(!outcome.exitCode->has_value());
    }
    void aServiceThatGoesAwayIsAnError()
    {
        QTemporaryDir directory;
        const QString path = controlSocketPath(directory.path());
        std::unique_ptr<ControlServer> running;
        auto server = ControlServer::listen(path, [&](ControlRequest, const std::shared_ptr<ControlReply> &) {
            QMetaObject::invokeMethod(
                this, [&] { running.reset(); }, Qt::QueuedConnection);
        });
        QVERIFY(server.has_value());
        running = std::move(*server);
        const Outcome outcome = ask(path, {{u"x"_s}, {}, {}});
        QVERIFY(!outcome.exitCode.has_value());
        QCOMPARE(outcome.exitCode.error().code, u"control_lost"_s);
    }
    void aLeftoverSocketIsReplaced()
    {
        QTemporaryDir directory;
        const QString path = controlSocketPath(directory.path());
        QVERIFY(QFile(path).open(QIODevice::WriteOnly));
        const auto server = ControlServer::listen(path, [](ControlRequest, auto reply) { reply->finish(0); });
        QVERIFY(server.has_value());
        QCOMPARE(*ask(path, {{u"x"_s}, {}, {}}).exitCode, std::optional<int>(0));
    }
    void nonsenseIsAnsweredAndEndsTheConnection()
    {
        QTemporaryDir directory;
        const QString path = controlSocketPath(directory.path());
        const auto server = ControlServer::listen(path, [](ControlRequest, auto) { qFatal("not a request"); });
        QVERIFY(server.has_value());
        QLocalSocket socket;
        socket.connectToServer(path);
        QVERIFY(socket.waitForConnected(30'000));
        socket.write("nonsense\n");
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QLocalSocket::UnconnectedState, 30'000);
        QVERIFY(socket.readAll().endsWith("{\"exit\":2}\n"));
    }
};

QTEST_GUILESS_MAIN(TestControlSocket)
#include "tst_controlsocket.moc"
