// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/operations/auditreader.h"
#include "core/operations/clientreports.h"
#include "core/operations/dataexports.h"
#include "core/operations/erasures.h"
#include "core/operations/feedreader.h"
#include "core/operations/inbox.h"
#include "core/operations/personaldata.h"
#include "core/operations/runtimesettings.h"
#include "core/runtime/retention.h"
#include "core/scheduling/administration.h"
#include "core/scheduling/jobrunner.h"

namespace portier::runtime
{

/// The room "operations", built from the configuration: what serves all capabilities and belongs to none.
class OperationsRoom
{
public:
    /// What it stands on; all of it outlives the room.
    struct Ground {
        const Config &config;
        std::shared_ptr<Clock> clock;
        storage::Database &database;
        std::shared_ptr<const operations::Sealer> sealer;
        operations::Metrics &metrics;
        Millis beat; ///< how often other instances' changes are looked for
        const scheduling::Scheduler &scheduler;
    };
    explicit OperationsRoom(const Ground &ground);

    /// Declares jobs and retention; before they start.
    void registerWork(scheduling::JobRunner &jobs, Retention &retention);
    /// Sends home whoever waits for changes; first of all when draining.
    void stopWaiting() { m_feed.stop(); }
    QCoro::Task<> stop();
    /// Applies what admins may change.
    void reload(const Config &config);

    [[nodiscard]] operations::FeedReader &feed() { return m_feed; }
    [[nodiscard]] operations::Inbox &inbox() { return m_inbox; }
    [[nodiscard]] operations::AuditReader &audit() { return m_audit; }
    [[nodiscard]] operations::RuntimeSettings &settings() { return m_settings; }
    [[nodiscard]] operations::ClientReports &clientReports() { return m_clientReports; }
    [[nodiscard]] operations::DataExports &exports() { return m_exports; }
    [[nodiscard]] operations::Erasures &erasures() { return m_erasures; }
    [[nodiscard]] scheduling::Administration &administration() { return m_administration; }
    /// Rooms add theirs in the order in which they are erased; see PersonalDataSources.
    [[nodiscard]] operations::PersonalDataSources &personalData() { return m_personalData; }

private:
    QCoro::Task<scheduling::JobOutcome> runExport(std::shared_ptr<scheduling::JobContext> job);
    QCoro::Task<scheduling::JobOutcome> runErasure(std::shared_ptr<scheduling::JobContext> job);

    operations::FeedReader m_feed;
    operations::Inbox m_inbox;
    operations::AuditReader m_audit;
    operations::RuntimeSettings m_settings;
    scheduling::Administration m_administration;
    operations::ClientReports m_clientReports;
    operations::PersonalDataSources m_personalData;
    operations::DataExports m_exports;
    operations::Erasures m_erasures;
};

} // namespace portier::runtime
