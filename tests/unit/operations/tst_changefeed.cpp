// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/changefeed.h"
#include "tests/support/testdatabase.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace portier;
using namespace portier::operations;
using namespace portier::test;
using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Change aChange(const QString &id, const QString &visibility = u"account:a"_s, const QString &kind = u"trip.updated"_s)
{
    return {kind, id, ChangeOperation::Updated, visibility, u"subject"_s};
}

void append(storage::Database &database, const Change &change, Instant now = fromMs(1000))
{
    QVERIFY(database.writeBlocking([=](Transaction &tx) { return appendChange(tx, change, now); }));
}

qint64 head(storage::Database &database)
{
    return database.readBlocking([](Transaction &tx) { return feedHead(tx); }).value();
}

Result<FeedPage> page(storage::Database &database, qint64 after, int limit = 100,
                      const FeedFilter &filter = {{u"account:a"_s}, {}})
{
    return database.readBlocking([=](Transaction &tx) { return readChanges(tx, after, limit, filter); });
}

QStringList ids(const FeedPage &page)
{
    QStringList result;
    for (const FeedItem &item : page.items)
        result << item.change.objectId;
    return result;
}

} // namespace

class TestChangeFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesChangesInOrder_data() { TestDatabase::backends(); } // PLT-080
    void givesChangesInOrder()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        const qint64 start = head(*db);
        QVERIFY(db->writeBlocking([](Transaction &tx) -> Result<> {
            PORTIER_TRY(appendChange(tx, aChange(u"1"_s), fromMs(1000)));
            return appendChange(tx, aChange(u"2"_s), fromMs(1000));
        }));
        append(*db, {u"trip.removed"_s, u"3"_s, ChangeOperation::Removed, u"account:a"_s, {}}, fromMs(2000));
        const auto all = page(*db, start);
        QVERIFY(all);
        QCOMPARE(ids(*all), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QVERIFY(!all->hasMore);
        const FeedItem last = all->items.last();
        QCOMPARE(last.change.kind, u"trip.removed"_s);
        QCOMPARE(last.change.operation, ChangeOperation::Removed);
        QCOMPARE(last.at, fromMs(2000));
        QVERIFY(all->next >= last.sequence);
        QVERIFY(page(*db, all->next)->items.isEmpty());
    }

    void pagesDoNotRepeatOrLose_data() { TestDatabase::backends(); } // PLT-080
    void pagesDoNotRepeatOrLose()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        qint64 after = head(*db);
        QStringList expected;
        for (int i = 0; i < 7; ++i) {
            expected << QString::number(i);
            append(*db, aChange(expected.last()));
            append(*db, aChange(u"foreign"_s, u"account:b"_s));
        }
        QStringList seen;
        for (bool more = true; more;) {
            const auto part = page(*db, after, 3);
            QVERIFY(part && part->items.size() <= 3);
            seen += ids(*part);
            after = part->next;
            more = part->hasMore;
        }
        QCOMPARE(seen, expected);
    }

    void knowsWhereAStampStands_data() { TestDatabase::backends(); } // PLT-054
    void knowsWhereAStampStands()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        using std::chrono::minutes;
        const Instant noon = fromMs(1'800'000'000'000);
        const qint64 start = head(*db);
        for (const Instant at : {noon, noon + minutes(10), noon - minutes(30), noon + minutes(5)}) // a clock set back
            append(*db, aChange(QString::number(toMs(at))), at);
        QList<qint64> sequences;
        const auto all = page(*db, start);
        for (const FeedItem &item : all->items)
            sequences.append(item.sequence);
        const auto first = [&db](Instant since) {
            return db->readBlocking([since](Transaction &tx) { return firstChangeSince(tx, since); }).value();
        };
        QCOMPARE(first(noon - minutes(60)), std::optional(sequences.at(0)));
        QCOMPARE(first(noon), std::optional(sequences.at(0)));
        QCOMPARE(first(noon + minutes(5)),
                 std::optional(sequences.at(1))); // not its own: the one stamped later came first
        QCOMPARE(first(noon + minutes(10)), std::optional(sequences.at(1)));
        QCOMPARE(first(noon + minutes(60)), std::optional<qint64>());
    }

    void showsOnlyWhatTheCallerMaySee_data() { TestDatabase::backends(); } // PLT-080, PLT-044
    void showsOnlyWhatTheCallerMaySee()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        const qint64 start = head(*db);
        append(*db, aChange(u"mine"_s));
        append(*db, aChange(u"theirs"_s, u"account:b"_s));
        append(*db, aChange(u"admins"_s, u"role:admin"_s));
        QCOMPARE(ids(*page(*db, start)), QStringList{u"mine"_s});
        QCOMPARE(ids(*page(*db, start, 100, {{u"account:a"_s, u"role:admin"_s}, {}})),
                 (QStringList{u"mine"_s, u"admins"_s}));
        QVERIFY(page(*db, start, 100, {})->items.isEmpty());
    }

    void filtersByKind_data() // PLT-080: kinds=, trip.* allowed
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QStringList>("kinds");
        QTest::addColumn<QStringList>("expected");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto add = [&](const QStringList &kinds, const QStringList &expected) {
                QTest::addRow("%s %s", qPrintable(backend), qPrintable(kinds.join(u' ')))
                    << backend << kinds << expected;
            };
            add({}, {u"1"_s, u"2"_s, u"3"_s, u"4"_s});
            add({u"trip.*"_s}, {u"1"_s, u"2"_s});
            add({u"trip.updated"_s}, {u"2"_s});
            add({u"trip.created"_s, u"watch.*"_s}, {u"1"_s, u"4"_s});
            add({u"tri.*"_s}, {});
            add({u"%.*"_s}, {});
        }
    }
    void filtersByKind()
    {
        QFETCH(QString, backend);
        QFETCH(QStringList, kinds);
        TestDatabase db(backend);
        const qint64 start = head(*db);
        append(*db, aChange(u"1"_s, u"account:a"_s, u"trip.created"_s));
        append(*db, aChange(u"2"_s, u"account:a"_s, u"trip.updated"_s));
        append(*db, aChange(u"3"_s, u"account:a"_s, u"tripwire.created"_s));
        append(*db, aChange(u"4"_s, u"account:a"_s, u"watch.created"_s));
        const auto found = page(*db, start, 100, {{u"account:a"_s}, kinds});
        QVERIFY(found);
        QTEST(ids(*found), "expected");
    }

    void rolledBackChangesNeverAppear_data() { TestDatabase::backends(); } // PLT-080
    void rolledBackChangesNeverAppear()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        const qint64 start = head(*db);
        QVERIFY(!db->writeBlocking([](Transaction &tx) -> Result<> {
            PORTIER_TRY(appendChange(tx, aChange(u"never"_s), fromMs(1000)));
            return fail(Error::conflict(u"undone"_s));
        }));
        append(*db, aChange(u"kept"_s));
        QCOMPARE(ids(*page(*db, start)), QStringList{u"kept"_s});
    }

    void oldAndUnknownPositionsReset_data() { TestDatabase::backends(); } // PLT-083, A37
    void oldAndUnknownPositionsReset()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        const qint64 start = head(*db);
        append(*db, aChange(u"old"_s), fromMs(1000));
        const qint64 between = head(*db);
        append(*db, aChange(u"young"_s), fromMs(2000));
        const auto removed = db->writeBlocking([](Transaction &tx) { return removeChangesBefore(tx, fromMs(2000)); });
        QVERIFY(removed);
        QCOMPARE(*removed, 1);

        const auto tooOld = page(*db, start);
        QVERIFY(!tooOld);
        QCOMPARE(tooOld.error().code, u"feed_reset"_s);
        QCOMPARE(tooOld.error().details.value(u"head"_s).toInteger(), head(*db));
        QCOMPARE(ids(*page(*db, between)), QStringList{u"young"_s});
        QCOMPARE(page(*db, head(*db) + 1).error().code, u"feed_reset"_s); // a restored database
    }

    void headStaysWhenEverythingIsRemoved_data() { TestDatabase::backends(); } // PLT-083
    void headStaysWhenEverythingIsRemoved()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        append(*db, aChange(u"old"_s), fromMs(1000));
        const qint64 before = head(*db);
        QVERIFY(db->writeBlocking([](Transaction &tx) { return removeChangesBefore(tx, fromMs(5000)); }));
        QVERIFY(head(*db) >= before);
        QVERIFY(page(*db, before)->items.isEmpty());
        append(*db, aChange(u"new"_s), fromMs(6000));
        QCOMPARE(ids(*page(*db, before)), QStringList{u"new"_s});
    }

    void noReaderSkipsAChange_data() { TestDatabase::backends(); } // PLT-081, A36
    void noReaderSkipsAChange()
    {
        QFETCH(QString, backend);
        storage::DatabaseOptions options;
        options.poolMax = 34;
        TestDatabase db(backend, aClock(), options);
        constexpr int writers = 32;
        constexpr int transactionsEach = 40;
        const bool postgres = backend == "postgres"_L1;
        const qint64 start = head(*db);

        std::atomic<int> running = writers;
        std::atomic<int> failed = 0;
        std::vector<std::thread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&, writer] {
                QRandomGenerator random(writer + 1);
                for (int n = 0; n < transactionsEach; ++n) {
                    const bool undo = random.bounded(4) == 0;
                    const int changes = random.bounded(1, 4);
                    const double pause = random.bounded(0.004);
                    const QString id = QStringLiteral("%1-%2").arg(writer).arg(n);
                    const auto done = db->writeBlocking([=](Transaction &tx) -> Result<> {
                        for (int i = 0; i < changes; ++i) {
                            PORTIER_TRY(appendChange(tx, aChange(id), fromMs(1000)));
                            // Commits come in another order than numbers.
                            if (postgres)
                                PORTIER_TRY(tx.query(u"SELECT pg_sleep(?)::text"_s, {QString::number(pause)}));
                        }
                        return undo ? Result<>(fail(Error::conflict(u"undone"_s))) : Result<>();
                    });
                    failed += done || done.error().code == u"undone"_s ? 0 : 1;
                }
                --running;
            });
        }

        QList<qint64> seen;
        qint64 after = start;
        const auto follow = [&] {
            const auto part = page(*db, after, 50);
            if (!part)
                qFatal("%s", qPrintable(part.error().code));
            for (const FeedItem &item : part->items)
                seen << item.sequence;
            after = part->next;
            return part->hasMore;
        };
        while (running > 0)
            follow();
        for (std::thread &thread : threads)
            thread.join();
        while (follow()) {
        }
        QCOMPARE(failed.load(), 0); // no two transactions take the same number

        const auto stored = db->readBlocking(
            [](Transaction &tx) { return tx.query(u"SELECT sequence FROM changes ORDER BY sequence"_s); });
        QList<qint64> expected;
        for (const storage::Row &row : *stored)
            expected << row.integer(0);
        QVERIFY(expected.size() > writers * transactionsEach / 2);
        QCOMPARE(seen, expected);
    }
};

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
