// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/pricesummary.h"

#include "core/scheduling/periods.h"
#include "core/trips/periodicmails.h"
#include "core/trips/tripdue.h"
#include "core/trips/tripscheduleservice.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using scheduling::JobContext;
using scheduling::JobOutcome;
using scheduling::OccurrenceRun;
using storage::Transaction;

namespace
{
constexpr Millis comparedWith = std::chrono::hours(24 * 7);

std::optional<Instant> nextCheckAt(const Trip &trip, const TripSchedule &schedule, const QTimeZone &ownerZone,
                                   Instant now)
{
    const std::optional<QDate> day = nextDueOn(trip, schedule, ownerZone, now);
    if (!day)
        return std::nullopt;
    return resolveLocal(*day, schedule.localTime, zoneOf(schedule)).instant;
}

Result<SummaryLine> lineOf(Transaction &tx, const Trip &trip, const TripSchedule &schedule, const QTimeZone &ownerZone,
                           Instant now)
{
    SummaryLine line{trip, {}, {}, {}, nextCheckAt(trip, schedule, ownerZone, now)};
    SnapshotStore snapshots(tx);
    PORTIER_ASSIGN(newest, snapshots.newest(trip.id, trip.queryRevision));
    line.newest = newest;
    const std::optional<Measure> measure = newest ? shownMeasure(*newest) : std::nullopt;
    if (!measure)
        return line;
    PORTIER_ASSIGN(lowest, snapshots.lowest(trip.id, trip.queryRevision, *measure));
    line.lowest = lowest;
    const Instant weekAgo = now - comparedWith;
    if (newest->takenAt > weekAgo) {
        PORTIER_ASSIGN(older, snapshots.previous(*newest, *measure, weekAgo));
        line.weekAgo = older;
    }
    return line;
}

Result<> tellIn(const TripEnvironment &environment, Transaction &tx, const OccurrenceRun &occurrence, Instant now)
{
    const auto close = [&](const JobOutcome &outcome) {
        return JobContext::finish(tx, occurrence.job->job(), outcome, now);
    };
    const QString userId = occurrence.schedule.owner;
    PORTIER_ASSIGN(owner, environment.findOwner(tx, userId));
    if (!owner || !owner->active)
        return close(JobOutcome::cancelled(u"not_permitted"_s)); // PLT-047
    const QTimeZone zone = zoneOf(*owner);
    const QDate today = localDate(now, zone);
    PORTIER_ASSIGN(stored, TripStore(tx).findSchedule(userId));
    PORTIER_ASSIGN(trips, TripStore(tx).tracked(userId));
    QList<SummaryLine> lines;
    for (const Trip &trip : std::as_const(trips)) {
        if (isDeparted(trip.plan, today))
            continue;
        PORTIER_ASSIGN(line, lineOf(tx, trip, stored.value_or(TripSchedule()), zone, now));
        if (!refreshesRun(environment))
            line.nextCheckAt.reset();
        lines.append(line);
    }
    if (lines.isEmpty())
        return close(JobOutcome::done());
    // A run by hand is its own reason to write; the planned one writes once per week, however it is moved (PLT-089).
    const scheduling::Occurrence &planned = occurrence.occurrence;
    const QString period = planned.manual ? planned.id : scheduling::weekPeriod(planned.nominalLocal.date());
    PORTIER_TRY(notifications::addToOutbox(tx, priceSummaryEvent(lines, *owner, period), now));
    return close(JobOutcome::done());
}
} // namespace

PriceSummary::PriceSummary(Environment environment, std::shared_ptr<Clock> clock)
    : m_environment(std::move(environment)), m_clock(std::move(clock))
{
}

scheduling::OccurrenceHandler PriceSummary::handler()
{
    return [this](OccurrenceRun occurrence) { return tell(std::move(occurrence)); };
}

QCoro::Task<JobOutcome> PriceSummary::tell(OccurrenceRun occurrence)
{
    const auto telling = [environment = m_environment, occurrence, now = m_clock->now()](Transaction &tx) {
        return tellIn(*environment, tx, occurrence, now);
    };
    const auto told = co_await occurrence.job->write(telling);
    co_return told ? JobOutcome::committed() : JobOutcome::retry(told.error().code);
}

} // namespace portier::trips
