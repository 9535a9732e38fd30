// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/logline.h"
#include "core/base/taskscope.h"
#include "core/trips/sources/httpclient.h"

#include <QJsonObject>

#include <optional>

namespace portier::runtime
{

/// Where a Sentry-compatible collector takes envelopes, and the public key it knows us by.
struct Collector {
    QUrl endpoint;
    QByteArray key;

    /// "https://KEY@HOST[/PATH]/PROJECT"; plain http only to loopback. Nothing for another form.
    [[nodiscard]] static std::optional<Collector> parse(const QString &dsn);
};

/// One error line as an envelope with one event (https://develop.sentry.dev/sdk/envelopes/). What it says is what the
/// log says, without addresses, names, tokens and query strings.
[[nodiscard]] QByteArray errorEnvelope(const log::Record &record, const QString &eventId, const QString &version);

/// Forwards unexpected errors to the collector of errors.dsn (PLT-175). What cannot be sent is dropped: the log has it.
/// Lives on the core thread.
class ErrorReporter : public QObject
{
    Q_OBJECT
public:
    /// An empty or malformed address: nothing is forwarded.
    ErrorReporter(std::shared_ptr<Clock> clock, const QString &dsn, QObject *parent = nullptr);
    ~ErrorReporter() override;

    /// From now on error lines are forwarded, whatever thread writes them.
    void start();
    /// Waits for the one on its way; the rest is dropped.
    QCoro::Task<> stop();

    /// After a refusal, until the collector may be asked again.
    [[nodiscard]] bool isSilent() const { return m_silentUntil && m_clock->now() < *m_silentUntil; }

    static constexpr qsizetype mostWaiting = 20;
    static constexpr int mostPerHour = 120; ///< a storm of errors must not become one of requests

private:
    /// What other threads hold on to: the reporter may go while one of them writes a line.
    struct Inlet;
    void take(const log::Record &record);
    void close();
    QCoro::Task<> sendAll();
    QCoro::Task<bool> send(QByteArray envelope);

    std::shared_ptr<Clock> m_clock;
    std::optional<Collector> m_collector;
    std::unique_ptr<trips::HttpClient> m_http;
    std::shared_ptr<Inlet> m_inlet;
    QList<QByteArray> m_waiting;
    QList<Instant> m_taken; ///< within the last hour
    std::optional<Instant> m_silentUntil;
    bool m_sending = false;
    bool m_stopped = false;
    TaskScope m_tasks;
};

} // namespace portier::runtime
