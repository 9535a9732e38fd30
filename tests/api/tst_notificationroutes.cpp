// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/tripsapi.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::api;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{
/// Two trips of anna whose first prices are within their limits, so that each has told her.
QStringList toldTrips(TripsApi &http)
{
    http.world.market->set(u"LIS"_s, flightAt(28000));
    http.world.market->set(u"OPO"_s, flightAt(19000));
    http.world.start();
    const QJsonObject alert{{u"alert"_s, thresholdAlert(30000)}};
    const QStringList trips{http.createdId(merged(flightTrip(u"Lisbon"_s), alert)),
                            http.createdId(merged(flightTrip(u"Porto"_s, u"OPO"_s), alert))};
    http.world.clock->settle();
    return trips;
}

QJsonArray itemsOf(const ApiResponse &reply)
{
    return bodyOf(reply)[u"items"_s].toArray();
}
} // namespace

class TestNotificationRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsTheOwnOnes_data() { TestDatabase::backends(); }
    void listsTheOwnOnes() // TRP-210, PLT-139
    {
        QFETCH(QString, backend);
        TripsApi http(backend);
        const QStringList trips = toldTrips(http);
        const QJsonArray all = itemsOf(http.get(u"/notifications"_s));
        QCOMPARE(all.size(), 4); // a mail and a desktop message each
        for (const QJsonValue &item : all) {
            QCOMPARE(item[u"kind"_s].toString(), u"trip_price_alert"_s);
            QVERIFY(!item[u"address"_s].toString().startsWith(u"anna@"_s)); // masked
        }
        QCOMPARE(itemsOf(http.ask(Method::Get, u"/notifications"_s, {u"ben"_s})).size(), 0);

        const QJsonArray porto = itemsOf(http.get(u"/notifications?trip_id="_s + trips.at(1)));
        QCOMPARE(porto.size(), 2);
        QCOMPARE(porto[0][u"subject_name"_s].toString(), u"Porto"_s);
        QCOMPARE(itemsOf(http.get(u"/notifications?kind=trip_error"_s)).size(), 0);
        QCOMPARE(itemsOf(http.get(u"/notifications?state=sent"_s)).size(), 0);
        QCOMPARE(http.get(u"/notifications?state=lost"_s).status, 400);

        // The history outlives the trip (TRP-210).
        QCOMPARE(http.ask(Method::Delete, u"/trips/"_s + trips.at(1)).status, 204);
        QCOMPARE(itemsOf(http.get(u"/notifications?trip_id="_s + trips.at(1))).size(), 2);
    }

    void pages_data() { TestDatabase::backends(); }
    void pages() // PLT-053
    {
        QFETCH(QString, backend);
        TripsApi http(backend);
        toldTrips(http);
        QStringList seen;
        QString target = u"/notifications?limit=3"_s;
        for (int page = 0; page < 2; ++page) {
            const ApiResponse reply = http.get(target);
            for (const QJsonValue &item : itemsOf(reply))
                seen.append(item[u"id"_s].toString());
            target = u"/notifications?limit=3&cursor="_s + bodyOf(reply)[u"next_cursor"_s].toString();
        }
        QCOMPARE(seen.size(), 4);
        seen.removeDuplicates();
        QCOMPARE(seen.size(), 4);
        QCOMPARE(http.get(u"/notifications?cursor=nonsense"_s).status, 400);
    }
};

QTEST_GUILESS_MAIN(TestNotificationRoutes)
#include "tst_notificationroutes.moc"
