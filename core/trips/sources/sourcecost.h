// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/sources/query.h"

namespace portier::trips
{

struct SourceLimits;

/// What one question costs at the source that would be asked first, and what that source may still do (TRP-122).
struct SourceCost {
    QString source;
    Side side = Side::Flights;
    int callsPerCheck = 0; ///< when nothing goes wrong
    qint64 used = 0;       ///< of the monthly budget, with what is set aside
    std::optional<qint64> limit;
    qint64 recentCalls = 0; ///< in the last 30 days
};

/// Completes a cost with the source's budget of this month and its recent calls.
[[nodiscard]] Result<SourceCost> readCost(storage::Transaction &tx, SourceCost cost, const SourceLimits &limits,
                                          Instant now);

} // namespace portier::trips
