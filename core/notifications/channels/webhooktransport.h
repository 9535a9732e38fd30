// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/httpexchange.h"
#include "core/notifications/channels/transport.h"

#include <QStringList>

namespace portier::notifications
{

/// "v1,<base64 HMAC-SHA256 of id.timestamp.body>" (Standard Webhooks). The key is the decoded part behind "whsec_", or
/// the secret's own bytes.
[[nodiscard]] QByteArray webhookSignature(const QString &secret, const QByteArray &id, qint64 timestamp,
                                          const QByteArray &body);
/// Whether any of the blank-separated signatures is right and the timestamp lies within five minutes of `now`. `secret`
/// must not be empty.
[[nodiscard]] bool verifyWebhook(const QString &secret, const QByteArray &id, const QByteArray &timestamp,
                                 const QByteArray &signatures, const QByteArray &body, Instant now);

struct WebhookSettings {
    RequestGuard guard;
    /// The secrets of an endpoint, newest first; several sign side by side while one is rotated. None: unsigned.
    std::function<QStringList(const QString &url)> secretsFor;
    QByteArray userAgent = "Portier";
    QString caFile;
    Millis timeout = std::chrono::seconds(30);
};

/// Posts a message's text to the URL that is its address (PLT-119).
class WebhookTransport final : public Transport
{
public:
    WebhookTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock, WebhookSettings settings);
    QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) override;

private:
    std::shared_ptr<TransferPool> m_pool;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const WebhookSettings> m_settings;
};

} // namespace portier::notifications
