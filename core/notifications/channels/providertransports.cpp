// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/providertransports.h"

#include "core/notifications/channels/httpoutcome.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

/// What smtp says in headers, too (PLT-115, PLT-130).
QJsonObject headersOf(const OutgoingMail &mail)
{
    QJsonObject headers{{u"Message-ID"_s, u'<' + mail.mailId + u'>'},
                        {u"Auto-Submitted"_s, u"auto-generated"_s},
                        {u"X-Auto-Response-Suppress"_s, u"All"_s}};
    if (!mail.threadId.isEmpty())
        headers.insert(u"References"_s, u'<' + mail.threadId + u'>');
    if (!mail.unsubscribeUrl.isEmpty()) {
        headers.insert(u"List-Unsubscribe"_s, u'<' + mail.unsubscribeUrl + u'>');
        headers.insert(u"List-Unsubscribe-Post"_s, u"List-Unsubscribe=One-Click"_s);
    }
    return headers;
}

/// The checks of smtp hold here, too: nothing is sent that could not stand in a mail.
std::optional<DeliveryOutcome> unfit(const OutgoingMail &mail, const MailSender &from)
{
    const auto raw = composeMail(mail, from);
    if (raw)
        return std::nullopt;
    DeliveryOutcome refused;
    refused.outcome = AttemptOutcome::Permanent;
    refused.reason = raw.error().code;
    return refused;
}

HttpRequest requestFor(const ProviderSettings &settings, const QString &path, const QJsonObject &body)
{
    HttpRequest request;
    request.url = settings.baseUrl;
    request.url.setPath(path);
    request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + settings.apiKey.toLatin1()}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.caFile = settings.caFile;
    request.totalTimeout = settings.timeout;
    return request;
}

QString plainMailbox(const MailSender &from)
{
    QString name = from.name;
    name.remove(u'"').remove(u'\\');
    return name.isEmpty() ? from.address : u"\"%1\" <%2>"_s.arg(name, from.address);
}

QJsonObject resendBody(const OutgoingMail &mail, const MailSender &usual)
{
    return {{u"from"_s, plainMailbox(senderOf(mail, usual))},
            {u"to"_s, QJsonArray{mail.toAddress}},
            {u"subject"_s, mail.subject},
            {u"text"_s, mail.text},
            {u"html"_s, mail.html},
            {u"headers"_s, headersOf(mail)}};
}

QJsonObject sendGridBody(const OutgoingMail &mail, const MailSender &usual)
{
    const MailSender from = senderOf(mail, usual);
    QJsonObject to{{u"email"_s, mail.toAddress}};
    if (!mail.toName.isEmpty())
        to.insert(u"name"_s, mail.toName);
    const QJsonObject person{{u"to"_s, QJsonArray{to}}};
    return {{u"personalizations"_s, QJsonArray{person}},
            {u"from"_s, QJsonObject{{u"email"_s, from.address}, {u"name"_s, from.name}}},
            {u"subject"_s, mail.subject},
            // The order matters: text before HTML.
            {u"content"_s, QJsonArray{QJsonObject{{u"type"_s, u"text/plain"_s}, {u"value"_s, mail.text}},
                                      QJsonObject{{u"type"_s, u"text/html"_s}, {u"value"_s, mail.html}}}},
            {u"headers"_s, headersOf(mail)},
            {u"custom_args"_s, QJsonObject{{u"message_id"_s, mail.messageId}}},
            // Links stay ours: no rewriting, no pixel (PLT-125).
            {u"tracking_settings"_s, QJsonObject{{u"click_tracking"_s, QJsonObject{{u"enable"_s, false}}},
                                                 {u"open_tracking"_s, QJsonObject{{u"enable"_s, false}}}}}};
}

/// Resend names used-up quotas in the error; they begin anew with the UTC day or month.
void readResendError(const QJsonObject &json, Instant now, DeliveryOutcome &outcome)
{
    const QString name = json.value("name"_L1).toString();
    if (!name.isEmpty() && name.size() <= 60)
        outcome.reason = name;
    const auto today = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(today);
    const std::chrono::sys_days nextMonth = (date.year() / date.month() / 1) + std::chrono::months(1);
    if (name == "daily_quota_exceeded"_L1)
        outcome.holdUntil = today + std::chrono::days(1);
    else if (name == "monthly_quota_exceeded"_L1)
        outcome.holdUntil = nextMonth;
    if (outcome.holdUntil)
        outcome.outcome = AttemptOutcome::Transient;
    // The same key is still being worked on, or was used for other content.
    if (name == "concurrent_idempotent_requests"_L1)
        outcome.outcome = AttemptOutcome::Transient;
}

} // namespace

ResendTransport::ResendTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock,
                                 ProviderSettings settings)
    : m_pool(std::move(pool)), m_clock(std::move(clock)),
      m_settings(std::make_shared<const ProviderSettings>(std::move(settings)))
{
}

QCoro::Task<DeliveryOutcome> ResendTransport::send(OutgoingMail mail)
{
    const auto settings = m_settings;
    const auto clock = m_clock;
    if (const auto refused = unfit(mail, settings->from))
        co_return *refused;
    HttpRequest request = requestFor(*settings, u"/emails"_s, resendBody(mail, settings->from));
    request.headers.append({"Idempotency-Key", mail.messageId.toLatin1()});
    const HttpReply reply = co_await exchange(m_pool, std::move(request));
    DeliveryOutcome outcome = judgeReply(reply, HttpPeer::Provider, clock->now());
    outcome.provider = u"resend"_s;
    const QJsonObject json = QJsonDocument::fromJson(reply.body).object();
    if (outcome.outcome == AttemptOutcome::Accepted)
        outcome.providerId = json.value("id"_L1).toString();
    else
        readResendError(json, clock->now(), outcome);
    co_return outcome;
}

SendGridTransport::SendGridTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock,
                                     ProviderSettings settings)
    : m_pool(std::move(pool)), m_clock(std::move(clock)),
      m_settings(std::make_shared<const ProviderSettings>(std::move(settings)))
{
}

QCoro::Task<DeliveryOutcome> SendGridTransport::send(OutgoingMail mail)
{
    const auto settings = m_settings;
    const auto clock = m_clock;
    if (const auto refused = unfit(mail, settings->from))
        co_return *refused;
    HttpRequest request = requestFor(*settings, u"/v3/mail/send"_s, sendGridBody(mail, settings->from));
    const HttpReply reply = co_await exchange(m_pool, std::move(request));
    DeliveryOutcome outcome = judgeReply(reply, HttpPeer::Provider, clock->now());
    outcome.provider = u"sendgrid"_s;
    if (outcome.outcome == AttemptOutcome::Accepted)
        outcome.providerId = QString::fromLatin1(reply.headers.value("x-message-id"));
    // Seconds since the epoch at which the rate limit begins anew.
    const qlonglong reset = reply.headers.value("x-ratelimit-reset").toLongLong();
    if (reply.status == 429 && !outcome.retryAfter && reset * 1000 > toMs(clock->now()))
        outcome.retryAfter = fromMs(reset * 1000) - clock->now();
    co_return outcome;
}

} // namespace portier::notifications
