// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/listener.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace portier::http
{

namespace
{

constexpr int Backlog = 512;
constexpr int MaxRefusing = 128; ///< refusals that may linger at once; others are written and cut
constexpr int RefusalLingerMs = 500;

} // namespace

Listener::Listener(Hooks hooks, QObject *parent) : QTcpServer(parent), m_hooks(std::move(hooks))
{
    setListenBacklogSize(Backlog);
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<QTcpSocket>();
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
