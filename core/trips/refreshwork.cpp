// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/refreshwork.h"

#include "core/base/zonedtime.h"
#include "core/trips/checkflow.h"
#include "core/trips/runstore.h"
#include "core/trips/tripdue.h"
#include "core/trips/triprecords.h"
#include "core/trips/tripstatemachine.h"
#include "core/trips/tripstore.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::ChangeOperation;
using scheduling::JobContext;
using scheduling::JobOutcome;
using scheduling::OccurrenceRun;
using storage::Transaction;

namespace
{
/// How often a waiting job looks whether its run has ended; another instance may have ended it.
constexpr Millis lookInterval = std::chrono::seconds(1);

/// What an occurrence starts: a run, or the reason why there is none.
struct Started {
    QString runId;
    QString skipReason;
};

Result<QList<Trip>> dueTrips(Transaction &tx, const TripOwner &owner, const TripSchedule &schedule, Instant now)
{
    const QTimeZone zone = zoneOf(owner);
    PORTIER_TRY(expireTrips(tx, owner.id, localDate(now, zone), now)); // TRP-054
    PORTIER_ASSIGN(tracked, TripStore(tx).tracked(owner.id));
    QList<Trip> due;
    for (const Trip &trip : std::as_const(tracked)) {
        if (isDue(trip, schedule, zone, now))
            due.append(trip);
    }
    return due;
}

Result<Started> startOccurrence(const TripEnvironment &environment, Transaction &tx, const OccurrenceRun &occurrence,
                                const QString &jobId, Instant now)
{
    const QString userId = occurrence.schedule.owner;
    PORTIER_TRY(tx.serialise(u"trips:"_s + userId));
    PORTIER_ASSIGN(begun, RunStore(tx).ofOccurrence(occurrence.occurrence.id));
    if (begun)
        return Started{begun->id, {}}; // after a crash the same run goes on (TRP-049)
    PORTIER_ASSIGN(owner, environment.findOwner(tx, userId));
    if (!owner || !owner->active)
        return Started{{}, u"not_permitted"_s};
    PORTIER_ASSIGN(running, RunStore(tx).runningId(userId));
    if (running)
        return Started{{}, u"overlap"_s}; // TRP-046
    PORTIER_ASSIGN(schedule, TripStore(tx).findSchedule(userId));
    PORTIER_ASSIGN(due, dueTrips(tx, *owner, schedule.value_or(TripSchedule()), now));
    if (due.isEmpty())
        return Started{}; // TRP-052
    PORTIER_ASSIGN(
        run, CheckFlow(environment, tx, now).startRun(userId, RunKind::Schedule, due, occurrence.occurrence.id, jobId));
    return Started{run.id, {}};
}

/// Closes the occurrence's job and tells its owner (TRP-240).
Result<> recordOccurrence(Transaction &tx, const scheduling::Job &job, const QString &userId,
                          const QString &occurrenceId, const JobOutcome &outcome, Instant now)
{
    PORTIER_TRY(JobContext::finish(tx, job, outcome, now));
    return RefreshWork::noteClosed(tx, userId, occurrenceId, now);
}
} // namespace

Result<int> expireTrips(Transaction &tx, const QString &userId, QDate today, Instant now)
{
    PORTIER_ASSIGN(tracked, TripStore(tx).tracked(userId));
    int expired = 0;
    for (const Trip &seen : std::as_const(tracked)) {
        if (!afterMidnight(seen, today).changed)
            continue;
        PORTIER_ASSIGN(locked, TripStore(tx).findLocked(seen.id)); // a check or an edit may just have written it
        if (!locked)
            continue;
        Trip &trip = *locked;
        const StatusChange change = afterMidnight(trip, today);
        if (!change.changed)
            continue;
        const QJsonArray statuses{toText(trip.status), toText(change.status)};
        trip.status = change.status;
        trip.expiredAt = now;
        trip.updatedAt = now;
        PORTIER_ASSIGN(written, TripStore(tx).update(trip, trip.version));
        if (!written)
            continue;
        TripRecords records(tx, userId, {}, now);
        PORTIER_TRY(records.audit(u"trip.status_changed"_s, u"trip"_s, trip.id, {{u"status"_s, statuses}}));
        PORTIER_TRY(records.feed(u"trip.updated"_s, trip.id, ChangeOperation::Updated, trip.id));
        ++expired;
    }
    return expired;
}

RefreshWork::RefreshWork(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment)
    : m_database(database), m_clock(clock), m_environment(environment), m_lostWork(database, clock, environment)
{
}

scheduling::JobKind RefreshWork::runKind()
{
    scheduling::JobKind kind;
    kind.name = runJobKind;
    kind.handler = [this](std::shared_ptr<JobContext> job) { return runManual(std::move(job)); };
    kind.concurrency = 64; // they only wait
    return kind;
}

scheduling::OccurrenceHandler RefreshWork::refreshHandler()
{
    return [this](OccurrenceRun occurrence) { return refresh(std::move(occurrence)); };
}

scheduling::OccurrenceHandler RefreshWork::expiryHandler()
{
    return [this](const OccurrenceRun &) { return expire(); };
}

scheduling::OccurrenceHandler RefreshWork::upkeepHandler()
{
    return [this](const OccurrenceRun &) { return upkeep(); };
}

Result<> RefreshWork::noteClosed(Transaction &tx, const QString &userId, const QString &occurrenceId, Instant now)
{
    return TripRecords(tx, userId, {}, now).feed(u"trip_occurrence.recorded"_s, occurrenceId, ChangeOperation::Created);
}

QCoro::Task<Result<bool>> RefreshWork::seeToItsEnd(std::shared_ptr<JobContext> job, QString runId)
{
    for (;;) {
        const auto looking = [runId](Transaction &tx) { return RunStore(tx).find(runId); };
        const auto run = co_await m_database.read(looking);
        if (!run)
            co_return fail(run.error());
        if (!*run || !(*run)->running)
            co_return true;
        const Instant deadline = (*run)->createdAt + m_environment->settings.runDeadline;
        const Instant now = m_clock->now();
        if (now >= deadline) {
            const auto ending = [environment = m_environment, runId, now](Transaction &tx) {
                return CheckFlow(*environment, tx, now).endRun(runId);
            };
            const auto ended = co_await job->write(ending);
            if (!ended)
                co_return fail(ended.error());
            co_return true;
        }
        co_await sleepFor(*m_clock, std::min(lookInterval, Millis(deadline - now)));
        if (job->shouldStop())
            co_return false;
    }
}

QCoro::Task<JobOutcome> RefreshWork::runManual(std::shared_ptr<JobContext> job)
{
    const auto ended = co_await seeToItsEnd(job, job->job().payload.value(u"run_id"_s).toString());
    if (!ended)
        co_return JobOutcome::retry(ended.error().code);
    co_return *ended ? JobOutcome::done() : JobOutcome::cancelled(u"stopped"_s);
}

QCoro::Task<JobOutcome> RefreshWork::refresh(OccurrenceRun occurrence)
{
    const auto starting = [environment = m_environment, occurrence, jobId = occurrence.job->job().id,
                           now = m_clock->now()](Transaction &tx) {
        return startOccurrence(*environment, tx, occurrence, jobId, now);
    };
    const auto started = co_await occurrence.job->write(starting);
    if (!started)
        co_return JobOutcome::retry(started.error().code);
    QString skipReason = started->skipReason;
    if (!started->runId.isEmpty()) {
        const auto ended = co_await seeToItsEnd(occurrence.job, started->runId);
        if (!ended)
            co_return JobOutcome::retry(ended.error().code);
        if (!*ended && !occurrence.job->isCancelled())
            co_return JobOutcome::cancelled(u"stopped"_s);
        if (!*ended)
            skipReason = u"cancelled"_s;
    }
    const JobOutcome outcome = skipReason.isEmpty() ? JobOutcome::done() : JobOutcome::cancelled(skipReason);
    const auto recording = [job = occurrence.job->job(), userId = occurrence.schedule.owner,
                            id = occurrence.occurrence.id, outcome, now = m_clock->now()](Transaction &tx) {
        return recordOccurrence(tx, job, userId, id, outcome, now);
    };
    const auto recorded = co_await occurrence.job->write(recording);
    co_return recorded ? JobOutcome::committed() : JobOutcome::retry(recorded.error().code);
}

QCoro::Task<Result<>> RefreshWork::expireAll()
{
    const Instant now = m_clock->now();
    // No zone is further ahead than 14 hours; who is not over yet stays as it is.
    const QString horizon = toIsoDate(localDate(now, QTimeZone::utc()).addDays(1));
    const auto finding = [horizon](Transaction &tx) { return TripStore(tx).usersDepartedBefore(horizon); };
    const auto users = co_await m_database.read(finding);
    if (!users)
        co_return fail(users.error());
    for (const QString &userId : *users) {
        const auto expiring = [environment = m_environment, userId, now](Transaction &tx) -> Result<int> {
            PORTIER_ASSIGN(owner, environment->findOwner(tx, userId));
            return owner ? expireTrips(tx, userId, localDate(now, zoneOf(*owner)), now) : Result<int>(0);
        };
        const auto gone = co_await m_database.write(expiring);
        if (!gone)
            co_return fail(gone.error());
    }
    co_return Result<>();
}

QCoro::Task<Result<>> RefreshWork::catchUp()
{
    PORTIER_CO_TRY(co_await m_lostWork.close());
    co_return co_await expireAll();
}

QCoro::Task<JobOutcome> RefreshWork::expire()
{
    const auto done = co_await expireAll();
    co_return done ? JobOutcome::done() : JobOutcome::retry(done.error().code);
}

QCoro::Task<JobOutcome> RefreshWork::upkeep()
{
    const auto done = co_await m_lostWork.close();
    co_return done ? JobOutcome::done() : JobOutcome::retry(done.error().code);
}

Result<> RefreshWork::planUpkeep(Transaction &tx, Instant now)
{
    scheduling::ScheduleSpec spec;
    spec.kind = scheduling::ScheduleSpec::Kind::EveryMinutes;
    spec.interval = 60;
    PORTIER_TRY(scheduling::Scheduler::put(tx, upkeepSchedule, {}, spec, now));
    return {};
}

} // namespace portier::trips
