// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/alertrule.h"

#include <QSet>

namespace portier::trips
{

/// The stored verdict of a rule over one snapshot. It stays when the rule goes, until snapshot or trip go (TRP-003).
struct AlertEvaluation {
    QString id;
    QString ruleId;
    int ruleRevision = 1;
    QString snapshotId;
    AlertReason reason = AlertReason::Above;
    bool fired = false;
    QString note; ///< "" | "pending_discarded" | "pending_confirmed"
    std::optional<qint64> priceMinor;
    std::optional<qint64> comparedMinor;
    AlertState before = AlertState::Armed;
    AlertState after = AlertState::Armed;
    Instant createdAt;
};

/// Rows of alert rules and their evaluations.
class AlertStore
{
public:
    explicit AlertStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const AlertRule &rule);
    [[nodiscard]] Result<> update(const AlertRule &rule);
    [[nodiscard]] Result<bool> remove(const QString &tripId);
    [[nodiscard]] Result<std::optional<AlertRule>> findByTrip(const QString &tripId);
    /// The same, locked until the transaction ends: a check writes what the rule remembers, its owner what it says.
    [[nodiscard]] Result<std::optional<AlertRule>> findLocked(const QString &tripId);

    /// False when this revision of the rule has judged this snapshot already (TRP-180).
    [[nodiscard]] Result<bool> insertEvaluation(const AlertEvaluation &evaluation);
    /// Forgets that the rule was off, so that switching it on can judge the snapshot (TRP-189).
    [[nodiscard]] Result<> removeWhenDisabled(const AlertRule &rule, const QString &snapshotId);
    [[nodiscard]] Result<std::optional<AlertEvaluation>> findEvaluation(const AlertRule &rule,
                                                                        const QString &snapshotId);
    [[nodiscard]] Result<std::optional<AlertEvaluation>> newestEvaluation(const AlertRule &rule);
    /// Newest first.
    [[nodiscard]] Result<QList<AlertEvaluation>> evaluations(const QString &ruleId, int limit,
                                                             const std::optional<QJsonObject> &after);
    [[nodiscard]] static QJsonObject positionOf(const AlertEvaluation &evaluation);
    /// What fired over snapshots of this time, oldest first.
    struct Fired {
        Instant at; ///< when the snapshot was taken
        AlertReason reason = AlertReason::Crossed;
        qint64 priceMinor = 0;
    };
    [[nodiscard]] Result<QList<Fired>> fired(const QString &tripId, std::optional<Instant> from,
                                             std::optional<Instant> until, bool withSimulated);

    /// Snapshots whose price was an outlier that nothing had confirmed yet (TRP-184).
    [[nodiscard]] Result<QSet<QString>> unconfirmed(const QString &tripId);

private:
    [[nodiscard]] Result<std::optional<AlertEvaluation>> oneEvaluation(const QString &rest,
                                                                       const storage::Binds &binds);

    storage::Transaction &m_tx;
};

/// Condition on "alert_evaluations e": an outlier that no later sample has confirmed (TRP-183, TRP-184).
[[nodiscard]] QString unconfirmedOutlier();

// The columns of a rule with the alias "r".
inline constexpr int ruleColumnCount = 20;
[[nodiscard]] QString ruleColumns();
[[nodiscard]] AlertRule ruleFrom(const storage::Row &row, int first = 0);

} // namespace portier::trips
