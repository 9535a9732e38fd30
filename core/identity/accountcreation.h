// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/operations/actor.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

/// What is said about a person whose account begins.
struct NewProfile {
    QString email;
    QString displayName; ///< empty: the local part of the address
    QString language;    ///< "de" | "en" | ""
    QString timeZone;    ///< IANA; empty: the instance's
};

/// A member's account, unverified. Error: validation_failed.
[[nodiscard]] Result<Account> draftAccount(const NewProfile &profile, const QString &defaultZone, Instant now);
/// Stores it with its records, and notes in it whether it has a password. Error: Conflict "email_taken".
[[nodiscard]] Result<> insertAccount(storage::Transaction &tx, Account &account, const QString &passwordHash,
                                     const operations::Actor &actor, Instant now);
/// Conflict "email_taken".
[[nodiscard]] Error emailTaken();

} // namespace portier::identity
