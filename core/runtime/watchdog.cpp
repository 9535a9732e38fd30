// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/watchdog.h"

#include "core/base/log.h"

#include <condition_variable>
#include <cstdlib>
#include <mutex>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

void logAndAbort()
{
    log::critical("runtime"_L1, "event_loop_wedged"_L1, {}, u"no beat of the event loop for 10 s; aborting");
    log::flush();
    std::abort();
}

} // namespace

Watchdog::Watchdog(Options options) : m_options(std::move(options))
{
    if (!m_options.wedged)
        m_options.wedged = logAndAbort;
    QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { ++m_beats; });
    m_beat.start(m_options.tick / 2);
    m_thread = std::jthread([this](const std::stop_token &stop) { watch(stop); });
}

Watchdog::Watchdog() : Watchdog(Options{})
{
}

Watchdog::~Watchdog() = default;

void Watchdog::watch(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any ticks;
    std::unique_lock lock(mutex);
    quint64 seen = m_beats.load();
    int silent = 0;
    while (!stop.stop_requested()) {
        ticks.wait_for(lock, stop, m_options.tick, [] { return false; });
        const quint64 beats = m_beats.load();
        silent = beats == seen ? silent + 1 : 0;
        seen = beats;
        if (silent >= m_options.limit && !stop.stop_requested()) {
            m_options.wedged();
            silent = 0;
        }
    }
}

} // namespace portier::runtime
