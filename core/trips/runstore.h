// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/pricecheck.h"

namespace portier::trips
{

/// Rows of refresh runs and their items.
class RunStore
{
public:
    explicit RunStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Writes run and items; false when the user has a running one (TRP-137, TRP-141).
    [[nodiscard]] Result<bool> insert(const RefreshRun &run);
    [[nodiscard]] Result<std::optional<RefreshRun>> find(const QString &runId);
    /// The same, locked until the transaction ends; its items are read behind the lock.
    [[nodiscard]] Result<std::optional<RefreshRun>> findLocked(const QString &runId);
    [[nodiscard]] Result<std::optional<QString>> runningId(const QString &userId);
    /// Of all users, without items.
    [[nodiscard]] Result<QList<RefreshRun>> allRunning();
    [[nodiscard]] Result<std::optional<RefreshRun>> ofOccurrence(const QString &occurrenceId);
    /// How many trips each occurrence of a user has found due since then, by its id; without those that found none.
    [[nodiscard]] Result<QHash<QString, int>> totalsByOccurrence(const QString &userId, Instant since);
    /// Of all users, without items.
    [[nodiscard]] Result<std::optional<RefreshRun>> newest();
    /// Newest first, without items.
    [[nodiscard]] Result<QList<RefreshRun>> ofUser(const QString &userId, int limit,
                                                   const std::optional<QJsonObject> &after);
    [[nodiscard]] static QJsonObject positionOf(const RefreshRun &run);
    [[nodiscard]] Result<> updateItem(const QString &runId, const RunItem &item);
    /// Another job sees the run to its end; nothing when it has ended.
    [[nodiscard]] Result<> setJob(const QString &runId, const QString &jobId);
    /// Writes state, outcome and counts.
    [[nodiscard]] Result<> update(const RefreshRun &run);
    /// The runs that wait for this check; at most one in practice, a joined check may have two.
    [[nodiscard]] Result<QList<QString>> waitingFor(const QString &checkId);

private:
    [[nodiscard]] Result<std::optional<RefreshRun>> findWhere(const QString &where, const QString &value);

    storage::Transaction &m_tx;
};

} // namespace portier::trips
