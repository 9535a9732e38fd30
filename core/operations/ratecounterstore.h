// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/ratepolicy.h"
#include "core/storage/transaction.h"

namespace portier::operations
{

/// The counters of hourly, daily and cooldown policies.
class RateCounterStore
{
public:
    explicit RateCounterStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Counts one if fewer than `limit` are counted, in one atomic statement; gives the new count, or nothing.
    [[nodiscard]] Result<std::optional<qint64>> take(const QString &policy, const QString &key,
                                                     const RateWindow &window, qint64 limit);
    [[nodiscard]] Result<qint64> used(const QString &policy, const QString &key, const RateWindow &window);
    [[nodiscard]] Result<> giveBack(const QString &policy, const QString &key, const RateWindow &window);

    /// Starts a cooldown unless one runs; false when one runs.
    [[nodiscard]] Result<bool> startCooldown(const QString &policy, const QString &key, Instant now, Millis period);
    /// When the running cooldown ends; nothing when none runs.
    [[nodiscard]] Result<std::optional<Instant>> cooldownEnd(const QString &policy, const QString &key, Instant now);
    [[nodiscard]] Result<> endCooldown(const QString &policy, const QString &key);

    /// Removes windows that ended before `before`.
    [[nodiscard]] Result<qint64> removeEndedBefore(Instant before);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::operations
