// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/notifications/channels/mimemessage.h"
#include "core/notifications/channels/transferpool.h"
#include "core/notifications/channels/transport.h"

namespace portier::notifications
{

enum class SmtpSecurity {
    StartTls, ///< usually port 587; a server that does not offer it gets nothing
    Tls,      ///< from the first byte, usually port 465
    None,     ///< only to this machine, and without signing in
};

struct SmtpSettings {
    QString host;
    quint16 port = 587;
    QString user; ///< empty: no AUTH
    QString password;
    SmtpSecurity security = SmtpSecurity::StartTls;
    MailSender from;
    QString ehloName; ///< fully qualified name of this machine; empty: the sender's domain
    QString caFile;   ///< PEM; empty: the system's authorities
    Millis connectTimeout = std::chrono::seconds(10);
    Millis totalTimeout = std::chrono::seconds(60);
};

/// Every rule the settings break (PLT-115). Pointers name the settings: "/smtp.host", "/notify.from", ...
[[nodiscard]] Result<> checkSmtpSettings(const SmtpSettings &settings);

/// Mail by SMTP through libcurl, one connection and one recipient per mail. `settings` must have passed the check.
class SmtpTransport final : public Transport
{
public:
    SmtpTransport(std::shared_ptr<TransferPool> pool, SmtpSettings settings);
    QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) override;

private:
    std::shared_ptr<TransferPool> m_pool;
    std::shared_ptr<const SmtpSettings> m_settings;
};

} // namespace portier::notifications
