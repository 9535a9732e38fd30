// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// Finds what waits for a job that will not come back: parked as dead, cancelled, or gone. Without it such a check
/// keeps its trip, and such a run its user, from everything that follows.
class LostWork
{
public:
    LostWork(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    /// Ends lost checks as failed ("check_interrupted", a passing cause) and runs that are past their deadline
    /// (TRP-047). Gives how many were ended. For start-up, the hourly upkeep, and whenever a job has died.
    QCoro::Task<Result<int>> close();

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
};

} // namespace portier::trips
