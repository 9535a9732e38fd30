// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/webhooktransport.h"

#include "core/notifications/channels/httpoutcome.h"

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

constexpr auto prefix = "whsec_"_L1;
constexpr qint64 toleranceSeconds = 300;

QByteArray keyOf(const QString &secret)
{
    if (!secret.startsWith(prefix))
        return secret.toUtf8();
    return QByteArray::fromBase64(secret.mid(prefix.size()).toLatin1());
}

QByteArray hmac(const QByteArray &key, const QByteArray &data)
{
    return QMessageAuthenticationCode::hash(data, key, QCryptographicHash::Sha256);
}

/// Takes the same time wherever they differ.
bool equal(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a.at(i) ^ b.at(i);
    return difference == 0;
}

QList<std::pair<QByteArray, QByteArray>> headersOf(const OutgoingMail &mail, const WebhookSettings &settings,
                                                   qint64 timestamp, const QByteArray &body)
{
    const QByteArray id = "msg_" + mail.messageId.toLatin1();
    QList<std::pair<QByteArray, QByteArray>> headers{{"Content-Type", "application/json"},
                                                     {"User-Agent", settings.userAgent},
                                                     {"webhook-id", id},
                                                     {"webhook-timestamp", QByteArray::number(timestamp)}};
    const QStringList secrets = settings.secretsFor ? settings.secretsFor(mail.toAddress) : QStringList();
    if (secrets.isEmpty())
        return headers;
    QByteArrayList signatures;
    for (const QString &secret : secrets)
        signatures.append(webhookSignature(secret, id, timestamp, body));
    headers.append({"webhook-signature", signatures.join(' ')});
    headers.append({"X-Webhook-Signature", "sha256=" + hmac(secrets.constFirst().toUtf8(), body).toHex()});
    return headers;
}

} // namespace

QByteArray webhookSignature(const QString &secret, const QByteArray &id, qint64 timestamp, const QByteArray &body)
{
    const QByteArray content = id + '.' + QByteArray::number(timestamp) + '.' + body;
    return "v1," + hmac(keyOf(secret), content).toBase64();
}

bool verifyWebhook(const QString &secret, const QByteArray &id, const QByteArray &timestamp,
                   const QByteArray &signatures, const QByteArray &body, Instant now)
{
    bool isNumber = false;
    const qint64 seconds = timestamp.toLongLong(&isNumber);
    const qint64 present = toMs(now) / 1000;
    if (keyOf(secret).isEmpty() || id.isEmpty() || !isNumber || std::abs(present - seconds) > toleranceSeconds)
        return false;
    const QByteArray expected = webhookSignature(secret, id, seconds, body);
    const QByteArrayList given = signatures.split(' ');
    return std::any_of(given.begin(), given.end(), [&](const QByteArray &each) { return equal(each, expected); });
}

WebhookTransport::WebhookTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock,
                                   WebhookSettings settings)
    : m_pool(std::move(pool)), m_clock(std::move(clock)),
      m_settings(std::make_shared<const WebhookSettings>(std::move(settings)))
{
}

QCoro::Task<DeliveryOutcome> WebhookTransport::send(OutgoingMail mail)
{
    const auto settings = m_settings;
    const auto clock = m_clock;
    HttpRequest request;
    request.url = QUrl(mail.toAddress);
    request.body = mail.text.toUtf8();
    request.headers = headersOf(mail, *settings, toMs(clock->now()) / 1000, request.body);
    request.guard = settings->guard;
    request.caFile = settings->caFile;
    request.totalTimeout = settings->timeout;
    const HttpReply reply = co_await exchange(m_pool, std::move(request));
    DeliveryOutcome outcome = judgeReply(reply, HttpPeer::Callback, clock->now());
    outcome.provider = u"webhook"_s;
    co_return outcome;
}

} // namespace portier::notifications
