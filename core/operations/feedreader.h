// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/completion.h"
#include "core/base/taskscope.h"
#include "core/operations/changefeed.h"
#include "core/storage/database.h"

#include <QCoroTask>
#include <QHash>
#include <QSet>

namespace portier::operations
{

class Metrics;

/// One call of the change feed.
struct FeedCall {
    std::optional<qint64> after; ///< nothing: no items, only the head
    Millis wait{0};              ///< how long an empty page may be held back
    int limit = 100;
    FeedFilter filter;
    QString caller; ///< session, key or link: what the number of waiting calls is bounded by
};

/// Serves the change feed, also to callers that wait for news (PLT-080 to PLT-084). A waiting call is a suspended
/// coroutine and a timer: it holds no database thread. After a commit that appended to the feed one read finds out what
/// came, and wakes those who may see it. Lives on the core thread, as the database object does.
class FeedReader : public QObject
{
    Q_OBJECT
public:
    struct Options {
        int waitingEach = 4; ///< calls of one caller that wait at once; one more sends the oldest home. 0: no bound
        Millis beat = std::chrono::milliseconds(400);  ///< PostgreSQL: how soon other instances' commits are seen
        Millis settle = std::chrono::milliseconds(15); ///< PostgreSQL: between looks at rows that are held back
    };
    FeedReader(storage::Database &database, std::shared_ptr<Clock> clock, Metrics &metrics, Options options);
    ~FeedReader() override;

    /// Errors: Invalid "feed_reset" with details {"head": n} (PLT-083).
    QCoro::Task<Result<FeedPage>> page(FeedCall call);
    /// Ends all waiting, from now on nobody waits (PLT-102). The tasks of page() end by themselves soon after.
    void stop();
    /// After stop(): returns when nothing of this object runs any more.
    QCoro::Task<> join() { return m_tasks.join(); }

    void setWaitingEach(int count) { m_options.waitingEach = count; }
    [[nodiscard]] int waiting() const { return m_waiting; }

private:
    struct Waiter {
        Completion done;
        qint64 after = 0;
        FeedFilter filter;
        QString caller;
        bool sentHome = false;
    };
    using WaiterPtr = std::shared_ptr<Waiter>;

    [[nodiscard]] WaiterPtr enlist(const FeedCall &call);
    void dismiss(const WaiterPtr &waiter);
    void look();
    void lookAfter(Millis delay);
    QCoro::Task<> readAndWake();
    void wake(const FeedNews &news);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Metrics &m_metrics;
    Options m_options;

    QHash<QString, QSet<WaiterPtr>> m_byVisibility;
    QHash<QString, QList<WaiterPtr>> m_byCaller; ///< oldest first
    int m_waiting = 0;
    qint64 m_seen = 0; ///< whoever waits was woken for everything up to here; means nothing while nobody waits
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_stopped = false;
    std::unique_ptr<TimerHandle> m_next;
    TaskScope m_tasks;
};

} // namespace portier::operations
