// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/notifications/outbox.h"

#include <QString>

namespace portier::notifications
{

/// Life of a message (PLT-106). The last four are terminal.
enum class MessageState { Queued, Sending, Waiting, Collected, Sent, Digested, Suppressed, Dead };

/// How one attempt ended (PLT-139).
enum class AttemptOutcome {
    Accepted,  ///< the other side took responsibility (PLT-108)
    Transient, ///< certainly not accepted, worth another try
    Permanent, ///< certainly not accepted, never will be
    Config,    ///< our credentials or our sender were refused; the message is innocent (PLT-111)
    Unknown,   ///< the connection was lost after the last byte (PLT-112)
};

/// What a channel reports about one attempt.
struct DeliveryOutcome {
    AttemptOutcome outcome = AttemptOutcome::Transient;
    QString code;         ///< SMTP or HTTP status, "" when the other side never answered
    QString enhancedCode; ///< RFC 3463, "5.1.1"
    QString providerId;   ///< the provider's name for the message
    QString reason;       ///< stable, without personal data: "rcpt_refused", "connect_failed", ...
    std::optional<Millis> retryAfter;
    QString provider; ///< who was asked: smtp, resend, sendgrid, twilio, webhook
    std::optional<Instant>
        holdUntil;    ///< nothing leaves this way before then: the provider's quota is used up (PLT-116)
    QString suppress; ///< why nothing may go to this address again: bounced | opted_out (PLT-124)
};

/// One message to one person over one channel, as it is stored.
struct Message {
    QString id;
    QString eventId;
    QString person; ///< "account:<id>", or a pseudonym of the address; who messages are ordered and budgeted by
    QString accountId;
    Channel channel = Channel::Mail;
    QString address; ///< masked once the body is erased
    QString recipientName;
    QString language;
    QString zone;
    QString kind;
    MessageClass messageClass = MessageClass::Alert;
    QString list;
    QString subjectKind;
    QString subjectId;
    QString subjectName;
    MessageState state = MessageState::Queued;
    QString reason;
    int attempts = 0; ///< all ever begun
    int failures = 0; ///< counted by the plan since the last (re-)queueing
    int unknowns = 0;
    /// Not before; of a collected one when its digest is due.
    std::optional<Instant> nextAt;
    std::optional<Instant> releasedAt; ///< begin of the last attempt, or the place kept for it in the budget (PLT-133)
    std::optional<Instant> expiresAt;  ///< from then on it says nothing any more (PLT-138)
    QString digestId;                  ///< the message that carried it
    QString mailId;                    ///< Message-ID without angle brackets, constant from the first rendering on
    bool hasBody = false;
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> endedAt;
};

[[nodiscard]] bool isTerminal(MessageState state);

// Names as the database, the API and metrics write them.
[[nodiscard]] QString nameOf(MessageState state);
[[nodiscard]] QString nameOf(AttemptOutcome outcome);
[[nodiscard]] QString nameOf(Channel channel);
[[nodiscard]] QString nameOf(MessageClass messageClass);
[[nodiscard]] std::optional<MessageState> messageStateFrom(const QString &name);
[[nodiscard]] std::optional<AttemptOutcome> attemptOutcomeFrom(const QString &name);
[[nodiscard]] std::optional<Channel> channelFrom(const QString &name);
[[nodiscard]] std::optional<MessageClass> messageClassFrom(const QString &name);

/// Who messages are ordered and budgeted by: "account:<id>", or a pseudonym of the address, which outlives its erasure.
/// Empty for nobody.
[[nodiscard]] QString personKey(const QString &accountId, const QString &address);
/// "a…@example.org": enough for its owner to recognise it (TRP-210). "…42" for a number.
[[nodiscard]] QString maskedAddress(const QString &address);

} // namespace portier::notifications
