// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/operations/metrics.h"
#include "core/trips/airports.h"
#include "core/trips/sources/pricefinder.h"
#include "tests/emulators/emulator.h"
#include "tests/support/onecallsource.h"
#include "tests/support/testdatabase.h"

#include <QRandomGenerator>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace std::chrono_literals;

namespace
{

constexpr int days = 30;
constexpr int users = 40;
constexpr int tripCount = 100;
constexpr int flightQueries = 60;
constexpr int hotelQueries = 50;

/// What the reference load asks at one instant: all trips of one user.
struct Asking {
    Instant at;
    int user = 0;
    Trigger trigger = Trigger::Schedule;
};

QList<Asking> referenceLoad(Instant start)
{
    static const QStringList zones{u"Europe/Berlin"_s, u"America/New_York"_s, u"Asia/Tokyo"_s, u"Pacific/Auckland"_s};
    const QDate first = localDate(start, QTimeZone::utc());
    QRandomGenerator random(110); // the same load at every run
    QList<Asking> load;
    for (int user = 0; user < users; ++user) {
        const QTimeZone zone = *zoneByName(zones.at(user % zones.size()));
        for (int day = 0; day < days; ++day)
            load.append({resolveLocal(first.addDays(day + 1), QTime(6, 0), zone).instant, user, Trigger::Schedule});
        for (int week = 0; week * 7 < days; ++week) {
            for (int refresh = 0; refresh < 2; ++refresh) {
                const Millis offset = std::chrono::days(1 + week * 7) + Millis(random.bounded(7 * 86'400'000));
                if (offset < std::chrono::days(days))
                    load.append({start + offset, user, Trigger::Manual});
            }
        }
    }
    std::stable_sort(load.begin(), load.end(), [](const Asking &a, const Asking &b) { return a.at < b.at; });
    return load;
}

Query flightQuery(int trip)
{
    FlightQuery query;
    query.origin = u"MUC"_s;
    query.destination = u"LIS"_s;
    query.departDate = QDate(2027, 6, 1).addDays(trip % flightQueries);
    query.returnDate = query.departDate.addDays(7);
    return query;
}

Query hotelQuery(int trip)
{
    HotelQuery query;
    query.city = u"City %1"_s.arg(trip % hotelQueries);
    query.checkIn = QDate(2027, 6, 1);
    query.checkOut = QDate(2027, 6, 8);
    return query;
}

QCoro::Task<> collect(QCoro::Task<SideResult> task, int &left)
{
    (void)co_await task;
    --left;
}

QCoro::Task<> readStatus(PriceFinder &finder, std::optional<QList<SourceStatus>> &into)
{
    const auto all = co_await finder.status();
    into = all.value();
}

} // namespace

class TestPriceLoad : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reuseSavesMoreThanAThird() // TRP-109, TRP-110, A47
    {
        const Emulator emulator(u"skiplagged"_s);
        const auto clock = std::make_shared<ManualClock>(fromMs(1'799'539'200'000)); // 2027-01-10T00:00:00Z
        const TestDatabase db(u"sqlite"_s, clock);
        operations::Metrics metrics;
        const Airports airports;
        const auto source = std::make_shared<OneCallSource>(u"first"_s, emulator.url(), aPrice(10000));
        PriceFinderOptions options;
        options.order = {{Side::Flights, {u"first"_s}}, {Side::Hotels, {u"first"_s}}};
        PriceFinder finder(*db, clock, metrics, airports, {source}, options);

        qint64 asked = 0;
        const QList<Asking> load = referenceLoad(clock->now());
        for (const Asking &asking : load) {
            clock->advanceTo(asking.at);
            int left = 0;
            std::vector<QCoro::Task<>> tasks;
            for (int trip = asking.user; trip < tripCount; trip += users) {
                left += 2;
                asked += 2;
                tasks.push_back(collect(finder.price(flightQuery(trip), asking.trigger), left));
                tasks.push_back(collect(finder.price(hotelQuery(trip), asking.trigger), left));
            }
            clock->settle();
            QCOMPARE(left, 0);
        }

        std::optional<QList<SourceStatus>> status;
        const auto reading = readStatus(finder, status);
        clock->settle();
        const QJsonObject saving = status.value().constFirst().details[u"saving"].toObject();
        const int live = emulator.calls(u"initialize"_s);
        QCOMPARE(saving[u"live_calls"].toInt(), live);
        QCOMPARE(saving[u"avoided_calls"].toInteger(), asked - live);
        const double independent = 1.0 - static_cast<double>(live) / static_cast<double>(asked);
        QCOMPARE(saving[u"ratio"].toDouble(), independent);
        QVERIFY2(independent > 0.30, qPrintable(QString::number(independent)));
        QVERIFY(metrics.render().contains("portier_price_calls_saved_ratio{source=\"first\"}"));
        const auto stopping = finder.stop();
        clock->settle();
    }
};

QTEST_GUILESS_MAIN(TestPriceLoad)
#include "tst_priceload.moc"
