// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/notifications/message.h"

namespace portier::notifications
{

/// Everything that can happen to a message (PLT-106).
enum class MessageEvent {
    Begin,       ///< an attempt starts
    Accept,      ///< it was accepted
    RetrySoon,   ///< it failed; the fast lane goes on, or the channel holds the message back
    RetryLater,  ///< it failed; on to the slow lane
    HandOver,    ///< the fast lane is over (8 s after its last failure)
    Interrupt,   ///< the process died during it, or lost its lease
    GiveUp,      ///< permanent, config, exhausted, unknown
    Suppress,    ///< a rule says not to send
    Collect,     ///< put aside for a digest
    Release,     ///< out of the collection again, sent on its own
    Digest,      ///< its digest message exists
    Requeue,     ///< an admin, or the channel's recovery
    Acknowledge, ///< a desktop notification was shown
};
inline constexpr int messageEventCount = int(MessageEvent::Acknowledge) + 1;

/// The only place that knows which change is legal. Error: Conflict "message_state", with state and event in details.
[[nodiscard]] Result<MessageState> nextState(MessageState state, MessageEvent event);

} // namespace portier::notifications
