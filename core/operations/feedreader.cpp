// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/feedreader.h"

#include "core/operations/metrics.h"

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

constexpr int newsPerLook = 2000;

} // namespace

FeedReader::FeedReader(storage::Database &database, std::shared_ptr<Clock> clock, Metrics &metrics, Options options)
    : m_database(database), m_clock(std::move(clock)), m_metrics(metrics), m_options(options)
{
    m_metrics.set(u"portier_feed_waiters"_s, 0);
    connect(&database, &storage::Database::announced, this, [this](const QString &topic) {
        if (topic == changesTopic)
            look();
    });
}

FeedReader::~FeedReader() = default;

QCoro::Task<Result<FeedPage>> FeedReader::page(FeedCall call)
{
    if (!call.after) {
        const auto readHead = [](storage::Transaction &tx) { return feedHead(tx); };
        PORTIER_CO_ASSIGN(head, co_await m_database.read(readHead));
        co_return FeedPage{{}, head, false};
    }
    const Millis end = m_clock->monotonic() + call.wait;
    for (;;) {
        const auto body = [after = *call.after, limit = call.limit, filter = call.filter](storage::Transaction &tx) {
            return readChanges(tx, after, limit, filter);
        };
        PORTIER_CO_ASSIGN(page, co_await m_database.read(body));
        const Millis left = end - m_clock->monotonic();
        if (!page.items.isEmpty() || left <= Millis(0) || m_stopped)
            co_return page;
        call.after = page.next; // nothing up to there concerns the caller
        const WaiterPtr waiter = enlist(call);
        const bool woken = co_await waiter->done.within(*m_clock, left);
        dismiss(waiter);
        if (!woken || waiter->sentHome)
            co_return page;
    }
}

void FeedReader::stop()
{
    m_stopped = true;
    m_next.reset();
    const auto callers = m_byCaller;
    for (const QList<WaiterPtr> &waiters : callers) {
        for (const WaiterPtr &waiter : waiters) {
            waiter->sentHome = true;
            waiter->done.complete();
        }
    }
}

FeedReader::WaiterPtr FeedReader::enlist(const FeedCall &call)
{
    auto waiter = std::make_shared<Waiter>();
    waiter->after = *call.after;
    waiter->filter = call.filter;
    waiter->caller = call.caller;
    if (m_waiting == 0) {
        m_seen = waiter->after;
        if (!m_database.dialect().isSqlite())
            lookAfter(m_options.beat);
    } else if (m_seen > waiter->after) {
        waiter->done.complete(); // what came since its read woke the others already: read again
    }
    QList<WaiterPtr> &same = m_byCaller[call.caller];
    if (m_options.waitingEach > 0 && same.size() >= m_options.waitingEach) {
        const WaiterPtr oldest = same.constFirst();
        oldest->sentHome = true;
        // Later: its coroutine runs on inside complete() and changes the lists this function is about to change.
        QMetaObject::invokeMethod(
            this, [oldest] { oldest->done.complete(); }, Qt::QueuedConnection);
        same.removeFirst();
    }
    same.append(waiter);
    for (const QString &visibility : std::as_const(waiter->filter.visibilities))
        m_byVisibility[visibility].insert(waiter);
    m_metrics.set(u"portier_feed_waiters"_s, ++m_waiting);
    return waiter;
}

void FeedReader::dismiss(const WaiterPtr &waiter)
{
    for (const QString &visibility : std::as_const(waiter->filter.visibilities)) {
        auto found = m_byVisibility.find(visibility);
        if (found != m_byVisibility.end() && found->remove(waiter) && found->isEmpty())
            m_byVisibility.erase(found);
    }
    auto same = m_byCaller.find(waiter->caller);
    if (same != m_byCaller.end() && same->removeOne(waiter) && same->isEmpty())
        m_byCaller.erase(same);
    m_metrics.set(u"portier_feed_waiters"_s, --m_waiting);
    if (m_waiting == 0)
        m_next.reset();
}

void FeedReader::look()
{
    if (m_waiting == 0 || m_stopped)
        return;
    m_lookAgain = true;
    if (!m_looking)
        m_tasks.add(readAndWake());
}

void FeedReader::lookAfter(Millis delay)
{
    m_next = m_clock->callAfter(delay, [this] { look(); });
}

QCoro::Task<> FeedReader::readAndWake()
{
    m_looking = true;
    while (m_lookAgain && m_waiting > 0 && !m_stopped) {
        m_lookAgain = false;
        const qint64 after = m_seen;
        const auto body = [after](storage::Transaction &tx) { return readNews(tx, after, newsPerLook); };
        const auto news = co_await m_database.read(body);
        // Meanwhile everybody may have left and somebody else have begun to wait from another place.
        const bool moved = m_seen != after;
        if (news && !moved)
            wake(*news);
        m_lookAgain = m_lookAgain || moved || (news && news->hasMore);
        // Whoever waits on PostgreSQL is told of other instances by the beat; a failed read is tried again by it, too.
        if (m_waiting > 0 && !m_stopped && (!news || !m_database.dialect().isSqlite()))
            lookAfter(news && !news->isSettled ? m_options.settle : m_options.beat);
    }
    m_looking = false;
}

void FeedReader::wake(const FeedNews &news)
{
    m_seen = std::max(m_seen, news.seen);
    QSet<WaiterPtr> woken;
    for (const FeedNews::Row &row : news.rows) {
        const QSet<WaiterPtr> waiters = m_byVisibility.value(row.visibility);
        for (const WaiterPtr &waiter : waiters) {
            if (row.sequence > waiter->after && matchesKind(waiter->filter.kinds, row.kind))
                woken.insert(waiter);
        }
    }
    // Each runs on inside complete() and leaves the lists; `woken` is a copy of its own.
    for (const WaiterPtr &waiter : std::as_const(woken))
        waiter->done.complete();
}

} // namespace portier::operations
