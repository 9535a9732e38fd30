// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/outbox.h"

#include "core/base/uuid.h"
#include "core/notifications/deliverypolicy.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/outboxstore.h"
#include "core/notifications/preferencestore.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

Message messageFor(const Event &event, const QString &eventId, const Recipient &recipient, Channel channel, Instant now)
{
    Message message;
    message.id = newUuid(now);
    message.eventId = eventId;
    message.person = personKey(recipient.accountId, recipient.address);
    message.accountId = recipient.accountId;
    message.channel = channel;
    message.address = recipient.address.trimmed();
    message.recipientName = recipient.name;
    message.language = recipient.language;
    message.zone = recipient.zone;
    message.kind = event.kind;
    message.messageClass = event.messageClass;
    message.list = event.list;
    message.subjectKind = event.subjectKind;
    message.subjectId = event.subjectId;
    message.subjectName = event.subjectName;
    message.createdAt = message.updatedAt = now;
    message.expiresAt = event.expiresAt;
    message.reason = recipient.suppressReason;
    if (channel != Channel::Desktop && message.address.isEmpty() && message.reason.isEmpty())
        message.reason = u"no_recipient"_s;
    if (!message.reason.isEmpty()) {
        message.state = MessageState::Suppressed;
        message.endedAt = now;
    }
    return message;
}

/// One message per (person, channel), in the order of the recipients.
QList<Message> messagesFor(const Event &event, const QString &eventId, Instant now)
{
    QList<Message> messages;
    QSet<QString> seen;
    for (const Recipient &recipient : event.recipients) {
        for (const Channel channel : recipient.channels) {
            const QString key = nameOf(channel) + u' ' + personKey(recipient.accountId, recipient.address);
            if (seen.contains(key))
                continue;
            seen.insert(key);
            messages.append(messageFor(event, eventId, recipient, channel, now));
        }
    }
    if (messages.isEmpty())
        messages.append(messageFor(event, eventId, Recipient{}, Channel::Mail, now));
    return messages;
}

/// What the person wants at this moment; judged again when it is sent (PLT-126, PLT-129).
Result<> applyPreferences(storage::Transaction &tx, Message &message, Instant now)
{
    if (message.accountId.isEmpty())
        return {};
    PreferenceStore preferences(tx);
    PORTIER_ASSIGN(profile, preferences.profile(message.accountId));
    if (!profile.language.isEmpty())
        message.language = profile.language;
    if (isTerminal(message.state) || !isOptOutAllowed(message.messageClass))
        return {};
    PORTIER_ASSIGN(enabled, preferences.isEnabled(message.accountId, message.list, message.channel));
    if (enabled)
        return {};
    message.state = MessageState::Suppressed;
    message.reason = u"unsubscribed"_s;
    message.endedAt = now;
    return {};
}

} // namespace

Result<QString> addToOutbox(storage::Transaction &tx, const Event &event, Instant now)
{
    OutboxStore store(tx);
    const QString eventId = newUuid(now);
    const QList<Message> messages = messagesFor(event, eventId, now);
    PORTIER_ASSIGN(isNew, store.insertEvent(eventId, event, int(messages.size()), now));
    if (!isNew)
        return store.eventIdByKey(event.key);
    for (Message message : messages) {
        PORTIER_TRY(applyPreferences(tx, message, now));
        PORTIER_TRY(store.insertMessage(message));
        if (!isTerminal(message.state))
            PORTIER_TRY(enqueueDelivery(tx, message, event.cause.requestId, now));
        PORTIER_TRY(announceMessage(tx, message, operations::ChangeOperation::Created, now));
    }
    return eventId;
}

} // namespace portier::notifications
