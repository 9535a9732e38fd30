// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/ratepolicy.h"
#include "core/operations/tokenbuckets.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::operations
{

class Metrics;

/// One request against one policy.
struct RateCharge {
    QString policy;
    QString key; ///< principal, client prefix, or what the policy names; no hour or date, that is added here
    QTimeZone zone = QTimeZone::utc(); ///< of daily policies
};

/// What the policies said: of several, the one with the longest wait when refused, else the one with the least left.
struct RateVerdict {
    bool admitted = true;
    QString policy;
    qint64 limit = 0;
    qint64 remaining = 0;
    Millis window{0};
    Millis wait{0}; ///< refused: until a retry passes if nothing else came; admitted: until all is given back
    Instant chargedAt;

    /// Whole seconds, rounded up, at least 1 (PLT-062).
    [[nodiscard]] qint64 retryAfterSeconds() const;
    /// Nothing when admitted; else Unavailable "rate_limited" with details {"policy", "limit", "window",
    /// "retry_after"}, times in seconds.
    [[nodiscard]] Result<> toResult() const;
};

/// Counts requests against policies (PLT-061 to PLT-065). Hourly, daily and cooldown policies live in the database and
/// are exact over all instances and restarts; the others live in this process. A refused request is charged to none.
class RateLimits
{
public:
    RateLimits(storage::Database &database, std::shared_ptr<Clock> clock, Metrics &metrics);

    [[nodiscard]] std::shared_ptr<const RatePolicies> policies() const;
    /// Takes new settings into force at once, for every thread.
    void setPolicies(RatePolicies policies);

    /// Charges all or none. Nothing when every policy is off, or none applies to the client (`limits.exempt`). Errors:
    /// Unavailable when counters cannot be written (PLT-063).
    QCoro::Task<Result<std::optional<RateVerdict>>> charge(QList<RateCharge> charges, QString clientPrefix);
    /// Takes a charge back into the window it was made in.
    QCoro::Task<Result<>> refund(QList<RateCharge> charges, Instant chargedAt);

    /// The same inside a transaction of the caller, on a database thread: what is counted in the database rolls back
    /// with it. When the verdict is a refusal nothing was charged, and the caller decides what becomes of the rest.
    [[nodiscard]] Result<std::optional<RateVerdict>> charge(storage::Transaction &tx, const QList<RateCharge> &charges,
                                                            const QString &clientPrefix, Instant now);
    [[nodiscard]] Result<> refund(storage::Transaction &tx, const QList<RateCharge> &charges, Instant chargedAt);

    /// The present state of each policy that is not off, without charging, for `GET /me/limits` (PLT-065).
    QCoro::Task<Result<QList<RateVerdict>>> look(QList<RateCharge> charges);

    /// Removes ended windows; for retention.
    [[nodiscard]] static Result<qint64> removeEnded(storage::Transaction &tx, Instant now);

private:
    struct Sorted {
        QList<RateCharge> buckets;
        QList<RateCharge> counters;
    };
    [[nodiscard]] static Sorted sort(const RatePolicies &policies, QList<RateCharge> charges);
    [[nodiscard]] std::optional<RateVerdict> takeBuckets(const RatePolicies &policies, const QList<RateCharge> &charges,
                                                         Instant now);
    void giveBackBuckets(const RatePolicies &policies, const QList<RateCharge> &charges);
    void count(const std::optional<RateVerdict> &verdict);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Metrics &m_metrics;
    TokenBuckets m_buckets;
    mutable QMutex m_policiesMutex;
    std::shared_ptr<const RatePolicies> m_policies = std::make_shared<const RatePolicies>();
};

} // namespace portier::operations
