// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <map>

namespace portier
{

/// Real time from its start on, plus an offset that can be moved on: the clock of a running service under test (setting
/// test.clock). Timers and advance() belong to one thread; now(), monotonic() and beginWork() may be called from any.
class SteppingClock final : public Clock
{
public:
    SteppingClock();
    /// Starts at `start` instead of the present.
    explicit SteppingClock(Instant start);
    ~SteppingClock() override;

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Millis monotonic() const override;
    [[nodiscard]] std::unique_ptr<TimerHandle> callAfter(Millis delay, std::function<void()> callback) override;

    /// Moves time on. Timers that become due on the way fire in order at their own moments, and between two of them the
    /// event loop runs until no work is in flight (or 30 s of real time have passed: then something waits for time).
    /// False when another advance is under way.
    QCoro::Task<bool> advance(Millis duration);

private:
    class Handle;
    using Key = std::pair<Millis, quint64>;
    struct Timers;

    /// Fires what is due and waits in real time for the next.
    void fireDue();
    void arm();
    QCoro::Task<> settle();

    SystemClock m_real;
    std::atomic<qint64> m_steppedMs{0};
    quint64 m_nextOrder = 0;
    std::shared_ptr<Timers> m_timers;
    Instant m_epoch; ///< the date when monotonic() is zero: both times move together, so a step is the same in both
    bool m_advancing = false;
};

} // namespace portier
