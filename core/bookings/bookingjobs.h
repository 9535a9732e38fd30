// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/scheduling/scheduler.h"

namespace portier::bookings
{

/// The work of the three schedules of every resource (bookings.md section 12). Must outlive the runner's handlers.
class BookingJobs
{
public:
    BookingJobs(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment)
        : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
    {
    }

    void registerWork(scheduling::Scheduler &scheduler);

private:
    using Ids = std::function<Result<QStringList>(storage::Transaction &, const Resource &, QDate today)>;
    using Step =
        std::function<Result<>(const BookingEnvironment &, storage::Transaction &, const QString &bookingId, Instant)>;
    /// One transaction per booking; one that fails is left for the next attempt, the others go on (BKG-109).
    static QCoro::Task<scheduling::JobOutcome> forEach(storage::Database *database, std::shared_ptr<Clock> clock,
                                                       BookingEnv environment, scheduling::OccurrenceRun run, Ids ids,
                                                       Step step);
    QCoro::Task<scheduling::JobOutcome> digest(scheduling::OccurrenceRun run);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    BookingEnv m_environment;
};

/// T13: a pending booking that is over. Nothing for any other one.
[[nodiscard]] Result<> cleanUpBooking(const BookingEnvironment &environment, storage::Transaction &tx,
                                      const QString &bookingId, Instant now);
/// T14 and T15. Nothing for one that stays.
[[nodiscard]] Result<> purgeBooking(const BookingEnvironment &environment, storage::Transaction &tx,
                                    const QString &bookingId, Instant now);
/// M11 to every party of the resource that has something to decide (BKG-112).
[[nodiscard]] Result<> mailDigests(const BookingEnvironment &environment, storage::Transaction &tx,
                                   const QString &resourceId, const QString &period, Instant now);

} // namespace portier::bookings
