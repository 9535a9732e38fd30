// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/sources/sourcenotice.h"

namespace portier::trips
{

/// What one source may cost: calls per period.
struct BudgetLimit {
    QString period; ///< "2027-01" or "2027-01-10", UTC
    qint64 calls = 0;
};
/// The periods an instant lies in, for the limits a source has (TRP-115).
[[nodiscard]] QList<BudgetLimit> budgetLimits(std::optional<qint64> monthly, std::optional<qint64> daily, Instant now);

struct BudgetRow {
    QString source;
    QString period;
    qint64 limit = 0;
    qint64 used = 0;
    qint64 reserved = 0;
    std::optional<Instant> warnedAt;
    std::optional<Instant> exhaustedAt;
};

/// Statements on source_budgets and budget_reservations (TRP-115 to TRP-121). A source without limits has no rows and
/// needs no reservation.
class BudgetStore
{
public:
    BudgetStore(storage::Transaction &tx, QString source) : m_tx(tx), m_source(std::move(source)) {}

    /// Sets `calls` aside in every period, or in none; false when a period has not enough left. Returns expired leases
    /// first. `notices` receives the edge to exhausted.
    [[nodiscard]] Result<bool> reserve(const QString &id, const QList<BudgetLimit> &limits, qint64 calls,
                                       Instant leaseUntil, Instant now, QList<SourceNotice> &notices);
    /// One reserved call becomes a used one; false when the reservation has none left. `notices` receives the edges to
    /// 80 % and 100 %.
    [[nodiscard]] Result<bool> spend(const QString &id, Instant now, QList<SourceNotice> &notices);
    /// The call spent last provably never left (TRP-117).
    [[nodiscard]] Result<> giveBack(const QString &id, Instant now);
    /// Ends a reservation; what it did not use is free again.
    [[nodiscard]] Result<> release(const QString &id, Instant now);
    [[nodiscard]] Result<QList<BudgetRow>> list(const QList<BudgetLimit> &limits);

private:
    [[nodiscard]] Result<> releaseExpired(Instant now);
    [[nodiscard]] Result<> markEdges(const storage::Row &row, bool refused, Instant now, QList<SourceNotice> &notices);

    storage::Transaction &m_tx;
    QString m_source;
};

} // namespace portier::trips
