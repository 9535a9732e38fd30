// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/callslots.h"

#include <algorithm>

namespace portier::trips
{

CallSlots::Slot::~Slot()
{
    if (const auto owner = m_owner.lock())
        owner->release(m_source);
}

bool CallSlots::isFree(const QString &source, int perSource) const
{
    return m_inUse < m_total && m_inUseBySource.value(source) < perSource;
}

void CallSlots::take(const QString &source)
{
    ++m_inUse;
    ++m_inUseBySource[source];
}

void CallSlots::release(const QString &source)
{
    --m_inUse;
    --m_inUseBySource[source];
    const auto next = std::find_if(m_waiting.begin(), m_waiting.end(), [this](const Waiting &waiting) {
        return isFree(waiting.source, waiting.perSource);
    });
    if (next == m_waiting.end())
        return;
    // The place is taken in the waiter's name before it runs, so that nobody slips in between.
    take(next->source);
    const auto turn = next->turn;
    m_waiting.erase(next);
    turn->complete();
}

/// When a call that could start now may, given the batch it belongs to.
Millis CallSlots::joinBatch(Millis now)
{
    if (m_batchDelay == Millis(0))
        return now;
    if (now >= m_batchStart + m_batchDelay) {
        m_batchStart = now;
        m_batchSize = 0;
    } else if (m_batchSize >= m_total) {
        m_batchStart += m_batchDelay;
        m_batchSize = 0;
    }
    ++m_batchSize;
    return std::max(now, m_batchStart);
}

QCoro::Task<std::shared_ptr<CallSlots::Slot>> CallSlots::acquire(std::shared_ptr<CallSlots> self,
                                                                 std::shared_ptr<Clock> clock, QString source,
                                                                 int perSource, Millis spacing, Millis limit)
{
    const Millis deadline = clock->monotonic() + limit;
    if (self->isFree(source, perSource)) {
        self->take(source);
    } else {
        const auto turn = std::make_shared<Completion>();
        self->m_waiting.push_back({source, perSource, turn});
        const bool inTime = co_await turn->within(*clock, limit);
        if (!inTime) {
            std::erase_if(self->m_waiting, [&turn](const Waiting &waiting) { return waiting.turn == turn; });
            co_return std::shared_ptr<Slot>();
        }
    }
    auto slot = std::make_shared<Slot>(self, source);
    const Millis now = clock->monotonic();
    const Millis start = std::max(self->m_nextStart.value(source, now), self->joinBatch(now));
    if (start > deadline)
        co_return std::shared_ptr<Slot>();
    self->m_nextStart[source] = start + spacing;
    if (start > now)
        co_await sleepFor(*clock, start - now);
    co_return slot;
}

} // namespace portier::trips
