// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <coroutine>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QAbstractEventDispatcher;
class QSocketNotifier;

namespace portier::storage
{

/// What a database thread hands back: callbacks to run, then a coroutine to resume; the mark of Clock::beginWork() is
/// dropped last, so that whatever follows has begun its own work by then.
struct Delivery {
    std::vector<std::function<void()>> callbacks;
    std::coroutine_handle<> resume;
    std::shared_ptr<void> mark;
};

/// Carries deliveries to one thread and wakes it once for as many as are waiting, through an eventfd: nothing is
/// allocated for a wake, and every handover is visible to the thread sanitizer, which posted events of Qt are not.
class Mailbox
{
public:
    Mailbox();
    ~Mailbox();
    Mailbox(const Mailbox &) = delete;
    Mailbox &operator=(const Mailbox &) = delete;

    /// From any thread.
    void post(std::vector<Delivery> deliveries);
    /// Drops what has not been delivered and what comes later; on the receiving thread.
    void close();

private:
    friend class MailboxReader;
    [[nodiscard]] bool takeNext(Delivery &delivery);

    int m_wakeFd;
    std::mutex m_mutex;
    std::deque<Delivery> m_waiting;
    bool m_awake = false; ///< the eventfd is readable
    bool m_closed = false;
};

/// The receiving end: delivers from the event loop of the thread that made it, which must also destroy it.
class MailboxReader
{
public:
    MailboxReader();
    ~MailboxReader();
    MailboxReader(const MailboxReader &) = delete;
    MailboxReader &operator=(const MailboxReader &) = delete;

    /// The one for coroutines of the calling thread.
    [[nodiscard]] static const std::shared_ptr<Mailbox> &ofThisThread();

    [[nodiscard]] const std::shared_ptr<Mailbox> &mailbox() const { return m_mailbox; }

private:
    void deliver();

    std::shared_ptr<Mailbox> m_mailbox; ///< shared with work on its way, which may end after this object
    QAbstractEventDispatcher *m_dispatcher;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace portier::storage
