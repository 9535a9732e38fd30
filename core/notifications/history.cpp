// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/history.h"

#include "core/notifications/historystore.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/outboxstore.h"
#include "core/operations/audit.h"
#include "core/scheduling/jobqueue.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

Result<Message> existing(storage::Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(message, OutboxStore(tx).findMessage(id));
    if (!message)
        return fail(Error::notFound());
    return *message;
}

Result<> audit(storage::Transaction &tx, const QString &action, const Message &before, const QString &newState,
               const operations::Actor &actor, Instant now)
{
    operations::AuditEntry entry;
    entry.actor = actor;
    entry.action = action;
    entry.objectKind = u"notification"_s;
    entry.objectId = before.id;
    entry.changes = {{u"state"_s, QJsonArray{nameOf(before.state), newState}}};
    return operations::appendAudit(tx, entry, now);
}

} // namespace

Result<QList<HistoryItem>> listMessages(storage::Transaction &tx, const HistoryFilter &filter,
                                        const std::optional<HistoryCursor> &after, int limit)
{
    return HistoryStore(tx).list(filter, after, limit);
}

Result<HistoryItem> findMessage(storage::Transaction &tx, const QString &id, const QString &accountId)
{
    PORTIER_ASSIGN(item, HistoryStore(tx).find(id));
    if (!item || (!accountId.isEmpty() && item->message.accountId != accountId))
        return fail(Error::notFound());
    return *item;
}

Result<QList<AttemptRow>> listAttempts(storage::Transaction &tx, const QString &messageId)
{
    return HistoryStore(tx).attempts(messageId);
}

Result<MessageBody> readBody(storage::Transaction &tx, const QString &messageId, const operations::Sealer &sealer)
{
    PORTIER_ASSIGN(sealed, OutboxStore(tx).loadBody(messageId));
    if (!sealed)
        return fail(Error::notFound());
    return openBody(*sealed, messageId, sealer);
}

Result<> requeue(storage::Transaction &tx, const QString &id, const operations::Actor &actor, Instant now)
{
    PORTIER_ASSIGN(message, existing(tx, id));
    PORTIER_TRY(nextState(message.state, MessageEvent::Requeue));
    if (message.state == MessageState::Suppressed && message.reason != "restored"_L1)
        return fail(Error::conflict(u"message_state"_s, u"a rule keeps this message from being sent"_s,
                                    {{u"state"_s, nameOf(message.state)}, {u"reason"_s, message.reason}}));
    if (message.attempts > 0 && !message.hasBody) // body and address went together (PLT-107)
        return fail(Error::conflict(u"message_erased"_s, u"what was written, and to whom, is not kept any more"_s));
    PORTIER_TRY(audit(tx, u"notification.requeued"_s, message, nameOf(MessageState::Queued), actor, now));
    PORTIER_TRY(HistoryStore(tx).setDiscarded(id, std::nullopt));
    return requeueMessage(tx, message, now, now);
}

Result<> discard(storage::Transaction &tx, const QString &id, const operations::Actor &actor, Instant now)
{
    PORTIER_ASSIGN(message, existing(tx, id));
    if (message.state == MessageState::Dead) {
        PORTIER_TRY(audit(tx, u"notification.discarded"_s, message, nameOf(message.state), actor, now));
        PORTIER_TRY(HistoryStore(tx).setDiscarded(id, now));
        return announceMessage(tx, message, operations::ChangeOperation::Updated, now);
    }
    PORTIER_TRY(nextState(message.state, MessageEvent::Suppress));
    PORTIER_TRY(audit(tx, u"notification.discarded"_s, message, nameOf(MessageState::Suppressed), actor, now));
    PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, deliveryJobKind, id, now));
    return applyEvent(tx, message, MessageEvent::Suppress, u"discarded"_s, now);
}

Result<int> applyRetention(storage::Transaction &tx, Instant bodiesBefore, Instant historyBefore, int limit)
{
    HistoryStore store(tx);
    PORTIER_ASSIGN(ended, store.endedWithBody(bodiesBefore, limit));
    for (const Message &message : std::as_const(ended))
        PORTIER_TRY(store.eraseBody(message.id, maskedAddress(message.address)));
    PORTIER_ASSIGN(removed, store.removeEventsBefore(historyBefore, limit));
    return int(ended.size()) + removed;
}

} // namespace portier::notifications
