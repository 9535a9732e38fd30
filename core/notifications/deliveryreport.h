// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

namespace portier::notifications
{

/// What a provider says became of a message after it took it (PLT-118, PLT-124).
struct DeliveryReport {
    QString provider;   ///< twilio | resend | sendgrid
    QString providerId; ///< its name for the message
    QString messageId;  ///< ours, where the provider says it
    QString status;     ///< accepted | sent | delayed | delivered | failed | blocked | bounced | complained | opted_out
    bool operator==(const DeliveryReport &) const = default;
};

/// Reports come in any order and more than once: only a status of a higher rank replaces another; 0: unknown.
[[nodiscard]] int rankOf(const QString &status);
/// Why nothing may go to the address again after that status; empty when something may.
[[nodiscard]] QString suppressionAfter(const QString &status);

// What the providers post, with what does not concern us left out. Errors: Invalid "malformed_json".
/// Form of a status callback: MessageSid, MessageStatus, ErrorCode.
[[nodiscard]] QList<DeliveryReport> readTwilioReport(const QMap<QString, QString> &form);
/// One event: {"type": "email.bounced", "data": {"email_id", "bounce": {"type"}}}.
[[nodiscard]] Result<QList<DeliveryReport>> readResendReport(const QByteArray &body);
/// A list of events: [{"event", "sg_message_id", "message_id", "type", "reason"}].
[[nodiscard]] Result<QList<DeliveryReport>> readSendGridReport(const QByteArray &body);

/// X-Twilio-Email-Event-Webhook-Signature: ECDSA P-256 over SHA-256 of timestamp and body, DER in base64, by the key
/// that SendGrid shows as base64 of its SubjectPublicKeyInfo.
[[nodiscard]] bool isSignedBySendGrid(const QString &publicKey, const QByteArray &timestamp,
                                      const QByteArray &signature, const QByteArray &body);

} // namespace portier::notifications
