// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/browsersignin.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

/// The loopback side of the sign-in in the browser (PLT-030, PLT-031).
class tst_BrowserSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensTheServersPage();
    void refuses_data();
    void refuses();
    void takesOneMatchingRequestAndCloses();

private:
    static QByteArray request(quint16 port, const QByteArray &line)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!QTest::qWaitFor([&socket] { return socket.state() != QAbstractSocket::ConnectingState; }) ||
            !socket.isValid())
            return {};
        socket.write(line + "\r\nHost: x\r\n\r\n");
        (void)QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
        return socket.readAll();
    }
    static quint16 portOf(const QUrl &page)
    {
        return quint16(QUrl(QUrlQuery(page).queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded)).port());
    }
    static QByteArray stateOf(const QUrl &page) { return QUrlQuery(page).queryItemValue(u"state"_s).toLatin1(); }
};

void tst_BrowserSignIn::opensTheServersPage()
{
    BrowserSignIn signIn(QUrl(u"https://portier.example"_s));
    const QUrl page = signIn.begin();
    QCOMPARE(page.host(), u"portier.example"_s);
    QCOMPARE(page.path(), u"/auth/device"_s);
    const QUrlQuery query(page);
    QVERIFY(query.queryItemValue(u"state"_s).size() >= 32);
    QVERIFY(!query.queryItemValue(u"code_challenge"_s).isEmpty());
    QVERIFY(!page.toString().contains(signIn.verifier())); // only its hash leaves
}

void tst_BrowserSignIn::refuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("another state") << QByteArray("GET /callback?code=c&state=guessed HTTP/1.1");
    QTest::newRow("another path") << QByteArray("GET /favicon.ico HTTP/1.1");
    QTest::newRow("no code") << QByteArray("GET /callback?state=STATE HTTP/1.1");
    QTest::newRow("another method") << QByteArray("POST /callback?code=c&state=STATE HTTP/1.1");
    QTest::newRow("nonsense") << QByteArray("hello");
}

void tst_BrowserSignIn::refuses()
{
    QFETCH(QByteArray, line);
    BrowserSignIn signIn(QUrl(u"https://portier.example"_s));
    QSignalSpy codes(&signIn, &BrowserSignIn::codeArrived);
    const QUrl page = signIn.begin();
    const QByteArray answer = request(portOf(page), line.replace("STATE", stateOf(page)));
    QVERIFY(answer.startsWith("HTTP/1.1 400"));
    QCOMPARE(codes.size(), 0);
}

void tst_BrowserSignIn::takesOneMatchingRequestAndCloses()
{
    BrowserSignIn signIn(QUrl(u"https://portier.example"_s));
    QSignalSpy codes(&signIn, &BrowserSignIn::codeArrived);
    const QUrl page = signIn.begin();
    const QByteArray line = "GET /callback?code=pc_1&state=" + stateOf(page) + " HTTP/1.1";
    QVERIFY(request(portOf(page), line).startsWith("HTTP/1.1 200"));
    QCOMPARE(codes.size(), 1);
    QCOMPARE(codes.first().first().toString(), u"pc_1"_s);
    QVERIFY(request(portOf(page), line).isEmpty());
    QCOMPARE(codes.size(), 1);
}

QTEST_GUILESS_MAIN(tst_BrowserSignIn)
#include "tst_browsersignin.moc"
