// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// Thins snapshots past their time to the cheapest of each local day, never to nothing and never one that alerted
/// (TRP-001, TRP-003), and removes old checks, runs and silent evaluations. Gives how many rows went.
[[nodiscard]] Result<qint64> removeOldPrices(storage::Transaction &tx, const TripSettings &settings, Instant now);

} // namespace portier::trips
