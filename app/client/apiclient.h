// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"

#include "core/base/clock.h"

#include <QPointer>
#include <QTimer>

#include <memory>

namespace portier::app
{

/// Speaks the API for everything the app shows: adds who asks and in which language, knows whether the server can be
/// reached, and looks for it again when it cannot. GUI thread.
class ApiClient : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool online READ isOnline NOTIFY onlineChanged)
    Q_PROPERTY(double offlineSince READ offlineSince NOTIFY onlineChanged)
    Q_PROPERTY(double lastReplyAt READ lastReplyAt NOTIFY lastReplyAtChanged)
    Q_PROPERTY(QString serverName READ serverName NOTIFY transportChanged)
    Q_PROPERTY(int inFlight READ inFlight NOTIFY inFlightChanged)
public:
    using Done = ApiTransport::Done;

    explicit ApiClient(std::shared_ptr<Clock> clock, QObject *parent = nullptr);

    /// Forgets the token: it belonged to the other server.
    void setTransport(std::unique_ptr<ApiTransport> transport);
    void setToken(const QString &token) { m_token = token; }
    void setLanguage(const QString &language) { m_language = language; }
    [[nodiscard]] bool hasTransport() const { return m_transport != nullptr; }

    /// `done` is not called once `context` or the transport is gone. A read that comes too soon for the server's limit
    /// (429) is repeated when the server allows it, a few times.
    void send(ApiCall call, QObject *context, Done done);
    void get(const QString &path, const QUrlQuery &query, QObject *context, Done done);
    /// A call with a JSON body. POST carries an idempotency key, so that it may be repeated.
    void write(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context, Done done,
               qint64 version = -1);

    [[nodiscard]] bool isOnline() const { return m_online; }
    [[nodiscard]] double offlineSince() const { return m_offlineSince; } ///< ms; 0 while online
    [[nodiscard]] double lastReplyAt() const { return m_lastReplyAt; }   ///< ms; 0 before the first
    [[nodiscard]] QString serverName() const { return m_transport ? m_transport->name() : QString(); }
    [[nodiscard]] int inFlight() const { return m_inFlight; }
    [[nodiscard]] Clock &clock() const { return *m_clock; }

public Q_SLOTS:
    /// Looks for an unreachable server at once.
    void tryNow();

Q_SIGNALS:
    void onlineChanged();
    void lastReplyAtChanged();
    void transportChanged();
    void inFlightChanged();
    /// The server no longer knows the token.
    void tokenRefused();

private:
    void carry(const ApiCall &call, const QPointer<QObject> &asker, const Done &done, int attempt);
    void take(const ApiReply &reply, bool sentToken);
    void setOnline(bool online);
    void countInFlight(int by);

    std::shared_ptr<Clock> m_clock;
    std::unique_ptr<ApiTransport> m_transport;
    QString m_token, m_language = QStringLiteral("de");
    QTimer m_probe;
    bool m_online = true;
    double m_offlineSince = 0, m_lastReplyAt = 0;
    int m_inFlight = 0;
};

} // namespace portier::app
