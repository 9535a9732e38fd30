// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/completion.h"

#include <QCoroTask>
#include <QHash>
#include <QString>

#include <deque>

namespace portier::trips
{

/// How many calls may be on the wire at once, over all sources and per source, first come first served within what is
/// free (TRP-129). Belongs to the core thread.
class CallSlots : public std::enable_shared_from_this<CallSlots>
{
public:
    /// A place on the wire; given back when it goes.
    class Slot
    {
    public:
        Slot(std::weak_ptr<CallSlots> owner, QString source) : m_owner(std::move(owner)), m_source(std::move(source)) {}
        ~Slot();
        Slot(const Slot &) = delete;
        Slot &operator=(const Slot &) = delete;

    private:
        std::weak_ptr<CallSlots> m_owner;
        QString m_source;
    };

    /// `batchDelay`: from the start of one batch of `total` calls to the start of the next (PLT-066).
    explicit CallSlots(int total, Millis batchDelay = Millis(0)) : m_total(total), m_batchDelay(batchDelay) {}

    /// Waits for a place until `limit` is over; nothing then. `perSource` and `spacing` are the source's own limits.
    [[nodiscard]] static QCoro::Task<std::shared_ptr<Slot>> acquire(std::shared_ptr<CallSlots> self,
                                                                    std::shared_ptr<Clock> clock, QString source,
                                                                    int perSource, Millis spacing, Millis limit);
    [[nodiscard]] int inUse() const { return m_inUse; }

private:
    struct Waiting {
        QString source;
        int perSource;
        std::shared_ptr<Completion> turn;
    };

    [[nodiscard]] bool isFree(const QString &source, int perSource) const;
    void take(const QString &source);
    void release(const QString &source);
    [[nodiscard]] Millis joinBatch(Millis now);

    int m_total;
    Millis m_batchDelay;
    int m_inUse = 0;
    Millis m_batchStart{0}; ///< monotonic; of the calls that start now
    int m_batchSize = 0;
    QHash<QString, int> m_inUseBySource;
    QHash<QString, Millis> m_nextStart; ///< monotonic; for spacing
    std::deque<Waiting> m_waiting;
};

} // namespace portier::trips
