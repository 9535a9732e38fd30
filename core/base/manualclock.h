// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <map>

namespace portier
{

/// A clock for tests and simulations: time stands still until it is advanced. Due timers fire in order of their due
/// moment (ties in order of creation), and between two of them the event loop runs until nothing is in flight, so a
/// year of work behaves as if every reaction took no time. Timers and advance() belong to one thread; now(),
/// monotonic() and beginWork() may be called from any.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start);
    ~ManualClock() override;

    [[nodiscard]] Instant now() const override { return fromMs(m_nowMs.load()); }
    [[nodiscard]] Millis monotonic() const override { return Millis(m_monotonicMs.load()); }
    [[nodiscard]] std::unique_ptr<TimerHandle> callAfter(Millis delay, std::function<void()> callback) override;

    /// Moves time on, firing what becomes due on the way.
    void advance(Millis duration);
    void advanceTo(Instant instant);
    /// Fires the next timer, jumping to its moment; false when there is none up to `limit`.
    bool advanceToNextTimer(Instant limit);
    /// Runs the event loop until no work is in flight, without moving time.
    void settle();
    /// Moves the wall clock only, as an administrator or NTP would: no timer fires earlier or later.
    void jumpWallClock(Millis by);

private:
    class Handle;
    using Key = std::pair<Millis, quint64>;

    std::atomic<qint64> m_nowMs;
    std::atomic<qint64> m_monotonicMs{0};
    quint64 m_nextOrder = 0;
    std::shared_ptr<std::map<Key, std::function<void()>>> m_timers;
};

} // namespace portier
