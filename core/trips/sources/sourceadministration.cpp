// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourceadministration.h"

#include "core/operations/audit.h"
#include "core/operations/changefeed.h"
#include "core/trips/sources/budgetstore.h"
#include "core/trips/sources/sourcestore.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

QJsonValue timeOrNull(const std::optional<Instant> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
}

QJsonObject healthJson(const SourceHealth &health)
{
    return {{u"state"_s, toText(health.state)},
            {u"failures"_s, health.failures},
            {u"retry_at"_s, timeOrNull(health.retryAt)},
            {u"held_until"_s, timeOrNull(health.heldUntil)},
            {u"last_ok_at"_s, timeOrNull(health.lastOkAt)},
            {u"last_error"_s, health.lastError.isEmpty() ? QJsonValue() : health.lastError[u"code"]}};
}

QJsonObject budgetJson(const BudgetRow &budget)
{
    return {{u"period"_s, budget.period},
            {u"limit"_s, budget.limit},
            {u"used"_s, budget.used},
            {u"reserved"_s, budget.reserved},
            {u"warned_at"_s, timeOrNull(budget.warnedAt)},
            {u"exhausted_at"_s, timeOrNull(budget.exhaustedAt)}};
}

QJsonObject savingJson(const SourceStore::Saving &saving)
{
    return {
        {u"live_calls"_s, saving.liveCalls}, {u"avoided_calls"_s, saving.avoidedCalls}, {u"ratio"_s, saving.ratio()}};
}

QList<FieldError> errorsOf(const QList<administration::SourceFacts> &sources, Side side, const QStringList &names)
{
    QList<FieldError> errors;
    for (int index = 0; index < names.size(); ++index) {
        const QString &name = names.at(index);
        const QString pointer = u'/' + toText(side) + u'/' + QString::number(index);
        const bool known = std::any_of(sources.begin(), sources.end(), [&](const auto &source) {
            return source.name == name && source.sides.contains(side) && !source.simulated;
        });
        if (!known)
            errors.append({pointer, u"source_unknown"_s, {}});
        else if (names.indexOf(name) != index)
            errors.append({pointer, u"duplicate"_s, {}});
    }
    return errors;
}

Result<> announce(Transaction &tx, const operations::Actor &actor, const QString &action, const QString &source,
                  const QJsonObject &changes, Instant now)
{
    PORTIER_TRY(operations::appendAudit(tx, {actor, action, u"price_source"_s, source, u"ok"_s, changes}, now));
    return operations::appendChange(
        tx, {u"price_source.updated"_s, source, operations::ChangeOperation::Updated, u"role:admin"_s, {}}, now);
}

} // namespace

Result<QJsonObject> administration::detailsOf(Transaction &tx, const SourceFacts &source, Instant now)
{
    SourceStore store(tx);
    QJsonObject health;
    for (const Side side : source.sides) {
        PORTIER_ASSIGN(each, store.health(source.name, side));
        health[toText(side)] = healthJson(each);
    }
    QJsonArray budgets;
    PORTIER_ASSIGN(
        rows,
        BudgetStore(tx, source.name).list(budgetLimits(source.limits.monthlyCalls, source.limits.dailyCalls, now)));
    for (const BudgetRow &row : rows)
        budgets.append(budgetJson(row));
    PORTIER_ASSIGN(saving, store.saving(source.name, now));
    return QJsonObject{{u"health"_s, health}, {u"budgets"_s, budgets}, {u"saving"_s, savingJson(saving)}};
}

Result<QJsonObject> administration::overallSaving(Transaction &tx, Instant now)
{
    PORTIER_ASSIGN(saving, SourceStore(tx).overallSaving(now));
    return savingJson(saving);
}

Result<> administration::setOrder(Transaction &tx, const QList<SourceFacts> &sources,
                                  const QMap<Side, QStringList> &order, const operations::Actor &actor, Instant now)
{
    QList<FieldError> errors;
    for (auto side = order.cbegin(); side != order.cend(); ++side)
        errors += errorsOf(sources, side.key(), side.value());
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    SourceStore store(tx);
    for (auto side = order.cbegin(); side != order.cend(); ++side) {
        const QString name = toText(side.key());
        PORTIER_ASSIGN(before, store.order(side.key()));
        PORTIER_TRY(store.saveOrder(side.key(), side.value(), now));
        const QJsonObject changes{{name, QJsonArray{QJsonArray::fromStringList(before.value_or(QStringList())),
                                                    QJsonArray::fromStringList(side.value())}}};
        PORTIER_TRY(announce(tx, actor, u"price_source.order_changed"_s, name, changes, now));
    }
    return {};
}

Result<> administration::resetHealth(Transaction &tx, const QList<SourceFacts> &sources, const QString &name,
                                     const operations::Actor &actor, Instant now)
{
    const auto source =
        std::find_if(sources.begin(), sources.end(), [&name](const SourceFacts &each) { return each.name == name; });
    if (source == sources.end())
        return fail(Error::invalid(u"source_unknown"_s, u"no such price source"_s));
    SourceStore store(tx);
    for (const Side side : source->sides) {
        PORTIER_ASSIGN(health, store.health(name, side, true));
        PORTIER_TRY(store.saveHealth(name, side, reset(health), now));
    }
    return announce(tx, actor, u"price_source.reset"_s, name, {}, now);
}

Result<> administration::recordTest(Transaction &tx, const QString &name, bool good, const operations::Actor &actor,
                                    Instant now)
{
    const QString outcome = good ? u"ok"_s : u"failed"_s;
    return operations::appendAudit(tx, {actor, u"price_source.tested"_s, u"price_source"_s, name, outcome, {}}, now);
}

} // namespace portier::trips
