// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobrunner.h"
#include "core/trips/reminder.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// The setting schedule.<name> that says at what time of day.
inline constexpr auto reminderSchedule = QLatin1String("trip_reminder");
inline constexpr auto reminderJobKind = QLatin1String("trips.remind");

/// A trip was made, edited or came back to life: plans what it wants to be reminded of, takes back what it does not
/// want any more, and records what is too late (TRP-206).
[[nodiscard]] Result<> planReminders(const TripEnvironment &environment, storage::Transaction &tx, const Trip &trip,
                                     const TripOwner &owner, Instant now);
/// The trip goes.
[[nodiscard]] Result<> withdrawReminders(storage::Transaction &tx, const QString &tripId, Instant now);
/// The owner moved to another zone: 09:00 is another moment.
[[nodiscard]] Result<> moveReminders(const TripEnvironment &environment, storage::Transaction &tx,
                                     const QString &userId, const QTimeZone &zone, Instant now);
/// The setting schedule.trip_reminder is another: those of everybody.
[[nodiscard]] Result<> moveAllReminders(const TripEnvironment &environment, storage::Transaction &tx, Instant now);

/// The job "trips.remind": one reminder, at its moment or as soon as somebody is there again. Must outlive the runner's
/// handlers.
class ReminderWork
{
public:
    ReminderWork(Environment environment, std::shared_ptr<Clock> clock);

    [[nodiscard]] scheduling::JobKind kind();

private:
    QCoro::Task<scheduling::JobOutcome> remind(std::shared_ptr<scheduling::JobContext> job);

    Environment m_environment;
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::trips
