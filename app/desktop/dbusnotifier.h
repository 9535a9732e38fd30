// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/notifier.h"

#include <QDBusConnection>
#include <QHash>

namespace portier::app
{

/// Notices through org.freedesktop.Notifications (Desktop Notifications Specification 1.2), without ever waiting for
/// the bus. GUI thread.
class DBusNotifier final : public Notifier
{
    Q_OBJECT
public:
    explicit DBusNotifier(const QDBusConnection &bus, QObject *parent = nullptr);

    /// Whether somebody on the bus shows notices, or would be started to.
    [[nodiscard]] static bool isAvailable(const QDBusConnection &bus);
    void show(const Notice &notice) override;

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
    void onNotificationClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    QHash<uint, QString> m_routes; ///< of the notices that are shown
};

} // namespace portier::app
