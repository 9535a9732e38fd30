// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/testschema.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QTest>
#include <QThread>

#include <latch>
#include <thread>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

QCoro::Task<Result<qint64>> writeThenRead(Database &database)
{
    PORTIER_CO_TRY(co_await database.write(insertThing(u"a"_s, 42)));
    co_return co_await database.read([](Transaction &tx) -> Result<qint64> {
        PORTIER_ASSIGN(row, tx.queryOne(u"SELECT number FROM things"_s));
        return row->integer(0);
    });
}

Result<qint64> countThings(Transaction &tx)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT COUNT(*) FROM things"_s));
    return row->integer(0);
}

/// Runs `body` in `count` threads that start together.
void inThreads(int count, const std::function<void(int)> &body)
{
    std::latch start(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            body(i);
        });
    for (std::thread &thread : threads)
        thread.join();
}

Result<> add(Transaction &tx, const QString &id)
{
    PORTIER_TRY(tx.exec(u"UPDATE things SET number = number + 1 WHERE id = ?"_s, {id}));
    return {};
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resultsArriveOnTheAwaitingThread_data() { TestDatabase::backends(); }
    void resultsArriveOnTheAwaitingThread();
    void workHoldsTheClockUntilTheWaiterRan_data() { TestDatabase::backends(); }
    void workHoldsTheClockUntilTheWaiterRan();
    void readerSeesOneSnapshot_data() { TestDatabase::backends(); }
    void readerSeesOneSnapshot();
    void destructionFinishesWhatIsQueued_data() { TestDatabase::backends(); }
    void destructionFinishesWhatIsQueued();
    void concurrentChangesAreNotLost_data() { TestDatabase::backends(); }
    void concurrentChangesAreNotLost();
    void serialisedBodiesKeepARuleAcrossRows_data() { TestDatabase::backends(); }
    void serialisedBodiesKeepARuleAcrossRows();
    void faultAtEveryStatementLeavesNothing_data() { TestDatabase::backends(); }
    void faultAtEveryStatementLeavesNothing();
    void sqliteIsSetUpForDurability();
    void deadlockIsRunAgain();
    void serialisationFailureIsRunAgain();
    void endlessSerialisationFailureIsBusy();
    void exhaustedPoolIsBusy();
    void wrongUrlsAreRefused();
};

void DatabaseTest::resultsArriveOnTheAwaitingThread()
{
    QFETCH(QString, backend);
    const TestDatabase db(backend, aClock(), {}, smallSchema());
    QThread *resumedOn = nullptr;
    const auto task = [](Database &database, QThread *&thread) -> QCoro::Task<Result<qint64>> {
        auto number = co_await writeThenRead(database);
        thread = QThread::currentThread();
        co_return number;
    };
    const Result<qint64> number = QCoro::waitFor(task(*db, resumedOn));
    QVERIFY2(number.has_value(), number ? "" : qPrintable(number.error().message));
    QCOMPARE(*number, 42);
    QCOMPARE(resumedOn, QThread::currentThread());
}

void DatabaseTest::workHoldsTheClockUntilTheWaiterRan()
{
    QFETCH(QString, backend);
    const auto clock = aClock();
    const TestDatabase db(backend, clock, {}, smallSchema());
    const auto task = writeThenRead(*db);
    QVERIFY(!task.isReady());
    clock->settle();
    QVERIFY(task.isReady());
    QCOMPARE(clock->workInFlight(), 0);
}

void DatabaseTest::readerSeesOneSnapshot() // PLT-145
{
    QFETCH(QString, backend);
    const TestDatabase db(backend, aClock(), {}, smallSchema());
    const auto seen = db->readBlocking([&db](Transaction &tx) -> Result<QList<qint64>> {
        PORTIER_ASSIGN(before, countThings(tx));
        execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('a', 1)"_s); // on another database thread
        PORTIER_ASSIGN(after, countThings(tx));
        return QList<qint64>{before, after};
    });
    QVERIFY(seen);
    QCOMPARE(*seen, (QList<qint64>{0, 0}));
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 1);
}

void DatabaseTest::destructionFinishesWhatIsQueued()
{
    QFETCH(QString, backend);
    const auto clock = aClock();
    TestDatabase db(backend, clock, {}, smallSchema());
    QList<std::shared_ptr<std::optional<Result<>>>> outcomes;
    for (int i = 0; i < 200; ++i) {
        outcomes.append(std::make_shared<std::optional<Result<>>>());
        writeInto(*db, insertThing(QString::number(i)), outcomes.last());
    }
    db.close();
    clock->settle();
    for (const auto &outcome : std::as_const(outcomes))
        QVERIFY(*outcome && **outcome);
    QCOMPARE(clock->workInFlight(), 0);
    db.reopen();
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 200);
}

void DatabaseTest::concurrentChangesAreNotLost()
{
    QFETCH(QString, backend);
    const TestDatabase db(backend, aClock(), {}, smallSchema());
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('a', 0)"_s);
    std::atomic<int> failures = 0;
    inThreads(8, [&](int) {
        for (int i = 0; i < 50; ++i)
            failures += db->writeBlocking([](Transaction &tx) { return add(tx, u"a"_s); }) ? 0 : 1;
    });
    QCOMPARE(failures.load(), 0);
    QCOMPARE(intOrDie(*db, u"SELECT number FROM things"_s), 400);
}

void DatabaseTest::serialisedBodiesKeepARuleAcrossRows()
{
    QFETCH(QString, backend);
    const TestDatabase db(backend, aClock(), {}, smallSchema());
    std::atomic<int> refused = 0;
    inThreads(8, [&](int thread) {
        for (int i = 0; i < 5; ++i) {
            const auto done = db->writeBlocking([id = u"%1-%2"_s.arg(thread).arg(i)](Transaction &tx) -> Result<> {
                PORTIER_TRY(tx.serialise(u"at most ten things"_s));
                PORTIER_ASSIGN(count, countThings(tx));
                if (count >= 10)
                    return fail(Error::conflict(u"too_many"_s));
                return insertThing(id)(tx);
            });
            refused += !done && done.error().code == "too_many"_L1 ? 1 : 0;
        }
    });
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 10);
    QCOMPARE(refused.load(), 30);
}

void DatabaseTest::faultAtEveryStatementLeavesNothing() // PLT-147: the tool that every use case's test takes
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, smallSchema());
    int faults = 0;
    for (int n = 1;; ++n) {
        db.failStatement(n);
        const auto done = db->writeBlocking([](Transaction &tx) -> Result<> {
            PORTIER_TRY(insertThing(u"a"_s)(tx));
            return insertThing(u"b"_s)(tx);
        });
        if (!db.hasFailed()) {
            QVERIFY(done);
            break;
        }
        ++faults;
        db.failStatement(0);
        QVERIFY(!done);
        QCOMPARE(done.error().code, u"storage_unavailable"_s);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 0);
    }
    QCOMPARE(faults, 3); // two statements and the commit
}

void DatabaseTest::sqliteIsSetUpForDurability() // PLT-145
{
    const TestDatabase db(u"sqlite"_s, aClock(), {}, smallSchema());
    const auto pragma = [&db](const QString &name) {
        const auto row = db->writeBlocking([name](Transaction &tx) { return tx.queryOne(u"PRAGMA "_s + name); });
        return row && *row ? (**row).text(0) : QString();
    };
    QCOMPARE(pragma(u"journal_mode"_s), u"wal"_s);
    QCOMPARE(pragma(u"synchronous"_s), u"2"_s);
    QCOMPARE(pragma(u"foreign_keys"_s), u"1"_s);
    QCOMPARE(pragma(u"busy_timeout"_s), u"5000"_s);
}

void DatabaseTest::deadlockIsRunAgain() // PLT-146
{
    if (!TestDatabase::backendNames().contains(u"postgres"_s))
        QSKIP("PostgreSQL is not installed");
    const TestDatabase db(u"postgres"_s, aClock(), {}, smallSchema());
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('a', 0), ('b', 0)"_s);
    // Both hold their first row before either asks for its second, on the first run only.
    std::latch bothHoldOne(2);
    std::atomic<int> runs = 0, failures = 0;
    inThreads(2, [&](int thread) {
        const QStringList order = thread == 0 ? QStringList{u"a"_s, u"b"_s} : QStringList{u"b"_s, u"a"_s};
        const auto done = db->writeBlocking([&, order, first = true](Transaction &tx) mutable -> Result<> {
            ++runs;
            PORTIER_TRY(add(tx, order.at(0)));
            if (std::exchange(first, false))
                bothHoldOne.arrive_and_wait();
            return add(tx, order.at(1));
        });
        failures += done ? 0 : 1;
    });
    QCOMPARE(failures.load(), 0);
    QVERIFY(runs > 2);
    QCOMPARE(intOrDie(*db, u"SELECT SUM(number) FROM things"_s), 4);
}

void DatabaseTest::serialisationFailureIsRunAgain() // PLT-146
{
    if (!TestDatabase::backendNames().contains(u"postgres"_s))
        QSKIP("PostgreSQL is not installed");
    const TestDatabase db(u"postgres"_s, aClock(), {}, smallSchema());
    // Write skew: each body counts, then inserts; serialisable, only one of two concurrent ones may commit at once.
    std::latch bothCounted(2);
    std::atomic<int> runs = 0, failures = 0;
    inThreads(2, [&](int thread) {
        const auto done = db->writeBlocking([&, thread, first = true](Transaction &tx) mutable -> Result<> {
            ++runs;
            PORTIER_TRY(tx.exec(u"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"_s));
            PORTIER_ASSIGN(count, countThings(tx));
            if (std::exchange(first, false))
                bothCounted.arrive_and_wait();
            return insertThing(QString::number(thread), count)(tx);
        });
        failures += done ? 0 : 1;
    });
    QCOMPARE(failures.load(), 0);
    QVERIFY(runs > 2);
    QCOMPARE(intOrDie(*db, u"SELECT SUM(number) FROM things"_s), 1); // one saw nothing, the other one row
}

void DatabaseTest::endlessSerialisationFailureIsBusy() // PLT-146
{
    if (!TestDatabase::backendNames().contains(u"postgres"_s))
        QSKIP("PostgreSQL is not installed");
    const TestDatabase db(u"postgres"_s, aClock(), {}, smallSchema());
    std::atomic<int> runs = 0;
    const auto done = db->writeBlocking([&runs](Transaction &tx) -> Result<> {
        ++runs;
        return tx.execScript(u"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"_s);
    });
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Unavailable);
    QCOMPARE(done.error().code, u"busy"_s);
    QCOMPARE(runs.load(), 6); // once, and five times again
}

void DatabaseTest::exhaustedPoolIsBusy() // PLT-146: nobody waits for ever
{
    if (!TestDatabase::backendNames().contains(u"postgres"_s))
        QSKIP("PostgreSQL is not installed");
    DatabaseOptions options;
    options.poolMin = options.poolMax = 1;
    options.patience = std::chrono::milliseconds(20);
    const auto clock = aClock();
    const TestDatabase db(u"postgres"_s, clock, options, smallSchema());
    std::latch running(1), gate(1);
    const auto held = std::make_shared<std::optional<Result<>>>();
    writeInto(
        *db,
        [&](Transaction &tx) -> Result<> {
            running.count_down();
            gate.wait();
            return insertThing(u"a"_s)(tx);
        },
        held);
    running.wait();
    const auto refused = db->writeBlocking(insertThing(u"b"_s));
    gate.count_down();
    clock->settle();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"busy"_s);
    QVERIFY(**held);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 1);
}

void DatabaseTest::wrongUrlsAreRefused()
{
    DatabaseOptions options;
    options.url = u"mysql://secret@host/db"_s;
    const auto unknown = Database::open(options, aClock());
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, u"database_url"_s);
    QVERIFY(!unknown.error().message.contains(u"secret"_s));

    options.url = u"sqlite:/nonexistent/directory/file.db"_s;
    const auto nowhere = Database::open(options, aClock());
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, u"storage_unavailable"_s);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
