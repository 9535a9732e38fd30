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
    explicit HistoryReader(storage::Database &database) : m_database(database) {}
    QCoro::Task<Result<HistoryPage>> page(HistoryFilter filter, std::optional<HistoryCursor> after, int limit);

private:
    storage::Database &m_database;
};

} // namespace portier::notifications
