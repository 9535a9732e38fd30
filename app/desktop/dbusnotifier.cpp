// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/dbusnotifier.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
constexpr int serversOwnTimeout = -1;

} // namespace

DBusNotifier::DBusNotifier(const QDBusConnection &bus, QObject *parent) : Notifier(parent), m_bus(bus)
{
    m_bus.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(onActionInvoked(uint, QString)));
    m_bus.connect(service, path, service, u"NotificationClosed"_s, this, SLOT(onNotificationClosed(uint, uint)));
}

bool DBusNotifier::isAvailable(const QDBusConnection &bus)
{
    if (!bus.isConnected() || !bus.interface())
        return false;
    if (bus.interface()->isServiceRegistered(service))
        return true;
    const QDBusReply<QStringList> startable = bus.interface()->activatableServiceNames();
    return startable.isValid() && startable.value().contains(service);
}

void DBusNotifier::show(const Notice &notice)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    const QStringList actions{u"default"_s, tr("Open"), u"open"_s, tr("Open")};
    const QVariantMap hints{{u"desktop-entry"_s, u"portier"_s}};
    // A body may carry markup; ours is plain text.
    call.setArguments(
        {u"Portier"_s, 0U, u"portier"_s, notice.title, notice.text.toHtmlEscaped(), actions, hints, serversOwnTimeout});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, route = notice.route] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            m_routes.insert(reply.value(), route);
        watcher->deleteLater();
    });
}

void DBusNotifier::onActionInvoked(uint id, const QString &action)
{
    Q_UNUSED(action) // both say: open
    if (m_routes.contains(id))
        Q_EMIT opened(m_routes.take(id));
}

void DBusNotifier::onNotificationClosed(uint id, uint reason)
{
    Q_UNUSED(reason)
    m_routes.remove(id);
}

} // namespace portier::app
