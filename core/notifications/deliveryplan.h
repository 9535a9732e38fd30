// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/notifications/messagestate.h"

namespace portier::notifications
{

/// What the plan has to know about the message and its channel when an attempt has ended.
struct DeliveryProgress {
    int failures = 0;           ///< ended without acceptance before this attempt, since the last (re-)queueing
    int unknowns = 0;           ///< of those, with unknown outcome
    bool channelPaused = false; ///< the channel was found refused already, or this attempt is its probe
    bool deduplicates = false;  ///< the provider drops a repeated id (PLT-112)
};

/// What happens next.
struct DeliveryStep {
    MessageEvent event = MessageEvent::GiveUp;
    QString reason;            ///< of a dead message: permanent | config | exhausted | unknown
    std::optional<Instant> at; ///< RetrySoon, RetryLater: not before; nothing: when the channel is back
    int failures = 0;
    int unknowns = 0;
    bool pauseChannel = false;
    bool channelWorks = false; ///< the other side spoke to us as to a known sender: a paused channel resumes

    bool operator==(const DeliveryStep &) const = default;
};

/// Plan of attempts (PLT-109 to PLT-112): at 0, 2 and 6 s; 8 s after the third failure over to the slow lane with 5
/// min, 30 min, 2 h, 8 h and 24 h, each changed by `jitter` in [-1, 1] times 10 %; then dead(exhausted). Pure.
[[nodiscard]] DeliveryStep afterAttempt(const DeliveryProgress &progress, const DeliveryOutcome &outcome, Instant now,
                                        double jitter);

/// True for a queued message that has used up its fast lane and now goes to the slow one.
[[nodiscard]] bool isHandOver(int failures);
/// The first slow attempt of a message handed over now.
[[nodiscard]] Instant handOver(Instant now, double jitter);

} // namespace portier::notifications
