// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/listener.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

constexpr int Backlog = 512;
constexpr int MaxRefusing = 128; ///< refusals that may linger at once; others are written and cut
constexpr int RefusalLingerMs = 500;

/// Someone on this machine: what a unix socket's client has instead of an address. Only whoever may speak for clients
/// from here, too, says otherwise (PLT-076).
class LocalClient : public QTcpSocket
{
public:
    bool setSocketDescriptor(qintptr descriptor, SocketState state, OpenMode mode) override
    {
        if (!QTcpSocket::setSocketDescriptor(descriptor, state, mode))
            return false;
        setPeerAddress(QHostAddress(QHostAddress::LocalHost));
        return true;
    }
};

} // namespace

Listener::Listener(Hooks hooks, QObject *parent) : QTcpServer(parent), m_hooks(std::move(hooks))
{
    setListenBacklogSize(Backlog);
}

Result<> Listener::open(const ListenAddress &address)
{
    m_place = address;
    const auto failed = [&address](const QString &why) {
        return fail(Error::unavailable(u"listen_failed"_s, why, {{u"address"_s, address.text()}}));
    };
    if (address.socketPath.isEmpty()) {
        if (!listen(address.address, address.port))
            return failed(errorString());
        m_place.port = serverPort();
        return {};
    }
    auto socket = UnixSocket::listen(address.socketPath, Backlog);
    if (!socket)
        return failed(socket.error().message);
    m_unixSocket = std::move(*socket);
    if (!setSocketDescriptor(m_unixSocket->takeDescriptor()))
        return failed(errorString());
    return {};
}

void Listener::shut()
{
    m_unixSocket.reset();
    close();
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto socket = m_unixSocket ? std::make_unique<LocalClient>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (m_hooks.admits(socket->peerAddress())) {
        socket->setParent(this);
        addPendingConnection(socket.release());
        return;
    }
    m_hooks.refused();
    if (m_refusing < MaxRefusing)
        return refuse(socket.release());
    socket->write(m_hooks.refusal());
    socket->flush();
}

// Virtual in every Qt 6 and called by QtHttpServer for each connection before it connects to the socket's signals.
QTcpSocket *Listener::nextPendingConnection()
{
    QTcpSocket *socket = QTcpServer::nextPendingConnection();
    if (socket)
        m_hooks.accepted(socket);
    return socket;
}

void Listener::refuse(QTcpSocket *socket)
{
    ++m_refusing;
    socket->setParent(this);
    connect(socket, &QObject::destroyed, this, [this] { --m_refusing; });
    connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->readAll(); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::bytesWritten, socket, [socket] {
        if (socket->bytesToWrite() == 0)
            ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
    });
    socket->setReadBufferSize(4096);
    socket->write(m_hooks.refusal());
    QTimer::singleShot(RefusalLingerMs, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
}

} // namespace portier::http
