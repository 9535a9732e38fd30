// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/scheduler.h"
#include "core/trips/tripdue.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// The name of the schedules behind TRP-040; the owner is the account.
inline constexpr auto refreshSchedule = QLatin1String("trip_refresh");

/// False: the setting schedule.trip_refresh is off, and nothing is refreshed but by hand.
[[nodiscard]] bool refreshesRun(const TripEnvironment &environment);
/// Gives an account its default schedule if it has none (TRP-040).
[[nodiscard]] Result<TripSchedule> ensureSchedule(const TripEnvironment &environment, storage::Transaction &tx,
                                                  const TripOwner &owner, Instant now);
/// Makes what is planned for all accounts what the setting schedule.trip_refresh and their own choices say.
[[nodiscard]] Result<> planSchedules(const TripEnvironment &environment, storage::Transaction &tx, Instant now);

/// The schedule and what comes of it.
struct ScheduleView {
    TripSchedule schedule;
    bool invalid = false; ///< the stored zone is gone; UTC stands in for it (TRP-056)
    std::optional<scheduling::PlannedOccurrence> next;
};
/// What became of an occurrence.
struct PastOccurrence {
    scheduling::Occurrence occurrence;
    /// How many trips were due, 0 when it found none (TRP-052); nothing when it did not look.
    std::optional<int> total;
};
struct ScheduleHistory {
    TripSchedule schedule;
    QList<PastOccurrence> past; ///< newest first
    QList<scheduling::PlannedOccurrence> coming;
};

/// A user's own schedule: one nominal occurrence per local day, at which the frequency decides what is due.
class TripScheduleService
{
public:
    TripScheduleService(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    QCoro::Task<Result<ScheduleView>> find(Caller caller);
    /// Merge patch. Field errors: "time_zone_unknown", "local_time_invalid", "not_one_of" (TRP-040). Takes effect at
    /// once (TRP-051).
    QCoro::Task<Result<ScheduleView>> patch(Caller caller, QJsonObject patch);
    [[nodiscard]] bool run() const { return refreshesRun(*m_environment); }
    /// The last and the next 20 (TRP-055).
    QCoro::Task<Result<ScheduleHistory>> occurrences(Caller caller);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
};

} // namespace portier::trips
