// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/tokenbuckets.h"

#include <algorithm>

namespace portier::operations
{

namespace
{

using Nanos = std::chrono::nanoseconds;

Nanos interval(const RateLimit &limit)
{
    return Nanos(limit.period) / limit.count;
}

Millis roundUp(Nanos duration)
{
    return std::chrono::ceil<Millis>(duration);
}

} // namespace

TokenBuckets::State TokenBuckets::judge(Nanos arrival, const RateLimit &limit, Nanos now, bool taking) const
{
    const Nanos step = interval(limit);
    const Nanos depth = step * limit.burst;
    const Nanos ahead = std::max(arrival - now, Nanos(0)) + (taking ? step : Nanos(0));
    State state;
    state.admitted = ahead <= depth;
    state.remaining = std::max(depth - ahead, Nanos(0)) / step;
    state.wait = roundUp(state.admitted ? ahead : ahead - depth);
    return state;
}

TokenBuckets::State TokenBuckets::take(const QString &policy, const QString &key, const RateLimit &limit, Millis now)
{
    const QMutexLocker lock(&m_mutex);
    if (m_arrivals.size() >= m_sweepAt)
        forgetFull(now);
    const auto found = m_arrivals.find({policy, key});
    const Nanos arrival = found == m_arrivals.end() ? Nanos(now) : *found;
    const State state = judge(arrival, limit, now, true);
    if (state.admitted)
        m_arrivals.insert({policy, key}, std::max(arrival, Nanos(now)) + interval(limit));
    return state;
}

TokenBuckets::State TokenBuckets::look(const QString &policy, const QString &key, const RateLimit &limit,
                                       Millis now) const
{
    const QMutexLocker lock(&m_mutex);
    return judge(m_arrivals.value({policy, key}, Nanos(now)), limit, now, false);
}

void TokenBuckets::giveBack(const QString &policy, const QString &key, const RateLimit &limit)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_arrivals.find({policy, key});
    if (found != m_arrivals.end())
        *found -= interval(limit);
}

qsizetype TokenBuckets::size() const
{
    const QMutexLocker lock(&m_mutex);
    return m_arrivals.size();
}

void TokenBuckets::forgetFull(Nanos now)
{
    // A bucket whose arrival time has passed is full, which is what an unknown key gets anyway.
    m_arrivals.removeIf([now](const auto &entry) { return entry.value() <= now; });
    m_sweepAt = std::max<qsizetype>(1024, m_arrivals.size() * 2);
}

} // namespace portier::operations
