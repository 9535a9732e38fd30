// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <atomic>
#include <functional>
#include <thread>

namespace portier::runtime
{

/// Watches the event loop of the thread that made it from a thread of its own: without a beat for `limit` ticks, calls
/// `wedged` there (PLT-172). Time is counted in the watcher's own ticks, so that a suspended, or stopped and continued,
/// process survives.
class Watchdog
{
public:
    struct Options {
        std::chrono::milliseconds tick = std::chrono::seconds(1);
        int limit = 10;
        /// Default: writes a line and aborts, so that the supervisor restarts the process.
        std::function<void()> wedged;
    };
    explicit Watchdog(Options options);
    Watchdog();
    ~Watchdog();

private:
    void watch(const std::stop_token &stop);

    Options m_options;
    std::atomic<quint64> m_beats{0};
    QTimer m_beat;
    std::jthread m_thread;
};

} // namespace portier::runtime
