// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertstore.h"
#include "core/trips/refreshservice.h"
#include "core/trips/tripenvironment.h"
#include "core/trips/tripstore.h"

namespace portier::trips
{

/// A rule with its latest verdict.
struct AlertView {
    AlertRule rule;
    std::optional<AlertEvaluation> evaluation;
};

/// Why a snapshot did or did not alert, and what would (TRP-192). The sentence is made at the edge.
struct Explanation {
    AlertRule rule;
    QString snapshotId;                        ///< empty: there is none yet
    std::optional<AlertEvaluation> evaluation; ///< nothing for a snapshot that the rule has not judged
    NextAlert next;
};

/// What a rule would have told (TRP-193).
struct Backtest {
    struct Alert {
        Instant at;
        AlertReason reason = AlertReason::Crossed;
        qint64 priceMinor = 0;
    };
    int days = 0; ///< looked back at
    QString currency;
    int snapshots = 0;
    QList<Alert> alerts;
    QMap<QString, int> reasons;
};

/// The rule of a trip: reading, changing, explaining, replaying. A missing rule is NotFound "not_found".
class AlertService
{
public:
    AlertService(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    QCoro::Task<Result<AlertView>> find(Caller caller, QString tripId);
    /// Creates or replaces the rule and judges the newest snapshot at once (TRP-188). Errors: Invalid.
    QCoro::Task<Result<AlertView>> put(Caller caller, QString tripId, QJsonObject body);
    QCoro::Task<Result<>> remove(Caller caller, QString tripId);
    QCoro::Task<Result<ListPage<AlertEvaluation>>> evaluations(Caller caller, QString tripId, int limit,
                                                               std::optional<QJsonObject> after);
    /// For the newest verdict, or for one snapshot.
    QCoro::Task<Result<Explanation>> explain(Caller caller, QString tripId, QString snapshotId = {});
    /// A candidate rule with "days" (1 to 730, default 90) over the stored snapshots of the present revision.
    QCoro::Task<Result<Backtest>> backtest(Caller caller, QString tripId, QJsonObject body);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
};

/// Feeds samples through the very function that checks use. Pure.
class BacktestRun
{
public:
    BacktestRun(AlertWish wish, QString currency) : m_wish(wish), m_currency(std::move(currency)) {}
    void add(const AlertSample &sample);
    [[nodiscard]] const Backtest &result() const { return m_result; }

private:
    AlertWish m_wish;
    QString m_currency;
    AlertMemory m_memory;
    Backtest m_result;
};

} // namespace portier::trips
