// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

#include <QDate>

namespace portier::scheduling
{

/// Takes a period for work that must happen once in it (PLT-089), in the transaction that does the work: true the first
/// time, false ever after. `owner` is an account or resource, `period` one of the texts below.
[[nodiscard]] Result<bool> claimPeriod(storage::Transaction &tx, const QString &work, const QString &owner,
                                       const QString &period, Instant now);
/// "2027-03-28", "2027-W12" (ISO 8601), "2027-03", "2027-Q1".
[[nodiscard]] QString dayPeriod(QDate date);
[[nodiscard]] QString weekPeriod(QDate date);
[[nodiscard]] QString monthPeriod(QDate date);
[[nodiscard]] QString quarterPeriod(QDate date);

/// Forgets periods of more than 400 days ago.
[[nodiscard]] Result<> purgePeriods(storage::Transaction &tx, Instant now);

} // namespace portier::scheduling
