// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/ratecounterstore.h"

namespace portier::operations
{

using namespace Qt::StringLiterals;

namespace
{
const QString cooldownBucket = u"cooldown"_s;
}

Result<std::optional<qint64>> RateCounterStore::take(const QString &policy, const QString &key,
                                                     const RateWindow &window, qint64 limit)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"INSERT INTO rate_counters (policy, counter_key, bucket, used, ends_at)"
                                      " VALUES (?, ?, ?, 1, ?) ON CONFLICT (policy, counter_key, bucket)"
                                      " DO UPDATE SET used = rate_counters.used + 1 WHERE rate_counters.used < ?"
                                      " RETURNING used"_s,
                                      {policy, key, window.bucket, window.endsAt, limit}));
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

Result<qint64> RateCounterStore::used(const QString &policy, const QString &key, const RateWindow &window)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT used FROM rate_counters WHERE policy = ? AND counter_key = ? AND bucket = ?"_s,
                           {policy, key, window.bucket}));
    return row ? row->integer(0) : 0;
}

Result<> RateCounterStore::giveBack(const QString &policy, const QString &key, const RateWindow &window)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE rate_counters SET used = used - 1"
                          " WHERE policy = ? AND counter_key = ? AND bucket = ? AND used > 0"_s,
                          {policy, key, window.bucket}));
    return {};
}

Result<bool> RateCounterStore::startCooldown(const QString &policy, const QString &key, Instant now, Millis period)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"INSERT INTO rate_counters (policy, counter_key, bucket, used, ends_at)"
                                      " VALUES (?, ?, ?, 1, ?) ON CONFLICT (policy, counter_key, bucket)"
                                      " DO UPDATE SET ends_at = excluded.ends_at WHERE rate_counters.ends_at <= ?"
                                      " RETURNING used"_s,
                                      {policy, key, cooldownBucket, now + period, now}));
    return row.has_value();
}

Result<std::optional<Instant>> RateCounterStore::cooldownEnd(const QString &policy, const QString &key, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT ends_at FROM rate_counters"
                                      " WHERE policy = ? AND counter_key = ? AND bucket = ? AND ends_at > ?"_s,
                                      {policy, key, cooldownBucket, now}));
    return row ? std::optional(row->instant(0)) : std::nullopt;
}

Result<> RateCounterStore::endCooldown(const QString &policy, const QString &key)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM rate_counters WHERE policy = ? AND counter_key = ? AND bucket = ?"_s,
                          {policy, key, cooldownBucket}));
    return {};
}

Result<qint64> RateCounterStore::removeEndedBefore(Instant before)
{
    return m_tx.exec(u"DELETE FROM rate_counters WHERE ends_at < ?"_s, {before});
}

} // namespace portier::operations
