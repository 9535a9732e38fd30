// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/trips/tripfigures.h"
#include "core/trips/tripretention.h"
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

namespace
{
/// The newest check of a trip.
PriceCheck lastCheck(TripWorld &world, const QString &tripId)
{
    const auto page = world.wait(world.refreshes->checks(world.anna(), tripId, 1, {}));
    if (!page || page->items.isEmpty())
        qFatal("no check");
    return page->items.first();
}

Snapshot lastSnapshot(TripWorld &world, const QString &tripId)
{
    const auto page = world.wait(world.snapshots->page(world.anna(), tripId, {}, 1, {}));
    if (!page || page->items.isEmpty())
        qFatal("no snapshot");
    return page->items.first();
}
} // namespace

class TestPriceChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pricesBothSides_data() { TestDatabase::backends(); }
    void pricesBothSides() // A01, A24, TRP-093
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"Lisbon"_s, hotelAt(70350));
        world.start();
        const QString id = world.create(lisbonTrip());
        const TripView view = world.trip(id);
        QVERIFY(!view.openCheck);
        QCOMPARE(view.trip.lastRefreshedAt, std::optional(world.clock->now()));
        QCOMPARE((*view.latest)[u"total"_s].toObject()[u"amount_minor"_s].toInteger(), 101590);
        QCOMPARE((*view.latest)[u"flight_source"_s].toString(), u"duffel"_s);
        QCOMPARE((*view.latest)[u"hotel_source"_s].toString(), u"liteapi"_s);
        QCOMPARE(lastCheck(world, id).outcome, std::optional(CheckOutcome::Complete));
        QVERIFY(world.feedKinds().contains(u"price_snapshot.created"_s));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM jobs WHERE kind = 'trips.check' AND state = 'done'"_s), 1);

        const auto shown = world.wait(world.snapshots->find(world.anna(), id, lastSnapshot(world, id).id, true));
        QCOMPARE(shown->offers->value(u"flights"_s).toArray().size(), 1);
        QCOMPARE(shown->offers->value(u"hotels"_s).toArray().size(), 1);
        QCOMPARE(shown->snapshot.sides[u"flights"_s][u"status"_s].toString(), u"priced"_s);
    }

    void storesOneSideWithoutATotal_data() { TestDatabase::backends(); }
    void storesOneSideWithoutATotal() // A25, TRP-086, TRP-091, TRP-185
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"Lisbon"_s, failing(u"timeout"_s, true, Side::Hotels));
        world.start();
        const QString id = world.create(lisbonTrip());
        const Snapshot snapshot = lastSnapshot(world, id);
        QVERIFY(snapshot.degraded);
        QCOMPARE(snapshot.flightMinor, std::optional<qint64>(31240));
        QVERIFY(!snapshot.totalMinor);
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations"_s), QStringList{u"price_missing"_s});
        QCOMPARE((*world.trip(id).latest)[u"missing"_s].toArray(), QJsonArray{u"hotels"_s});
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
    }

    void failsWithTheCodeOfEachSide_data() { TestDatabase::backends(); }
    void failsWithTheCodeOfEachSide() // A26, TRP-092, TRP-195
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, failing(u"timeout"_s, true));
        world.market->set(u"Lisbon"_s, failing(u"rate_limited"_s, true, Side::Hotels));
        world.start();
        const QString id = world.create(lisbonTrip());
        const PriceCheck check = lastCheck(world, id);
        QCOMPARE(check.outcome, std::optional(CheckOutcome::Failed));
        QCOMPARE(check.error->sides, (QJsonObject{{u"flights"_s, u"timeout"_s}, {u"hotels"_s, u"rate_limited"_s}}));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations"_s), 0);
        QVERIFY(!world.trip(id).trip.lastRefreshedAt);
        QCOMPARE(world.trip(id).trip.lastCheckedAt, std::optional(world.clock->now()));
    }

    void emptyIsAnAnswer_data() { TestDatabase::backends(); }
    void emptyIsAnAnswer() // A27, TRP-091, TRP-195
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, nothing());
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        QCOMPARE(lastCheck(world, id).outcome, std::optional(CheckOutcome::Empty));
        QVERIFY(!lastSnapshot(world, id).totalMinor);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        QCOMPARE(world.trip(id).rule->memory.state, AlertState::Armed);
    }

    void errorsCountUp_data() { TestDatabase::backends(); }
    void errorsCountUp() // A22, TRP-032, TRP-200
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, failing(u"timeout"_s, true));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        QCOMPARE(world.trip(id).trip.lastError->consecutive, 1);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        world.refresh(id);
        world.refresh(id);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Error);
        QCOMPARE(world.trip(id).trip.lastError->consecutive, 3);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM notification_events WHERE kind = 'trip_error'"_s), 1);
        world.refresh(id);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM notification_events WHERE kind = 'trip_error'"_s), 1);
        world.market->set(u"LIS"_s, flightAt(31240));
        world.refresh(id);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        QVERIFY(!world.trip(id).trip.lastError);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM audit_log WHERE action = 'trip.status_changed'"_s), 2);
    }

    void permanentErrorsCountAtOnce_data() { TestDatabase::backends(); }
    void permanentErrorsCountAtOnce() // A23, TRP-032
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, failing(u"auth"_s, false));
        world.start();
        QCOMPARE(world.trip(world.create(flightTrip(u"Lisbon"_s))).trip.status, TripStatus::Error);
    }

    void guardsAgainstDuplicates_data() { TestDatabase::backends(); }
    void guardsAgainstDuplicates() // A42, TRP-094
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.clock->advance(std::chrono::seconds(40));
        QVERIFY(world.wait(world.refreshes->refreshOne(world.anna(), id)));
        world.clock->settle();
        QCOMPARE(world.market->calls.size(), 1);
        QCOMPARE(lastCheck(world, id).outcome, std::optional(CheckOutcome::Duplicate));
        QCOMPARE(lastCheck(world, id).snapshotId, lastSnapshot(world, id).id);
        // It is a finished check like any other (trips.md 2.1, TRP-290).
        QCOMPARE(world.trip(id).trip.lastCheckedAt, std::optional(world.clock->now()));
        const QByteArray metrics = world.metrics.render();
        QVERIFY2(metrics.contains("portier_price_checks_total{outcome=\"duplicate\",trigger=\"manual\"} 1"),
                 metrics.constData());
        world.clock->advance(std::chrono::seconds(20));
        QVERIFY(world.wait(world.refreshes->refreshOne(world.anna(), id)));
        world.clock->settle();
        QCOMPARE(world.market->calls.size(), 2);
    }

    void degradedDoesNotBlock_data() { TestDatabase::backends(); }
    void degradedDoesNotBlock() // A42, TRP-094
    {
        ON_EACH_BACKEND();
        auto partial = flightAt(31240);
        partial.result.partial = true;
        world.market->set(u"LIS"_s, partial);
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.clock->advance(std::chrono::seconds(5));
        QVERIFY(world.wait(world.refreshes->refreshOne(world.anna(), id)));
        world.clock->settle();
        QCOMPARE(world.market->calls.size(), 2);
        QCOMPARE(lastCheck(world, id).outcome, std::optional(CheckOutcome::Degraded));
    }

    void editsOvertakeARunningCheck_data() { TestDatabase::backends(); }
    void editsOvertakeARunningCheck() // TRP-095
    {
        ON_EACH_BACKEND();
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(20);
        world.market->set(u"LIS"_s, slow);
        world.market->then(u"LIS"_s, flightAt(40000));
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        const auto edited = world.wait(world.trips->patch(world.anna(), id, QJsonObject{{u"adults"_s, 2}}, 1));
        QVERIFY(edited->check.asked->joined);
        world.clock->advance(std::chrono::minutes(1));
        world.clock->settle();
        QCOMPARE(world.column(u"SELECT CAST(query_revision AS TEXT) FROM price_snapshots ORDER BY taken_at"_s),
                 (QStringList{u"1"_s, u"2"_s}));
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations ORDER BY created_at, id"_s),
                 (QStringList{u"query_changed"_s, u"first_sample"_s}));
        QCOMPARE((*world.trip(id).latest)[u"total"_s][u"amount_minor"_s].toInteger(), 40000);
        QCOMPARE(lastCheck(world, id).trigger, Trigger::Edit);
    }

    void editsTakeOverAQueuedCheck_data() { TestDatabase::backends(); }
    void editsTakeOverAQueuedCheck() // TRP-095
    {
        ON_EACH_BACKEND();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        const auto edited = world.wait(world.trips->patch(world.anna(), id, QJsonObject{{u"adults"_s, 2}}, 1));
        QCOMPARE(edited->check.asked->check.trigger, Trigger::Edit);
        QCOMPARE(edited->check.asked->check.queryRevision, 2);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_checks"_s), 1);
    }

    void pauseLetsARunningCheckFinish_data() { TestDatabase::backends(); }
    void pauseLetsARunningCheckFinish() // TRP-028
    {
        ON_EACH_BACKEND();
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(20);
        world.market->set(u"LIS"_s, slow);
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        world.clock->advance(std::chrono::minutes(1));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 1);
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations"_s), QStringList{u"trip_paused"_s});
        QCOMPARE(world.trip(id).trip.status, TripStatus::Paused);
    }

    void staleDoesNotCountAsRefreshed_data() { TestDatabase::backends(); }
    void staleDoesNotCountAsRefreshed() // A50, TRP-044, TRP-107
    {
        ON_EACH_BACKEND();
        auto stale = flightAt(31240);
        stale.result.stale = true;
        stale.result.cached = true;
        world.market->set(u"LIS"_s, stale);
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        QVERIFY(lastSnapshot(world, id).stale);
        QVERIFY(!world.trip(id).trip.lastRefreshedAt);
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations"_s), QStringList{u"stale"_s});
    }

    void writesAllOrNothing_data() { TestDatabase::backends(); }
    void writesAllOrNothing() // TRP-093, PLT-147
    {
        ON_EACH_BACKEND();
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(1);
        world.market->set(u"LIS"_s, slow);
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        for (int n : {3, 6, 9, 12, 15}) {
            world.db.failStatement(n); // somewhere in the transaction that writes the findings
            world.clock->advance(std::chrono::seconds(1));
            world.db.failStatement(0);
            const qint64 snapshots = world.count(u"SELECT COUNT(*) FROM price_snapshots"_s);
            QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations"_s), snapshots);
            QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_checks WHERE state = 'done'"_s), snapshots);
        }
        world.clock->advance(std::chrono::minutes(30));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations WHERE fired = 1"_s), 1);
        QCOMPARE(world.trip(id).rule->memory.state, AlertState::Alerted);
    }

    void survivesARestart_data() { TestDatabase::backends(); }
    void survivesARestart() // TRP-049, TRP-097
    {
        ON_EACH_BACKEND();
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(20);
        world.market->set(u"LIS"_s, slow);
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.stop();
        world.clock->advance(std::chrono::seconds(30));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 0);
        world.start();
        world.clock->advance(std::chrono::minutes(1));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 1);
        QCOMPARE(lastCheck(world, id).outcome, std::optional(CheckOutcome::Complete));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_checks"_s), 1);
    }

    void comparesWithThePreviousPrice_data() { TestDatabase::backends(); }
    void comparesWithThePreviousPrice() // TRP-233
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(32690));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        QVERIFY(!(*world.trip(id).latest).contains(u"change"_s));
        const Instant first = world.clock->now();
        world.market->set(u"LIS"_s, nothing());
        world.refresh(id);
        QVERIFY(!(*world.trip(id).latest).contains(u"change"_s));
        world.market->set(u"LIS"_s, flightAt(31240));
        world.refresh(id);
        const QJsonObject change = (*world.trip(id).latest)[u"change"_s].toObject();
        QCOMPARE(change[u"amount_minor"_s].toInteger(), -1450);
        QCOMPARE(change[u"percent_tenths"_s].toInteger(), -44);
        QCOMPARE(change[u"since"_s].toString(), toRfc3339(first));
    }

    void showsHistoryByDay_data() { TestDatabase::backends(); }
    void showsHistoryByDay() // TRP-275's data
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(32000));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        world.market->set(u"LIS"_s, flightAt(31000));
        world.refresh(id);
        world.market->set(u"LIS"_s, flightAt(33000, u"serpapi"_s));
        world.refresh(id);
        world.advanceTo(u"2027-01-11T06:10"_s);

        const auto all = world.wait(world.snapshots->history(world.anna(), id, {{}, Bucket::None, {}, {}, false}));
        QCOMPARE(all->points.size(), 4);
        QVERIFY(all->points.at(2).marks.contains(u"source_changed"_s));
        HistoryQuery query;
        query.flightKey = u"TP551:MUC-LIS:2027-03-14"_s;
        const auto days = world.wait(world.snapshots->history(world.anna(), id, query));
        QCOMPARE(days->points.size(), 2);
        QCOMPARE(days->points.first().day, QDate(2027, 1, 10));
        QCOMPARE(days->points.first().totalMinor, std::optional<qint64>(31000));
        QCOMPARE(days->points.first().selectedFlightMinor, std::optional<qint64>(31000));
        QCOMPARE(days->points.last().day, QDate(2027, 1, 11));
        QCOMPARE(days->lowest->minor, 31000);
        QCOMPARE(days->revisionStarts.keys(), QList<int>{1});
    }

    void followsEveryOffer_data() { TestDatabase::backends(); }
    void followsEveryOffer() // TRP-273, TRP-275: any choice of offers has its series at hand
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(32000));
        world.market->then(u"LIS"_s, flightAt(31000));
        world.market->set(u"Lisbon"_s, hotelAt(70350));
        world.market->then(u"Lisbon"_s, failing(u"timeout"_s, true, Side::Hotels));
        world.market->then(u"Lisbon"_s, hotelAt(69000));
        world.start();
        const QString id = world.create(lisbonTrip());
        world.clock->settle();
        world.refresh(id);
        world.refresh(id);
        HistoryQuery query;
        query.bucket = Bucket::None;
        QVERIFY(!world.wait(world.snapshots->history(world.anna(), id, query))->offers);
        query.withOffers = true;
        const auto history = world.wait(world.snapshots->history(world.anna(), id, query));
        QCOMPARE(history->points.size(), 3);
        QCOMPARE(history->offers->value(Side::Flights).value(u"TP551:MUC-LIS:2027-03-14"_s),
                 (OfferPrices{32000, 31000, 31000}));
        QCOMPARE(history->offers->value(Side::Hotels).value(u"hotel mundial@lisbon"_s),
                 (OfferPrices{70350, std::nullopt, 69000}));
        query.bucket = Bucket::Day; // the cheapest point of the day stands for it
        const auto day = world.wait(world.snapshots->history(world.anna(), id, query));
        QCOMPARE(day->offers->value(Side::Hotels).value(u"hotel mundial@lisbon"_s), OfferPrices{69000});
    }

    void keepsTheCheapestOfOldDays_data() { TestDatabase::backends(); }
    void keepsTheCheapestOfOldDays() // TRP-001, TRP-003
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(33000));
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(33000)}}));
        for (const qint64 minor : {31000, 34000, 32000}) {
            world.market->set(u"LIS"_s, flightAt(minor));
            world.refresh(id);
        }
        world.stop();
        TripSettings settings;
        const auto removeOld = [&world, &settings] {
            return world.db->writeBlocking([settings, now = world.clock->now()](storage::Transaction &tx) {
                return removeOldPrices(tx, settings, now);
            });
        };
        settings.snapshotRetentionDays = 1;
        QCOMPARE(*removeOld(), 0);
        world.clock->advance(std::chrono::hours(26));
        QCOMPARE(*removeOld(), 1); // 33000 and 31000 alerted and 31000 is the day's cheapest; 32000 alerted again
        QCOMPARE(world.column(u"SELECT CAST(flight_minor AS TEXT) FROM price_snapshots ORDER BY taken_at"_s),
                 (QStringList{u"33000"_s, u"31000"_s, u"32000"_s}));
        world.clock->advance(std::chrono::hours(24 * 401));
        QVERIFY(*removeOld() > 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_checks"_s), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations"_s), 3);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots"_s), 3);
    }

    void keepsACompletePriceOfOldDays_data() { TestDatabase::backends(); }
    void keepsACompletePriceOfOldDays() // TRP-001: not a cheaper one that lacks something
    {
        ON_EACH_BACKEND();
        FakeMarket::Answer partial = flightAt(20000);
        partial.result.partial = true;
        FakeMarket::Answer stale = flightAt(25000);
        stale.result.stale = true;
        world.market->set(u"LIS"_s, partial);
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        for (const FakeMarket::Answer &answer : {flightAt(32000), stale, flightAt(31000)}) {
            world.market->set(u"LIS"_s, answer);
            world.refresh(id);
        }
        world.stop();
        world.clock->advance(std::chrono::hours(26));
        TripSettings settings;
        settings.snapshotRetentionDays = 1;
        QVERIFY(world.db->writeBlocking(
            [&](storage::Transaction &tx) { return removeOldPrices(tx, settings, world.clock->now()); }));
        QCOMPARE(world.column(u"SELECT CAST(flight_minor AS TEXT) FROM price_snapshots"_s), QStringList{u"31000"_s});
    }

    void countsForMetrics_data() { TestDatabase::backends(); }
    void countsForMetrics() // PLT-165, TRP-290, TRP-291
    {
        ON_EACH_BACKEND();
        TripFigures figures(*world.db, world.clock, world.metrics);
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.create(flightTrip(u"Lisbon"_s));
        (void)world.metrics.render(); // shows the last count and starts the next one
        world.clock->settle();
        const QByteArray text = world.metrics.render();
        QVERIFY(text.contains("portier_trips{status=\"active\"} 1"));
        QVERIFY(text.contains("portier_price_checks_24h{result=\"complete\"} 1"));
        QVERIFY(text.contains("portier_price_checks_total{outcome=\"complete\",trigger=\"initial\"} 1"));
        QVERIFY(text.contains("trips_created_total 1"));
        QCoro::waitFor(figures.stop());
    }

    void inventsHistoryForDemos_data() { TestDatabase::backends(); }
    void inventsHistoryForDemos() // A76, TRP-171, TRP-172
    {
        ON_EACH_BACKEND();
        world.environment->simulatedHistory = [](const TripPlan &, Instant now) {
            QList<SimulatedDay> days;
            for (int day = 60; day >= 1; --day) {
                SideResult result = flightAt(30000 + day, u"demo"_s).result;
                result.simulated = true;
                days.append({now - std::chrono::days(day), result, SideResult::untracked(Side::Hotels)});
            }
            return days;
        };
        world.market->set(u"LIS"_s, flightAt(31240));
        const QString id = world.create(
            merged(flightTrip(u"Lisbon"_s), {{u"demo_history"_s, true}, {u"alert"_s, thresholdAlert(95000)}}));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_snapshots WHERE backfilled = 1 AND simulated = 1"_s), 60);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM alert_evaluations"_s), 0);
        QCOMPARE(world.wait(world.snapshots->history(world.anna(), id, {}))->points.size(), 60);
        QCOMPARE(world.wait(world.alerts->backtest(world.anna(), id, thresholdAlert(30050)))->alerts.size(), 1);
        world.start();
        QCOMPARE(world.wait(world.snapshots->history(world.anna(), id, {}))->points.size(), 1);
        HistoryQuery both;
        both.includeSimulated = true;
        QCOMPARE(world.wait(world.snapshots->history(world.anna(), id, both))->points.size(), 61);
    }
};

QTEST_GUILESS_MAIN(TestPriceChecks)
#include "tst_pricechecks.moc"
