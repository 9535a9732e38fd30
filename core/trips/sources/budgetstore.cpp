// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/budgetstore.h"

#include "core/base/zonedtime.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using storage::Row;

namespace
{

const QString edgeColumns = u"period, limit_calls, used, warned_at, exhausted_at"_s;

} // namespace

QList<BudgetLimit> budgetLimits(std::optional<qint64> monthly, std::optional<qint64> daily, Instant now)
{
    const QString day = toIsoDate(localDate(now, QTimeZone::utc()));
    QList<BudgetLimit> limits;
    if (monthly)
        limits.append({day.left(7), *monthly});
    if (daily)
        limits.append({day, *daily});
    return limits;
}

Result<> BudgetStore::markEdges(const Row &row, bool refused, Instant now, QList<SourceNotice> &notices)
{
    const QString period = row.text(0);
    const qint64 limit = row.integer(1);
    const qint64 used = row.integer(2);
    const auto note = [&](SourceNotice::Kind kind, const QString &column) {
        notices.append({kind, m_source, period, used, limit});
        return m_tx.exec(u"UPDATE source_budgets SET "_s + column + u" = ? WHERE source = ? AND period = ?"_s,
                         {now, m_source, period});
    };
    if (used * 100 >= limit * 80 && row.isNull(3))
        PORTIER_TRY(note(SourceNotice::Kind::BudgetWarning, u"warned_at"_s));
    if ((used >= limit || refused) && row.isNull(4))
        PORTIER_TRY(note(SourceNotice::Kind::BudgetExhausted, u"exhausted_at"_s));
    return {};
}

Result<bool> BudgetStore::reserve(const QString &id, const QList<BudgetLimit> &limits, qint64 calls, Instant leaseUntil,
                                  Instant now, QList<SourceNotice> &notices)
{
    PORTIER_TRY(releaseExpired(now));
    QStringList taken;
    for (const BudgetLimit &limit : limits) {
        PORTIER_TRY(
            m_tx.exec(u"INSERT INTO source_budgets (source, period, limit_calls, created_at, updated_at) VALUES "
                      "(?, ?, ?, ?, ?) ON CONFLICT (source, period) DO UPDATE SET limit_calls = "
                      "excluded.limit_calls"_s,
                      {m_source, limit.period, limit.calls, now, now}));
        PORTIER_ASSIGN(reserved,
                       m_tx.exec(u"UPDATE source_budgets SET reserved = reserved + ?, updated_at = ? WHERE source = ? "
                                 "AND period = ? AND used + reserved + ? <= limit_calls"_s,
                                 {calls, now, m_source, limit.period, calls}));
        if (reserved == 0) {
            for (const QString &period : taken)
                PORTIER_TRY(m_tx.exec(u"UPDATE source_budgets SET reserved = reserved - ? WHERE source = ? AND period "
                                      "= ?"_s,
                                      {calls, m_source, period}));
            // Calls set aside by others may come back; without those there is no room for this question any more.
            PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + edgeColumns +
                                                  u", reserved FROM source_budgets WHERE source = ? AND period = ?"_s,
                                              {m_source, limit.period}));
            PORTIER_TRY(markEdges(*row, row->integer(5) == 0, now, notices));
            return false;
        }
        taken.append(limit.period);
    }
    for (const QString &period : taken)
        PORTIER_TRY(m_tx.exec(u"INSERT INTO budget_reservations (id, source, period, calls, lease_until) VALUES (?, ?, "
                              "?, ?, ?)"_s,
                              {id, m_source, period, calls, leaseUntil}));
    return true;
}

Result<bool> BudgetStore::spend(const QString &id, Instant now, QList<SourceNotice> &notices)
{
    PORTIER_ASSIGN(periods, m_tx.query(u"UPDATE budget_reservations SET calls = calls - 1 WHERE id = ? AND calls > 0 "
                                       "RETURNING period"_s,
                                       {id}));
    for (const Row &period : periods) {
        PORTIER_ASSIGN(row, m_tx.queryOne(u"UPDATE source_budgets SET used = used + 1, reserved = reserved - 1, "
                                          "updated_at = ? WHERE source = ? AND period = ? RETURNING "_s +
                                              edgeColumns,
                                          {now, m_source, period.text(0)}));
        if (row)
            PORTIER_TRY(markEdges(*row, false, now, notices));
    }
    return !periods.isEmpty();
}

Result<> BudgetStore::giveBack(const QString &id, Instant now)
{
    PORTIER_ASSIGN(periods, m_tx.query(u"UPDATE budget_reservations SET calls = calls + 1 WHERE id = ? RETURNING "
                                       "period"_s,
                                       {id}));
    for (const Row &period : periods)
        PORTIER_TRY(
            m_tx.exec(u"UPDATE source_budgets SET used = used - 1, reserved = reserved + 1, updated_at = ? WHERE "
                      "source = ? AND period = ?"_s,
                      {now, m_source, period.text(0)}));
    return {};
}

Result<> BudgetStore::release(const QString &id, Instant now)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"DELETE FROM budget_reservations WHERE id = ? RETURNING period, calls"_s, {id}));
    for (const Row &row : rows)
        PORTIER_TRY(m_tx.exec(u"UPDATE source_budgets SET reserved = reserved - ?, updated_at = ? WHERE source = ? AND "
                              "period = ?"_s,
                              {row.integer(1), now, m_source, row.text(0)}));
    return {};
}

Result<> BudgetStore::releaseExpired(Instant now)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT DISTINCT id FROM budget_reservations WHERE source = ? AND lease_until <= ?"_s,
                              {m_source, now}));
    for (const Row &row : rows)
        PORTIER_TRY(release(row.text(0), now));
    return {};
}

Result<QList<BudgetRow>> BudgetStore::list(const QList<BudgetLimit> &limits)
{
    QList<BudgetRow> budgets;
    for (const BudgetLimit &limit : limits) {
        PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT used, reserved, warned_at, exhausted_at FROM source_budgets WHERE "
                                          "source = ? AND period = ?"_s,
                                          {m_source, limit.period}));
        BudgetRow budget{m_source, limit.period, limit.calls, 0, 0, {}, {}};
        if (row) {
            budget.used = row->integer(0);
            budget.reserved = row->integer(1);
            budget.warnedAt = row->optInstant(2);
            budget.exhaustedAt = row->optInstant(3);
        }
        budgets.append(budget);
    }
    return budgets;
}

} // namespace portier::trips
