// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/storage/transaction.h"

#include <functional>

namespace portier::notifications
{

/// Who is told when a message that somebody must answer does not reach them (PLT-124).
using FindAdmins = std::function<Result<QList<Recipient>>(storage::Transaction &)>;

/// If the message is duty: tells the admins that its address takes nothing any more, once per message. `reason`:
/// bounced | complained | opted_out.
[[nodiscard]] Result<> raiseDutyAlarm(storage::Transaction &tx, const Message &message, const QString &reason,
                                      const FindAdmins &findAdmins, Instant now);

} // namespace portier::notifications
