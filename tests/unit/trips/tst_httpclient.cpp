// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/httpclient.h"

#include <QCoroTask>
#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
/// Gives every request the same reply and counts them.
template <class Server>
class OneReply : public Server
{
public:
    explicit OneReply(const QByteArray &reply)
    {
        QObject::connect(this, &QTcpServer::pendingConnectionAvailable, this, [this, reply] {
            QTcpSocket *socket = this->nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, this, [this, socket, reply] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                ++asked;
                socket->write(reply);
                socket->disconnectFromHost();
            });
        });
        if (!this->listen(QHostAddress::LocalHost))
            qFatal("no port");
    }
    [[nodiscard]] QUrl url(const QString &scheme) const
    {
        return QUrl(u"%1://localhost:%2/"_s.arg(scheme).arg(this->serverPort()));
    }
    int asked = 0;
};

QByteArray replyWith(const QByteArray &head, const QByteArray &body)
{
    return "HTTP/1.1 " + head + "\r\ncontent-length: " + QByteArray::number(body.size()) +
           "\r\nconnection: close\r\n\r\n" + body;
}

/// A certificate that nobody vouches for.
QSslConfiguration selfSigned(const QTemporaryDir &folder)
{
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"certificate.pem"_s);
    const int made =
        QProcess::execute(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s,
                                         u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
                                         u"subjectAltName=DNS:localhost"_s, u"-keyout"_s, key, u"-out"_s, certificate});
    QFile keyFile(key);
    if (made != 0 || !keyFile.open(QIODevice::ReadOnly))
        qFatal("no certificate");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificate));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    return configuration;
}
} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT
private:
    std::shared_ptr<SystemClock> m_clock = std::make_shared<SystemClock>();

    HttpExchange ask(const QUrl &url, HttpClient::Options options = {})
    {
        HttpClient client(m_clock, options);
        HttpRequest request;
        request.url = url;
        return QCoro::waitFor(client.send(request));
    }

private Q_SLOTS:
    void repliesComeWhole()
    {
        OneReply<QTcpServer> server(replyWith("200 OK", "{}"));
        const HttpExchange exchange = ask(server.url(u"http"_s));
        QCOMPARE(exchange.end, HttpExchange::End::Replied);
        QCOMPARE(exchange.reply.body, "{}");
    }

    void redirectsAreNotFollowed() // TRP-130
    {
        OneReply<QTcpServer> elsewhere(replyWith("200 OK", "{}"));
        OneReply<QTcpServer> server(
            replyWith("302 Found\r\nlocation: " + elsewhere.url(u"http"_s).toEncoded(), "moved"));
        const HttpExchange exchange = ask(server.url(u"http"_s));
        QCOMPARE(exchange.reply.status, 302);
        QCOMPARE(server.asked, 1);
        QCOMPARE(elsewhere.asked, 0);
    }

    void largeRepliesAreAborted() // TRP-130
    {
        const QByteArray body(8 * 1024 * 1024, 'x');
        OneReply<QTcpServer> full(replyWith("200 OK", body));
        QCOMPARE(ask(full.url(u"http"_s)).end, HttpExchange::End::Replied);
        OneReply<QTcpServer> tooFull(replyWith("200 OK", body + 'x'));
        QCOMPARE(ask(tooFull.url(u"http"_s)).end, HttpExchange::End::TooLarge);
    }

    void deepDocumentsAreRefused_data() // TRP-130
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("read");
        QTest::newRow("64") << 64 << true;
        QTest::newRow("65") << 65 << false;
        QTest::newRow("a hundred thousand") << 100'000 << false;
    }
    void deepDocumentsAreRefused()
    {
        QFETCH(int, depth);
        QTEST(parseJson(QByteArray(depth, '[') + QByteArray(depth, ']')).has_value(), "read");
    }

    void strangersAreNotTrusted() // TRP-130: no reply counts that nobody vouches for, and nothing is said to them
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("Qt has no TLS here");
        QTemporaryDir folder;
        OneReply<QSslServer> server(replyWith("200 OK", "{}"));
        server.setSslConfiguration(selfSigned(folder));
        QCOMPARE(ask(server.url(u"https"_s)).end, HttpExchange::End::NotSent);
        QCOMPARE(server.asked, 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
