// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/checkstore.h"

#include "core/storage/sqldialect.h"
#include "core/trips/nulltext.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Binds;
using storage::Row;

QString checkColumns()
{
    return u"c.id, c.trip_id, c.run_id, c.check_trigger, c.live_only, c.follow_up, c.query_revision, c.state, "
           "c.outcome, c.snapshot_id, c.error, c.job_id, c.created_at, c.started_at, c.finished_at"_s;
}

PriceCheck checkFrom(const Row &row, int first)
{
    PriceCheck check;
    check.id = row.text(first);
    check.tripId = row.text(first + 1);
    check.runId = row.text(first + 2);
    check.trigger = triggerFromText(row.text(first + 3)).value_or(Trigger::Manual);
    check.liveOnly = row.boolean(first + 4);
    check.followUp = triggerFromText(row.text(first + 5));
    check.queryRevision = static_cast<int>(row.integer(first + 6));
    check.state = checkStateFromText(row.text(first + 7)).value_or(CheckState::Done);
    check.outcome = checkOutcomeFromText(row.text(first + 8));
    check.snapshotId = row.text(first + 9);
    check.error = checkErrorFromJson(row.object(first + 10));
    check.jobId = row.text(first + 11);
    check.createdAt = row.instant(first + 12);
    check.startedAt = row.optInstant(first + 13);
    check.finishedAt = row.optInstant(first + 14);
    return check;
}

Result<bool> CheckStore::insert(const PriceCheck &check)
{
    PORTIER_ASSIGN(
        inserted,
        m_tx.exec(u"INSERT INTO price_checks (id, trip_id, run_id, check_trigger, live_only, query_revision, state, "
                  "job_id, created_at) VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?) "
                  "ON CONFLICT (trip_id) WHERE state <> 'done' DO NOTHING"_s,
                  {check.id, check.tripId, orNull(check.runId), toText(check.trigger), check.liveOnly,
                   check.queryRevision, check.jobId, check.createdAt}));
    return inserted == 1;
}

Result<std::optional<PriceCheck>> CheckStore::findWhere(const QString &where, const QString &value)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM price_checks c WHERE %2"_s.arg(checkColumns(), where), {value}));
    return row ? std::optional(checkFrom(*row)) : std::nullopt;
}

Result<std::optional<PriceCheck>> CheckStore::find(const QString &checkId)
{
    return findWhere(u"c.id = ?"_s, checkId);
}

Result<std::optional<PriceCheck>> CheckStore::findLocked(const QString &checkId)
{
    return findWhere(u"c.id = ?"_s + m_tx.dialect().lockClause(), checkId);
}

Result<std::optional<PriceCheck>> CheckStore::unfinished(const QString &tripId)
{
    return findWhere(u"c.trip_id = ? AND c.state <> 'done'"_s, tripId);
}

Result<std::optional<PriceCheck>> CheckStore::unfinishedLocked(const QString &tripId)
{
    return findWhere(u"c.trip_id = ? AND c.state <> 'done'"_s + m_tx.dialect().lockClause(), tripId);
}

Result<QList<PriceCheck>> CheckStore::allUnfinished()
{
    PORTIER_ASSIGN(
        rows, m_tx.query(u"SELECT %1 FROM price_checks c WHERE c.state <> 'done' ORDER BY c.id"_s.arg(checkColumns())));
    QList<PriceCheck> checks;
    for (const Row &row : std::as_const(rows))
        checks.append(checkFrom(row));
    return checks;
}

Result<std::optional<PriceCheck>> CheckStore::findOwn(const QString &userId, const QString &checkId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM price_checks c JOIN trips t ON t.id = c.trip_id "
                                      "WHERE c.id = ? AND t.user_id = ?"_s.arg(checkColumns()),
                                      {checkId, userId}));
    return row ? std::optional(checkFrom(*row)) : std::nullopt;
}

Result<QList<PriceCheck>> CheckStore::ofTrip(const QString &tripId, int limit, const std::optional<QJsonObject> &after)
{
    QString where = u"c.trip_id = ?"_s;
    Binds binds{tripId};
    if (after) {
        where += u" AND (c.created_at < ? OR (c.created_at = ? AND c.id < ?))"_s;
        const qint64 at = after->value(u"at"_s).toInteger();
        binds << at << at << after->value(u"id"_s).toString();
    }
    binds << limit;
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM price_checks c WHERE %2 "
                                    "ORDER BY c.created_at DESC, c.id DESC LIMIT ?"_s.arg(checkColumns(), where),
                                    binds));
    QList<PriceCheck> checks;
    for (const Row &row : std::as_const(rows))
        checks.append(checkFrom(row));
    return checks;
}

QJsonObject CheckStore::positionOf(const PriceCheck &check)
{
    return {{u"at"_s, toMs(check.createdAt)}, {u"id"_s, check.id}};
}

Result<> CheckStore::start(const QString &checkId, int queryRevision, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE price_checks SET state = 'running', query_revision = ?, started_at = ? "
                          "WHERE id = ? AND state <> 'done'"_s,
                          {queryRevision, now, checkId}));
    return {};
}

Result<bool> CheckStore::end(const PriceCheck &check)
{
    PORTIER_ASSIGN(
        changed,
        m_tx.exec(u"UPDATE price_checks SET state = 'done', outcome = ?, snapshot_id = ?, error = ?, "
                  "finished_at = ? WHERE id = ? AND state <> 'done'"_s,
                  {check.outcome ? std::optional(toText(*check.outcome)) : std::nullopt, orNull(check.snapshotId),
                   check.error ? std::optional(toJson(*check.error)) : std::nullopt, check.finishedAt, check.id}));
    return changed == 1;
}

Result<> CheckStore::retarget(const QString &checkId, Trigger trigger, int queryRevision)
{
    PORTIER_TRY(
        m_tx.exec(u"UPDATE price_checks SET check_trigger = ?, query_revision = ? WHERE id = ? AND state = 'queued'"_s,
                  {toText(trigger), queryRevision, checkId}));
    return {};
}

Result<> CheckStore::setFollowUp(const QString &checkId, Trigger trigger)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE price_checks SET follow_up = ? WHERE id = ? AND state <> 'done'"_s,
                          {toText(trigger), checkId}));
    return {};
}

Result<QMap<QString, qint64>> CheckStore::countByOutcome(Instant since)
{
    PORTIER_ASSIGN(
        rows,
        m_tx.query(u"SELECT outcome, COUNT(*) FROM price_checks WHERE finished_at > ? GROUP BY outcome"_s, {since}));
    QMap<QString, qint64> counts;
    for (const Row &row : std::as_const(rows))
        counts.insert(row.text(0), row.integer(1));
    return counts;
}

} // namespace portier::trips
