// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/tripschedulecontroller.h"

#include "core/trips/tripscheduleservice.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/jsonvalues.h"
#include "server/api/occurrencejson.h"
#include "server/api/tripservices.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QJsonObject toJson(const trips::ScheduleView &view)
{
    const trips::TripSchedule &schedule = view.schedule;
    QJsonValue next;
    if (view.next)
        next = QJsonObject{{u"local"_s, localText(view.next->nominalLocal)}, {u"at"_s, toRfc3339(view.next->at)}};
    QJsonObject json{
        {u"frequency"_s, toText(schedule.frequency)},
        {u"local_time"_s, schedule.localTime.toString(u"HH:mm"_s)},
        {u"time_zone"_s, schedule.zone},
        {u"gap_policy"_s, schedule.gapPolicy == scheduling::GapPolicy::Skip ? u"skip"_s : u"run_at_jump"_s},
        {u"next"_s, next}};
    if (view.invalid)
        json.insert(u"problem"_s, QString(scheduling::scheduleInvalid)); // TRP-056
    return json;
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(view, co_await services.schedules.find(callerOf(request)));
    co_return ApiResponse::json(toJson(view)).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerPatch(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(view, co_await services.schedules.patch(callerOf(request), request.json));
    co_return ApiResponse::json(toJson(view));
}

/// TRP-055.
QCoro::Task<Result<ApiResponse>> answerOccurrences(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(history, co_await services.schedules.occurrences(callerOf(request)));
    QJsonArray last;
    for (const trips::PastOccurrence &past : std::as_const(history.past)) {
        QJsonObject json = occurrenceJson(past.occurrence);
        json.insert(u"total"_s, numberOrNull(past.total));
        last.append(json);
    }
    QJsonArray next;
    for (const scheduling::PlannedOccurrence &planned : std::as_const(history.coming))
        next.append(occurrenceJson(planned));
    const QJsonObject body{{u"last"_s, last}, {u"next"_s, next}};
    co_return ApiResponse::json(body);
}

/// A schedule belongs to the account: its API keys have no say in it.
Route scheduleRoute(Method method, const QString &rest, const TripServices &services, TripAnswer answer)
{
    Route route = tripRoute(method, u"/api/v1/me/schedule"_s + rest, services, answer);
    route.access = Access::account();
    route.aliases = {u"/api/v1/users/me/schedule"_s + rest};
    return route;
}

} // namespace

void addTripScheduleRoutes(ApiRouter &router, const TripServices &services)
{
    router.add(scheduleRoute(Method::Get, {}, services, answerFind));
    Route patch = scheduleRoute(Method::Patch, {}, services, answerPatch);
    patch.body = BodyKind::Json;
    router.add(std::move(patch));
    router.add(scheduleRoute(Method::Get, u"/occurrences"_s, services, answerOccurrences));
}

} // namespace portier::api
