// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

enum class Channel { Mail, Sms, Desktop, Webhook };
/// Classes of PLT-127's table: they decide opt-out, budget and order.
enum class MessageClass { Duty, Answer, Account, Alert, Periodic, Operator };

/// A person (or bare address) who is told something, as known when the event commits.
struct Recipient {
    QString accountId; ///< empty for people without an account
    QString
        address; ///< of the channel: e-mail address, E.164 number; stored sealed or hashed where it need not be read
    QString name;
    QString language; ///< "de" | "en"; empty: the instance default
    QString zone;     ///< IANA; empty: the zone of the business place in the facts
    QList<Channel> channels = {Channel::Mail};
    /// Set by the caller when a rule of its own silences the channel: the message is recorded suppressed(reason).
    QString suppressReason;
};

/// Something that happened and that people are told about (PLT-105).
struct Event {
    QString key;  ///< unique: the same event again adds nothing
    QString kind; ///< template name, e.g. "trip_price_alert"
    MessageClass messageClass = MessageClass::Alert;
    /// Unsubscribe list: trips | slots | operator. Empty when there is no opt-out; then it is never collected either.
    QString list;
    QString subjectKind; ///< "trip"
    QString subjectId;
    QString subjectName; ///< stored, so that history stays readable
    QJsonObject facts;   ///< everything the templates may say; amounts as {"amount_minor","currency"}, times RFC 3339
    operations::Actor cause;
    std::optional<Instant> expiresAt; ///< shelf life of its own, such as the slot it is about (PLT-138)
    QList<Recipient> recipients;      ///< none: recorded as suppressed(no_recipient)
};

/// Writes event, messages and their delivery jobs in the transaction of the change that caused them. Adding an event
/// whose key exists is not an error and changes nothing. Returns the event id.
[[nodiscard]] Result<QString> addToOutbox(storage::Transaction &tx, const Event &event, Instant now);

} // namespace portier::notifications
