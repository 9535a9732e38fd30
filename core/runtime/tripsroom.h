// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/operations/metrics.h"
#include "core/runtime/retention.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"
#include "core/trips/airports.h"
#include "core/trips/alertservice.h"
#include "core/trips/checkjob.h"
#include "core/trips/pauselinks.h"
#include "core/trips/pricesummary.h"
#include "core/trips/refreshservice.h"
#include "core/trips/refreshwork.h"
#include "core/trips/reminderwork.h"
#include "core/trips/snapshotservice.h"
#include "core/trips/sources/demosource.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/skiplaggedsource.h"
#include "core/trips/sources/sourcetroubles.h"
#include "core/trips/tripexport.h"
#include "core/trips/tripfigures.h"
#include "core/trips/tripimport.h"
#include "core/trips/tripscheduleservice.h"
#include "core/trips/tripservice.h"

namespace portier::runtime
{

/// The room "trips" with its price sources, built from the configuration.
class TripsRoom
{
public:
    /// What it stands on; all of it outlives the room.
    struct Ground {
        const Config &config;
        std::shared_ptr<Clock> clock;
        storage::Database &database;
        std::shared_ptr<const operations::Sealer> sealer;
        operations::Metrics &metrics;
        operations::RateLimits &rateLimits;
        scheduling::Schedules schedules;
        std::function<Result<std::optional<trips::TripOwner>>(storage::Transaction &, const QString &userId)> findOwner;
        std::function<Result<>(storage::Transaction &, const trips::SourceNotice &, Instant)> notify;
    };
    explicit TripsRoom(const Ground &ground);
    ~TripsRoom();

    /// Declares jobs, schedules and retention; before they start.
    void registerWork(scheduling::JobRunner &jobs, scheduling::Scheduler &scheduler, Retention &retention);
    /// In the start-up transaction, and when the settings schedule.<name> are others.
    [[nodiscard]] Result<> plan(storage::Transaction &tx, Instant now) const;
    /// After the jobs have started: what the calendar or a crash left behind (TRP-031, TRP-047).
    QCoro::Task<Result<>> start();
    /// Ends what is on the wire; after the jobs are drained.
    QCoro::Task<> stop();
    /// Applies settings of price sources from the next question on.
    void reload(const Config &config);

    [[nodiscard]] const trips::Airports &airports() const { return m_airports; }
    [[nodiscard]] trips::PriceFinder &finder() { return m_finder; }
    /// Sources that call outside services and are in use, for whoever watches over them. From any thread.
    [[nodiscard]] QList<trips::WatchedSource> watchedSources() const;
    [[nodiscard]] trips::Environment environment() const { return m_environment; }
    [[nodiscard]] trips::TripService &trips() { return m_trips; }
    [[nodiscard]] trips::PauseLinks &pauseLinks() { return m_pauseLinks; }
    [[nodiscard]] trips::RefreshService &refreshes() { return m_refreshes; }
    [[nodiscard]] trips::SnapshotService &snapshots() { return m_snapshots; }
    [[nodiscard]] trips::AlertService &alerts() { return m_alerts; }
    [[nodiscard]] trips::TripScheduleService &schedules() { return m_schedules; }
    [[nodiscard]] trips::TripImport &imports() { return m_imports; }
    [[nodiscard]] trips::TripExport &exports() { return m_exports; }

private:
    [[nodiscard]] trips::Environment makeEnvironment(const Ground &ground);
    [[nodiscard]] QList<trips::SimulatedDay> simulatedHistory(const trips::TripPlan &plan, Instant now) const;

    trips::Airports m_airports;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<trips::DemoSource> m_demo;
    std::shared_ptr<trips::SkiplaggedSource> m_skiplagged;
    trips::PriceFinder m_finder;
    mutable QMutex m_watchedMutex;
    QList<trips::WatchedSource> m_watchedSources; ///< database threads read it
    trips::Environment m_environment;
    trips::TripService m_trips;
    trips::PauseLinks m_pauseLinks;
    trips::RefreshService m_refreshes;
    trips::SnapshotService m_snapshots;
    trips::AlertService m_alerts;
    trips::TripScheduleService m_schedules;
    trips::TripImport m_imports;
    trips::TripExport m_exports;
    trips::CheckJob m_checkJob;
    trips::RefreshWork m_refreshWork;
    trips::ReminderWork m_reminderWork;
    trips::PriceSummary m_priceSummary;
    trips::TripFigures m_figures;
    int m_rawRetentionDays;
};

} // namespace portier::runtime
