// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/dbusnotifier.h"

#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

namespace
{
const QString service = u"org.freedesktop.Notifications"_s;
}

/// What the desktop would offer: takes notices and reports clicks.
class NotificationServer : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        QString app, title, text;
        QStringList actions;
    };
    QList<Shown> shown;

public Q_SLOTS:
    uint Notify(const QString &app, uint, const QString &, const QString &title, const QString &text,
                const QStringList &actions, const QVariantMap &, int)
    {
        shown.append({app, title, text, actions});
        return uint(shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

/// Notices over a bus of the test's own.
class tst_DBusNotifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isUnavailableWithoutAServer();
    void showsPlainTextWithAnAction();
    void clickOpensTheRouteOnce_data();
    void clickOpensTheRouteOnce();
    void closedNoticeIsForgotten();
    void cleanupTestCase();

private:
    QProcess m_daemon;
    QString m_address;
    std::unique_ptr<QDBusConnection> m_desktop, m_app;
    NotificationServer m_server;
};

void tst_DBusNotifier::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    if (!m_daemon.waitForStarted())
        QSKIP("dbus-daemon is not installed");
    QVERIFY(m_daemon.waitForReadyRead());
    m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
    m_desktop = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(m_address, u"desktop"_s));
    m_app = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(m_address, u"app"_s));
    QVERIFY(m_app->isConnected());
}

void tst_DBusNotifier::isUnavailableWithoutAServer()
{
    QVERIFY(!DBusNotifier::isAvailable(*m_app));
    QVERIFY(!DBusNotifier::isAvailable(QDBusConnection(u"nowhere"_s)));
    QVERIFY(m_desktop->registerObject(u"/org/freedesktop/Notifications"_s, &m_server,
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(m_desktop->registerService(service));
    QVERIFY(DBusNotifier::isAvailable(*m_app));
}

void tst_DBusNotifier::showsPlainTextWithAnAction()
{
    DBusNotifier notifier(*m_app);
    notifier.show({u"Oskar fragt an"_s, u"1 < 2 & <b>fett</b>"_s, u"inbox/a"_s});
    QTRY_COMPARE(m_server.shown.size(), 1);
    const auto &shown = m_server.shown.first();
    QCOMPARE(shown.app, u"Portier"_s);
    QCOMPARE(shown.title, u"Oskar fragt an"_s);
    QCOMPARE(shown.text, u"1 &lt; 2 &amp; &lt;b&gt;fett&lt;/b&gt;"_s);
    QCOMPARE(shown.actions.value(0), u"default"_s);
    QCOMPARE(shown.actions.value(2), u"open"_s);
}

void tst_DBusNotifier::clickOpensTheRouteOnce_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("on the notice") << u"default"_s;
    QTest::newRow("on the button") << u"open"_s;
}

void tst_DBusNotifier::clickOpensTheRouteOnce()
{
    QFETCH(QString, action);
    m_server.shown.clear();
    DBusNotifier notifier(*m_app);
    QSignalSpy opened(&notifier, &Notifier::opened);
    notifier.show({u"a"_s, u"b"_s, u"trips/t1"_s});
    QTRY_COMPARE(m_server.shown.size(), 1);
    Q_EMIT m_server.ActionInvoked(77, action); // somebody else's
    Q_EMIT m_server.ActionInvoked(1, action);
    Q_EMIT m_server.ActionInvoked(1, action);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().toString(), u"trips/t1"_s);
}

void tst_DBusNotifier::closedNoticeIsForgotten()
{
    m_server.shown.clear();
    DBusNotifier notifier(*m_app);
    QSignalSpy opened(&notifier, &Notifier::opened);
    notifier.show({u"a"_s, u"b"_s, u"trips/t1"_s});
    notifier.show({u"c"_s, u"d"_s, u"trips/t2"_s});
    QTRY_COMPARE(m_server.shown.size(), 2);
    Q_EMIT m_server.NotificationClosed(1, 2);
    Q_EMIT m_server.ActionInvoked(1, u"default"_s);
    Q_EMIT m_server.ActionInvoked(2, u"default"_s);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().toString(), u"trips/t2"_s);
}

void tst_DBusNotifier::cleanupTestCase()
{
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QTEST_GUILESS_MAIN(tst_DBusNotifier)
#include "tst_dbusnotifier.moc"
