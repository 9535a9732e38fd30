// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/smtpdialogue.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

QString stageName(SmtpStage stage)
{
    switch (stage) {
    case SmtpStage::Connect:
        return u"connect"_s;
    case SmtpStage::Greeting:
        return u"greeting"_s;
    case SmtpStage::Hello:
        return u"hello"_s;
    case SmtpStage::Tls:
        return u"tls"_s;
    case SmtpStage::Auth:
        return u"auth"_s;
    case SmtpStage::Sender:
        return u"sender"_s;
    case SmtpStage::Recipient:
        return u"recipient"_s;
    case SmtpStage::Data:
    case SmtpStage::Body:
    case SmtpStage::AfterBody:
        return u"data"_s;
    }
    return {};
}

/// Whether a 5xx speaks about us rather than about this mail or its recipient.
bool refusesUs(SmtpStage stage, int code)
{
    constexpr int tooLarge = 552; // reply to SIZE in MAIL FROM
    if (code == 530 || code == 534 || code == 535 || code == 538)
        return true;
    return stage <= SmtpStage::Auth || (stage == SmtpStage::Sender && code != tooLarge);
}

AttemptOutcome outcomeOf(SmtpFailure failure)
{
    switch (failure) {
    case SmtpFailure::Certificate:
    case SmtpFailure::TlsMissing:
    case SmtpFailure::AuthMissing:
        return AttemptOutcome::Config;
    default:
        return AttemptOutcome::Transient;
    }
}

QString reasonOf(SmtpFailure failure, SmtpStage stage)
{
    switch (failure) {
    case SmtpFailure::Resolve:
        return u"host_unknown"_s;
    case SmtpFailure::Connect:
        return u"connect_failed"_s;
    case SmtpFailure::Certificate:
        return u"tls_certificate"_s;
    case SmtpFailure::TlsMissing:
        return u"tls_missing"_s;
    case SmtpFailure::TlsBroken:
        return u"tls_failed"_s;
    case SmtpFailure::AuthMissing:
        return u"auth_refused"_s;
    case SmtpFailure::Timeout:
        return stageName(stage) + "_timeout"_L1;
    case SmtpFailure::Lost:
    case SmtpFailure::None:
        return stageName(stage) + "_lost"_L1;
    }
    return {};
}

/// RFC 3463, 3886 and 7505: there is no such mailbox, domain or mail service. A bare 550 says too little.
bool isHardBounce(const QString &enhancedCode)
{
    static const QStringList codes{u"5.1.1"_s, u"5.1.2"_s, u"5.1.3"_s, u"5.1.10"_s, u"5.2.1"_s};
    return codes.contains(enhancedCode);
}

} // namespace

void SmtpDialogue::connected()
{
    if (m_stage == SmtpStage::Connect)
        m_stage = SmtpStage::Greeting;
}

void SmtpDialogue::sent(const QByteArray &line)
{
    static const QList<std::pair<QByteArray, SmtpStage>> commands{
        {"EHLO", SmtpStage::Hello}, {"HELO", SmtpStage::Hello},   {"STARTTLS", SmtpStage::Tls},
        {"AUTH", SmtpStage::Auth},  {"MAIL ", SmtpStage::Sender}, {"RCPT ", SmtpStage::Recipient},
        {"DATA", SmtpStage::Data},
    };
    m_over = m_over || line.startsWith("QUIT");
    for (const auto &[command, stage] : commands) {
        // Lines of an AUTH exchange are base64 and could look like a command, but never like "MAIL ".
        const bool continued = m_stage == SmtpStage::Auth && stage != SmtpStage::Sender;
        if (line.startsWith(command) && !continued && m_stage < SmtpStage::Body) {
            m_stage = stage;
            m_code = 0;
            m_enhanced.clear();
            return;
        }
    }
}

void SmtpDialogue::received(const QByteArray &line)
{
    static const QRegularExpression reply(u"^([2-5]\\d\\d)(?: ([245]\\.\\d{1,3}\\.\\d{1,3})\\b)?( |$)?"_s);
    connected();
    const auto match = reply.match(QString::fromLatin1(line.trimmed()));
    const bool more = line.size() > 3 && line.at(3) == '-';
    if (!match.hasMatch() || more || m_over)
        return;
    m_code = match.capturedView(1).toInt();
    m_enhanced = match.captured(2);
    if (m_stage == SmtpStage::Data && m_code == 354)
        m_stage = SmtpStage::Body;
}

void SmtpDialogue::bodyHandedOver()
{
    if (m_stage != SmtpStage::Body)
        return;
    m_stage = SmtpStage::AfterBody;
    m_code = 0;
    m_enhanced.clear();
}

DeliveryOutcome SmtpDialogue::judge(SmtpFailure failure) const
{
    DeliveryOutcome result;
    if (m_code > 0)
        result.code = QString::number(m_code);
    result.enhancedCode = m_enhanced;
    if (m_code >= 400) {
        result.reason = stageName(m_stage) + "_refused"_L1;
        if (m_code >= 500)
            result.outcome = refusesUs(m_stage, m_code) ? AttemptOutcome::Config : AttemptOutcome::Permanent;
        if (result.outcome == AttemptOutcome::Permanent && m_stage == SmtpStage::Recipient && isHardBounce(m_enhanced))
            result.suppress = u"bounced"_s;
        return result;
    }
    if (m_stage == SmtpStage::AfterBody) {
        const bool accepted = m_code >= 200 && m_code < 300;
        result.outcome = accepted ? AttemptOutcome::Accepted : AttemptOutcome::Unknown;
        result.reason = accepted ? QString() : reasonOf(failure, m_stage);
        return result;
    }
    result.code.clear(); // the last reply was a good one and explains nothing
    result.enhancedCode.clear();
    result.outcome = outcomeOf(failure);
    result.reason = reasonOf(failure, m_stage);
    return result;
}

} // namespace portier::notifications
