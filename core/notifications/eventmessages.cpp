// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/eventmessages.h"

#include "core/base/uuid.h"

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

} // namespace

QList<Message> messagesOf(const Event &event, const QString &eventId, Instant now)
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

} // namespace portier::notifications
