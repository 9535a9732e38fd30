// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/feedreader.h"
#include "core/operations/metrics.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace portier;
using namespace portier::operations;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Transaction;

namespace
{

Change aChange(const QString &id, const QString &visibility = u"account:a"_s, const QString &kind = u"trip.updated"_s)
{
    return {kind, id, ChangeOperation::Updated, visibility, {}};
}

QStringList ids(const FeedPage &page)
{
    QStringList result;
    for (const FeedItem &item : page.items)
        result << item.change.objectId;
    return result;
}

/// What a waiting call came back with.
struct Waited {
    bool back = false;
    FeedPage page;
};

QCoro::Task<> waitInto(FeedReader *reader, FeedCall call, std::shared_ptr<Waited> waited)
{
    const auto page = co_await reader->page(std::move(call));
    waited->back = true;
    if (page)
        waited->page = *page;
}

/// A feed over a real database; time is real, because commits of other connections are.
struct Feed {
    std::shared_ptr<Clock> clock = std::make_shared<SystemClock>();
    TestDatabase db;
    Metrics metrics;
    FeedReader reader;
    TaskScope calls;

    explicit Feed(const QString &backend, FeedReader::Options options = {})
        : db(backend, clock), reader(*db, clock, metrics, options)
    {
    }
    ~Feed()
    {
        reader.stop();
        QCoro::waitFor(calls.join());
        QCoro::waitFor(reader.join());
    }
    qint64 head() { return QCoro::waitFor(reader.page({}))->next; }
    Result<FeedPage> page(qint64 after, const FeedFilter &filter = {{u"account:a"_s}, {}}, int limit = 100)
    {
        return QCoro::waitFor(reader.page({after, 0ms, limit, filter, u"s"_s}));
    }
    std::shared_ptr<Waited> wait(Millis time, const FeedFilter &filter = {{u"account:a"_s}, {}},
                                 const QString &caller = u"session"_s)
    {
        auto waited = std::make_shared<Waited>();
        const int before = reader.waiting();
        const qint64 after = head();
        calls.add(waitInto(&reader, {after, time, 100, filter, caller}, waited));
        if (!QTest::qWaitFor([&] { return waited->back || reader.waiting() > before; }, 30'000))
            qFatal("nobody waits");
        return waited;
    }
    void append(const Change &change)
    {
        if (!db->writeBlocking([=](Transaction &tx) { return appendChange(tx, change, fromMs(1000)); }))
            qFatal("no change");
    }
};

} // namespace

class TestFeedReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheHeadWithoutAPosition_data() { TestDatabase::backends(); } // PLT-080
    void givesTheHeadWithoutAPosition()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        feed.append(aChange(u"before"_s));
        const auto head = QCoro::waitFor(feed.reader.page({{}, 25s, 100, {{u"account:a"_s}, {}}, {}}));
        QVERIFY(head && head->items.isEmpty() && !head->hasMore);
        feed.append(aChange(u"after"_s));
        QCOMPARE(ids(*feed.page(head->next)), QStringList{u"after"_s});
    }

    void aWaiterWakesWithTheCommit_data() { TestDatabase::backends(); } // PLT-082
    void aWaiterWakesWithTheCommit()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        const auto mine = feed.wait(60s);
        const auto others = feed.wait(60s, {{u"account:b"_s}, {}}, u"other"_s);
        const auto watches = feed.wait(60s, {{u"account:a"_s}, {u"watch.*"_s}}, u"third"_s);
        QVERIFY(!mine->back);
        feed.append(aChange(u"1"_s));
        QTRY_VERIFY_WITH_TIMEOUT(mine->back, 20'000);
        QCOMPARE(ids(mine->page), QStringList{u"1"_s});
        QVERIFY(!others->back); // PLT-044
        QVERIFY(!watches->back);
        feed.append(aChange(u"2"_s, u"account:a"_s, u"watch.created"_s));
        QTRY_VERIFY_WITH_TIMEOUT(watches->back, 20'000);
        QCOMPARE(ids(watches->page), QStringList{u"2"_s});
        QVERIFY(!others->back);
        QCOMPARE(feed.reader.waiting(), 1);
        QVERIFY(feed.metrics.render().contains("portier_feed_waiters 1"));
    }

    void rolledBackChangesWakeNobody_data() { TestDatabase::backends(); } // PLT-080
    void rolledBackChangesWakeNobody()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        const auto mine = feed.wait(60s);
        QVERIFY(!feed.db->writeBlocking([](Transaction &tx) -> Result<> {
            PORTIER_TRY(appendChange(tx, aChange(u"never"_s), fromMs(1000)));
            return fail(Error::conflict(u"undone"_s));
        }));
        feed.append(aChange(u"kept"_s));
        QTRY_VERIFY_WITH_TIMEOUT(mine->back, 20'000);
        QCOMPARE(ids(mine->page), QStringList{u"kept"_s});
    }

    void anotherInstancesCommitWakes() // PLT-082
    {
        if (!TestDatabase::backendNames().contains(u"postgres"_s))
            QSKIP("PostgreSQL is not installed");
        Feed feed(u"postgres"_s);
        storage::DatabaseOptions options;
        options.url = feed.db.url();
        const auto second = storage::Database::open(options, feed.clock).value();
        const auto mine = feed.wait(60s);
        QVERIFY(second->writeBlocking(
            [](Transaction &tx) { return appendChange(tx, aChange(u"elsewhere"_s), fromMs(1000)); }));
        QTRY_VERIFY_WITH_TIMEOUT(mine->back, 20'000);
        QCOMPARE(ids(mine->page), QStringList{u"elsewhere"_s});
    }

    void anEmptyPageComesAtTheEnd_data() { TestDatabase::backends(); } // PLT-082
    void anEmptyPageComesAtTheEnd()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        const auto mine = feed.wait(50ms);
        QTRY_VERIFY_WITH_TIMEOUT(mine->back, 20'000);
        QVERIFY(mine->page.items.isEmpty());
        feed.append(aChange(u"later"_s));
        QCOMPARE(ids(*feed.page(mine->page.next)), QStringList{u"later"_s});
        QCOMPARE(feed.reader.waiting(), 0);
    }

    void oneMoreSendsTheOldestHome() // table 3.5, feed_wait
    {
        FeedReader::Options options;
        options.waitingEach = 4;
        Feed feed(u"sqlite"_s, options);
        const auto foreign = feed.wait(60s, {{u"account:a"_s}, {}}, u"other"_s);
        QList<std::shared_ptr<Waited>> mine;
        for (int i = 0; i < 4; ++i)
            mine.append(feed.wait(60s));
        QVERIFY(!mine.first()->back);
        mine.append(feed.wait(60s));
        QTRY_VERIFY_WITH_TIMEOUT(mine.first()->back, 20'000);
        QVERIFY(mine.first()->page.items.isEmpty());
        for (int i = 1; i < 5; ++i)
            QVERIFY(!mine.at(i)->back);
        QVERIFY(!foreign->back);
    }

    void stoppingSendsEverybodyHome_data() { TestDatabase::backends(); } // PLT-082, PLT-102
    void stoppingSendsEverybodyHome()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        const auto first = feed.wait(60s);
        const auto second = feed.wait(60s, {{u"account:b"_s}, {}}, u"other"_s);
        feed.reader.stop();
        QTRY_VERIFY_WITH_TIMEOUT(first->back && second->back, 20'000);
        const auto late = feed.page(first->page.next);
        QVERIFY(late && late->items.isEmpty());
    }

    void aThousandWaitersHoldNoDatabaseThread_data() { TestDatabase::backends(); } // PLT-082
    void aThousandWaitersHoldNoDatabaseThread()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        const qint64 after = feed.head();
        QList<std::shared_ptr<Waited>> waiters;
        for (int i = 0; i < 1000; ++i) {
            waiters.append(std::make_shared<Waited>());
            const FeedCall call{after, 60s, 100, {{u"account:a"_s}, {}}, QString::number(i)};
            feed.calls.add(waitInto(&feed.reader, call, waiters.last()));
        }
        QTRY_COMPARE_WITH_TIMEOUT(feed.reader.waiting(), 1000, 60'000);
        feed.append(aChange(u"1"_s)); // would hang if the waiters held the connections
        QTRY_COMPARE_WITH_TIMEOUT(feed.reader.waiting(), 0, 60'000);
        const auto areBack = [&] {
            return std::all_of(waiters.begin(), waiters.end(), [](auto &w) { return w->back; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(areBack(), 60'000);
        for (const auto &waited : std::as_const(waiters))
            QCOMPARE(ids(waited->page), QStringList{u"1"_s});
    }

    void aFollowerHasTheSameSetAsTheLists_data() { TestDatabase::backends(); } // PLT-084, PLT-081, A36
    void aFollowerHasTheSameSetAsTheLists()
    {
        QFETCH(QString, backend);
        Feed feed(backend);
        execOrDie(*feed.db, u"CREATE TABLE things (id TEXT PRIMARY KEY, owner TEXT NOT NULL)"_s);
        constexpr int writers = 4;
        constexpr int transactionsEach = 500;
        constexpr int changesEach = 50; // 100,000 in all
        std::atomic<int> running = writers;
        std::vector<std::thread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&, writer] {
                QRandomGenerator random(quint32(writer) + 1);
                for (int n = 0; n < transactionsEach; ++n) {
                    if (!feed.db->writeBlocking([&](Transaction &tx) { return changeThings(tx, random, writer); }))
                        continue; // rolled back on purpose
                }
                --running;
            });
        }

        // Note the head, load the list, then follow.
        qint64 after = feed.head();
        QSet<QString> mine = things(feed);
        bool foreignSeen = false;
        int pages = 0;
        const auto follow = [&] {
            const auto page = feed.page(after, {{u"account:a"_s}, {}}, 500);
            if (!page)
                qFatal("%s", qPrintable(page.error().code));
            for (int twice = 0; twice < (++pages % 10 == 0 ? 2 : 1); ++twice) { // applying twice changes nothing
                for (const FeedItem &item : page->items) {
                    foreignSeen = foreignSeen || !item.change.objectId.startsWith(u'a');
                    if (item.change.operation == ChangeOperation::Removed)
                        mine.remove(item.change.objectId);
                    else
                        mine.insert(item.change.objectId);
                }
            }
            after = page->next;
            return page->hasMore;
        };
        while (running > 0)
            follow();
        for (std::thread &thread : threads)
            thread.join();
        while (follow()) {
        }
        QVERIFY(!foreignSeen);
        QVERIFY(!mine.isEmpty());
        QCOMPARE(mine, things(feed));
        QVERIFY(intOrDie(*feed.db, u"SELECT COUNT(*) FROM changes"_s) > writers * transactionsEach * changesEach / 2);
    }

private:
    static constexpr int thingsEach = 40;

    /// Fifty random changes of things of two owners, one time in five undone at the end.
    static Result<> changeThings(Transaction &tx, QRandomGenerator &random, int writer)
    {
        for (int i = 0; i < 50; ++i) {
            const QString owner = random.bounded(3) == 0 ? u"b"_s : u"a"_s;
            const QString id = u"%1-%2-%3"_s.arg(owner).arg(writer).arg(random.bounded(thingsEach));
            Change change = aChange(id, u"account:"_s + owner);
            if (random.bounded(3) == 0) {
                PORTIER_TRY(tx.exec(u"DELETE FROM things WHERE id = ?"_s, {id}));
                change.operation = ChangeOperation::Removed;
            } else {
                PORTIER_TRY(tx.exec(u"INSERT INTO things (id, owner) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"_s,
                                    {id, owner}));
            }
            PORTIER_TRY(appendChange(tx, change, fromMs(1000)));
        }
        return random.bounded(5) == 0 ? Result<>(fail(Error::conflict(u"undone"_s))) : Result<>();
    }

    static QSet<QString> things(Feed &feed)
    {
        const auto rows = feed.db->readBlocking(
            [](Transaction &tx) { return tx.query(u"SELECT id FROM things WHERE owner = 'a'"_s); });
        QSet<QString> ids;
        for (const storage::Row &row : *rows)
            ids.insert(row.text(0));
        return ids;
    }
};

QTEST_GUILESS_MAIN(TestFeedReader)
#include "tst_feedreader.moc"
