// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/identity/principal.h"

#include <QCoroTask>

#include <memory>
#include <optional>

namespace portier::operations
{
class RateLimits;
}

namespace portier::api
{

/// What a policy of platform.md 3.5 said to one request.
struct RateDecision {
    bool admitted = true;
    QString policy;
    qint64 limit = 0;     ///< requests per window
    qint64 remaining = 0; ///< after this one
    Millis window{0};
    Millis wait{0}; ///< refused: until a retry passes; admitted: until all is given back
    Instant chargedAt;
};

/// Counts requests against policies.
class RateLimiter
{
public:
    virtual ~RateLimiter() = default;
    /// Charges one request to the policy under its key (principal, else client prefix). Nothing for a policy that is
    /// off. Error: Unavailable when the counters cannot be written (PLT-063).
    virtual QCoro::Task<Result<std::optional<RateDecision>>> charge(QString policy, identity::Principal principal) = 0;
    /// Takes the charge back, for policies that refund refused requests.
    virtual QCoro::Task<> refund(RateDecision decision, identity::Principal principal) = 0;
};

/// The limiter of the product; `limits` must outlive it.
[[nodiscard]] std::shared_ptr<RateLimiter> makeRateLimiter(operations::RateLimits &limits);

} // namespace portier::api
