// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"
#include "core/trips/lostwork.h"

namespace portier::trips
{

/// The instance's own schedules: the one looks at the calendar for all users (TRP-031, setting schedule.trip_expiry),
/// the other after work that got lost.
inline constexpr auto expirySchedule = QLatin1String("trip_expiry");
inline constexpr auto upkeepSchedule = QLatin1String("trip_upkeep");

/// What schedules and "refresh all" do: expire trips, start runs, see them to their end (TRP-046 to TRP-054, TRP-141).
/// Must outlive the runner's handlers.
class RefreshWork
{
public:
    RefreshWork(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    /// The job "trips.run": sees a manual run to its end.
    [[nodiscard]] scheduling::JobKind runKind();
    /// One user's occurrence of "trip_refresh".
    [[nodiscard]] scheduling::OccurrenceHandler refreshHandler();
    /// An occurrence was skipped or missed without a run: its owner hears of it all the same (TRP-240).
    [[nodiscard]] static Result<> noteClosed(storage::Transaction &tx, const QString &userId,
                                             const QString &occurrenceId, Instant now);
    /// Expires the trips of all users whose journey is over, and ends lost work: at start-up.
    QCoro::Task<Result<>> catchUp();
    [[nodiscard]] scheduling::OccurrenceHandler expiryHandler();
    [[nodiscard]] scheduling::OccurrenceHandler upkeepHandler();
    /// For whoever hears that a job has died.
    [[nodiscard]] LostWork &lostWork() { return m_lostWork; }
    /// Plans the upkeep every hour; once per installation, in the start-up transaction.
    [[nodiscard]] static Result<> planUpkeep(storage::Transaction &tx, Instant now);

private:
    QCoro::Task<Result<>> expireAll();
    QCoro::Task<scheduling::JobOutcome> runManual(std::shared_ptr<scheduling::JobContext> job);
    QCoro::Task<scheduling::JobOutcome> refresh(scheduling::OccurrenceRun occurrence);
    QCoro::Task<scheduling::JobOutcome> expire();
    QCoro::Task<scheduling::JobOutcome> upkeep();
    /// Returns when the run has ended, ends it itself at its deadline. False when the job must stop.
    QCoro::Task<Result<bool>> seeToItsEnd(std::shared_ptr<scheduling::JobContext> job, QString runId);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
    LostWork m_lostWork;
};

/// Expires what is over of one user's trips; gives how many (TRP-031, TRP-054).
[[nodiscard]] Result<int> expireTrips(storage::Transaction &tx, const QString &userId, QDate today, Instant now);

} // namespace portier::trips
