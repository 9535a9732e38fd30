// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

namespace portier::app
{

/// One sign-in in the system browser: listens on loopback for the one redirect that brings the code (PLT-030, PLT-031),
/// with state and PKCE. GUI thread; ends by itself after five minutes.
class BrowserSignIn : public QObject
{
    Q_OBJECT
public:
    explicit BrowserSignIn(const QUrl &server, QObject *parent = nullptr);

    /// The page to open; invalid when no loopback port is to be had.
    [[nodiscard]] QUrl begin();
    [[nodiscard]] QString verifier() const { return m_verifier; }

Q_SIGNALS:
    void codeArrived(const QString &code);
    void gaveUp();

private:
    void take();
    void read(QTcpSocket *socket);

    QUrl m_server;
    QTcpServer m_listener;
    QTimer m_patience;
    QString m_state, m_verifier;
};

} // namespace portier::app
