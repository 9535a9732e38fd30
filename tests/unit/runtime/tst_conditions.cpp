// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/lifecycle.h"
#include "core/notifications/outbox.h"
#include "core/runtime/conditions.h"
#include "core/scheduling/jobqueue.h"
#include "core/scheduling/scheduler.h"
#include "core/trips/sources/sourcestore.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace portier;
using namespace portier::runtime;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using operations::Findings;
using portier::test::TestDatabase;

namespace
{

constexpr qint64 GiB = 1024LL * 1024 * 1024;

/// "code subject" of what holds, sorted.
QStringList holding(const Findings &findings)
{
    QStringList list;
    for (const operations::Finding &finding : findings.holding)
        list.append((finding.condition.code + u' ' + finding.condition.subject).trimmed());
    list.sort();
    return list;
}

/// A database with a worker that was seen just now.
struct World {
    explicit World(const QString &backend) : clock(test::aClock()), db(backend, clock), since(clock->now()) { sign(); }

    void sign() const
    {
        test::execOrDie(*db, u"DELETE FROM runners"_s);
        test::execOrDie(*db, u"INSERT INTO runners (session, instance, started_at, seen_at) VALUES ('s', 'i', ?, ?)"_s,
                        {clock->now(), clock->now()});
    }
    void exec(const QString &sql, const storage::Binds &binds = {}) const { test::execOrDie(*db, sql, binds); }
    Findings look() const
    {
        const auto found =
            db->readBlocking([since = since, silence = silence, now = clock->now()](storage::Transaction &tx) {
                return workFindings(tx, since, now, silence);
            });
        return found.value();
    }
    void addJob(const QString &state, Instant runAt, const QString &error = {},
                const QString &kind = u"trips.check"_s) const
    {
        static int number = 0;
        const QString id = u"job%1"_s.arg(++number);
        exec(u"INSERT INTO jobs (id, kind, unique_key, payload, run_at, state, last_error, created_at, priority)"
             " VALUES (?, ?, ?, '{}', ?, ?, ?, ?, 0)"_s,
             {id, kind, id, runAt, state, error, runAt});
    }

    std::shared_ptr<ManualClock> clock;
    mutable TestDatabase db;
    Instant since;
    std::optional<Millis> silence = Millis(60s);
};

} // namespace

class TestConditions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void diskIsLow_data() // PLT-173: < 10 % or < 1 GiB
    {
        QTest::addColumn<qint64>("free");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<bool>("low");
        QTest::newRow("plenty") << 50 * GiB << 100 * GiB << false;
        QTest::newRow("exactly a tenth") << 10 * GiB << 100 * GiB << false;
        QTest::newRow("less than a tenth") << 10 * GiB - 1 << 100 * GiB << true;
        QTest::newRow("exactly 1 GiB of a small disk") << GiB << 2 * GiB << false;
        QTest::newRow("less than 1 GiB") << GiB - 1 << 2 * GiB << true;
        QTest::newRow("gone") << qint64(-1) << qint64(-1) << true;
    }
    void diskIsLow()
    {
        QFETCH(qint64, free);
        QFETCH(qint64, total);
        QFETCH(bool, low);
        const Findings found = diskFindings({free, total}, u"one"_s);
        QCOMPARE(holding(found), low ? QStringList{u"disk_low one"_s} : QStringList());
        QVERIFY(found.judges({u"disk_low"_s, u"one"_s}));
        QVERIFY(!found.judges({u"disk_low"_s, u"two"_s}));
    }

    void channelFails_data() // PLT-173: circuit open > 15 min or 10 failures in a row
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("minutesOpen");
        QTest::addColumn<bool>("failing");
        QTest::newRow("few") << 4 << -1 << false;
        QTest::newRow("just open") << 5 << 15 << false;
        QTest::newRow("open too long") << 5 << 16 << true;
        QTest::newRow("ten in a row") << 10 << 1 << true;
    }
    void channelFails()
    {
        QFETCH(int, failures);
        QFETCH(int, minutesOpen);
        QFETCH(bool, failing);
        const Instant now = fromMs(1'800'000'000'000);
        notifications::Dispatcher::Failing channel{notifications::Channel::Sms, failures, {}};
        if (minutesOpen >= 0)
            channel.openSince = now - std::chrono::minutes(minutesOpen);
        QCOMPARE(holding(channelFindings({channel}, now)),
                 failing ? QStringList{u"channel_failing sms"_s} : QStringList());
    }

    void aWellWorldHoldsNothing_data() { TestDatabase::backends(); }
    void aWellWorldHoldsNothing()
    {
        QFETCH(QString, backend);
        const World world(backend);
        QCOMPARE(holding(world.look()), QStringList());
        QCOMPARE(world.look().judged.size(), 8);
    }

    void noWorker_data() { TestDatabase::backends(); }
    void noWorker() // PLT-173: for > 60 s; what waits for one is no news then
    {
        QFETCH(QString, backend);
        const World world(backend);
        world.addJob(u"queued"_s, world.clock->now(), {}, notifications::deliveryJobKind);
        world.clock->advance(60s);
        QCOMPARE(holding(world.look()), QStringList());
        world.clock->advance(1s);
        QCOMPARE(holding(world.look()), QStringList{u"worker_missing"_s});
        world.clock->advance(1h);
        QCOMPARE(holding(world.look()), QStringList{u"worker_missing"_s});
        QVERIFY(!world.look().judges({u"outbox_stuck"_s, {}}));
    }

    void onlyWorker_data() { TestDatabase::backends(); }
    void onlyWorker() // PLT-173: whoever looks and works alone is there, however long ago it signed
    {
        QFETCH(QString, backend);
        World world(backend);
        world.silence.reset();
        world.clock->advance(24h);
        QCOMPARE(holding(world.look()), QStringList());
    }

    void outboxStuck_data() { TestDatabase::backends(); }
    void outboxStuck() // PLT-173: oldest > 15 min
    {
        QFETCH(QString, backend);
        World world(backend);
        world.addJob(u"queued"_s, world.clock->now() + 1h, {}, notifications::deliveryJobKind);
        world.clock->advance(75min);
        world.sign();
        QCOMPARE(holding(world.look()), QStringList());
        world.clock->advance(1s);
        world.sign();
        QCOMPARE(holding(world.look()), QStringList{u"outbox_stuck"_s});
        world.since = world.clock->now(); // a process that has just started
        QCOMPARE(holding(world.look()), QStringList());
    }

    void schedulesLag_data() { TestDatabase::backends(); }
    void schedulesLag() // PLT-173: > 5 min
    {
        QFETCH(QString, backend);
        const World world(backend);
        const auto spec = scheduling::ScheduleSpec::parse(u"every 30 min"_s, u"UTC"_s);
        const auto put = world.db->writeBlocking([spec, now = world.clock->now()](storage::Transaction &tx) {
            return scheduling::Scheduler::put(tx, u"retention"_s, {}, *spec, now);
        });
        QVERIFY(put);
        world.clock->advance(35min);
        world.sign();
        QCOMPARE(holding(world.look()), QStringList());
        world.clock->advance(1s);
        world.sign();
        QCOMPARE(holding(world.look()), QStringList{u"schedule_lag"_s});
        world.exec(u"UPDATE schedules SET enabled = 0"_s);
        QCOMPARE(holding(world.look()), QStringList());
    }

    void schedulesRest_data() { TestDatabase::backends(); }
    void schedulesRest() // PLT-088: parked with a notice
    {
        QFETCH(QString, backend);
        const World world(backend);
        const auto spec = scheduling::ScheduleSpec::parse(u"daily 06:00"_s, u"Europe/Berlin"_s);
        for (const QString &owner : {u"a"_s, u"b"_s, u"c"_s}) {
            const auto put = world.db->writeBlocking([spec, owner, now = world.clock->now()](storage::Transaction &tx) {
                return scheduling::Scheduler::put(tx, u"trip_refresh"_s, owner, *spec, now);
            });
            QVERIFY(put);
        }
        QCOMPARE(holding(world.look()), QStringList());
        world.exec(u"UPDATE schedules SET problem = 'schedule_invalid' WHERE owner <> 'a'"_s);
        QCOMPARE(holding(world.look()), QStringList{u"schedule_invalid"_s});
        QCOMPARE(world.look().holding.first().details.value(u"count"_s).toInteger(), 2);
        world.exec(u"UPDATE schedules SET enabled = 0 WHERE owner <> 'a'"_s); // switched off: nothing rests
        QCOMPARE(holding(world.look()), QStringList());
    }

    void mailsAreUsedUp_data() { TestDatabase::backends(); }
    void mailsAreUsedUp() // PLT-137: one notice
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto added = world.db->writeBlocking([now = world.clock->now()](storage::Transaction &tx) {
            notifications::Event event;
            event.key = u"e1"_s;
            event.kind = u"trip_error"_s;
            notifications::Recipient anna;
            anna.address = u"anna@portier.test"_s;
            event.recipients = {anna};
            return notifications::addToOutbox(tx, event, now);
        });
        QVERIFY(added);
        QCOMPARE(holding(world.look()), QStringList());
        world.exec(u"UPDATE notification_messages SET reason = 'quiet_hours', next_at = ?"_s,
                   {world.clock->now() + 1h});
        QCOMPARE(holding(world.look()), QStringList());
        world.exec(u"UPDATE notification_messages SET reason = 'daily_ceiling'"_s);
        QCOMPARE(holding(world.look()), QStringList{u"mail_ceiling"_s});
        world.clock->advance(1h); // the next day has come
        world.sign();
        world.since = world.clock->now();
        QCOMPARE(holding(world.look()), QStringList());
    }

    void deadLetters_data() { TestDatabase::backends(); }
    void deadLetters() // PLT-173, A44: dead jobs, poison jobs
    {
        QFETCH(QString, backend);
        const World world(backend);
        world.addJob(u"done"_s, world.clock->now());
        QCOMPARE(holding(world.look()), QStringList());
        world.addJob(u"dead"_s, world.clock->now(), u"exhausted"_s);
        QCOMPARE(holding(world.look()), QStringList{u"dead_letters"_s});
        world.addJob(u"dead"_s, world.clock->now(), u"poison"_s);
        QCOMPARE(holding(world.look()), (QStringList{u"dead_letters"_s, u"poison_jobs"_s}));
        QCOMPARE(world.look().holding.first().details.value(u"count"_s).toInteger(), 1);
    }

    void pausedChannels_data() { TestDatabase::backends(); }
    void pausedChannels() // PLT-111, PLT-173
    {
        QFETCH(QString, backend);
        const World world(backend);
        world.exec(u"INSERT INTO notification_channels (channel, settings_mark, paused_at, cause, probe_message_id)"
                   " VALUES ('mail', '', ?, 'auth_refused', ''), ('sms', '', NULL, '', '')"_s,
                   {world.clock->now()});
        const Findings found = world.look();
        QCOMPARE(holding(found), QStringList{u"channel_paused mail"_s});
        QCOMPARE(found.holding.first().details.value(u"cause"_s).toString(), u"auth_refused"_s);
    }

    void sourcesFail_data() { TestDatabase::backends(); }
    void sourcesFail() // PLT-173: circuit open > 15 min or 10 failures in a row
    {
        QFETCH(QString, backend);
        const World world(backend);
        const Instant start = world.clock->now();
        trips::SourceHealth health;
        const trips::SourceFailure failure{trips::FailureClass::Transient, u"timeout"_s, {}};
        const auto look = [&](Millis after) {
            const Instant now = start + after;
            const auto troubles = world.db->writeBlocking([&](storage::Transaction &tx) {
                (void)trips::SourceStore(tx).saveHealth(u"skiplagged"_s, trips::Side::Hotels, health, now);
                return trips::sourceTroubles(tx, {{u"skiplagged"_s, {}, {}}}, now);
            });
            return holding(sourceFindings(*troubles));
        };
        for (int i = 0; i < 5; ++i)
            health = failedWith(health, failure, {}, start);
        QCOMPARE(look(15min), QStringList());
        QCOMPARE(look(16min), QStringList{u"source_failing skiplagged"_s});
        // Probes that fail do not make it young again.
        health = failedWith(trips::started(health, start + 5min), failure, {}, start + 5min);
        health = failedWith(trips::started(health, start + 15min), failure, {}, start + 15min);
        QCOMPARE(look(15min), QStringList());
        QCOMPARE(look(16min), QStringList{u"source_failing skiplagged"_s});
        health = trips::succeeded(health, start + 17min);
        QCOMPARE(look(17min), QStringList());
        health.failures = 10;
        QCOMPARE(look(17min), QStringList{u"source_failing skiplagged"_s});
    }

    void budgetsRunOut_data() { TestDatabase::backends(); }
    void budgetsRunOut() // PLT-066, PLT-173: 80 % and 100 %
    {
        QFETCH(QString, backend);
        const World world(backend);
        const auto look = [&world](qint64 used) {
            world.exec(u"DELETE FROM source_budgets"_s);
            world.exec(
                u"INSERT INTO source_budgets (source, period, limit_calls, used, created_at, updated_at)"
                " VALUES ('skiplagged', '2026-01', 1000, ?, 0, 0), ('skiplagged', '2025-12', 1000, 1000, 0, 0)"_s,
                {used});
            const auto troubles = world.db->readBlocking([now = world.clock->now()](storage::Transaction &tx) {
                return trips::sourceTroubles(tx, {{u"skiplagged"_s, 1000, {}}}, now);
            });
            return holding(sourceFindings(*troubles));
        };
        QCOMPARE(look(799), QStringList());
        QCOMPARE(look(800), QStringList{u"source_budget_low skiplagged"_s});
        QCOMPARE(look(1000), (QStringList{u"source_budget_low skiplagged"_s, u"source_budget_spent skiplagged"_s}));
    }
};

QTEST_GUILESS_MAIN(TestConditions)
#include "tst_conditions.moc"
