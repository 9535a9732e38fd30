// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr qsizetype maxMessage = 8192;
constexpr qsizetype maxSocketPath = 100; ///< a unix socket's path has 107 bytes
constexpr int patienceMs = 5'000;
constexpr int retryMs = 20;
constexpr auto tokenVariable = "XDG_ACTIVATION_TOKEN";
constexpr auto taken = "taken\n";

QString socketNameFor(const QString &folder)
{
    QString inside = folder + "/portier.sock"_L1;
    if (inside.toUtf8().size() <= maxSocketPath)
        return inside;
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"portier-"_s + QString::fromLatin1(hash.left(24));
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent), m_socketName(socketNameFor(QDir(dataFolder).absolutePath())),
      m_lock(dataFolder + "/portier.lock"_L1)
{
    QDir().mkpath(dataFolder);
    m_lock.setStaleLockTime(0); // only a dead process loses it, never a slow one
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::greet);
}

bool SingleInstance::claim()
{
    if (!m_lock.tryLock() && m_lock.error() == QLockFile::LockFailedError)
        return false;
    QLocalServer::removeServer(m_socketName); // of a process that died
    (void)m_server.listen(m_socketName);      // without it later starts only say that somebody is here
    return true;
}

bool SingleInstance::handOver(const QString &link) const
{
    const QJsonObject message{{u"link"_s, link}, {u"activation_token"_s, qEnvironmentVariable(tokenVariable)}};
    const QDeadlineTimer deadline(patienceMs);
    QLocalSocket socket;
    do { // the first may hold the lock and not listen yet
        socket.connectToServer(m_socketName);
        if (socket.waitForConnected(retryMs))
            break;
        QThread::msleep(retryMs);
    } while (!deadline.hasExpired());
    socket.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    while (!socket.canReadLine() && !deadline.hasExpired()) {
        if (!socket.waitForReadyRead(int(deadline.remainingTime())))
            return false;
    }
    return socket.readLine() == taken;
}

void SingleInstance::greet()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        if (socket->bytesAvailable() > 0)
            read(socket);
    }
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (socket->bytesAvailable() > maxMessage)
        return socket->abort();
    if (!socket->canReadLine())
        return;
    const QJsonObject message = QJsonDocument::fromJson(socket->readLine()).object();
    socket->write(taken);
    socket->disconnectFromServer();
    // The compositor lets only the bearer of the click's token come to the front; Qt reads it from here.
    if (const QString token = message.value("activation_token"_L1).toString(); !token.isEmpty())
        qputenv(tokenVariable, token.toUtf8());
    Q_EMIT startedAgain(message.value("link"_L1).toString());
}

} // namespace portier::app
