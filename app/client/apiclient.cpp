// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/apiclient.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr int probeEveryMs = 2'000;
constexpr int probeTimeoutMs = 5'000;
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
    setOnline(true);
    Q_EMIT transportChanged();
}

void ApiClient::send(ApiCall call, QObject *context, Done done)
{
    if (!m_transport)
        return;
    const bool withToken = !m_token.isEmpty();
    if (withToken)
        call.addHeader("authorization", "Bearer " + m_token.toUtf8());
    call.addHeader("accept-language", m_language.toUtf8());
    countInFlight(1);
    const QPointer<ApiTransport> through(m_transport.get());
    const QPointer<QObject> asker(context);
    m_transport->send(std::move(call),
                      [this, through, asker, withToken, done = std::move(done)](const ApiReply &reply) {
                          countInFlight(-1);
                          if (through != m_transport.get()) // another server by now
                              return;
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
