// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourcehealth.h"

#include "core/base/enumtext.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr EnumTable<SourceHealth::State, 3> states{{{SourceHealth::State::Closed, "closed"},
                                                    {SourceHealth::State::Open, "open"},
                                                    {SourceHealth::State::HalfOpen, "half_open"}}};
constexpr EnumTable<FailureClass, 5> classes{{{FailureClass::Transient, "transient"},
                                              {FailureClass::RateLimited, "rate_limited"},
                                              {FailureClass::Auth, "auth"},
                                              {FailureClass::Rejected, "query"},
                                              {FailureClass::Quota, "quota"}}};

constexpr int failuresToOpen = 5;
constexpr Millis firstWait = 5min;
constexpr Millis longestWait = 60min;
/// Longer than any side's deadline: a probe whose process died does not keep the breaker half open for ever.
constexpr Millis probeTime = 3min;

SourceHealth opened(SourceHealth health, Millis wait, Instant now)
{
    health.state = SourceHealth::State::Open;
    health.openedAt = now;
    health.wait = wait;
    health.retryAt = now + wait;
    return health;
}

SourceHealth closed(SourceHealth health)
{
    health.state = SourceHealth::State::Closed;
    health.failures = 0;
    health.openedAt.reset();
    health.retryAt.reset();
    health.wait = Millis(0);
    return health;
}

} // namespace

std::optional<Instant> firstOpenedAt(const SourceHealth &health)
{
    if (health.state == SourceHealth::State::Closed || !health.openedAt)
        return std::nullopt;
    // Waits double from the first one on, so those before the last add up to it but for the first.
    return *health.openedAt - std::max(health.wait - firstWait, Millis(0));
}

QString toText(SourceHealth::State state)
{
    return nameIn(states, state);
}

std::optional<SourceHealth::State> healthStateFromText(const QString &text)
{
    return valueIn(states, text);
}

QString toText(FailureClass failureClass)
{
    return nameIn(classes, failureClass);
}

std::optional<QString> refusal(const SourceHealth &health, const QString &credential, Instant now)
{
    if (health.heldUntil && *health.heldUntil > now)
        return u"held"_s;
    if (health.state == SourceHealth::State::Closed)
        return std::nullopt;
    const bool sameCredential = health.lastError[u"credential"].toString() == credential;
    const bool waits = health.retryAt ? *health.retryAt > now : sameCredential;
    return waits ? std::optional(u"circuit_open"_s) : std::nullopt;
}

SourceHealth started(SourceHealth health, Instant now)
{
    if (health.state != SourceHealth::State::Closed) {
        health.state = SourceHealth::State::HalfOpen;
        health.retryAt = now + probeTime;
    }
    return health;
}

SourceHealth succeeded(SourceHealth health, Instant now)
{
    health = closed(std::move(health));
    health.heldUntil.reset();
    health.lastOkAt = now;
    return health;
}

SourceHealth failedWith(SourceHealth health, const SourceFailure &failure, const QString &credential, Instant now)
{
    health.lastError = {{u"code"_s, failure.code},
                        {u"class"_s, toText(failure.failureClass)},
                        {u"at"_s, toRfc3339(now)},
                        {u"credential"_s, credential}};
    const bool probe = health.state == SourceHealth::State::HalfOpen;
    if (failure.heldUntil) {
        health.heldUntil = failure.heldUntil;
        return probe ? opened(std::move(health), health.wait, now) : health;
    }
    switch (failure.failureClass) {
    case FailureClass::Auth:
        health = opened(std::move(health), firstWait, now);
        health.retryAt.reset();
        return health;
    case FailureClass::Rejected:
    case FailureClass::Quota:
        return closed(std::move(health)); // the source is well; it refused this question
    case FailureClass::Transient:
    case FailureClass::RateLimited:
        break;
    }
    ++health.failures;
    if (probe)
        return opened(std::move(health), std::clamp(health.wait * 2, firstWait, longestWait), now);
    return health.failures >= failuresToOpen ? opened(std::move(health), firstWait, now) : health;
}

SourceHealth reset(SourceHealth health)
{
    health = closed(std::move(health));
    health.heldUntil.reset();
    health.lastError = {};
    return health;
}

} // namespace portier::trips
