// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/changefeed.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr int waitSeconds = 10;
constexpr int pauseMs = 2'000;
} // namespace

ChangeFeed::ChangeFeed(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &ChangeFeed::ask);
    connect(&m_client, &ApiClient::onlineChanged, this, [this] {
        if (m_client.isOnline())
            ask();
    });
}

void ChangeFeed::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    if (running)
        ask();
    else
        m_pause.stop();
}

void ChangeFeed::forget()
{
    m_after = -1;
    m_waiting = false;
    ++m_generation;
    m_pause.stop();
}

void ChangeFeed::ask()
{
    if (!m_running || m_waiting || !m_client.isOnline())
        return;
    m_waiting = true;
    ApiCall call;
    call.path = u"/api/v1/changes"_s;
    if (m_after >= 0) {
        call.query.addQueryItem(u"after"_s, QString::number(m_after));
        call.query.addQueryItem(u"wait"_s, QString::number(waitSeconds));
    }
    m_client.send(std::move(call), this, [this, generation = m_generation](const ApiReply &reply) {
        if (generation != m_generation)
            return;
        m_waiting = false;
        take(reply);
    });
}

void ChangeFeed::take(const ApiReply &reply)
{
    if (!reply.reached())
        return; // goes on when the server is back
    if (reply.status == 410) {
        m_after = -1;
        Q_EMIT reset();
        return ask();
    }
    if (!reply.ok())
        return askLater();
    const QJsonObject page = reply.json();
    m_after = qint64(page.value("next"_L1).toDouble());
    const QJsonArray items = page.value("items"_L1).toArray();
    for (const QJsonValue &item : items)
        Q_EMIT changed(item["kind"_L1].toString(), item["object_id"_L1].toString(), item["operation"_L1].toString());
    ask();
}

void ChangeFeed::askLater()
{
    if (m_running)
        m_pause.start();
}

} // namespace portier::app
