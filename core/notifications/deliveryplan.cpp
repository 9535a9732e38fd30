// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliveryplan.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portier::notifications
{

namespace
{

constexpr std::array<Millis, 2> fastWaits{2s, 4s};
constexpr Millis handOverWait = 8s;
constexpr std::array<Millis, 5> slowWaits{5min, 30min, 2h, 8h, 24h};
constexpr int fastAttempts = int(fastWaits.size()) + 1;
constexpr Millis longestRetryAfter = 24h;

Millis slowWait(size_t index, double jitter)
{
    const auto base = double(slowWaits.at(index).count());
    return Millis(qint64(base * (1 + 0.1 * std::clamp(jitter, -1.0, 1.0))));
}

DeliveryStep giveUp(const QString &reason, DeliveryStep step)
{
    step.event = MessageEvent::GiveUp;
    step.reason = reason;
    return step;
}

/// `step.failures` counts this attempt already.
DeliveryStep nextAttempt(DeliveryStep step, const DeliveryOutcome &outcome, Instant now, double jitter)
{
    const int slowUsed = step.failures - fastAttempts; // slow attempts that have failed
    if (slowUsed >= int(slowWaits.size()))
        return giveUp(u"exhausted"_s, step);

    // When the next attempt takes place, and when the row has to be looked at again: the hand-over lies between.
    Millis attemptIn, lookIn;
    if (step.failures < fastAttempts) {
        attemptIn = lookIn = fastWaits.at(size_t(step.failures - 1));
        step.event = MessageEvent::RetrySoon;
    } else if (step.failures == fastAttempts) {
        lookIn = handOverWait;
        attemptIn = handOverWait + slowWait(0, -1); // at the earliest: the hand-over draws its own
        step.event = MessageEvent::RetrySoon;
    } else {
        attemptIn = lookIn = slowWait(size_t(slowUsed), jitter);
        step.event = MessageEvent::RetryLater;
    }
    const Millis asked = std::min(outcome.retryAfter.value_or(Millis(0)), longestRetryAfter);
    if (asked > attemptIn) {
        lookIn = asked;
        step.event = MessageEvent::RetryLater;
    }
    step.at = now + lookIn;
    return step;
}

} // namespace

DeliveryStep afterAttempt(const DeliveryProgress &progress, const DeliveryOutcome &outcome, Instant now, double jitter)
{
    DeliveryStep step;
    step.failures = progress.failures + 1;
    step.unknowns = progress.unknowns;
    switch (outcome.outcome) {
    case AttemptOutcome::Accepted:
        step.event = MessageEvent::Accept;
        step.failures = progress.failures;
        step.channelWorks = true;
        return step;
    case AttemptOutcome::Permanent:
        step.channelWorks = true;
        return giveUp(u"permanent"_s, step);
    case AttemptOutcome::Config:
        step.failures = progress.failures;
        if (progress.channelPaused) {
            step.event = MessageEvent::RetrySoon;
            return step;
        }
        step.pauseChannel = true;
        return giveUp(u"config"_s, step);
    case AttemptOutcome::Unknown:
        ++step.unknowns;
        if (step.unknowns > 1 && !progress.deduplicates)
            return giveUp(u"unknown"_s, step);
        break;
    case AttemptOutcome::Transient:
        break;
    }
    if (outcome.holdUntil) {
        // The quota is used up, for everybody: the message waits for the channel and is not to blame (PLT-116).
        step.event = MessageEvent::RetrySoon;
        step.failures = progress.failures;
        step.pauseChannel = !progress.channelPaused;
        return step;
    }
    if (progress.channelPaused) {
        // A probe that failed for another reason says nothing about the message: it waits with the others.
        step.event = MessageEvent::RetrySoon;
        step.failures = progress.failures;
        return step;
    }
    return nextAttempt(step, outcome, now, jitter);
}

bool isHandOver(int failures)
{
    return failures == fastAttempts;
}

Instant handOver(Instant now, double jitter)
{
    return now + slowWait(0, jitter);
}

} // namespace portier::notifications
