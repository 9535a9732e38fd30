// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

/// Who is first, and what a later start tells it. The later start runs on a thread of its own: it waits.
class tst_SingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secondStartHandsItsLinkOver_data();
    void secondStartHandsItsLinkOver();
    void anotherFolderIsAnotherApp();
    void folderIsFreeAfterTheEnd();
    void refusesAFlood();
};

void tst_SingleInstance::secondStartHandsItsLinkOver_data()
{
    QTest::addColumn<QString>("below");
    QTest::addColumn<QString>("link");
    QTest::newRow("a link") << QString() << u"portier://trip/a"_s;
    QTest::newRow("no link") << QString() << QString();
    QTest::newRow("a path too long for a socket") << u"/"_s + QString(120, u'x') << u"portier://inbox"_s;
}

void tst_SingleInstance::secondStartHandsItsLinkOver()
{
    QFETCH(QString, below);
    QFETCH(QString, link);
    const QTemporaryDir folder;
    SingleInstance first(folder.path() + below);
    QVERIFY(first.claim());
    QSignalSpy started(&first, &SingleInstance::startedAgain);
    bool claimed = true, handedOver = false;
    const std::unique_ptr<QThread> later(QThread::create([&] {
        SingleInstance second(folder.path() + below);
        claimed = second.claim();
        handedOver = second.handOver(link);
    }));
    later->start();
    QTRY_VERIFY_WITH_TIMEOUT(later->isFinished(), 30'000);
    QVERIFY(!claimed);
    QVERIFY(handedOver);
    QCOMPARE(started.size(), 1);
    QCOMPARE(started.first().first().toString(), link);
}

void tst_SingleInstance::anotherFolderIsAnotherApp()
{
    const QTemporaryDir one, other;
    SingleInstance first(one.path()), second(other.path());
    QVERIFY(first.claim());
    QVERIFY(second.claim());
}

void tst_SingleInstance::folderIsFreeAfterTheEnd()
{
    const QTemporaryDir folder;
    {
        SingleInstance first(folder.path());
        QVERIFY(first.claim());
    }
    SingleInstance next(folder.path());
    QVERIFY(next.claim());
}

void tst_SingleInstance::refusesAFlood()
{
    const QTemporaryDir folder;
    SingleInstance first(folder.path());
    QVERIFY(first.claim());
    QSignalSpy started(&first, &SingleInstance::startedAgain);
    QLocalSocket socket;
    socket.connectToServer(folder.filePath(u"portier.sock"_s));
    socket.write(QByteArray(100'000, 'x'));
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(started.size(), 0);
}

QTEST_GUILESS_MAIN(tst_SingleInstance)
#include "tst_singleinstance.moc"
