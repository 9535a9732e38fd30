// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourcecost.h"

#include "core/trips/sources/budgetstore.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/sourcestore.h"

namespace portier::trips
{

Result<SourceCost> readCost(storage::Transaction &tx, SourceCost cost, const SourceLimits &limits, Instant now)
{
    cost.limit = limits.monthlyCalls;
    const QList<BudgetLimit> monthly = budgetLimits(limits.monthlyCalls, std::nullopt, now);
    PORTIER_ASSIGN(rows, BudgetStore(tx, cost.source).list(monthly));
    for (const BudgetRow &row : std::as_const(rows))
        cost.used = row.used + row.reserved;
    PORTIER_ASSIGN(saving, SourceStore(tx).saving(cost.source, now));
    cost.recentCalls = saving.liveCalls;
    return cost;
}

} // namespace portier::trips
