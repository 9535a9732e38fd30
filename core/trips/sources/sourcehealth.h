// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/trips/sources/pricesource.h"

namespace portier::trips
{

/// The circuit breaker of one source on one side (TRP-127, TRP-128); its functions are pure.
struct SourceHealth {
    enum class State { Closed, Open, HalfOpen };
    State state = State::Closed;
    int failures = 0; ///< consecutive transient ones
    std::optional<Instant> openedAt;
    std::optional<Instant>
        retryAt;    ///< Open: the next probe, none after an auth failure. HalfOpen: the probe's time is up
    Millis wait{0}; ///< how long the breaker was last opened for; doubles
    std::optional<Instant> heldUntil;
    std::optional<Instant> lastOkAt;
    QJsonObject lastError; ///< {"code", "class", "at", "credential"}

    bool operator==(const SourceHealth &) const = default;
};

[[nodiscard]] QString toText(SourceHealth::State state); ///< "closed" | "open" | "half_open"
[[nodiscard]] std::optional<SourceHealth::State> healthStateFromText(const QString &text);
[[nodiscard]] QString toText(FailureClass failureClass); ///< "transient", "rate_limited", "auth", "query", "quota"

/// "held" or "circuit_open" when no call may be made; nothing when one may. `credential` is the fingerprint the source
/// would use: another one than the refused one opens the door after an auth failure.
[[nodiscard]] std::optional<QString> refusal(const SourceHealth &health, const QString &credential, Instant now);
/// When a breaker that is not closed was opened first; probes that failed since do not count.
[[nodiscard]] std::optional<Instant> firstOpenedAt(const SourceHealth &health);
/// The state once a permitted query starts: an open breaker becomes half open, so that there is one probe.
[[nodiscard]] SourceHealth started(SourceHealth health, Instant now);
[[nodiscard]] SourceHealth succeeded(SourceHealth health, Instant now);
/// A query counts once, after its retries.
[[nodiscard]] SourceHealth failedWith(SourceHealth health, const SourceFailure &failure, const QString &credential,
                                      Instant now);
/// What an administrator's reset leaves.
[[nodiscard]] SourceHealth reset(SourceHealth health);

} // namespace portier::trips
