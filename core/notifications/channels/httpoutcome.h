// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/httpexchange.h"
#include "core/notifications/message.h"

namespace portier::notifications
{

enum class HttpPeer {
    Provider, ///< of mail or text messages: it knows us by our credentials
    Callback, ///< somebody's own endpoint
};

/// What a reply means for the message (PLT-108, PLT-110 to PLT-112, PLT-119). Pure but for `now`, which dates
/// Retry-After.
[[nodiscard]] DeliveryOutcome judgeReply(const HttpReply &reply, HttpPeer peer, Instant now);

} // namespace portier::notifications
