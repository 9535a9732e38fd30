// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/completion.h"

#include <algorithm>

namespace portier
{

void Completion::Awaiter::await_suspend(std::coroutine_handle<> handle)
{
    m_waiter = std::make_shared<Waiter>();
    m_waiter->handle = handle;
    m_completion.m_waiters.push_back(m_waiter);
    // This object lies in the frame of the suspended coroutine, so it lives until one of the two resumes it.
    // Weak, because the waiter owns the timer: a strong one would keep both for ever once the time is up.
    m_waiter->timer = m_clock.callAfter(m_limit, [this, weak = std::weak_ptr(m_waiter)] {
        const std::shared_ptr<Waiter> waiter = weak.lock();
        if (!waiter || waiter->resumed)
            return;
        waiter->resumed = true;
        m_timedOut = true;
        std::erase(m_completion.m_waiters, waiter);
        waiter->handle.resume();
    });
}

void Completion::complete()
{
    m_done = true;
    const auto waiters = std::move(m_waiters);
    for (const auto &waiter : waiters) {
        if (waiter->resumed)
            continue;
        waiter->resumed = true;
        waiter->timer.reset();
        waiter->handle.resume();
    }
}

} // namespace portier
