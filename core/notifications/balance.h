// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/operations/metrics.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// Where all messages are, read from the rows in one snapshot.
struct NotificationStats {
    qint64 balance = 0; ///< promised by events minus found in a known state; 0 always (PLT-135)
    std::optional<Instant> oldestDue;
    QMap<QString, int> deadByKind; ///< without discarded ones
    qint64 delivered24h = 0;       ///< sent and digested
    qint64 ended24h = 0;
};

[[nodiscard]] Result<NotificationStats> readStats(storage::Transaction &tx, Instant now);
/// Counts a message that has reached a terminal state.
void countEnded(operations::Metrics &metrics, const Message &message);
/// Sets the gauges of PLT-135, PLT-167 and PLT-168.
void publishStats(operations::Metrics &metrics, const NotificationStats &stats, Instant now);

} // namespace portier::notifications
