// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/alertcodec.h"

#include "core/trips/alertpolicy.h"
#include "server/api/jsonvalues.h"
#include "server/api/triptexts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QJsonValue toJson(const trips::NextAlert &next, const QString &currency)
{
    if (!next.atOrBelowMinor)
        return {};
    QJsonObject json{{u"at_or_below"_s, moneyJson(*next.atOrBelowMinor, currency)}};
    if (next.rearmAtMinor)
        json.insert(u"or_rearm_at"_s, moneyJson(*next.rearmAtMinor, currency));
    return json;
}

} // namespace

QJsonObject toJson(const trips::AlertRule &rule)
{
    QJsonObject json = trips::alertBody(rule.wish, rule.currency);
    json.insert(u"threshold"_s, moneyOrNull(rule.wish.thresholdMinor, rule.currency));
    json.insert(u"state"_s, toText(rule.memory.state));
    json.insert(u"reference"_s, moneyOrNull(rule.memory.referenceMinor, rule.currency));
    json.insert(u"last_alerted"_s, moneyOrNull(rule.memory.lastAlertedMinor, rule.currency));
    json.insert(u"last_alerted_at"_s, instantOrNull(rule.memory.lastAlertedAt));
    json.insert(u"revision"_s, rule.revision);
    return json;
}

QJsonObject toJson(const trips::AlertView &view)
{
    QJsonObject json = toJson(view.rule);
    json.insert(u"evaluation"_s,
                view.evaluation ? QJsonValue(toJson(*view.evaluation, view.rule.currency)) : QJsonValue());
    return json;
}

QJsonObject toJson(const trips::AlertEvaluation &evaluation, const QString &currency)
{
    return {{u"id"_s, evaluation.id},
            {u"snapshot_id"_s, evaluation.snapshotId},
            {u"rule_revision"_s, evaluation.ruleRevision},
            {u"reason"_s, toText(evaluation.reason)},
            {u"fired"_s, evaluation.fired},
            {u"note"_s, textOrNull(evaluation.note)},
            {u"price"_s, moneyOrNull(evaluation.priceMinor, currency)},
            {u"compared"_s, moneyOrNull(evaluation.comparedMinor, currency)},
            {u"state_before"_s, toText(evaluation.before)},
            {u"state_after"_s, toText(evaluation.after)},
            {u"created_at"_s, toRfc3339(evaluation.createdAt)}};
}

QJsonObject toJson(const trips::Explanation &explanation, const QString &language)
{
    const QString currency = explanation.rule.currency;
    QJsonObject json{{u"snapshot_id"_s, textOrNull(explanation.snapshotId)},
                     {u"text"_s, explainText(explanation, language)},
                     {u"next_alert_when"_s, toJson(explanation.next, currency)}};
    if (const auto &evaluation = explanation.evaluation) {
        json.insert(u"reason"_s, toText(evaluation->reason));
        json.insert(u"fired"_s, evaluation->fired);
        json.insert(u"price"_s, moneyOrNull(evaluation->priceMinor, currency));
        json.insert(u"compared"_s, moneyOrNull(evaluation->comparedMinor, currency));
        json.insert(u"state_before"_s, toText(evaluation->before));
        json.insert(u"state_after"_s, toText(evaluation->after));
    } else {
        json.insert(u"reason"_s, explanation.snapshotId.isEmpty() ? u"not_judged_yet"_s : u"not_judged"_s);
        json.insert(u"fired"_s, false);
    }
    return json;
}

QJsonObject toJson(const trips::Backtest &backtest, const TripViewer &viewer)
{
    QJsonArray alerts;
    for (const trips::Backtest::Alert &alert : backtest.alerts) {
        alerts.append(QJsonObject{{u"at"_s, toRfc3339(alert.at)},
                                  {u"reason"_s, toText(alert.reason)},
                                  {u"amount_minor"_s, alert.priceMinor}});
    }
    QJsonObject reasons;
    for (auto it = backtest.reasons.begin(); it != backtest.reasons.end(); ++it)
        reasons.insert(it.key(), it.value());
    return {{u"snapshots"_s, backtest.snapshots},
            {u"alerts"_s, alerts},
            {u"reasons"_s, reasons},
            {u"text"_s, backtestText(backtest, viewer)}};
}

} // namespace portier::api
