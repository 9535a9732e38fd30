// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace portier
{

using Millis = std::chrono::milliseconds;
/// A point in UTC with millisecond precision; stored as int64 milliseconds since the Unix epoch.
using Instant = std::chrono::sys_time<Millis>;

[[nodiscard]] constexpr qint64 toMs(Instant instant)
{
    return instant.time_since_epoch().count();
}
[[nodiscard]] constexpr Instant fromMs(qint64 ms)
{
    return Instant(Millis(ms));
}
/// RFC 3339 UTC with "Z"; milliseconds only when they are not zero.
[[nodiscard]] QString toRfc3339(Instant instant);
/// Reads RFC 3339 with any offset; nothing for other text.
[[nodiscard]] std::optional<Instant> fromRfc3339(const QString &text);

/// A pending call; destroying it cancels it. Belongs to the thread that made it.
class TimerHandle
{
public:
    virtual ~TimerHandle() = default;
};

/// Time as a parameter: the only source of "now" and of timers. Timers belong to the calling thread, which must have
/// an event loop; now(), monotonic() and beginWork() may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;
    /// Never jumps, unlike now(); only differences mean something.
    [[nodiscard]] virtual Millis monotonic() const = 0;
    /// Calls `callback` once, `delay` of monotonic time from now (a negative delay counts as zero), from the event
    /// loop.
    [[nodiscard]] virtual std::unique_ptr<TimerHandle> callAfter(Millis delay, std::function<void()> callback) = 0;

    /// Marks work that runs on another thread or waits for the outside world. A ManualClock does not move while any
    /// such mark is alive; a SystemClock does not care. Waiting for the clock itself must not hold a mark.
    [[nodiscard]] std::shared_ptr<void> beginWork();
    [[nodiscard]] int workInFlight() const { return m_work->load(); }

private:
    std::shared_ptr<std::atomic<int>> m_work = std::make_shared<std::atomic<int>>(0);
};

/// Real time: QTimer and the system's clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Millis monotonic() const override;
    [[nodiscard]] std::unique_ptr<TimerHandle> callAfter(Millis delay, std::function<void()> callback) override;
};

/// A coroutine that resumes after `delay` by this clock. The clock must outlive it.
QCoro::Task<> sleepFor(Clock &clock, Millis delay);

} // namespace portier
