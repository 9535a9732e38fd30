// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/checkjob.h"

#include "core/base/log.h"
#include "core/operations/metrics.h"
#include "core/trips/alertstore.h"
#include "core/trips/checkflow.h"
#include "core/trips/checkresult.h"
#include "core/trips/tripstatemachine.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using scheduling::JobContext;
using scheduling::JobOutcome;

namespace
{
constexpr int checksAtOnce = 16; // three users with five trips each, and one more (TRP-053)

/// Asks nothing for a side that is not tracked.
QCoro::Task<SideResult> askSide(Environment environment, std::optional<Query> query, Side side, Trigger trigger)
{
    if (!query)
        co_return SideResult::untracked(side);
    co_return co_await environment->askPrice(*query, trigger);
}

/// What the log says of a check at its start and at its end (TRP-292).
log::Fields whoOf(const PriceCheck &check)
{
    return {{u"check_id"_s, check.id}, {u"trip_id"_s, check.tripId}, {u"trigger"_s, toText(check.trigger)}};
}
} // namespace

CheckJob::CheckJob(Environment environment, std::shared_ptr<Clock> clock, operations::Metrics &metrics)
    : m_environment(std::move(environment)), m_clock(std::move(clock)), m_metrics(metrics)
{
}

QList<scheduling::JobKind> CheckJob::kinds()
{
    scheduling::JobKind check;
    check.name = checkJobKind;
    check.handler = [this](std::shared_ptr<JobContext> job) { return this->check(std::move(job)); };
    check.concurrency = checksAtOnce;
    scheduling::JobKind confirm;
    confirm.name = confirmJobKind;
    confirm.handler = [this](std::shared_ptr<JobContext> job) { return this->confirm(std::move(job)); };
    return {check, confirm};
}

QCoro::Task<JobOutcome> CheckJob::check(std::shared_ptr<JobContext> job)
{
    const Instant startedAt = m_clock->now();
    const auto opening = [environment = m_environment, row = job->job(), startedAt](storage::Transaction &tx) {
        return openCheck(*environment, tx, row, startedAt);
    };
    const auto opened = co_await job->write(opening);
    if (!opened)
        co_return JobOutcome::retry(opened.error().code);
    if (!opened->plan) {
        if (opened->ended)
            reportEndedAtOnce(*opened->ended);
        co_return JobOutcome::committed();
    }
    const CheckPlan plan = *opened->plan;
    const Trigger asks = plan.check.liveOnly ? Trigger::Confirm : plan.check.trigger;
    log::info("trips"_L1, "check_started"_L1, whoOf(plan.check));

    // Both tasks start at once: the sides run in parallel (TRP-090).
    QCoro::Task<SideResult> flightTask = askSide(m_environment, flightQuery(plan.plan), Side::Flights, asks);
    QCoro::Task<SideResult> hotelTask = askSide(m_environment, hotelQuery(plan.plan), Side::Hotels, asks);
    const SideResult flights = co_await flightTask;
    const SideResult hotels = co_await hotelTask;
    if (job->shouldStop())
        co_return JobOutcome::cancelled(u"stopped"_s);

    const Instant now = m_clock->now();
    const auto writing = [environment = m_environment, row = job->job(), plan, flights, hotels,
                          now](storage::Transaction &tx) {
        return writeCheck(*environment, tx, row, plan, flights, hotels, now);
    };
    const auto written = co_await job->write(writing);
    if (!written)
        co_return JobOutcome::retry(written.error().code);
    reportEnd(plan.check, written->outcome, now - startedAt);
    if (!written->alertReason.isEmpty())
        m_metrics.increment(u"portier_alert_evaluations_total"_s, {{u"reason"_s, written->alertReason}});
    co_return JobOutcome::committed();
}

void CheckJob::reportEndedAtOnce(const PriceCheck &check)
{
    log::info("trips"_L1, "check_started"_L1, whoOf(check));
    reportEnd(check, check.outcome.value_or(CheckOutcome::Cancelled), Millis(0));
}

void CheckJob::reportEnd(const PriceCheck &check, CheckOutcome outcome, Millis took)
{
    log::Fields end = whoOf(check);
    end.insert(u"outcome"_s, toText(outcome));
    end.insert(u"duration_ms"_s, qint64(took.count()));
    log::info("trips"_L1, "check_finished"_L1, end);
    m_metrics.increment(u"portier_price_checks_total"_s,
                        {{u"trigger"_s, toText(check.trigger)}, {u"outcome"_s, toText(outcome)}});
}

namespace
{
/// Still needed when the outlier is still waiting; an unfinished check of any trigger may confirm it (TRP-183).
Result<> askToConfirm(const TripEnvironment &environment, storage::Transaction &tx, const scheduling::Job &job,
                      Instant now)
{
    PORTIER_TRY(JobContext::finish(tx, job, JobOutcome::done(), now));
    const QString tripId = job.payload.value(u"trip_id"_s).toString();
    PORTIER_ASSIGN(rule, AlertStore(tx).findByTrip(tripId));
    PORTIER_ASSIGN(trip, TripStore(tx).find(tripId));
    if (!trip || !rule || !rule->memory.pending || !countsAsTracked(trip->status))
        return {};
    PORTIER_TRY(CheckFlow(environment, tx, now).ask(*trip, Trigger::Confirm));
    return {};
}
} // namespace

QCoro::Task<JobOutcome> CheckJob::confirm(std::shared_ptr<JobContext> job)
{
    const auto asking = [environment = m_environment, row = job->job(), now = m_clock->now()](
                            storage::Transaction &tx) { return askToConfirm(*environment, tx, row, now); };
    const auto asked = co_await job->write(asking);
    co_return asked ? JobOutcome::committed() : JobOutcome::retry(asked.error().code);
}

} // namespace portier::trips
