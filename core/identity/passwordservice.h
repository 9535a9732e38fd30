// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/passwordhasher.h"
#include "core/identity/principal.h"
#include "core/storage/database.h"

namespace portier::identity
{

/// What changing a password means besides the new hash: all sessions but `keptSessionId` end, and no reset link works
/// any more (PLT-015).
[[nodiscard]] Result<> replacePassword(storage::Transaction &tx, const QString &accountId, const QString &hash,
                                       const QString &keptSessionId, const operations::Actor &actor, Instant now);

/// The change of the own password. Lives on the core thread; must outlive the tasks it returned.
class PasswordService
{
public:
    PasswordService(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<PasswordHasher> hasher);

    /// Ends all other sessions. A wrong present password counts like a failed sign-in (PLT-016); an account without
    /// password needs none. Errors: validation_failed with "/current_password" wrong_password or "/password"
    /// password_too_weak, Conflict "too_many_attempts", Unavailable "busy".
    QCoro::Task<Result<>> change(Principal caller, QString current, QString password);

private:
    QCoro::Task<Result<>> checkCurrent(Principal caller, QString email, QString current);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<PasswordHasher> m_hasher;
};

} // namespace portier::identity
