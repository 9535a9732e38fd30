// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/pricecheck.h"

namespace portier::trips
{

/// Rows of price checks.
class CheckStore
{
public:
    explicit CheckStore(storage::Transaction &tx) : m_tx(tx) {}

    /// False when the trip already has an unfinished check.
    [[nodiscard]] Result<bool> insert(const PriceCheck &check);
    [[nodiscard]] Result<std::optional<PriceCheck>> find(const QString &checkId);
    /// The same, locked until the transaction ends.
    [[nodiscard]] Result<std::optional<PriceCheck>> findLocked(const QString &checkId);
    [[nodiscard]] Result<std::optional<PriceCheck>> unfinished(const QString &tripId);
    /// The same, locked; nothing when it ends meanwhile.
    [[nodiscard]] Result<std::optional<PriceCheck>> unfinishedLocked(const QString &tripId);
    /// Of all users.
    [[nodiscard]] Result<QList<PriceCheck>> allUnfinished();
    /// Only checks of trips of this user.
    [[nodiscard]] Result<std::optional<PriceCheck>> findOwn(const QString &userId, const QString &checkId);
    /// Newest first; `after` is the position of the last one seen.
    [[nodiscard]] Result<QList<PriceCheck>> ofTrip(const QString &tripId, int limit,
                                                   const std::optional<QJsonObject> &after);
    [[nodiscard]] static QJsonObject positionOf(const PriceCheck &check);

    [[nodiscard]] Result<> start(const QString &checkId, int queryRevision, Instant now);
    /// Writes state, outcome, snapshot, error and finish time of a check that is not done; false when it is done.
    [[nodiscard]] Result<bool> end(const PriceCheck &check);
    /// A check that has not started takes over another question.
    [[nodiscard]] Result<> retarget(const QString &checkId, Trigger trigger, int queryRevision);
    [[nodiscard]] Result<> setFollowUp(const QString &checkId, Trigger trigger);

    /// Checks that ended since then, by outcome; of all users, for metrics.
    [[nodiscard]] Result<QMap<QString, qint64>> countByOutcome(Instant since);

private:
    [[nodiscard]] Result<std::optional<PriceCheck>> findWhere(const QString &where, const QString &value);

    storage::Transaction &m_tx;
};

// The columns of a check with the alias "c".
inline constexpr int checkColumnCount = 15;
[[nodiscard]] QString checkColumns();
[[nodiscard]] PriceCheck checkFrom(const storage::Row &row, int first = 0);

} // namespace portier::trips
