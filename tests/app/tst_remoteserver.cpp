// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/apilist.h"
#include "tests/e2e/portierdprocess.h"

#include <QQmlEngine>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{
const QString email = u"ada@portier.example"_s;
const QString password = u"correct horse battery staple 7"_s;
constexpr int patienceMs = 60'000;
} // namespace

/// The app on a portierd of its own process: sign-in, a trip with its first price, and a server that dies and comes
/// back underneath.
class tst_RemoteServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusesWhatIsNoAddress();
    void saysThatNobodyAnswers();
    void tellsAWrongPassword();
    void signsInAndRemembers();
    void createsATripAndSeesItsFirstPrice();
    void survivesADeadServer();
    void signsOut();
    void cleanupTestCase();

private:
    QTemporaryDir m_folder;
    test::PortierdProcess m_server;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<App> m_app;
    std::unique_ptr<ApiList> m_trips;
    QString m_address;
};

void tst_RemoteServer::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log().constData());
    const auto added = m_server.run({u"user"_s, u"add"_s, u"--email"_s, email}, password.toUtf8() + '\n');
    QVERIFY2(added.exitCode == 0, added.err.constData());
    m_address = u"http://127.0.0.1:%1"_s.arg(m_server.port());
    m_engine = std::make_unique<QQmlEngine>();
    m_app = std::make_unique<App>(AppOptions{m_folder.path(), false, {}, std::make_shared<SystemClock>()});
    m_app->serve(*m_engine);
}

void tst_RemoteServer::refusesWhatIsNoAddress()
{
    m_app->session()->useServer(u"not an address"_s);
    QCOMPARE(m_app->session()->state(), u"choosing"_s);
    QVERIFY(!m_app->session()->problem().isEmpty());
}

void tst_RemoteServer::saysThatNobodyAnswers()
{
    m_app->session()->useServer(u"http://127.0.0.1:1"_s);
    QTRY_COMPARE(m_app->session()->state(), u"choosing"_s);
    QVERIFY(!m_app->session()->problem().isEmpty());
    QVERIFY(m_app->session()->savedServers().isEmpty());
}

void tst_RemoteServer::tellsAWrongPassword()
{
    m_app->session()->useServer(m_address);
    QTRY_COMPARE_WITH_TIMEOUT(m_app->session()->state(), u"signedOut"_s, patienceMs);
    m_app->session()->signIn(email, u"wrong"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_app->session()->problem().isEmpty(), patienceMs);
    QCOMPARE(m_app->session()->state(), u"signedOut"_s);
}

// PLT-032
void tst_RemoteServer::signsInAndRemembers()
{
    m_app->session()->signIn(email, password);
    QTRY_COMPARE_WITH_TIMEOUT(m_app->session()->state(), u"signedIn"_s, patienceMs);
    QCOMPARE(m_app->session()->account().value(u"email"_s).toString(), email);
    const QFileInfo tokens(m_folder.filePath(u"sessions.json"_s));
    QVERIFY(tokens.exists());
    QCOMPARE(tokens.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());

    App again({m_folder.path(), false, {}, std::make_shared<SystemClock>()});
    again.session()->resume();
    QTRY_COMPARE_WITH_TIMEOUT(again.session()->state(), u"signedIn"_s, patienceMs);
}

void tst_RemoteServer::createsATripAndSeesItsFirstPrice()
{
    m_trips = std::make_unique<ApiList>();
    QQmlEngine::setContextForObject(m_trips.get(), m_engine->rootContext());
    m_trips->setProperty("whole", true);
    m_trips->setProperty("feedKinds", u"trip price_check snapshot"_s);
    m_trips->setPath(u"/api/v1/trips"_s);
    m_trips->reload();
    QTRY_COMPARE_WITH_TIMEOUT(m_trips->state(), u"ready"_s, patienceMs);
    const QJsonObject trip{{u"name"_s, u"Lissabon"_s},
                           {u"trip_kind"_s, u"round_trip"_s},
                           {u"origin_airport"_s, u"HAM"_s},
                           {u"destination_airport"_s, u"LIS"_s},
                           {u"depart_date"_s, m_app->format()->dayFromNow(60)},
                           {u"return_date"_s, m_app->format()->dayFromNow(67)},
                           {u"adults"_s, 2},
                           {u"currency"_s, u"EUR"_s},
                           {u"track_flights"_s, true},
                           {u"track_hotels"_s, false}};
    ApiReply created;
    m_app->client().write("POST", u"/api/v1/trips"_s, trip, this,
                          [&created](const ApiReply &reply) { created = reply; });
    QTRY_COMPARE_WITH_TIMEOUT(created.status, 201, patienceMs);
    // Nobody reloads: the change feed brings the row and its price.
    QTRY_COMPARE_WITH_TIMEOUT(m_trips->count(), 1, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!m_trips->itemAt(0).value(u"latest"_s).toMap().value(u"flight"_s).toMap().isEmpty(),
                             patienceMs);
}

void tst_RemoteServer::survivesADeadServer()
{
    const quint16 port = m_server.port();
    m_server.signal(SIGKILL);
    (void)m_server.wait();
    m_trips->reload();
    QTRY_VERIFY_WITH_TIMEOUT(!m_app->client().isOnline(), patienceMs);
    QVERIFY(m_app->client().offlineSince() > 0);
    QCOMPARE(m_trips->count(), 1); // what was known stays
    QCOMPARE(m_app->session()->state(), u"signedIn"_s);

    m_server.set(u"http.listen=127.0.0.1:%1"_s.arg(port));
    QVERIFY2(m_server.start(), m_server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(m_app->client().isOnline(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_trips->state(), u"ready"_s, patienceMs);
    QCOMPARE(m_trips->count(), 1);
}

void tst_RemoteServer::signsOut()
{
    m_app->session()->signOut();
    QTRY_COMPARE(m_app->session()->state(), u"signedOut"_s);
    QFile tokens(m_folder.filePath(u"sessions.json"_s));
    QVERIFY(tokens.open(QIODevice::ReadOnly));
    QCOMPARE(tokens.readAll(), QByteArray("{}"));
}

void tst_RemoteServer::cleanupTestCase()
{
    m_trips.reset();
    m_app.reset();
}

QTEST_MAIN(tst_RemoteServer)
#include "tst_remoteserver.moc"
