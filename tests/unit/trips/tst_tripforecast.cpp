// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripforecast.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
const QDate today(2027, 1, 10);

SourceCost cost(int callsPerCheck, qint64 used, std::optional<qint64> limit, qint64 recent, Side side = Side::Flights)
{
    return {u"serpapi"_s, side, callsPerCheck, used, limit, recent};
}
} // namespace

class TestTripForecast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsChecks_data()
    {
        QTest::addColumn<QDate>("depart");
        QTest::addColumn<Frequency>("frequency");
        QTest::addColumn<int>("checks");
        QTest::newRow("near, daily") << today.addDays(30) << Frequency::Daily << 30;
        QTest::newRow("near, every three days") << today.addDays(30) << Frequency::EveryThreeDays << 10;
        QTest::newRow("middle") << today.addDays(63) << Frequency::Daily << 10;
        QTest::newRow("far") << today.addDays(200) << Frequency::Daily << 5;
        QTest::newRow("far, weekly") << today.addDays(200) << Frequency::Weekly << 5;
        QTest::newRow("leaves today") << today << Frequency::Daily << 1;
        QTest::newRow("leaves in four days") << today.addDays(4) << Frequency::Daily << 5;
        // Days 0, 3, … while more than 30 days are left, then every day: 0 3 6 9, 10 … 29.
        QTest::newRow("comes near on the way") << today.addDays(40) << Frequency::Daily << 24;
    }
    void countsChecks() // TRP-043, TRP-122
    {
        QFETCH(QDate, depart);
        QFETCH(Frequency, frequency);
        QTEST(checksWithin(depart, frequency, today, 30), "checks");
    }

    void namesTierChanges() // TRP-043, the example of trips.md section 10
    {
        const auto changes = tierChanges(QDate(2027, 3, 14), Frequency::Daily, today);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().on, QDate(2027, 2, 12));
        QCOMPARE(changes.first().intervalDays, 1);
        QCOMPARE(tierChanges(today.addDays(200), Frequency::Daily, today).size(), 2);
        QCOMPARE(tierChanges(today.addDays(200), Frequency::Weekly, today).size(), 0);
    }

    void projectsTheEndOfABudget_data()
    {
        QTest::addColumn<qint64>("used");
        QTest::addColumn<qint64>("recent");
        QTest::addColumn<QDate>("day");
        QTest::newRow("lasts for the month") << qint64(10) << qint64(20) << QDate();
        QTest::newRow("ends") << qint64(190) << qint64(110) << today.addDays(15); // 60 left, 4 a day
        QTest::newRow("used up") << qint64(250) << qint64(0) << today;
        QTest::newRow("over") << qint64(300) << qint64(0) << today;
        QTest::newRow("the next month begins first") << qint64(190) << qint64(60) << QDate();
    }
    void projectsTheEndOfABudget() // TRP-121, TRP-122
    {
        QFETCH(qint64, used);
        QFETCH(qint64, recent);
        QFETCH(QDate, day);
        const TripForecast forecast =
            forecastTrip(today.addDays(63), Frequency::Daily, today, today, {cost(1, used, 250, recent)});
        QCOMPARE(forecast.sources.size(), 1);
        QCOMPARE(forecast.sources.first().addedPerMonth, 10);
        QCOMPARE(forecast.sources.first().exhaustedOn.value_or(QDate()), day);
    }

    void bothSidesWearOneBudget()
    {
        const TripForecast forecast = forecastTrip(today.addDays(10), Frequency::Daily, today, today,
                                                   {cost(4, 0, 100, 0), cost(11, 0, 100, 0, Side::Hotels)});
        QCOMPARE(forecast.sources.at(0).addedPerMonth, 44);
        QCOMPARE(forecast.sources.at(1).addedPerMonth, 121);
        // 165 calls in 30 days
        QCOMPARE(forecast.sources.at(0).exhaustedOn, std::optional(today.addDays(18)));
        QCOMPARE(forecast.sources.at(1).exhaustedOn, std::optional(today.addDays(18)));
    }

    void aSourceWithoutBudgetLasts()
    {
        const TripForecast forecast =
            forecastTrip(today.addDays(10), Frequency::Daily, today, today, {cost(4, 5000, {}, 5000)});
        QVERIFY(!forecast.sources.first().exhaustedOn);
    }
};

QTEST_GUILESS_MAIN(TestTripForecast)
#include "tst_tripforecast.moc"
