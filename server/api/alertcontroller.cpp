// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/alertcontroller.h"

#include "core/trips/alertservice.h"
#include "server/api/alertcodec.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/tripservices.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(view, co_await services.alerts.find(callerOf(request), request.pathArguments.constFirst()));
    co_return ApiResponse::json(toJson(view)).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerPut(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(
        view, co_await services.alerts.put(callerOf(request), request.pathArguments.constFirst(), request.json));
    co_return ApiResponse::json(toJson(view));
}

QCoro::Task<Result<ApiResponse>> answerRemove(ApiRequest request, TripServices services)
{
    PORTIER_CO_TRY(co_await services.alerts.remove(callerOf(request), request.pathArguments.constFirst()));
    co_return ApiResponse::noContent();
}

QCoro::Task<Result<ApiResponse>> answerEvaluations(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    // Evaluations do not say their currency: it is the rule's.
    PORTIER_CO_ASSIGN(view, co_await services.alerts.find(callerOf(request), request.pathArguments.constFirst()));
    PORTIER_CO_ASSIGN(page, co_await services.alerts.evaluations(callerOf(request), request.pathArguments.constFirst(),
                                                                 wanted.limit, wanted.after));
    co_return pageReply(request, services, page, [&view](const trips::AlertEvaluation &evaluation) {
        return toJson(evaluation, view.rule.currency);
    });
}

QCoro::Task<Result<ApiResponse>> answerExplain(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(explanation,
                      co_await services.alerts.explain(callerOf(request), request.pathArguments.constFirst(),
                                                       request.queryValue(u"snapshot"_s)));
    co_return ApiResponse::json(toJson(explanation, request.language));
}

QCoro::Task<Result<ApiResponse>> answerBacktest(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(backtest, co_await services.alerts.backtest(callerOf(request), request.pathArguments.constFirst(),
                                                                  request.json));
    co_return ApiResponse::json(toJson(backtest, viewerOf(request, services)));
}

} // namespace

void addAlertRoutes(ApiRouter &router, const TripServices &services)
{
    const QString alert = u"/api/v1/trips/{id}/alert"_s;
    router.add(tripRoute(Method::Get, alert, services, answerFind));
    Route put = tripRoute(Method::Put, alert, services, answerPut);
    put.body = BodyKind::Json;
    router.add(std::move(put));
    router.add(tripRoute(Method::Delete, alert, services, answerRemove));

    Route evaluations = tripRoute(Method::Get, alert + u"/evaluations"_s, services, answerEvaluations);
    evaluations.queryParameters = {u"limit"_s, u"cursor"_s};
    router.add(std::move(evaluations));

    Route explain = tripRoute(Method::Get, alert + u"/explain"_s, services, answerExplain);
    explain.queryParameters = {u"snapshot"_s};
    router.add(std::move(explain));

    // Writes nothing (TRP-193), so a key that only reads may ask.
    Route backtest = tripRoute(Method::Post, alert + u"/backtest"_s, services, answerBacktest);
    backtest.access = Access::account(u"trips:read"_s);
    backtest.body = BodyKind::Json;
    router.add(std::move(backtest));
}

} // namespace portier::api
