// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/controlprotocol.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>

#include <functional>
#include <memory>

namespace portier::control
{

/// Where a running sub-command writes to; goes quiet when the client left.
class ControlReply
{
public:
    explicit ControlReply(QLocalSocket *socket) : m_socket(socket) {}
    void out(const QByteArray &bytes) { send("out", bytes); }
    void err(const QByteArray &bytes) { send("err", bytes); }
    /// The last word; closes the connection.
    void finish(int exitCode);

private:
    void send(const char *kind, const QByteArray &bytes);
    QPointer<QLocalSocket> m_socket;
};

using ControlHandler = std::function<void(ControlRequest, std::shared_ptr<ControlReply>)>;

/// Takes sub-commands of the same user on a Unix socket of mode 0600 in the data directory (PLT-151). The caller holds
/// the instance lock, so a socket found there is a dead process's.
class ControlServer : public QObject
{
    Q_OBJECT
public:
    /// Error: Unavailable "control_socket".
    [[nodiscard]] static Result<std::unique_ptr<ControlServer>> listen(const QString &path, ControlHandler handler);

private:
    explicit ControlServer(ControlHandler handler) : m_handler(std::move(handler)) {}
    void accept();
    void read(QLocalSocket *socket);

    QLocalServer m_server;
    ControlHandler m_handler;
};

} // namespace portier::control
