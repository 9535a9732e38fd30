// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/refreshservice.h"

#include "core/base/zonedtime.h"
#include "core/trips/checkstore.h"
#include "core/trips/runstore.h"
#include "core/trips/tripdue.h"
#include "core/trips/triprecords.h"
#include "core/trips/tripservice.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Transaction;

namespace
{
/// TRP-135: charged once per accepted request; the transaction's error gives it back.
Result<> charge(const TripEnvironment &environment, Transaction &tx, const Caller &caller, Instant now)
{
    PORTIER_ASSIGN(verdict, chargeRefresh(environment, tx, caller, now));
    return verdict ? verdict->toResult() : Result<>();
}

Result<> requireRefreshable(const Trip &trip, QDate today)
{
    if (trip.status == TripStatus::Paused)
        return fail(Error::conflict(u"trip_paused"_s)); // TRP-138
    if (trip.status == TripStatus::Expired)
        return fail(Error::conflict(u"trip_expired"_s));
    if (isDeparted(trip.plan, today))
        return fail(Error::conflict(u"trip_departed"_s)); // TRP-030
    return {};
}

Result<AskedCheck> refreshOneIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller,
                                const QString &tripId, Trigger trigger, bool liveOnly, Instant now)
{
    PORTIER_TRY(tx.serialise(u"trips:"_s + caller.userId));
    PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
    if (!view)
        return fail(Error::notFound());
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, caller.userId));
    PORTIER_TRY(requireRefreshable(view->trip, localDate(now, zoneOf(owner))));
    PORTIER_ASSIGN(asked, CheckFlow(environment, tx, now).ask(view->trip, trigger, caller.actor.requestId, liveOnly));
    if (!asked.joined)
        PORTIER_TRY(charge(environment, tx, caller, now));
    return asked;
}

Result<RefreshRun> refreshAllIn(const TripEnvironment &environment, Transaction &tx, const Caller &caller, Instant now)
{
    PORTIER_TRY(tx.serialise(u"trips:"_s + caller.userId));
    PORTIER_ASSIGN(owner, ownerOf(environment, tx, caller.userId));
    PORTIER_ASSIGN(running, RunStore(tx).runningId(caller.userId));
    if (running)
        return fail(Error::conflict(u"refresh_running"_s, {}, {{u"run_id"_s, *running}}));
    const QDate today = localDate(now, zoneOf(owner));
    PORTIER_ASSIGN(tracked, TripStore(tx).tracked(caller.userId));
    QList<Trip> trips;
    for (const Trip &trip : std::as_const(tracked)) {
        if (!isDeparted(trip.plan, today))
            trips.append(trip);
    }
    if (trips.isEmpty())
        return fail(Error::conflict(u"nothing_to_refresh"_s));
    PORTIER_TRY(charge(environment, tx, caller, now));
    return CheckFlow(environment, tx, now).startRun(caller.userId, RunKind::Manual, trips);
}
} // namespace

RefreshService::RefreshService(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<AskedCheck>> RefreshService::refreshOne(Caller caller, QString tripId, Trigger trigger,
                                                           bool liveOnly,
                                                           operations::RememberReply<AskedCheck> remember)
{
    return m_database.write([environment = m_environment, caller, tripId, trigger, liveOnly, remember,
                             now = m_clock->now()](Transaction &tx) -> Result<AskedCheck> {
        PORTIER_ASSIGN(asked, refreshOneIn(*environment, tx, caller, tripId, trigger, liveOnly, now));
        PORTIER_TRY(operations::remember(remember, tx, asked));
        return asked;
    });
}

QCoro::Task<Result<RefreshRun>> RefreshService::refreshAll(Caller caller,
                                                           operations::RememberReply<RefreshRun> remember)
{
    return m_database.write(
        [environment = m_environment, caller, remember, now = m_clock->now()](Transaction &tx) -> Result<RefreshRun> {
            PORTIER_ASSIGN(run, refreshAllIn(*environment, tx, caller, now));
            PORTIER_TRY(operations::remember(remember, tx, run));
            return run;
        });
}

QCoro::Task<Result<RefreshRun>> RefreshService::findRun(Caller caller, QString runId)
{
    return m_database.read([caller, runId](Transaction &tx) -> Result<RefreshRun> {
        PORTIER_ASSIGN(run, RunStore(tx).find(runId));
        if (!run || run->userId != caller.userId)
            return fail(Error::notFound());
        return *run;
    });
}

QCoro::Task<Result<ListPage<RefreshRun>>> RefreshService::runs(Caller caller, int limit,
                                                               std::optional<QJsonObject> after)
{
    return m_database.read([caller, limit, after](Transaction &tx) -> Result<ListPage<RefreshRun>> {
        PORTIER_ASSIGN(runs, RunStore(tx).ofUser(caller.userId, limit + 1, after));
        return cutPage(runs, limit, &RunStore::positionOf);
    });
}

QCoro::Task<Result<PriceCheck>> RefreshService::findCheck(Caller caller, QString checkId)
{
    return m_database.read([caller, checkId](Transaction &tx) -> Result<PriceCheck> {
        PORTIER_ASSIGN(check, CheckStore(tx).findOwn(caller.userId, checkId));
        if (!check)
            return fail(Error::notFound());
        return *check;
    });
}

QCoro::Task<Result<ListPage<PriceCheck>>> RefreshService::checks(Caller caller, QString tripId, int limit,
                                                                 std::optional<QJsonObject> after)
{
    return m_database.read([caller, tripId, limit, after](Transaction &tx) -> Result<ListPage<PriceCheck>> {
        PORTIER_ASSIGN(view, TripStore(tx).findView(caller.userId, tripId));
        if (!view)
            return fail(Error::notFound());
        PORTIER_ASSIGN(checks, CheckStore(tx).ofTrip(tripId, limit + 1, after));
        return cutPage(checks, limit, &CheckStore::positionOf);
    });
}

} // namespace portier::trips
