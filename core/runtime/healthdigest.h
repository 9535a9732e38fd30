// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"
#include "core/runtime/healthgrades.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"

namespace portier::runtime
{

/// The work of the schedule `health_digest` (PLT-175): one mail per day to admins and operator.emails that says of each
/// check whether it is well.
class HealthDigest
{
public:
    /// Fills in what it knows, in a read transaction.
    using Gather = std::function<Result<>(storage::Transaction &, HealthFacts &)>;

    explicit HealthDigest(std::shared_ptr<Clock> clock) : m_clock(std::move(clock)) {}

    void addGather(Gather gather) { m_gathers.push_back(std::move(gather)); }
    /// Besides the admins.
    void setRecipients(QList<notifications::Recipient> recipients) { m_recipients = std::move(recipients); }
    void registerWork(scheduling::Scheduler &scheduler);

private:
    QCoro::Task<scheduling::JobOutcome> run(scheduling::OccurrenceRun occurrence);

    std::shared_ptr<Clock> m_clock;
    std::vector<Gather> m_gathers;
    QList<notifications::Recipient> m_recipients;
};

/// The report as an event, once per period.
[[nodiscard]] notifications::Event healthDigestEvent(const QList<HealthLine> &lines, const QDate &day,
                                                     const QString &period);

} // namespace portier::runtime
