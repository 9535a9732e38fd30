// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runtime/identityroom.h"
#include "core/trips/tripenvironment.h"

namespace portier::runtime
{

/// What trips need to know of an account; nothing for one that is gone or erased.
[[nodiscard]] Result<std::optional<trips::TripOwner>> findTripOwner(storage::Transaction &tx, const QString &accountId,
                                                                    const IdentityRoom &identity);

/// The active administrators, as those who are told of price sources.
[[nodiscard]] Result<QList<trips::TripOwner>> findTripAdmins(storage::Transaction &tx);

} // namespace portier::runtime
