// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/triptexts.h"
#include "tests/api/tripsapi.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::api;
using namespace portier::test;
using namespace Qt::StringLiterals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripsApi http(backend)

namespace
{
const QList<Header> english{{"accept-language", "en"}};

QString memberOf(const ApiResponse &response, const QString &name)
{
    return bodyOf(response).value(name).toString();
}

QJsonArray itemsOf(const ApiResponse &response)
{
    return bodyOf(response).value(u"items"_s).toArray();
}

QJsonObject statusBody(const QString &status)
{
    return {{u"status"_s, status}};
}

/// The reply without what differs between two identical requests.
QJsonObject withoutRequestId(const ApiResponse &response)
{
    QJsonObject body = bodyOf(response);
    body.remove(u"request_id"_s);
    return body;
}

struct Request {
    Method method;
    QString target;
    QJsonObject body = {};
};

/// Every route below one trip.
QList<Request> requestsFor(const QString &tripId, const QString &snapshotId)
{
    const QString trip = u"/trips/"_s + tripId;
    const QJsonObject wish = thresholdAlert(30000);
    return {{Method::Get, trip},
            {Method::Patch, trip, {{u"name"_s, u"Mine now"_s}}},
            {Method::Delete, trip},
            {Method::Patch, trip + u"/status"_s, statusBody(u"paused"_s)},
            {Method::Post, trip + u"/refresh"_s},
            {Method::Get, trip + u"/checks"_s},
            {Method::Get, trip + u"/snapshots"_s},
            {Method::Get, trip + u"/snapshots/"_s + snapshotId},
            {Method::Get, trip + u"/snapshots/"_s + snapshotId + u"/responses/one"_s},
            {Method::Get, trip + u"/history"_s},
            {Method::Get, trip + u"/alert"_s},
            {Method::Put, trip + u"/alert"_s, wish},
            {Method::Delete, trip + u"/alert"_s},
            {Method::Get, trip + u"/alert/evaluations"_s},
            {Method::Get, trip + u"/alert/explain"_s},
            {Method::Post, trip + u"/alert/backtest"_s, wish}};
}

QCoro::Task<Result<std::optional<trips::SourceCost>>> fixedCost(trips::Query query)
{
    if (sideOf(query) == trips::Side::Hotels)
        co_return std::optional<trips::SourceCost>();
    co_return std::optional(trips::SourceCost{u"serpapi"_s, trips::Side::Flights, 1, 190, 250, 110});
}

QCoro::Task<QStringList> hotelsWithoutSource(trips::Query query)
{
    co_return sideOf(query) == trips::Side::Hotels ? QStringList{u"side_without_source"_s} : QStringList();
}
} // namespace

class TestTripsApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createsTrips_data() { TestDatabase::backends(); }
    void createsTrips() // A01, TRP-022, TRP-034
    {
        ON_EACH_BACKEND();
        http.world.environment->sourceWarnings = hotelsWithoutSource;
        const ApiResponse created = http.create(lisbonTrip());
        QCOMPARE(created.status, 201);
        const QJsonObject trip = bodyOf(created);
        QCOMPARE(created.header("location"), "/api/v1/trips/" + trip[u"id"_s].toString().toLatin1());
        QCOMPARE(trip[u"status"_s], u"active"_s);
        QCOMPARE(trip[u"version"_s], 1);
        QCOMPARE(trip[u"tier_days"_s], 3);
        QCOMPARE(trip[u"effective_interval_days"_s], 3);
        QCOMPARE(trip[u"next_due_on"_s], u"2027-01-11"_s);
        QCOMPARE(trip[u"departed"_s], false);
        QCOMPARE(trip[u"latest"_s], QJsonValue());
        QCOMPARE(trip[u"check"_s][u"trigger"_s], u"initial"_s);
        QCOMPARE(trip[u"check"_s][u"state"_s], u"queued"_s);
        QCOMPARE(trip[u"alert"_s][u"threshold"_s][u"amount_minor"_s], 95000);
        QCOMPARE(trip[u"warnings"_s][0][u"code"_s], u"side_without_source"_s);
        QCOMPARE(trip[u"warnings"_s][0][u"message"_s], u"Für Hotels gibt es hier gerade keine Preisquelle."_s);
        QCOMPARE(http.world.feedKinds(), (QStringList{u"trip.created"_s, u"price_check.updated"_s}));
        const ApiResponse found = http.get(u"/trips/"_s + trip[u"id"_s].toString());
        QCOMPARE(found.status, 200);
        QVERIFY(found.header("etag").startsWith("\"1-"));
        QCOMPARE(bodyOf(found)[u"name"_s], u"Lisbon in March"_s);
    }

    void repeatsCreates_data() { TestDatabase::backends(); }
    void repeatsCreates() // A02, PLT-055
    {
        ON_EACH_BACKEND();
        const auto create = [&](const QString &token, const QJsonObject &body) {
            return http.ask(Method::Post, u"/trips"_s, {token, body, {{"idempotency-key", "one"}}});
        };
        const ApiResponse first = create(u"anna"_s, lisbonTrip());
        const ApiResponse again = create(u"anna"_s, lisbonTrip());
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("location"), first.header("location"));
        QCOMPARE(again.header("idempotency-replayed"), "true");
        QCOMPARE(create(u"anna"_s, flightTrip(u"Other"_s)).status, 422);
        QCOMPARE(create(u"ben"_s, lisbonTrip()).status, 201);
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM trips"_s), 2);
        QCOMPARE(codeOf(http.ask(Method::Post, u"/trips"_s, {u"anna"_s, lisbonTrip()})), u"idempotency_key_required"_s);
    }

    void namesBrokenFields_data() { TestDatabase::backends(); }
    void namesBrokenFields() // A05, TRP-014; and the refund of trip_create
    {
        ON_EACH_BACKEND();
        QJsonObject body = flightTrip(u"Lisbon"_s);
        body.remove(u"return_date"_s);
        body.insert(u"trip_kind"_s, u"round_trip"_s);
        const ApiResponse refused = http.create(body);
        QCOMPARE(refused.status, 422);
        QCOMPARE(codeOf(refused), u"/return_date return_required"_s);
        const QJsonObject oneWay = merged(flightTrip(u"Lisbon"_s), {{u"trip_kind"_s, u"one_way"_s}});
        QCOMPARE(codeOf(http.create(oneWay)), u"/return_date return_forbidden"_s);
        for (int i = 0; i < 25; ++i)
            QCOMPARE(http.create(oneWay).status, 422);
        QCOMPARE(http.create(flightTrip(u"Lisbon"_s)).header("ratelimit").left(20), "\"trip_create\";r=19;t");
    }

    void limitsTrips_data() { TestDatabase::backends(); }
    void limitsTrips() // A10, TRP-021
    {
        ON_EACH_BACKEND();
        const QString first = http.createdId(flightTrip(u"Trip 0"_s));
        for (int i = 1; i < 10; ++i)
            QCOMPARE(http.create(flightTrip(u"Trip %1"_s.arg(i))).status, 201);
        const ApiResponse refused = http.create(flightTrip(u"Trip 10"_s));
        QCOMPARE(refused.status, 409);
        QCOMPARE(codeOf(refused), u"trip_limit"_s);
        QCOMPARE(bodyOf(refused)[u"limit"_s], 10);
        QCOMPARE(bodyOf(refused)[u"used"_s], 10);
        const QString status = u"/trips/"_s + first + u"/status"_s;
        QCOMPARE(http.ask(Method::Patch, status, {u"anna"_s, statusBody(u"paused"_s)}).status, 200);
        QCOMPARE(http.create(flightTrip(u"Trip 10"_s)).status, 201);
        QCOMPARE(codeOf(http.ask(Method::Patch, status, {u"anna"_s, statusBody(u"active"_s)})), u"trip_limit"_s);
        QCOMPARE(codeOf(http.create(flightTrip(u" trip  1"_s))), u"trip_name_taken"_s); // TRP-011
    }

    void editsTrips_data() { TestDatabase::backends(); }
    void editsTrips() // A14, A15, TRP-024, TRP-025
    {
        ON_EACH_BACKEND();
        const QString path = u"/trips/"_s + http.createdId(lisbonTrip());
        const QByteArray etag = http.get(path).header("etag");
        const QJsonObject adults{{u"adults"_s, 3}};
        QCOMPARE(codeOf(http.ask(Method::Patch, path, {u"anna"_s, adults})), u"precondition_required"_s);
        QCOMPARE(http.ask(Method::Patch, path, {u"anna"_s, adults}).status, 428);

        const ApiResponse edited = http.ask(Method::Patch, path, {u"anna"_s, adults, ifMatch(etag)});
        QCOMPARE(edited.status, 200);
        QCOMPARE(bodyOf(edited)[u"query_revision"_s], 2);
        QCOMPARE(bodyOf(edited)[u"alert"_s][u"state"_s], u"armed"_s);
        QCOMPARE(bodyOf(edited)[u"check"_s][u"trigger"_s], u"edit"_s);
        QVERIFY(edited.header("etag").startsWith("\"2-"));

        const ApiResponse stale = http.ask(Method::Patch, path, {u"anna"_s, adults, ifMatch(etag)});
        QCOMPARE(stale.status, 412);
        QCOMPARE(codeOf(stale), u"stale_version"_s);
        QCOMPARE(bodyOf(stale)[u"version"_s], 2);

        const QJsonObject name{{u"name"_s, u"Lisboa"_s}};
        const ApiResponse renamed = http.ask(Method::Patch, path, {u"anna"_s, name, ifMatch("\"2\"")});
        QCOMPARE(renamed.status, 200);
        QCOMPARE(bodyOf(renamed)[u"query_revision"_s], 2);
        QCOMPARE(bodyOf(renamed)[u"check"_s], QJsonValue());
        const QJsonObject oneWay{{u"trip_kind"_s, u"one_way"_s}}; // A12
        QCOMPARE(http.ask(Method::Patch, path, {u"anna"_s, oneWay, ifMatch("\"3\"")}).status, 422);
    }

    void revalidatesTrips_data() { TestDatabase::backends(); }
    void revalidatesTrips() // PLT-059: the tag follows what is shown, not only the version
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        const QString path = u"/trips/"_s + http.createdId(flightTrip(u"Lisbon"_s));
        const QByteArray etag = http.get(path).header("etag");
        QCOMPARE(http.ask(Method::Get, path, {u"anna"_s, {}, {{"if-none-match", etag}}}).status, 304);
        http.world.start();
        QCOMPARE(http.ask(Method::Get, path, {u"anna"_s, {}, {{"if-none-match", etag}}}).status, 200);
    }

    void hidesForeignTrips_data() { TestDatabase::backends(); }
    void hidesForeignTrips() // A16, TRP-010
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.start();
        const QString id = http.createdId(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(30000)}}));
        http.world.clock->settle();
        const QString snapshotId = itemsOf(http.get(u"/trips/"_s + id + u"/snapshots"_s)).at(0)[u"id"_s].toString();
        const QString checkId = itemsOf(http.get(u"/trips/"_s + id + u"/checks"_s)).at(0)[u"id"_s].toString();
        QVERIFY(!snapshotId.isEmpty());
        QList<Request> requests = requestsFor(id, snapshotId);
        requests.append({Method::Get, u"/price-checks/"_s + checkId});

        QList<QJsonObject> foreign;
        for (const Request &request : std::as_const(requests)) {
            const ApiResponse reply =
                http.ask(request.method, request.target, {u"ben"_s, request.body, ifMatch("\"1\"")});
            QVERIFY2(reply.status == 404, qPrintable(request.target));
            foreign.append(withoutRequestId(reply));
        }
        QCOMPARE(http.ask(Method::Delete, u"/trips/"_s + id).status, 204);
        for (const Request &request : std::as_const(requests)) {
            const ApiResponse missing =
                http.ask(request.method, request.target, {u"ben"_s, request.body, ifMatch("\"1\"")});
            QCOMPARE(withoutRequestId(missing), foreign.takeFirst());
        }
    }

    void deletesTrips_data() { TestDatabase::backends(); }
    void deletesTrips() // A17, TRP-026
    {
        ON_EACH_BACKEND();
        FakeMarket::Answer slow = flightAt(31240);
        slow.delay = std::chrono::seconds(30);
        http.world.market->set(u"LIS"_s, slow);
        http.world.start();
        const QString path = u"/trips/"_s + http.createdId(flightTrip(u"Lisbon"_s));
        QCOMPARE(http.ask(Method::Delete, path).status, 204);
        http.world.clock->advance(std::chrono::minutes(5));
        http.world.clock->settle();
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 0);
        QCOMPARE(http.get(path).status, 404);

        for (int i = 0; i < 3; ++i)
            QCOMPARE(http.create(flightTrip(u"Trip %1"_s.arg(i))).status, 201);
        QCOMPARE(codeOf(http.ask(Method::Delete, u"/trips"_s)), u"count_changed"_s);
        const ApiResponse refused = http.ask(Method::Delete, u"/trips?confirm_count=2"_s);
        QCOMPARE(refused.status, 409);
        QCOMPARE(bodyOf(refused)[u"count"_s], 3);
        QCOMPARE(codeOf(http.ask(Method::Delete, u"/trips?confirm_count=x"_s)), u"bad_parameter"_s);
        const ApiResponse removed = http.ask(Method::Delete, u"/trips?confirm_count=3"_s);
        QCOMPARE(removed.status, 200);
        QCOMPARE(bodyOf(removed), (QJsonObject{{u"deleted"_s, 3}}));
    }

    void pausesTrips_data() { TestDatabase::backends(); }
    void pausesTrips() // A18, A19, TRP-027 to TRP-029, TRP-138
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.start();
        const QString path = u"/trips/"_s + http.createdId(flightTrip(u"Lisbon"_s));
        http.world.clock->settle();
        const auto set = [&](const QString &status) {
            return http.ask(Method::Patch, path + u"/status"_s, {u"anna"_s, statusBody(status)});
        };
        QCOMPARE(codeOf(set(u"expired"_s)), u"/status status_not_settable"_s);
        QCOMPARE(codeOf(set(u"sleeping"_s)), u"/status status_not_settable"_s);
        const ApiResponse paused = set(u"paused"_s);
        QCOMPARE(memberOf(paused, u"paused_at"_s), u"2027-01-10T09:00:00Z"_s);
        QCOMPARE(bodyOf(paused)[u"next_due_on"_s], QJsonValue());
        QCOMPARE(codeOf(http.ask(Method::Post, path + u"/refresh"_s)), u"trip_paused"_s);
        QCOMPARE(codeOf(http.ask(Method::Post, u"/trips/refresh"_s)), u"nothing_to_refresh"_s);

        http.world.clock->advance(std::chrono::hours(2));
        const ApiResponse resumed = set(u"active"_s);
        QCOMPARE(bodyOf(resumed)[u"paused_at"_s], QJsonValue());
        QCOMPARE(bodyOf(resumed)[u"check"_s][u"trigger"_s], u"resume"_s);
        http.world.clock->settle();
        QCOMPARE(http.world.market->calls.size(), 2);
    }

    void limitsRefreshes_data() { TestDatabase::backends(); }
    void limitsRefreshes() // A20, A62, TRP-029, TRP-135
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.start();
        const QString path = u"/trips/"_s + http.createdId(flightTrip(u"Lisbon"_s));
        for (int i = 0; i < 10; ++i) {
            http.world.clock->advance(std::chrono::minutes(2));
            http.world.clock->settle();
            QCOMPARE(http.ask(Method::Post, path + u"/refresh"_s).status, 202);
        }
        http.world.clock->advance(std::chrono::minutes(2));
        http.world.clock->settle();
        const ApiResponse refused = http.ask(Method::Post, path + u"/refresh"_s);
        QCOMPARE(refused.status, 429);
        QCOMPARE(codeOf(refused), u"rate_limited"_s);
        QCOMPARE(memberOf(refused, u"policy"_s), u"manual_refresh"_s);
        QVERIFY(refused.header("retry-after").toInt() > 0);
        QVERIFY(refused.header("ratelimit").startsWith("\"manual_refresh\";r=0;t="));

        const QString status = path + u"/status"_s;
        QCOMPARE(http.ask(Method::Patch, status, {u"anna"_s, statusBody(u"paused"_s)}).status, 200);
        const ApiResponse resumed = http.ask(Method::Patch, status, {u"anna"_s, statusBody(u"active"_s)});
        QCOMPARE(resumed.status, 200);
        QCOMPARE(memberOf(resumed, u"status"_s), u"active"_s);
        QCOMPARE(bodyOf(resumed)[u"check"_s], QJsonValue());
        QCOMPARE(memberOf(resumed, u"check_reason"_s), u"rate_limited"_s);
        QVERIFY(bodyOf(resumed)[u"retry_after"_s].toInt() > 0);
    }

    void refreshesAll_data() { TestDatabase::backends(); }
    void refreshesAll() // A60, A61, TRP-136, TRP-137, TRP-139, TRP-140
    {
        ON_EACH_BACKEND();
        http.world.start();
        FakeMarket::Answer slow = flightAt(20000);
        slow.delay = std::chrono::seconds(10);
        FakeMarket::Answer broken = failing(u"upstream_unavailable"_s, true);
        broken.delay = std::chrono::seconds(10);
        const QStringList places{u"LIS"_s, u"OPO"_s, u"FAO"_s, u"MAD"_s, u"BCN"_s, u"AGP"_s, u"PMI"_s};
        QString tripId;
        for (const QString &place : places) {
            http.world.market->set(place, place == u"LIS"_s || place == u"OPO"_s ? broken : slow);
            tripId = http.createdId(flightTrip(u"To "_s + place, place));
        }
        http.world.clock->advance(std::chrono::minutes(5));
        http.world.clock->settle();
        const ApiResponse started = http.ask(Method::Post, u"/trips/refresh"_s);
        QCOMPARE(started.status, 202);
        const QString runId = memberOf(started, u"id"_s);
        QCOMPARE(started.header("location"), "/api/v1/refresh-runs/" + runId.toLatin1());
        QCOMPARE(bodyOf(started)[u"total"_s], 7);
        QCOMPARE(memberOf(started, u"state"_s), u"running"_s);
        const ApiResponse second = http.ask(Method::Post, u"/trips/refresh"_s);
        QCOMPARE(second.status, 409);
        QCOMPARE(memberOf(second, u"run_id"_s), runId);

        const ApiResponse joined = http.ask(Method::Post, u"/trips/"_s + tripId + u"/refresh"_s);
        QCOMPARE(joined.status, 202);
        http.world.clock->advance(std::chrono::minutes(5));
        http.world.clock->settle();

        const QJsonObject run = bodyOf(http.get(u"/refresh-runs/"_s + runId));
        QCOMPARE(run[u"state"_s], u"done"_s);
        QCOMPARE(run[u"outcome"_s], u"partial"_s);
        QCOMPARE(run[u"done"_s], 7);
        QCOMPARE(run[u"failed"_s], 2);
        QCOMPARE(run[u"items"_s].toArray().size(), 7);
        QCOMPARE(itemsOf(http.get(u"/refresh-runs?limit=5"_s)).size(), 1);
        QCOMPARE(http.ask(Method::Get, u"/refresh-runs/"_s + runId, {u"ben"_s}).status, 404);
    }

    void joinsChecks_data() { TestDatabase::backends(); }
    void joinsChecks() // A61, TRP-136; PLT-055 for a route that takes a key
    {
        ON_EACH_BACKEND();
        const QString id = http.createdId(flightTrip(u"Lisbon"_s));
        const QString path = u"/trips/"_s + id + u"/refresh"_s;
        const ApiResponse joined = http.ask(Method::Post, path, {u"anna"_s, {}, {{"idempotency-key", "one"}}});
        QCOMPARE(joined.status, 202);
        QCOMPARE(bodyOf(joined)[u"joined"_s], true);
        QCOMPARE(memberOf(joined, u"trip_id"_s), id);
        const ApiResponse again = http.ask(Method::Post, path, {u"anna"_s, {}, {{"idempotency-key", "one"}}});
        QCOMPARE(again.body, joined.body);
        QCOMPARE(again.header("idempotency-replayed"), "true");
        const ApiResponse check = http.get(u"/price-checks/"_s + memberOf(joined, u"id"_s));
        QCOMPARE(memberOf(check, u"state"_s), u"queued"_s);
        QCOMPARE(itemsOf(http.get(u"/trips/"_s + id + u"/checks"_s)).size(), 1);
    }

    void showsPrices_data() { TestDatabase::backends(); }
    void showsPrices() // A24, TRP-232, TRP-233
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.market->set(u"Lisbon"_s, hotelAt(70350));
        http.world.start();
        const QString id = http.createdId(lisbonTrip());
        http.world.clock->settle();
        http.world.market->set(u"LIS"_s, flightAt(29790));
        http.world.refresh(id);

        const QJsonValue row = itemsOf(http.get(u"/trips"_s)).at(0);
        QCOMPARE(row[u"latest"_s][u"total"_s][u"amount_minor"_s], 100140);
        QCOMPARE(row[u"latest"_s][u"change"_s][u"amount_minor"_s], -1450);
        QCOMPARE(row[u"check"_s], QJsonValue());

        const QString snapshots = u"/trips/"_s + id + u"/snapshots"_s;
        const ApiResponse first = http.get(snapshots + u"?limit=1"_s);
        QCOMPARE(itemsOf(first).size(), 1);
        QVERIFY(!first.header("link").isEmpty());
        const ApiResponse second = http.get(snapshots + u"?limit=1&cursor="_s + memberOf(first, u"next_cursor"_s));
        QCOMPARE(itemsOf(second).at(0)[u"total"_s][u"amount_minor"_s], 101590);
        QCOMPARE(itemsOf(second).at(0)[u"flight_source"_s], u"duffel"_s);
        QCOMPARE(bodyOf(second)[u"next_cursor"_s], QJsonValue());
        QCOMPARE(codeOf(http.get(snapshots + u"?cursor=x"_s)), u"bad_cursor"_s);
        QCOMPARE(codeOf(http.get(snapshots + u"?from=yesterday"_s)), u"bad_parameter"_s);
        QCOMPARE(itemsOf(http.get(snapshots + u"?to=2027-01-10T09:01:00Z"_s)).size(), 1);
        QCOMPARE(itemsOf(http.get(snapshots + u"?revision=2"_s)).size(), 0);

        const QString snapshot = snapshots + u'/' + itemsOf(first).at(0)[u"id"_s].toString();
        QVERIFY(!bodyOf(http.get(snapshot)).contains(u"offers"_s));
        const QJsonObject whole = bodyOf(http.get(snapshot + u"?include=offers"_s));
        QCOMPARE(whole[u"complete"_s], true);
        QCOMPARE(whole[u"sides"_s][u"flights"_s][u"status"_s], u"priced"_s);
        QCOMPARE(whole[u"offers"_s][u"hotels"_s][0][u"name"_s], u"Hotel Mundial"_s);
        QCOMPARE(codeOf(http.get(snapshot + u"?include=all"_s)), u"bad_parameter"_s);

        const QString history = u"/trips/"_s + id + u"/history"_s;
        const QJsonObject days = bodyOf(http.get(history + u"?bucket=day&flight_key=TP551:MUC-LIS:2027-03-14"_s));
        QCOMPARE(days[u"points"_s].toArray().size(), 1);
        QCOMPARE(days[u"points"_s][0][u"total"_s], 100140);
        QCOMPARE(days[u"points"_s][0][u"selected_flight"_s], 29790);
        QCOMPARE(days[u"threshold"_s][u"amount_minor"_s], 95000);
        QCOMPARE(days[u"lowest"_s][u"amount_minor"_s], 100140);
        QCOMPARE(bodyOf(http.get(history))[u"points"_s].toArray().size(), 2);
        QCOMPARE(codeOf(http.get(history + u"?bucket=week"_s)), u"bad_parameter"_s);
        QVERIFY(!days.contains(u"offers"_s));
        const QJsonObject followed = bodyOf(http.get(history + u"?include=offers"_s))[u"offers"_s].toObject();
        QCOMPARE(followed[u"flights"_s][u"TP551:MUC-LIS:2027-03-14"_s], (QJsonArray{31240, 29790}));
        QCOMPARE(followed[u"hotels"_s][u"hotel mundial@lisbon"_s], (QJsonArray{70350, 70350}));
        QCOMPARE(codeOf(http.get(history + u"?include=all"_s)), u"bad_parameter"_s);
        QCOMPARE(codeOf(http.get(history + u"?include_simulated=perhaps"_s)), u"bad_parameter"_s);
        QCOMPARE(http.get(history + u"?include_simulated=true"_s).status, 200);
    }

    void showsRawAnswers_data() { TestDatabase::backends(); }
    void showsRawAnswers() // A52, TRP-002: only through a snapshot of one's own that came from it
    {
        ON_EACH_BACKEND();
        FakeMarket::Answer answer = flightAt(31240);
        answer.result.responseIds = {u"kept"_s, u"old"_s};
        http.world.market->set(u"LIS"_s, answer);
        http.world.start();
        const QString id = http.createdId(flightTrip(u"Lisbon"_s));
        http.world.clock->settle();
        http.rawAnswers = {{u"kept"_s, "{\"price\":312.4}"}, {u"foreign"_s, "{}"}};
        const QString snapshots = u"/trips/"_s + id + u"/snapshots"_s;
        const QString path =
            snapshots + u'/' + itemsOf(http.get(snapshots)).at(0)[u"id"_s].toString() + u"/responses/"_s;
        const ApiResponse kept = http.get(path + u"kept"_s);
        QCOMPARE(kept.status, 200);
        QCOMPARE(kept.body, "{\"price\":312.4}");
        QCOMPARE(kept.header("last-modified"), "Sun, 10 Jan 2027 09:00:00 GMT");
        QCOMPARE(codeOf(http.get(path + u"old"_s)), u"raw_expired"_s);
        QCOMPARE(codeOf(http.get(path + u"foreign"_s)), u"not_found"_s);
        QCOMPARE(http.ask(Method::Get, path + u"kept"_s, {u"ben"_s}).status, 404);
    }

    void listsTrips_data() { TestDatabase::backends(); }
    void listsTrips() // PLT-053
    {
        ON_EACH_BACKEND();
        const QString first = http.createdId(flightTrip(u"Berg"_s));
        http.createdId(flightTrip(u"Alm"_s));
        http.createdId(flightTrip(u"City"_s));
        const auto names = [&](const QString &query) {
            QStringList found;
            const QJsonArray items = itemsOf(http.get(u"/trips"_s + query));
            for (const QJsonValue &item : items)
                found.append(item[u"name"_s].toString());
            return found.join(u' ');
        };
        QCOMPARE(names({}), u"City Alm Berg"_s);
        QCOMPARE(names(u"?sort=name"_s), u"Alm Berg City"_s);
        QCOMPARE(names(u"?q=ber"_s), u"Berg"_s);
        http.ask(Method::Patch, u"/trips/"_s + first + u"/status"_s, {u"anna"_s, statusBody(u"paused"_s)});
        QCOMPARE(names(u"?status=paused"_s), u"Berg"_s);
        QCOMPARE(names(u"?updated_after=2027-01-11T00:00:00Z"_s), QString());
        const ApiResponse page = http.get(u"/trips?sort=name&limit=2"_s);
        QCOMPARE(names(u"?sort=name&limit=2&cursor="_s + memberOf(page, u"next_cursor"_s)), u"City"_s);
        QCOMPARE(codeOf(http.get(u"/trips?cursor="_s + memberOf(page, u"next_cursor"_s))), u"bad_cursor"_s);
        for (const QString &query : {u"?status=odd"_s, u"?sort=price"_s, u"?limit=0"_s, u"?updated_after=x"_s})
            QCOMPARE(codeOf(http.get(u"/trips"_s + query)), u"bad_parameter"_s);
        QCOMPARE(codeOf(http.get(u"/trips?color=red"_s)), u"unknown_parameter"_s);
    }

    void singleResourcesAreTagged_data() { TestDatabase::backends(); }
    void singleResourcesAreTagged() // PLT-059
    {
        ON_EACH_BACKEND();
        const QString trip = u"/trips/"_s + http.createdId(flightTrip(u"Berg"_s));
        http.ask(Method::Put, trip + u"/alert"_s, {u"anna"_s, thresholdAlert(30000)});
        for (const QString &path : {trip, trip + u"/alert"_s, u"/me/schedule"_s}) {
            const ApiResponse first = http.get(path);
            QCOMPARE(first.status, 200);
            const QByteArray tag = first.header("etag");
            QVERIFY2(tag.size() > 2 && tag.startsWith('"') && tag.endsWith('"'), qPrintable(path));
            QCOMPARE(first.header("cache-control"), "private, no-cache");
            const QList<Header> known{{"if-none-match", tag}};
            const ApiResponse again = http.ask(Method::Get, path, {u"anna"_s, {}, known});
            QCOMPARE(again.status, 304);
            QVERIFY(again.body.isEmpty());
        }
        const QByteArray before = http.get(trip + u"/alert"_s).header("etag");
        http.ask(Method::Put, trip + u"/alert"_s, {u"anna"_s, thresholdAlert(20000)});
        QVERIFY(http.get(trip + u"/alert"_s).header("etag") != before);
    }

    void repeatingTheNewestStampMissesNothing_data() { TestDatabase::backends(); }
    void repeatingTheNewestStampMissesNothing() // PLT-054
    {
        ON_EACH_BACKEND();
        const QString berg = http.createdId(flightTrip(u"Berg"_s));
        const QString alm = http.createdId(flightTrip(u"Alm"_s));
        const auto clock = http.world.clock;
        clock->advance(std::chrono::hours(2));
        const QString city = http.createdId(flightTrip(u"City"_s));
        const auto poll = [&http](const QString &since) {
            QStringList found;
            const QJsonArray items = itemsOf(http.get(u"/trips?sort=name&updated_after="_s + since));
            for (const QJsonValue &item : items)
                found.append(item[u"name"_s].toString());
            return found;
        };
        const QString newest = memberOf(http.get(u"/trips/"_s + city), u"updated_at"_s);
        QCOMPARE(poll(newest), QStringList{u"City"_s});
        clock->jumpWallClock(-std::chrono::hours(1));
        http.ask(Method::Patch, u"/trips/"_s + berg + u"/status"_s, {u"anna"_s, statusBody(u"paused"_s)});
        QVERIFY(memberOf(http.get(u"/trips/"_s + berg), u"updated_at"_s) < newest);
        QCOMPARE(poll(newest), (QStringList{u"Berg"_s, u"City"_s}));
        // Others' changes are nobody's business, and an alert belongs to its trip.
        http.ask(Method::Put, u"/trips/"_s + alm + u"/alert"_s, {u"anna"_s, thresholdAlert(30000)});
        QCOMPARE(poll(newest), (QStringList{u"Alm"_s, u"Berg"_s, u"City"_s}));
    }

    void keepsRules_data() { TestDatabase::backends(); }
    void keepsRules() // A69, A74, TRP-188, TRP-191 to TRP-193
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.start();
        const QString id = http.createdId(flightTrip(u"Lisbon"_s));
        const QString alert = u"/trips/"_s + id + u"/alert"_s;
        http.world.clock->settle();
        QCOMPARE(http.get(alert).status, 404);
        QCOMPARE(codeOf(http.ask(Method::Put, alert,
                                 {u"anna"_s, {{u"kind"_s, u"threshold"_s}, {u"measure"_s, u"flight_total"_s}}})),
                 u"/threshold threshold_required"_s);

        const ApiResponse above = http.ask(Method::Put, alert, {u"anna"_s, thresholdAlert(30000)});
        QCOMPARE(above.status, 200);
        QCOMPARE(bodyOf(above)[u"evaluation"_s][u"reason"_s], u"above"_s);
        const ApiResponse lifted = http.ask(Method::Put, alert, {u"anna"_s, thresholdAlert(32000)});
        QCOMPARE(bodyOf(lifted)[u"evaluation"_s][u"fired"_s], true);
        QCOMPARE(memberOf(lifted, u"state"_s), u"alerted"_s);
        QCOMPARE(bodyOf(http.get(alert))[u"last_alerted"_s][u"amount_minor"_s], 31240);
        QCOMPARE(itemsOf(http.get(alert + u"/evaluations?limit=1"_s)).size(), 1);

        http.world.refresh(id);
        const QJsonObject why = bodyOf(http.get(alert + u"/explain"_s));
        QCOMPARE(why[u"reason"_s], u"not_a_new_low"_s);
        QCOMPARE(why[u"text"_s].toString(),
                 u"312,40\u00a0€ liegt noch keine 2\u00a0% unter dem letzten Alarm von 312,40\u00a0€."_s);
        QCOMPARE(why[u"next_alert_when"_s][u"at_or_below"_s][u"amount_minor"_s], 30615);
        QCOMPARE(why[u"next_alert_when"_s][u"or_rearm_at"_s][u"amount_minor"_s], 32320);
        const ApiResponse asked = http.ask(
            Method::Get, alert + u"/explain?snapshot="_s + why[u"snapshot_id"_s].toString(), {u"anna"_s, {}, english});
        QCOMPARE(memberOf(asked, u"text"_s), u"€312.40 is not yet 2% below the last alert of €312.40."_s);
        QCOMPARE(http.get(alert + u"/explain?snapshot=none"_s).status, 404);

        const QJsonObject candidate = merged(thresholdAlert(32000), {{u"days"_s, 30}});
        const QJsonObject backtest = bodyOf(http.ask(Method::Post, alert + u"/backtest"_s, {u"anna"_s, candidate}));
        QCOMPARE(backtest[u"snapshots"_s], 2);
        QCOMPARE(backtest[u"alerts"_s].toArray().size(), 1);
        QCOMPARE(backtest[u"reasons"_s][u"first_sample"_s], 1);
        // TRP-194, for whoever is about to save it.
        QCOMPARE(backtest[u"text"_s].toString(),
                 u"In den letzten 30 Tagen hätte dir Portier damit einmal Bescheid gesagt: "
                 "am 10.01.2027 bei 312,40\u00a0€."_s);
        QCOMPARE(
            codeOf(http.ask(Method::Post, alert + u"/backtest"_s, {u"anna"_s, merged(candidate, {{u"days"_s, 731}})})),
            u"/days out_of_range"_s);

        QCOMPARE(http.ask(Method::Delete, alert).status, 204);
        QCOMPARE(http.ask(Method::Delete, alert).status, 404);
    }

    void saysWhatARuleWouldHaveTold_data() // TRP-194
    {
        QTest::addColumn<int>("snapshots");
        QTest::addColumn<int>("alerts");
        QTest::addColumn<QString>("german");
        QTest::addColumn<QString>("english");
        QTest::newRow("nothing to try it on")
            << 0 << 0 << u"Es gibt noch keinen Preis, an dem sich der Alarm ausprobieren ließe."_s
            << u"There is no price yet to try the alert on."_s;
        QTest::newRow("never") << 9 << 0 << u"In den letzten 90 Tagen hätte dir Portier damit nichts gemeldet."_s
                               << u"In the last 90 days Portier would have told you nothing with it."_s;
        QTest::newRow("twice")
            << 9 << 2
            << u"In den letzten 90 Tagen hätte dir Portier damit 2-mal Bescheid gesagt, zuletzt am "
               "02.01.2027 bei 2,00\u00a0€, am 01.01.2027 bei 1,00\u00a0€."_s
            << u"In the last 90 days Portier would have told you 2 times with it, last on 2 Jan 2027 "
               "at €2.00, on 1 Jan 2027 at €1.00."_s;
    }
    void saysWhatARuleWouldHaveTold()
    {
        QFETCH(int, snapshots);
        QFETCH(int, alerts);
        trips::Backtest backtest;
        backtest.days = 90;
        backtest.currency = u"EUR"_s;
        backtest.snapshots = snapshots;
        // 23:30 UTC of the day before is the day itself in Berlin.
        for (int i = 1; i <= alerts; ++i)
            backtest.alerts.append({*fromRfc3339(u"2026-12-31T23:30:00Z"_s) + std::chrono::days(i - 1),
                                    trips::AlertReason::Crossed, i * 100});
        const TripViewer viewer{u"de"_s, QTimeZone("Europe/Berlin"), Instant()};
        QTEST(backtestText(backtest, viewer), "german");
        QTEST(backtestText(backtest, {u"en"_s, viewer.zone, Instant()}), "english");
    }

    void explainsEveryReason() // TRP-192
    {
        trips::Explanation explanation;
        explanation.rule.currency = u"EUR"_s;
        QSet<QString> texts{explainText(explanation, u"de"_s)};
        for (int i = 0; i <= int(trips::AlertReason::DropTooSmall); ++i) {
            trips::AlertEvaluation evaluation;
            evaluation.reason = trips::AlertReason(i);
            evaluation.priceMinor = 94120;
            evaluation.comparedMinor = 95000;
            explanation.evaluation = evaluation;
            for (const QString &language : {u"de"_s, u"en"_s}) {
                const QString text = explainText(explanation, language);
                QVERIFY2(!text.contains(u'{') && !texts.contains(text), qPrintable(text));
                texts.insert(text);
            }
        }
    }

    void keepsSchedules_data() { TestDatabase::backends(); }
    void keepsSchedules() // A54, PLT-093, TRP-040, TRP-051, TRP-055
    {
        ON_EACH_BACKEND();
        const QJsonObject schedule = bodyOf(http.get(u"/me/schedule"_s));
        QCOMPARE(schedule, (QJsonObject{{u"frequency"_s, u"daily"_s},
                                        {u"local_time"_s, u"06:00"_s},
                                        {u"time_zone"_s, u"Europe/Berlin"_s},
                                        {u"gap_policy"_s, u"run_at_jump"_s},
                                        {u"next"_s, QJsonObject{{u"local"_s, u"2027-01-11T06:00"_s},
                                                                {u"at"_s, u"2027-01-11T05:00:00Z"_s}}}}));
        const QJsonObject change{
            {u"frequency"_s, u"weekly"_s}, {u"local_time"_s, u"07:30"_s}, {u"time_zone"_s, u"America/New_York"_s}};
        const ApiResponse changed = http.ask(Method::Patch, u"/users/me/schedule"_s, {u"anna"_s, change});
        QCOMPARE(changed.status, 200);
        QCOMPARE(bodyOf(changed)[u"next"_s][u"at"_s], u"2027-01-10T12:30:00Z"_s);
        QCOMPARE(bodyOf(http.get(u"/me/schedule"_s)), bodyOf(changed));
        const auto refused = [&](const QJsonObject &body) {
            return codeOf(http.ask(Method::Patch, u"/me/schedule"_s, {u"anna"_s, body}));
        };
        QCOMPARE(refused({{u"time_zone"_s, u"Mars/Olympus"_s}}), u"/time_zone time_zone_unknown"_s);
        QCOMPARE(refused({{u"local_time"_s, u"25:00"_s}}), u"/local_time local_time_invalid"_s);
        const QJsonObject occurrences = bodyOf(http.get(u"/me/schedule/occurrences"_s));
        QCOMPARE(occurrences[u"next"_s].toArray().size(), 20);
        QCOMPARE(occurrences[u"next"_s][0][u"local"_s], u"2027-01-10T07:30"_s);
        QCOMPARE(occurrences[u"last"_s].toArray().size(), 0);
        QCOMPARE(http.ask(Method::Get, u"/me/schedule"_s, {u"anna-writes"_s}).status, 403);
    }

    void forecastsWhatATripCosts_data() { TestDatabase::backends(); }
    void forecastsWhatATripCosts() // TRP-122, TRP-034
    {
        ON_EACH_BACKEND();
        http.world.environment->sourceCost = fixedCost;
        http.world.environment->sourceWarnings = hotelsWithoutSource;
        const ApiResponse reply = http.ask(Method::Post, u"/trips/forecast"_s, {u"anna-reads"_s, lisbonTrip()});
        QCOMPARE(reply.status, 200);
        const QJsonObject seen = bodyOf(reply);
        QCOMPARE(seen[u"sources"_s].toArray().size(), 1); // nobody sells hotels
        QCOMPARE(seen[u"sources"_s][0].toObject(), (QJsonObject{{u"name"_s, u"serpapi"_s},
                                                                {u"side"_s, u"flights"_s},
                                                                {u"added_per_month"_s, 10},
                                                                {u"used"_s, 190},
                                                                {u"limit"_s, 250},
                                                                {u"projected_exhaustion"_s, u"2027-01-25"_s}}));
        QCOMPARE(seen[u"tier_changes"_s].toArray(),
                 (QJsonArray{QJsonObject{{u"on"_s, u"2027-02-12"_s}, {u"interval_days"_s, 1}}}));
        QCOMPARE(seen[u"warnings"_s].toArray(),
                 (QJsonArray{QJsonObject{{u"code"_s, u"side_without_source"_s},
                                         {u"side"_s, u"hotels"_s},
                                         {u"message"_s, u"Für Hotels gibt es hier gerade keine Preisquelle."_s}}}));
        const QJsonObject flightsOnly = merged(lisbonTrip(), {{u"track_hotels"_s, false}, {u"hotel_filters"_s, {}}});
        const ApiResponse calm = http.ask(Method::Post, u"/trips/forecast"_s, {u"anna-reads"_s, flightsOnly});
        QCOMPARE(bodyOf(calm)[u"warnings"_s], QJsonValue(QJsonArray()));
        const QJsonObject wrong = merged(lisbonTrip(), {{u"depart_date"_s, u"2027-01-09"_s}});
        QVERIFY(codeOf(http.ask(Method::Post, u"/trips/forecast"_s, {u"anna"_s, wrong}))
                    .contains(u"/depart_date date_in_past"_s));
        QCOMPARE(itemsOf(http.get(u"/trips"_s)).size(), 0); // it writes nothing
    }

    void asksKeysForTheirScope_data() { TestDatabase::backends(); }
    void asksKeysForTheirScope() // TRP-230
    {
        ON_EACH_BACKEND();
        const QString id = http.createdId(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(30000)}}));
        QList<Request> requests = requestsFor(id, u"none"_s);
        requests += {{Method::Get, u"/trips"_s},
                     {Method::Delete, u"/trips"_s},
                     {Method::Post, u"/trips"_s, lisbonTrip()},
                     {Method::Post, u"/trips/refresh"_s},
                     {Method::Get, u"/refresh-runs"_s}};
        for (const Request &request : std::as_const(requests)) {
            const ApiResponse reply = http.ask(request.method, request.target, {u"anna-reads"_s, request.body});
            const bool writes = request.method != Method::Get && !request.target.endsWith(u"/backtest"_s);
            QVERIFY2((reply.status == 403) == writes, qPrintable(request.target));
        }
        QCOMPARE(itemsOf(http.ask(Method::Get, u"/trips"_s, {u"anna-writes"_s})).size(), 1);
        QCOMPARE(http.create(lisbonTrip(), u"anna-writes"_s).status, 201);
        QCOMPARE(itemsOf(http.get(u"/trips"_s)).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestTripsApi)
#include "tst_tripsapi.moc"
