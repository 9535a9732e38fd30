// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/sealer.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// What an unsubscribe link switches off: one list of one person (PLT-131).
struct UnsubscribeScope {
    QString accountId;
    QString list;
    bool operator==(const UnsubscribeScope &) const = default;
};

/// The token of a link: scope and a keyed checksum, URL-safe. It needs no row, never expires and opens nothing else.
[[nodiscard]] QString unsubscribeToken(const operations::Sealer &sealer, const UnsubscribeScope &scope);
/// Nothing for a token that we did not make.
[[nodiscard]] std::optional<UnsubscribeScope> readUnsubscribeToken(const operations::Sealer &sealer,
                                                                   const QString &token);
/// Switches the list's mails off, or on again (undo). Repeating it, or doing it for a person who is gone, is fine
/// (PLT-131, PLT-132).
[[nodiscard]] Result<> setSubscribed(storage::Transaction &tx, const UnsubscribeScope &scope, bool subscribed,
                                     Instant now);

} // namespace portier::notifications
