// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/checkresult.h"

#include "core/base/uuid.h"
#include "core/base/zonedtime.h"
#include "core/scheduling/jobrunner.h"
#include "core/trips/alertflow.h"
#include "core/trips/checkflow.h"
#include "core/trips/checkstore.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripdue.h"
#include "core/trips/tripmails.h"
#include "core/trips/triprecords.h"
#include "core/trips/tripscheduleservice.h"
#include "core/trips/tripstatemachine.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::ChangeOperation;
using scheduling::JobContext;
using scheduling::JobOutcome;
using storage::Transaction;

namespace
{
constexpr Millis duplicateAge = std::chrono::seconds(60); // TRP-094

/// Why a queued check has nothing to do any more; empty: it has.
QString obstacle(const PriceCheck &check, const Trip &trip, const std::optional<TripOwner> &owner, Instant now)
{
    if (!owner || !owner->active)
        return u"not_permitted"_s; // PLT-047
    if (isDeparted(trip.plan, localDate(now, zoneOf(*owner))))
        return u"trip_departed"_s; // TRP-030
    if (trip.status == TripStatus::Expired)
        return u"trip_expired"_s;
    // A check that had begun before the pause goes on, also after a crash (TRP-028).
    return trip.status == TripStatus::Paused && !check.startedAt ? u"trip_paused"_s : QString();
}

/// A check that asked nobody is one, too: the trip was looked after (trips.md 2.1, last_checked_at).
Result<> noteChecked(Transaction &tx, Trip trip, Instant now)
{
    trip.lastCheckedAt = now;
    trip.updatedAt = now;
    PORTIER_TRY(TripStore(tx).update(trip, trip.version));
    return TripRecords(tx, trip.userId, {}, now).feed(u"trip.updated"_s, trip.id, ChangeOperation::Updated, trip.id);
}

/// One check while its findings are written.
class CheckWriter
{
public:
    CheckWriter(const TripEnvironment &environment, Transaction &tx, const CheckPlan &plan, Trip trip, Instant now)
        : m_environment(environment), m_tx(tx), m_plan(plan), m_check(plan.check), m_trip(std::move(trip)), m_now(now),
          m_records(tx, m_trip.userId, {}, now)
    {
    }

    Result<WrittenCheck> write(const SideResult &flights, const SideResult &hotels)
    {
        CheckResult result = composeCheck(m_plan.plan, m_check.queryRevision, flights, hotels, m_now);
        m_check.outcome = result.outcome;
        m_check.error = result.error;
        if (result.snapshot)
            PORTIER_TRY(storeSnapshot(*result.snapshot, flights, hotels));
        // An edit came in between: its own check speaks for the trip (TRP-095).
        if (m_check.queryRevision == m_trip.queryRevision)
            PORTIER_TRY(updateTrip(result));
        if (result.snapshot)
            PORTIER_TRY(judge(*result.snapshot));
        PORTIER_TRY(CheckFlow(m_environment, m_tx, m_now).finish(m_check, m_trip.userId));
        return WrittenCheck{result.outcome, m_alertReason};
    }

    Result<> endFailed(const QString &code)
    {
        CheckResult result;
        result.outcome = CheckOutcome::Failed;
        result.error = CheckError{code, {}, {}, true, {}, {}};
        m_check.outcome = result.outcome;
        m_check.error = result.error;
        if (m_check.queryRevision == m_trip.queryRevision)
            PORTIER_TRY(updateTrip(result));
        return CheckFlow(m_environment, m_tx, m_now).finish(m_check, m_trip.userId);
    }

private:
    Result<> storeSnapshot(Snapshot &snapshot, const SideResult &flights, const SideResult &hotels)
    {
        snapshot.id = newUuid(m_now);
        snapshot.tripId = m_trip.id;
        snapshot.checkId = m_check.id;
        m_check.snapshotId = snapshot.id;
        SnapshotStore snapshots(m_tx);
        PORTIER_TRY(snapshots.insert(snapshot, m_now));
        if (m_plan.plan.tracksFlights())
            PORTIER_TRY(snapshots.insertOffers(snapshot.id, flights));
        if (m_plan.plan.tracksHotels())
            PORTIER_TRY(snapshots.insertOffers(snapshot.id, hotels));
        return m_records.feed(u"price_snapshot.created"_s, snapshot.id, ChangeOperation::Created, m_trip.id);
    }

    Result<> updateTrip(const CheckResult &result)
    {
        const TripStatus before = m_trip.status;
        const StatusChange change = afterCheck(m_trip, result.outcome, result.error, m_now);
        m_trip.status = change.status;
        m_trip.lastError = change.lastError;
        m_trip.lastCheckedAt = m_now;
        if (result.snapshot && result.snapshot->isGood())
            m_trip.lastRefreshedAt = m_now;
        m_trip.updatedAt = m_now;
        // The version is the user's: a check that ends meanwhile must not refuse an edit.
        PORTIER_ASSIGN(written, TripStore(m_tx).update(m_trip, m_trip.version));
        if (!written)
            return fail(Error::unavailable(u"busy"_s, u"the trip changed under the check"_s));
        if (result.snapshot)
            PORTIER_TRY(refreshLatest(m_tx, m_trip));
        PORTIER_TRY(m_records.feed(u"trip.updated"_s, m_trip.id, ChangeOperation::Updated, m_trip.id));
        if (change.changed)
            PORTIER_TRY(m_records.audit(u"trip.status_changed"_s, u"trip"_s, m_trip.id,
                                        {{u"status"_s, QJsonArray{toText(before), toText(change.status)}}}));
        return change.errorBegins ? tellError() : Result<>();
    }

    Result<> tellError()
    {
        PORTIER_ASSIGN(owner, m_environment.findOwner(m_tx, m_trip.userId));
        if (!owner)
            return {};
        PORTIER_ASSIGN(schedule, TripStore(m_tx).findSchedule(m_trip.userId));
        const auto next = refreshesRun(m_environment)
                              ? scheduling::nextOccurrence(toSpec(schedule.value_or(TripSchedule())), m_now)
                              : std::nullopt;
        PORTIER_TRY(notifications::addToOutbox(
            m_tx, tripErrorEvent(m_trip, m_check.id, false, next ? std::optional(next->at) : std::nullopt, *owner),
            m_now));
        return {};
    }

    Result<> judge(const Snapshot &snapshot)
    {
        PORTIER_ASSIGN(rule, AlertStore(m_tx).findLocked(m_trip.id));
        if (!rule)
            return {};
        PORTIER_ASSIGN(verdict, judgeSnapshot(m_environment, m_tx, m_trip, *rule, snapshot, m_now));
        if (verdict)
            m_alertReason = toText(verdict->reason);
        // What was doubted until now is what this price is compared with (TRP-184, TRP-233).
        return verdict && verdict->pendingConfirmed && m_check.queryRevision == m_trip.queryRevision
                   ? refreshLatest(m_tx, m_trip)
                   : Result<>();
    }

    const TripEnvironment &m_environment;
    Transaction &m_tx;
    const CheckPlan &m_plan;
    PriceCheck m_check;
    Trip m_trip;
    Instant m_now;
    TripRecords m_records;
    QString m_alertReason;
};
} // namespace

Result<> refreshLatest(Transaction &tx, const Trip &trip)
{
    SnapshotStore snapshots(tx);
    PORTIER_ASSIGN(newest, snapshots.newest(trip.id, trip.queryRevision));
    if (!newest)
        return TripStore(tx).setLatest(trip.id, std::nullopt, std::nullopt);
    std::optional<PriceChange> change;
    if (const std::optional<Measure> measure = shownMeasure(*newest)) {
        PORTIER_ASSIGN(previous, snapshots.previous(*newest, *measure));
        if (previous)
            change = priceChange(*measure, *newest, *previous);
    }
    return TripStore(tx).setLatest(trip.id, latestJson(trip.plan, *newest, change), newest->totalMinor);
}

Result<OpenedCheck> openCheck(const TripEnvironment &environment, Transaction &tx, const scheduling::Job &job,
                              Instant now)
{
    const auto close = [&](const JobOutcome &outcome,
                           const std::optional<PriceCheck> &ended = {}) -> Result<OpenedCheck> {
        PORTIER_TRY(JobContext::finish(tx, job, outcome, now));
        return OpenedCheck{{}, ended};
    };
    PORTIER_ASSIGN(trip, TripStore(tx).findLocked(job.payload.value(u"trip_id"_s).toString()));
    PORTIER_ASSIGN(check, CheckStore(tx).findLocked(job.payload.value(u"check_id"_s).toString()));
    if (!trip || !check)
        return close(JobOutcome::cancelled(u"trip_deleted"_s));
    if (check->state == CheckState::Done)
        return close(JobOutcome::done());
    PORTIER_ASSIGN(owner, environment.findOwner(tx, trip->userId));
    CheckFlow flow(environment, tx, now);
    if (const QString reason = obstacle(*check, *trip, owner, now); !reason.isEmpty()) {
        check->outcome = CheckOutcome::Cancelled;
        check->error = CheckError{reason, {}, {}, false, {}, {}};
        check->followUp.reset();
        PORTIER_TRY(flow.finish(*check, trip->userId));
        return close(JobOutcome::cancelled(reason), check);
    }
    if (check->trigger != Trigger::Confirm && !check->liveOnly) {
        PORTIER_ASSIGN(fresh, SnapshotStore(tx).fresh(trip->id, trip->queryRevision, now - duplicateAge));
        if (fresh) {
            check->outcome = CheckOutcome::Duplicate;
            check->snapshotId = *fresh;
            PORTIER_TRY(noteChecked(tx, *trip, now));
            PORTIER_TRY(flow.finish(*check, trip->userId));
            return close(JobOutcome::done(), check);
        }
    }
    check->queryRevision = trip->queryRevision;
    check->state = CheckState::Running;
    check->startedAt = now;
    PORTIER_TRY(CheckStore(tx).start(check->id, check->queryRevision, now));
    PORTIER_TRY(TripRecords(tx, trip->userId, {}, now)
                    .feed(u"price_check.updated"_s, check->id, ChangeOperation::Updated, trip->id));
    return OpenedCheck{CheckPlan{*check, trip->plan}, {}};
}

Result<WrittenCheck> writeCheck(const TripEnvironment &environment, Transaction &tx, const scheduling::Job &job,
                                const CheckPlan &plan, const SideResult &flights, const SideResult &hotels, Instant now)
{
    // Somebody may have ended the check, edited or deleted the trip while the sources were asked.
    PORTIER_ASSIGN(trip, TripStore(tx).findLocked(plan.check.tripId));
    PORTIER_ASSIGN(check, CheckStore(tx).findLocked(plan.check.id));
    if (!trip || !check || check->state == CheckState::Done) {
        PORTIER_TRY(JobContext::finish(tx, job, JobOutcome::cancelled(u"check_ended"_s), now));
        return WrittenCheck{};
    }
    CheckPlan present = plan;
    present.check.followUp = check->followUp;
    PORTIER_ASSIGN(written, CheckWriter(environment, tx, present, *trip, now).write(flights, hotels));
    PORTIER_TRY(JobContext::finish(tx, job, JobOutcome::done(), now));
    return written;
}

Result<> failCheck(const TripEnvironment &environment, Transaction &tx, const PriceCheck &check, const QString &code,
                   Instant now)
{
    PORTIER_ASSIGN(trip, TripStore(tx).findLocked(check.tripId));
    if (!trip)
        return {};
    const CheckPlan plan{check, trip->plan};
    return CheckWriter(environment, tx, plan, *trip, now).endFailed(code);
}

} // namespace portier::trips
