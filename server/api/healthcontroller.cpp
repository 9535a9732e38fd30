// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/healthcontroller.h"

#include "core/operations/healthchecks.h"
#include "server/api/apirouter.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QJsonObject health()
{
    return {
        {u"status"_s, u"ok"_s}, {u"service"_s, u"portier"_s}, {u"version"_s, QCoreApplication::applicationVersion()}};
}

QCoro::Task<Result<ApiResponse>> answerHealth()
{
    co_return ApiResponse::json(health());
}

QJsonObject body(const operations::HealthReport &report)
{
    QJsonObject checks;
    for (auto it = report.checks.begin(); it != report.checks.end(); ++it)
        checks.insert(it.key(), it.value());
    return {{u"status"_s, report.isReady() ? u"ready"_s : u"not_ready"_s},
            {u"checks"_s, checks},
            {u"warnings"_s, QJsonArray::fromStringList(report.warnings)}};
}

QCoro::Task<Result<ApiResponse>> answerReady(operations::HealthChecks *checks)
{
    const operations::HealthReport report = co_await checks->report();
    co_return ApiResponse::json(body(report), report.isReady() ? 200 : 503).withHeader("cache-control", "no-store");
}

} // namespace

void addHealthRoutes(ApiRouter &router, operations::HealthChecks &checks)
{
    Route healthRoute{Method::Get, u"/health"_s, Access::open(), [](const ApiRequest &) { return answerHealth(); }};
    healthRoute.ratePolicy = u"none"_s;
    router.add(std::move(healthRoute));
    Route readyRoute{Method::Get, u"/ready"_s, Access::open(),
                     [&checks](const ApiRequest &) { return answerReady(&checks); }};
    readyRoute.ratePolicy = u"none"_s;
    router.add(std::move(readyRoute));
}

} // namespace portier::api
