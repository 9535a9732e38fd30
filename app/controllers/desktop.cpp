// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/desktop.h"

#include "app/controllers/deeplink.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr int gatherMs = 500;
} // namespace

Desktop::Desktop(ApiClient &client, ChangeFeed &feed, Session &session) : m_client(client), m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, &Desktop::look);
    connect(&feed, &ChangeFeed::changed, this, [this](const QString &kind) {
        if (kind.startsWith("notification."_L1) && !m_soon.isActive())
            m_soon.start();
    });
    connect(&feed, &ChangeFeed::reset, this, &Desktop::look);
    connect(&session, &Session::stateChanged, this, [this] {
        m_lookedOnce = false;
        look();
    });
    connect(&client, &ApiClient::onlineChanged, this, &Desktop::look);
}

void Desktop::setNotifier(Notifier *notifier)
{
    m_notifier = notifier;
    connect(notifier, &Notifier::opened, this, &Desktop::open);
    look();
}

void Desktop::setTray(bool tray)
{
    m_tray = tray;
    Q_EMIT trayChanged();
}

void Desktop::setWaiting(int waiting)
{
    m_waiting = waiting;
    Q_EMIT waitingChanged();
}

void Desktop::openLink(const QString &link)
{
    open(routeOfLink(link));
}

void Desktop::tell(const QString &title, const QString &text, const QString &route)
{
    if (m_notifier)
        m_notifier->show({title, text, route});
}

QString Desktop::takeRoute()
{
    return m_session.state() == "signedIn"_L1 ? std::exchange(m_route, {}) : QString();
}

void Desktop::open(const QString &route)
{
    if (!route.isEmpty())
        m_route = route;
    Q_EMIT windowWanted();
}

void Desktop::look()
{
    if (m_session.state() != "signedIn"_L1 || !m_client.isOnline())
        return;
    QUrlQuery query;
    query.addQueryItem(u"channel"_s, u"desktop"_s);
    query.addQueryItem(u"limit"_s, u"20"_s);
    m_client.get(u"/api/v1/notifications"_s, query, this, [this](const ApiReply &reply) {
        if (reply.ok())
            takeList(reply.json().value("items"_L1).toArray());
    });
}

/// Shows what waits, also from before the sign-in, and what another device of the same person was faster with since.
void Desktop::takeList(const QJsonArray &messages)
{
    const bool first = !std::exchange(m_lookedOnce, true);
    for (const QJsonValue &message : messages) {
        const QString id = message["id"_L1].toString(), state = message["state"_L1].toString();
        if (first && !m_notifier) // what waited before is no news for the window
            m_shown.insert(id);
        if (state == "sent"_L1 && first)
            m_seenElsewhere.insert(id);
        if (state == "waiting"_L1 || (state == "sent"_L1 && !m_seenElsewhere.contains(id)))
            fetch(id);
    }
}

void Desktop::fetch(const QString &messageId)
{
    if (messageId.isEmpty() || m_shown.contains(messageId))
        return;
    m_client.get(u"/api/v1/notifications/"_s + messageId, {}, this, [this](const ApiReply &reply) {
        if (reply.ok())
            take(reply.json().toVariantMap());
    });
}

void Desktop::take(const QVariantMap &message)
{
    const QString id = message.value(u"id"_s).toString();
    const QString state = message.value(u"state"_s).toString();
    if ((state != "waiting"_L1 && state != "sent"_L1) || m_shown.contains(id))
        return;
    m_shown.insert(id);
    const QString title = message.value(u"subject"_s).toString();
    const QString route =
        routeOfSubject(message.value(u"subject_kind"_s).toString(), message.value(u"subject_id"_s).toString());
    if (!m_notifier) {
        Q_EMIT told(title, route);
        return;
    }
    m_notifier->show({title, message.value(u"text"_s).toString(), route});
    m_client.write("POST", "/api/v1/notifications/"_L1 + id + "/seen"_L1, {}, this, [](const ApiReply &) {});
}

} // namespace portier::app
