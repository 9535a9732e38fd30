// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/sources/sourcehealth.h"

namespace portier::trips
{

/// Statements on source_health, source_orders and source_savings.
class SourceStore
{
public:
    explicit SourceStore(storage::Transaction &tx) : m_tx(tx) {}

    /// A closed breaker when nothing is stored. `lock` for a change that follows in the same transaction.
    [[nodiscard]] Result<SourceHealth> health(const QString &source, Side side, bool lock = false);
    [[nodiscard]] Result<> saveHealth(const QString &source, Side side, const SourceHealth &health, Instant now);

    /// The admins' order of a side; nothing: the configured one holds.
    [[nodiscard]] Result<std::optional<QStringList>> order(Side side);
    [[nodiscard]] Result<> saveOrder(Side side, const QStringList &sources, Instant now);

    /// TRP-109: what live questions cost and what reuse spared, per UTC day.
    [[nodiscard]] Result<> addSaving(const QString &source, qint64 liveCalls, qint64 avoidedCalls, Instant now);
    struct Saving {
        qint64 liveCalls = 0;
        qint64 avoidedCalls = 0;
        /// avoided / (avoided + live); 0 without any.
        [[nodiscard]] double ratio() const;
    };
    /// The UTC days that the last 30 days touch.
    [[nodiscard]] Result<Saving> saving(const QString &source, Instant now);
    /// The same over all sources.
    [[nodiscard]] Result<Saving> overallSaving(Instant now);
    [[nodiscard]] Result<> removeSavingsBefore(Instant before);

private:
    [[nodiscard]] Result<Saving> savingWhere(const QString &where, const storage::Binds &binds);

    storage::Transaction &m_tx;
};

} // namespace portier::trips
