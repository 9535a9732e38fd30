// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/messagestate.h"
#include "core/operations/changefeed.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

inline const QString deliveryJobKind = QStringLiteral("notifications.deliver");
inline const QString probeJobKind = QStringLiteral("notifications.probe");

/// Changes a stored message's state and writes what belongs to it in the same transaction: the row and, for states that
/// people see, the change-feed row. Other members of `message` that were changed are stored as well.
[[nodiscard]] Result<> applyEvent(storage::Transaction &tx, Message &message, MessageEvent event, const QString &reason,
                                  Instant now);
/// Feed row "notification.created" or "notification.updated", for its account or the admins.
[[nodiscard]] Result<> announceMessage(storage::Transaction &tx, const Message &message,
                                       operations::ChangeOperation operation, Instant now);
/// The job that delivers an open message, due at its next attempt; the one that exists when there is one.
[[nodiscard]] Result<> enqueueDelivery(storage::Transaction &tx, const Message &message, const QString &requestId,
                                       Instant now);
/// Back from dead to the start of the plan, with a job (PLT-106, PLT-111). `due`: what somebody wants to be sent is not
/// outdated by the time it was dead (PLT-138).
[[nodiscard]] Result<> requeueMessage(storage::Transaction &tx, Message &message, Instant now,
                                      std::optional<Instant> due = {});

} // namespace portier::notifications
