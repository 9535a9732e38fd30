// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliverysteps.h"

#include "core/notifications/collection.h"
#include "core/notifications/collectionstore.h"
#include "core/notifications/deliveryreport.h"
#include "core/notifications/floodbudget.h"
#include "core/notifications/lifecycle.h"
#include "core/notifications/preferencestore.h"
#include "core/notifications/suppressionstore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using scheduling::Job;
using scheduling::JobContext;
using scheduling::JobOutcome;

Result<> enqueueProbe(storage::Transaction &tx, Channel channel, Instant at, Instant now)
{
    scheduling::NewJob job;
    job.kind = probeJobKind;
    job.uniqueKey = nameOf(channel);
    job.payload = {{u"channel"_s, nameOf(channel)}};
    job.runAt = at;
    PORTIER_TRY(scheduling::JobQueue::enqueue(tx, job, now));
    return {};
}

/// What the second way refuses says nothing about the first, nor about the message.
DeliveryOutcome withoutBlame(DeliveryOutcome outcome)
{
    if (outcome.outcome == AttemptOutcome::Config)
        outcome.outcome = AttemptOutcome::Transient;
    outcome.holdUntil.reset();
    return outcome;
}

/// An attempt that the process did not live to record: nobody knows how it ended (PLT-103, PLT-112).
Result<> closeInterrupted(storage::Transaction &tx, Message &message, Instant now)
{
    DeliveryOutcome outcome;
    outcome.outcome = AttemptOutcome::Unknown;
    outcome.reason = u"interrupted"_s;
    PORTIER_TRY(OutboxStore(tx).endAttempt(message.id, outcome, now));
    return applyEvent(tx, message, MessageEvent::Interrupt, outcome.reason, now);
}

/// The rules of the person: quiet hours and digests.
Result<> lookAtWishes(storage::Transaction &tx, const Message &message, const BeginInput &input, Instant now,
                      BeforeAttempt &facts)
{
    PreferenceStore preferences(tx);
    PORTIER_ASSIGN(enabled, preferences.isEnabled(message.accountId, message.list, message.channel));
    PORTIER_ASSIGN(stored, preferences.profile(message.accountId));
    const Profile profile = inForce(stored, *input.schedules);
    const QTimeZone zone = zoneOf(message, input.zone);
    facts.optedOut = !enabled;
    facts.quietUntil = quietUntil(profile, now, zone);
    // Digests are mails: the other channels stay immediate (TRP-203).
    if (const auto digest = nextDigest(profile, now, zone); digest && message.channel == Channel::Mail)
        facts.digestAt = digest->at;
    return {};
}

/// The rules that count messages (PLT-133, PLT-136, PLT-137). Takes turns with everybody who counts the same.
Result<> lookAtBudget(storage::Transaction &tx, const Message &message, const FloodLimits &limits, Instant now,
                      BeforeAttempt &facts)
{
    CollectionStore store(tx);
    const Inlet inlet{message.person, message.channel};
    PORTIER_TRY(store.lock(inlet));
    if (isDeferrable(message.messageClass, message.list)) {
        PORTIER_ASSIGN(releases, store.releases(inlet, now - budgetWindow, message.id));
        // A new one does not pass those that keep a place; one that has its own only asks who left.
        if (message.releasedAt)
            releases.removeIf([now](Instant place) { return place > now; });
        PORTIER_ASSIGN(collecting, store.isCollecting(inlet, message.list));
        facts.budgetFreeAt = budgetFreeAt(releases, limits.perHour(message.channel), now);
        facts.isCollecting = collecting;
    } else if (isForemost(message.messageClass)) {
        PORTIER_ASSIGN(recent, store.foremostSince(inlet, now - budgetWindow));
        PORTIER_ASSIGN(collecting, store.isCollecting(inlet, {}));
        facts.isBurst = collecting || recent >= limits.foremostPerHour;
    }
    const bool isCritical = !isForemost(message.messageClass) && message.list.isEmpty();
    if (message.channel != Channel::Mail || limits.dailyCeiling == 0 || isCritical)
        return {};
    PORTIER_TRY(tx.serialise(u"mail_ceiling"_s));
    const auto today = std::chrono::floor<std::chrono::days>(now);
    PORTIER_ASSIGN(sent, store.mailsSince(today, message.id));
    if (sent >= limits.dailyCeiling)
        facts.ceilingUntil = today + std::chrono::days(1);
    return {};
}

Result<BeforeAttempt> lookAt(storage::Transaction &tx, const Message &message, const BeginInput &input, Instant now)
{
    ChannelStore channels(tx);
    PORTIER_ASSIGN(channel, channels.load(message.channel));
    PORTIER_ASSIGN(overtakes, OutboxStore(tx).wouldOvertake(message, now));
    BeforeAttempt facts;
    PORTIER_TRY(lookAtWishes(tx, message, input, now, facts));
    PORTIER_TRY(lookAtBudget(tx, message, input.limits, now, facts));
    PORTIER_ASSIGN(suppression, SuppressionStore(tx).reasonFor(message.channel, message.address));
    facts.suppression = suppression;
    facts.state = message.state;
    facts.messageClass = message.messageClass;
    facts.channel = message.channel;
    facts.address = message.address;
    facts.attempts = message.attempts;
    facts.failures = message.failures;
    facts.holdsPlace = message.attempts == 0 && message.releasedAt;
    // What was collected ages from the moment it was let go.
    facts.createdAt = facts.holdsPlace ? std::max(message.createdAt, *message.releasedAt) : message.createdAt;
    facts.nextAt = message.nextAt;
    facts.list = message.list;
    facts.expiresAt = message.expiresAt;
    facts.channelConfigured = input.channelConfigured;
    facts.isProbe = channel.probeMessageId == message.id;
    // Never the second way after the first may have delivered it (PLT-117).
    PORTIER_ASSIGN(unsure, OutboxStore(tx).mayHaveArrived(message.id));
    facts.mayHaveArrived = unsure;
    const bool mayPass = input.hasFallback && !unsure && !facts.isProbe;
    facts.viaFallback = mayPass && (channel.pausedAt || input.isCircuitOpen);
    facts.channelPaused = channel.pausedAt && !facts.viaFallback;
    facts.overtakes = overtakes;
    facts.suppressedDomains = input.suppressedDomains;
    return facts;
}

Result<> startAttempt(storage::Transaction &tx, Message &message, const BeginInput &input, Instant now)
{
    OutboxStore store(tx);
    if (!message.hasBody)
        PORTIER_TRY(store.saveBody(message.id, input.sealedBody));
    if (message.mailId.isEmpty())
        message.mailId = message.id + u'@' + input.mailDomain;
    ++message.attempts;
    message.releasedAt = now;
    message.nextAt.reset();
    PORTIER_TRY(applyEvent(tx, message, MessageEvent::Begin, {}, now));
    return store.beginAttempt(message, now);
}

/// Does what the policy says; gives how the job ends, or nothing when an attempt takes place.
Result<std::optional<JobOutcome>> makeMove(storage::Transaction &tx, Message &message, const Move &move,
                                           const BeginInput &input, Instant now)
{
    switch (move.move) {
    case NextMove::Nothing:
    case NextMove::Park:
        return JobOutcome::done();
    case NextMove::Wait:
        if (move.reason.isEmpty())
            return JobOutcome::postponed(*move.at, u"not_yet"_s);
        // Written down, so that messages behind it know that it does not leave soon.
        message.nextAt = move.at;
        message.reason = move.reason;
        PORTIER_TRY(OutboxStore(tx).updateMessage(message));
        return JobOutcome::postponed(*move.at, move.reason);
    case NextMove::Collect:
        PORTIER_TRY(collect(tx, message, move.reason, *move.at, now));
        return JobOutcome::done();
    case NextMove::HandOver:
        message.nextAt = handOver(now, input.jitter);
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::HandOver, message.reason, now));
        return JobOutcome::postponed(*message.nextAt, u"slow_lane"_s);
    case NextMove::Suppress:
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::Suppress, move.reason, now));
        if (!suppressionAfter(move.reason).isEmpty())
            PORTIER_TRY(raiseDutyAlarm(tx, message, move.reason, input.findAdmins, now));
        return JobOutcome::done();
    case NextMove::SendDry:
    case NextMove::Publish:
    case NextMove::Send:
        break;
    }
    if (input.renderFailed) {
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::GiveUp, u"render_failed"_s, now));
        return JobOutcome::done();
    }
    if (move.move == NextMove::SendDry) {
        if (!message.hasBody)
            PORTIER_TRY(OutboxStore(tx).saveBody(message.id, input.sealedBody));
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::Suppress, u"dry_run"_s, now));
        return JobOutcome::done();
    }
    PORTIER_TRY(startAttempt(tx, message, input, now));
    if (move.move == NextMove::Publish) {
        message.nextAt = now + desktopPatience;
        PORTIER_TRY(applyEvent(tx, message, MessageEvent::RetryLater, u"unseen"_s, now));
        return JobOutcome::postponed(*message.nextAt, u"unseen"_s);
    }
    return std::nullopt;
}

} // namespace

Result<std::optional<LoadedMessage>> loadMessage(storage::Transaction &tx, const QString &messageId)
{
    OutboxStore store(tx);
    PORTIER_ASSIGN(message, store.findMessage(messageId));
    if (!message)
        return std::nullopt;
    PORTIER_ASSIGN(event, store.event(message->eventId));
    PORTIER_ASSIGN(body, store.loadBody(messageId));
    return LoadedMessage{*message, event, body};
}

Result<Begun> beginAttempt(storage::Transaction &tx, const Job &job, const BeginInput &input, Instant now)
{
    PORTIER_ASSIGN(message, OutboxStore(tx).findMessage(input.messageId));
    if (!message) {
        PORTIER_TRY(JobContext::finish(tx, job, JobOutcome::done(), now));
        return Begun{};
    }
    const bool interrupted = message->state == MessageState::Sending;
    if (interrupted)
        PORTIER_TRY(closeInterrupted(tx, *message, now));
    PORTIER_ASSIGN(facts, lookAt(tx, *message, input, now));
    facts.interrupted = interrupted;
    PORTIER_ASSIGN(end, makeMove(tx, *message, nextMove(facts, now), input, now));
    if (!end)
        return Begun{message, facts.viaFallback, facts.mayHaveArrived, {}};
    PORTIER_TRY(JobContext::finish(tx, job, *end, now));
    const bool endedHere = isTerminal(message->state) && message->endedAt == now;
    return Begun{{}, false, false, endedHere ? message : std::nullopt};
}

Result<Completed> completeAttempt(storage::Transaction &tx, const Job &job, const QString &messageId,
                                  const AttemptEnd &end, Instant now, double jitter)
{
    const DeliveryOutcome outcome = end.viaFallback ? withoutBlame(end.outcome) : end.outcome;
    OutboxStore store(tx);
    PORTIER_ASSIGN(found, store.findMessage(messageId));
    if (!found)
        return fail(Error::notFound(u"notification_message"_s));
    Completed done{*found};
    Message &message = done.message;
    ChannelStore channels(tx);
    PORTIER_ASSIGN(channel, channels.load(message.channel));
    const bool isProbe = channel.probeMessageId == messageId;

    DeliveryProgress progress;
    progress.failures = message.failures;
    progress.unknowns = message.unknowns;
    progress.deduplicates = end.deduplicates;
    progress.channelPaused = channel.pausedAt && (isProbe || outcome.outcome == AttemptOutcome::Config);
    const DeliveryStep step = afterAttempt(progress, outcome, now, jitter);
    message.failures = step.failures;
    message.unknowns = step.unknowns;
    message.nextAt = step.at;
    PORTIER_TRY(store.endAttempt(messageId, outcome, now));
    if (!outcome.suppress.isEmpty()) {
        PORTIER_TRY(SuppressionStore(tx).add(
            message.address, {{}, message.channel, {}, outcome.suppress, outcome.provider, message.id, now}));
        PORTIER_TRY(raiseDutyAlarm(tx, message, outcome.suppress, end.findAdmins, now));
    }
    PORTIER_TRY(applyEvent(tx, message, step.event, step.reason.isEmpty() ? outcome.reason : step.reason, now));
    PORTIER_TRY(JobContext::finish(
        tx, job, step.at ? JobOutcome::postponed(*step.at, outcome.reason) : JobOutcome::done(), now));

    if (step.pauseChannel) {
        channel.pausedAt = now;
        channel.cause = outcome.reason;
        PORTIER_TRY(channels.save(message.channel, channel));
        PORTIER_TRY(enqueueProbe(tx, message.channel, outcome.holdUntil.value_or(now + probeInterval), now));
        done.paused = true;
    } else if (isProbe) {
        channel.probeMessageId.clear();
        PORTIER_TRY(channels.save(message.channel, channel));
        done.resumed = step.channelWorks;
        if (done.resumed)
            PORTIER_TRY(resumeChannel(tx, message.channel, now));
    }
    // The other way is open: nothing that the first refused, and certainly did not take before, has to wait.
    PORTIER_ASSIGN(unsure, store.mayHaveArrived(messageId));
    const bool mayGoOn = end.hasFallback && !end.viaFallback && !done.resumed && !unsure;
    if (mayGoOn && message.state == MessageState::Dead && step.reason == "config"_L1)
        PORTIER_TRY(requeueMessage(tx, message, now));
    else if (mayGoOn && message.state == MessageState::Queued && !message.nextAt)
        PORTIER_TRY(enqueueDelivery(tx, message, {}, now));
    return done;
}

Result<> resumeChannel(storage::Transaction &tx, Channel channel, Instant now)
{
    ChannelStore channels(tx);
    PORTIER_ASSIGN(state, channels.load(channel));
    state.pausedAt.reset();
    state.cause.clear();
    state.probeMessageId.clear();
    PORTIER_TRY(channels.save(channel, state));
    PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, probeJobKind, nameOf(channel), now));
    OutboxStore store(tx);
    PORTIER_ASSIGN(dead, store.deadOfConfig(channel));
    for (Message &message : dead)
        PORTIER_TRY(requeueMessage(tx, message, now));
    PORTIER_ASSIGN(open, store.openMessages(channel));
    for (const Message &message : std::as_const(open))
        PORTIER_TRY(enqueueDelivery(tx, message, {}, now));
    return {};
}

Result<bool> probeChannel(storage::Transaction &tx, Channel channel, Instant now)
{
    ChannelStore channels(tx);
    PORTIER_ASSIGN(state, channels.load(channel));
    if (!state.pausedAt)
        return false;
    OutboxStore store(tx);
    PORTIER_ASSIGN(open, store.openMessages(channel));
    PORTIER_ASSIGN(dead, store.deadOfConfig(channel));
    open.removeIf([](const Message &message) { return message.state == MessageState::Sending; });
    if (open.isEmpty() && dead.isEmpty()) {
        // Nothing is waiting for it, so the next message finds out.
        PORTIER_TRY(resumeChannel(tx, channel, now));
        return false;
    }
    const QList<Message> candidates = open + dead;
    // What would end as outdated proves nothing.
    const auto useful = std::find_if(candidates.begin(), candidates.end(), [now](const Message &message) {
        return !isOutdated(message.messageClass, message.createdAt, message.expiresAt, now);
    });
    Message probe = useful == candidates.end() ? candidates.front() : *useful;
    state.probeMessageId = probe.id;
    PORTIER_TRY(channels.save(channel, state));
    if (probe.state == MessageState::Dead) {
        PORTIER_TRY(requeueMessage(tx, probe, now));
    } else {
        // Its own job, if it has one, may be due much later.
        PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, deliveryJobKind, probe.id, now));
        probe.nextAt.reset();
        PORTIER_TRY(enqueueDelivery(tx, probe, {}, now));
    }
    return true;
}

Result<int> repairDeliveries(storage::Transaction &tx, Instant now)
{
    OutboxStore store(tx);
    PORTIER_ASSIGN(open, store.openMessages());
    int repaired = 0;
    for (Message &message : open) {
        PORTIER_ASSIGN(channel, ChannelStore(tx).load(message.channel));
        PORTIER_ASSIGN(jobId, store.jobOf(message.id));
        PORTIER_ASSIGN(job, scheduling::JobQueue::find(tx, jobId));
        const bool unfinished =
            job && (job->state == scheduling::JobState::Queued || job->state == scheduling::JobState::Running ||
                    job->state == scheduling::JobState::FailedRetry);
        if (unfinished || (channel.pausedAt && message.state != MessageState::Sending))
            continue;
        if (job && job->state == scheduling::JobState::Dead) {
            if (message.state == MessageState::Sending)
                PORTIER_TRY(closeInterrupted(tx, message, now));
            PORTIER_TRY(applyEvent(tx, message, MessageEvent::GiveUp, u"job_dead"_s, now));
        } else {
            PORTIER_TRY(enqueueDelivery(tx, message, {}, now));
        }
        ++repaired;
    }
    return repaired;
}

} // namespace portier::notifications
