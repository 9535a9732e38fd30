// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/airports.h"
#include "core/trips/sources/offerfilter.h"

#include <QTest>

using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{

FlightQuery aQuestion()
{
    FlightQuery query;
    query.origin = u"MUC"_s;
    query.destination = u"LON"_s;
    query.departDate = QDate(2027, 3, 14);
    query.returnDate = QDate(2027, 3, 21);
    return query;
}

FlightSegment aSegment(const QString &flight, const QString &from, const QString &to, const QString &departs)
{
    FlightSegment segment;
    segment.flight = flight;
    segment.carrier = flight.left(2);
    segment.from = from;
    segment.to = to;
    segment.departsLocal = departs;
    segment.minutes = 120;
    return segment;
}

/// A nonstop return offer that fits aQuestion(); tests bend one thing at a time.
FlightOffer anOffer(qint64 minor, const QString &flight = u"LH2470"_s)
{
    FlightOffer offer;
    offer.priceMinor = minor;
    offer.currency = u"USD"_s;
    offer.outbound = {aSegment(flight, u"MUC"_s, u"LHR"_s, u"2027-03-14T09:00"_s)};
    offer.inbound = {aSegment(flight + u"1"_s, u"LHR"_s, u"MUC"_s, u"2027-03-21T09:00"_s)};
    offer.key = flightKey(offer.outbound, offer.inbound, QDate(2027, 3, 14), QDate(2027, 3, 21));
    return offer;
}

HotelQuery aStay()
{
    HotelQuery query;
    query.city = u"Lisbon"_s;
    query.checkIn = QDate(2027, 3, 14);
    query.checkOut = QDate(2027, 3, 21);
    return query;
}

HotelOffer aRoom(const QString &hotel, qint64 minor, const QString &room = u"Standard"_s)
{
    HotelOffer offer;
    offer.name = hotel;
    offer.city = u"Lisbon"_s;
    offer.key = hotelKey(hotel, offer.city);
    offer.room = room;
    offer.stayMinor = minor;
    offer.currency = u"USD"_s;
    offer.nights = 7;
    offer.stars = 3;
    return offer;
}

SourceAnswer flightsOf(QList<FlightOffer> offers)
{
    SourceAnswer answer;
    answer.flights = std::move(offers);
    return answer;
}

SourceAnswer hotelsOf(QList<HotelOffer> offers)
{
    SourceAnswer answer;
    answer.hotels = std::move(offers);
    return answer;
}

} // namespace

class TestOfferFilter : public QObject
{
    Q_OBJECT
private:
    Airports m_airports;

    [[nodiscard]] SideResult price(const Query &query, const SourceAnswer &answer) const
    {
        return applyFilters(query, answer, m_airports);
    }

private Q_SLOTS:
    void cheapestKeptOfferIsThePrice() // TRP-082
    {
        const SideResult side =
            price(aQuestion(), flightsOf({anOffer(50000), anOffer(31240, u"BA950"_s), anOffer(40000, u"LH2"_s)}));
        QCOMPARE(side.status, SideStatus::Priced);
        QCOMPARE(side.priceMinor, std::optional<qint64>(31240));
        QCOMPARE(side.flights.constFirst().outbound.constFirst().carrier, u"BA"_s);
        QCOMPARE(side.counts.received, 3);
        QCOMPARE(side.counts.kept, 3);
    }

    void everyFilterHoldsWhateverTheSourceDid() // TRP-070: a source that ignores all of them changes nothing
    {
        const auto offerWith = [](qint64 minor, const QString &number, auto bend) {
            FlightOffer offer = anOffer(minor, number);
            bend(offer);
            return offer;
        };
        FlightQuery query = aQuestion();
        query.cabin = Cabin::Business;
        query.maxStops = 0;
        query.airlines = {u"LH"_s};
        query.airlineMatch = AirlineMatch::AllSegments;
        const auto asWished = [](FlightOffer &offer) {
            for (QList<FlightSegment> *way : {&offer.outbound, &offer.inbound}) {
                for (FlightSegment &segment : *way) {
                    segment.carrier = u"LH"_s;
                    segment.cabin = u"business"_s;
                }
            }
        };
        const QList<FlightOffer> offers{offerWith(10000, u"LH1"_s,
                                                  [&](FlightOffer &offer) {
                                                      asWished(offer);
                                                      offer.outbound[0].technicalStops = 1;
                                                  }),
                                        offerWith(20000, u"LH2"_s,
                                                  [&](FlightOffer &offer) {
                                                      asWished(offer);
                                                      offer.inbound[0].carrier = u"UA"_s;
                                                  }),
                                        offerWith(30000, u"LH3"_s,
                                                  [&](FlightOffer &offer) {
                                                      asWished(offer);
                                                      offer.outbound[0].cabin = u"economy"_s;
                                                  }),
                                        offerWith(40000, u"LH4"_s, asWished)};
        const SideResult side = price(query, flightsOf(offers));
        QCOMPARE(side.priceMinor, std::optional<qint64>(40000));
        QCOMPARE(side.counts.kept, 1);
        for (const QString &filter : {u"max_stops"_s, u"airlines"_s, u"cabin"_s})
            QCOMPARE(side.counts.filtered.value(filter), 1);
    }

    void unpricedOffersAreCountedNeverShown() // TRP-081, A28
    {
        QList<FlightOffer> offers{anOffer(19999)};
        for (int index = 0; index < 5; ++index) {
            FlightOffer offer = anOffer(1, u"LH%1"_s.arg(10 + index));
            offer.priceMinor.reset();
            offers.append(offer);
        }
        const SideResult side = price(aQuestion(), flightsOf(offers));
        QCOMPARE(side.priceMinor, std::optional<qint64>(19999));
        QCOMPARE(side.counts.unpriced, 5);
        QCOMPARE(side.flights.size(), 1);
    }

    void otherRoutesAndDaysAreMismatches_data() // TRP-071, A33
    {
        QTest::addColumn<FlightOffer>("offer");
        QTest::addColumn<bool>("kept");
        const auto row = [](const char *name, auto bend, bool kept) {
            FlightOffer offer = anOffer(10000);
            bend(offer);
            QTest::newRow(name) << offer << kept;
        };
        row(
            "as asked", [](FlightOffer &) {}, true);
        row(
            "another airport of the metro code", [](FlightOffer &o) { o.outbound[0].to = u"STN"_s; }, true);
        row(
            "day after", [](FlightOffer &o) { o.outbound[0].departsLocal = u"2027-03-15T01:00"_s; }, false);
        row(
            "other origin", [](FlightOffer &o) { o.outbound[0].from = u"FMM"_s; }, false);
        row(
            "other destination", [](FlightOffer &o) { o.outbound[0].to = u"MAN"_s; }, false);
        row(
            "return on another day", [](FlightOffer &o) { o.inbound[0].departsLocal = u"2027-03-22T09:00"_s; }, false);
        row(
            "return to elsewhere", [](FlightOffer &o) { o.inbound[0].to = u"NUE"_s; }, false);
        row(
            "no return", [](FlightOffer &o) { o.inbound.clear(); }, false);
        row(
            "return the source cannot name",
            [](FlightOffer &o) {
                o.inbound.clear();
                o.unverified = {u"return"_s};
            },
            true);
        row(
            "unnamed ends",
            [](FlightOffer &o) {
                o.inbound[0].from.clear();
                o.inbound[0].departsLocal.clear();
            },
            true);
    }
    void otherRoutesAndDaysAreMismatches()
    {
        QFETCH(FlightOffer, offer);
        QFETCH(bool, kept);
        const SideResult side = price(aQuestion(), flightsOf({offer}));
        QCOMPARE(side.counts.kept, kept ? 1 : 0);
        QCOMPARE(side.counts.mismatch, kept ? 0 : 1);
        if (!kept) {
            QCOMPARE(side.status, SideStatus::NoOffers);
            QCOMPARE(side.cause, u"filters"_s);
        }
    }

    void oneWayOffersHaveNoReturn() // TRP-071
    {
        FlightQuery query = aQuestion();
        query.returnDate.reset();
        FlightOffer oneWay = anOffer(100);
        oneWay.inbound.clear();
        QCOMPARE(price(query, flightsOf({oneWay})).counts.kept, 1);
        QCOMPARE(price(query, flightsOf({anOffer(100)})).counts.mismatch, 1);
    }

    void maxStopsCountsEachDirection_data() // TRP-072, A31
    {
        QTest::addColumn<int>("outSegments");
        QTest::addColumn<int>("backSegments");
        QTest::addColumn<int>("technicalStops");
        QTest::addColumn<int>("maxStops");
        QTest::addColumn<bool>("kept");
        QTest::newRow("nonstop both ways") << 1 << 1 << 0 << 0 << true;
        QTest::newRow("one stop on the way back") << 1 << 2 << 0 << 0 << false;
        QTest::newRow("one stop on the way out") << 2 << 1 << 0 << 0 << false;
        QTest::newRow("technical stop") << 1 << 1 << 1 << 0 << false;
        QTest::newRow("one each") << 2 << 2 << 0 << 1 << true;
        QTest::newRow("two plus technical") << 3 << 1 << 1 << 2 << false;
        QTest::newRow("three allowed") << 4 << 1 << 0 << 3 << true;
    }
    void maxStopsCountsEachDirection()
    {
        QFETCH(int, outSegments);
        QFETCH(int, backSegments);
        QFETCH(int, technicalStops);
        QFETCH(int, maxStops);
        QFETCH(bool, kept);
        FlightOffer offer = anOffer(100);
        const auto lengthen = [](QList<FlightSegment> &segments, int count) {
            while (segments.size() < count)
                segments.insert(1, aSegment(u"LH1"_s, {}, segments.constLast().to, {}));
        };
        lengthen(offer.outbound, outSegments);
        lengthen(offer.inbound, backSegments);
        offer.outbound[0].technicalStops = technicalStops;
        FlightQuery query = aQuestion();
        query.maxStops = maxStops;
        const SideResult side = price(query, flightsOf({offer, anOffer(900, u"BA1"_s)}));
        QCOMPARE(side.priceMinor, std::optional<qint64>(kept ? 100 : 900));
        QCOMPARE(side.counts.filtered.value(u"max_stops"_s), kept ? 0 : 1);
    }

    void airlinesByAnyOrAllSegments_data() // TRP-073, A32
    {
        QTest::addColumn<QString>("outCarrier");
        QTest::addColumn<QString>("outOperating");
        QTest::addColumn<QString>("backCarrier");
        QTest::addColumn<bool>("anySegment");
        QTest::addColumn<bool>("allSegments");
        QTest::newRow("all LH") << u"LH"_s << u"LH"_s << u"LH"_s << true << true;
        QTest::newRow("mixed") << u"LH"_s << u"LH"_s << u"UA"_s << true << false;
        QTest::newRow("operated by LH") << u"UA"_s << u"LH"_s << u"UA"_s << true << false;
        QTest::newRow("marketed by LH, operated by others") << u"LH"_s << u"CL"_s << u"LH"_s << true << true;
        QTest::newRow("none") << u"UA"_s << u"UA"_s << u"BA"_s << false << false;
    }
    void airlinesByAnyOrAllSegments()
    {
        QFETCH(QString, outCarrier);
        QFETCH(QString, outOperating);
        QFETCH(QString, backCarrier);
        QFETCH(bool, anySegment);
        QFETCH(bool, allSegments);
        FlightOffer offer = anOffer(100);
        offer.outbound[0].carrier = outCarrier;
        offer.outbound[0].operating = outOperating;
        offer.inbound[0].carrier = backCarrier;
        FlightQuery query = aQuestion();
        query.airlines = {u"LH"_s};
        QCOMPARE(price(query, flightsOf({offer})).counts.kept, anySegment ? 1 : 0);
        query.airlineMatch = AirlineMatch::AllSegments;
        QCOMPARE(price(query, flightsOf({offer})).counts.kept, allSegments ? 1 : 0);
    }

    void cabinIsJudgedOnTheLongestSegment() // TRP-074
    {
        FlightQuery query = aQuestion();
        query.cabin = Cabin::Business;
        FlightOffer offer = anOffer(100);
        QCOMPARE(price(query, flightsOf({offer})).counts.kept, 1); // the source names none
        offer.outbound[0].cabin = u"economy"_s;
        QCOMPARE(price(query, flightsOf({offer})).counts.filtered.value(u"cabin"_s), 1);
        FlightSegment longest = aSegment(u"LH3"_s, {}, u"LHR"_s, {});
        longest.minutes = 600;
        longest.cabin = u"first"_s;
        offer.outbound.append(longest);
        QCOMPARE(price(query, flightsOf({offer})).counts.kept, 1);
    }

    void starsDropCheaperAndUnrated() // TRP-075, A36
    {
        HotelOffer unrated = aRoom(u"A"_s, 100);
        unrated.stars.reset();
        HotelOffer four = aRoom(u"C"_s, 300);
        four.stars = 4;
        HotelQuery query = aStay();
        query.minStars = 4;
        const SideResult side = price(query, hotelsOf({unrated, aRoom(u"B"_s, 200), four}));
        QCOMPARE(side.priceMinor, std::optional<qint64>(300));
        QCOMPARE(side.counts.filtered.value(u"stars"_s), 2);
    }

    void preferredRooms_data() // TRP-076, A34
    {
        QTest::addColumn<QString>("room");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QStringList>("types");
        QTest::addColumn<QStringList>("views");
        QTest::addColumn<bool>("kept");
        const QStringList none;
        QTest::newRow("german sea view") << u"Doppelzimmer Meerblick"_s << u""_s << none << QStringList{u"ocean"_s}
                                         << true;
        QTest::newRow("courtyard is no ocean") << u"Courtyard"_s << u""_s << none << QStringList{u"ocean"_s} << false;
        QTest::newRow("Chelsea is no sea") << u"Chelsea Suite"_s << u""_s << none << QStringList{u"ocean"_s} << false;
        QTest::newRow("courtyard is a garden") << u"Courtyard"_s << u""_s << none << QStringList{u"garden"_s} << true;
        QTest::newRow("view in the description")
            << u"Double"_s << u"Facing the skyline"_s << none << QStringList{u"City"_s} << true;
        QTest::newRow("one of several views")
            << u"Poolside"_s << u""_s << none << QStringList{u"ocean"_s, u"garden"_s} << true;
        QTest::newRow("literal view") << u"Mountain room"_s << u""_s << none << QStringList{u"mountain"_s} << true;
        QTest::newRow("type by case and accent")
            << u"SUITE SUPÉRIEURE"_s << u""_s << QStringList{u"supérieure"_s} << none << true;
        QTest::newRow("type without accent")
            << u"Suite superieure"_s << u""_s << QStringList{u"Supérieure"_s} << none << true;
        QTest::newRow("type only in the description")
            << u"Double"_s << u"like a suite"_s << QStringList{u"suite"_s} << none << false;
        QTest::newRow("type and view") << u"Suite sea view"_s << u""_s << QStringList{u"suite"_s}
                                       << QStringList{u"ocean"_s} << true;
        QTest::newRow("type without the view")
            << u"Suite city view"_s << u""_s << QStringList{u"suite"_s} << QStringList{u"ocean"_s} << false;
    }
    void preferredRooms()
    {
        QFETCH(QString, room);
        QFETCH(QString, description);
        QFETCH(QStringList, types);
        QFETCH(QStringList, views);
        QFETCH(bool, kept);
        HotelOffer offer = aRoom(u"A"_s, 100, room);
        offer.description = description;
        HotelQuery query = aStay();
        query.roomTypes = types;
        query.views = views;
        QCOMPARE(price(query, hotelsOf({offer})).counts.kept, 1); // cheapest ignores both
        query.roomMode = RoomMode::Preferred;
        QCOMPARE(price(query, hotelsOf({offer})).counts.kept, kept ? 1 : 0);
    }

    void nightlyAmountsAreNoPrice() // TRP-083, A37
    {
        HotelOffer nightly = aRoom(u"A"_s, 100);
        nightly.stayMinor.reset();
        nightly.nightlyOnly = true;
        SourceAnswer answer = hotelsOf({nightly, aRoom(u"B"_s, 70000)});
        answer.partial = true;
        const SideResult side = price(aStay(), answer);
        QCOMPARE(side.priceMinor, std::optional<qint64>(70000));
        QCOMPARE(side.counts.unpricedReasons.value(u"nightly_only"_s), 1);
        QVERIFY(side.partial);
    }

    void otherCurrenciesAreNeverConverted() // TRP-084, A30
    {
        FlightOffer euros = anOffer(100);
        euros.currency = u"EUR"_s;
        SideResult side = price(aQuestion(), flightsOf({euros, anOffer(900, u"BA1"_s)}));
        QCOMPARE(side.priceMinor, std::optional<qint64>(900));
        QCOMPARE(side.counts.currency, 1);
        side = price(aQuestion(), flightsOf({euros}));
        QCOMPARE(side.status, SideStatus::Failed);
        QCOMPARE(side.failure.value().code, u"currency_mismatch"_s);
        QVERIFY(!side.failure->transient);
        QVERIFY(!side.priceMinor);
    }

    void equalKeysKeepTheCheapest() // TRP-089
    {
        const SideResult side = price(aQuestion(), flightsOf({anOffer(300), anOffer(200), anOffer(400)}));
        QCOMPARE(side.flights.size(), 1);
        QCOMPARE(side.priceMinor, std::optional<qint64>(200));
        QCOMPARE(side.counts.duplicate, 2);
    }

    void everyOfferIsCountedOnce() // TRP-078, TRP-087
    {
        FlightOffer unpriced = anOffer(1);
        unpriced.priceMinor.reset();
        FlightOffer stops = anOffer(2);
        stops.outbound.append(aSegment(u"LH9"_s, {}, u"LHR"_s, {}));
        FlightOffer mismatch = anOffer(3);
        mismatch.outbound[0].from = u"FRA"_s;
        SourceAnswer answer = flightsOf({unpriced, stops, mismatch, anOffer(4), anOffer(5)});
        answer.malformed = 2;
        answer.hiddenCity = 1;
        FlightQuery query = aQuestion();
        query.maxStops = 0;
        const OfferCounts counts = price(query, answer).counts;
        QCOMPARE(counts.received, 8);
        int filtered = 0;
        for (const int each : counts.filtered)
            filtered += each;
        QCOMPARE(counts.unpriced + counts.mismatch + counts.currency + counts.malformed + counts.duplicate + filtered +
                     counts.kept,
                 counts.received);
        QCOMPARE(counts.filtered.value(u"hidden_city"_s), 1);
    }

    void emptyAnswersSayWhy() // TRP-078
    {
        QCOMPARE(price(aQuestion(), {}).cause, u"source_empty"_s);
        FlightQuery query = aQuestion();
        query.airlines = {u"TP"_s};
        const SideResult side = price(query, flightsOf({anOffer(1)}));
        QCOMPARE(side.status, SideStatus::NoOffers);
        QCOMPARE(side.cause, u"filters"_s);
    }

    void keepsTheCheapestFiftyAndTwenty() // trips.md §2.4
    {
        QList<FlightOffer> flights;
        for (int index = 80; index > 0; --index)
            flights.append(anOffer(index, u"LH%1"_s.arg(index)));
        const SideResult side = price(aQuestion(), flightsOf(flights));
        QCOMPARE(side.flights.size(), 50);
        QCOMPARE(side.flights.constLast().priceMinor, std::optional<qint64>(50));
        QCOMPARE(side.counts.kept, 80);
        QList<HotelOffer> hotels;
        for (int index = 30; index > 0; --index)
            hotels.append(aRoom(u"H%1"_s.arg(index), index));
        QCOMPARE(price(aStay(), hotelsOf(hotels)).hotels.size(), 20);
    }
};

QTEST_GUILESS_MAIN(TestOfferFilter)
#include "tst_offerfilter.moc"
