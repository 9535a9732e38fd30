// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/work.h"

#include <algorithm>

namespace portier::storage
{

void WorkQueue::push(Work *work, QDeadlineTimer patience)
{
    work->patience = patience;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(work);
    }
    m_wake.notify_one();
    m_watch.notify_one();
}

std::vector<Work *> WorkQueue::take(int most, std::optional<std::chrono::milliseconds> wait)
{
    std::unique_lock lock(m_mutex);
    const auto ready = [this] { return !m_waiting.empty() || m_closed; };
    ++m_takers;
    if (wait)
        m_wake.wait_for(lock, *wait, ready);
    else
        m_wake.wait(lock, ready);
    --m_takers;
    const auto count = std::min<std::ptrdiff_t>(most, std::ssize(m_waiting));
    std::vector<Work *> taken(m_waiting.begin(), m_waiting.begin() + count);
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + count);
    return taken;
}

std::vector<Work *> WorkQueue::takeExpired()
{
    std::unique_lock lock(m_mutex);
    std::vector<Work *> expired;
    while (expired.empty() && !m_closed) {
        if (m_waiting.empty())
            m_watch.wait(lock);
        else if (!m_waiting.front()->patience.hasExpired())
            m_watch.wait_for(lock, m_waiting.front()->patience.remainingTimeAsDuration());
        // All have the same patience, so the oldest is the first.
        while (!m_waiting.empty() && m_waiting.front()->patience.hasExpired()) {
            expired.push_back(m_waiting.front());
            m_waiting.pop_front();
        }
    }
    return expired;
}

void WorkQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_wake.notify_all();
    m_watch.notify_all();
}

int WorkQueue::size() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_waiting.size());
}

int WorkQueue::takers() const
{
    const std::lock_guard lock(m_mutex);
    return m_takers;
}

void reply(const std::vector<Work *> &finished, Mailbox &owner)
{
    std::vector<Delivery> callbacks;
    for (Work *work : finished) {
        if (!work->afterCommit.empty())
            callbacks.push_back({std::move(work->afterCommit), {}, work->mark});
    }
    if (!callbacks.empty())
        owner.post(std::move(callbacks));

    // Replies of one group nearly always go to one thread: collect runs of the same mailbox, so that each is one event.
    // A Work may be gone as soon as its reply is out, so nothing of it is read afterwards.
    std::vector<Delivery> replies;
    std::shared_ptr<Mailbox> to;
    const auto flush = [&] {
        if (to && !replies.empty())
            to->post(std::exchange(replies, {}));
    };
    for (Work *work : finished) {
        if (!work->replyTo) {
            const auto done = work->done;
            done->release();
            continue;
        }
        if (to != work->replyTo) {
            flush();
            to = work->replyTo;
        }
        replies.push_back({{}, work->waiter, std::move(work->mark)});
    }
    flush();
}

} // namespace portier::storage
