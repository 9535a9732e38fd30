// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/lifecycle.h"

#include "core/notifications/deliverypolicy.h"
#include "core/notifications/outboxstore.h"
#include "core/scheduling/jobqueue.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

Result<> applyEvent(storage::Transaction &tx, Message &message, MessageEvent event, const QString &reason, Instant now)
{
    PORTIER_ASSIGN(next, nextState(message.state, event));
    message.state = next;
    message.reason = reason;
    message.updatedAt = now;
    message.endedAt = isTerminal(next) ? std::optional(now) : std::nullopt;
    if (isTerminal(next))
        message.nextAt.reset();
    PORTIER_TRY(OutboxStore(tx).updateMessage(message));
    if (next == MessageState::Sending)
        return {};
    return announceMessage(tx, message, operations::ChangeOperation::Updated, now);
}

Result<> announceMessage(storage::Transaction &tx, const Message &message, operations::ChangeOperation operation,
                         Instant now)
{
    operations::Change change;
    change.kind =
        operation == operations::ChangeOperation::Created ? u"notification.created"_s : u"notification.updated"_s;
    change.objectId = message.id;
    change.operation = operation;
    change.visibility = message.accountId.isEmpty() ? u"role:admin"_s : u"account:"_s + message.accountId;
    change.subjectId = message.subjectId;
    return operations::appendChange(tx, change, now);
}

Result<> enqueueDelivery(storage::Transaction &tx, const Message &message, const QString &requestId, Instant now)
{
    scheduling::NewJob job;
    job.kind = deliveryJobKind;
    job.uniqueKey = message.id;
    job.payload = {{u"message_id"_s, message.id}};
    job.priority = deliveryPriority(message.messageClass);
    job.requestId = requestId;
    if (message.nextAt)
        job.runAt = std::max(*message.nextAt, now);
    PORTIER_ASSIGN(jobId, scheduling::JobQueue::enqueue(tx, job, now));
    return OutboxStore(tx).setJob(message.id, jobId);
}

Result<> requeueMessage(storage::Transaction &tx, Message &message, Instant now, std::optional<Instant> due)
{
    message.failures = message.unknowns = 0;
    message.nextAt = due;
    PORTIER_TRY(applyEvent(tx, message, MessageEvent::Requeue, {}, now));
    return enqueueDelivery(tx, message, {}, now);
}

} // namespace portier::notifications
