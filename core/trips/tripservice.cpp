// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripservice.h"

#include "core/base/log.h"
#include "core/base/zonedtime.h"
#include "core/operations/metrics.h"
#include "core/trips/checkresult.h"
#include "core/trips/checkstore.h"
#include "core/trips/reminderwork.h"
#include "core/trips/tripchanges.h"
#include "core/trips/tripdue.h"
#include "core/trips/tripremoval.h"
#include "core/trips/tripstatemachine.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::ChangeOperation;
using storage::Transaction;

namespace
{
struct Reading {
    TripOwner owner;
    std::optional<TripView> view;
};

Result<Reading> readTripOf(const TripEnvironment &environment, Transaction &tx, const QString &userId,
                           const QString &tripId)
{
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, userId));
    if (tripId.isEmpty())
        return Reading{owner, {}};
    PORTIER_ASSIGN(view, TripStore(tx).findView(userId, tripId));
    if (!view)
        return fail(Error::notFound());
    return Reading{owner, *view};
}

PolicyFacts factsFor(const TripEnvironment &environment, const TripOwner &owner, Instant now)
{
    PolicyFacts facts;
    facts.today = localDate(now, zoneOf(owner));
    facts.defaultCurrency = owner.currency.isEmpty() ? environment.settings.defaultCurrency : owner.currency;
    facts.knowsAirport = environment.knowsAirport;
    return facts;
}

Error staleVersion(int version)
{
    return Error::conflict(u"stale_version"_s, {}, {{u"version"_s, version}});
}

/// PLT-162
void logChange(QLatin1String event, const Caller &caller, const QString &tripId)
{
    log::info("trips"_L1, event, {{u"trip_id"_s, tripId}, {u"request_id"_s, caller.actor.requestId}});
}

std::optional<AlertWish> wishOf(const TripView &view)
{
    return view.rule ? std::optional(view.rule->wish) : std::nullopt;
}

/// The trip that is about to be written; a check that ends at the same moment has written it before, or waits.
Result<TripView> lockedView(Transaction &tx, const Caller &caller, const QString &tripId)
{
    PORTIER_TRY(TripStore(tx).findLocked(tripId));
    PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
    if (!view)
        return fail(Error::notFound());
    return *view;
}

/// The trip as the reply shows it, read where everything is written.
Result<> reload(Transaction &tx, const Caller &caller, const QString &tripId, ChangedTrip &changed)
{
    PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
    if (!view)
        return fail(Error::notFound());
    changed.view = *view;
    return {};
}

/// Asks for a check if the manual policy has room; an unfinished check is joined for free (TRP-135, TRP-136).
Result<CheckReply> askWithinLimit(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                                  const Trip &trip, Trigger trigger, Instant now)
{
    CheckReply reply;
    PORTIER_ASSIGN(open, CheckStore(tx).unfinished(trip.id));
    if (!open || open->queryRevision != trip.queryRevision) {
        PORTIER_ASSIGN(verdict, chargeRefresh(environment, tx, caller, now));
        if (verdict && !verdict->admitted) {
            reply.rateLimited = true;
            reply.retryAfterSeconds = verdict->retryAfterSeconds();
            return reply;
        }
    }
    PORTIER_ASSIGN(asked, CheckFlow(environment, tx, now).ask(trip, trigger, caller.actor.requestId));
    reply.asked = asked;
    return reply;
}

Result<ChangedTrip> createIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                             const TripOwner &owner, const TripRequest &request, const QList<SimulatedDay> &history,
                             Instant now)
{
    TripChanges changes(environment, tx, caller, owner, now);
    PORTIER_TRY(changes.lock());
    PORTIER_TRY(changes.requireName(request.plan.nameKey));
    PORTIER_TRY(changes.requireRoom());
    PORTIER_ASSIGN(trip, changes.insert(request));
    PORTIER_TRY(changes.insertHistory(trip, history));
    ChangedTrip changed;
    PORTIER_ASSIGN(asked, CheckFlow(environment, tx, now).ask(trip, Trigger::Initial, caller.actor.requestId));
    changed.check.asked = asked;
    PORTIER_TRY(reload(tx, caller, trip.id, changed));
    return changed;
}

/// Which members of the trip an edit changed, for the audit log; names are personal and stay out.
QJsonObject changedMembers(const TripPlan &before, const TripPlan &after)
{
    const QJsonObject old = tripBody(before, {});
    const QJsonObject present = tripBody(after, {});
    QJsonObject changes;
    for (auto it = present.constBegin(); it != present.constEnd(); ++it) {
        if (old.value(it.key()) != *it)
            changes.insert(it.key(),
                           it.key() == u"name"_s ? QJsonValue(true) : QJsonValue(QJsonArray{old.value(it.key()), *it}));
    }
    return changes;
}

Result<ChangedTrip> patchIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                            const TripOwner &owner, const QString &tripId, const TripRequest &request, qint64 ifMatch,
                            Instant now)
{
    TripChanges changes(environment, tx, caller, owner, now);
    PORTIER_TRY(changes.lock());
    PORTIER_ASSIGN(view, lockedView(tx, caller, tripId));
    Trip trip = view.trip;
    if (trip.version != ifMatch)
        return fail(staleVersion(trip.version));
    PORTIER_TRY(changes.requireName(request.plan.nameKey, trip.id));
    const TripPlan before = trip.plan;
    const StatusChange status = afterEdit(trip, request.plan, changes.today());
    if (status.changed) {
        PORTIER_TRY(changes.requireRoom());
        trip.expiredAt.reset();
    }
    const bool newSeries = changesPrice(before, request.plan);
    trip.plan = request.plan;
    trip.status = status.status;
    trip.lastError = status.lastError;
    trip.updatedAt = now;
    ++trip.version;
    if (newSeries) {
        ++trip.queryRevision;
        trip.lastRefreshedAt.reset();
    }
    PORTIER_ASSIGN(written, TripStore(tx).update(trip, trip.version - 1));
    if (!written)
        return fail(staleVersion(trip.version));
    if (newSeries)
        PORTIER_TRY(refreshLatest(tx, trip));
    PORTIER_TRY(planReminders(environment, tx, trip, owner, now));
    QJsonObject members = changedMembers(before, trip.plan);
    if (status.changed)
        members.insert(u"status"_s, QJsonArray{toText(view.trip.status), toText(trip.status)}); // TRP-033
    PORTIER_TRY(changes.records().audit(u"trip.updated"_s, u"trip"_s, trip.id, members));
    PORTIER_TRY(changes.records().feed(u"trip.updated"_s, trip.id, ChangeOperation::Updated, trip.id));

    ChangedTrip changed;
    PORTIER_ASSIGN(verdict, changes.putRule(trip, view.rule, request.alert, newSeries));
    changed.verdict = verdict;
    if (newSeries && countsAsTracked(trip.status) && !isDeparted(trip.plan, changes.today())) {
        PORTIER_ASSIGN(reply, askWithinLimit(environment, tx, caller, trip, Trigger::Edit, now));
        changed.check = reply;
    }
    PORTIER_TRY(reload(tx, caller, trip.id, changed));
    return changed;
}

Result<ChangedTrip> setStatusIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                                const TripOwner &owner, const QString &tripId, TripStatus target, Instant now)
{
    TripChanges changes(environment, tx, caller, owner, now);
    PORTIER_TRY(changes.lock());
    PORTIER_ASSIGN(view, lockedView(tx, caller, tripId));
    Trip trip = view.trip;
    PORTIER_ASSIGN(change, setByUser(trip, target, changes.today()));
    ChangedTrip changed;
    changed.view = view;
    if (!change.changed)
        return changed;
    const bool resumes = target == TripStatus::Active;
    if (resumes && !countsAsTracked(trip.status))
        PORTIER_TRY(changes.requireRoom());
    const QJsonArray statuses{toText(trip.status), toText(change.status)};
    trip.status = change.status;
    trip.lastError = change.lastError;
    trip.pausedAt = resumes ? std::nullopt : std::optional(now);
    trip.updatedAt = now;
    ++trip.version;
    PORTIER_ASSIGN(written, TripStore(tx).update(trip, trip.version - 1));
    if (!written)
        return fail(staleVersion(trip.version));
    PORTIER_TRY(changes.records().audit(u"trip.status_changed"_s, u"trip"_s, trip.id, {{u"status"_s, statuses}}));
    PORTIER_TRY(changes.records().feed(u"trip.updated"_s, trip.id, ChangeOperation::Updated, trip.id));
    if (resumes) {
        PORTIER_ASSIGN(reply, askWithinLimit(environment, tx, caller, trip, Trigger::Resume, now));
        changed.check = reply;
    }
    PORTIER_TRY(reload(tx, caller, trip.id, changed));
    return changed;
}
} // namespace

Result<std::optional<operations::RateVerdict>> chargeRefresh(const TripEnvironment &environment, Transaction &tx,
                                                             const Caller &caller, Instant now)
{
    if (!environment.rateLimits || !caller.chargesLimits)
        return std::nullopt;
    return environment.rateLimits->charge(tx, {{u"manual_refresh"_s, u"account:"_s + caller.userId, QTimeZone::utc()}},
                                          caller.actor.clientPrefix, now);
}

TripService::TripService(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                         Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_metrics(metrics), m_environment(std::move(environment))
{
}

QCoro::Task<QList<TripWarning>> TripService::warningsFor(Environment environment, TripPlan plan)
{
    QList<TripWarning> warnings;
    const std::optional<Query> queries[] = {flightQuery(plan), hotelQuery(plan)};
    for (const std::optional<Query> &query : queries) {
        if (!query || !environment->sourceWarnings)
            continue;
        const QStringList codes = co_await environment->sourceWarnings(*query);
        for (const QString &code : codes)
            warnings.append({code, sideOf(*query)});
    }
    co_return warnings;
}

QCoro::Task<Result<ChangedTrip>> TripService::create(Caller caller, QJsonObject body,
                                                     operations::RememberReply<ChangedTrip> remember)
{
    const Instant now = m_clock->now();
    const auto looking = [environment = m_environment, caller](Transaction &tx) {
        return readTripOf(*environment, tx, caller.userId, {});
    };
    const auto reading = co_await m_database.read(looking);
    if (!reading)
        co_return fail(reading.error());
    PORTIER_CO_ASSIGN(request, readTrip(body, factsFor(*m_environment, reading->owner, now)));
    QList<SimulatedDay> history;
    if (request.demoHistory && m_environment->simulatedHistory)
        history = m_environment->simulatedHistory(request.plan, now);
    const QList<TripWarning> warnings = co_await warningsFor(m_environment, request.plan);
    const auto creating = [environment = m_environment, caller, owner = reading->owner, request, history, warnings,
                           remember, now](Transaction &tx) -> Result<ChangedTrip> {
        PORTIER_ASSIGN(changed, createIn(*environment, tx, caller, owner, request, history, now));
        changed.warnings = warnings;
        PORTIER_TRY(operations::remember(remember, tx, changed));
        return changed;
    };
    auto created = co_await m_database.write(creating);
    if (created) {
        m_metrics.increment(u"trips_created_total"_s);
        logChange("trip_created"_L1, caller, created->view.trip.id);
    }
    co_return created;
}

QCoro::Task<Result<ChangedTrip>> TripService::patch(Caller caller, QString tripId, QJsonObject patch, qint64 ifMatch)
{
    const Instant now = m_clock->now();
    const auto looking = [environment = m_environment, caller, tripId](Transaction &tx) {
        return readTripOf(*environment, tx, caller.userId, tripId);
    };
    const auto reading = co_await m_database.read(looking);
    if (!reading)
        co_return fail(reading.error());
    const TripView &view = *reading->view;
    if (view.trip.version != ifMatch)
        co_return fail(staleVersion(view.trip.version));
    PORTIER_CO_ASSIGN(body, mergeTripPatch(view.trip.plan, wishOf(view), patch));
    PolicyFacts facts = factsFor(*m_environment, reading->owner, now);
    facts.before = view.trip.plan;
    PORTIER_CO_ASSIGN(request, readTrip(body, facts));
    const auto patching = [environment = m_environment, caller, owner = reading->owner, tripId, request, ifMatch,
                           now](Transaction &tx) {
        return patchIn(*environment, tx, caller, owner, tripId, request, ifMatch, now);
    };
    auto changed = co_await m_database.write(patching);
    if (changed) {
        changed->warnings = co_await warningsFor(m_environment, changed->view.trip.plan);
        logChange("trip_updated"_L1, caller, tripId);
    }
    co_return changed;
}

QCoro::Task<Result<ChangedTrip>> TripService::setStatus(Caller caller, QString tripId, QString status)
{
    const Instant now = m_clock->now();
    const std::optional<TripStatus> target = tripStatusFromText(status);
    const auto setting = [environment = m_environment, caller, tripId, target,
                          now](Transaction &tx) -> Result<ChangedTrip> {
        PORTIER_ASSIGN(reading, readTripOf(*environment, tx, caller.userId, tripId));
        if (!target)
            return fail(Error::invalid({{u"/status"_s, u"status_not_settable"_s, {}}}));
        return setStatusIn(*environment, tx, caller, reading.owner, tripId, *target, now);
    };
    auto changed = co_await m_database.write(setting);
    if (changed)
        logChange("trip_updated"_L1, caller, tripId);
    co_return changed;
}

QCoro::Task<Result<>> TripService::remove(Caller caller, QString tripId)
{
    const auto removing = [environment = m_environment, caller, tripId,
                           now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(reading, readTripOf(*environment, tx, caller.userId, tripId));
        return removeTrip(*environment, tx, caller, tripId, now);
    };
    const auto removed = co_await m_database.write(removing);
    if (removed)
        logChange("trip_deleted"_L1, caller, tripId);
    co_return removed;
}

QCoro::Task<Result<int>> TripService::removeAll(Caller caller, qint64 confirmCount)
{
    const auto removing = [environment = m_environment, caller, confirmCount,
                           now = m_clock->now()](Transaction &tx) -> Result<QStringList> {
        PORTIER_TRY(tx.serialise(u"trips:"_s + caller.userId));
        PORTIER_ASSIGN(ids, TripStore(tx).ids(caller.userId));
        if (ids.size() != confirmCount)
            return fail(Error::conflict(u"count_changed"_s, {}, {{u"count"_s, qint64(ids.size())}}));
        for (const QString &id : std::as_const(ids))
            PORTIER_TRY(removeTrip(*environment, tx, caller, id, now));
        return ids;
    };
    const auto removed = co_await m_database.write(removing);
    if (!removed)
        co_return fail(removed.error());
    for (const QString &id : *removed)
        logChange("trip_deleted"_L1, caller, id);
    co_return static_cast<int>(removed->size());
}

QCoro::Task<Result<TripForecast>> TripService::forecast(Caller caller, QJsonObject body)
{
    struct Facts {
        TripOwner owner;
        TripSchedule schedule;
    };
    const Instant now = m_clock->now();
    const auto looking = [environment = m_environment, caller](Transaction &tx) -> Result<Facts> {
        PORTIER_ASSIGN(owner, ownerOf(*environment, tx, caller.userId));
        PORTIER_ASSIGN(schedule, TripStore(tx).findSchedule(caller.userId));
        return Facts{owner, schedule.value_or(TripSchedule())};
    };
    const auto facts = co_await m_database.read(looking);
    if (!facts)
        co_return fail(facts.error());
    const PolicyFacts policy = factsFor(*m_environment, facts->owner, now);
    PORTIER_CO_ASSIGN(request, readTrip(body, policy));
    const std::optional<Query> queries[] = {flightQuery(request.plan), hotelQuery(request.plan)};
    QList<SourceCost> costs;
    for (const std::optional<Query> &query : queries) {
        if (!query || !m_environment->sourceCost)
            continue;
        const auto cost = co_await m_environment->sourceCost(*query);
        if (!cost)
            co_return fail(cost.error());
        if (*cost)
            costs.append(**cost);
    }
    TripForecast forecast = forecastTrip(request.plan.departDate, facts->schedule.frequency, policy.today,
                                         localDate(now, QTimeZone::utc()), costs);
    forecast.warnings = co_await warningsFor(m_environment, request.plan);
    co_return forecast;
}

QCoro::Task<Result<TripView>> TripService::find(Caller caller, QString tripId)
{
    return m_database.read([caller, tripId](Transaction &tx) -> Result<TripView> {
        PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
        if (!view)
            return fail(Error::notFound());
        return *view;
    });
}

QCoro::Task<Result<TripPage>> TripService::list(Caller caller, TripListQuery query)
{
    return m_database.read([caller, query](Transaction &tx) { return TripStore(tx).list(caller.userId, query); });
}

} // namespace portier::trips
