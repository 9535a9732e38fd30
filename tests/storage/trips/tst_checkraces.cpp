// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqldialect.h"
#include "core/trips/alertstore.h"
#include "core/trips/checkflow.h"
#include "core/trips/checkstore.h"
#include "core/trips/tripstore.h"
#include "tests/storage/trips/tripworld.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

namespace
{
/// Keeps its transaction open until another one waits for a row of it; on SQLite nobody can, so for no time.
void holdUntilSomebodyWaits(storage::Transaction &tx, QSemaphore &entered)
{
    entered.release();
    for (int look = 0; look < 1000 && !tx.dialect().isSqlite(); ++look) {
        const auto row = tx.queryOne(u"SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
                                     "WHERE NOT l.granted AND a.datname = current_database()"_s);
        if (!row || (*row)->integer(0) > 0)
            return;
        QThread::msleep(5);
    }
}

/// Ends a check as its job does.
Result<> endCheck(const TripEnvironment &environment, storage::Transaction &tx, const QString &checkId, Instant now)
{
    PORTIER_ASSIGN(seen, CheckStore(tx).find(checkId));
    PORTIER_TRY(TripStore(tx).findLocked(seen->tripId));
    PORTIER_ASSIGN(check, CheckStore(tx).findLocked(checkId));
    check->outcome = CheckOutcome::Complete;
    return CheckFlow(environment, tx, now).finish(*check, u"anna"_s);
}
} // namespace

/// What happens when two transactions about the same trips meet; on PostgreSQL they really run at once.
class TestCheckRaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunCountsChecksThatEndAtOnce_data() { TestDatabase::backends(); }
    void aRunCountsChecksThatEndAtOnce() // TRP-139, TRP-140: else the run would wait for its deadline
    {
        ON_EACH_BACKEND();
        world.create(flightTrip(u"Lisbon"_s));
        world.create(flightTrip(u"Porto"_s, u"OPO"_s));
        QVERIFY(world.wait(world.refreshes->refreshAll(world.anna())));
        const QStringList checks = world.column(u"SELECT check_id FROM refresh_run_items ORDER BY position"_s);
        QSemaphore entered;
        const Instant now = world.clock->now();
        auto first = world.db->write([&world, &entered, id = checks.at(0), now](storage::Transaction &tx) -> Result<> {
            PORTIER_TRY(endCheck(*world.environment, tx, id, now));
            holdUntilSomebodyWaits(tx, entered);
            return {};
        });
        entered.acquire();
        auto second = world.db->write([&world, id = checks.at(1), now](storage::Transaction &tx) {
            return endCheck(*world.environment, tx, id, now);
        });
        QVERIFY(world.wait(std::move(first)));
        QVERIFY(world.wait(std::move(second)));
        QCOMPARE(world.column(u"SELECT state || ' ' || outcome || ' ' || done FROM refresh_runs"_s),
                 QStringList{u"done succeeded 2"_s});
    }

    void anEditFindsACheckThatEnds_data() { TestDatabase::backends(); }
    void anEditFindsACheckThatEnds() // TRP-095: its own check follows, whoever comes first
    {
        ON_EACH_BACKEND();
        const QString tripId = world.create(flightTrip(u"Lisbon"_s));
        const QString checkId = world.column(u"SELECT id FROM price_checks"_s).first();
        execOrDie(*world.db, u"UPDATE price_checks SET state = 'running', started_at = 1"_s);
        QSemaphore entered;
        const Instant now = world.clock->now();
        auto ending = world.db->write([&world, &entered, checkId, now](storage::Transaction &tx) -> Result<> {
            PORTIER_TRY(endCheck(*world.environment, tx, checkId, now));
            holdUntilSomebodyWaits(tx, entered);
            return {};
        });
        entered.acquire();
        auto editing = world.db->write([&world, tripId, now](storage::Transaction &tx) -> Result<AskedCheck> {
            PORTIER_ASSIGN(trip, TripStore(tx).find(tripId));
            ++trip->queryRevision;
            return CheckFlow(*world.environment, tx, now).ask(*trip, Trigger::Edit);
        });
        QVERIFY(world.wait(std::move(ending)));
        const auto asked = world.wait(std::move(editing));
        QVERIFY(asked);
        QVERIFY(!asked->joined);
        QCOMPARE(world.column(u"SELECT check_trigger FROM price_checks WHERE state = 'queued'"_s),
                 QStringList{u"edit"_s});
    }

    void aRuleKeepsWhatItRemembers_data() { TestDatabase::backends(); }
    void aRuleKeepsWhatItRemembers() // TRP-180, TRP-189: else the same price would alert twice
    {
        ON_EACH_BACKEND();
        const QString tripId = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        QSemaphore entered;
        auto judging = world.db->write([&entered, tripId](storage::Transaction &tx) -> Result<> {
            PORTIER_ASSIGN(rule, AlertStore(tx).findLocked(tripId));
            rule->memory.state = AlertState::Alerted;
            rule->memory.lastAlertedMinor = 94000;
            PORTIER_TRY(AlertStore(tx).update(*rule));
            holdUntilSomebodyWaits(tx, entered);
            return {};
        });
        entered.acquire();
        QJsonObject wish = thresholdAlert(95000);
        wish.insert(u"email"_s, false);
        auto putting = world.alerts->put(world.anna(), tripId, wish);
        QVERIFY(world.wait(std::move(judging)));
        QVERIFY(world.wait(std::move(putting)));
        const auto rule = *world.trip(tripId).rule;
        QCOMPARE(rule.wish.email, false);
        QCOMPARE(rule.memory.state, AlertState::Alerted);
        QCOMPARE(rule.memory.lastAlertedMinor, std::optional<qint64>(94000));
    }

    void anEditKeepsWhatACheckFound_data() { TestDatabase::backends(); }
    void anEditKeepsWhatACheckFound() // TRP-044: else the trip would be due again
    {
        ON_EACH_BACKEND();
        const QString tripId = world.create(flightTrip(u"Lisbon"_s));
        QSemaphore entered;
        const Instant now = world.clock->now();
        auto checking = world.db->write([&entered, tripId, now](storage::Transaction &tx) -> Result<> {
            PORTIER_ASSIGN(trip, TripStore(tx).findLocked(tripId));
            trip->lastRefreshedAt = now;
            PORTIER_TRY(TripStore(tx).update(*trip, trip->version));
            holdUntilSomebodyWaits(tx, entered);
            return {};
        });
        entered.acquire();
        auto pausing = world.trips->setStatus(world.anna(), tripId, u"paused"_s);
        QVERIFY(world.wait(std::move(checking)));
        QVERIFY(world.wait(std::move(pausing)));
        QCOMPARE(world.trip(tripId).trip.status, TripStatus::Paused);
        QCOMPARE(world.trip(tripId).trip.lastRefreshedAt, std::optional(now));
    }
};

QTEST_GUILESS_MAIN(TestCheckRaces)
#include "tst_checkraces.moc"
