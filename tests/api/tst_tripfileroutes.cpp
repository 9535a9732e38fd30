// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
constexpr auto head =
    "name,trip_kind,origin_airport,destination_airport,depart_date,return_date,currency,track_flights,mood\n";

QByteArray line(const QByteArray &name, const QByteArray &depart = "2027-03-14")
{
    return name + ",round_trip,MUC,LIS," + depart + ",2027-03-21,EUR,true,fine\n";
}

ApiResponse import(TripsApi &http, const QByteArray &file, const QString &query = {},
                   const QByteArray &type = "text/csv", const QString &token = u"anna"_s)
{
    return http.ask(Method::Post, u"/trips/import"_s + query, {token, {}, {{"content-type", type}}, file});
}

ApiResponse importWithKey(TripsApi &http, const QByteArray &file, const QByteArray &key)
{
    return http.ask(Method::Post, u"/trips/import"_s,
                    {u"anna"_s, {}, {{"content-type", "text/csv"}, {"idempotency-key", key}}, file});
}
} // namespace

class TestTripFileRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reportsEveryRow_data() { TestDatabase::backends(); }
    void reportsEveryRow() // A77, TRP-250, TRP-252
    {
        ON_EACH_BACKEND();
        const QByteArray file = head + line("Lisbon") + line("Porto", "yesterday");
        const ApiResponse refused = import(http, file);
        QCOMPARE(refused.status, 200);
        const QJsonObject report = bodyOf(refused);
        QCOMPARE(report[u"written"_s].toBool(), false);
        QCOMPARE(report[u"failed"_s].toInt(), 1);
        QCOMPARE(report[u"ignored_columns"_s].toArray(), QJsonArray{u"mood"_s});
        const QJsonObject bad = report[u"rows"_s][1].toObject();
        QCOMPARE(bad[u"row"_s].toInt(), 3); // the line in the file
        QCOMPARE(bad[u"result"_s].toString(), u"error"_s);
        QCOMPARE(bad[u"errors"_s][0][u"field"_s].toString(), u"/depart_date"_s);
        QVERIFY(!bad[u"errors"_s][0][u"message"_s].toString().isEmpty());
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM trips"_s), 0);

        const QJsonObject partial = bodyOf(import(http, file, u"?partial=true"_s));
        QCOMPARE(partial[u"written"_s].toBool(), true);
        QCOMPARE(partial[u"created"_s].toInt(), 1);
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM trips"_s), 1);
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM price_checks"_s), 1); // TRP-258
    }

    void asksWhatToDoWithKnownNames_data() { TestDatabase::backends(); }
    void asksWhatToDoWithKnownNames() // TRP-253, TRP-254
    {
        ON_EACH_BACKEND();
        const QByteArray file = head + line("Lisbon");
        const auto result = [&](const QString &query) {
            return bodyOf(import(http, file, query))[u"rows"_s][0][u"result"_s].toString();
        };
        QCOMPARE(result(u"?dry_run=true"_s), u"created"_s);
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM trips"_s), 0);
        QCOMPARE(result({}), u"created"_s);
        QCOMPARE(result({}), u"error"_s);
        QCOMPARE(result(u"?on_conflict=skip"_s), u"skipped"_s);
        QCOMPARE(result(u"?on_conflict=rename"_s), u"renamed"_s);
        QCOMPARE(import(http, file, u"?on_conflict=ask"_s).status, 400);
        QCOMPARE(import(http, file, u"?dry_run=maybe"_s).status, 400);
    }

    void refusesWhatItCannotRead_data() { TestDatabase::backends(); }
    void refusesWhatItCannotRead() // PLT-067, TRP-230, TRP-251
    {
        ON_EACH_BACKEND();
        QCOMPARE(import(http, "x", {}, "text/plain").status, 415);
        QCOMPARE(codeOf(import(http, R"({"portier_trips":2,"trips":[]})", {}, "application/json")),
                 u"/portier_trips format_unsupported"_s);
        QCOMPARE(import(http, head + line("Lisbon"), {}, "text/csv", u"anna-reads"_s).status, 403);
        QCOMPARE(http.router.bodyLimit(Method::Post, u"/api/v1/trips/import"_s), 16 * 1024 * 1024);
    }

    void isChargedOnceAndRepeatsItsReply_data() { TestDatabase::backends(); }
    void isChargedOnceAndRepeatsItsReply() // TRP-258, PLT-056
    {
        ON_EACH_BACKEND();
        const QByteArray file = head + line("Lisbon") + line("Porto") + line("Faro");
        const ApiResponse first = importWithKey(http, file, "key-a");
        QCOMPARE(bodyOf(first)[u"created"_s].toInt(), 3);
        QCOMPARE(first.header("ratelimit").contains("r=19"), true);
        const ApiResponse again = importWithKey(http, file, "key-a");
        QCOMPARE(again.header("idempotency-replayed"), QByteArray("true"));
        QCOMPARE(again.body, first.body);
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM trips"_s), 3);
    }

    void exportsWhatItImportsAgain_data() { TestDatabase::backends(); }
    void exportsWhatItImportsAgain() // A78, TRP-256, TRP-257
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.start();
        const QString id = http.createdId(merged(flightTrip(u"=Lisbon"_s), {{u"alert"_s, thresholdAlert(30000)}}));
        http.world.clock->settle();
        const ApiResponse json = http.get(u"/trips/export"_s);
        QCOMPARE(json.header("content-disposition"), QByteArray("attachment; filename=\"portier-trips.json\""));
        QCOMPARE(bodyOf(json)[u"trips"_s].toArray().size(), 1);
        QCOMPARE(bodyOf(json)[u"snapshots"_s].toArray().size(), 1);
        const ApiResponse csv = http.get(u"/trips/export?format=csv"_s);
        QCOMPARE(csv.contentType, QByteArray("text/csv; charset=utf-8"));
        QVERIFY(csv.body.contains("'=Lisbon")); // no spreadsheet runs it
        const ApiResponse history = http.get(u"/trips/%1/export?format=csv"_s.arg(id));
        QVERIFY(history.body.contains("312.40"));
        QCOMPARE(http.get(u"/trips/export?format=xml"_s).status, 400);
        QCOMPARE(http.ask(Method::Get, u"/trips/%1/export"_s.arg(id), {u"ben"_s}).status, 404);
        QVERIFY(bodyOf(http.ask(Method::Get, u"/trips/export"_s, {u"ben"_s}))[u"trips"_s].toArray().isEmpty());

        QCOMPARE(http.ask(Method::Delete, u"/trips?confirm_count=1"_s).status, 200);
        const QJsonObject back = bodyOf(import(http, json.body, {}, "application/json"));
        QCOMPARE(back[u"created"_s].toInt(), 1);
        QCOMPARE(back[u"snapshots"_s].toInt(), 1);
        // Equal but for what the first check after the import found.
        const QJsonObject again = bodyOf(http.get(u"/trips/export"_s));
        QCOMPARE(again[u"trips"_s], bodyOf(json)[u"trips"_s]);
        QCOMPARE(http.world.count(u"SELECT COUNT(*) FROM alert_evaluations WHERE fired = 1"_s), 0);
    }

    void expiredTripsKeepTheirExport_data() { TestDatabase::backends(); }
    void expiredTripsKeepTheirExport() // A21, TRP-031
    {
        ON_EACH_BACKEND();
        http.world.market->set(u"LIS"_s, flightAt(31240));
        http.world.start();
        http.world.planSchedules();
        const QString path =
            u"/trips/"_s + http.createdId(merged(flightTrip(u"Soon"_s), {{u"depart_date"_s, u"2027-01-11"_s},
                                                                         {u"return_date"_s, u"2027-01-15"_s}}));
        http.world.advanceTo(u"2027-01-16T01:10"_s);
        QCOMPARE(bodyOf(http.get(path))[u"status"_s], u"expired"_s);
        QVERIFY(http.get(path + u"/export?format=csv"_s).body.contains("312.40"));
        QCOMPARE(bodyOf(http.get(path + u"/export?format=json"_s))[u"snapshots"_s].toArray().size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestTripFileRoutes)
#include "tst_tripfileroutes.moc"
