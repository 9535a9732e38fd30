// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/identity/link.h"
#include "core/operations/audit.h"

namespace portier::identity
{

/// Audit row and feed rows of a change of an account: its owner and the admins see it.
[[nodiscard]] Result<> recordAccount(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                                     const QString &accountId, const QJsonObject &changes, Instant now);
/// Audit row and feed row of a begun or ended session; its owner sees it.
[[nodiscard]] Result<> recordSession(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                                     const QString &accountId, const QString &sessionId, Instant now);
/// Audit row and feed row of a change of an API key; the admins see it.
[[nodiscard]] Result<> recordKey(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                                 const QString &keyId, const QJsonObject &changes, Instant now);
/// Audit row and feed row of a change of an invitation; the admins see it.
[[nodiscard]] Result<> recordInvitation(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                                        const QString &invitationId, Instant now);
/// A sign-in that was refused; `accountId` is empty where no account has the address.
[[nodiscard]] Result<> recordFailedSignIn(storage::Transaction &tx, const operations::Actor &actor,
                                          const QString &accountId, Instant now);
/// A standing link whose older tokens no longer count; admins see it.
[[nodiscard]] Result<> recordLinkRenewed(storage::Transaction &tx, const operations::Actor &actor, const Link &link,
                                         Instant now);

} // namespace portier::identity
