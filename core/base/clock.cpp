// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QDateTime>
#include <QTimer>

#include <coroutine>

namespace portier
{

QString toRfc3339(Instant instant)
{
    const qint64 ms = toMs(instant);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return time.toString(ms % 1000 == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

std::optional<Instant> fromRfc3339(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime || !text.contains(u'T'))
        return std::nullopt;
    return fromMs(time.toMSecsSinceEpoch());
}

std::shared_ptr<void> Clock::beginWork()
{
    m_work->fetch_add(1);
    // The counter is shared, so that a mark that outlives the clock stays harmless.
    return std::shared_ptr<void>(nullptr, [work = m_work](void *) { work->fetch_sub(1); });
}

namespace
{

class QtTimerHandle final : public TimerHandle
{
public:
    QtTimerHandle(Millis delay, std::function<void()> callback)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(callback));
        m_timer.start(delay);
    }

private:
    QTimer m_timer;
};

} // namespace

Instant SystemClock::now() const
{
    return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

Millis SystemClock::monotonic() const
{
    return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch());
}

std::unique_ptr<TimerHandle> SystemClock::callAfter(Millis delay, std::function<void()> callback)
{
    // A QTimer counts int milliseconds; a longer wait wakes early and the caller finds nothing due, so it is cut here.
    constexpr Millis longest(std::chrono::hours(24 * 20));
    return std::make_unique<QtTimerHandle>(std::clamp(delay, Millis(0), longest), std::move(callback));
}

namespace
{

struct SleepAwaiter {
    Clock &clock;
    Millis delay;
    std::unique_ptr<TimerHandle> timer = {};

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        timer = clock.callAfter(delay, [handle] { handle.resume(); });
    }
    void await_resume() noexcept {}
};

} // namespace

QCoro::Task<> sleepFor(Clock &clock, Millis delay)
{
    // Resuming destroys the timer inside its own callback; QTimer and ManualClock both allow that.
    co_await SleepAwaiter{clock, delay};
}

} // namespace portier
