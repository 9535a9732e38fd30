// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/tripscodec.h"

#include "core/base/zonedtime.h"
#include "core/trips/tripdue.h"
#include "core/trips/trippolicy.h"
#include "server/api/alertcodec.h"
#include "server/api/jsonvalues.h"
#include "server/api/pricescodec.h"
#include "server/api/triptexts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QJsonValue toJson(const std::optional<trips::LastError> &error, const QString &language)
{
    if (!error)
        return {};
    return QJsonObject{{u"code"_s, error->code},
                       {u"side"_s, textOrNull(error->side)},
                       {u"source"_s, textOrNull(error->source)},
                       {u"message"_s, priceErrorText(error->code, language)},
                       {u"at"_s, toRfc3339(error->at)},
                       {u"consecutive"_s, error->consecutive}};
}

QJsonArray toJson(const QList<trips::TripWarning> &warnings, const QString &language)
{
    QJsonArray list;
    for (const trips::TripWarning &warning : warnings) {
        list.append(QJsonObject{{u"code"_s, warning.code},
                                {u"side"_s, toText(warning.side)},
                                {u"message"_s, warningText(warning.code, warning.side, language)}});
    }
    return list;
}

/// TRP-045: computed from the present day, never stored.
void addDue(QJsonObject &json, const trips::TripView &view, const TripViewer &viewer)
{
    const trips::TripPlan &plan = view.trip.plan;
    const QDate today = localDate(viewer.now, viewer.zone);
    const bool departed = isDeparted(plan, today);
    const std::optional<QDate> due =
        viewer.refreshesRun ? nextDueOn(view.trip, view.schedule, viewer.zone, viewer.now) : std::nullopt;
    const auto days = [departed](int count) { return departed ? QJsonValue() : QJsonValue(count); };
    json.insert(u"departed"_s, departed);
    json.insert(u"tier_days"_s, days(trips::tierDays(plan.departDate, today)));
    json.insert(u"effective_interval_days"_s,
                days(trips::effectiveIntervalDays(view.schedule.frequency, plan.departDate, today)));
    json.insert(u"next_due_on"_s, due ? QJsonValue(toIsoDate(*due)) : QJsonValue());
}

} // namespace

QJsonObject toJson(const trips::TripView &view, const TripViewer &viewer)
{
    const trips::Trip &trip = view.trip;
    QJsonObject json = trips::tripBody(trip.plan, std::nullopt);
    json.insert(u"id"_s, trip.id);
    json.insert(u"version"_s, trip.version);
    json.insert(u"query_revision"_s, trip.queryRevision);
    json.insert(u"status"_s, toText(trip.status));
    addDue(json, view, viewer);
    json.insert(u"paused_at"_s, instantOrNull(trip.pausedAt));
    json.insert(u"expired_at"_s, instantOrNull(trip.expiredAt));
    json.insert(u"last_refreshed_at"_s, instantOrNull(trip.lastRefreshedAt));
    json.insert(u"last_checked_at"_s, instantOrNull(trip.lastCheckedAt));
    json.insert(u"last_error"_s, toJson(trip.lastError, viewer.language));
    json.insert(u"latest"_s, view.latest ? QJsonValue(*view.latest) : QJsonValue());
    json.insert(u"alert"_s, view.rule ? QJsonValue(toJson(*view.rule)) : QJsonValue());
    json.insert(u"check"_s, view.openCheck ? QJsonValue(toJson(*view.openCheck)) : QJsonValue());
    json.insert(u"created_at"_s, toRfc3339(trip.createdAt));
    json.insert(u"updated_at"_s, toRfc3339(trip.updatedAt));
    return json;
}

QJsonObject toJson(const trips::ChangedTrip &changed, const TripViewer &viewer)
{
    QJsonObject json = toJson(changed.view, viewer);
    const trips::CheckReply &check = changed.check;
    json.insert(u"check"_s, check.asked ? QJsonValue(toJson(check.asked->check, check.asked->joined)) : QJsonValue());
    if (check.rateLimited) {
        json.insert(u"check_reason"_s, u"rate_limited"_s);
        json.insert(u"retry_after"_s, check.retryAfterSeconds);
    }
    json.insert(u"warnings"_s, toJson(changed.warnings, viewer.language));
    return json;
}

QJsonObject toJson(const trips::TripForecast &forecast, const QString &language)
{
    QJsonArray sources;
    for (const trips::SourceForecast &source : forecast.sources)
        sources.append(QJsonObject{{u"name"_s, source.cost.source},
                                   {u"side"_s, toText(source.cost.side)},
                                   {u"added_per_month"_s, source.addedPerMonth},
                                   {u"used"_s, source.cost.used},
                                   {u"limit"_s, source.cost.limit ? QJsonValue(*source.cost.limit) : QJsonValue()},
                                   {u"projected_exhaustion"_s,
                                    source.exhaustedOn ? QJsonValue(toIsoDate(*source.exhaustedOn)) : QJsonValue()}});
    QJsonArray changes;
    for (const trips::TierChange &change : forecast.tierChanges)
        changes.append(QJsonObject{{u"on"_s, toIsoDate(change.on)}, {u"interval_days"_s, change.intervalDays}});
    return {
        {u"sources"_s, sources}, {u"tier_changes"_s, changes}, {u"warnings"_s, toJson(forecast.warnings, language)}};
}

} // namespace portier::api
