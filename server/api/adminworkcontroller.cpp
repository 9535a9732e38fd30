// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/adminworkcontroller.h"

#include "core/scheduling/administration.h"
#include "server/api/adminroutes.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/idempotentreply.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"
#include "server/api/occurrencejson.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using scheduling::Administration;
using scheduling::Job;
using scheduling::JobState;
using scheduling::Occurrence;
using scheduling::StoredSchedule;

const QStringList &jobStates()
{
    static const QStringList names{u"queued"_s, u"running"_s, u"done"_s, u"failed_retry"_s, u"dead"_s, u"cancelled"_s};
    return names;
}

QJsonObject toJson(const StoredSchedule &schedule, Instant now)
{
    const auto upcoming = scheduling::Scheduler::upcoming(schedule, now, 1);
    return {{u"id"_s, schedule.id},
            {u"name"_s, schedule.name},
            {u"owner"_s, textOrNull(schedule.owner)},
            {u"schedule"_s, schedule.spec.toText()},
            {u"time_zone"_s, schedule.spec.zone},
            {u"enabled"_s, schedule.enabled},
            {u"problem"_s, textOrNull(schedule.problem)},
            {u"next"_s, upcoming.isEmpty() ? QJsonValue() : QJsonValue(occurrenceJson(upcoming.constFirst()))}};
}

QJsonObject toJson(const Job &job)
{
    return {{u"id"_s, job.id},
            {u"kind"_s, job.kind},
            {u"state"_s, jobStates().at(static_cast<int>(job.state))},
            {u"priority"_s, job.priority},
            {u"run_at"_s, toRfc3339(job.runAt)},
            {u"attempt"_s, job.attempt},
            {u"max_attempts"_s, job.maxAttempts},
            {u"last_error"_s, textOrNull(job.lastError)},
            {u"request_id"_s, textOrNull(job.requestId)}};
}

QCoro::Task<Result<ApiResponse>> answerSchedules(ApiRequest request, AdminWorkServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    const QString afterId = wanted.after ? wanted.after->value(u"id"_s).toString() : QString();
    PORTIER_CO_ASSIGN(found, co_await services.administration.schedules(request.queryValue(u"owner"_s), afterId,
                                                                        wanted.limit, request.principal.actor()));
    Page page;
    for (const StoredSchedule &schedule : std::as_const(found.items)) {
        QJsonObject item = toJson(schedule, services.clock->now());
        const auto last = found.last.constFind(schedule.id);
        item.insert(u"last"_s, last == found.last.cend() ? QJsonValue() : QJsonValue(occurrenceJson(*last)));
        page.items.append(item);
    }
    if (!found.nextId.isEmpty())
        page.next = QJsonObject{{u"id"_s, found.nextId}};
    co_return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerOccurrences(ApiRequest request, AdminWorkServices services)
{
    PORTIER_CO_ASSIGN(
        history, co_await services.administration.history(request.pathArguments.value(0), request.principal.actor()));
    QJsonArray last;
    for (const Occurrence &occurrence : std::as_const(history.last)) {
        QJsonObject json = occurrenceJson(occurrence);
        json.insert(u"manual"_s, occurrence.manual);
        json.insert(u"started_at"_s, instantOrNull(occurrence.startedAt));
        json.insert(u"closed_at"_s, instantOrNull(occurrence.closedAt));
        last.append(json);
    }
    QJsonArray next;
    for (const scheduling::PlannedOccurrence &planned : std::as_const(history.next))
        next.append(occurrenceJson(planned));
    const QJsonObject body{
        {u"schedule"_s, toJson(history.schedule, services.clock->now())}, {u"last"_s, last}, {u"next"_s, next}};
    co_return ApiResponse::json(body);
}

ApiResponse started(const Occurrence &occurrence)
{
    QJsonObject json = occurrenceJson(occurrence);
    json.insert(u"id"_s, occurrence.id);
    json.insert(u"manual"_s, true);
    return ApiResponse::created(json, u"/api/v1/admin/schedules/"_s + occurrence.scheduleId + u"/occurrences"_s);
}

QCoro::Task<Result<ApiResponse>> answerRun(ApiRequest request, AdminWorkServices services)
{
    auto remember = rememberReply<Occurrence>(request, started, services.clock->now());
    PORTIER_CO_ASSIGN(occurrence, co_await services.administration.run(request.pathArguments.value(0),
                                                                       request.principal.actor(), std::move(remember)));
    co_return started(occurrence);
}

QCoro::Task<Result<ApiResponse>> answerJobs(ApiRequest request, AdminWorkServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    scheduling::JobQueue::ListRequest list;
    list.kind = request.queryValue(u"kind"_s);
    list.state = request.queryValue(u"state"_s);
    if (request.hasQuery(u"state"_s) && !jobStates().contains(list.state))
        co_return fail(badParameter(u"state"_s));
    if (wanted.after)
        list.beforeId = wanted.after->value(u"id"_s).toString();
    list.limit = wanted.limit + 1; // one more tells whether there is a next page
    PORTIER_CO_ASSIGN(jobs, co_await services.administration.jobs(list));
    Page page;
    if (jobs.size() > wanted.limit) {
        jobs.removeLast();
        page.next = QJsonObject{{u"id"_s, jobs.constLast().id}};
    }
    for (const Job &job : std::as_const(jobs))
        page.items.append(toJson(job));
    co_return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerJob(ApiRequest request, AdminWorkServices services)
{
    PORTIER_CO_ASSIGN(job, co_await services.administration.job(request.pathArguments.value(0)));
    co_return ApiResponse::json(toJson(job)).withVersion(Unversioned);
}

template <Administration::Verb verb>
QCoro::Task<Result<ApiResponse>> answerVerb(ApiRequest request, AdminWorkServices services)
{
    PORTIER_CO_ASSIGN(
        job, co_await services.administration.apply(verb, request.pathArguments.value(0), request.principal.actor()));
    co_return ApiResponse::json(toJson(job));
}

} // namespace

void addAdminWorkRoutes(ApiRouter &router, const AdminWorkServices &services)
{
    const auto route = adminRoutes({}, services);
    Route schedules = route(Method::Get, u"/schedules"_s, answerSchedules);
    schedules.queryParameters = {u"owner"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(schedules));
    router.add(route(Method::Get, u"/schedules/{id}/occurrences"_s, answerOccurrences));
    Route run = route(Method::Post, u"/schedules/{id}/run"_s, answerRun);
    run.idempotency = IdempotencyUse::Accepted;
    router.add(std::move(run));

    Route jobs = route(Method::Get, u"/jobs"_s, answerJobs);
    jobs.queryParameters = {u"kind"_s, u"state"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(jobs));
    Route job = route(Method::Get, u"/jobs/{id}"_s, answerJob);
    job.ratePolicy = u"job_poll"_s;
    router.add(std::move(job));
    router.add(route(Method::Post, u"/jobs/{id}/requeue"_s, answerVerb<Administration::Verb::Requeue>));
    router.add(route(Method::Post, u"/jobs/{id}/discard"_s, answerVerb<Administration::Verb::Discard>));
    router.add(route(Method::Post, u"/jobs/{id}/cancel"_s, answerVerb<Administration::Verb::Cancel>));
}

} // namespace portier::api
