// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "server/api/apirequest.h"
#include "server/api/ratelimiter.h"

namespace portier::operations
{
struct RateVerdict;
}

namespace portier::api
{

/// What the recovery policies of table 3.5 say to "send me a link" (password reset, link recovery).
struct RecoveryVerdict {
    bool mayMail = false;                ///< false: the neutral answer and no mail
    std::optional<RateDecision> refused; ///< by `recovery_address`
};

/// Charges `recovery_cooldown` by address and by client prefix, each by itself, then `recovery_address`, which a
/// request inside the cooldown is not charged. Known and unknown addresses are treated alike.
QCoro::Task<Result<RecoveryVerdict>> chargeRecovery(operations::RateLimits &limits, QString email,
                                                    QString clientPrefix);

/// The reply of a refused request, with its headers.
[[nodiscard]] ApiResponse rateLimitedReply(const ApiRequest &request, const RateDecision &decision);
[[nodiscard]] RateDecision toDecision(const operations::RateVerdict &verdict);

/// Counts a token that opened nothing (`link_failures`): gives the error, or what to answer instead when there were too
/// many.
QCoro::Task<Result<ApiResponse>> countLinkFailure(operations::RateLimits &limits, ApiRequest request, Error error);

} // namespace portier::api
