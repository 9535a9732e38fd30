// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/collectionstore.h"
#include "core/notifications/notificationsettings.h"
#include "core/operations/metrics.h"
#include "core/operations/sealer.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"

namespace portier::notifications
{

/// Lets collected messages go when their time has come: as one digest, or on their own (PLT-133 to PLT-136). What waits
/// for a person's own time leaves with an occurrence of that account's schedule, everything else with a job. Lives on
/// the core thread and outlives the JobRunner's drain.
class DigestWork
{
public:
    struct Dependencies {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
        operations::Metrics &metrics;
    };
    DigestWork(Dependencies dependencies, NotificationSettings settings);

    /// Before JobRunner::start().
    void registerWith(scheduling::JobRunner &runner, scheduling::Scheduler &scheduler);
    void setSettings(NotificationSettings settings) { m_settings = std::move(settings); }

private:
    QCoro::Task<scheduling::JobOutcome> release(std::shared_ptr<scheduling::JobContext> job);
    QCoro::Task<scheduling::JobOutcome> releaseOccurrence(scheduling::OccurrenceRun occurrence);
    /// `isOccurrence`: what has to leave later gets a job of its own, this one ends.
    QCoro::Task<scheduling::JobOutcome> releaseInlet(std::shared_ptr<scheduling::JobContext> job, Inlet inlet,
                                                     QString period, bool isOccurrence);

    Dependencies m_deps;
    NotificationSettings m_settings;
};

} // namespace portier::notifications
