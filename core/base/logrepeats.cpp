// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logrepeats.h"

namespace portier::log
{

namespace
{

constexpr int admittedPerWindow = 10;
constexpr Millis windowLength = std::chrono::minutes(1);
/// Above this many different lines in a minute nothing is remembered of further ones: they pass.
constexpr qsizetype mostWindows = 4096;

/// The same line: equal in everything but its time. 64 bits: two of a minute's lines are not mistaken for one.
size_t identity(const Record &record)
{
    return qHashMulti(0, static_cast<int>(record.level), record.component, record.event, record.message, record.fields);
}

} // namespace

bool RepeatFilter::admit(const Record &record, Millis now)
{
    const size_t key = identity(record);
    const auto found = m_windows.find(key);
    if (found == m_windows.end()) {
        if (m_windows.size() < mostWindows)
            m_windows.insert(key, {now, 1, {}});
        return true;
    }
    if (found->admitted < admittedPerWindow) {
        ++found->admitted;
        return true;
    }
    if (found->suppressed.count++ == 0)
        found->suppressed.record = record;
    return false;
}

QList<RepeatFilter::Suppressed> RepeatFilter::takeEnded(Millis now)
{
    QList<Suppressed> ended;
    if (now < m_nextSweep)
        return ended;
    m_nextSweep = now + std::chrono::seconds(1);
    for (auto it = m_windows.begin(); it != m_windows.end();) {
        if (now - it->start < windowLength) {
            ++it;
            continue;
        }
        if (it->suppressed.count > 0)
            ended.append(it->suppressed);
        it = m_windows.erase(it);
    }
    return ended;
}

QList<RepeatFilter::Suppressed> RepeatFilter::takeAll()
{
    QList<Suppressed> all;
    for (const Window &window : std::as_const(m_windows)) {
        if (window.suppressed.count > 0)
            all.append(window.suppressed);
    }
    m_windows.clear();
    return all;
}

} // namespace portier::log
