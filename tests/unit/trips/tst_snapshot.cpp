// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/snapshot.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
const Instant now = fromMs(1'800'000'000'000);

TripPlan plan(bool flights = true, bool hotels = true)
{
    TripPlan plan;
    plan.currency = u"EUR"_s;
    if (flights)
        plan.flights = FlightFilters();
    if (hotels)
        plan.hotels = HotelFilters();
    return plan;
}

SideResult priced(Side side, qint64 minor)
{
    SideResult result;
    result.side = side;
    result.status = SideStatus::Priced;
    result.priceMinor = minor;
    result.currency = u"EUR"_s;
    result.source = side == Side::Flights ? u"duffel"_s : u"liteapi"_s;
    result.fetchedAt = now - std::chrono::seconds(side == Side::Flights ? 2 : 9);
    return result;
}

SideResult empty(Side side)
{
    SideResult result = priced(side, 0);
    result.status = SideStatus::NoOffers;
    result.priceMinor.reset();
    return result;
}

SideResult failed(Side side, const QString &code, bool transient)
{
    return SideResult::failed(side, {code, u"serpapi"_s, transient, {}});
}

SideResult side(Side which, const QString &kind)
{
    if (kind == u"priced"_s)
        return priced(which, which == Side::Flights ? 31240 : 70350);
    if (kind == u"partial"_s) {
        SideResult result = priced(which, 31240);
        result.partial = true;
        return result;
    }
    if (kind == u"empty"_s)
        return empty(which);
    if (kind == u"no_source"_s) {
        SideResult result = SideResult::untracked(which);
        result.status = SideStatus::NoSource;
        return result;
    }
    return kind == u"untracked"_s ? SideResult::untracked(which) : failed(which, u"timeout"_s, true);
}
} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judgesTheOutcome_data() // TRP-091
    {
        QTest::addColumn<QString>("flights");
        QTest::addColumn<QString>("hotels");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *flights, const char *hotels, const char *outcome) {
            QTest::addRow("%s, %s", flights, hotels)
                << QString::fromLatin1(flights) << QString::fromLatin1(hotels) << QString::fromLatin1(outcome);
        };
        row("priced", "priced", "complete");
        row("priced", "untracked", "complete");
        row("untracked", "priced", "complete");
        row("partial", "priced", "degraded");
        row("partial", "untracked", "degraded");
        row("priced", "failed", "degraded");
        row("priced", "empty", "degraded");
        row("no_source", "priced", "degraded");
        row("empty", "empty", "empty");
        row("empty", "untracked", "empty");
        row("empty", "failed", "failed");
        row("failed", "failed", "failed");
        row("failed", "untracked", "failed");
        row("no_source", "untracked", "failed");
        row("empty", "no_source", "failed");
    }
    void judgesTheOutcome()
    {
        QFETCH(QString, flights);
        QFETCH(QString, hotels);
        QFETCH(QString, outcome);
        const TripPlan trip = plan(flights != u"untracked"_s, hotels != u"untracked"_s);
        const CheckResult result = composeCheck(trip, 1, side(Side::Flights, flights), side(Side::Hotels, hotels), now);
        QCOMPARE(toText(result.outcome), outcome);
        QCOMPARE(result.snapshot.has_value(), outcome != u"failed"_s); // TRP-092
        QCOMPARE(result.error.has_value(), outcome == u"failed"_s);
        if (result.snapshot) {
            QCOMPARE(result.snapshot->complete, outcome == u"complete"_s);
            QCOMPARE(result.snapshot->degraded, outcome == u"degraded"_s);
        }
    }

    void sumsTheSides() // A24, TRP-085
    {
        const auto result = composeCheck(plan(), 3, priced(Side::Flights, 31240), priced(Side::Hotels, 70350), now);
        QCOMPARE(result.snapshot->totalMinor, std::optional<qint64>(101590));
        QCOMPARE(result.snapshot->flightSource, u"duffel"_s);
        QCOMPARE(result.snapshot->hotelSource, u"liteapi"_s);
        QCOMPARE(result.snapshot->queryRevision, 3);
        QCOMPARE(result.snapshot->amount(Measure::FlightTotal), std::optional<qint64>(31240));
    }

    void neverSumsOneSide() // A25, TRP-086, TRP-185
    {
        const auto result =
            composeCheck(plan(), 1, priced(Side::Flights, 31240), failed(Side::Hotels, u"timeout"_s, true), now);
        QVERIFY(!result.snapshot->totalMinor);
        QCOMPARE(missingSides(plan(), *result.snapshot), QStringList{u"hotels"_s});
        const AlertSample sample = toSample(*result.snapshot, Measure::TripTotal, plan(), 1, false);
        QVERIFY(!sample.priceMinor);
        const QJsonObject latest = latestJson(plan(), *result.snapshot, {});
        QVERIFY(latest.value(u"total"_s).isNull());
        QVERIFY(!latest.contains(u"change"_s));
    }

    void oneTrackedSideIsTheTotal() // TRP-085
    {
        const auto result =
            composeCheck(plan(true, false), 1, priced(Side::Flights, 31240), SideResult::untracked(Side::Hotels), now);
        QCOMPARE(result.snapshot->totalMinor, std::optional<qint64>(31240));
        QVERIFY(!result.snapshot->hotelMinor);
    }

    void overflowIsNoTotal() // TRP-085
    {
        const auto result = composeCheck(plan(), 1, priced(Side::Flights, std::numeric_limits<qint64>::max()),
                                         priced(Side::Hotels, 1), now);
        QVERIFY(!result.snapshot->totalMinor);
    }

    void namesThePermanentCause() // A26, TRP-032, TRP-092
    {
        const auto result = composeCheck(plan(), 1, failed(Side::Flights, u"timeout"_s, true),
                                         failed(Side::Hotels, u"auth"_s, false), now);
        QCOMPARE(result.error->code, u"auth"_s);
        QCOMPARE(result.error->side, u"hotels"_s);
        QVERIFY(!result.error->transient);
        QCOMPARE(result.error->sides, (QJsonObject{{u"flights"_s, u"timeout"_s}, {u"hotels"_s, u"auth"_s}}));
        QCOMPARE(checkErrorFromJson(toJson(*result.error)), result.error);
    }

    void flagsComeFromAnySide()
    {
        SideResult hotels = priced(Side::Hotels, 70350);
        hotels.stale = true;
        hotels.cached = true;
        const auto result = composeCheck(plan(), 1, priced(Side::Flights, 31240), hotels, now);
        QVERIFY(result.snapshot->stale);
        QVERIFY(result.snapshot->cached);
        QVERIFY(!result.snapshot->isGood()); // TRP-044
        const AlertSample sample = toSample(*result.snapshot, Measure::FlightTotal, plan(), 1, false);
        QVERIFY(sample.stale); // step 2: any side
    }

    void samplesSeeTheirMeasure()
    {
        SideResult hotels = priced(Side::Hotels, 70350);
        hotels.partial = true;
        const Snapshot snapshot = *composeCheck(plan(), 2, priced(Side::Flights, 31240), hotels, now).snapshot;
        const AlertSample flight = toSample(snapshot, Measure::FlightTotal, plan(), 2, false);
        QCOMPARE(flight.source, u"duffel"_s);
        QVERIFY(!flight.partial);
        QCOMPARE(flight.fetchedAt, now - std::chrono::seconds(2));
        const AlertSample total = toSample(snapshot, Measure::TripTotal, plan(), 3, true);
        QCOMPARE(total.source, u"duffel+liteapi"_s);
        QVERIFY(total.partial);
        QCOMPARE(total.fetchedAt, now - std::chrono::seconds(9));
        QVERIFY(!total.presentRevision);
        QVERIFY(total.tripPaused);
    }

    void comparesWithAnOlderPrice_data() // TRP-233
    {
        QTest::addColumn<qint64>("then");
        QTest::addColumn<qint64>("present");
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<qint64>("tenths");
        QTest::newRow("the example") << qint64(32690) << qint64(31240) << qint64(-1450) << qint64(-44);
        QTest::newRow("up") << qint64(10000) << qint64(10005) << qint64(5) << qint64(1);
        QTest::newRow("down half a tenth") << qint64(10000) << qint64(9995) << qint64(-5) << qint64(-1);
        QTest::newRow("less than half a tenth") << qint64(10000) << qint64(10004) << qint64(4) << qint64(0);
        QTest::newRow("same") << qint64(10000) << qint64(10000) << qint64(0) << qint64(0);
    }
    void comparesWithAnOlderPrice()
    {
        QFETCH(qint64, then);
        QFETCH(qint64, present);
        QFETCH(qint64, amount);
        QFETCH(qint64, tenths);
        Snapshot older;
        older.flightMinor = then;
        older.takenAt = fromMs(5);
        Snapshot newer;
        newer.flightMinor = present;
        const auto change = priceChange(Measure::FlightTotal, newer, older);
        QCOMPARE(change->amountMinor, amount);
        QCOMPARE(change->percentTenths, tenths);
        QCOMPARE(change->since, fromMs(5));
        QVERIFY(!priceChange(Measure::HotelTotal, newer, older));
    }
};

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
