// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apiclient.h"

namespace portier::app
{

/// Follows GET /api/v1/changes with a waiting call of 10 s, from the present head on (PLT-080). Off while nobody is
/// signed in or the window is hidden; takes up where it stopped. GUI thread.
class ChangeFeed : public QObject
{
    Q_OBJECT
public:
    explicit ChangeFeed(ApiClient &client, QObject *parent = nullptr);

    void setRunning(bool running);
    /// Forgets how far it read: for another account or server.
    void forget();

Q_SIGNALS:
    /// `kind` is "object.event" ("trip.updated"), `operation` created, updated or removed.
    void changed(const QString &kind, const QString &objectId, const QString &operation);
    /// What was read is no longer sure to be whole: load everything again.
    void reset();

private:
    void ask();
    void take(const ApiReply &reply);
    void askLater();

    ApiClient &m_client;
    QTimer m_pause;
    qint64 m_after = -1;
    int m_generation = 0; ///< of the answer waited for; an older one is dropped
    bool m_running = false, m_waiting = false;
};

} // namespace portier::app
