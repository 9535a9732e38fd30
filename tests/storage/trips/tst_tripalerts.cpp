// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/notifications/mailfacts.h"
#include "core/trips/tripmails.h"
#include "core/trips/tripretention.h"
#include "tests/storage/trips/tripworld.h"
#include "tests/support/faultwalk.h"

#include <QJsonArray>
#include <QJsonDocument>
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
QStringList reasons(TripWorld &world)
{
    return world.column(u"SELECT reason FROM alert_evaluations ORDER BY created_at, id"_s);
}

qint64 alertEvents(TripWorld &world)
{
    return world.count(u"SELECT COUNT(*) FROM notification_events WHERE kind = 'trip_price_alert'"_s);
}

QString tripWithAlert(TripWorld &world, qint64 firstPrice, const QJsonObject &alert)
{
    world.market->set(u"LIS"_s, flightAt(firstPrice));
    world.start();
    return world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, alert}}));
}

void price(TripWorld &world, const QString &id, qint64 minor)
{
    world.market->set(u"LIS"_s, flightAt(minor));
    world.refresh(id);
}
} // namespace

class TestTripAlerts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firesByTheTable_data() { TestDatabase::backends(); }
    void firesByTheTable() // A64, TRP-180, TRP-190
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        for (const qint64 minor : {94000, 93500, 92100, 96000, 94500})
            price(world, id, minor);
        QCOMPARE(reasons(world),
                 (QStringList{u"above"_s, u"crossed"_s, u"not_a_new_low"_s, u"new_low"_s, u"rearmed"_s, u"crossed"_s}));
        QCOMPARE(alertEvents(world), 3);
        QCOMPARE(world.feedKinds().count(u"alert.fired"_s), 3);
        QCOMPARE(world.trip(id).rule->memory.lastAlertedMinor, std::optional<qint64>(94500));
    }

    void firstSampleFires_data() { TestDatabase::backends(); }
    void firstSampleFires() // A65
    {
        ON_EACH_BACKEND();
        tripWithAlert(world, 90000, thresholdAlert(95000));
        QCOMPARE(reasons(world), QStringList{u"first_sample"_s});
        QCOMPARE(alertEvents(world), 1);
    }

    void confirmsOutliersLater_data() { TestDatabase::backends(); }
    void confirmsOutliersLater() // A67, TRP-183, TRP-184
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        price(world, id, 25000);
        QCOMPARE(world.trip(id).rule->memory.state, AlertState::Pending);
        QCOMPARE(alertEvents(world), 0);
        const auto history = world.wait(world.snapshots->history(world.anna(), id, {{}, Bucket::None, {}, {}, false}));
        QVERIFY(history->points.last().marks.contains(u"unconfirmed"_s));
        world.market->set(u"LIS"_s, flightAt(25500));
        const qsizetype calls = world.market->calls.size();
        world.clock->advance(std::chrono::minutes(29));
        QCOMPARE(world.market->calls.size(), calls);
        world.clock->advance(std::chrono::minutes(1));
        world.clock->settle();
        QCOMPARE(world.market->calls.size(), calls + 1);
        QCOMPARE(reasons(world).last(), u"crossed"_s);
        QCOMPARE(world.column(u"SELECT note FROM alert_evaluations WHERE reason = 'crossed'"_s),
                 QStringList{u"pending_confirmed"_s});
        QCOMPARE(world.column(u"SELECT check_trigger FROM price_checks ORDER BY created_at, id"_s).last(),
                 u"confirm"_s);
        QCOMPARE(alertEvents(world), 1);
    }

    void discardsOutliers_data() { TestDatabase::backends(); }
    void discardsOutliers() // A67
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        price(world, id, 25000);
        world.market->set(u"LIS"_s, flightAt(98000));
        world.clock->advance(std::chrono::minutes(31));
        QCOMPARE(reasons(world).last(), u"above"_s);
        QCOMPARE(alertEvents(world), 0);
    }

    void nothingIsMeasuredByAnOutlier_data() { TestDatabase::backends(); }
    void nothingIsMeasuredByAnOutlier() // TRP-184, TRP-188, TRP-233: not "previous" for anything until confirmed
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(20000));
        const auto changeOf = [&] { return (*world.trip(id).latest)[u"change"_s][u"amount_minor"_s].toInteger(); };
        const auto doubted = [&] {
            QStringList prices;
            const auto history =
                world.wait(world.snapshots->history(world.anna(), id, {{}, Bucket::None, {}, {}, false}));
            for (const HistoryPoint &point : history->points) {
                if (point.marks.contains(u"unconfirmed"_s))
                    prices.append(QString::number(*point.totalMinor));
            }
            return prices.join(u' ');
        };
        const auto lowest = [&] {
            return world.wait(world.snapshots->history(world.anna(), id, {}))
                ->lowest.value_or(SnapshotStore::Lowest())
                .minor;
        };
        price(world, id, 25000);
        QCOMPARE(doubted(), u"25000"_s);
        QCOMPARE(lowest(), 100000);
        // A rule that is edited now judges the newest price that is believed.
        QVERIFY(world.wait(world.alerts->put(world.anna(), id, thresholdAlert(30000))));
        QCOMPARE(reasons(world).last(), u"above"_s);
        price(world, id, 98000);
        QCOMPARE(changeOf(), -2000);
        QCOMPARE(lowest(), 98000);

        price(world, id, 26000);
        QCOMPARE(doubted(), u"25000 26000"_s);
        price(world, id, 26500);
        QCOMPARE(reasons(world).last(), u"crossed"_s);
        QCOMPARE(doubted(), u"25000"_s);
        QCOMPARE(changeOf(), 500);
        QCOMPARE(lowest(), 26000);
    }

    void aConfirmedOutlierNeedsNoSecondLook_data() { TestDatabase::backends(); }
    void aConfirmedOutlierNeedsNoSecondLook() // TRP-183: any later sample may confirm
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        price(world, id, 25000);
        price(world, id, 25100);
        const qsizetype calls = world.market->calls.size();
        world.clock->advance(std::chrono::hours(1));
        QCOMPARE(world.market->calls.size(), calls);
        QCOMPARE(alertEvents(world), 1);
    }

    void anyDropAddsUp_data() { TestDatabase::backends(); }
    void anyDropAddsUp() // A68, TRP-186
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 50000, {{u"kind"_s, u"any_drop"_s}, {u"measure"_s, u"flight_total"_s}});
        for (const qint64 minor : {49500, 48900, 60000, 58900})
            price(world, id, minor);
        QCOMPARE(reasons(world), (QStringList{u"reference_set"_s, u"drop_too_small"_s, u"dropped"_s,
                                              u"reference_raised"_s, u"drop_too_small"_s}));
        QCOMPARE(alertEvents(world), 1);
    }

    void editingJudgesAtOnce_data() { TestDatabase::backends(); }
    void editingJudgesAtOnce() // A69, TRP-188
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        const auto put = world.wait(world.alerts->put(world.anna(), id, thresholdAlert(101000)));
        QCOMPARE(put->rule.revision, 2);
        QCOMPARE(put->rule.memory.state, AlertState::Alerted);
        QVERIFY(put->evaluation->fired);
        QCOMPARE(alertEvents(world), 1);
        // The same body again changes nothing.
        QCOMPARE(world.wait(world.alerts->put(world.anna(), id, thresholdAlert(101000)))->rule.revision, 2);
        QCOMPARE(alertEvents(world), 1);
        // Through the trip itself.
        const auto patched =
            world.wait(world.trips->patch(world.anna(), id, QJsonObject{{u"alert"_s, thresholdAlert(102000)}}, 1));
        QVERIFY(patched->verdict->fires);
        QCOMPARE(patched->view.trip.queryRevision, 1);
    }

    void oldSnapshotsAreNotJudgedByEdits_data() { TestDatabase::backends(); }
    void oldSnapshotsAreNotJudgedByEdits() // TRP-188
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        world.stop();
        world.clock->advance(std::chrono::hours(24));
        QVERIFY(world.wait(world.alerts->put(world.anna(), id, thresholdAlert(101000))));
        QCOMPARE(alertEvents(world), 0);
    }

    void switchingKeepsTheState_data() { TestDatabase::backends(); }
    void switchingKeepsTheState() // TRP-189
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 94000, thresholdAlert(95000));
        const QJsonObject off = merged(thresholdAlert(95000), {{u"enabled"_s, false}});
        QVERIFY(world.wait(world.alerts->put(world.anna(), id, off)));
        price(world, id, 90000);
        QCOMPARE(reasons(world).last(), u"rule_disabled"_s);
        QCOMPARE(alertEvents(world), 1);
        const auto on = world.wait(world.alerts->put(world.anna(), id, thresholdAlert(95000)));
        QCOMPARE(on->rule.revision, 1);
        QCOMPARE(on->evaluation->reason, AlertReason::NewLow);
        QCOMPARE(alertEvents(world), 2);
    }

    void removedRulesStayQuiet_data() { TestDatabase::backends(); }
    void removedRulesStayQuiet()
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        QVERIFY(world.wait(world.alerts->remove(world.anna(), id)));
        QCOMPARE(world.wait(world.alerts->remove(world.anna(), id)).error().code, u"not_found"_s);
        price(world, id, 90000);
        QCOMPARE(alertEvents(world), 0);
        QVERIFY(!world.trip(id).rule);
    }

    void alertsOutliveTheirRule_data() { TestDatabase::backends(); }
    void alertsOutliveTheirRule() // TRP-003: as long as their trip
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        price(world, id, 94000);
        const auto flags = [&] { return world.wait(world.snapshots->history(world.anna(), id, {}))->alerts.size(); };
        QCOMPARE(flags(), 1);
        QVERIFY(world.wait(world.alerts->remove(world.anna(), id)));
        QCOMPARE(reasons(world), (QStringList{u"above"_s, u"crossed"_s}));
        QCOMPARE(flags(), 1);
        // Another rule has a story of its own.
        const auto another = world.wait(world.alerts->put(world.anna(), id, thresholdAlert(90000)));
        QCOMPARE(another->evaluation->reason, AlertReason::Above);
        QCOMPARE(world.wait(world.alerts->evaluations(world.anna(), id, 10, {}))->items.size(), 1);
        QVERIFY(world.wait(world.alerts->remove(world.anna(), id)));

        world.stop();
        const QString old = u"SELECT COUNT(*) FROM alert_evaluations WHERE reason = 'above'"_s;
        QCOMPARE(world.count(old), 2);
        TripSettings settings;
        settings.snapshotRetentionDays = 1;
        world.clock->advance(std::chrono::hours(24 * 401));
        QVERIFY(world.db->writeBlocking(
            [&](storage::Transaction &tx) { return removeOldPrices(tx, settings, world.clock->now()); }));
        QCOMPARE(world.count(old), 0);
        QCOMPARE(flags(), 1);
        QVERIFY(world.wait(world.trips->remove(world.anna(), id)));
        QVERIFY(reasons(world).isEmpty());
    }

    void olderAlertsStayThroughTheMigration_data() { TestDatabase::backends(); }
    void olderAlertsStayThroughTheMigration() // TRP-003, PLT-149
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, aClock(), {}, storage::Migrator::builtIn().mid(0, 14));
        execOrDie(*db, u"INSERT INTO trips (id, user_id, name, name_key, trip_kind, depart_date, adults, currency, "
                       "track_flights, track_hotels, flight_filters, reminder_days, status, created_at, updated_at) "
                       "VALUES ('t', 'anna', 'Lisbon', 'lisbon', 'one_way', '2027-03-14', 1, 'EUR', 1, 0, '{}', '[]', "
                       "'active', 0, 0)"_s);
        execOrDie(*db, u"INSERT INTO price_snapshots (id, trip_id, query_revision, taken_at, currency, flight_minor, "
                       "complete, degraded, partial, stale, cached, simulated, backfilled, created_at, sides) "
                       "VALUES ('s', 't', 1, 5, 'EUR', 94000, 1, 0, 0, 0, 0, 0, 0, 5, '{}')"_s);
        execOrDie(*db, u"INSERT INTO alert_rules (id, trip_id, kind, measure, threshold_minor, currency, state, "
                       "created_at, updated_at) VALUES ('r', 't', 'threshold', 'flight_total', 95000, 'EUR', "
                       "'alerted', 0, 0)"_s);
        execOrDie(*db, u"INSERT INTO alert_evaluations (id, rule_id, rule_revision, snapshot_id, reason, fired, note, "
                       "price_minor, compared_minor, state_before, state_after, created_at) VALUES ('e', 'r', 3, 's', "
                       "'crossed', 1, 'pending_confirmed', 94000, 95000, 'pending', 'alerted', 6)"_s);
        const auto contents = [&db] { return contentsOf(*db, {u"schema_migrations"_s}); };
        const QStringList before = contents();
        QVERIFY(storage::Migrator(*db).migrate(aClock()->now()));
        QCOMPARE(contents(), before);
        execOrDie(*db, u"DELETE FROM alert_rules"_s);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM alert_evaluations WHERE rule_id = 'r' AND fired = 1"_s), 1);
        execOrDie(*db, u"DELETE FROM trips"_s);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM alert_evaluations"_s), 0);
    }

    void explains_data() { TestDatabase::backends(); }
    void explains() // TRP-192
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 94120, thresholdAlert(95000));
        price(world, id, 93900);
        const auto explained = world.wait(world.alerts->explain(world.anna(), id));
        QCOMPARE(explained->evaluation->reason, AlertReason::NotANewLow);
        QCOMPARE(explained->evaluation->comparedMinor, std::optional<qint64>(94120));
        QCOMPARE(explained->next.atOrBelowMinor, std::optional<qint64>(92237));
        QCOMPARE(explained->next.rearmAtMinor, std::optional<qint64>(95950));
        const QString first = world.column(u"SELECT id FROM price_snapshots ORDER BY taken_at"_s).first();
        QCOMPARE(world.wait(world.alerts->explain(world.anna(), id, first))->evaluation->reason,
                 AlertReason::FirstSample);
        QCOMPARE(world.wait(world.alerts->evaluations(world.anna(), id, 10, {}))->items.size(), 2);
    }

    void explainsWhatNobodyJudged_data() { TestDatabase::backends(); }
    void explainsWhatNobodyJudged() // TRP-192: any snapshot, also one from before the rule
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(100000));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        price(world, id, 94120);
        QVERIFY(world.wait(world.alerts->put(world.anna(), id, thresholdAlert(95000))));
        const QStringList snapshots = world.column(u"SELECT id FROM price_snapshots ORDER BY taken_at"_s);
        QVERIFY(world.wait(world.alerts->explain(world.anna(), id, snapshots.last()))->evaluation);
        const auto before = world.wait(world.alerts->explain(world.anna(), id, snapshots.first()));
        QVERIFY(before);
        QCOMPARE(before->snapshotId, snapshots.first());
        QVERIFY(!before->evaluation);
        QVERIFY(!world.wait(world.alerts->explain(world.ben(), id, snapshots.first())));
    }

    void replaysItsOwnLife_data() { TestDatabase::backends(); }
    void replaysItsOwnLife() // A74, TRP-193
    {
        ON_EACH_BACKEND();
        const QString id = tripWithAlert(world, 100000, thresholdAlert(95000));
        for (const qint64 minor : {94000, 25000, 93000, 92000, 97000, 94900, 20000, 19000, 99000})
            price(world, id, minor);
        const auto replayed = world.wait(world.alerts->backtest(world.anna(), id, thresholdAlert(95000)));
        QMap<QString, int> real;
        const QStringList judged = reasons(world);
        for (const QString &reason : judged)
            ++real[reason];
        QCOMPARE(replayed->reasons, real);
        QCOMPARE(replayed->alerts.size(), alertEvents(world));
        QCOMPARE(replayed->snapshots, judged.size());
        QCOMPARE(world.column(u"SELECT reason FROM alert_evaluations WHERE fired = 1 ORDER BY created_at, id"_s).size(),
                 replayed->alerts.size());
    }

    void mailIsOffButNeverLost_data() { TestDatabase::backends(); }
    void mailIsOffButNeverLost() // A72, TRP-208
    {
        ON_EACH_BACKEND();
        tripWithAlert(world, 90000, merged(thresholdAlert(95000), {{u"email"_s, false}, {u"desktop"_s, false}}));
        QCOMPARE(alertEvents(world), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM notification_messages WHERE reason = 'email_disabled'"_s), 1);
    }

    void mailSaysWhatHappened() // A70, TRP-201, TRP-187
    {
        Trip trip;
        trip.id = u"01940000-0000-7000-8000-000000000000"_s;
        trip.plan.name = u"Lisbon <March>"_s;
        trip.plan.originAirport = u"MUC"_s;
        trip.plan.destinationAirport = u"LIS"_s;
        trip.plan.departDate = QDate(2027, 3, 14);
        trip.plan.returnDate = QDate(2027, 3, 21);
        trip.plan.flights = FlightFilters();
        AlertRule rule;
        rule.id = u"rule"_s;
        rule.currency = u"EUR"_s;
        rule.wish.thresholdMinor = 95000;
        Snapshot snapshot;
        snapshot.id = u"snapshot"_s;
        snapshot.currency = u"EUR"_s;
        snapshot.flightMinor = 94120;
        snapshot.totalMinor = 94120;
        snapshot.flightSource = u"duffel"_s;
        snapshot.cached = true;
        Snapshot previous = snapshot;
        previous.flightSource = u"serpapi"_s;
        AlertVerdict verdict;
        verdict.reason = AlertReason::Crossed;
        verdict.priceMinor = 94120;
        const TripOwner owner{u"anna"_s, true, u"anna@example.org"_s, u"Anna"_s, u"de"_s, u"Europe/Berlin"_s, {}};
        const notifications::Event event = priceAlertEvent(
            {trip, rule, snapshot, verdict, 94500, SnapshotStore::Lowest{94120, fromMs(1'800'000'000'000)}, previous},
            owner);
        QCOMPARE(event.kind, u"trip_price_alert"_s);
        QCOMPARE(event.key, u"trip_price_alert:rule:1:snapshot"_s); // TRP-211
        QCOMPARE(event.list, u"trips"_s);
        QCOMPARE(event.facts[u"saving"_s][u"amount_minor"_s].toInteger(), 880);
        QCOMPARE(event.facts[u"flight"_s][u"previous_source"_s].toString(), u"serpapi"_s);
        QCOMPARE(event.facts[u"marks"_s].toArray(), QJsonArray{u"cached"_s});
        QCOMPARE(event.recipients.size(), 2);
        const auto view = notifications::factsView(
            event.kind, event.facts, {u"de"_s, *zoneByName(u"Europe/Berlin"_s), u"https://example.org"_s});
        QVERIFY2(view, view ? "" : qPrintable(view.error().fields.value(0).pointer));

        trip.lastError = LastError{u"auth"_s, u"flights"_s, u"duffel"_s, fromMs(1'800'000'000'000), 1};
        const notifications::Event error = tripErrorEvent(trip, u"check"_s, false, fromMs(1'800'000'000'000), owner);
        QVERIFY(notifications::factsView(error.kind, error.facts,
                                         {u"en"_s, *zoneByName(u"Europe/Berlin"_s), u"https://example.org"_s}));
    }
};

QTEST_GUILESS_MAIN(TestTripAlerts)
#include "tst_tripalerts.moc"
