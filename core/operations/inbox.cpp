// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/inbox.h"

#include <algorithm>

namespace portier::operations
{

namespace
{

/// What has a deadline comes first; of equal ones whoever waits longest.
bool comesBefore(const InboxItem &a, const InboxItem &b)
{
    if (a.deadline != b.deadline)
        return a.deadline && (!b.deadline || *a.deadline < *b.deadline);
    return std::tie(a.waitingSince, a.id) < std::tie(b.waitingSince, b.id);
}

} // namespace

QCoro::Task<Result<QList<InboxItem>>> Inbox::load(InboxReader reader)
{
    const auto body = [sources = m_sources, reader = std::move(reader),
                       now = m_clock->now()](storage::Transaction &tx) -> Result<QList<InboxItem>> {
        QList<InboxItem> items;
        for (const Source &source : sources) {
            PORTIER_ASSIGN(found, source(tx, reader, now));
            items.append(found);
        }
        std::sort(items.begin(), items.end(), comesBefore);
        return items;
    };
    co_return co_await m_database.read(body);
}

} // namespace portier::operations
