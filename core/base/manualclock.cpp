// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QThread>

namespace portier
{

class ManualClock::Handle final : public TimerHandle
{
public:
    Handle(std::shared_ptr<std::map<Key, std::function<void()>>> timers, Key key)
        : m_timers(std::move(timers)), m_key(key)
    {
    }
    ~Handle() override { m_timers->erase(m_key); }

private:
    std::shared_ptr<std::map<Key, std::function<void()>>> m_timers;
    Key m_key;
};

ManualClock::ManualClock(Instant start)
    : m_nowMs(toMs(start)), m_timers(std::make_shared<std::map<Key, std::function<void()>>>())
{
}

ManualClock::~ManualClock() = default;

std::unique_ptr<TimerHandle> ManualClock::callAfter(Millis delay, std::function<void()> callback)
{
    const Key key{monotonic() + std::max(delay, Millis(0)), m_nextOrder++};
    m_timers->emplace(key, std::move(callback));
    return std::make_unique<Handle>(m_timers, key);
}

void ManualClock::settle()
{
    // Work in flight is real (threads, loopback sockets), so this waits in real time; the bound turns a lost mark into
    // a failing test instead of a hanging one.
    QDeadlineTimer deadline(std::chrono::seconds(60));
    int quietRounds = 0;
    while (quietRounds < 3) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        if (workInFlight() == 0) {
            ++quietRounds;
            continue;
        }
        quietRounds = 0;
        if (deadline.hasExpired())
            qFatal("ManualClock::settle: %d pieces of work did not finish within 60 s", workInFlight());
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
        QThread::usleep(50);
    }
}

bool ManualClock::advanceToNextTimer(Instant limit)
{
    settle();
    const auto next = m_timers->begin();
    const Millis left = limit - now();
    if (next == m_timers->end() || next->first.first > monotonic() + left)
        return false;
    const Millis step = std::max(next->first.first - monotonic(), Millis(0));
    const auto callback = std::move(next->second);
    m_timers->erase(next);
    m_nowMs += step.count();
    m_monotonicMs += step.count();
    callback();
    settle();
    return true;
}

void ManualClock::advance(Millis duration)
{
    advanceTo(now() + duration);
}

void ManualClock::advanceTo(Instant instant)
{
    while (advanceToNextTimer(instant)) {
    }
    const Millis left = instant - now();
    if (left > Millis(0)) {
        m_nowMs += left.count();
        m_monotonicMs += left.count();
    }
}

void ManualClock::jumpWallClock(Millis by)
{
    m_nowMs += by.count();
}

} // namespace portier
