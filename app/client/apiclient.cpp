// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/apiclient.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr int probeEveryMs = 2'000;
constexpr int probeTimeoutMs = 5'000;
constexpr int mostAttempts = 4;
constexpr int longestRetrySeconds = 10; ///< longer limits are for a person to see
} // namespace

ApiClient::ApiClient(std::shared_ptr<Clock> clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    m_probe.setInterval(probeEveryMs);
    connect(&m_probe, &QTimer::timeout, this, &ApiClient::tryNow);
}

void ApiClient::setTransport(std::unique_ptr<ApiTransport> transport)
{
    m_transport = std::move(transport);
    m_token.clear();
    countInFlight(-m_inFlight); // nobody waits for the other server any more
    setOnline(true);
    Q_EMIT transportChanged();
}

void ApiClient::send(ApiCall call, QObject *context, Done done)
{
    if (!m_transport)
        return;
    if (!m_token.isEmpty())
        call.addHeader("authorization", "Bearer " + m_token.toUtf8());
    call.addHeader("accept-language", m_language.toUtf8());
    countInFlight(1);
    carry(call, QPointer<QObject>(context), done, 1);
}

void ApiClient::carry(const ApiCall &call, const QPointer<QObject> &asker, const Done &done, int attempt)
{
    const QPointer<ApiTransport> through(m_transport.get());
    const bool withToken = !m_token.isEmpty();
    m_transport->send(call, [this, through, call, asker, withToken, done, attempt](const ApiReply &reply) {
        if (through != m_transport.get()) // another server by now
            return;
        const int wait = std::max(1, reply.header("retry-after").toInt());
        if (reply.status == 429 && call.method == "GET" && attempt < mostAttempts && wait <= longestRetrySeconds) {
            QTimer::singleShot(wait * 1000, m_transport.get(),
                               [this, call, asker, done, attempt] { carry(call, asker, done, attempt + 1); });
            return;
        }
        countInFlight(-1);
        take(reply, withToken);
        if (asker)
            done(reply);
    });
}

void ApiClient::get(const QString &path, const QUrlQuery &query, QObject *context, Done done)
{
    ApiCall call;
    call.path = path;
    call.query = query;
    send(std::move(call), context, std::move(done));
}

void ApiClient::write(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context,
                      Done done, qint64 version)
{
    ApiCall call;
    call.method = method;
    call.path = path;
    if (method != "DELETE") {
        call.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        call.addHeader("content-type", "application/json");
    }
    if (method == "POST")
        call.addHeader("idempotency-key", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    if (version >= 0)
        call.addHeader("if-match", '"' + QByteArray::number(version) + '"');
    send(std::move(call), context, std::move(done));
}

void ApiClient::tryNow()
{
    if (!m_transport || m_online)
        return;
    ApiCall call;
    call.path = u"/api/v1"_s;
    call.timeoutMs = probeTimeoutMs;
    send(std::move(call), this, [](const ApiReply &) {});
}

void ApiClient::take(const ApiReply &reply, bool sentToken)
{
    setOnline(reply.reached());
    if (!reply.reached())
        return;
    m_lastReplyAt = double(toMs(m_clock->now()));
    Q_EMIT lastReplyAtChanged();
    if (reply.status == 401 && sentToken)
        Q_EMIT tokenRefused();
}

void ApiClient::setOnline(bool online)
{
    if (online == m_online)
        return;
    m_online = online;
    m_offlineSince = online ? 0 : double(toMs(m_clock->now()));
    if (online)
        m_probe.stop();
    else
        m_probe.start();
    Q_EMIT onlineChanged();
}

void ApiClient::countInFlight(int by)
{
    m_inFlight += by;
    Q_EMIT inFlightChanged();
}

} // namespace portier::app
