// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/browsersignin.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QSysInfo>
#include <QTcpSocket>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int patienceMs = 5 * 60 * 1000;
constexpr qint64 longestRequestLine = 8 * 1024;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// 256 random bits as text.
QString secret()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return QString::fromLatin1(bytes.toBase64(encoding));
}

QByteArray answer(bool good)
{
    const QByteArray text =
        good ? QByteArrayLiteral(
                   "<p>Fertig. Du kannst dieses Fenster schlie&szlig;en.</p><p>Done. You can close this window.</p>")
             : QByteArrayLiteral("<p>Das hat nicht geklappt. / That did not work.</p>");
    return "HTTP/1.1 " + QByteArray(good ? "200 OK" : "400 Bad Request") +
           "\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: " +
           QByteArray::number(text.size()) + "\r\n\r\n" + text;
}

} // namespace

BrowserSignIn::BrowserSignIn(const QUrl &server, QObject *parent)
    : QObject(parent), m_server(server), m_state(secret()), m_verifier(secret())
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_listener.close();
        Q_EMIT gaveUp();
    });
    connect(&m_listener, &QTcpServer::newConnection, this, &BrowserSignIn::take);
}

QUrl BrowserSignIn::begin()
{
    if (!m_listener.listen(QHostAddress::LocalHost))
        return {};
    m_patience.start();
    const QByteArray challenge = QCryptographicHash::hash(m_verifier.toLatin1(), QCryptographicHash::Sha256);
    QUrlQuery query;
    query.addQueryItem(u"redirect_uri"_s, u"http://127.0.0.1:%1/callback"_s.arg(m_listener.serverPort()));
    query.addQueryItem(u"state"_s, m_state);
    query.addQueryItem(u"code_challenge"_s, QString::fromLatin1(challenge.toBase64(encoding)));
    query.addQueryItem(u"device_name"_s, QSysInfo::machineHostName());
    query.addQueryItem(u"platform"_s, u"desktop"_s);
    QUrl url = m_server;
    url.setPath(u"/auth/device"_s);
    url.setQuery(query);
    return url;
}

void BrowserSignIn::take()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    }
}

void BrowserSignIn::read(QTcpSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestRequestLine)
            socket->abort();
        return;
    }
    const QList<QByteArray> words = socket->readLine(longestRequestLine).split(' ');
    const QUrl url = QUrl::fromEncoded(words.value(1));
    const QUrlQuery query(url);
    const QString code = query.queryItemValue(u"code"_s, QUrl::FullyDecoded);
    const bool good = words.value(0) == "GET" && url.path() == "/callback"_L1 && !code.isEmpty() &&
                      query.queryItemValue(u"state"_s, QUrl::FullyDecoded) == m_state;
    socket->disconnect(this);
    socket->write(answer(good));
    socket->disconnectFromHost();
    if (!good)
        return; // browsers ask for icons too; only the matching redirect ends the wait
    m_patience.stop();
    m_listener.close();
    Q_EMIT codeArrived(code);
}

} // namespace portier::app
