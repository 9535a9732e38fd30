// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "core/trips/tripenvironment.h"

#include <QObject>

namespace portier::trips
{

/// Finds what waits for a job that will not come back: parked as dead, cancelled, or gone. Without it such a check
/// keeps its trip, and such a run its user, from everything that follows.
class LostWork
{
public:
    LostWork(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    /// Ends lost checks as failed ("check_interrupted", a passing cause) and runs that are past their deadline
    /// (TRP-047); a run that nobody watches any more gets a new job (TRP-141). Gives how many needed it. For start-up
    /// and the hourly upkeep.
    QCoro::Task<Result<int>> close();
    /// From now on also looks at once whenever a job of this process's database has died or was cancelled.
    void watch();
    /// Ends that; before this object goes.
    QCoro::Task<> stop();

private:
    /// Sees to one that is lost; false when it is not, after all.
    using Closing = Result<bool>(const TripEnvironment &environment, storage::Transaction &tx, const QString &id,
                                 Instant now);
    using Report = void(const QString &id);

    QCoro::Task<> lookNow();
    /// Each in a transaction of its own, with a line in the log; gives how many were. What cannot be ended keeps
    /// nothing else waiting, the start of the service least of all.
    QCoro::Task<int> settle(QStringList ids, Closing *closing, Report *report);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
    QObject m_context; ///< of connections
    TaskScope m_tasks;
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_stopped = false;
};

} // namespace portier::trips
