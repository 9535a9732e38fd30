// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/operations/conditionwatch.h"
#include "core/operations/episodestore.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using portier::test::TestDatabase;

namespace
{

QString textOf(const Notice &notice)
{
    return nameOf(notice.stage) + u' ' + notice.condition.code + (notice.isDirect ? u"!"_s : u""_s);
}

QCoro::Task<bool> answer(bool value)
{
    co_return value;
}

QCoro::Task<> countUp(int *counter)
{
    ++*counter;
    co_return;
}

/// What is told through the outbox ends in a table, so that a refused transaction takes it back.
Result<> noteTold(storage::Transaction &tx, const Notice &notice)
{
    PORTIER_TRY(tx.exec(u"INSERT INTO health_probe (id, at) VALUES (?, ?)"_s,
                        {u"%1 @%2"_s.arg(textOf(notice)).arg(toMs(notice.at)), notice.at}));
    return {};
}

/// One instance with a watch, and a world that it looks at.
struct Instance {
    Instance(TestDatabase &database, const std::shared_ptr<ManualClock> &clock, const QString &name = u"one"_s)
        : watch({*database, clock, name, 10s, [this] { return answer(isUp); },
                 [this](const Notice &notice) { direct.append(textOf(notice)); }, [this] { return countUp(&reached); }})
    {
        log::setLevel(log::Level::Critical);
        watch.setTell(noteTold);
        watch.declare(u"direct"_s, {ConditionManner::Lasting, true});
        watch.addLook([this](Instant) { return local; });
        watch.addQuery([this](storage::Transaction &, Instant) -> Result<Findings> { return stored; });
        local.judged = {u"local"_s, u"direct"_s};
        stored.judged = {u"stored"_s};
    }

    bool isUp = true;
    Findings local, stored;
    QStringList direct;
    int reached = 0;
    ConditionWatch watch;
};

QStringList told(TestDatabase &db)
{
    const auto rows = db->readBlocking(
        [](storage::Transaction &tx) { return tx.query(u"SELECT id FROM health_probe ORDER BY at, id"_s); });
    QStringList list;
    for (const storage::Row &row : *rows)
        list.append(row.text(0).section(u" @"_s, 0, 0));
    return list;
}

Episodes episodes(TestDatabase &db)
{
    return db->readBlocking([](storage::Transaction &tx) { return EpisodeStore(tx).load(); }).value();
}

void stop(Instance &instance)
{
    QCoro::waitFor(instance.watch.stop());
}

} // namespace

class TestConditionWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsBeginReminderAndEnd_data() { TestDatabase::backends(); }
    void tellsBeginReminderAndEnd() // PLT-174
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock);
        one.watch.start();
        clock->advance(1min);
        QCOMPARE(told(db), QStringList());
        one.stored.hold({u"stored"_s, u"a"_s});
        one.local.hold({u"local"_s, {}});
        clock->advance(1min);
        QCOMPARE(one.watch.holding(), (QStringList{u"local"_s, u"stored"_s})); // PLT-171: what readiness warns of
        QCOMPARE(told(db), (QStringList{u"begin local"_s, u"begin stored"_s}));
        one.local.holding.clear();
        clock->advance(24h);
        QCOMPARE(told(db), (QStringList{u"begin local"_s, u"begin stored"_s, u"end local"_s, u"reminder stored"_s}));
        one.stored.holding.clear();
        clock->advance(1h);
        QCOMPARE(told(db).last(), u"end stored"_s);
        QCOMPARE(told(db).size(), 5);
        QVERIFY(episodes(db).isEmpty());
        QVERIFY(one.direct.isEmpty());
        QVERIFY(one.reached > 0);
        stop(one);
    }

    void aRestartTellsNothingAgain_data() { TestDatabase::backends(); }
    void aRestartTellsNothingAgain()
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        for (int start = 0; start < 3; ++start) {
            Instance one(db, clock);
            one.stored.hold({u"stored"_s, u"a"_s});
            one.watch.start();
            clock->advance(1min);
            stop(one);
        }
        QCOMPARE(told(db), QStringList{u"begin stored"_s});
    }

    void instancesTellOnce_data() { TestDatabase::backends(); }
    void instancesTellOnce()
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock), two(db, clock, u"two"_s);
        one.stored.hold({u"stored"_s, u"a"_s});
        two.stored.hold({u"stored"_s, u"a"_s});
        one.watch.start();
        two.watch.start();
        clock->advance(1h);
        QCOMPARE(told(db), QStringList{u"begin stored"_s});
        stop(one);
        stop(two);
    }

    void judgesOnlyWhatItKnows_data() { TestDatabase::backends(); }
    void judgesOnlyWhatItKnows() // what an instance says of itself says nothing of another
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock), two(db, clock, u"two"_s);
        for (Instance *instance : {&one, &two}) {
            instance->local.judged.clear();
            instance->local.judgedSingly = {{u"local"_s, instance == &one ? u"one"_s : u"two"_s}};
            instance->watch.start();
        }
        one.local.hold({u"local"_s, u"one"_s});
        clock->advance(1h);
        QCOMPARE(told(db), QStringList{u"begin local"_s});
        QCOMPARE(episodes(db).size(), 1);
        QVERIFY(!episodes(db).first().goneSince);
        stop(one);
        stop(two);
    }

    void withoutTheDatabaseItTellsDirectly_data() { TestDatabase::backends(); }
    void withoutTheDatabaseItTellsDirectly() // PLT-173: unreachable for more than 30 s; PLT-174: from memory
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock);
        one.watch.start();
        clock->advance(1min);
        one.isUp = false;
        clock->advance(35s);
        QCOMPARE(one.direct, QStringList());
        clock->advance(15s);
        QCOMPARE(one.direct, QStringList{u"begin database_unreachable!"_s});
        one.local.hold({u"local"_s, {}}); // what else it sees then
        clock->advance(10min);
        QCOMPARE(one.direct, (QStringList{u"begin database_unreachable!"_s, u"begin local"_s}));
        QCOMPARE(told(db), QStringList());

        one.isUp = true;
        const int before = one.reached;
        clock->advance(1min);
        QVERIFY(one.reached > before);
        QCOMPARE(episodes(db).size(), 2);
        clock->advance(1h);
        QCOMPARE(one.direct.last(), u"end database_unreachable!"_s);
        QCOMPARE(one.direct.size(), 3);
        one.local.holding.clear();
        clock->advance(1h);
        QCOMPARE(told(db), QStringList{u"end local"_s});
        QVERIFY(episodes(db).isEmpty());
        stop(one);
    }

    void whatEndedWithoutTheDatabaseIsOver_data() { TestDatabase::backends(); }
    void whatEndedWithoutTheDatabaseIsOver()
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock);
        one.local.hold({u"local"_s, {}});
        one.watch.start();
        clock->advance(1min);
        one.isUp = false;
        one.local.holding.clear();
        clock->advance(20min);
        QCOMPARE(one.direct, (QStringList{u"begin database_unreachable!"_s, u"end local"_s}));
        one.isUp = true;
        clock->advance(1h);
        QCOMPARE(told(db), QStringList{u"begin local"_s});
        QVERIFY(episodes(db).isEmpty());
        stop(one);
    }

    void directOnesLeaveBesideTheOutbox_data() { TestDatabase::backends(); }
    void directOnesLeaveBesideTheOutbox()
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock);
        one.watch.start();
        one.local.hold({u"direct"_s, {}});
        one.watch.wake();
        clock->advance(1s); // it need not wait for its turn
        QCOMPARE(one.direct, QStringList{u"begin direct!"_s});
        QCOMPARE(told(db), QStringList());
        QCOMPARE(episodes(db).size(), 1);
        stop(one);
    }

    void aRefusedWriteIsToldLater_data() { TestDatabase::backends(); }
    void aRefusedWriteIsToldLater() // PLT-147: the episode and its notice, or neither
    {
        QFETCH(QString, backend);
        for (int nth = 1;; ++nth) {
            const auto clock = test::aClock();
            TestDatabase db(backend, clock);
            Instance one(db, clock);
            one.stored.hold({u"stored"_s, u"a"_s});
            one.local.hold({u"direct"_s, {}});
            one.watch.start();
            db.failStatement(nth);
            clock->advance(15s);
            const bool failed = db.hasFailed();
            db.failStatement(0);
            clock->advance(1min);
            QCOMPARE(told(db), QStringList{u"begin stored"_s});
            QCOMPARE(one.direct, QStringList{u"begin direct!"_s});
            stop(one);
            if (!failed)
                break;
        }
    }

    void forgottenEpisodesGo_data() { TestDatabase::backends(); }
    void forgottenEpisodesGo()
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        const Instant now = clock->now();
        const auto removed = db->writeBlocking([now](storage::Transaction &tx) -> Result<qint64> {
            EpisodeStore store(tx);
            PORTIER_TRY(store.save({u"disk_low"_s, u"gone"_s}, {now - 24h * 40, now - 24h * 31, {}}));
            PORTIER_TRY(store.save({u"disk_low"_s, u"here"_s}, {now - 24h * 40, now - 24h, {}}));
            return EpisodeStore::removeForgotten(tx, now);
        });
        QCOMPARE(removed.value(), 1);
        QCOMPARE(episodes(db).firstKey().subject, u"here"_s);
    }
};

QTEST_GUILESS_MAIN(TestConditionWatch)
#include "tst_conditionwatch.moc"
