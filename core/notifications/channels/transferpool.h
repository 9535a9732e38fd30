// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QCoroTask>
#include <QSocketNotifier>

#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <mutex>
#include <thread>

namespace portier::notifications
{

/// A few threads for transfers that block (libcurl), so that the core thread never does. Made, used and destroyed on
/// the core thread, which must have an event loop.
class TransferPool
{
public:
    /// Blocks on the pool's thread; must look at the flag now and then and return soon once it is set.
    using Work = std::function<void(const std::atomic<bool> &cancelled)>;

    explicit TransferPool(std::shared_ptr<Clock> clock, int threads = 4);
    ~TransferPool();
    TransferPool(const TransferPool &) = delete;
    TransferPool &operator=(const TransferPool &) = delete;

    /// Runs `work` on a thread and resumes here when it has returned, or when the pool ends. What it finds out goes
    /// into something shared that the caller keeps.
    QCoro::Task<> run(Work work);
    /// Ends the pool: cancels what runs, drops what waits, waits for the threads, and resumes everyone. What is run
    /// later is dropped at once.
    void cancel();

private:
    struct Entry {
        Work work;
        std::coroutine_handle<> waiting;
    };
    struct Awaiter;

    void work();
    void finish(std::coroutine_handle<> waiting);
    void signal();
    void resumeFinished();

    std::shared_ptr<Clock> m_clock;
    std::atomic<bool> m_cancelled = false;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Entry> m_queue;
    std::deque<std::coroutine_handle<>> m_finished;
    int m_eventFd; ///< becomes readable when m_finished has entries
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::vector<std::thread> m_threads;
};

} // namespace portier::notifications
