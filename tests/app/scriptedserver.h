// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"

#include <QHash>
#include <QTemporaryDir>

namespace portier::app
{

/// A server that a test writes in QML: one answer per "METHOD /path", every call remembered. What nobody wrote an
/// answer for is an empty list (GET) or 404. The waiting call of the change feed is never answered. Every address of a
/// server is this one, but for those in `silentHosts`.
class ScriptedServer : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool reachable MEMBER m_reachable)
    Q_PROPERTY(QStringList silentHosts MEMBER m_silentHosts)
    Q_PROPERTY(bool held READ isHeld WRITE setHeld)
public:
    explicit ScriptedServer(QObject *parent = nullptr);

    [[nodiscard]] App &app() { return *m_app; }
    /// From here on; `body` is the JSON.
    Q_INVOKABLE void answer(const QString &call, const QVariantMap &body, int status = 200, int retryAfter = 0);
    /// Signs somebody with these roles in.
    Q_INVOKABLE void signIn(const QStringList &roles, const QString &accountId = QStringLiteral("me"));
    /// {path, query, body, ifMatch} of every call of "METHOD /path" so far.
    Q_INVOKABLE QVariantList calls(const QString &call) const;
    Q_INVOKABLE void forgetCalls() { m_calls.clear(); }
    /// What another person did, as the change feed says it.
    Q_INVOKABLE void tell(const QString &kind, const QString &id, const QString &operation);

    [[nodiscard]] bool isHeld() const { return m_held; }
    /// Answers nothing until it is set back; then everything in order.
    void setHeld(bool held);

    void take(const ApiCall &call, const ApiTransport::Done &done, const QString &host = {});

private:
    struct Answer {
        int status;
        QByteArray body;
        int retryAfter;
    };
    [[nodiscard]] ApiReply replyTo(const ApiCall &call) const;

    QTemporaryDir m_folder;
    std::unique_ptr<App> m_app;
    QHash<QString, Answer> m_answers;
    QList<ApiCall> m_calls;
    QList<std::pair<ApiCall, ApiTransport::Done>> m_waiting;
    QStringList m_silentHosts;
    bool m_reachable = true, m_held = false;
};

} // namespace portier::app
