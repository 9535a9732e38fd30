// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/steppingclock.h"

#include <QCoroTimer>
#include <QDeadlineTimer>
#include <QTimer>

namespace portier
{

struct SteppingClock::Timers {
    std::map<Key, std::function<void()>> pending;
    QTimer wakeUp; ///< real time until the next pending one
};

class SteppingClock::Handle final : public TimerHandle
{
public:
    Handle(std::shared_ptr<Timers> timers, Key key) : m_timers(std::move(timers)), m_key(key) {}
    ~Handle() override { m_timers->pending.erase(m_key); }

private:
    std::shared_ptr<Timers> m_timers;
    Key m_key;
};

SteppingClock::SteppingClock() : m_timers(std::make_shared<Timers>()), m_epoch(m_real.now() - m_real.monotonic())
{
    m_timers->wakeUp.setSingleShot(true);
    m_timers->wakeUp.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timers->wakeUp, &QTimer::timeout, &m_timers->wakeUp, [this] { fireDue(); });
}

SteppingClock::SteppingClock(Instant start) : SteppingClock()
{
    m_epoch = start - m_real.monotonic();
}

SteppingClock::~SteppingClock()
{
    m_timers->wakeUp.disconnect();
}

Instant SteppingClock::now() const
{
    return m_epoch + monotonic();
}

Millis SteppingClock::monotonic() const
{
    return m_real.monotonic() + Millis(m_steppedMs.load());
}

std::unique_ptr<TimerHandle> SteppingClock::callAfter(Millis delay, std::function<void()> callback)
{
    const Key key{monotonic() + std::max(delay, Millis(0)), m_nextOrder++};
    m_timers->pending.emplace(key, std::move(callback));
    arm();
    return std::make_unique<Handle>(m_timers, key);
}

void SteppingClock::arm()
{
    if (m_timers->pending.empty() || m_advancing)
        return;
    const Millis wait = std::max(m_timers->pending.begin()->first.first - monotonic(), Millis(0));
    m_timers->wakeUp.start(std::min(wait, Millis(std::chrono::hours(1))));
}

void SteppingClock::fireDue()
{
    if (m_advancing)
        return;
    const Millis due = monotonic();
    while (!m_timers->pending.empty() && m_timers->pending.begin()->first.first <= due) {
        const auto callback = std::move(m_timers->pending.begin()->second);
        m_timers->pending.erase(m_timers->pending.begin());
        callback();
    }
    arm();
}

QCoro::Task<> SteppingClock::settle()
{
    using namespace std::chrono_literals;
    const QDeadlineTimer limit(30s);
    int quietRounds = 0;
    while (quietRounds < 3 && !limit.hasExpired()) {
        co_await QCoro::sleepFor(workInFlight() == 0 ? 0ms : 1ms);
        quietRounds = workInFlight() == 0 ? quietRounds + 1 : 0;
    }
}

QCoro::Task<bool> SteppingClock::advance(Millis duration)
{
    if (m_advancing)
        co_return false;
    const Millis target = monotonic() + duration;
    m_advancing = true;
    co_await settle();
    while (!m_timers->pending.empty() && m_timers->pending.begin()->first.first <= target) {
        const Millis due = m_timers->pending.begin()->first.first;
        m_steppedMs += std::max(due - monotonic(), Millis(0)).count();
        const auto callback = std::move(m_timers->pending.begin()->second);
        m_timers->pending.erase(m_timers->pending.begin());
        callback();
        co_await settle();
    }
    m_steppedMs += std::max(target - monotonic(), Millis(0)).count();
    m_advancing = false;
    arm();
    co_return true;
}

} // namespace portier
