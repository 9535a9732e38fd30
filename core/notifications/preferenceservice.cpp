// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/preferenceservice.h"

#include "core/notifications/collection.h"
#include "core/notifications/preferencestore.h"
#include "core/notifications/unsubscribe.h"
#include "core/operations/audit.h"
#include "core/operations/changefeed.h"
#include "core/scheduling/scheduler.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using scheduling::Scheduler;
using scheduling::ScheduleSpec;

Profile changed(Profile profile, const PreferenceChange &change)
{
    profile.quiet = change.quiet.value_or(profile.quiet);
    profile.digestMode = change.digestMode.value_or(profile.digestMode);
    profile.digestTime = change.digestTime.value_or(profile.digestTime);
    profile.ownsDigestTime = profile.ownsDigestTime || change.digestTime;
    profile.summaryEnabled = change.summaryEnabled.value_or(profile.summaryEnabled);
    profile.summaryDay = change.summaryDay.value_or(profile.summaryDay);
    profile.summaryTime = change.summaryTime.value_or(profile.summaryTime);
    profile.ownsSummaryTime = profile.ownsSummaryTime || change.summaryDay || change.summaryTime;
    profile.language = change.language.value_or(profile.language);
    return profile;
}

QString knownZone(const QString &zone)
{
    return zoneByName(zone) ? zone : u"UTC"_s;
}

std::optional<ScheduleSpec> summarySpec(const Profile &profile, const QString &zone)
{
    if (!profile.summaryEnabled)
        return std::nullopt;
    ScheduleSpec spec;
    spec.kind = ScheduleSpec::Kind::Weekly;
    spec.day = profile.summaryDay;
    spec.time = profile.summaryTime;
    spec.zone = zone;
    spec.window = std::chrono::hours(48);
    return spec;
}

Result<> planOne(storage::Transaction &tx, const QString &schedule, const QString &accountId,
                 const std::optional<ScheduleSpec> &spec, Instant now)
{
    PORTIER_ASSIGN(stored, Scheduler::find(tx, schedule, accountId));
    if (!spec)
        return stored ? Scheduler::remove(tx, schedule, accountId, now) : Result<>();
    if (!stored || stored->spec != *spec)
        PORTIER_TRY(Scheduler::put(tx, schedule, accountId, *spec, now));
    return {};
}

/// What the account gets at its own time of day; `profile` as it is in force.
Result<> plan(storage::Transaction &tx, const QString &accountId, const Profile &profile, const QString &zone,
              Instant now)
{
    PORTIER_TRY(planOne(tx, summarySchedule, accountId, summarySpec(profile, knownZone(zone)), now));
    PORTIER_TRY(planOne(tx, digestSchedule, accountId, digestSpec(profile, knownZone(zone)), now));
    return replanWaiting(tx, accountId, profile, zone, now);
}

/// Names of what changed; the values are nobody's business.
QJsonObject changedFields(const PreferenceChange &change)
{
    QJsonObject fields;
    for (auto list = change.lists.keyBegin(); list != change.lists.keyEnd(); ++list)
        fields.insert(*list, true);
    if (change.quiet)
        fields.insert(u"quiet_hours"_s, true);
    if (change.digestMode || change.digestTime)
        fields.insert(u"digest"_s, true);
    if (change.summaryEnabled || change.summaryDay || change.summaryTime)
        fields.insert(u"price_summary"_s, true);
    if (change.language)
        fields.insert(u"language"_s, true);
    return fields;
}

Result<> noteChange(storage::Transaction &tx, const QString &accountId, const QJsonObject &fields,
                    const operations::Actor &actor, Instant now)
{
    operations::AuditEntry entry;
    entry.actor = actor;
    entry.action = u"notification_preferences.changed"_s;
    entry.objectKind = u"account"_s;
    entry.objectId = accountId;
    entry.changes = fields;
    PORTIER_TRY(operations::appendAudit(tx, entry, now));
    operations::Change feed;
    feed.kind = u"notification_preferences.updated"_s;
    feed.objectId = accountId;
    feed.visibility = u"account:"_s + accountId;
    return operations::appendChange(tx, feed, now);
}

using Planned = QHash<QString, scheduling::ScheduleSpec>; ///< by account

Result<Planned> plannedBy(storage::Transaction &tx, const QString &schedule)
{
    Planned planned;
    PORTIER_ASSIGN(schedules, Scheduler::list(tx, schedule));
    for (const scheduling::StoredSchedule &each : std::as_const(schedules))
        planned.insert(each.owner, each.spec);
    return planned;
}

/// What is planned is what is wanted, in the zone it is planned in.
bool isPlanned(const Planned &planned, const QString &accountId,
               const std::function<std::optional<ScheduleSpec>(const QString &zone)> &wanted)
{
    const auto known = planned.constFind(accountId);
    return known == planned.cend() ? !wanted(u"UTC"_s) : wanted(known->zone) == *known;
}

} // namespace

Result<> movePlans(storage::Transaction &tx, const scheduling::ScheduleTable &schedules, const QString &accountId,
                   const QString &zone, Instant now)
{
    PORTIER_TRY(tx.serialise(u"preferences:"_s + accountId));
    PORTIER_ASSIGN(profile, PreferenceStore(tx).profile(accountId));
    return plan(tx, accountId, inForce(profile, schedules), zone, now);
}

Result<> planWishes(storage::Transaction &tx, const scheduling::ScheduleTable &schedules, const ZoneOf &zoneOf,
                    Instant now)
{
    PORTIER_ASSIGN(summaries, plannedBy(tx, summarySchedule));
    PORTIER_ASSIGN(digests, plannedBy(tx, digestSchedule));
    PORTIER_ASSIGN(profiles, PreferenceStore(tx).plannedProfiles());
    for (auto it = profiles.cbegin(); it != profiles.cend(); ++it) {
        const Profile profile = inForce(*it, schedules);
        if (isPlanned(summaries, it.key(), [&](const QString &zone) { return summarySpec(profile, zone); }) &&
            isPlanned(digests, it.key(), [&](const QString &zone) { return digestSpec(profile, zone); }))
            continue;
        PORTIER_ASSIGN(zone, zoneOf(tx, it.key()));
        PORTIER_TRY(movePlans(tx, schedules, it.key(), zone, now));
    }
    return {};
}

QCoro::Task<Result<Preferences>> PreferenceService::find(QString accountId)
{
    const auto body = [accountId](storage::Transaction &tx) { return PreferenceStore(tx).load(accountId); };
    PORTIER_CO_ASSIGN(preferences, co_await m_deps.database.read(body));
    preferences.profile = withTimes(preferences.profile, *m_deps.schedules);
    co_return preferences;
}

QCoro::Task<Result<Preferences>> PreferenceService::change(QString accountId, PreferenceChange change,
                                                           operations::Actor actor)
{
    const auto body = [accountId, change, actor, zoneOf = m_deps.zoneOf, schedules = m_deps.schedules,
                       now = m_deps.clock->now()](storage::Transaction &tx) -> Result<Preferences> {
        PreferenceStore store(tx);
        PORTIER_TRY(tx.serialise(u"preferences:"_s + accountId));
        PORTIER_ASSIGN(before, store.profile(accountId));
        const Profile after = changed(withTimes(before, *schedules), change);
        PORTIER_TRY(store.saveProfile(accountId, after, now));
        for (auto list = change.lists.cbegin(); list != change.lists.cend(); ++list) {
            for (auto channel = list->cbegin(); channel != list->cend(); ++channel)
                PORTIER_TRY(store.setEnabled(accountId, list.key(), channel.key(), *channel, now));
        }
        PORTIER_ASSIGN(zone, zoneOf(tx, accountId));
        PORTIER_TRY(plan(tx, accountId, inForce(after, *schedules), zone, now));
        PORTIER_TRY(noteChange(tx, accountId, changedFields(change), actor, now));
        PORTIER_ASSIGN(preferences, store.load(accountId));
        preferences.profile = withTimes(preferences.profile, *schedules);
        return preferences;
    };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<>> PreferenceService::unsubscribe(QString token)
{
    co_return co_await setSubscribed(std::move(token), false);
}

QCoro::Task<Result<>> PreferenceService::undoUnsubscribe(QString token)
{
    co_return co_await setSubscribed(std::move(token), true);
}

QString PreferenceService::listOf(const QString &token) const
{
    const auto scope = readUnsubscribeToken(*m_deps.sealer, token);
    return scope ? scope->list : QString();
}

QCoro::Task<Result<>> PreferenceService::setSubscribed(QString token, bool subscribed)
{
    const auto scope = readUnsubscribeToken(*m_deps.sealer, token);
    if (!scope)
        co_return {};
    const auto body = [scope = *scope, subscribed, now = m_deps.clock->now()](storage::Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(enabled, PreferenceStore(tx).isEnabled(scope.accountId, scope.list, Channel::Mail));
        if (enabled == subscribed)
            return {};
        PORTIER_TRY(notifications::setSubscribed(tx, scope, subscribed, now));
        operations::Actor actor;
        actor.kind = u"link"_s;
        return noteChange(tx, scope.accountId, {{scope.list, true}}, actor, now);
    };
    co_return co_await m_deps.database.write(body);
}

} // namespace portier::notifications
