// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/offer.h"
#include "core/trips/sources/query.h"

#include <QJsonDocument>
#include <QTest>

using namespace portier::trips;
using namespace Qt::StringLiterals;

class TestOffers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsPrices_data() // TRP-080, TRP-081, A28, A29
    {
        QTest::addColumn<QJsonValue>("amount");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor"); // -1: unpriced
        const auto row = [](const char *name, const QJsonValue &amount, const QString &currency, qint64 minor) {
            QTest::newRow(name) << amount << currency << minor;
        };
        row("text", u"199.99"_s, u"USD"_s, 19999);
        row("one decimal", u"1234.5"_s, u"USD"_s, 123450);
        row("no decimals", u"1234"_s, u"JPY"_s, 1234);
        row("three decimals", u"1.2345"_s, u"KWD"_s, 1235);
        row("number", 199.99, u"USD"_s, 19999);
        row("number that binary cannot hold", 312.4, u"USD"_s, 31240);
        row("whole number", 312, u"USD"_s, 31200);
        row("half cent up", u"0.005"_s, u"USD"_s, 1);
        row("zero", 0, u"USD"_s, -1);
        row("rounds to zero", u"0.004"_s, u"USD"_s, -1);
        row("empty", QString(u""_s), u"USD"_s, -1);
        row("not available", u"N/A"_s, u"USD"_s, -1);
        row("negative", -5, u"USD"_s, -1);
        row("missing", QJsonValue(QJsonValue::Undefined), u"USD"_s, -1);
        row("null", QJsonValue(), u"USD"_s, -1);
        row("exponent", u"1e3"_s, u"USD"_s, -1);
        row("thousands comma", u"1,234.00"_s, u"USD"_s, -1);
        row("beyond int64", u"99999999999999999999"_s, u"USD"_s, -1);
        row("unknown currency", u"10"_s, u"XXQ"_s, -1);
        row("object", QJsonObject{}, u"USD"_s, -1);
    }
    void readsPrices()
    {
        QFETCH(QJsonValue, amount);
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        QCOMPARE(offerPrice(amount, currency).value_or(-1), minor);
    }

    void designatesFlights_data() // TRP-088
    {
        QTest::addColumn<QString>("carrier");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("flight");
        QTest::newRow("plain") << u"TP"_s << u"551"_s << u"TP551"_s;
        QTest::newRow("leading zeros") << u"TP"_s << u"0551"_s << u"TP551"_s;
        QTest::newRow("doubled carrier") << u"TP"_s << u"TP551"_s << u"TP551"_s;
        QTest::newRow("carrier twice, zeros") << u"TP"_s << u"TPTP0551"_s << u"TP551"_s;
        QTest::newRow("space") << u"LH"_s << u"LH 1760"_s << u"LH1760"_s;
        QTest::newRow("small letters") << u"lh"_s << u"lh1760"_s << u"LH1760"_s;
        QTest::newRow("carrier in number") << QString() << u"U28034"_s << u"U28034"_s;
        QTest::newRow("digit first") << QString() << u"4U0123"_s << u"4U123"_s;
        QTest::newRow("suffix") << u"LH"_s << u"123A"_s << u"LH123A"_s;
        QTest::newRow("no number") << u"LH"_s << u"LH"_s << QString();
        QTest::newRow("too long") << u"LH"_s << u"12345"_s << QString();
        QTest::newRow("digits alone") << QString() << u"1234"_s << QString();
        QTest::newRow("other carrier") << u"LH"_s << u"UA123"_s << QString();
    }
    void designatesFlights()
    {
        QFETCH(QString, carrier);
        QFETCH(QString, number);
        QTEST(flightDesignator(carrier, number), "flight");
    }

    void keysFollowAnOffer() // TRP-089
    {
        const QList<FlightSegment> out{
            {u"TP551"_s, u"TP"_s, {}, u"MUC"_s, u"LIS"_s, u"2027-03-14T11:45"_s, {}, 0, 0, {}}};
        const QList<FlightSegment> back{{u"TP558"_s, u"TP"_s, {}, u"LIS"_s, u"MUC"_s, {}, {}, 0, 0, {}}};
        QCOMPARE(flightKey(out, back, QDate(2027, 3, 14), QDate(2027, 3, 21)),
                 u"TP551:MUC-LIS:2027-03-14/TP558:LIS-MUC:2027-03-21"_s);
        QCOMPARE(hotelKey(u"Hôtel Mundial"_s, u"Lisbon"_s), u"hotel mundial@lisbon"_s);
        QCOMPARE(hotelKey(u"HOTEL  MUNDIAL!"_s, u"lisbon"_s), hotelKey(u"Hotel Mundial"_s, u"Lisbon"_s));
    }

    void flightsRoundTrip()
    {
        FlightOffer offer;
        offer.key = u"k"_s;
        offer.priceMinor = 31240;
        offer.currency = u"EUR"_s;
        offer.outbound = {{u"TP551"_s, u"TP"_s, u"NI"_s, u"MUC"_s, u"LIS"_s, u"2027-03-14T11:45"_s,
                           u"2027-03-14T14:00"_s, 195, 1, u"economy"_s}};
        offer.unverified = {u"return"_s};
        offer.minutesOut = 195;
        offer.link = u"https://example.org/x"_s;
        const QJsonObject json = toJson(offer);
        QCOMPARE(json[u"stops_out"].toInt(), 1);
        QCOMPARE(flightOfferFromJson(json).value(), offer);
        offer.priceMinor.reset();
        QVERIFY(toJson(offer)[u"price"].isNull()); // TRP-081
        QCOMPARE(flightOfferFromJson(toJson(offer)).value(), offer);
        QVERIFY(!flightOfferFromJson({}));
    }

    void hotelsRoundTrip()
    {
        HotelOffer offer;
        offer.key = u"hotel mundial@lisbon"_s;
        offer.name = u"Hotel Mundial"_s;
        offer.city = u"Lisbon"_s;
        offer.stars = 4;
        offer.room = u"Standard double"_s;
        offer.amenities = {u"Pool"_s};
        offer.stayMinor = 70350;
        offer.currency = u"EUR"_s;
        offer.nights = 7;
        const QJsonObject json = toJson(offer);
        QCOMPARE(json[u"nightly"][u"amount_minor"].toInt(), 10050); // TRP-083
        QCOMPARE(hotelOfferFromJson(json).value(), offer);
        offer.stayMinor.reset();
        offer.nightlyOnly = true;
        QVERIFY(toJson(offer)[u"nightly"].isNull());
        QCOMPARE(hotelOfferFromJson(toJson(offer)).value(), offer);
        QVERIFY(!hotelOfferFromJson({}));
    }

    void queriesRoundTrip()
    {
        FlightQuery flights;
        flights.origin = u"MUC"_s;
        flights.destination = u"LIS"_s;
        flights.departDate = QDate(2027, 3, 14);
        flights.maxStops = 0;
        flights.airlines = {u"TP"_s, u"LH"_s};
        const Query back = queryFromJson(toJson(Query(flights))).value();
        flights.airlines.sort();
        QCOMPARE(back, Query(flights));
        HotelQuery hotels;
        hotels.city = u"Lisbon"_s;
        hotels.checkIn = QDate(2027, 3, 14);
        hotels.checkOut = QDate(2027, 3, 21);
        hotels.minStars = 3;
        hotels.roomMode = RoomMode::Preferred;
        hotels.views = {u"ocean"_s};
        QCOMPARE(queryFromJson(toJson(Query(hotels))).value(), Query(hotels));
        QVERIFY(!queryFromJson({{u"side"_s, u"trains"_s}}));
        QVERIFY(!queryFromJson({{u"side"_s, u"flights"_s}, {u"depart_date"_s, u"soon"_s}}));
    }

    void canonicalJsonIsSortedAndTight()
    {
        QCOMPARE(canonicalJson({{u"b"_s, 1}, {u"a"_s, QJsonArray{1, 2}}, {u"c"_s, QJsonValue()}}),
                 QByteArray(R"({"a":[1,2],"b":1,"c":null})"));
    }
};

QTEST_GUILESS_MAIN(TestOffers)
#include "tst_offers.moc"
