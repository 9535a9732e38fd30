// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourcetroubles.h"

#include "core/trips/sources/budgetstore.h"
#include "core/trips/sources/sourcestore.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Millis openTooLong = 15min;
constexpr int failuresTooMany = 10;

void judge(const SourceHealth &health, Instant now, SourceTrouble &trouble)
{
    const auto openSince = firstOpenedAt(health);
    if (health.failures < failuresTooMany && !(openSince && now - *openSince > openTooLong))
        return;
    trouble.isFailing = true;
    trouble.cause = health.lastError.value("code"_L1).toString();
}

void judge(const BudgetRow &budget, SourceTrouble &trouble)
{
    const bool isLow = budget.limit > 0 && budget.used * 100 >= budget.limit * 80;
    if (!isLow && !budget.exhaustedAt)
        return;
    trouble.isBudgetLow = true;
    trouble.isBudgetSpent = trouble.isBudgetSpent || budget.exhaustedAt || budget.used >= budget.limit;
    const bool isFuller = trouble.limit == 0 || budget.used * trouble.limit > trouble.used * budget.limit;
    if (isFuller) {
        trouble.used = budget.used;
        trouble.limit = budget.limit;
    }
}

} // namespace

Result<QList<SourceTrouble>> sourceTroubles(storage::Transaction &tx, const QList<WatchedSource> &sources, Instant now)
{
    QList<SourceTrouble> troubles;
    for (const WatchedSource &source : sources) {
        SourceTrouble trouble;
        trouble.source = source.name;
        for (const Side side : {Side::Flights, Side::Hotels}) {
            PORTIER_ASSIGN(health, SourceStore(tx).health(source.name, side));
            judge(health, now, trouble);
        }
        const auto limits = budgetLimits(source.monthlyCalls, source.dailyCalls, now);
        PORTIER_ASSIGN(budgets, BudgetStore(tx, source.name).list(limits));
        for (const BudgetRow &budget : std::as_const(budgets))
            judge(budget, trouble);
        troubles.append(trouble);
    }
    return troubles;
}

} // namespace portier::trips
