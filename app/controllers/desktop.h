// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/changefeed.h"
#include "app/controllers/notifier.h"
#include "app/controllers/session.h"

#include <QSet>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace portier::app
{

/// What lies between the app and the desktop around it: links that open pages, and messages of the channel "desktop"
/// that are shown once on this device (PLT-121). GUI thread.
class Desktop : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(bool tray READ hasTray NOTIFY trayChanged)
    Q_PROPERTY(int waiting READ waiting WRITE setWaiting NOTIFY waitingChanged)
public:
    Desktop(ApiClient &client, ChangeFeed &feed, Session &session);

    /// Where notices are shown; outlives this. None: the window tells them (told), and they go on waiting for a device
    /// that can show them.
    void setNotifier(Notifier *notifier);
    [[nodiscard]] bool hasTray() const { return m_tray; }
    void setTray(bool tray);
    [[nodiscard]] int waiting() const { return m_waiting; } ///< for the dot of the tray
    void setWaiting(int waiting);

    /// Opens what a link names, as soon as somebody is signed in; without one, or with a strange one, only the window.
    void openLink(const QString &link);
    /// The same with a route of the app; an empty one is only the window.
    void open(const QString &route);
    /// Shows something that is no message of the server.
    Q_INVOKABLE void tell(const QString &title, const QString &text, const QString &route);
    /// The route that waits for the sign-in, handed over once.
    Q_INVOKABLE QString takeRoute();

Q_SIGNALS:
    void trayChanged();
    void waitingChanged();
    /// A message of the server that the desktop has no place for.
    void told(const QString &title, const QString &route);
    /// The window is wanted; takeRoute() says where.
    void windowWanted();

private:
    void look();
    void takeList(const QJsonArray &messages);
    void fetch(const QString &messageId);
    void take(const QVariantMap &message);

    ApiClient &m_client;
    Session &m_session;
    Notifier *m_notifier = nullptr;
    QString m_route;
    QTimer m_soon; ///< changes that come together are looked at together
    QSet<QString> m_shown, m_seenElsewhere;
    bool m_lookedOnce = false; ///< since the sign-in
    int m_waiting = 0;
    bool m_tray = false;
};

} // namespace portier::app
