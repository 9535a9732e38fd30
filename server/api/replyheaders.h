// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"
#include "server/api/ratelimiter.h"

namespace portier::api
{

/// The problem+json reply of an error with the headers that go with its status: WWW-Authenticate, Retry-After.
[[nodiscard]] ApiResponse problemReply(const Error &error, const ApiRequest &request);
/// 429 "rate_limited" with policy and wait (PLT-062).
[[nodiscard]] Error rateLimitedError(const RateDecision &decision);
/// RateLimit-Policy and RateLimit.
void addRateLimit(const RateDecision &decision, ApiResponse *response);
/// Language, caching and Vary, and the ETag of a versioned resource; turns the reply into a 304 when If-None-Match
/// names it (PLT-059).
void addRepresentation(const ApiRequest &request, ApiResponse *response);

} // namespace portier::api
