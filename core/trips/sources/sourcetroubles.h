// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

namespace portier::trips
{

/// A source that is in use, and its budgets.
struct WatchedSource {
    QString name;
    std::optional<qint64> monthlyCalls;
    std::optional<qint64> dailyCalls;
};

/// What an operator should know about one price source (PLT-173).
struct SourceTrouble {
    QString source;
    bool isFailing = false; ///< its breaker is open for more than 15 minutes, or ten questions in a row failed
    QString cause;          ///< code of the last error
    // Of the budget period that is used most:
    bool isBudgetLow = false;   ///< 80 % are used
    bool isBudgetSpent = false; ///< nothing is left
    qint64 used = 0;
    qint64 limit = 0;
};

/// Of each source, also of those without any.
[[nodiscard]] Result<QList<SourceTrouble>> sourceTroubles(storage::Transaction &tx, const QList<WatchedSource> &sources,
                                                          Instant now);

} // namespace portier::trips
