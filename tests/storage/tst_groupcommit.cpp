// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-145: concurrent writes share one durable commit, each still all-or-nothing by itself, replies after the commit.
#include "tests/storage/testschema.h"
#include "tests/support/testdatabase.h"

#include <QTest>
#include <QThread>

#include <semaphore>
#include <stdexcept>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

using Outcome = std::shared_ptr<std::optional<Result<>>>;

/// A database whose writer is held, so that what is written meanwhile forms one group.
class HeldDatabase
{
public:
    HeldDatabase() : m_db(u"sqlite"_s, m_clock, options(), smallSchema())
    {
        const auto running = std::make_shared<std::binary_semaphore>(0);
        writeInto(
            *m_db,
            [running, gate = m_gate](Transaction &) -> Result<> {
                running->release();
                gate->acquire();
                return {};
            },
            std::make_shared<std::optional<Result<>>>());
        running->acquire();
    }
    ~HeldDatabase() { release(); }

    Outcome write(std::function<Result<>(Transaction &)> body)
    {
        auto outcome = std::make_shared<std::optional<Result<>>>();
        writeInto(*m_db, std::move(body), outcome);
        return outcome;
    }
    /// Lets the group run and waits for its replies.
    void release()
    {
        if (std::exchange(m_released, true))
            return;
        m_gate->release();
        m_clock->settle();
    }
    void failNextCommit() { *m_failCommit = true; }
    [[nodiscard]] int commits() const { return *m_commits; }
    [[nodiscard]] Database &operator*() { return *m_db; }

private:
    DatabaseOptions options()
    {
        DatabaseOptions options;
        options.hook = [commits = m_commits, failCommit = m_failCommit](const QString &sql) -> Result<> {
            if (sql != "COMMIT"_L1)
                return {};
            ++*commits;
            if (failCommit->exchange(false))
                return fail(Error::unavailable(u"storage_unavailable"_s, u"made by the test"_s));
            return {};
        };
        return options;
    }

    std::shared_ptr<ManualClock> m_clock = aClock();
    std::shared_ptr<std::binary_semaphore> m_gate = std::make_shared<std::binary_semaphore>(0);
    std::shared_ptr<std::atomic<int>> m_commits = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<bool>> m_failCommit = std::make_shared<std::atomic<bool>>(false);
    TestDatabase m_db;
    bool m_released = false;
};

Result<> insertThenRefuse(Transaction &tx)
{
    PORTIER_TRY(insertThing(u"refused"_s)(tx));
    return fail(Error::conflict(u"not_like_this"_s));
}

Result<> insertThenThrow(Transaction &tx)
{
    PORTIER_TRY(insertThing(u"thrown"_s)(tx));
    throw std::runtime_error("a bug");
}

Result<> insertOrphan(Transaction &tx)
{
    PORTIER_TRY(tx.exec(u"INSERT INTO parts (thing) VALUES ('nothing')"_s));
    return {};
}

} // namespace

class GroupCommitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitingWritesShareOneCommit();
    void failingBodiesLeaveTheOthers();
    void failedCommitAcknowledgesNobody();
    void deferredConstraintHitsOnlyItsOwner();
    void callbacksRunOnlyAfterTheirCommit();
    void sizeOneCommitsEachByItself();
};

void GroupCommitTest::waitingWritesShareOneCommit()
{
    HeldDatabase db;
    QList<Outcome> outcomes;
    for (int i = 0; i < 50; ++i)
        outcomes.append(db.write(insertThing(QString::number(i))));
    db.release();
    for (const Outcome &outcome : std::as_const(outcomes))
        QVERIFY(*outcome && **outcome);
    QCOMPARE(db.commits(), 2); // the one that held the writer, and the group
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 50);
}

void GroupCommitTest::failingBodiesLeaveTheOthers()
{
    HeldDatabase db;
    const Outcome first = db.write(insertThing(u"a"_s));
    const Outcome refused = db.write(insertThenRefuse);
    const Outcome second = db.write(insertThing(u"b"_s));
    QTest::ignoreMessage(QtCriticalMsg, "an exception left a transaction body: a bug");
    const Outcome thrown = db.write(insertThenThrow);
    const Outcome duplicate = db.write(insertThing(u"a"_s));
    const Outcome third = db.write(insertThing(u"c"_s));
    db.release();
    QVERIFY(**first && **second && **third);
    QCOMPARE((**refused).error().code, u"not_like_this"_s);
    QCOMPARE((**thrown).error().kind, ErrorKind::Internal);
    QCOMPARE((**duplicate).error().code, u"unique_violation"_s);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 3);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things WHERE id IN ('a', 'b', 'c')"_s), 3);
}

void GroupCommitTest::failedCommitAcknowledgesNobody() // PLT-104
{
    HeldDatabase db;
    bool called = false;
    const Outcome first = db.write([&called](Transaction &tx) -> Result<> {
        tx.afterCommit([&called] { called = true; });
        return insertThing(u"a"_s)(tx);
    });
    const Outcome refused = db.write(insertThenRefuse);
    const Outcome second = db.write(insertThing(u"b"_s));
    QTest::ignoreMessage(QtWarningMsg, "writes cannot be kept: made by the test");
    QTest::ignoreMessage(QtInfoMsg, "writes are kept again");
    const Outcome armed = db.write([&db](Transaction &) -> Result<> {
        db.failNextCommit();
        return {};
    });
    db.release();
    for (const Outcome &outcome : {first, second, armed}) {
        QVERIFY(!**outcome);
        QCOMPARE((**outcome).error().kind, ErrorKind::Unavailable);
        QCOMPARE((**outcome).error().code, u"storage_unavailable"_s);
    }
    QCOMPARE((**refused).error().code, u"not_like_this"_s);
    QVERIFY(!called);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 0);
    // Service resumes by itself.
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('c', 1)"_s);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 1);
}

void GroupCommitTest::deferredConstraintHitsOnlyItsOwner()
{
    HeldDatabase db;
    const Outcome first = db.write(insertThing(u"a"_s));
    const Outcome orphan = db.write(insertOrphan);
    const Outcome second = db.write(insertThing(u"b"_s));
    db.release();
    QVERIFY(**first && **second);
    QCOMPARE((**orphan).error().code, u"constraint_violation"_s);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 2);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM parts"_s), 0);
}

void GroupCommitTest::callbacksRunOnlyAfterTheirCommit()
{
    HeldDatabase db;
    QStringList calls;
    const auto calling = [&calls](const QString &name, auto body) {
        return [&calls, name, body](Transaction &tx) -> Result<> {
            tx.afterCommit([&calls, name] {
                calls.append(name);
                if (QThread::currentThread() != qApp->thread())
                    calls.append(u"on the wrong thread"_s);
            });
            return body(tx);
        };
    };
    const Outcome good = db.write(calling(u"good"_s, insertThing(u"a"_s)));
    const Outcome bad = db.write(calling(u"bad"_s, insertThenRefuse));
    db.release();
    QCOMPARE(calls, QStringList{u"good"_s});
}

void GroupCommitTest::sizeOneCommitsEachByItself()
{
    int commits = 0;
    DatabaseOptions options;
    options.groupCommit = 1;
    options.hook = [&commits](const QString &sql) -> Result<> {
        commits += sql == "COMMIT"_L1 ? 1 : 0;
        return {};
    };
    const auto clock = aClock();
    const TestDatabase db(u"sqlite"_s, clock, options, smallSchema());
    for (int i = 0; i < 10; ++i)
        writeInto(*db, insertThing(QString::number(i)), std::make_shared<std::optional<Result<>>>());
    clock->settle();
    QCOMPARE(commits, 10);
}

QTEST_GUILESS_MAIN(GroupCommitTest)
#include "tst_groupcommit.moc"
