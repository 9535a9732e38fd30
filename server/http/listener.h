// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpoptions.h"
#include "server/http/unixsocket.h"

#include <QTcpServer>

#include <functional>

namespace portier::http
{

/// Accepts connections; decides on each before anything is read from it.
class Listener : public QTcpServer
{
    Q_OBJECT
public:
    struct Hooks {
        std::function<bool(const QHostAddress &peer)> admits;
        std::function<void(QTcpSocket *)> accepted; ///< before anybody else connects to the socket
        std::function<QByteArray()> refusal;        ///< bytes for a client that is not admitted
        std::function<void()> refused;
    };

    explicit Listener(Hooks hooks, QObject *parent = nullptr);

    /// Error: Unavailable "listen_failed" with details {"address"}.
    [[nodiscard]] Result<> open(const ListenAddress &address);
    /// Takes no new connection; the file of a unix socket goes.
    void shut();
    /// What it listens at, with the port it got.
    [[nodiscard]] const ListenAddress &place() const { return m_place; }

    QTcpSocket *nextPendingConnection() override;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void refuse(QTcpSocket *socket);

    Hooks m_hooks;
    ListenAddress m_place;
    std::unique_ptr<UnixSocket> m_unixSocket;
    int m_refusing = 0;
};

} // namespace portier::http
