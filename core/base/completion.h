// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <coroutine>
#include <memory>
#include <vector>

namespace portier
{

/// Something that happens once and that coroutines of one thread wait for, each up to a time of its own.
class Completion
{
    struct Waiter {
        std::coroutine_handle<> handle;
        bool resumed = false;
        std::unique_ptr<TimerHandle> timer;
    };

public:
    class Awaiter
    {
    public:
        Awaiter(Completion &completion, Clock &clock, Millis limit)
            : m_completion(completion), m_clock(clock), m_limit(limit)
        {
        }
        [[nodiscard]] bool await_ready() const noexcept { return m_completion.m_done; }
        void await_suspend(std::coroutine_handle<> handle);
        /// True when it happened, false when the time was up first.
        [[nodiscard]] bool await_resume() const noexcept { return m_waiter ? !m_timedOut : true; }

    private:
        Completion &m_completion;
        Clock &m_clock;
        Millis m_limit;
        std::shared_ptr<Waiter> m_waiter;
        bool m_timedOut = false;
    };

    Completion() = default;
    Completion(const Completion &) = delete;
    Completion &operator=(const Completion &) = delete;

    [[nodiscard]] bool isDone() const { return m_done; }
    /// Resumes everybody who waits, at once.
    void complete();
    /// The completion must be kept alive by whoever awaits it.
    [[nodiscard]] Awaiter within(Clock &clock, Millis limit) { return Awaiter(*this, clock, limit); }

private:
    bool m_done = false;
    std::vector<std::shared_ptr<Waiter>> m_waiters;
};

} // namespace portier
