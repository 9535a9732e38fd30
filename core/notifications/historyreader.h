// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/history.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::notifications
{

struct HistoryPage {
    QList<HistoryItem> items;
    std::optional<HistoryCursor> next; ///< nothing at the end
};

/// Reads the history of messages for the API (PLT-139). Lives on the core thread; must outlive its tasks.
class HistoryReader
{
public:
    HistoryReader(storage::Database &database, std::shared_ptr<Clock> clock)
        : m_database(database), m_clock(std::move(clock))
    {
    }
    /// An account's own messages, as the filter says.
    QCoro::Task<Result<HistoryPage>> page(HistoryFilter filter, std::optional<HistoryCursor> after, int limit);
    /// Everybody's; the reading is audited (PLT-010).
    QCoro::Task<Result<HistoryPage>> pageOfAll(HistoryFilter filter, std::optional<HistoryCursor> after, int limit,
                                               operations::Actor reader);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::notifications
