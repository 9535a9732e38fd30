// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripdetail.h"
#include "tests/app/faketransport.h"

#include <QQmlEngine>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

QJsonObject euros(int minor)
{
    return {{u"amount_minor"_s, minor}, {u"currency"_s, u"EUR"_s}};
}

/// Offers "<prefix>1" to "<prefix>n", dearer one by one.
QJsonArray offers(const QString &prefix, const QString &priceKey, const QList<int> &prices)
{
    QJsonArray list;
    for (int i = 0; i < prices.size(); ++i)
        list.append(QJsonObject{{u"key"_s, prefix + QString::number(i + 1)}, {priceKey, euros(prices.at(i))}});
    return list;
}

} // namespace

/// What the page of one trip does with offers and picks.
class tst_TripDetail : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void picksWorkWithoutTheNetwork();
    void anOldRangeNeedsNoNetwork();
    void onlyWhatWasPickedIsKept();
    void aMissingSideHasNoTotal();

private:
    [[nodiscard]] std::unique_ptr<TripDetail> open();
    [[nodiscard]] ApiReply reply(const ApiCall &call) const;
    /// "selected_total" of the points shown, 0 where there is none.
    [[nodiscard]] static QList<int> series(const TripDetail &detail);
    static int minor(const QVariant &price) { return price.toMap().value(u"amount_minor"_s).toInt(); }

    std::unique_ptr<QTemporaryDir> m_folder; ///< of the settings, which remember picks
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<App> m_app;
    FakeTransport *m_server = nullptr;
    QString m_snapshotId;
    QJsonArray m_flights, m_hotels;
};

void tst_TripDetail::init()
{
    m_snapshotId = u"s1"_s;
    m_flights = offers(u"flight"_s, u"price"_s, {10000, 11000, 12000});
    m_hotels = offers(u"hotel"_s, u"stay"_s, {50000, 60000, 70000});
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<QQmlEngine>();
    m_app = std::make_unique<App>(AppOptions{m_folder->path(), false, {}, std::make_shared<SystemClock>()});
    m_app->serve(*m_engine);
    auto transport = std::make_unique<FakeTransport>();
    m_server = transport.get();
    m_server->answer = [this](const ApiCall &call) { return reply(call); };
    m_app->client().setTransport(std::move(transport));
}

void tst_TripDetail::cleanup()
{
    m_app.reset();
    m_engine.reset();
}

ApiReply tst_TripDetail::reply(const ApiCall &call) const
{
    if (call.path.contains("/snapshots/"_L1))
        return FakeTransport::json(
            {{u"id"_s, m_snapshotId}, {u"offers"_s, QJsonObject{{u"flights"_s, m_flights}, {u"hotels"_s, m_hotels}}}});
    if (call.path.endsWith("/trips/t1"_L1))
        return FakeTransport::json({{u"id"_s, u"t1"_s},
                                    {u"track_flights"_s, true},
                                    {u"track_hotels"_s, true},
                                    {u"latest"_s, QJsonObject{{u"snapshot_id"_s, m_snapshotId}}}});
    if (call.path.endsWith("/history"_L1)) {
        const QJsonObject first{{u"revision"_s, 1}, {u"flight"_s, 9000}, {u"hotel"_s, 50000}, {u"total"_s, 59000}};
        const QJsonObject second{{u"revision"_s, 1}, {u"flight"_s, 10000}, {u"hotel"_s, 50000}, {u"total"_s, 60000}};
        const QJsonObject flights{{u"flight1"_s, QJsonArray{9000, 10000}}, {u"flight2"_s, QJsonArray{10500, 11000}}};
        const QJsonObject hotels{{u"hotel1"_s, QJsonArray{50000, 50000}},
                                 {u"hotel3"_s, QJsonArray{71000, QJsonValue()}}};
        return FakeTransport::json({{u"currency"_s, u"EUR"_s},
                                    {u"points"_s, QJsonArray{first, second}},
                                    {u"offers"_s, QJsonObject{{u"flights"_s, flights}, {u"hotels"_s, hotels}}}});
    }
    return FakeTransport::json({{u"items"_s, QJsonArray()}});
}

QList<int> tst_TripDetail::series(const TripDetail &detail)
{
    QList<int> totals;
    const QVariantList points = detail.history().value(u"points"_s).toList();
    for (const QVariant &point : points)
        totals.append(point.toMap().value(u"selected_total"_s).toInt());
    return totals;
}

std::unique_ptr<TripDetail> tst_TripDetail::open()
{
    auto detail = std::make_unique<TripDetail>();
    QQmlEngine::setContextForObject(detail.get(), m_engine->rootContext());
    detail->setTripId(u"t1"_s);
    const auto loaded = [&] { return detail->flights().size() == m_flights.size() && !detail->history().isEmpty(); };
    if (!QTest::qWaitFor(loaded))
        qFatal("the offers do not come");
    return detail;
}

void tst_TripDetail::picksWorkWithoutTheNetwork() // A80, TRP-273, TRP-275
{
    auto detail = open();
    QCOMPARE(minor(detail->totalPrice()), 60000);  // the cheapest of both
    QCOMPARE(series(*detail), (QList<int>{0, 0})); // and no line of its own for what is the total anyway
    m_server->reachable = false;
    const qsizetype calls = m_server->calls.size();
    detail->pickFlight(u"flight2"_s);
    QCOMPARE(minor(detail->totalPrice()), 61000);
    QCOMPARE(series(*detail), (QList<int>{60500, 61000}));
    detail->pickHotel(u"hotel3"_s);
    QCOMPARE(minor(detail->totalPrice()), 81000);
    QCOMPARE(series(*detail), (QList<int>{81500, 82000})); // not quoted on the second day: the last price goes on
    QCOMPARE(m_server->calls.size(), calls);

    m_server->reachable = true;
    m_app->client().tryNow();
    detail = open(); // the page again
    QCOMPARE(detail->flightKey(), u"flight2"_s);
    QCOMPARE(detail->hotelKey(), u"hotel3"_s);
    QCOMPARE(minor(detail->totalPrice()), 81000);
    QCOMPARE(series(*detail), (QList<int>{81500, 82000}));
}

void tst_TripDetail::anOldRangeNeedsNoNetwork() // TRP-275, TRP-283
{
    auto detail = open();
    detail->setDays(90);
    QTRY_COMPARE(m_app->client().inFlight(), 0);
    m_server->reachable = false;
    detail->pickFlight(u"flight2"_s);
    detail->setDays(30);
    QCOMPARE(series(*detail), (QList<int>{60500, 61000}));
}

void tst_TripDetail::onlyWhatWasPickedIsKept() // TRP-273: else the cheapest after each new snapshot
{
    auto detail = open();
    detail->pickFlight(u"flight2"_s);
    m_snapshotId = u"s2"_s;
    m_flights = offers(u"flight"_s, u"price"_s, {9000, 11500});
    m_hotels = offers(u"inn"_s, u"stay"_s, {40000, 50000});
    detail->reload();
    QTRY_COMPARE(detail->hotelKey(), u"inn1"_s);
    QCOMPARE(detail->flightKey(), u"flight2"_s);
    QCOMPARE(minor(detail->totalPrice()), 51500);

    m_snapshotId = u"s3"_s;
    m_flights = offers(u"flight"_s, u"price"_s, {9500}); // the pick is offered no more
    detail->reload();
    QTRY_COMPARE(detail->flightKey(), u"flight1"_s);
}

void tst_TripDetail::aMissingSideHasNoTotal() // TRP-086, TRP-272
{
    m_hotels = {};
    const auto detail = open();
    QVERIFY(detail->flightPrice().isValid());
    QVERIFY(detail->totalPrice().isNull());
}

QTEST_MAIN(tst_TripDetail)
#include "tst_tripdetail.moc"
