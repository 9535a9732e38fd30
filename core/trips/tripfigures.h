// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/database.h"

#include <QCoroTask>

#include <memory>

namespace portier::operations
{
class Metrics;
}

namespace portier::trips
{

/// The gauges that are counted in the database: trips by status and the checks of the last day (PLT-165, TRP-290). A
/// scrape does not wait: it shows the last count and starts the next one. Core thread; stop() before destroying it.
class TripFigures
{
public:
    TripFigures(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics);
    ~TripFigures();

    /// No new counts; waits for the one on the way.
    QCoro::Task<> stop();

private:
    struct State;
    static QCoro::Task<> countNow(std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
};

} // namespace portier::trips
