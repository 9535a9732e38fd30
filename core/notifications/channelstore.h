// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// Whether a channel works, as all instances see it (PLT-111).
struct ChannelState {
    QString settingsMark; ///< of the settings it was last told; tells nothing about them
    std::optional<Instant> pausedAt;
    QString cause;          ///< reason of the refused attempt
    QString probeMessageId; ///< may be sent although the channel is paused
};

/// Statements of channel states.
class ChannelStore
{
public:
    explicit ChannelStore(storage::Transaction &tx) : m_tx(tx) {}

    /// In a write transaction the row stays locked until its end: attempts that end together see each other.
    [[nodiscard]] Result<ChannelState> load(Channel channel);
    [[nodiscard]] Result<> save(Channel channel, const ChannelState &state);
    struct Paused {
        Channel channel = Channel::Mail;
        QString cause;
    };
    [[nodiscard]] Result<QList<Paused>> paused();

private:
    storage::Transaction &m_tx;
};

} // namespace portier::notifications
