// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/httpexchange.h"
#include "core/notifications/channels/mimemessage.h"
#include "core/notifications/channels/transport.h"

namespace portier::notifications
{

/// How a provider with an HTTP interface is reached.
struct ProviderSettings {
    QUrl baseUrl; ///< without path; tests name a loopback address
    QString apiKey;
    MailSender from;
    QString caFile;
    Millis timeout = std::chrono::seconds(30);
};

/// Mail through Resend (PLT-116). Source of the contract: resend-openapi 1.5.0, POST /emails.
class ResendTransport final : public Transport
{
public:
    ResendTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock, ProviderSettings settings);
    QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) override;
    /// For 24 hours, by Idempotency-Key.
    [[nodiscard]] bool deduplicates() const override { return true; }

private:
    std::shared_ptr<TransferPool> m_pool;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const ProviderSettings> m_settings;
};

/// Mail through SendGrid (PLT-116). Source of the contract: sendgrid-oai tsg_mail_v3, POST /v3/mail/send.
class SendGridTransport final : public Transport
{
public:
    SendGridTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock, ProviderSettings settings);
    QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) override;

private:
    std::shared_ptr<TransferPool> m_pool;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const ProviderSettings> m_settings;
};

} // namespace portier::notifications
