// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/adminstatuscontroller.h"

#include "core/operations/feedreader.h"
#include "core/operations/healthchecks.h"
#include "core/operations/processinfo.h"
#include "core/scheduling/administration.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QJsonObject checksJson(const operations::HealthReport &report)
{
    QJsonObject checks;
    for (auto it = report.checks.begin(); it != report.checks.end(); ++it)
        checks.insert(it.key(), it.value());
    return checks;
}

QJsonObject jobsJson(const scheduling::WorkSummary &summary)
{
    QJsonObject byState;
    for (auto it = summary.jobsByState.begin(); it != summary.jobsByState.end(); ++it)
        byState.insert(it.key(), it.value());
    QJsonArray dead;
    for (const scheduling::JobQueue::DeadLetters &letters : summary.deadLetters)
        dead.append(
            QJsonObject{{u"kind"_s, letters.kind}, {u"count"_s, letters.count}, {u"poisoned"_s, letters.poisoned}});
    return {{u"by_state"_s, byState}, {u"dead"_s, dead}, {u"worker_seen_at"_s, instantOrNull(summary.workerSeen)}};
}

QCoro::Task<Result<ApiResponse>> answer(ApiRequest, AdminStatusServices services)
{
    const operations::HealthReport report = co_await services.health.report();
    PORTIER_CO_ASSIGN(summary, co_await services.administration.summary());
    QJsonObject body = services.facts;
    body.insert(u"version"_s, QCoreApplication::applicationVersion());
    body.insert(u"now"_s, toRfc3339(services.clock->now()));
    body.insert(u"ready"_s, report.isReady());
    body.insert(u"checks"_s, checksJson(report));
    body.insert(u"warnings"_s, QJsonArray::fromStringList(report.warnings));
    body.insert(u"jobs"_s, jobsJson(summary));
    body.insert(u"feed_waiters"_s, services.feed.waiting());
    body.insert(u"resident_bytes"_s, operations::residentMemoryBytes());
    co_return ApiResponse::json(body);
}

} // namespace

void addAdminStatusRoute(ApiRouter &router, const AdminStatusServices &services)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/admin/status"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [services](ApiRequest request) { return answer(std::move(request), services); }});
}

} // namespace portier::api
