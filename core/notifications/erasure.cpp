// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/erasure.h"

#include "core/notifications/erasurestore.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/outboxstore.h"
#include "core/notifications/preferenceservice.h"
#include "core/notifications/preferencestore.h"
#include "core/scheduling/scheduler.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

/// A message on the wire cannot be taken back: it goes on, and ends for lack of an address if it has to be repeated.
Result<int> endAll(storage::Transaction &tx, QList<Message> messages, const QString &reason, Instant now)
{
    int ended = 0;
    for (Message &message : messages) {
        if (message.state == MessageState::Sending)
            continue;
        PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, deliveryJobKind, message.id, now));
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::Suppress, reason, now));
        ++ended;
    }
    return ended;
}

} // namespace

Result<> erase(storage::Transaction &tx, const ErasedPerson &person, Instant now)
{
    ErasureStore store(tx);
    QStringList persons;
    for (const QString &key : {personKey(person.accountId, {}), personKey({}, person.address)}) {
        if (!key.isEmpty())
            persons.append(key);
    }
    for (const QString &key : std::as_const(persons)) {
        PORTIER_ASSIGN(open, store.openOfPerson(key));
        PORTIER_TRY(endAll(tx, open, u"erased"_s, now));
        PORTIER_TRY(store.blankPerson(key));
    }
    if (person.accountId.isEmpty())
        return {};
    for (const QLatin1String schedule : {summarySchedule, digestSchedule})
        PORTIER_TRY(scheduling::Scheduler::remove(tx, schedule, person.accountId, now));
    return PreferenceStore(tx).erase(person.accountId);
}

Result<> forgetSubject(storage::Transaction &tx, const QString &subjectKind, const QString &subjectId,
                       const QString &reason, Instant now)
{
    ErasureStore store(tx);
    PORTIER_ASSIGN(open, store.openOfSubject(subjectKind, subjectId, {}));
    PORTIER_TRY(endAll(tx, open, reason, now));
    return store.blankSubject(subjectKind, subjectId);
}

Result<> overtake(storage::Transaction &tx, const QString &subjectKind, const QString &subjectId, const QString &kind,
                  Instant now)
{
    PORTIER_ASSIGN(open, ErasureStore(tx).openOfSubject(subjectKind, subjectId, kind));
    PORTIER_TRY(endAll(tx, open, u"outdated"_s, now));
    return {};
}

Result<int> suppressRestored(storage::Transaction &tx, Instant now)
{
    PORTIER_ASSIGN(open, ErasureStore(tx).openBefore(now));
    for (Message &message : open) {
        // What the copy shows as being sent has been interrupted by the restore.
        if (message.state != MessageState::Sending)
            continue;
        DeliveryOutcome outcome;
        outcome.outcome = AttemptOutcome::Unknown;
        outcome.reason = u"interrupted"_s;
        PORTIER_TRY(OutboxStore(tx).endAttempt(message.id, outcome, now));
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::Interrupt, outcome.reason, now));
    }
    return endAll(tx, open, u"restored"_s, now);
}

} // namespace portier::notifications
