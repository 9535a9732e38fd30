// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertrule.h"
#include "core/trips/tripfile.h"
#include "core/trips/trippolicy.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{

PolicyFacts importFacts(QDate today = QDate(2027, 1, 10))
{
    PolicyFacts facts;
    facts.today = today;
    facts.defaultCurrency = u"USD"_s;
    facts.isImport = true;
    return facts;
}

QByteArray shippedSample()
{
    QFile file(QStringLiteral(PORTIER_SAMPLE_TRIPS));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTripFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsCellsIntoACreateBody() // TRP-250
    {
        const auto file =
            readTripFile("name,adults,depart_date,return_date,origin_airport,destination_airport,track_flights,"
                         "cabin,max_stops,airlines,currency,alert_kind,alert_measure,alert_threshold,"
                         "reminder_days,mood\r\n"
                         "'=Lisbon,2,2027-03-14,2027-03-21,MUC,LIS,true,business,1,LH|TP,EUR,threshold,"
                         "flight_total,950.5,14|3,great\r\n",
                         FileFormat::Csv);
        QVERIFY(file);
        QCOMPARE(file->ignoredColumns, QStringList{u"mood"_s});
        QCOMPARE(file->trips.size(), 1);
        const FileTrip &trip = file->trips.first();
        QCOMPARE(trip.row, 2);
        QVERIFY(trip.problems.isEmpty());
        const auto request = readTrip(trip.body, importFacts());
        QVERIFY(request);
        QCOMPARE(request->plan.name, u"=Lisbon"_s); // TRP-257
        QCOMPARE(request->plan.flights->airlines, (QStringList{u"LH"_s, u"TP"_s}));
        QCOMPARE(request->plan.flights->maxStops, std::optional(1));
        QCOMPARE(request->alert->thresholdMinor, std::optional<qint64>(95050));
        QCOMPARE(request->plan.reminderDays, (QList<int>{3, 14}));
    }

    void namesEveryBadCell_data() // TRP-252
    {
        QTest::addColumn<QByteArray>("cells");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("code");
        QTest::newRow("number") << QByteArray("a,two,,,EUR") << u"/adults"_s << u"wrong_type"_s;
        QTest::newRow("boolean") << QByteArray("a,2,yes,,EUR") << u"/track_flights"_s << u"wrong_type"_s;
        QTest::newRow("amount") << QByteArray("a,2,true,9-50,EUR") << u"/alert_threshold"_s << u"amount_invalid"_s;
        QTest::newRow("amount without currency")
            << QByteArray("a,2,true,950,") << u"/alert_threshold"_s << u"threshold_needs_currency"_s;
        QTest::newRow("amount in an unknown currency")
            << QByteArray("a,2,true,950,XXQ") << u"/alert_threshold"_s << u"currency_unknown"_s;
        QTest::newRow("more cells than columns")
            << QByteArray("a,2,true,950,EUR,more") << QString() << u"too_many_cells"_s;
    }
    void namesEveryBadCell()
    {
        QFETCH(QByteArray, cells);
        QFETCH(QString, pointer);
        QFETCH(QString, code);
        const auto file = readTripFile("name,adults,track_flights,alert_threshold,currency\n" + cells, FileFormat::Csv);
        QVERIFY(file);
        QCOMPARE(file->trips.first().problems.size(), 1);
        QCOMPARE(file->trips.first().problems.first().pointer, pointer);
        QCOMPARE(file->trips.first().problems.first().code, code);
    }

    void refusesAWholeFile_data()
    {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        QTest::newRow("nothing") << FileFormat::Csv << QByteArray() << u"header_missing"_s;
        QTest::newRow("no name column") << FileFormat::Csv << QByteArray("adults\n2\n") << u"required"_s;
        QTest::newRow("column twice") << FileFormat::Csv << QByteArray("name,adults,adults\n") << u"column_twice"_s;
        QTest::newRow("open quote") << FileFormat::Csv << QByteArray("name\n\"x") << u"csv_malformed"_s;
        QTest::newRow("no JSON") << FileFormat::Json << QByteArray("name") << u"malformed_json"_s;
        QTest::newRow("newer format (TRP-251)")
            << FileFormat::Json << QByteArray(R"({"portier_trips":2,"trips":[]})") << u"format_unsupported"_s;
        QTest::newRow("no format number") << FileFormat::Json << QByteArray(R"({"trips":[]})") << u"required"_s;
        QTest::newRow("trips no list") << FileFormat::Json << QByteArray(R"({"portier_trips":1,"trips":{}})")
                                       << u"wrong_type"_s;
        QTest::newRow("bad price")
            << FileFormat::Json
            << QByteArray(
                   R"({"portier_trips":1,"trips":[],"snapshots":[{"trip":"a","taken_at":"soon","currency":"EUR"}]})")
            << u"instant_invalid"_s;
    }
    void refusesAWholeFile()
    {
        QFETCH(FileFormat, format);
        QFETCH(QByteArray, content);
        QFETCH(QString, code);
        const auto file = readTripFile(content, format);
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::Invalid);
        QCOMPARE(file.error().fields.isEmpty() ? file.error().code : file.error().fields.first().code, code);
    }

    void shippedSampleIsGood() // at least twelve trips, at most ten active (TRP-021)
    {
        const auto file = readTripFile(shippedSample(), FileFormat::Csv);
        QVERIFY(file);
        QVERIFY(file->ignoredColumns.isEmpty());
        QVERIFY(file->trips.size() >= 12);
        int active = 0;
        for (const FileTrip &trip : file->trips) {
            const auto request = readTrip(trip.body, importFacts());
            QVERIFY2(trip.problems.isEmpty() && request, qPrintable(u"line %1"_s.arg(trip.row)));
            active += request->status == TripStatus::Active ? 1 : 0;
        }
        QVERIFY(active <= 10);
    }

    void writesWhatItReads_data() // TRP-256
    {
        QTest::addColumn<FileFormat>("format");
        QTest::newRow("csv") << FileFormat::Csv;
        QTest::newRow("json") << FileFormat::Json;
    }
    void writesWhatItReads()
    {
        QFETCH(FileFormat, format);
        const auto file = readTripFile(shippedSample(), FileFormat::Csv);
        QVERIFY(file);
        for (const FileTrip &fileTrip : file->trips) {
            const auto request = readTrip(fileTrip.body, importFacts());
            QVERIFY(request);
            Trip trip;
            trip.plan = request->plan;
            trip.status = request->status;
            const QByteArray written =
                format == FileFormat::Csv
                    ? tripCsvHead() + tripCsvLine(trip, request->alert)
                    : QJsonDocument(QJsonObject{{u"portier_trips"_s, 1},
                                                {u"trips"_s, QJsonArray{tripFileJson(trip, request->alert)}}})
                          .toJson();
            const auto again = readTripFile(written, format);
            QVERIFY(again);
            const auto same = readTrip(again->trips.first().body, importFacts());
            QVERIFY2(same, qPrintable(request->plan.name));
            QVERIFY2(same->plan == request->plan, qPrintable(request->plan.name));
            QVERIFY(same->status == request->status);
            // Where mails and desktop notes go is a matter of JSON; the CSV columns do not have it.
            QVERIFY(same->alert == request->alert);
        }
    }

    void historyLinesArePlain() // TRP-256
    {
        Snapshot snapshot;
        snapshot.takenAt = fromMs(1'800'000'000'000);
        snapshot.currency = u"JPY"_s;
        snapshot.flightMinor = 145000;
        snapshot.flightSource = u"demo"_s;
        snapshot.simulated = true;
        QCOMPARE(historyCsvLine(u"=Tokio"_s, snapshot, QTimeZone("Europe/Berlin")),
                 QByteArray("'=Tokio,2027-01-15T08:00:00Z,2027-01-15T09:00:00,1,JPY,145000,,,demo,,false,false,false,"
                            "false,true\r\n"));
    }

    void historyLinesDisarmEveryText() // TRP-257: an import may have named its sources as it likes
    {
        Snapshot snapshot;
        snapshot.takenAt = fromMs(1'800'000'000'000);
        snapshot.currency = u"JPY"_s;
        snapshot.flightSource = u"=HYPERLINK(1)"_s;
        snapshot.hotelSource = u"@sum"_s;
        const QByteArray line = historyCsvLine(u"+1"_s, snapshot, QTimeZone::utc());
        QVERIFY2(line.startsWith("'+1,") && line.contains(",'=HYPERLINK(1),'@sum,"), line.constData());
    }

    void pricesSurviveTheJsonFormat() // TRP-255
    {
        Snapshot snapshot;
        snapshot.takenAt = fromMs(1'800'000'000'123);
        snapshot.currency = u"EUR"_s;
        snapshot.queryRevision = 3;
        snapshot.flightMinor = 31240;
        snapshot.hotelMinor = 70350;
        snapshot.totalMinor = 101590;
        snapshot.flightSource = u"duffel"_s;
        snapshot.complete = true;
        snapshot.cached = true;
        const QJsonObject document{{u"portier_trips"_s, 1},
                                   {u"trips"_s, QJsonArray()},
                                   {u"snapshots"_s, QJsonArray{snapshotFileJson(u"Lisbon"_s, snapshot)}}};
        const auto file = readTripFile(QJsonDocument(document).toJson(), FileFormat::Json);
        QVERIFY(file);
        const Snapshot &read = file->snapshots.first().snapshot;
        QCOMPARE(read.takenAt, snapshot.takenAt);
        QCOMPARE(read.totalMinor, snapshot.totalMinor);
        QCOMPARE(read.queryRevision, 3);
        QVERIFY(read.backfilled && read.cached && read.complete && !read.stale);
    }
};

QTEST_GUILESS_MAIN(TestTripFile)
#include "tst_tripfile.moc"
