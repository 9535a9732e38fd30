// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/outbox.h"

#include "core/base/uuid.h"
#include "core/notifications/deliverypolicy.h"
#include "core/notifications/eventmessages.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/outboxstore.h"
#include "core/notifications/preferencestore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

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
    const QList<Message> messages = messagesOf(event, eventId, now);
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
