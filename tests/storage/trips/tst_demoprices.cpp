// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// TRP-172: real prices replace demo ones everywhere.
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
FakeMarket::Answer demoAt(qint64 minor)
{
    FakeMarket::Answer answer = flightAt(minor, u"demo"_s);
    answer.result.simulated = true;
    return answer;
}

/// A trip with an alert at 300 EUR that demo prices of 310 and 280 have fired, and then a real price came.
QString tripThatTurnedReal(TripWorld &world, qint64 realMinor)
{
    world.market->set(u"LIS"_s, demoAt(31000));
    world.start();
    const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(30000)}}));
    world.market->set(u"LIS"_s, demoAt(28000));
    world.refresh(id);
    world.market->set(u"LIS"_s, flightAt(realMinor));
    world.refresh(id);
    return id;
}
} // namespace

class TestDemoPrices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRuleStartsAnew_data() { TestDatabase::backends(); }
    void theRuleStartsAnew() // TRP-172
    {
        QFETCH(QString, backend);
        TripWorld world(backend);
        const QString id = tripThatTurnedReal(world, 29000);
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations ORDER BY id"_s),
                 (QStringList{u"above"_s, u"crossed"_s, u"source_kind_changed"_s}));
        const AlertMemory memory = world.trip(id).rule->memory;
        QCOMPARE(memory.state, AlertState::Armed);
        QVERIFY(!memory.lastAlertedMinor);
        QCOMPARE(memory.previousMinor, std::optional<qint64>(29000));
        world.market->set(u"LIS"_s, flightAt(28900));
        world.refresh(id); // judged against the real price, not against the demo alert at 280
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations ORDER BY id DESC"_s).first(), u"crossed"_s);
    }

    void chartAndStatisticsForgetThem_data() { TestDatabase::backends(); }
    void chartAndStatisticsForgetThem() // TRP-172, TRP-233
    {
        QFETCH(QString, backend);
        TripWorld world(backend);
        const QString id = tripThatTurnedReal(world, 35000);
        QVERIFY(!world.trip(id).latest->value(u"change"_s).isObject()); // no comparison with a demo price

        HistoryQuery query;
        query.bucket = Bucket::None;
        const auto real = world.wait(world.snapshots->history(world.anna(), id, query));
        QCOMPARE(real->points.size(), 1);
        QCOMPARE(real->alerts.size(), 0);
        QCOMPARE(real->lowest->minor, 35000);
        QCOMPARE(real->revisionStarts.value(1), real->points.first().at);

        query.includeSimulated = true; // "show demo data"
        const auto all = world.wait(world.snapshots->history(world.anna(), id, query));
        QCOMPARE(all->points.size(), 3);
        QCOMPARE(all->alerts.size(), 1);
        QCOMPARE(all->revisionStarts.value(1), all->points.first().at);

        const auto backtest = world.wait(world.alerts->backtest(world.anna(), id, thresholdAlert(30000)));
        QCOMPARE(backtest->snapshots, 1);
        QCOMPARE(backtest->alerts.size(), 0);
    }

    void anEditedRuleJudgesNoDemoPrice_data() { TestDatabase::backends(); }
    void anEditedRuleJudgesNoDemoPrice() // TRP-172, TRP-188
    {
        QFETCH(QString, backend);
        TripWorld world(backend);
        world.market->set(u"LIS"_s, demoAt(28000));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.market->set(u"LIS"_s, nothing()); // the real source found nothing
        world.refresh(id);
        const auto put = world.wait(world.alerts->put(world.anna(), id, thresholdAlert(30000)));
        QVERIFY(put);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestDemoPrices)
#include "tst_demoprices.moc"
