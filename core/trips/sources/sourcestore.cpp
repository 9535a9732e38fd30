// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourcestore.h"

#include "core/base/zonedtime.h"
#include "core/storage/sqldialect.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

QString utcDay(Instant instant)
{
    return toIsoDate(localDate(instant, QTimeZone::utc()));
}

/// The first day that counts for a saving (TRP-109).
QString since(Instant now)
{
    return utcDay(now - std::chrono::days(30));
}

} // namespace

Result<SourceHealth> SourceStore::health(const QString &source, Side side, bool lock)
{
    QString sql = u"SELECT state, failures, opened_at, retry_at, wait_ms, held_until, last_ok_at, last_error FROM "
                  "source_health WHERE source = ? AND side = ?"_s;
    if (lock)
        sql += u' ' + m_tx.dialect().lockClause();
    PORTIER_ASSIGN(row, m_tx.queryOne(sql, {source, toText(side)}));
    SourceHealth health;
    if (!row)
        return health;
    health.state = healthStateFromText(row->text(0)).value_or(SourceHealth::State::Closed);
    health.failures = static_cast<int>(row->integer(1));
    health.openedAt = row->optInstant(2);
    health.retryAt = row->optInstant(3);
    health.wait = Millis(row->integer(4));
    health.heldUntil = row->optInstant(5);
    health.lastOkAt = row->optInstant(6);
    health.lastError = row->object(7);
    return health;
}

Result<> SourceStore::saveHealth(const QString &source, Side side, const SourceHealth &health, Instant now)
{
    PORTIER_TRY(m_tx.exec(
        u"INSERT INTO source_health (source, side, state, failures, opened_at, retry_at, wait_ms, held_until, "
        "last_ok_at, last_error, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, side) DO "
        "UPDATE SET state = excluded.state, failures = excluded.failures, opened_at = excluded.opened_at, retry_at = "
        "excluded.retry_at, wait_ms = excluded.wait_ms, held_until = excluded.held_until, last_ok_at = "
        "excluded.last_ok_at, last_error = excluded.last_error, updated_at = excluded.updated_at"_s,
        {source, toText(side), toText(health.state), health.failures, health.openedAt, health.retryAt,
         qint64(health.wait.count()), health.heldUntil, health.lastOkAt, health.lastError, now}));
    return {};
}

Result<std::optional<QStringList>> SourceStore::order(Side side)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT sources FROM source_orders WHERE side = ?"_s, {toText(side)}));
    if (!row)
        return std::optional<QStringList>();
    QStringList sources;
    const QJsonArray stored = row->array(0);
    for (const QJsonValue &name : stored)
        sources.append(name.toString());
    return std::optional(sources);
}

Result<> SourceStore::saveOrder(Side side, const QStringList &sources, Instant now)
{
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO source_orders (side, sources, updated_at) VALUES (?, ?, ?) ON CONFLICT (side) DO "
                  "UPDATE SET sources = excluded.sources, updated_at = excluded.updated_at"_s,
                  {toText(side), QJsonArray::fromStringList(sources), now}));
    return {};
}

Result<> SourceStore::addSaving(const QString &source, qint64 liveCalls, qint64 avoidedCalls, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO source_savings (source, day, live_calls, avoided_calls) VALUES (?, ?, ?, ?) ON "
                          "CONFLICT (source, day) DO UPDATE SET live_calls = source_savings.live_calls + "
                          "excluded.live_calls, avoided_calls = source_savings.avoided_calls + "
                          "excluded.avoided_calls"_s,
                          {source, utcDay(now), liveCalls, avoidedCalls}));
    return {};
}

double SourceStore::Saving::ratio() const
{
    const qint64 all = liveCalls + avoidedCalls;
    return all == 0 ? 0 : static_cast<double>(avoidedCalls) / static_cast<double>(all);
}

Result<SourceStore::Saving> SourceStore::saving(const QString &source, Instant now)
{
    return savingWhere(u"day >= ? AND source = ?"_s, {since(now), source});
}

Result<SourceStore::Saving> SourceStore::overallSaving(Instant now)
{
    return savingWhere(u"day >= ?"_s, {since(now)});
}

Result<SourceStore::Saving> SourceStore::savingWhere(const QString &where, const storage::Binds &binds)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT CAST(COALESCE(SUM(live_calls), 0) AS BIGINT), "
                                      "CAST(COALESCE(SUM(avoided_calls), 0) AS BIGINT) FROM source_savings WHERE "_s +
                                          where,
                                      binds));
    return Saving{row->integer(0), row->integer(1)};
}

Result<> SourceStore::removeSavingsBefore(Instant before)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM source_savings WHERE day < ?"_s, {utcDay(before)}));
    return {};
}

} // namespace portier::trips
