// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-146, OPS-034: a lost PostgreSQL answers 503 within five seconds, and service resumes by itself.
#include "tests/storage/testschema.h"
#include "tests/support/postgrescluster.h"
#include "tests/support/testdatabase.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

class ServerLossTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!PostgresCluster::isAvailable())
            QSKIP("PostgreSQL is not installed");
    }
    void killedConnectionGoesUnnoticed();
    void connectionKilledInsideABodyRunsItAgain();
    void lostServerIsUnavailableAndResumes();
    void startWithoutServerSaysSo();
};

void ServerLossTest::killedConnectionGoesUnnoticed()
{
    const TestDatabase db(u"postgres"_s, aClock(), {}, smallSchema());
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('a', 1)"_s);
    for (int i = 0; i < 5; ++i) {
        // All other connections of this database, as an administrator or a server restart ends them.
        const auto killed = db->writeBlocking([](Transaction &tx) {
            return tx.query(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                            "current_database() AND pid <> pg_backend_pid()"_s);
        });
        QVERIFY(killed);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things WHERE id = ?"_s, {u"a"_s}), 1);
        execOrDie(*db, u"UPDATE things SET number = number + 1"_s);
    }
    QCOMPARE(intOrDie(*db, u"SELECT number FROM things"_s), 6);
}

void ServerLossTest::connectionKilledInsideABodyRunsItAgain()
{
    const TestDatabase db(u"postgres"_s, aClock(), {}, smallSchema());
    int runs = 0;
    const auto done = db->writeBlocking([&runs](Transaction &tx) -> Result<> {
        PORTIER_TRY(insertThing(u"a"_s)(tx));
        if (++runs == 1)
            PORTIER_TRY(tx.query(u"SELECT pg_terminate_backend(pg_backend_pid())"_s));
        return insertThing(u"b"_s)(tx);
    });
    QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
    QCOMPARE(runs, 2);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 2);
}

void ServerLossTest::lostServerIsUnavailableAndResumes()
{
    const auto clock = aClock();
    const TestDatabase db(u"postgres"_s, clock, {}, smallSchema());
    int acknowledged = 0;
    for (; acknowledged < 20; ++acknowledged)
        execOrDie(*db, u"INSERT INTO things (id, number) VALUES (?, 1)"_s, {QString::number(acknowledged)});

    PostgresCluster::shared().stop();
    QList<std::shared_ptr<std::optional<Result<>>>> outcomes;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 50; ++i) {
        outcomes.append(std::make_shared<std::optional<Result<>>>());
        writeInto(*db, insertThing(u"lost %1"_s.arg(i)), outcomes.last());
    }
    clock->settle();
    for (const auto &outcome : std::as_const(outcomes)) {
        QVERIFY(!**outcome);
        QCOMPARE((**outcome).error().kind, ErrorKind::Unavailable);
        QCOMPARE((**outcome).error().code, u"storage_unavailable"_s);
    }
    QVERIFY2(timer.elapsed() < 5000, "requests must be answered within five seconds");
    const auto read = db->readBlocking([](Transaction &tx) { return tx.query(u"SELECT * FROM things"_s); });
    QVERIFY(!read);
    QCOMPARE(read.error().code, u"storage_unavailable"_s);

    PostgresCluster::shared().start();
    const auto isBack = [&db] { return db->writeBlocking([](Transaction &tx) { return tx.query(u"SELECT 1"_s); }); };
    QTRY_VERIFY_WITH_TIMEOUT(isBack().has_value(), 5000);
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('back', 2)"_s);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things WHERE number = 1"_s), acknowledged);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), acknowledged + 1);
}

void ServerLossTest::startWithoutServerSaysSo()
{
    DatabaseOptions options;
    options.url = u"postgresql://portier:hush@/nothing?host=/nonexistent"_s;
    const auto opened = Database::open(options, aClock());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, u"storage_unavailable"_s);
    QVERIFY(!opened.error().message.contains(u"hush"_s));
}

QTEST_GUILESS_MAIN(ServerLossTest)
#include "tst_serverloss.moc"
