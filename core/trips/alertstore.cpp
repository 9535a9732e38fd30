// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertstore.h"

#include "core/storage/sqldialect.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Binds;
using storage::Row;

namespace
{
const QString evaluationColumns = u"e.id, e.rule_id, e.rule_revision, e.snapshot_id, e.reason, e.fired, e.note, "
                                  "e.price_minor, e.compared_minor, e.state_before, e.state_after, e.created_at"_s;

std::optional<QJsonObject> stored(const std::optional<PendingPrice> &pending)
{
    if (!pending)
        return std::nullopt;
    return QJsonObject{{u"price_minor"_s, pending->priceMinor},
                       {u"reference_minor"_s, pending->referenceMinor},
                       {u"fetched_at"_s, toMs(pending->fetchedAt)},
                       {u"beneath"_s, toText(pending->beneath)}};
}

PendingPrice pendingFrom(const QJsonObject &json)
{
    return {json.value(u"price_minor"_s).toInteger(), json.value(u"reference_minor"_s).toInteger(),
            fromMs(json.value(u"fetched_at"_s).toInteger()),
            alertStateFromText(json.value(u"beneath"_s).toString()).value_or(AlertState::Armed)};
}

AlertEvaluation evaluationFrom(const Row &row)
{
    AlertEvaluation evaluation;
    evaluation.id = row.text(0);
    evaluation.ruleId = row.text(1);
    evaluation.ruleRevision = static_cast<int>(row.integer(2));
    evaluation.snapshotId = row.text(3);
    evaluation.reason = alertReasonFromText(row.text(4)).value_or(AlertReason::Above);
    evaluation.fired = row.boolean(5);
    evaluation.note = row.text(6);
    evaluation.priceMinor = row.optInteger(7);
    evaluation.comparedMinor = row.optInteger(8);
    evaluation.before = alertStateFromText(row.text(9)).value_or(AlertState::Armed);
    evaluation.after = alertStateFromText(row.text(10)).value_or(AlertState::Armed);
    evaluation.createdAt = row.instant(11);
    return evaluation;
}

Binds ruleValues(const AlertRule &rule)
{
    const AlertMemory &memory = rule.memory;
    return {toText(rule.wish.kind),  toText(rule.wish.measure), rule.wish.thresholdMinor, rule.currency,
            rule.wish.enabled,       rule.wish.email,           rule.wish.desktop,        toText(memory.state),
            memory.previousMinor,    memory.previousSimulated,  memory.referenceMinor,    memory.referenceSource,
            memory.lastAlertedMinor, memory.lastAlertedAt,      stored(memory.pending),   rule.revision,
            rule.updatedAt};
}
} // namespace

QString unconfirmedOutlier()
{
    // The first later sample that decides over a pending price says so in its note.
    return u"e.reason = 'unconfirmed_outlier' AND COALESCE((SELECT c.note FROM alert_evaluations c "
           "WHERE c.rule_id = e.rule_id AND c.rule_revision = e.rule_revision AND c.note <> '' AND "
           "(c.created_at > e.created_at OR (c.created_at = e.created_at AND c.id > e.id)) "
           "ORDER BY c.created_at, c.id LIMIT 1), '') <> 'pending_confirmed'"_s;
}

QString ruleColumns()
{
    return u"r.id, r.trip_id, r.kind, r.measure, r.threshold_minor, r.currency, r.enabled, r.email, r.desktop, "
           u"r.state, "
           "r.previous_minor, r.previous_simulated, r.reference_minor, r.reference_source, r.last_alerted_minor, "
           "r.last_alerted_at, r.pending, r.revision, r.created_at, r.updated_at"_s;
}

AlertRule ruleFrom(const Row &row, int first)
{
    AlertRule rule;
    rule.id = row.text(first);
    rule.tripId = row.text(first + 1);
    rule.wish.kind = alertKindFromText(row.text(first + 2)).value_or(AlertKind::Threshold);
    rule.wish.measure = measureFromText(row.text(first + 3)).value_or(Measure::TripTotal);
    rule.wish.thresholdMinor = row.optInteger(first + 4);
    rule.currency = row.text(first + 5);
    rule.wish.enabled = row.boolean(first + 6);
    rule.wish.email = row.boolean(first + 7);
    rule.wish.desktop = row.boolean(first + 8);
    AlertMemory &memory = rule.memory;
    memory.state = alertStateFromText(row.text(first + 9)).value_or(AlertState::Armed);
    memory.previousMinor = row.optInteger(first + 10);
    memory.previousSimulated = row.boolean(first + 11);
    memory.referenceMinor = row.optInteger(first + 12);
    memory.referenceSource = row.text(first + 13);
    memory.lastAlertedMinor = row.optInteger(first + 14);
    memory.lastAlertedAt = row.optInstant(first + 15);
    if (!row.isNull(first + 16))
        memory.pending = pendingFrom(row.object(first + 16));
    rule.revision = static_cast<int>(row.integer(first + 17));
    rule.createdAt = row.instant(first + 18);
    rule.updatedAt = row.instant(first + 19);
    return rule;
}

Result<> AlertStore::insert(const AlertRule &rule)
{
    const Binds values = ruleValues(rule) + Binds{rule.id, rule.tripId, rule.createdAt};
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO alert_rules (kind, measure, threshold_minor, currency, enabled, email, desktop, "
                  "state, previous_minor, previous_simulated, reference_minor, reference_source, "
                  "last_alerted_minor, last_alerted_at, pending, revision, updated_at, id, trip_id, created_at) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                  values));
    return {};
}

Result<> AlertStore::update(const AlertRule &rule)
{
    PORTIER_TRY(
        m_tx.exec(u"UPDATE alert_rules SET kind = ?, measure = ?, threshold_minor = ?, currency = ?, enabled = ?, "
                  "email = ?, desktop = ?, state = ?, previous_minor = ?, previous_simulated = ?, "
                  "reference_minor = ?, reference_source = ?, last_alerted_minor = ?, last_alerted_at = ?, "
                  "pending = ?, revision = ?, updated_at = ? WHERE id = ?"_s,
                  ruleValues(rule) + Binds{rule.id}));
    return {};
}

Result<bool> AlertStore::remove(const QString &tripId)
{
    PORTIER_ASSIGN(removed, m_tx.exec(u"DELETE FROM alert_rules WHERE trip_id = ?"_s, {tripId}));
    return removed > 0;
}

Result<std::optional<AlertRule>> AlertStore::findByTrip(const QString &tripId)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT %1 FROM alert_rules r WHERE r.trip_id = ?"_s.arg(ruleColumns()), {tripId}));
    return row ? std::optional(ruleFrom(*row)) : std::nullopt;
}

Result<std::optional<AlertRule>> AlertStore::findLocked(const QString &tripId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM alert_rules r WHERE r.trip_id = ?"_s.arg(ruleColumns()) +
                                          m_tx.dialect().lockClause(),
                                      {tripId}));
    return row ? std::optional(ruleFrom(*row)) : std::nullopt;
}

Result<bool> AlertStore::insertEvaluation(const AlertEvaluation &evaluation)
{
    PORTIER_ASSIGN(inserted,
                   m_tx.exec(u"INSERT INTO alert_evaluations (id, rule_id, rule_revision, snapshot_id, reason, fired, "
                             "note, price_minor, compared_minor, state_before, state_after, created_at) "
                             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                             "ON CONFLICT (rule_id, rule_revision, snapshot_id) DO NOTHING"_s,
                             {evaluation.id, evaluation.ruleId, evaluation.ruleRevision, evaluation.snapshotId,
                              toText(evaluation.reason), evaluation.fired, evaluation.note, evaluation.priceMinor,
                              evaluation.comparedMinor, toText(evaluation.before), toText(evaluation.after),
                              evaluation.createdAt}));
    return inserted == 1;
}

Result<> AlertStore::removeWhenDisabled(const AlertRule &rule, const QString &snapshotId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM alert_evaluations WHERE rule_id = ? AND rule_revision = ? AND snapshot_id = ? "
                          "AND reason = 'rule_disabled'"_s,
                          {rule.id, rule.revision, snapshotId}));
    return {};
}

Result<std::optional<AlertEvaluation>> AlertStore::oneEvaluation(const QString &rest, const Binds &binds)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT "_s + evaluationColumns + u" FROM alert_evaluations e WHERE "_s + rest, binds));
    return row ? std::optional(evaluationFrom(*row)) : std::nullopt;
}

Result<std::optional<AlertEvaluation>> AlertStore::findEvaluation(const AlertRule &rule, const QString &snapshotId)
{
    return oneEvaluation(u"e.rule_id = ? AND e.snapshot_id = ? ORDER BY e.rule_revision DESC LIMIT 1"_s,
                         {rule.id, snapshotId});
}

Result<std::optional<AlertEvaluation>> AlertStore::newestEvaluation(const AlertRule &rule)
{
    return oneEvaluation(u"e.rule_id = ? ORDER BY e.created_at DESC, e.id DESC LIMIT 1"_s, {rule.id});
}

Result<QList<AlertEvaluation>> AlertStore::evaluations(const QString &ruleId, int limit,
                                                       const std::optional<QJsonObject> &after)
{
    QString where = u"e.rule_id = ?"_s;
    Binds binds{ruleId};
    if (after) {
        where += u" AND (e.created_at < ? OR (e.created_at = ? AND e.id < ?))"_s;
        const qint64 at = after->value(u"at"_s).toInteger();
        binds << at << at << after->value(u"id"_s).toString();
    }
    binds << limit;
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM alert_evaluations e WHERE %2 "
                                    "ORDER BY e.created_at DESC, e.id DESC LIMIT ?"_s.arg(evaluationColumns, where),
                                    binds));
    QList<AlertEvaluation> evaluations;
    for (const Row &row : std::as_const(rows))
        evaluations.append(evaluationFrom(row));
    return evaluations;
}

QJsonObject AlertStore::positionOf(const AlertEvaluation &evaluation)
{
    return {{u"at"_s, toMs(evaluation.createdAt)}, {u"id"_s, evaluation.id}};
}

Result<QList<AlertStore::Fired>> AlertStore::fired(const QString &tripId, std::optional<Instant> from,
                                                   std::optional<Instant> until, bool withSimulated)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT s.taken_at, e.reason, e.price_minor FROM price_snapshots s "
                              "JOIN alert_evaluations e ON e.snapshot_id = s.id "
                              "WHERE s.trip_id = ? AND e.fired = 1 AND s.taken_at >= ? AND s.taken_at < ? "
                              "AND s.simulated <= ? ORDER BY s.taken_at, e.id"_s,
                              {tripId, from.value_or(Instant()),
                               until.value_or(fromMs(std::numeric_limits<qint64>::max())), withSimulated ? 1 : 0}));
    QList<Fired> fired;
    for (const Row &row : std::as_const(rows))
        fired.append({row.instant(0), alertReasonFromText(row.text(1)).value_or(AlertReason::Crossed), row.integer(2)});
    return fired;
}

Result<QSet<QString>> AlertStore::unconfirmed(const QString &tripId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT e.snapshot_id FROM price_snapshots s "
                                    "JOIN alert_evaluations e ON e.snapshot_id = s.id "
                                    "WHERE s.trip_id = ? AND "_s +
                                        unconfirmedOutlier(),
                                    {tripId}));
    QSet<QString> snapshots;
    for (const Row &row : std::as_const(rows))
        snapshots.insert(row.text(0));
    return snapshots;
}

} // namespace portier::trips
