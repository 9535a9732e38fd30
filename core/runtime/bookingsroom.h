// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/base/taskscope.h"
#include "core/bookings/bookingimport.h"
#include "core/bookings/bookingjobs.h"
#include "core/bookings/bookingservice.h"
#include "core/bookings/resourceservice.h"
#include "core/identity/linkservice.h"
#include "core/runtime/retention.h"
#include "core/scheduling/jobrunner.h"

namespace portier::runtime
{

/// The room "bookings", built from the configuration.
class BookingsRoom
{
public:
    /// What it stands on; all of it outlives the room.
    struct Ground {
        const Config &config;
        std::shared_ptr<Clock> clock;
        storage::Database &database;
        operations::RateLimits &rateLimits;
        identity::LinkService &links;
        std::shared_ptr<const operations::Sealer> sealer;
        QString instanceId;
        scheduling::Schedules schedules;
    };
    explicit BookingsRoom(const Ground &ground);

    /// Declares jobs and schedules, and mails links that are renewed (BKG-074); before they start.
    void registerWork(scheduling::JobRunner &jobs, scheduling::Scheduler &scheduler, Retention &retention);
    /// Before anything else looks: the first house of a fresh database.
    [[nodiscard]] Result<> prepare(storage::Transaction &tx, Instant now) const;
    /// In the start-up transaction of the schedules: those of all houses.
    [[nodiscard]] Result<> plan(storage::Transaction &tx, Instant now) const;

    QCoro::Task<> stop();

    [[nodiscard]] bookings::BookingEnv environment() const { return m_environment; }
    [[nodiscard]] bookings::BookingService &bookings() { return m_bookings; }
    [[nodiscard]] bookings::ResourceService &resources() { return m_resources; }
    [[nodiscard]] bookings::BookingImport &imports() { return m_imports; }

private:
    /// The address of a wish for links goes with its job (BKG-086).
    void watchDeadJobs(storage::Database &database);
    static QCoro::Task<> forgetLostRequests(storage::Database *database);

    std::shared_ptr<Clock> m_clock;
    identity::LinkService &m_links;
    bookings::BookingEnv m_environment;
    bookings::BookingService m_bookings;
    bookings::ResourceService m_resources;
    bookings::BookingImport m_imports;
    bookings::BookingJobs m_jobs;
    bool m_stopped = false;
    QObject m_context;
    TaskScope m_tasks;
};

} // namespace portier::runtime
