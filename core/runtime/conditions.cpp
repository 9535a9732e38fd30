// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/conditions.h"

#include "core/notifications/channelstore.h"
#include "core/notifications/collectionstore.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/operatorfacts.h"
#include "core/notifications/outboxstore.h"
#include "core/scheduling/jobqueue.h"
#include "core/scheduling/scheduler.h"

#include <QStorageInfo>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace portier::runtime
{

namespace
{

using operations::Findings;

constexpr qint64 leastFree = 1024LL * 1024 * 1024;
constexpr Millis scheduleLag = 5min;
constexpr Millis outboxAge = 15min;
constexpr Millis circuitOpen = 15min;
constexpr int failuresTooMany = 10;

const QString diskLow = u"disk_low"_s;
const QString channelFailing = u"channel_failing"_s;
const QString channelPaused = u"channel_paused"_s;
const QString workerMissing = u"worker_missing"_s;
const QString lagging = u"schedule_lag"_s;
const QString outboxStuck = u"outbox_stuck"_s;
const QString deadLetters = u"dead_letters"_s;
const QString poisonJobs = u"poison_jobs"_s;
const QString scheduleInvalid = u"schedule_invalid"_s;
const QString sourceFailing = u"source_failing"_s;
const QString budgetLow = u"source_budget_low"_s;
const QString budgetSpent = u"source_budget_spent"_s;

QString percent(qint64 part, qint64 whole)
{
    return QString::number(whole > 0 ? 100 * part / whole : 0) + u"\u202f%"_s;
}

bool isOlder(const std::optional<Instant> &moment, Instant since, Instant now, Millis age)
{
    return moment && now - std::max(*moment, since) > age;
}

Result<Findings> deadFindings(storage::Transaction &tx)
{
    Findings found;
    found.judged = {deadLetters, poisonJobs};
    PORTIER_ASSIGN(jobs, scheduling::JobQueue::deadLetters(tx));
    PORTIER_ASSIGN(dead, notifications::OutboxStore(tx).countDead(notifications::criticalNoticeKind));
    qint64 poisoned = 0;
    for (const auto &kind : std::as_const(jobs)) {
        dead += kind.count - kind.poisoned;
        poisoned += kind.poisoned;
    }
    if (dead > 0)
        found.hold({deadLetters, {}}, {{u"count"_s, dead}});
    if (poisoned > 0)
        found.hold({poisonJobs, {}}, {{u"count"_s, poisoned}});
    return found;
}

Result<Findings> pausedFindings(storage::Transaction &tx)
{
    Findings found;
    found.judged.append(channelPaused);
    PORTIER_ASSIGN(paused, notifications::ChannelStore(tx).paused());
    for (const auto &channel : std::as_const(paused))
        found.hold({channelPaused, nameOf(channel.channel)}, {{u"cause"_s, channel.cause}});
    return found;
}

/// What waits for a worker: it says nothing where there is none.
Result<Findings> waitingFindings(storage::Transaction &tx, Instant since, Instant now)
{
    Findings found;
    found.judged = {lagging, outboxStuck};
    PORTIER_ASSIGN(waiting, scheduling::Scheduler::oldestUnstarted(tx, now));
    if (isOlder(waiting, since, now, scheduleLag))
        found.hold({lagging, {}});
    PORTIER_ASSIGN(due, scheduling::JobQueue::oldestDue(tx, notifications::deliveryJobKind, now));
    if (isOlder(due, since, now, outboxAge))
        found.hold({outboxStuck, {}});
    return found;
}

/// Schedules that rest, mails that wait for tomorrow.
Result<Findings> heldFindings(storage::Transaction &tx, Instant now)
{
    Findings found;
    found.judged = {scheduleInvalid, mailCeiling};
    PORTIER_ASSIGN(invalid, scheduling::Scheduler::countInvalid(tx));
    if (invalid > 0)
        found.hold({scheduleInvalid, {}}, {{u"count"_s, invalid}});
    PORTIER_ASSIGN(held, notifications::CollectionStore(tx).countHeldByCeiling(now));
    if (held > 0)
        found.hold({mailCeiling, {}}, {{u"count"_s, held}});
    return found;
}

} // namespace

DiskSpace diskSpace(const QString &directory)
{
    const QStorageInfo storage(directory);
    return {storage.bytesAvailable(), storage.bytesTotal()};
}

bool isLow(const DiskSpace &space)
{
    return space.free < leastFree || space.free < space.total / 10;
}

Findings diskFindings(const DiskSpace &space, const QString &instance)
{
    const operations::Condition condition{diskLow, instance};
    Findings found;
    found.judgedSingly.append(condition);
    if (isLow(space))
        found.hold(condition, {{u"share"_s, percent(space.free, space.total)}});
    return found;
}

Findings channelFindings(const QList<notifications::Dispatcher::Failing> &failing, Instant now)
{
    Findings found;
    found.judged.append(channelFailing);
    for (const auto &channel : failing) {
        const bool isOpen = channel.openSince && now - *channel.openSince > circuitOpen;
        if (isOpen || channel.failures >= failuresTooMany)
            found.hold({channelFailing, nameOf(channel.channel)}, {{u"count"_s, channel.failures}});
    }
    return found;
}

Result<Findings> workFindings(storage::Transaction &tx, Instant since, Instant now, std::optional<Millis> workerSilence)
{
    Findings found;
    found.judged.append(workerMissing);
    PORTIER_ASSIGN(seen, scheduling::JobQueue::runnerSeen(tx));
    if (workerSilence && isOlder(seen.value_or(since), since, now, *workerSilence)) {
        found.hold({workerMissing, {}});
    } else { // who has no worker need not be told what waits for one
        PORTIER_ASSIGN(waiting, waitingFindings(tx, since, now));
        found.add(waiting);
    }
    PORTIER_ASSIGN(dead, deadFindings(tx));
    PORTIER_ASSIGN(paused, pausedFindings(tx));
    PORTIER_ASSIGN(held, heldFindings(tx, now));
    found.add(dead);
    found.add(paused);
    found.add(held);
    return found;
}

Findings sourceFindings(const QList<trips::SourceTrouble> &troubles)
{
    Findings found;
    found.judged = {sourceFailing, budgetLow, budgetSpent};
    for (const trips::SourceTrouble &trouble : troubles) {
        const QJsonObject used{{u"share"_s, percent(trouble.used, trouble.limit)}};
        if (trouble.isFailing)
            found.hold({sourceFailing, trouble.source}, {{u"cause"_s, trouble.cause}});
        if (trouble.isBudgetLow)
            found.hold({budgetLow, trouble.source}, used);
        if (trouble.isBudgetSpent)
            found.hold({budgetSpent, trouble.source}, used);
    }
    return found;
}

} // namespace portier::runtime
