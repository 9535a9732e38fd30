// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertflow.h"

#include "core/base/uuid.h"
#include "core/scheduling/jobqueue.h"
#include "core/trips/checkflow.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripmails.h"
#include "core/trips/triprecords.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::ChangeOperation;

namespace
{
constexpr Millis judgesBack = std::chrono::hours(24); // TRP-188

AlertEvaluation evaluationOf(const AlertRule &rule, const Snapshot &snapshot, const AlertVerdict &verdict, Instant now)
{
    AlertEvaluation evaluation;
    evaluation.id = newUuid(now);
    evaluation.ruleId = rule.id;
    evaluation.ruleRevision = rule.revision;
    evaluation.snapshotId = snapshot.id;
    evaluation.reason = verdict.reason;
    evaluation.fired = verdict.fires;
    evaluation.note = verdict.pendingDiscarded   ? u"pending_discarded"_s
                      : verdict.pendingConfirmed ? u"pending_confirmed"_s
                                                 : QString();
    evaluation.priceMinor = verdict.priceMinor;
    evaluation.comparedMinor = verdict.comparedMinor;
    evaluation.before = verdict.before;
    evaluation.after = verdict.after.state;
    evaluation.createdAt = now;
    return evaluation;
}

Result<> tell(const TripEnvironment &environment, storage::Transaction &tx, const Trip &trip, const AlertRule &rule,
              const Snapshot &snapshot, const AlertVerdict &verdict, const std::optional<qint64> &lastAlerted,
              Instant now)
{
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, trip.userId));
    SnapshotStore snapshots(tx);
    PORTIER_ASSIGN(lowest, snapshots.lowest(trip.id, trip.queryRevision, rule.wish.measure));
    PORTIER_ASSIGN(previous, snapshots.previous(snapshot, rule.wish.measure));
    const PriceAlert alert{trip, rule, snapshot, verdict, lastAlerted, lowest, previous};
    notifications::Event event = priceAlertEvent(alert, owner);
    if (environment.pausePath)
        event.facts.insert(u"pause_url"_s, environment.pausePath(trip.id));
    PORTIER_TRY(notifications::addToOutbox(tx, event, now));
    return TripRecords(tx, trip.userId, {}, now).feed(u"alert.fired"_s, rule.id, ChangeOperation::Created, trip.id);
}

/// An outlier is looked at again, live, a little later (TRP-183).
Result<> confirmLater(const TripEnvironment &environment, storage::Transaction &tx, const Trip &trip, Instant now)
{
    scheduling::NewJob job;
    job.kind = confirmJobKind;
    job.uniqueKey = trip.id;
    job.payload = {{u"trip_id"_s, trip.id}};
    job.runAt = now + environment.settings.confirmDelay;
    PORTIER_TRY(scheduling::JobQueue::enqueue(tx, job, now));
    return {};
}
} // namespace

Result<std::optional<AlertVerdict>> judgeSnapshot(const TripEnvironment &environment, storage::Transaction &tx,
                                                  const Trip &trip, AlertRule &rule, const Snapshot &snapshot,
                                                  Instant now)
{
    const AlertSample sample =
        toSample(snapshot, rule.wish.measure, trip.plan, trip.queryRevision, trip.status == TripStatus::Paused);
    const AlertVerdict verdict = evaluate(rule.wish, rule.currency, rule.memory, sample);
    AlertStore alerts(tx);
    PORTIER_ASSIGN(isNew, alerts.insertEvaluation(evaluationOf(rule, snapshot, verdict, now)));
    if (!isNew)
        return std::nullopt;
    const std::optional<qint64> lastAlerted = rule.memory.lastAlertedMinor;
    if (!(verdict.after == rule.memory)) {
        rule.memory = verdict.after;
        rule.updatedAt = now;
        PORTIER_TRY(alerts.update(rule));
    }
    if (verdict.before != verdict.after.state)
        PORTIER_TRY(TripRecords(tx, trip.userId, {}, now)
                        .feed(u"alert_rule.updated"_s, rule.id, ChangeOperation::Updated, trip.id));
    if (verdict.fires)
        PORTIER_TRY(tell(environment, tx, trip, rule, snapshot, verdict, lastAlerted, now));
    if (verdict.reason == AlertReason::UnconfirmedOutlier)
        PORTIER_TRY(confirmLater(environment, tx, trip, now));
    return verdict;
}

Result<std::optional<AlertVerdict>> judgeNewest(const TripEnvironment &environment, storage::Transaction &tx,
                                                const Trip &trip, AlertRule &rule, Instant now)
{
    PORTIER_ASSIGN(snapshot,
                   SnapshotStore(tx).newestEligible(trip.id, trip.queryRevision, rule.wish.measure, now - judgesBack));
    if (!snapshot)
        return std::nullopt;
    PORTIER_TRY(AlertStore(tx).removeWhenDisabled(rule, snapshot->id));
    return judgeSnapshot(environment, tx, trip, rule, *snapshot, now);
}

} // namespace portier::trips
