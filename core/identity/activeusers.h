// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::operations
{
class Metrics;
}

namespace portier::identity
{

/// Shows how many accounts were seen in the last 24 hours (PLT-167). A scrape shows the last count and starts the next
/// one; stop() before the database goes.
class ActiveUsers
{
public:
    ActiveUsers(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics);
    ~ActiveUsers();
    QCoro::Task<> stop();

private:
    struct State;
    static QCoro::Task<> countNow(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

} // namespace portier::identity
