// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/base/zonedtime.h"
#include "core/trips/airports.h"
#include "core/trips/sources/demomarket.h"
#include "core/trips/sources/demosource.h"
#include "core/trips/sources/offerfilter.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

FlightQuery aFlight()
{
    FlightQuery query;
    query.origin = u"MUC"_s;
    query.destination = u"LIS"_s;
    query.departDate = QDate(2027, 3, 14);
    query.returnDate = QDate(2027, 3, 21);
    query.adults = 2;
    return query;
}

FlightQuery aBusinessFlight()
{
    FlightQuery query;
    query.origin = u"LHR"_s;
    query.destination = u"JFK"_s;
    query.departDate = QDate(2027, 6, 1);
    query.cabin = Cabin::Business;
    return query;
}

HotelQuery aHotel()
{
    HotelQuery query;
    query.city = u"Lisbon"_s;
    query.countryCode = u"PT"_s;
    query.checkIn = QDate(2027, 3, 14);
    query.checkOut = QDate(2027, 3, 21);
    query.adultsPerRoom = 2;
    return query;
}

Instant on(QDate day)
{
    return startOfDay(day, QTimeZone::utc()) + 5h;
}

QCoro::Task<> store(QCoro::Task<SourceAnswer> task, SourceAnswer &into, bool &done)
{
    into = co_await task;
    done = true;
}

} // namespace

class TestDemoSource : public QObject
{
    Q_OBJECT
private:
    std::shared_ptr<ManualClock> m_clock = std::make_shared<ManualClock>(on(QDate(2027, 1, 10)));
    Airports m_airports;
    DemoSource m_market{m_clock, m_airports, {}};

    [[nodiscard]] std::optional<qint64> price(const Query &query, QDate day) const
    {
        return applyFilters(query, m_market.answer(query, day), m_airports).priceMinor;
    }

private Q_SLOTS:
    void bookingCurveIsLinearBetweenItsPoints_data() // TRP-163
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<int>("factor");
        for (const auto &[days, factor] : {std::pair{359, 11000},
                                           {180, 10600},
                                           {120, 10000},
                                           {60, 9400},
                                           {45, 9200},
                                           {21, 10500},
                                           {14, 11800},
                                           {7, 14000},
                                           {3, 16500},
                                           {0, 18500},
                                           {90, 9700},
                                           {10, 13058},
                                           {400, 11000},
                                           {-3, 18500}})
            QTest::addRow("%d days", days) << days << factor;
    }
    void bookingCurveIsLinearBetweenItsPoints()
    {
        QFETCH(int, days);
        QTEST(static_cast<int>(demo::bookingCurve(days)), "factor");
    }

    void daysOfTheWeekHaveTheirPrice_data() // TRP-164
    {
        QTest::addColumn<int>("day"); // of January 2027; the 4th is a Monday
        QTest::addColumn<int>("checked");
        QTest::addColumn<int>("departing");
        QTest::newRow("Monday") << 4 << 10000 << 10000;
        QTest::newRow("Tuesday") << 5 << 9700 << 9500;
        QTest::newRow("Wednesday") << 6 << 9800 << 9500;
        QTest::newRow("Thursday") << 7 << 10000 << 10000;
        QTest::newRow("Friday") << 8 << 10300 << 11000;
        QTest::newRow("Saturday") << 9 << 10200 << 10500;
        QTest::newRow("Sunday") << 10 << 10400 << 11000;
    }
    void daysOfTheWeekHaveTheirPrice()
    {
        QFETCH(int, day);
        QTEST(static_cast<int>(demo::checkDayFactor(QDate(2027, 1, day))), "checked");
        QTEST(static_cast<int>(demo::departureDayFactor(QDate(2027, 1, day))), "departing");
    }

    // TRP-161, A76: computed by an independent program from the formulas of TRP-162 to TRP-168.
    void pricesAreTheSameOnEveryMachine_data()
    {
        QTest::addColumn<QDate>("day");
        QTest::addColumn<qint64>("flight");
        QTest::addColumn<qint64>("business");
        QTest::addColumn<qint64>("hotel");
        QTest::newRow("63 days ahead") << QDate(2027, 1, 10) << qint64(86449) << qint64(125301) << qint64(34223);
        QTest::newRow("next day") << QDate(2027, 1, 11) << qint64(83126) << qint64(121994) << qint64(34967);
        QTest::newRow("cheapest weeks") << QDate(2027, 2, 1) << qint64(82080) << qint64(119390) << qint64(34195);
    }
    void pricesAreTheSameOnEveryMachine()
    {
        QFETCH(QDate, day);
        QFETCH(qint64, flight);
        QFETCH(qint64, business);
        QFETCH(qint64, hotel);
        QCOMPARE(price(aFlight(), day), std::optional(flight));
        QCOMPARE(price(aBusinessFlight(), day), std::optional(business));
        QCOMPARE(price(aHotel(), day), std::optional(hotel));
    }

    void sameQuestionGivesSameOffers() // TRP-161
    {
        const QDate day(2027, 1, 10);
        QCOMPARE(toJson(m_market.answer(aFlight(), day)), toJson(m_market.answer(aFlight(), day)));
        FlightQuery later = aFlight();
        later.departDate = later.departDate.addDays(1);
        QVERIFY(price(later, day) != price(aFlight(), day));
    }

    void offersLookLikeFlights() // TRP-167
    {
        int unpriced = 0;
        int answers = 0;
        for (QDate day(2026, 11, 1); day < QDate(2027, 3, 1); day = day.addDays(1)) {
            const SourceAnswer answer = m_market.answer(aFlight(), day);
            if (answer.isEmpty())
                continue;
            ++answers;
            QCOMPARE(answer.flights.size(), 12);
            QSet<QString> keys;
            qint64 cheapest = answer.flights.constFirst().priceMinor.value();
            for (const FlightOffer &offer : answer.flights) {
                keys.insert(offer.key);
                QVERIFY(offer.stopsOut() <= 2 && offer.stopsBack() <= 2);
                QVERIFY(offer.outbound.constFirst().carrier.endsWith(u'D'));
                QVERIFY(offer.outbound.constFirst().departsLocal < offer.outbound.constLast().arrivesLocal);
                unpriced += offer.priceMinor ? 0 : 1;
                QVERIFY(!offer.priceMinor || *offer.priceMinor >= cheapest);
                QVERIFY(!offer.priceMinor || *offer.priceMinor <= cheapest * 191 / 100);
            }
            QCOMPARE(keys.size(), 12);
            QCOMPARE(applyFilters(aFlight(), answer, m_airports).counts.mismatch, 0);
        }
        QVERIFY2(unpriced > answers / 2 && unpriced < answers * 2, qPrintable(QString::number(unpriced)));
    }

    void honoursTheFiltersOfATrip() // TRP-066, TRP-167, TRP-168
    {
        const QDate day(2027, 1, 10);
        FlightQuery query = aFlight();
        query.maxStops = 0;
        query.airlines = {u"LH"_s, u"TP"_s};
        query.airlineMatch = AirlineMatch::AllSegments;
        query.cabin = Cabin::First;
        const SideResult flights = applyFilters(query, m_market.answer(query, day), m_airports);
        QVERIFY(flights.counts.kept >= 9);
        QVERIFY(flights.counts.filtered.isEmpty());
        HotelQuery hotel = aHotel();
        hotel.minStars = 4;
        hotel.roomMode = RoomMode::Preferred;
        hotel.roomTypes = {u"deluxe"_s};
        hotel.views = {u"ocean"_s};
        const SideResult hotels = applyFilters(hotel, m_market.answer(hotel, day), m_airports);
        QVERIFY(!hotels.hotels.isEmpty());
        for (const HotelOffer &offer : hotels.hotels) {
            QVERIFY(offer.stars >= 4);
            QVERIFY(offer.room.startsWith(u"Deluxe"_s) && offer.room.contains(u"sea"_s));
        }
        QVERIFY(hotels.counts.filtered[u"stars"_s] > 0 && hotels.counts.filtered[u"room_types"_s] > 0);
    }

    void hotelsAreTheSameForEveryGuest() // TRP-168
    {
        HotelQuery other = aHotel();
        other.checkIn = QDate(2027, 7, 2);
        other.checkOut = QDate(2027, 7, 4);
        const auto first = m_market.answer(aHotel(), QDate(2027, 1, 10)).hotels;
        const auto second = m_market.answer(other, QDate(2027, 1, 10)).hotels;
        QCOMPARE(first.size(), 45);
        for (int index = 0; index < first.size(); ++index) {
            QCOMPARE(first.at(index).name, second.at(index).name);
            QCOMPARE(first.at(index).stars, second.at(index).stars);
        }
        // Rooms × 1.35 and × 2.1, rounded.
        const qint64 standard = first.at(0).stayMinor.value();
        QCOMPARE(first.at(1).stayMinor.value(), demo::scaled(standard, 13500));
        QCOMPARE(first.at(2).stayMinor.value(), demo::scaled(standard, 21000));
    }

    void pricesMoveButNeverJump() // TRP-165, TRP-166, A76
    {
        int questions = 0;
        int withDrop = 0;
        for (const QString &destination : {u"LIS"_s, u"JFK"_s, u"BCN"_s, u"NRT"_s, u"CPT"_s, u"OSL"_s, u"FCO"_s}) {
            for (int shift : {0, 30, 60}) {
                FlightQuery query = aFlight();
                query.destination = destination;
                query.departDate = query.departDate.addDays(shift);
                query.returnDate = query.departDate.addDays(7);
                ++questions;
                std::optional<qint64> before;
                bool dropped = false;
                for (QDate day(2027, 1, 10); day <= QDate(2027, 3, 7); day = day.addDays(1)) {
                    const auto now = price(query, day);
                    if (now && before) {
                        QVERIFY2(*now * 100 < *before * 160 && *now * 100 > *before * 40, qPrintable(destination));
                        dropped |= *now * 100 <= *before * 92;
                    }
                    before = now;
                }
                withDrop += dropped ? 1 : 0;
            }
        }
        QVERIFY2(withDrop * 2 > questions, qPrintable(QString::number(withDrop)));
    }

    void isEmptyOnOneDayInAHundred() // TRP-169
    {
        int empty = 0;
        int days = 0;
        for (int shift = 0; shift < 20; ++shift) {
            FlightQuery query = aFlight();
            query.departDate = query.departDate.addDays(shift);
            for (QDate day(2026, 9, 1); day < QDate(2027, 1, 1); day = day.addDays(1), ++days)
                empty += m_market.answer(query, day).isEmpty() ? 1 : 0;
        }
        QVERIFY2(empty * 200 > days && empty * 50 < days, qPrintable(QString::number(empty)));
    }

    void faultsHappenOnTheirDays() // TRP-169
    {
        using Fault = DemoSource::Fault;
        const QDate day(2027, 1, 10);
        const DemoSource faulty(
            m_clock, m_airports,
            {true, {{day, Fault::Fail}, {day.addDays(1), Fault::Empty}, {day.addDays(2), Fault::Glitch}}});
        QCOMPARE(faulty.answer(aFlight(), day).failure.value().failureClass, FailureClass::Transient);
        QVERIFY(faulty.answer(aFlight(), day.addDays(1)).isEmpty());
        const auto glitched = applyFilters(aFlight(), faulty.answer(aFlight(), day.addDays(2)), m_airports).priceMinor;
        QCOMPARE(*glitched, demo::scaled(price(aFlight(), day.addDays(2)).value(), 2200));
        QVERIFY(!faulty.answer(aFlight(), day.addDays(3)).failure);
    }

    void quotesFiveCurrencies() // TRP-170
    {
        QCOMPARE(demo::fromUsCents(10000, u"USD"_s), std::optional<qint64>(10000));
        QCOMPARE(demo::fromUsCents(10000, u"EUR"_s), std::optional<qint64>(9200));
        QCOMPARE(demo::fromUsCents(10000, u"GBP"_s), std::optional<qint64>(7900));
        QCOMPARE(demo::fromUsCents(10000, u"CHF"_s), std::optional<qint64>(8800));
        QCOMPARE(demo::fromUsCents(10000, u"JPY"_s), std::optional<qint64>(15000));
        QCOMPARE(demo::fromUsCents(10000, u"SEK"_s), std::nullopt);
        QCOMPARE(m_market.capabilities().currencies.size(), 5);
    }

    void answersAfterAVirtualMoment() // TRP-160
    {
        SourceAnswer got;
        bool done = false;
        const Instant asked = m_clock->now();
        auto task = store(m_market.fetch(aFlight(), nullptr), got, done);
        QVERIFY(!done);
        QVERIFY(m_clock->advanceToNextTimer(asked + 400ms));
        QVERIFY(done && got.simulated && got.flights.size() == 12);
        QVERIFY(m_clock->now() - asked >= 50ms);
    }

    void historyReachesBackSixtyDays() // TRP-171, A76
    {
        const Instant now = m_clock->now();
        const auto history = simulatedHistory(m_market, m_airports, aFlight(), aHotel(), now, 90);
        QCOMPARE(history.size(), 60);
        QCOMPARE(history.constFirst().takenAt, now - std::chrono::days(60));
        QCOMPARE(history.constLast().takenAt, now - std::chrono::days(1));
        for (const SimulatedDay &day : history) {
            QVERIFY(day.flights.simulated && day.flights.source == u"demo");
            QCOMPARE(day.flights.priceMinor, price(aFlight(), localDate(day.takenAt, QTimeZone::utc())));
        }
        const auto oneSide = simulatedHistory(m_market, m_airports, aFlight(), std::nullopt, now, 1);
        QCOMPARE(oneSide.constFirst().hotels.status, SideStatus::Untracked);
    }
};

QTEST_GUILESS_MAIN(TestDemoSource)
#include "tst_demosource.moc"
