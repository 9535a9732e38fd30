// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/ratelimits.h"

#include "core/operations/metrics.h"
#include "core/operations/ratecounterstore.h"

#include <algorithm>

namespace portier::operations
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = RateLimit::Kind;
using Policies = std::shared_ptr<const RatePolicies>;

/// The verdict to report of two: refusals before passes, the longer wait, the smaller rest.
std::optional<RateVerdict> tighter(const std::optional<RateVerdict> &a, const std::optional<RateVerdict> &b)
{
    if (!a || !b)
        return a ? a : b;
    if (a->admitted != b->admitted)
        return a->admitted ? b : a;
    if (!a->admitted)
        return a->wait >= b->wait ? a : b;
    return a->remaining <= b->remaining ? a : b;
}

RateVerdict fromBucket(const RateCharge &charge, const RateLimit &limit, const TokenBuckets::State &state, Instant now)
{
    return {state.admitted, charge.policy, limit.burst, state.remaining, limit.period, state.wait, now};
}

/// What a counter with `used` requests says; `admitted` when there is room for one more.
RateVerdict fromCounter(const RateCharge &charge, const RateLimit &limit, const RateWindow &window, qint64 used,
                        Instant now)
{
    const Millis length = limit.kind == Kind::Daily ? Millis(std::chrono::days(1)) : limit.period;
    const qint64 remaining = std::max<qint64>(limit.count - used, 0);
    return {remaining > 0, charge.policy, limit.count, remaining, length, window.endsAt - now, now};
}

RateVerdict fromCooldown(const RateCharge &charge, const RateLimit &limit, const std::optional<Instant> &end,
                         Instant now)
{
    return {!end, charge.policy, 1, end ? 0 : 1, limit.period, end ? *end - now : Millis(0), now};
}

Result<RateVerdict> lookCounter(storage::Transaction &tx, const RatePolicies &policies, const RateCharge &charge,
                                Instant now)
{
    RateCounterStore store(tx);
    const RateLimit limit = policies.limit(charge.policy);
    if (limit.kind == Kind::Cooldown) {
        PORTIER_ASSIGN(end, store.cooldownEnd(charge.policy, charge.key, now));
        return fromCooldown(charge, limit, end, now);
    }
    const RateWindow window = windowAt(limit, now, charge.zone);
    PORTIER_ASSIGN(used, store.used(charge.policy, charge.key, window));
    return fromCounter(charge, limit, window, used, now);
}

/// Charges one counter; nothing when it refused.
Result<std::optional<RateVerdict>> takeCounter(storage::Transaction &tx, const RatePolicies &policies,
                                               const RateCharge &charge, Instant now)
{
    RateCounterStore store(tx);
    const RateLimit limit = policies.limit(charge.policy);
    if (limit.kind == Kind::Cooldown) {
        PORTIER_ASSIGN(started, store.startCooldown(charge.policy, charge.key, now, limit.period));
        if (!started)
            return std::nullopt;
        RateVerdict verdict = fromCooldown(charge, limit, now + limit.period, now);
        verdict.admitted = true;
        return verdict;
    }
    const RateWindow window = windowAt(limit, now, charge.zone);
    PORTIER_ASSIGN(used, store.take(charge.policy, charge.key, window, limit.count));
    if (!used)
        return std::nullopt;
    RateVerdict verdict = fromCounter(charge, limit, window, *used, now);
    verdict.admitted = true;
    return verdict;
}

Result<> giveBackCounters(storage::Transaction &tx, const RatePolicies &policies, const QList<RateCharge> &charges,
                          Instant chargedAt)
{
    RateCounterStore store(tx);
    for (const RateCharge &charge : charges) {
        const RateLimit limit = policies.limit(charge.policy);
        if (limit.kind == Kind::Cooldown)
            PORTIER_TRY(store.endCooldown(charge.policy, charge.key));
        else
            PORTIER_TRY(store.giveBack(charge.policy, charge.key, windowAt(limit, chargedAt, charge.zone)));
    }
    return {};
}

Result<std::optional<RateVerdict>> lookCounters(storage::Transaction &tx, const RatePolicies &policies,
                                                const QList<RateCharge> &charges, Instant now)
{
    std::optional<RateVerdict> tightest;
    for (const RateCharge &charge : charges) {
        PORTIER_ASSIGN(verdict, lookCounter(tx, policies, charge, now));
        tightest = tighter(tightest, verdict);
    }
    return tightest;
}

Result<std::optional<RateVerdict>> takeCounters(storage::Transaction &tx, const RatePolicies &policies,
                                                const QList<RateCharge> &charges, Instant now)
{
    std::optional<RateVerdict> tightest;
    for (qsizetype i = 0; i < charges.size(); ++i) {
        PORTIER_ASSIGN(verdict, takeCounter(tx, policies, charges.at(i), now));
        if (!verdict) {
            PORTIER_TRY(giveBackCounters(tx, policies, charges.first(i), now));
            return lookCounters(tx, policies, charges, now);
        }
        tightest = tighter(tightest, verdict);
    }
    return tightest;
}

} // namespace

qint64 RateVerdict::retryAfterSeconds() const
{
    return std::max<qint64>(std::chrono::ceil<std::chrono::seconds>(wait).count(), 1);
}

Result<> RateVerdict::toResult() const
{
    if (admitted)
        return {};
    return fail(Error::unavailable(u"rate_limited"_s, policy,
                                   {{u"policy"_s, policy},
                                    {u"limit"_s, limit},
                                    {u"window"_s, qint64(std::chrono::ceil<std::chrono::seconds>(window).count())},
                                    {u"retry_after"_s, retryAfterSeconds()}}));
}

RateLimits::RateLimits(storage::Database &database, std::shared_ptr<Clock> clock, Metrics &metrics)
    : m_database(database), m_clock(std::move(clock)), m_metrics(metrics)
{
}

Policies RateLimits::policies() const
{
    const QMutexLocker lock(&m_policiesMutex);
    return m_policies;
}

void RateLimits::setPolicies(RatePolicies policies)
{
    auto next = std::make_shared<const RatePolicies>(std::move(policies));
    const QMutexLocker lock(&m_policiesMutex);
    m_policies = std::move(next);
}

RateLimits::Sorted RateLimits::sort(const RatePolicies &policies, QList<RateCharge> charges)
{
    // One order for all, so that two transactions never wait for each other's counters.
    std::sort(charges.begin(), charges.end(), [](const RateCharge &a, const RateCharge &b) {
        return std::tie(a.policy, a.key) < std::tie(b.policy, b.key);
    });
    Sorted sorted;
    for (const RateCharge &charge : std::as_const(charges)) {
        Q_ASSERT_X(policies.contains(charge.policy), "RateLimits", qPrintable(charge.policy));
        const Kind kind = policies.limit(charge.policy).kind;
        if (kind == Kind::Bucket)
            sorted.buckets.append(charge);
        else if (kind != Kind::Off)
            sorted.counters.append(charge);
    }
    return sorted;
}

std::optional<RateVerdict> RateLimits::takeBuckets(const RatePolicies &policies, const QList<RateCharge> &charges,
                                                   Instant now)
{
    const Millis monotonic = m_clock->monotonic();
    std::optional<RateVerdict> tightest;
    QList<RateCharge> taken;
    for (const RateCharge &charge : charges) {
        const RateLimit limit = policies.limit(charge.policy);
        const auto state = m_buckets.take(charge.policy, charge.key, limit, monotonic);
        if (state.admitted)
            taken.append(charge);
        tightest = tighter(tightest, fromBucket(charge, limit, state, now));
    }
    if (tightest && !tightest->admitted)
        giveBackBuckets(policies, taken);
    return tightest;
}

void RateLimits::giveBackBuckets(const RatePolicies &policies, const QList<RateCharge> &charges)
{
    for (const RateCharge &charge : charges)
        m_buckets.giveBack(charge.policy, charge.key, policies.limit(charge.policy));
}

void RateLimits::count(const std::optional<RateVerdict> &verdict)
{
    if (verdict && !verdict->admitted)
        m_metrics.increment(u"portier_rate_limited_total"_s, {{u"policy"_s, verdict->policy}});
}

QCoro::Task<Result<std::optional<RateVerdict>>> RateLimits::charge(QList<RateCharge> charges, QString clientPrefix)
{
    const Policies policies = this->policies();
    if (policies->isExempt(clientPrefix))
        co_return std::nullopt;
    const Sorted sorted = sort(*policies, std::move(charges));
    const Instant now = m_clock->now();
    std::optional<RateVerdict> verdict = takeBuckets(*policies, sorted.buckets, now);
    if (!sorted.counters.isEmpty()) {
        const bool taking = !verdict || verdict->admitted;
        auto body = [taking, policies, counters = sorted.counters, now](storage::Transaction &tx) {
            return taking ? takeCounters(tx, *policies, counters, now) : lookCounters(tx, *policies, counters, now);
        };
        Result<std::optional<RateVerdict>> counted;
        if (taking)
            counted = co_await m_database.write(body);
        else
            counted = co_await m_database.read(body);
        const bool refused = !counted || (*counted && !(*counted)->admitted);
        if (taking && refused)
            giveBackBuckets(*policies, sorted.buckets);
        if (!counted)
            co_return fail(counted.error());
        verdict = tighter(verdict, *counted);
    }
    count(verdict);
    co_return verdict;
}

QCoro::Task<Result<>> RateLimits::refund(QList<RateCharge> charges, Instant chargedAt)
{
    const Policies policies = this->policies();
    const Sorted sorted = sort(*policies, std::move(charges));
    giveBackBuckets(*policies, sorted.buckets);
    if (sorted.counters.isEmpty())
        co_return Result<>();
    const auto body = [policies, counters = sorted.counters, chargedAt](storage::Transaction &tx) {
        return giveBackCounters(tx, *policies, counters, chargedAt);
    };
    co_return co_await m_database.write(body);
}

Result<std::optional<RateVerdict>> RateLimits::charge(storage::Transaction &tx, const QList<RateCharge> &charges,
                                                      const QString &clientPrefix, Instant now)
{
    const Policies policies = this->policies();
    if (policies->isExempt(clientPrefix))
        return std::nullopt;
    const Sorted sorted = sort(*policies, charges);
    Q_ASSERT_X(sorted.buckets.isEmpty(), "RateLimits", "policies in memory do not roll back");
    PORTIER_ASSIGN(verdict, takeCounters(tx, *policies, sorted.counters, now));
    count(verdict);
    return verdict;
}

Result<> RateLimits::refund(storage::Transaction &tx, const QList<RateCharge> &charges, Instant chargedAt)
{
    const Policies policies = this->policies();
    return giveBackCounters(tx, *policies, sort(*policies, charges).counters, chargedAt);
}

QCoro::Task<Result<QList<RateVerdict>>> RateLimits::look(QList<RateCharge> charges)
{
    const Policies policies = this->policies();
    const Sorted sorted = sort(*policies, std::move(charges));
    const Instant now = m_clock->now();
    QList<RateVerdict> verdicts;
    for (const RateCharge &charge : sorted.buckets) {
        const RateLimit limit = policies->limit(charge.policy);
        const auto state = m_buckets.look(charge.policy, charge.key, limit, m_clock->monotonic());
        verdicts.append(fromBucket(charge, limit, state, now));
    }
    if (sorted.counters.isEmpty())
        co_return verdicts;
    const auto body = [policies, counters = sorted.counters,
                       now](storage::Transaction &tx) -> Result<QList<RateVerdict>> {
        QList<RateVerdict> result;
        for (const RateCharge &charge : counters) {
            PORTIER_ASSIGN(verdict, lookCounter(tx, *policies, charge, now));
            result.append(verdict);
        }
        return result;
    };
    const auto counted = co_await m_database.read(body);
    if (!counted)
        co_return fail(counted.error());
    co_return verdicts + *counted;
}

Result<qint64> RateLimits::removeEnded(storage::Transaction &tx, Instant now)
{
    return RateCounterStore(tx).removeEndedBefore(now);
}

} // namespace portier::operations
