// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountstore.h"
#include "core/identity/sessionservice.h"

namespace portier::identity
{

/// One try to sign in that may be hashed (PLT-016 to PLT-018). It is counted as a failure before its outcome is known,
/// so that any number of parallel tries cannot pass the limits. A value; ends with one of succeed(), fail(), undo().
struct SignInAttempt {
    QByteArray emailHash;
    QString clientPrefix; ///< empty: only the address counts
    Instant at;
    bool fromKnownDevice = false;
    std::optional<AccountSecrets> known;

    /// Error: Conflict "too_many_attempts" with "retry_after".
    [[nodiscard]] static Result<SignInAttempt> begin(storage::Transaction &tx, const SignInRequest &request,
                                                     Instant now);
    /// Empty for unknown, disabled and passwordless accounts: they are treated alike (PLT-014).
    [[nodiscard]] QString storedHash() const;

    /// Clears the pair and takes the try out of the address' count.
    [[nodiscard]] Result<> succeed(storage::Transaction &tx) const;
    /// Leaves it counted.
    [[nodiscard]] Result<> fail(storage::Transaction &tx) const;
    /// The try was never judged, or it was right and came to nothing for want of storage.
    [[nodiscard]] Result<> undo(storage::Transaction &tx) const;
};

} // namespace portier::identity
