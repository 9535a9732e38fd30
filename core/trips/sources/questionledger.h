// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/sources/budgetstore.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/responsestore.h"
#include "core/trips/sources/sourcehealth.h"

namespace portier::trips
{

/// A question to one source as values, for the bodies of transactions.
struct Question {
    Query query;
    Trigger trigger = Trigger::Manual;
    QString source;
    QList<Side> sourceSides;
    QString cacheKey;
    QString credential; ///< fingerprint of what identifies us to the source
    int worstCaseCalls = 0;
    SourceLimits limits;

    [[nodiscard]] Side side() const { return sideOf(query); }
};
[[nodiscard]] Question questionFor(const PriceSource &source, const Query &query, Trigger trigger, SourceLimits limits);

using NotifyAdmins = std::function<Result<>(storage::Transaction &, const SourceNotice &, Instant)>;

/// Whether a live question may start.
struct Admission {
    std::optional<StoredAnswer> hit; ///< somebody else's answer came in meanwhile
    QString refusal;                 ///< "held", "circuit_open", "budget_exhausted"; empty: go
    std::optional<Instant> retryAt;  ///< with a refusal, when known
    QString reservation;
};

/// What part of the calls of the last 30 days reuse has spared (TRP-109).
struct SavedRatios {
    double ofSource = 0;
    double overall = 0;
};

/// How a live question ended, as it was stored.
struct Settlement {
    QString responseId;  ///< empty after a failure
    SourceHealth health; ///< of the question's side
    QList<SourceNotice> notices;
    QList<BudgetRow> budgets; ///< for metrics
    SavedRatios saved;        ///< for metrics
};

/// The transactions around a live question. Each is one body of Database::write().
namespace ledger
{
/// Looks again for a fresh answer, asks breaker and budget, and sets the worst case of calls aside (TRP-116).
[[nodiscard]] Result<Admission> admit(storage::Transaction &tx, const Question &question, const NotifyAdmins &notify,
                                      Instant now);
/// One call is about to leave; false when nothing is reserved any more.
[[nodiscard]] Result<bool> spend(storage::Transaction &tx, const QString &source, const QString &reservation,
                                 const NotifyAdmins &notify, Instant now);
[[nodiscard]] Result<SavedRatios> savedRatios(storage::Transaction &tx, const QString &source, Instant now);
/// Keeps the answer or the failure: response row, health, savings, rest of the reservation (TRP-097, TRP-127).
[[nodiscard]] Result<Settlement> settle(storage::Transaction &tx, const Question &question, const SourceAnswer &answer,
                                        const QString &reservation, int callsUsed, const NotifyAdmins &notify,
                                        Instant now);
} // namespace ledger

} // namespace portier::trips
