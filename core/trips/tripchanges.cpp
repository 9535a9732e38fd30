// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripchanges.h"

#include "core/base/uuid.h"
#include "core/base/zonedtime.h"
#include "core/scheduling/scheduler.h"
#include "core/trips/alertflow.h"
#include "core/trips/reminderwork.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripscheduleservice.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::ChangeOperation;

TripChanges::TripChanges(const TripEnvironment &environment, storage::Transaction &tx, const Caller &caller,
                         TripOwner owner, Instant now)
    : m_environment(environment), m_tx(tx), m_userId(caller.userId), m_owner(std::move(owner)), m_now(now),
      m_records(tx, caller.userId, caller.actor, now)
{
}

QDate TripChanges::today() const
{
    return localDate(m_now, zoneOf(m_owner));
}

Result<> TripChanges::lock()
{
    return m_tx.serialise(u"trips:"_s + m_userId);
}

Result<> TripChanges::requireRoom()
{
    PORTIER_ASSIGN(used, TripStore(m_tx).countTracked(m_userId));
    const int limit = m_environment.settings.maxTracked;
    if (used >= limit)
        return fail(Error::conflict(u"trip_limit"_s, {}, {{u"limit"_s, limit}, {u"used"_s, used}}));
    return {};
}

Result<> TripChanges::requireName(const QString &nameKey, const QString &tripId)
{
    PORTIER_ASSIGN(other, TripStore(m_tx).idByName(m_userId, nameKey));
    if (other && *other != tripId)
        return fail(Error::conflict(u"trip_name_taken"_s));
    return {};
}

Result<Trip> TripChanges::insert(const TripRequest &request)
{
    Trip trip;
    trip.id = newUuid(m_now);
    trip.userId = m_userId;
    trip.plan = request.plan;
    trip.status = request.status;
    trip.createdAt = m_now;
    trip.updatedAt = m_now;
    if (trip.status == TripStatus::Paused)
        trip.pausedAt = m_now;
    if (trip.status == TripStatus::Expired)
        trip.expiredAt = m_now;
    PORTIER_TRY(TripStore(m_tx).insert(trip));
    if (request.alert)
        PORTIER_TRY(insertRule(trip, *request.alert));
    PORTIER_TRY(ensureSchedule(m_environment, m_tx, m_owner, m_now));
    PORTIER_TRY(planReminders(m_environment, m_tx, trip, m_owner, m_now));
    PORTIER_TRY(m_records.audit(u"trip.created"_s, u"trip"_s, trip.id));
    PORTIER_TRY(m_records.feed(u"trip.created"_s, trip.id, ChangeOperation::Created, trip.id));
    return trip;
}

Result<> TripChanges::insertRule(const Trip &trip, const AlertWish &wish)
{
    AlertRule rule;
    rule.id = newUuid(m_now);
    rule.tripId = trip.id;
    rule.wish = wish;
    rule.currency = trip.plan.currency;
    rule.createdAt = m_now;
    rule.updatedAt = m_now;
    return AlertStore(m_tx).insert(rule);
}

Result<std::optional<AlertVerdict>> TripChanges::putRule(const Trip &trip, const std::optional<AlertRule> &before,
                                                         const std::optional<AlertWish> &wish, bool newSeries)
{
    AlertStore alerts(m_tx);
    const auto announce = [&](const QString &ruleId, ChangeOperation operation) {
        return m_records.feed(u"alert_rule.updated"_s, ruleId, operation, trip.id);
    };
    if (!wish) {
        PORTIER_ASSIGN(removed, alerts.remove(trip.id));
        if (removed)
            PORTIER_TRY(announce(before ? before->id : trip.id, ChangeOperation::Removed));
        return std::nullopt;
    }
    if (!before)
        PORTIER_TRY(insertRule(trip, *wish));
    PORTIER_ASSIGN(rule, alerts.findLocked(trip.id));
    const bool restart = before && (restartsRule(before->wish, *wish) || before->currency != trip.plan.currency);
    const bool enabled = before && !before->wish.enabled && wish->enabled;
    if (before && before->wish == *wish && !restart && !newSeries)
        return std::nullopt;
    rule->wish = *wish;
    rule->currency = trip.plan.currency;
    rule->updatedAt = m_now;
    if (restart)
        ++rule->revision;
    if (restart || newSeries)
        rule->memory = AlertMemory();
    PORTIER_TRY(alerts.update(*rule));
    PORTIER_TRY(announce(rule->id, before ? ChangeOperation::Updated : ChangeOperation::Created));
    if (before && !restart && !enabled)
        return std::nullopt;
    return judgeNewest(m_environment, m_tx, trip, *rule, m_now);
}

Result<> TripChanges::insertHistory(const Trip &trip, const QList<SimulatedDay> &days)
{
    SnapshotStore snapshots(m_tx);
    for (const SimulatedDay &day : days) {
        CheckResult result = composeCheck(trip.plan, trip.queryRevision, day.flights, day.hotels, day.takenAt);
        if (!result.snapshot)
            continue;
        Snapshot &snapshot = *result.snapshot;
        snapshot.id = newUuid(m_now);
        snapshot.tripId = trip.id;
        snapshot.backfilled = true;
        snapshot.simulated = true;
        PORTIER_TRY(snapshots.insert(snapshot, m_now));
    }
    return {};
}

} // namespace portier::trips
