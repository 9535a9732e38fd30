// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/database.h"

#include <QCoroTask>

#include <functional>
#include <vector>

namespace portier::operations
{

/// Whose inbox it is.
struct InboxReader {
    QString accountId;
    QStringList roles; ///< "member", "reviewer", "approver", "admin"
    QString language = QStringLiteral("de");
};

/// Something that waits for a decision or an answer of the reader (PLT-189).
struct InboxItem {
    QString kind; ///< "booking_decision"
    QString id;
    QString title;
    QString subtitle;
    Instant waitingSince;
    std::optional<Instant> deadline;
    QString deadlineKind; ///< what happens then, "stay_begins"; empty without a deadline
    QStringList actions;  ///< "approve", "deny"
};

/// Everything that waits for one person, over all capabilities. An item disappears in the transaction that settles it,
/// and that transaction appends to the change feed. Must outlive the tasks it returned.
class Inbox
{
public:
    using Source = std::function<Result<QList<InboxItem>>(storage::Transaction &, const InboxReader &, Instant now)>;

    Inbox(storage::Database &database, std::shared_ptr<Clock> clock) : m_database(database), m_clock(std::move(clock))
    {
    }
    /// A capability's contribution; registered in runtime.
    void addSource(Source source) { m_sources.push_back(std::move(source)); }
    /// By deadline, then age.
    QCoro::Task<Result<QList<InboxItem>>> load(InboxReader reader);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::vector<Source> m_sources;
};

} // namespace portier::operations
