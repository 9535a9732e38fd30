// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-149: numbered, forward-only, checksummed, one transaction each; anything unexpected refuses with a clear
// sentence.
#include "tests/support/testdatabase.h"

#include <QTest>

#include <latch>
#include <thread>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

QList<Migration> three()
{
    return {
        {1, u"one"_s, u"CREATE TABLE one (id {serial_pk}, raw {blob});"_s},
        {2, u"two"_s, u"-- a comment; with a semicolon\nCREATE TABLE two (id TEXT); INSERT INTO two VALUES ('a;b');"_s},
        {3, u"three"_s,
         u"-- only sqlite\nCREATE TABLE three (id TEXT);\nINSERT INTO three VALUES ('sqlite');\n-- end only\n"
         "-- only postgres\nCREATE TABLE three (id TEXT);\nINSERT INTO three VALUES ('postgres');\n-- end only\n"_s}};
}

Result<SchemaState> migrate(TestDatabase &db, QList<Migration> migrations)
{
    return Migrator(*db, std::move(migrations)).migrate(aClock()->now());
}

} // namespace

class MigratorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void builtInFilesApply_data() { TestDatabase::backends(); }
    void builtInFilesApply();
    void missingOnesAreApplied_data() { TestDatabase::backends(); }
    void missingOnesAreApplied();
    void unexpectedSchemasAreRefused_data();
    void unexpectedSchemasAreRefused();
    void failingMigrationLeavesThePartsBefore_data() { TestDatabase::backends(); }
    void failingMigrationLeavesThePartsBefore();
    void stopIsAskedBetweenTwo_data() { TestDatabase::backends(); }
    void stopIsAskedBetweenTwo();
    void severalInstancesMigrateOnce();
};

void MigratorTest::builtInFilesApply()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, {});
    const QList<Migration> builtIn = Migrator::builtIn();
    QVERIFY(!builtIn.isEmpty());
    QCOMPARE(builtIn.first().number, 1);
    const auto before = Migrator(*db).inspect();
    QVERIFY(before);
    QVERIFY(before->empty);
    QVERIFY(!before->isCurrent());
    QVERIFY(migrate(db, builtIn));
    const auto after = Migrator(*db).inspect();
    QVERIFY(after && after->isCurrent() && !after->empty);
}

void MigratorTest::missingOnesAreApplied()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, {});
    QVERIFY(migrate(db, three().mid(0, 1)));
    QStringList progress;
    const auto state = Migrator(*db, three()).migrate(aClock()->now(), [&progress](const Migration &migration) {
        progress.append(migration.name);
    });
    QVERIFY2(state.has_value(), state ? "" : qPrintable(state.error().message));
    QCOMPARE(progress, (QStringList{u"two"_s, u"three"_s}));
    QCOMPARE(state->applied, 3);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM two WHERE id = 'a;b'"_s), 1);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM three WHERE id = ?"_s, {backend}), 1);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM schema_migrations"_s), 3);
}

void MigratorTest::unexpectedSchemasAreRefused_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("code");
    for (const QString &backend : TestDatabase::backendNames()) {
        const auto add = [&](const char *name, const QString &change, const QString &code) {
            QTest::addRow("%s %s", qPrintable(backend), name) << backend << change << code;
        };
        add("changed file", u"UPDATE schema_migrations SET checksum = 'other' WHERE number = 2"_s,
            u"migration_changed"_s);
        add("gap", u"DELETE FROM schema_migrations WHERE number = 1"_s, u"migration_gap"_s);
        add("newer", u"INSERT INTO schema_migrations VALUES (4, 'four', 'x', 0)"_s, u"schema_newer"_s);
        add("tables of another program", u"DROP TABLE schema_migrations"_s, u"foreign_tables"_s);
    }
}

void MigratorTest::unexpectedSchemasAreRefused()
{
    QFETCH(QString, backend);
    QFETCH(QString, change);
    QFETCH(QString, code);
    TestDatabase db(backend, aClock(), {}, {});
    QVERIFY(migrate(db, three()));
    execOrDie(*db, change);
    const auto inspected = Migrator(*db, three()).inspect();
    QVERIFY(!inspected);
    QCOMPARE(inspected.error().code, code);
    QVERIFY(inspected.error().message.size() > 40); // a sentence that says what to do
    const auto migrated = migrate(db, three());
    QVERIFY(!migrated);
    QCOMPARE(migrated.error().code, code);
}

void MigratorTest::failingMigrationLeavesThePartsBefore()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, {});
    QList<Migration> broken = three();
    broken[1].sql = u"CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1);"_s;
    QVERIFY(!migrate(db, broken));
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM schema_migrations"_s), 1);
    const auto half = db->readBlocking([](Transaction &tx) { return tx.query(u"SELECT * FROM half"_s); });
    QVERIFY(!half); // its first statement went with the second
    QVERIFY(migrate(db, three()));
}

void MigratorTest::stopIsAskedBetweenTwo() // PLT-150
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, {});
    int applied = 0;
    const auto stopped =
        Migrator(*db, three())
            .migrate(
                aClock()->now(), [&applied](const Migration &) { ++applied; }, [&applied] { return applied == 2; });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QCOMPARE(Migrator(*db, three()).inspect()->applied, 2);
    QVERIFY(migrate(db, three()));
}

void MigratorTest::severalInstancesMigrateOnce()
{
    if (!TestDatabase::backendNames().contains(u"postgres"_s))
        QSKIP("PostgreSQL is not installed");
    TestDatabase db(u"postgres"_s, aClock(), {}, {});
    std::atomic<int> applied = 0, failures = 0;
    std::latch start(4);
    std::vector<std::thread> instances;
    for (int i = 0; i < 4; ++i)
        instances.emplace_back([&] {
            start.arrive_and_wait();
            const auto state =
                Migrator(*db, three()).migrate(aClock()->now(), [&applied](const Migration &) { ++applied; });
            failures += state ? 0 : 1;
        });
    for (std::thread &instance : instances)
        instance.join();
    QCOMPARE(failures.load(), 0);
    QCOMPARE(applied.load(), 3);
}

QTEST_GUILESS_MAIN(MigratorTest)
#include "tst_migrator.moc"
