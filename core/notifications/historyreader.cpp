// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/historyreader.h"

namespace portier::notifications
{

QCoro::Task<Result<HistoryPage>> HistoryReader::page(HistoryFilter filter, std::optional<HistoryCursor> after,
                                                     int limit)
{
    // One more than the page holds tells whether there is a next one.
    auto read = [filter = std::move(filter), after = std::move(after), limit](storage::Transaction &tx) {
        return listMessages(tx, filter, after, limit + 1);
    };
    auto reading = m_database.read(std::move(read));
    PORTIER_CO_ASSIGN(items, co_await reading);
    HistoryPage page;
    if (items.size() > limit) {
        items.removeLast();
        page.next = HistoryCursor{items.constLast().message.createdAt, items.constLast().message.id};
    }
    page.items = items;
    co_return page;
}

} // namespace portier::notifications
