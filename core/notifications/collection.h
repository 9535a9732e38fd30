// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/collectionstore.h"
#include "core/notifications/deliverypolicy.h"
#include "core/notifications/preferences.h"

namespace portier::notifications
{

inline const QString digestJobKind = QStringLiteral("notifications.digest");

/// The zone a message's reader lives in, else the instance's, else UTC.
[[nodiscard]] QTimeZone zoneOf(const Message &message, const QString &instanceZone);

/// Puts a queued message aside for the digest at `due`. The inlet is locked.
[[nodiscard]] Result<> collect(storage::Transaction &tx, Message &message, const QString &reason, Instant due,
                               Instant now);
/// A job that looks at the inlet at `due`, or earlier if one is planned already.
[[nodiscard]] Result<> planDigest(storage::Transaction &tx, const Inlet &inlet, Instant due, Instant now);
/// The account chose other times: what is collected leaves by its new plan, at once in mode immediate (TRP-203), and
/// what waits for the end of quiet hours is judged anew.
[[nodiscard]] Result<> replanWaiting(storage::Transaction &tx, const QString &accountId, const Profile &profile,
                                     const QString &zone, Instant now);

/// The instance may send more or fewer mails a day: those that wait for the next one are judged anew (PLT-137).
[[nodiscard]] Result<> replanHeld(storage::Transaction &tx, Instant now);

} // namespace portier::notifications
