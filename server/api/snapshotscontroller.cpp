// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/snapshotscontroller.h"

#include "core/trips/snapshotservice.h"
#include "core/trips/sources/responsestore.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/pricescodec.h"
#include "server/api/tripservices.h"

#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

Result<trips::SnapshotRange> readRange(const ApiRequest &request)
{
    PORTIER_ASSIGN(from, queryInstant(request, u"from"_s));
    PORTIER_ASSIGN(until, queryInstant(request, u"to"_s));
    PORTIER_ASSIGN(revision, queryInteger(request, u"revision"_s, 1, std::numeric_limits<int>::max()));
    trips::SnapshotRange range{from, until, {}};
    if (revision)
        range.revision = static_cast<int>(*revision);
    return range;
}

/// "?include=offers"
Result<bool> wantsOffers(const ApiRequest &request)
{
    const bool included = request.hasQuery(u"include"_s);
    if (included && request.queryValue(u"include"_s) != u"offers"_s)
        return fail(badParameter(u"include"_s));
    return included;
}

Result<trips::HistoryQuery> readHistoryQuery(const ApiRequest &request)
{
    trips::HistoryQuery query;
    PORTIER_ASSIGN(range, readRange(request));
    query.range = range;
    const QString bucket = request.hasQuery(u"bucket"_s) ? request.queryValue(u"bucket"_s) : u"none"_s;
    if (bucket != u"none"_s && bucket != u"day"_s)
        return fail(badParameter(u"bucket"_s));
    query.bucket = bucket == u"day"_s ? trips::Bucket::Day : trips::Bucket::None;
    PORTIER_ASSIGN(withSimulated, queryFlag(request, u"include_simulated"_s));
    query.includeSimulated = withSimulated;
    PORTIER_ASSIGN(withOffers, wantsOffers(request));
    query.withOffers = withOffers;
    query.flightKey = request.queryValue(u"flight_key"_s);
    query.hotelKey = request.queryValue(u"hotel_key"_s);
    return query;
}

QCoro::Task<Result<ApiResponse>> answerSnapshots(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    PORTIER_CO_ASSIGN(range, readRange(request));
    PORTIER_CO_ASSIGN(page, co_await services.snapshots.page(callerOf(request), request.pathArguments.constFirst(),
                                                             range, wanted.limit, wanted.after));
    co_return pageReply(request, services, page, [](const trips::Snapshot &snapshot) { return toJson(snapshot); });
}

QCoro::Task<Result<ApiResponse>> answerSnapshot(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(withOffers, wantsOffers(request));
    PORTIER_CO_ASSIGN(view, co_await services.snapshots.find(callerOf(request), request.pathArguments.at(0),
                                                             request.pathArguments.at(1), withOffers));
    co_return ApiResponse::json(toJson(view)).withVersion(Unversioned);
}

bool comesFrom(const trips::Snapshot &snapshot, const QString &responseId)
{
    for (const QJsonValue side : snapshot.sides) {
        if (side[u"response_ids"_s].toArray().contains(responseId))
            return true;
    }
    return false;
}

QByteArray httpDate(Instant instant)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toMs(instant), Qt::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

/// Stored answers are shared between users: one shows only through a snapshot of one's own that came from it.
QCoro::Task<Result<ApiResponse>> answerRawResponse(ApiRequest request, TripServices services)
{
    const QString responseId = request.pathArguments.at(2);
    PORTIER_CO_ASSIGN(view, co_await services.snapshots.find(callerOf(request), request.pathArguments.at(0),
                                                             request.pathArguments.at(1), false));
    if (!comesFrom(view.snapshot, responseId))
        co_return fail(Error::notFound());
    PORTIER_CO_ASSIGN(raw, co_await services.rawResponse(responseId));
    ApiResponse response;
    response.body = raw.body;
    response.withHeader("last-modified", httpDate(raw.fetchedAt));
    co_return std::move(response).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerHistory(ApiRequest request, TripServices services)
{
    PORTIER_CO_ASSIGN(query, readHistoryQuery(request));
    PORTIER_CO_ASSIGN(
        history, co_await services.snapshots.history(callerOf(request), request.pathArguments.constFirst(), query));
    co_return ApiResponse::json(toJson(history));
}

} // namespace

void addSnapshotRoutes(ApiRouter &router, const TripServices &services)
{
    Route list = tripRoute(Method::Get, u"/api/v1/trips/{id}/snapshots"_s, services, answerSnapshots);
    list.queryParameters = {u"from"_s, u"to"_s, u"revision"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(list));

    Route find = tripRoute(Method::Get, u"/api/v1/trips/{id}/snapshots/{sid}"_s, services, answerSnapshot);
    find.queryParameters = {u"include"_s};
    router.add(std::move(find));

    router.add(
        tripRoute(Method::Get, u"/api/v1/trips/{id}/snapshots/{sid}/responses/{rid}"_s, services, answerRawResponse));

    Route history = tripRoute(Method::Get, u"/api/v1/trips/{id}/history"_s, services, answerHistory);
    history.queryParameters = {u"from"_s,      u"to"_s,      u"bucket"_s,           u"flight_key"_s,
                               u"hotel_key"_s, u"include"_s, u"include_simulated"_s};
    router.add(std::move(history));
}

} // namespace portier::api
