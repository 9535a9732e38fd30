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

/// Whether a mail may go to whoever asks for a reset link: charges `recovery_cooldown` by address and by client prefix,
/// each by itself, then `recovery_address`, which a request inside the cooldown is not charged. Inside: false, for the
/// neutral answer. Known and unknown addresses are treated alike. Error: "rate_limited" by `recovery_address`.
QCoro::Task<Result<bool>> chargeRecovery(operations::RateLimits &limits, QString email, QString clientPrefix);

[[nodiscard]] RateDecision toDecision(const operations::RateVerdict &verdict);

/// Counts a token that opened nothing (`link_failures`): gives the error, or what to answer instead when there were too
/// many.
QCoro::Task<Result<ApiResponse>> countLinkFailure(operations::RateLimits &limits, ApiRequest request, Error error);

} // namespace portier::api
