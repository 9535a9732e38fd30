// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/controlserver.h"

#include "core/base/log.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace portier::control
{

void ControlReply::send(const char *kind, const QByteArray &bytes)
{
    if (m_socket && !bytes.isEmpty())
        m_socket->write("{\"" + QByteArray(kind) + "\":\"" + bytes.toBase64() + "\"}\n");
}

void ControlReply::finish(int exitCode)
{
    if (!m_socket)
        return;
    m_socket->write("{\"exit\":" + QByteArray::number(exitCode) + "}\n");
    m_socket->disconnectFromServer(); // after everything is written
}

Result<std::unique_ptr<ControlServer>> ControlServer::listen(const QString &path, ControlHandler handler)
{
    std::unique_ptr<ControlServer> server(new ControlServer(std::move(handler)));
    server->m_server.setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(path);
    if (!server->m_server.listen(path))
        return fail(Error::unavailable(u"control_socket"_s, u"%1: %2"_s.arg(path, server->m_server.errorString())));
    connect(&server->m_server, &QLocalServer::newConnection, server.get(), &ControlServer::accept);
    return server;
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        if (socket->bytesAvailable() > 0)
            read(socket);
    }
}

void ControlServer::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > maxRequestBytes)
            socket->abort();
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr); // one request per connection
    auto request = requestFromLine(socket->readLine());
    auto reply = std::make_shared<ControlReply>(socket);
    if (!request) {
        reply->err("not a request\n");
        reply->finish(2);
        return;
    }
    log::info("control"_L1, "control_command"_L1, {{u"command"_s, request->words.mid(0, 2).join(u' ')}});
    m_handler(std::move(*request), std::move(reply));
}

} // namespace portier::control
