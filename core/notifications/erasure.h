// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// Who is to be forgotten: an account, a bare address, or both.
struct ErasedPerson {
    QString accountId;
    QString address; ///< e-mail; of an account its own
};

/// Forgets a person (PLT-158, PLT-159): open messages to them end suppressed(erased), bodies, addresses, names, facts
/// and preferences go; kinds, states and times stay, so that the balance holds. Repeating it is fine. A message that is
/// on the wire at this moment may still arrive. Facts of events that others are still to be told about stay until
/// forgetSubject() or their retention.
[[nodiscard]] Result<> erase(storage::Transaction &tx, const ErasedPerson &person, Instant now);

/// Blanks what messages say about an object that is gone or whose people are: open ones end suppressed(`reason`),
/// whoever they go to; bodies, facts and names go.
[[nodiscard]] Result<> forgetSubject(storage::Transaction &tx, const QString &subjectKind, const QString &subjectId,
                                     const QString &reason, Instant now);

/// Ends open messages about an object that were overtaken by events (a decided booking, an expired slot) as
/// suppressed(outdated); of one kind, or of all when it is empty (PLT-114).
[[nodiscard]] Result<> overtake(storage::Transaction &tx, const QString &subjectKind, const QString &subjectId,
                                const QString &kind, Instant now);

/// After a restore: open messages that were created before it end suppressed(restored); admins may re-queue them
/// (PLT-156). Their number.
[[nodiscard]] Result<int> suppressRestored(storage::Transaction &tx, Instant now);

} // namespace portier::notifications
