// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"

#include <QTimer>

namespace portier::app
{

/// What is left of one of the account's limits (TRP-279). Asking takes nothing from it; when it is used up it is asked
/// for again as soon as it begins anew.
class RateLimit : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString policy MEMBER m_policy)
    Q_PROPERTY(int limit READ limit NOTIFY changed)
    Q_PROPERTY(int remaining READ remaining NOTIFY changed)
    Q_PROPERTY(QString resetAt READ resetAt NOTIFY changed)
public:
    explicit RateLimit(QObject *parent = nullptr);

    [[nodiscard]] int limit() const { return m_limit; }
    [[nodiscard]] int remaining() const { return m_remaining; } ///< -1: nothing limits, or nobody knows yet
    [[nodiscard]] QString resetAt() const { return m_resetAt; } ///< RFC 3339

    Q_INVOKABLE void reload();
    Q_INVOKABLE void forget(); ///< somebody else may sign in next

Q_SIGNALS:
    void changed();

private:
    void take(const QVariantMap &policy);
    void awaitReset();
    [[nodiscard]] App *app() const { return App::instanceFor(this); }

    QString m_policy, m_resetAt;
    int m_limit = 0, m_remaining = -1, m_generation = 0;
    QTimer m_again;
};

} // namespace portier::app
