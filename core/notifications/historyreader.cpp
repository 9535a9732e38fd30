// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/historyreader.h"

#include "core/operations/audit.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

Result<HistoryPage> readPage(storage::Transaction &tx, const HistoryFilter &filter,
                             const std::optional<HistoryCursor> &after, int limit)
{
    // One more than the page holds tells whether there is a next one.
    PORTIER_ASSIGN(items, listMessages(tx, filter, after, limit + 1));
    HistoryPage page;
    if (items.size() > limit) {
        items.removeLast();
        page.next = HistoryCursor{items.constLast().message.createdAt, items.constLast().message.id};
    }
    page.items = items;
    return page;
}

} // namespace

QCoro::Task<Result<HistoryPage>> HistoryReader::page(HistoryFilter filter, std::optional<HistoryCursor> after,
                                                     int limit)
{
    const auto body = [filter, after, limit](storage::Transaction &tx) { return readPage(tx, filter, after, limit); };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<HistoryPage>> HistoryReader::pageOfAll(HistoryFilter filter, std::optional<HistoryCursor> after,
                                                          int limit, operations::Actor reader)
{
    const auto body = [filter, after, limit, reader,
                       now = m_clock->now()](storage::Transaction &tx) -> Result<HistoryPage> {
        PORTIER_TRY(
            operations::appendAudit(tx, {reader, u"notification.read"_s, u"notification"_s, {}, u"ok"_s, {}}, now));
        return readPage(tx, filter, after, limit);
    };
    co_return co_await m_database.write(body);
}

} // namespace portier::notifications
