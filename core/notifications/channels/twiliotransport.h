// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/httpexchange.h"
#include "core/notifications/channels/transport.h"

namespace portier::notifications
{

struct TwilioSettings {
    QUrl baseUrl; ///< without path
    QString accountSid;
    QString authToken;
    QString from;           ///< E.164, or "MG…" of a messaging service
    QString statusCallback; ///< where delivery reports go; empty: none
    QString caFile;
    Millis timeout = std::chrono::seconds(30);
};

/// Text messages through Twilio (PLT-118). Source of the contract: twilio-oai api_v2010, Messages. It does not drop
/// repeated messages, but can be asked whether it has one (PLT-112).
class TwilioTransport final : public Transport
{
public:
    TwilioTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock, TwilioSettings settings);
    QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) override;

private:
    std::shared_ptr<TransferPool> m_pool;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const TwilioSettings> m_settings;
};

/// X-Twilio-Signature: HMAC-SHA1 over the public URL and the sorted parameters, base64.
[[nodiscard]] QByteArray twilioSignature(const QString &authToken, const QString &url,
                                         const QMap<QString, QString> &parameters);

} // namespace portier::notifications
