// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/trips/sources/pricesource.h"

namespace portier::trips
{

/// What an HTTP status means when the plug-in knows nothing better (TRP-125); nothing for 2xx.
[[nodiscard]] std::optional<SourceFailure> failureOfStatus(int status);
/// The wait a Retry-After header asks for, as seconds or HTTP date, at most 24 h; nothing for other text (TRP-126).
[[nodiscard]] std::optional<Millis> retryAfter(const QByteArray &header, Instant now);

/// What to do after a failed call (TRP-126): wait and call again, hold the source, or give up.
struct RetryDecision {
    std::optional<Millis> waitAndRetry;
    std::optional<Instant> holdUntil;

    bool operator==(const RetryDecision &) const = default;
};
/// `retriesDone` counts from 0; `random` lies in [0, 1).
[[nodiscard]] RetryDecision decideRetry(FailureClass failureClass, int retriesDone, std::optional<Millis> asked,
                                        double random, Instant now);

constexpr int maxRetries = 2; ///< per call (TRP-126)

} // namespace portier::trips
