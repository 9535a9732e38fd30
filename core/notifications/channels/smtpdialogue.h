// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"

namespace portier::notifications
{

/// How far an SMTP dialogue got.
enum class SmtpStage { Connect, Greeting, Hello, Tls, Auth, Sender, Recipient, Data, Body, AfterBody };

/// Why a dialogue ended without the reply it waited for.
enum class SmtpFailure {
    None,
    Resolve,     ///< no address for the host
    Connect,     ///< refused, or no answer in time
    Certificate, ///< not signed by a known authority, or for another host
    TlsMissing,  ///< the server offers no STARTTLS
    TlsBroken,   ///< the handshake failed otherwise
    AuthMissing, ///< no mechanism in common, or refused without a code
    Timeout,
    Lost,
};

/// Follows the lines of one dialogue and judges how it ended (PLT-108, PLT-110 to PLT-112). Pure.
class SmtpDialogue
{
public:
    void connected();                      ///< the socket stands
    void sent(const QByteArray &line);     ///< a command; data of AUTH may pass through here and is not kept
    void received(const QByteArray &line); ///< a reply line
    void bodyHandedOver();                 ///< the client library has the last byte of the mail

    /// QUIT was said: what follows changes nothing.
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] DeliveryOutcome judge(SmtpFailure failure) const;

private:
    SmtpStage m_stage = SmtpStage::Connect;
    int m_code = 0; ///< last complete reply in this stage
    QString m_enhanced;
    bool m_over = false;
};

} // namespace portier::notifications
