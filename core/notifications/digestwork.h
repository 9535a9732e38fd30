// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/notificationsettings.h"
#include "core/operations/metrics.h"
#include "core/operations/sealer.h"
#include "core/scheduling/jobrunner.h"

namespace portier::notifications
{

/// Lets collected messages go when their time has come: as one digest, or on their own (PLT-133 to PLT-136). Lives on
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
    void registerWith(scheduling::JobRunner &runner);
    void setSettings(NotificationSettings settings) { m_settings = std::move(settings); }

private:
    QCoro::Task<scheduling::JobOutcome> release(std::shared_ptr<scheduling::JobContext> job);

    Dependencies m_deps;
    NotificationSettings m_settings;
};

} // namespace portier::notifications
