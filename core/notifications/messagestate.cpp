// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/messagestate.h"

#include <array>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using S = MessageState;
using E = MessageEvent;

struct Change {
    S from;
    E event;
    S to;
};

constexpr std::array changes{
    Change{S::Queued, E::Begin, S::Sending},
    Change{S::Waiting, E::Begin, S::Sending},
    Change{S::Sending, E::Accept, S::Sent},
    Change{S::Sending, E::RetrySoon, S::Queued},
    Change{S::Sending, E::RetryLater, S::Waiting},
    Change{S::Queued, E::HandOver, S::Waiting},
    Change{S::Sending, E::Interrupt, S::Queued},
    Change{S::Sending, E::GiveUp, S::Dead},
    Change{S::Queued, E::GiveUp, S::Dead},
    Change{S::Waiting, E::GiveUp, S::Dead},
    Change{S::Queued, E::Suppress, S::Suppressed},
    Change{S::Waiting, E::Suppress, S::Suppressed},
    Change{S::Collected, E::Suppress, S::Suppressed},
    Change{S::Queued, E::Collect, S::Collected},
    Change{S::Collected, E::Release, S::Queued},
    Change{S::Collected, E::Digest, S::Digested},
    Change{S::Dead, E::Requeue, S::Queued},
    Change{S::Suppressed, E::Requeue, S::Queued},
    Change{S::Waiting, E::Acknowledge, S::Sent},
};

} // namespace

Result<MessageState> nextState(MessageState state, MessageEvent event)
{
    const auto found = std::find_if(changes.begin(), changes.end(), [&](const Change &change) {
        return change.from == state && change.event == event;
    });
    if (found == changes.end())
        return fail(Error::conflict(u"message_state"_s, u"the message's state does not allow this"_s,
                                    {{u"state"_s, nameOf(state)}, {u"event"_s, int(event)}}));
    return found->to;
}

} // namespace portier::notifications
