// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/schedulestore.h"

namespace portier::scheduling
{

/// What one transaction of the scheduler's loop looks at.
struct PassRequest {
    QStringList works;
    Instant now;
    int batch = 500;
    bool afterJump = false;
};

struct PassResult {
    int due = 0; ///< rows looked at; as many as the batch: there may be more
    QList<ClosedOccurrence> closed;
    QList<QString> invalid;         ///< ids of schedules that cannot be read
    std::optional<Instant> nextDue; ///< of a full batch unknown: the next pass follows at once
};

/// Fires, skips or misses what is due, and plans what comes next, in one transaction.
[[nodiscard]] Result<PassResult> runDuePass(storage::Transaction &tx, const PassRequest &request);

/// What the check at start found on one page of schedules.
struct CheckResult {
    QString lastId; ///< empty: that was the last page
    int replanned = 0;
    QStringList invalid;
};

/// Compares planned occurrences with today's zone data and plans what is missing (PLT-090).
[[nodiscard]] Result<CheckResult> checkPlans(storage::Transaction &tx, const QString &afterId, Instant now);

} // namespace portier::scheduling
