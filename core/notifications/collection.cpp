// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/collection.h"

#include "core/notifications/floodbudget.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/outboxstore.h"
#include "core/scheduling/jobqueue.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

QTimeZone zoneOf(const Message &message, const QString &instanceZone)
{
    return zoneByName(message.zone).value_or(zoneByName(instanceZone).value_or(QTimeZone::utc()));
}

Result<> collect(storage::Transaction &tx, Message &message, const QString &reason, Instant due, Instant now)
{
    message.nextAt = due;
    PORTIER_TRY(applyEvent(tx, message, MessageEvent::Collect, reason, now));
    return reason == digestReason ? Result<>() : planDigest(tx, {message.person, message.channel}, due, now);
}

Result<> planDigest(storage::Transaction &tx, const Inlet &inlet, Instant due, Instant now)
{
    scheduling::NewJob job;
    job.kind = digestJobKind;
    job.uniqueKey = nameOf(inlet.channel) + u'/' + inlet.person;
    job.payload = {{u"person"_s, inlet.person}, {u"channel"_s, nameOf(inlet.channel)}};
    job.runAt = due;
    PORTIER_ASSIGN(id, scheduling::JobQueue::enqueue(tx, job, now));
    PORTIER_ASSIGN(planned, scheduling::JobQueue::find(tx, id));
    // One that runs looks at the inlet once more before it ends.
    if (!planned || planned->runAt <= due || planned->state == scheduling::JobState::Running)
        return {};
    PORTIER_TRY(scheduling::JobQueue::cancel(tx, id, now));
    PORTIER_TRY(scheduling::JobQueue::enqueue(tx, job, now));
    return {};
}

namespace
{

/// Its delivery looks at it at once.
Result<> judgeAnew(storage::Transaction &tx, Message &message, Instant now)
{
    message.nextAt.reset();
    PORTIER_TRY(OutboxStore(tx).updateMessage(message));
    PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, deliveryJobKind, message.id, now));
    return enqueueDelivery(tx, message, {}, now);
}

} // namespace

Result<> replanHeld(storage::Transaction &tx, Instant now)
{
    PORTIER_ASSIGN(held, CollectionStore(tx).heldByCeiling(now));
    for (Message &message : held)
        PORTIER_TRY(judgeAnew(tx, message, now));
    return {};
}

Result<> replanWaiting(storage::Transaction &tx, const QString &accountId, const Profile &profile, const QString &zone,
                       Instant now)
{
    CollectionStore store(tx);
    PORTIER_ASSIGN(waiting, store.waitingOfAccount(accountId));
    for (Message &message : waiting) {
        const Inlet inlet{message.person, message.channel};
        if (message.state == MessageState::Queued) {
            PORTIER_TRY(judgeAnew(tx, message, now));
        } else if (isDeferrable(message.messageClass, message.list)) {
            const auto next = nextDigest(profile, now, zoneByName(zone).value_or(zoneOf(message, zone)));
            if (next && message.channel == Channel::Mail) {
                PORTIER_TRY(store.setDue({message.id}, next->at, digestReason));
            } else {
                PORTIER_TRY(store.setDue({message.id}, now, u"flood"_s));
                PORTIER_TRY(planDigest(tx, inlet, now, now));
            }
        }
    }
    return {};
}

} // namespace portier::notifications
