// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobrunner.h"
#include "core/trips/pricecheck.h"
#include "core/trips/tripenvironment.h"

namespace portier::operations
{
class Metrics;
}

namespace portier::trips
{

/// The jobs "trips.check" (one attempt to price a trip) and "trips.confirm" (a second look at an outlier). Everything a
/// check found commits in one transaction, with the end of its job (TRP-093, TRP-180). Must outlive the runner's
/// handlers.
class CheckJob
{
public:
    CheckJob(Environment environment, std::shared_ptr<Clock> clock, operations::Metrics &metrics);

    /// Both kinds, for JobRunner::registerKind.
    [[nodiscard]] QList<scheduling::JobKind> kinds();

private:
    QCoro::Task<scheduling::JobOutcome> check(std::shared_ptr<scheduling::JobContext> job);
    QCoro::Task<scheduling::JobOutcome> confirm(std::shared_ptr<scheduling::JobContext> job);
    void reportEnd(const PriceCheck &check, CheckOutcome outcome, Millis took);
    void reportEndedAtOnce(const PriceCheck &check);

    Environment m_environment;
    std::shared_ptr<Clock> m_clock;
    operations::Metrics &m_metrics;
};

} // namespace portier::trips
