// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/storage/mailbox.h"
#include "core/storage/transaction.h"

#include <QDeadlineTimer>

#include <condition_variable>
#include <optional>
#include <semaphore>

namespace portier::storage
{

/// One body on its way through a database thread and back. Lives with whoever waits for it (a coroutine frame or a
/// blocked stack), so that nothing is allocated for the trip.
struct Work {
    bool writable = false;
    std::function<Result<>(Transaction &)> body;
    std::shared_ptr<void> mark;       ///< Clock::beginWork(): alive until the waiter ran on
    std::shared_ptr<Mailbox> replyTo; ///< of the awaiting thread; empty when a thread blocks
    std::coroutine_handle<> waiter;
    QDeadlineTimer patience; ///< see WorkQueue::takeExpired(); set by push()
    /// For a blocked thread; shared, as that thread may be gone before release() ends.
    std::shared_ptr<std::binary_semaphore> done;
    // Filled by the database thread:
    Result<> outcome;
    std::vector<std::function<void()>> afterCommit;
};

/// What waits for a database thread. Any thread.
class WorkQueue
{
public:
    /// `patience` matters only where somebody calls takeExpired().
    void push(Work *work, QDeadlineTimer patience = QDeadlineTimer(QDeadlineTimer::Forever));
    /// Up to `most`, at least one; nothing when the queue is closed and empty, or when `wait` is over.
    [[nodiscard]] std::vector<Work *> take(int most, std::optional<std::chrono::milliseconds> wait = {});
    /// Waits for and gives what nobody took within its patience; nothing when the queue is closed. One thread.
    [[nodiscard]] std::vector<Work *> takeExpired();
    /// Lets what is queued run and everybody in take() go afterwards.
    void close();
    [[nodiscard]] int size() const;
    /// Threads inside take() right now.
    [[nodiscard]] int takers() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;  ///< threads in take()
    std::condition_variable m_watch; ///< the thread in takeExpired()
    std::deque<Work *> m_waiting;
    int m_takers = 0;
    bool m_closed = false;
};

/// Hands finished work back to its waiters; callbacks of commits go to the mailbox of the Database's owner first.
void reply(const std::vector<Work *> &finished, Mailbox &owner);

} // namespace portier::storage
