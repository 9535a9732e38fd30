// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/pricecheck.h"

namespace portier::trips
{

/// How the trips of all people do, for the operator's daily report (PLT-175).
struct TripHealth {
    qint64 active = 0;
    qint64 erroring = 0;
    qint64 snapshots = 0; ///< of the last 24 hours
    std::optional<RefreshRun> lastRun;
};

[[nodiscard]] Result<TripHealth> tripHealth(storage::Transaction &tx, Instant now);

} // namespace portier::trips
