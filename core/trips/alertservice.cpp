// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertservice.h"

#include "core/contract/fieldreader.h"
#include "core/trips/alertpolicy.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripchanges.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Transaction;

namespace
{
constexpr int defaultDays = 90; // TRP-193
constexpr int maxDays = 730;

Result<TripView> viewOf(Transaction &tx, const Caller &caller, const QString &tripId)
{
    PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
    if (!view)
        return fail(Error::notFound());
    return *view;
}

Result<AlertRule> ruleOf(Transaction &tx, const Caller &caller, const QString &tripId)
{
    PORTIER_ASSIGN(view, viewOf(tx, caller, tripId));
    if (!view.rule)
        return fail(Error::notFound());
    return *view.rule;
}

Result<AlertView> readBack(Transaction &tx, const Caller &caller, const QString &tripId)
{
    PORTIER_ASSIGN(rule, ruleOf(tx, caller, tripId));
    PORTIER_ASSIGN(evaluation, AlertStore(tx).newestEvaluation(rule));
    return AlertView{rule, evaluation};
}

Result<AlertView> putIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                        const QString &tripId, const QJsonObject &body, Instant now)
{
    PORTIER_TRY(tx.serialise(u"trips:"_s + caller.userId));
    PORTIER_ASSIGN(view, viewOf(tx, caller, tripId));
    PORTIER_ASSIGN(wish, readAlertBody(body, view.trip.plan));
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, caller.userId));
    TripChanges changes(environment, tx, caller, owner, now);
    PORTIER_TRY(changes.putRule(view.trip, view.rule, wish, false));
    PORTIER_TRY(changes.records().audit(u"alert_rule.updated"_s, u"trip"_s, tripId,
                                        {{u"rule"_s, alertBody(wish, view.trip.plan.currency)}}));
    return readBack(tx, caller, tripId);
}

Result<Explanation> explainIn(Transaction &tx, const Caller &caller, const QString &tripId, const QString &snapshotId)
{
    PORTIER_ASSIGN(rule, ruleOf(tx, caller, tripId));
    Explanation explanation{rule, snapshotId, {}, nextAlert(rule.wish, rule.memory)};
    AlertStore alerts(tx);
    if (snapshotId.isEmpty()) {
        PORTIER_ASSIGN(newest, alerts.newestEvaluation(rule));
        explanation.evaluation = newest;
        if (newest)
            explanation.snapshotId = newest->snapshotId;
        return explanation;
    }
    PORTIER_ASSIGN(snapshot, SnapshotStore(tx).find(tripId, snapshotId));
    PORTIER_ASSIGN(evaluation, alerts.findEvaluation(rule, snapshotId));
    if (!snapshot)
        return fail(Error::notFound());
    explanation.evaluation = evaluation;
    return explanation;
}

struct BacktestRequest {
    AlertWish wish;
    int days = defaultDays;
};

Result<BacktestRequest> readBacktest(const QJsonObject &body, const TripPlan &plan)
{
    contract::FieldReader reader(body);
    BacktestRequest request;
    request.days = static_cast<int>(reader.integer(u"days"_s, 1, maxDays).value_or(defaultDays));
    request.wish = readAlert(reader, plan);
    PORTIER_TRY(reader.finish());
    return request;
}

Result<Backtest> backtestIn(Transaction &tx, const Caller &caller, const QString &tripId, const QJsonObject &body,
                            Instant now)
{
    PORTIER_ASSIGN(view, viewOf(tx, caller, tripId));
    PORTIER_ASSIGN(request, readBacktest(body, view.trip.plan));
    SnapshotStore snapshots(tx);
    PORTIER_ASSIGN(real, snapshots.hasReal(tripId));
    BacktestRun run(request.wish, view.trip.plan.currency);
    const SnapshotRange range{now - std::chrono::days(request.days), {}, view.trip.queryRevision};
    PORTIER_TRY(snapshots.forEach(tripId, range, [&](const Snapshot &snapshot) {
        if (real && snapshot.simulated)
            return true; // TRP-172
        AlertSample sample = toSample(snapshot, request.wish.measure, view.trip.plan, view.trip.queryRevision, false);
        sample.backfilled = false; // invented and imported history feeds the backtest (TRP-171)
        run.add(sample);
        return true;
    }));
    Backtest result = run.result();
    result.days = request.days;
    result.currency = view.trip.plan.currency;
    return result;
}
} // namespace

void BacktestRun::add(const AlertSample &sample)
{
    const AlertVerdict verdict = evaluate(m_wish, m_currency, m_memory, sample);
    m_memory = verdict.after;
    ++m_result.snapshots;
    ++m_result.reasons[toText(verdict.reason)];
    if (verdict.fires)
        m_result.alerts.append({sample.takenAt, verdict.reason, verdict.priceMinor.value_or(0)});
}

AlertService::AlertService(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<AlertView>> AlertService::find(Caller caller, QString tripId)
{
    return m_database.read([caller, tripId](Transaction &tx) { return readBack(tx, caller, tripId); });
}

QCoro::Task<Result<AlertView>> AlertService::put(Caller caller, QString tripId, QJsonObject body)
{
    return m_database.write([environment = m_environment, caller, tripId, body, now = m_clock->now()](Transaction &tx) {
        return putIn(*environment, tx, caller, tripId, body, now);
    });
}

QCoro::Task<Result<>> AlertService::remove(Caller caller, QString tripId)
{
    return m_database.write(
        [environment = m_environment, caller, tripId, now = m_clock->now()](Transaction &tx) -> Result<> {
            PORTIER_ASSIGN(rule, ruleOf(tx, caller, tripId));
            PORTIER_ASSIGN(view, viewOf(tx, caller, tripId));
            PORTIER_ASSIGN(owner, ownerOf(*environment, tx, caller.userId));
            TripChanges changes(*environment, tx, caller, owner, now);
            PORTIER_TRY(changes.putRule(view.trip, rule, std::nullopt, false));
            return changes.records().audit(u"alert_rule.deleted"_s, u"trip"_s, tripId);
        });
}

QCoro::Task<Result<ListPage<AlertEvaluation>>> AlertService::evaluations(Caller caller, QString tripId, int limit,
                                                                         std::optional<QJsonObject> after)
{
    return m_database.read([caller, tripId, limit, after](Transaction &tx) -> Result<ListPage<AlertEvaluation>> {
        PORTIER_ASSIGN(rule, ruleOf(tx, caller, tripId));
        PORTIER_ASSIGN(evaluations, AlertStore(tx).evaluations(rule.id, limit + 1, after));
        return cutPage(evaluations, limit, &AlertStore::positionOf);
    });
}

QCoro::Task<Result<Explanation>> AlertService::explain(Caller caller, QString tripId, QString snapshotId)
{
    return m_database.read(
        [caller, tripId, snapshotId](Transaction &tx) { return explainIn(tx, caller, tripId, snapshotId); });
}

QCoro::Task<Result<Backtest>> AlertService::backtest(Caller caller, QString tripId, QJsonObject body)
{
    return m_database.read([caller, tripId, body, now = m_clock->now()](Transaction &tx) {
        return backtestIn(tx, caller, tripId, body, now);
    });
}

} // namespace portier::trips
