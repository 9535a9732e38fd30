// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/digestwork.h"

#include "core/notifications/balance.h"
#include "core/notifications/collection.h"
#include "core/notifications/digeststeps.h"
#include "core/notifications/preferenceservice.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

using scheduling::JobContext;
using scheduling::JobOutcome;

DigestWork::DigestWork(Dependencies dependencies, NotificationSettings settings)
    : m_deps(std::move(dependencies)), m_settings(std::move(settings))
{
}

void DigestWork::registerWith(scheduling::JobRunner &runner, scheduling::Scheduler &scheduler)
{
    scheduling::JobKind kind;
    kind.name = digestJobKind;
    kind.handler = [this](std::shared_ptr<JobContext> job) { return release(std::move(job)); };
    // Attempts are failures of our own; nothing that is collected may be lost over them.
    kind.maxAttempts = 1'000'000;
    kind.retryCap = std::chrono::minutes(1);
    runner.registerKind(std::move(kind));
    scheduler.registerWork(digestSchedule,
                           [this](scheduling::OccurrenceRun run) { return releaseOccurrence(std::move(run)); });
}

QCoro::Task<JobOutcome> DigestWork::release(std::shared_ptr<JobContext> job)
{
    const QJsonObject payload = job->job().payload;
    const auto channel = channelFrom(payload.value("channel"_L1).toString());
    if (!channel)
        co_return JobOutcome::dead(u"channel_unknown"_s);
    const Inlet inlet{payload.value("person"_L1).toString(), *channel};
    const QString ownPeriod;
    co_return co_await releaseInlet(std::move(job), inlet, ownPeriod, false);
}

QCoro::Task<JobOutcome> DigestWork::releaseOccurrence(scheduling::OccurrenceRun occurrence)
{
    const Inlet inlet{personKey(occurrence.schedule.owner, {}), Channel::Mail};
    const bool isManual = occurrence.occurrence.manual;
    if (isManual) {
        const auto body = [inlet, now = m_deps.clock->now()](storage::Transaction &tx) {
            return CollectionStore(tx).makeDue(inlet, now);
        };
        const auto made = co_await occurrence.job->write(body);
        if (!made)
            co_return JobOutcome::retry(made.error().code);
    }
    // A run by hand does not stand for the day's or week's digest (PLT-092).
    const QString period = isManual ? occurrence.occurrence.id : QString();
    co_return co_await releaseInlet(occurrence.job, inlet, period, true);
}

QCoro::Task<JobOutcome> DigestWork::releaseInlet(std::shared_ptr<JobContext> job, Inlet inlet, QString period,
                                                 bool isOccurrence)
{
    const NotificationSettings settings = m_settings;
    // Wording takes its time, so it happens before the transaction that writes.
    const auto word = [inlet, settings, sealer = m_deps.sealer, now = m_deps.clock->now()](storage::Transaction &tx) {
        return wordEntries(tx, inlet, settings, *sealer, now);
    };
    const auto entries = co_await m_deps.database.read(word);
    if (!entries)
        co_return JobOutcome::retry(entries.error().code);
    const auto write = [job = job->job(), inlet, period, isOccurrence, entries = *entries, settings,
                        now = m_deps.clock->now()](storage::Transaction &tx) -> Result<QList<Message>> {
        PORTIER_ASSIGN(ended, releaseDue(tx, inlet, entries, settings, period, now));
        PORTIER_ASSIGN(due, CollectionStore(tx).nextDue(inlet));
        const bool goesOn = due && !isOccurrence;
        if (due && isOccurrence)
            PORTIER_TRY(planDigest(tx, inlet, *due, now));
        const JobOutcome outcome =
            goesOn ? JobOutcome::postponed(std::max(*due, now), u"digest"_s) : JobOutcome::done();
        PORTIER_TRY(JobContext::finish(tx, job, outcome, now));
        return ended;
    };
    const auto ended = co_await job->write(write);
    if (!ended)
        co_return ended.error().kind == ErrorKind::Cancelled ? JobOutcome::cancelled(ended.error().code)
                                                             : JobOutcome::retry(ended.error().code);
    for (const Message &message : *ended)
        countEnded(m_deps.metrics, message);
    co_return JobOutcome::committed();
}

} // namespace portier::notifications
