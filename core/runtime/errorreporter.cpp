// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/errorreporter.h"

#include "core/base/config.h"
#include "core/base/configlayers.h"
#include "core/base/errorlistener.h"
#include "core/base/log.h"
#include "core/base/uuid.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMutex>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace portier::runtime
{

namespace
{

constexpr Millis longestSilence = 1h;

trips::HttpClient::Options options()
{
    trips::HttpClient::Options options;
    options.userAgent = "Portier/" + QCoreApplication::applicationVersion().toUtf8();
    options.totalTimeout = 10s;
    options.maxBody = 64 * 1024;
    return options;
}

/// What a collector groups and filters by.
QJsonObject tagsOf(const QJsonObject &line)
{
    QJsonObject tags;
    for (const QLatin1StringView name :
         {"event"_L1, "component"_L1, "code"_L1, "endpoint"_L1, "kind"_L1, "request_id"_L1}) {
        if (const QJsonValue value = line.value(name); value.isString() && !value.toString().isEmpty())
            tags.insert(name, value);
    }
    return tags;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// How long a refusal asks us to be silent.
Millis silenceOf(const trips::HttpReply &reply)
{
    const qint64 asked = reply.header("retry-after").toLongLong();
    return std::clamp<Millis>(std::chrono::seconds(asked), 1min, longestSilence);
}

} // namespace

std::optional<Collector> Collector::parse(const QString &dsn)
{
    const QUrl url(dsn, QUrl::StrictMode);
    static const QRegularExpression path(u"\\A(/(?:[A-Za-z0-9._~-]+/)*)([A-Za-z0-9._~-]+)\\z"_s);
    const auto match = path.match(url.path());
    const bool isSecure = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopbackHost(url.host()));
    if (!url.isValid() || !isSecure || url.host().isEmpty() || url.userName().isEmpty() || url.hasQuery() ||
        url.hasFragment() || !match.hasMatch())
        return std::nullopt;
    Collector collector{url, url.userName(QUrl::FullyEncoded).toLatin1()};
    collector.endpoint.setUserInfo({});
    collector.endpoint.setPath(match.captured(1) + u"api/"_s + match.captured(2) + u"/envelope/"_s);
    return collector;
}

QByteArray errorEnvelope(const log::Record &record, const QString &eventId, const QString &version)
{
    // The line itself and not the record: formatLine() is the one place that takes out what must not be told.
    const QJsonObject line = QJsonDocument::fromJson(log::formatLine(record, log::Format::Json)).object();
    const QString event = line.value("event"_L1).toString();
    const QString message = line.value("msg"_L1).toString();
    const QString component = line.value("component"_L1).toString();
    const QString code = line.value("code"_L1).toString();
    const QJsonObject body{
        {u"event_id"_s, eventId},
        {u"timestamp"_s, toRfc3339(record.time)},
        {u"platform"_s, u"native"_s},
        {u"level"_s, record.level == log::Level::Critical ? u"fatal"_s : u"error"_s},
        {u"logger"_s, component},
        {u"release"_s, u"portier@"_s + version},
        {u"message"_s, QJsonObject{{u"formatted"_s, message.isEmpty() ? event : event + u": "_s + message}}},
        {u"fingerprint"_s, QJsonArray{component, event, code}},
        {u"tags"_s, tagsOf(line)},
        {u"extra"_s, line},
    };
    const QJsonObject head{{u"event_id"_s, eventId}, {u"sent_at"_s, toRfc3339(record.time)}};
    return compact(head) + '\n' + compact({{u"type"_s, u"event"_s}}) + '\n' + compact(body) + '\n';
}

struct ErrorReporter::Inlet {
    QMutex mutex;
    ErrorReporter *reporter = nullptr;
};

ErrorReporter::ErrorReporter(std::shared_ptr<Clock> clock, const QString &dsn, QObject *parent)
    : QObject(parent), m_clock(std::move(clock)), m_collector(Collector::parse(dsn))
{
}

ErrorReporter::~ErrorReporter()
{
    close();
}

void ErrorReporter::close()
{
    if (!m_inlet)
        return;
    log::setErrorListener({});
    const QMutexLocker lock(&m_inlet->mutex);
    m_inlet->reporter = nullptr;
}

void ErrorReporter::start()
{
    if (!m_collector)
        return;
    m_http = std::make_unique<trips::HttpClient>(m_clock, options());
    m_inlet = std::make_shared<Inlet>();
    m_inlet->reporter = this;
    log::setErrorListener([inlet = m_inlet](const log::Record &record) {
        const QMutexLocker lock(&inlet->mutex);
        if (ErrorReporter *reporter = inlet->reporter)
            QMetaObject::invokeMethod(
                reporter, [reporter, record] { reporter->take(record); }, Qt::QueuedConnection);
    });
}

void ErrorReporter::take(const log::Record &record)
{
    const Instant now = m_clock->now();
    while (!m_taken.isEmpty() && now - m_taken.constFirst() >= 1h)
        m_taken.removeFirst();
    if (m_stopped || isSilent() || m_waiting.size() >= mostWaiting || m_taken.size() >= mostPerHour)
        return;
    m_taken.append(now);
    m_waiting.append(errorEnvelope(record, newUuid(now).remove(u'-'), QCoreApplication::applicationVersion()));
    if (!m_sending)
        m_tasks.add(sendAll());
}

QCoro::Task<> ErrorReporter::sendAll()
{
    m_sending = true;
    while (!m_waiting.isEmpty() && !m_stopped) {
        const QByteArray envelope = m_waiting.takeFirst();
        const bool taken = co_await send(envelope);
        if (!taken)
            m_waiting.clear();
    }
    m_sending = false;
}

QCoro::Task<bool> ErrorReporter::send(QByteArray envelope)
{
    trips::HttpRequest request;
    request.method = "POST";
    request.url = m_collector->endpoint;
    request.body = envelope;
    request.headers = {
        {"Content-Type", "application/x-sentry-envelope"},
        {"X-Sentry-Auth", "Sentry sentry_version=7, sentry_client=portier, sentry_key=" + m_collector->key}};
    const trips::HttpExchange done = co_await m_http->send(std::move(request));
    const bool replied = done.end == trips::HttpExchange::End::Replied;
    if (replied && done.reply.status < 300)
        co_return true;
    m_silentUntil = m_clock->now() + (replied ? silenceOf(done.reply) : Millis(1min));
    log::warning("runtime"_L1, "error_not_forwarded"_L1, {{u"status"_s, replied ? done.reply.status : 0}});
    co_return false;
}

QCoro::Task<> ErrorReporter::stop()
{
    close();
    m_stopped = true;
    if (m_http)
        m_http->abortAll();
    return m_tasks.join();
}

} // namespace portier::runtime
