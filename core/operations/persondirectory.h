// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/personaldata.h"

#include <QCoroTask>

namespace portier::operations
{

/// What exports and erasures need of rooms that operations does not know; wired in runtime.
struct PersonDirectory {
    /// The person of an account, or of an address (with its account, if it has one). NotFound for an unknown account,
    /// Invalid with a field error for what is no address.
    std::function<Result<Person>(storage::Transaction &, const QString &accountId)> byAccount;
    std::function<Result<Person>(storage::Transaction &, const QString &email)> byEmail;
    /// Error: Conflict "last_admin" (PLT-007).
    std::function<Result<>(storage::Transaction &, const QString &accountId)> mayErase;
    /// Whether who asked for something may still do so: an active account, for other people's data an admin (PLT-047).
    std::function<Result<bool>(storage::Transaction &, const QString &accountId, bool forOthers)> mayAct;
    /// Ends every sign-in of an account.
    std::function<Result<>(storage::Transaction &, const QString &accountId, Instant now)> endSessions;
    /// Makes a job of that kind with {"id": id}, due at `runAt`; gives its id.
    std::function<Result<QString>(storage::Transaction &, const QString &kind, const QString &id, Instant runAt,
                                  const QString &requestId, Instant now)>
        enqueue;
    /// Prevents such a job.
    std::function<Result<>(storage::Transaction &, const QString &jobId, Instant now)> cancelJob;
};

/// One write transaction of a running job: checks its fencing token first.
using FencedWrite = std::function<QCoro::Task<Result<qint64>>(std::function<Result<qint64>(storage::Transaction &)>)>;

} // namespace portier::operations
