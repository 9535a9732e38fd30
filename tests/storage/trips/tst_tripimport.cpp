// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripexport.h"
#include "core/trips/tripimport.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto head =
    "name,trip_kind,origin_airport,destination_airport,depart_date,return_date,currency,track_flights,status\n";

QByteArray line(const QString &name, const QString &depart = u"2027-03-14"_s, const QString &back = u"2027-03-21"_s,
                const QString &status = u"active"_s)
{
    return u"%1,round_trip,MUC,LIS,%2,%3,EUR,true,%4\n"_s.arg(name, depart, back, status).toUtf8();
}

/// The room of imports for the users "anna" and "ben" on 2027-01-10.
struct World {
    explicit World(const QString &backend)
        : clock(std::make_shared<ManualClock>(*fromRfc3339(u"2027-01-10T09:00:00Z"_s))), db(backend, clock)
    {
        environment->findOwner = [](storage::Transaction &, const QString &id) -> Result<std::optional<TripOwner>> {
            TripOwner owner;
            owner.id = id;
            return owner;
        };
        environment->knowsAirport = [](const QString &code) { return code == "MUC"_L1 || code == "LIS"_L1; };
    }

    Result<ImportReport> import(const QByteArray &content, ImportOptions options = {}, const QString &user = u"anna"_s)
    {
        TripImport importing(*db, clock, environment);
        return QCoro::waitFor(importing.run({user, {}, false}, content, options));
    }
    QByteArray exported(ExportOptions options, const QString &user = u"anna"_s)
    {
        QByteArray content;
        TripExport exporting(*db, clock, environment);
        const auto count =
            QCoro::waitFor(exporting.run({user, {}, false}, options, [&content](const QByteArray &piece) {
                content += piece;
                return true;
            }));
        return count ? content : QByteArray();
    }
    qint64 trips() { return intOrDie(*db, u"SELECT count(*) FROM trips"_s); }

    std::shared_ptr<ManualClock> clock;
    TestDatabase db;
    std::shared_ptr<TripEnvironment> environment = std::make_shared<TripEnvironment>();
};

QStringList results(const ImportReport &report)
{
    QStringList list;
    for (const ImportedRow &row : report.rows)
        list.append(row.result);
    return list;
}

} // namespace

class TestTripImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneBadRowKeepsEverythingOut_data() { TestDatabase::backends(); }
    void oneBadRowKeepsEverythingOut() // TRP-252, A77
    {
        QFETCH(QString, backend);
        World world(backend);
        QByteArray content = head;
        for (int i = 1; i <= 12; ++i)
            content += line(u"Trip %1"_s.arg(i), i == 5 ? u"2027-02-30"_s : u"2027-03-14"_s);
        const auto report = world.import(content);
        QVERIFY(report);
        QVERIFY(!report->written);
        QCOMPARE(world.trips(), 0);
        const ImportedRow &bad = report->rows.at(4);
        QCOMPARE(bad.row, 6);
        QCOMPARE(bad.result, u"error"_s);
        QCOMPARE(bad.problems.first().pointer, u"/depart_date"_s);
        QVERIFY(report->rows.first().tripId.isEmpty());
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM jobs"_s), 0);
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM changes"_s), 0);
    }

    void partialStopsAtTheLimit_data() { TestDatabase::backends(); }
    void partialStopsAtTheLimit() // TRP-021, TRP-252, TRP-253, A77
    {
        QFETCH(QString, backend);
        World world(backend);
        QByteArray content = head;
        for (int i = 1; i <= 12; ++i)
            content += line(u"Trip %1"_s.arg(i), i == 5 ? u"2027-02-30"_s : u"2027-03-14"_s);
        content += line(u"Old one"_s, u"2026-05-01"_s, u"2026-05-08"_s, u"expired"_s);
        content += line(u"Resting"_s, u"2027-03-14"_s, u"2027-03-21"_s, u"paused"_s);
        const auto report = world.import(content, {.partial = true});
        QVERIFY(report);
        QVERIFY(report->written);
        QCOMPARE(report->count("created"_L1), 12); // ten active, one expired, one paused
        QCOMPARE(report->count("error"_L1), 2);
        QCOMPARE(report->rows.at(11).problems.first().code, u"trip_limit"_s);
        QCOMPARE(world.trips(), 12);
        // Only what is watched is checked.
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM price_checks"_s), 10);
    }

    void dryRunReportsAndWritesNothing_data() { TestDatabase::backends(); }
    void dryRunReportsAndWritesNothing() // TRP-254
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto report = world.import(head + line(u"Lisbon"_s), {.dryRun = true});
        QVERIFY(report);
        QCOMPARE(results(*report), QStringList{u"created"_s});
        QVERIFY(!report->written);
        QVERIFY(report->rows.first().tripId.isEmpty());
        QCOMPARE(world.trips(), 0);
    }

    void namesConflictAsWished_data() { TestDatabase::backends(); }
    void namesConflictAsWished() // TRP-253, TRP-254
    {
        QFETCH(QString, backend);
        World world(backend);
        const QByteArray content = head + line(u"Lisbon"_s);
        QVERIFY(world.import(content)->written);

        const auto failing = world.import(content);
        QCOMPARE(failing->rows.first().problems.first().code, u"trip_name_taken"_s);
        QCOMPARE(world.trips(), 1);

        const qint64 changes = intOrDie(*world.db, u"SELECT count(*) FROM changes"_s);
        const auto skipping = world.import(content, {.onConflict = NameConflict::Skip});
        QCOMPARE(results(*skipping), QStringList{u"skipped"_s});
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM changes"_s), changes);

        const auto renaming = world.import(content + line(u"LISBON"_s), {.onConflict = NameConflict::Rename});
        QCOMPARE(results(*renaming), (QStringList{u"renamed"_s, u"renamed"_s}));
        QCOMPARE(renaming->rows.at(0).name, u"Lisbon (2)"_s);
        QCOMPARE(renaming->rows.at(1).name, u"LISBON (3)"_s);
        QCOMPARE(world.trips(), 3);
        // Another user's names are no matter.
        QVERIFY(world.import(content, {}, u"ben"_s)->written);
    }

    void aFileTwiceInItselfConflicts_data() { TestDatabase::backends(); }
    void aFileTwiceInItselfConflicts()
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto report = world.import(head + line(u"Lisbon"_s) + line(u" lisbon "_s));
        QCOMPARE(results(*report), (QStringList{u"created"_s, u"error"_s}));
        QCOMPARE(world.trips(), 0);
    }

    void departedTripsComeBackAsExpired_data() { TestDatabase::backends(); }
    void departedTripsComeBackAsExpired() // TRP-252, TRP-256: every export can be imported
    {
        QFETCH(QString, backend);
        World world(backend);
        const QByteArray content = R"({"portier_trips":1,"trips":[
            {"name":"Paused","trip_kind":"one_way","origin_airport":"MUC","destination_airport":"LIS","depart_date":"2027-01-11",
             "currency":"EUR","track_flights":true,"status":"paused"},
            {"name":"Away","trip_kind":"round_trip","origin_airport":"MUC","destination_airport":"XQZ","depart_date":"2027-01-12",
             "return_date":"2027-01-30","currency":"EUR","track_flights":true,"accept_unknown_airports":true},
            {"name":"Later","trip_kind":"one_way","origin_airport":"MUC","destination_airport":"LIS","depart_date":"2027-02-11",
             "currency":"EUR","track_flights":true}]})";
        const auto first = world.import(content, {.format = FileFormat::Json});
        QVERIFY(first && first->written);
        world.clock->advance(std::chrono::days(5));
        const QByteArray exported = world.exported({.format = FileFormat::Json});
        const QByteArray table = world.exported({.format = FileFormat::Csv});
        execOrDie(*world.db, u"DELETE FROM trips"_s);
        const auto second = world.import(exported, {.format = FileFormat::Json});
        QVERIFY(second && second->written);
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM trips WHERE status = 'expired'"_s), 2);
        QCOMPARE(world.exported({.format = FileFormat::Json}), exported);
        execOrDie(*world.db, u"DELETE FROM trips WHERE name <> 'Away'"_s); // CSV has no word for its airport
        const auto third = world.import(table, {.format = FileFormat::Csv, .partial = true});
        QCOMPARE(results(*third), (QStringList{u"created"_s, u"error"_s, u"created"_s}));
    }

    void exportComesBackEqual_data() { TestDatabase::backends(); }
    void exportComesBackEqual() // TRP-255, TRP-256, A78
    {
        QFETCH(QString, backend);
        World world(backend);
        const QByteArray prices = R"({"portier_trips":1,"trips":[{"name":"Lisbon","trip_kind":"round_trip",
            "origin_airport":"MUC","destination_airport":"LIS","depart_date":"2027-03-14","return_date":"2027-03-21","adults":2,
            "currency":"EUR","track_flights":true,"track_hotels":false,"status":"paused",
            "alert":{"kind":"threshold","measure":"flight_total","threshold":{"amount_minor":95000,"currency":"EUR"}}}],
            "snapshots":[
            {"trip":"Lisbon","taken_at":"2027-01-01T05:00:00Z","currency":"EUR","flight_minor":99000,"total_minor":99000,"flight_source":"duffel"},
            {"trip":"Lisbon","taken_at":"2027-01-02T05:00:00Z","currency":"EUR","flight_minor":90000,"total_minor":90000,"flight_source":"duffel","cached":true},
            {"trip":"Lisbon","taken_at":"2027-01-02T05:00:00Z","currency":"EUR","flight_minor":90000,"total_minor":90000,"flight_source":"duffel"},
            {"trip":"Nowhere","taken_at":"2027-01-02T05:00:00Z","currency":"EUR"}]})";
        const auto first = world.import(prices, {.format = FileFormat::Json});
        QVERIFY(first && first->written);
        QCOMPARE(first->snapshots, 2); // the same moment and amounts count once
        const QByteArray exported = world.exported({.format = FileFormat::Json});
        QVERIFY(exported.contains("Lisbon"));
        QVERIFY(world.exported({.format = FileFormat::Json}, u"ben"_s).contains("\"trips\":[]"));

        execOrDie(*world.db, u"DELETE FROM trips"_s);
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM price_snapshots"_s), 0);
        const auto second = world.import(exported, {.format = FileFormat::Json});
        QVERIFY(second && second->written);
        QCOMPARE(world.exported({.format = FileFormat::Json}), exported);
        // Below the threshold, and nobody was told: imported prices never alert.
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM alert_evaluations"_s), 0);
        QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM price_snapshots WHERE backfilled = 1"_s), 2);

        const QByteArray history = world.exported({.format = FileFormat::Csv, .history = true});
        QCOMPARE(history.count("\r\n"), 3);
        QVERIFY(history.contains("Lisbon,2027-01-02T05:00:00Z,2027-01-02T06:00:00,1,EUR,900.00,,900.00,duffel,,"));
    }

    void aFaultAtAnyStatementLeavesNothing_data() { TestDatabase::backends(); }
    void aFaultAtAnyStatementLeavesNothing() // PLT-147
    {
        QFETCH(QString, backend);
        World world(backend);
        const QByteArray content = head + line(u"Lisbon"_s) + line(u"Porto"_s);
        int statement = 1;
        for (;; ++statement) {
            world.db.failStatement(statement);
            const auto report = world.import(content);
            if (!world.db.hasFailed()) {
                QVERIFY(report && report->written);
                break;
            }
            QVERIFY(!report);
            world.db.failStatement(0);
            QCOMPARE(world.trips(), 0);
            QCOMPARE(intOrDie(*world.db, u"SELECT count(*) FROM jobs"_s), 0);
        }
        QVERIFY(statement > 5);
    }
};

QTEST_GUILESS_MAIN(TestTripImport)
#include "tst_tripimport.moc"
