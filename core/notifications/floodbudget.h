// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"

namespace portier::notifications
{

/// How long a message that left counts against its person's budget (PLT-133).
inline constexpr Millis budgetWindow = std::chrono::minutes(60);
/// How long a burst of duty mail is put together at a time (PLT-136).
inline constexpr Millis burstCollection = std::chrono::minutes(5);
/// Entries of one digest mail (PLT-134).
inline constexpr int digestCapacity = 500;

/// True for what may wait and be put together: alerts, periodic and operator messages that belong to a list. The
/// critical ones belong to none (PLT-127's table).
[[nodiscard]] bool isDeferrable(MessageClass messageClass, const QString &list);
/// True for duty, answer and account messages: first in everything (PLT-136, PLT-137).
[[nodiscard]] bool isForemost(MessageClass messageClass);

/// The earliest moment from `now` on at which one more message may leave, so that no window holds more than `limit`.
/// `released`: when the others left or will leave, ascending. A new one never leaves before those that wait already.
[[nodiscard]] Instant budgetFreeAt(const QList<Instant> &released, int limit, Instant now);

} // namespace portier::notifications
