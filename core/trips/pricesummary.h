// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// The weekly summary of one account's prices (TRP-205), on the schedule that its preferences keep (PLT-128). Must
/// outlive the runner's handlers.
class PriceSummary
{
public:
    PriceSummary(Environment environment, std::shared_ptr<Clock> clock);

    [[nodiscard]] scheduling::OccurrenceHandler handler();

private:
    QCoro::Task<scheduling::JobOutcome> tell(scheduling::OccurrenceRun occurrence);

    Environment m_environment;
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::trips
