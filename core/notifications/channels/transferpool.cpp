// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/transferpool.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace portier::notifications
{

struct TransferPool::Awaiter {
    TransferPool &pool;
    Work work;

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting)
    {
        {
            const std::lock_guard lock(pool.m_mutex);
            pool.m_queue.push_back({std::move(work), waiting});
        }
        pool.m_wake.notify_one();
    }
    void await_resume() const noexcept {}
};

TransferPool::TransferPool(std::shared_ptr<Clock> clock, int threads)
    : m_clock(std::move(clock)), m_eventFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_eventFd < 0)
        qFatal("eventfd: %s", qPrintable(qt_error_string(errno)));
    m_notifier = std::make_unique<QSocketNotifier>(m_eventFd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { resumeFinished(); });
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

TransferPool::~TransferPool()
{
    cancel();
    m_notifier.reset();
    ::close(m_eventFd);
}

void TransferPool::cancel()
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    for (const Entry &entry : std::exchange(m_queue, {}))
        m_finished.push_back(entry.waiting);
    resumeFinished();
}

QCoro::Task<> TransferPool::run(Work work)
{
    const auto inFlight = m_clock->beginWork();
    if (m_cancelled)
        co_return;
    // GCC 12 destroys the members of an aggregate twice when it is a temporary in a co_await expression.
    Awaiter awaiter{*this, std::move(work)};
    co_await awaiter;
}

void TransferPool::work()
{
    while (true) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_cancelled || !m_queue.empty(); });
            if (m_cancelled)
                return;
            entry = std::move(m_queue.front());
            m_queue.pop_front();
        }
        entry.work(m_cancelled);
        entry.work = {}; // what it holds ends on this thread, before the waiting side goes on
        finish(entry.waiting);
    }
}

void TransferPool::finish(std::coroutine_handle<> waiting)
{
    const std::lock_guard lock(m_mutex);
    m_finished.push_back(waiting);
    signal();
}

void TransferPool::signal()
{
    const uint64_t one = 1;
    // An eventfd only refuses when its counter overflows, and then it is readable anyway.
    [[maybe_unused]] const auto written = ::write(m_eventFd, &one, sizeof one);
}

void TransferPool::resumeFinished()
{
    uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(m_eventFd, &count, sizeof count);
    bool first = true;
    while (true) {
        std::coroutine_handle<> waiting;
        {
            const std::lock_guard lock(m_mutex);
            if (m_finished.empty())
                return;
            waiting = m_finished.front();
            m_finished.pop_front();
            // A resumed coroutine may run an event loop of its own and wait there for one of the others.
            if (first && !m_finished.empty())
                signal();
            first = false;
        }
        waiting.resume();
    }
}

} // namespace portier::notifications
