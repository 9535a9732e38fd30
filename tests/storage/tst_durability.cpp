// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-145, PLT-150: what was acknowledged survives kill -9, and a kill at every statement of every migration leaves a
// database from which the next start continues. The test program starts itself as the process to be killed.
#include "tests/storage/testschema.h"
#include "tests/support/testdatabase.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <csignal>
#include <cstdio>

#include <unistd.h>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int writers = 16;

std::unique_ptr<Database> openChild(const QString &url, StatementHook hook = {})
{
    DatabaseOptions options;
    options.url = url;
    options.hook = std::move(hook);
    auto database = Database::open(options, std::make_shared<SystemClock>());
    if (!database)
        qFatal("%s", qPrintable(database.error().message));
    return std::move(*database);
}

/// Says an id only when its row was acknowledged.
QCoro::Task<> writeForEver(Database &database, int writer)
{
    for (int i = 0;; ++i) {
        const QString id = u"%1-%2-%3"_s.arg(::getpid()).arg(writer).arg(i);
        if (const auto done = co_await database.write(insertThing(id)); !done)
            qFatal("%s", qPrintable(done.error().message));
        std::printf("%s\n", qPrintable(id));
        std::fflush(stdout);
    }
}

int childWrites(const QString &url)
{
    const auto database = openChild(url);
    for (int i = 0; i < writers; ++i)
        writeForEver(*database, i);
    return QCoreApplication::exec();
}

int childMigrates(const QString &url, int dieAt)
{
    const auto count = std::make_shared<std::atomic<int>>(0);
    const auto database = openChild(url, [count, dieAt](const QString &) -> Result<> {
        if (++*count == dieAt)
            ::raise(SIGKILL);
        return {};
    });
    const auto migrated = Migrator(*database).migrate(aClock()->now());
    return migrated ? 0 : 1;
}

/// Gives what the child said before it was killed, after at least `lines` lines.
QStringList runAndKill(const QString &url, qsizetype lines)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {u"--child-writes"_s, url});
    QByteArray said;
    while (said.count('\n') < lines && child.waitForReadyRead(60'000))
        said += child.readAllStandardOutput();
    child.kill();
    child.waitForFinished(60'000);
    said += child.readAllStandardOutput();
    said.truncate(said.lastIndexOf('\n') + 1); // the last line may be torn
    return QString::fromLatin1(said).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

class DurabilityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acknowledgedRowsSurviveAKill_data() { TestDatabase::backends(); }
    void acknowledgedRowsSurviveAKill();
    void killAtEveryStatementOfEveryMigration_data() { TestDatabase::backends(); }
    void killAtEveryStatementOfEveryMigration();
};

void DurabilityTest::acknowledgedRowsSurviveAKill()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, smallSchema());
    QStringList acknowledged;
    for (int round = 0; round < 5; ++round) {
        db.close();
        const QStringList said = runAndKill(db.url(), QRandomGenerator::global()->bounded(20, 400));
        QVERIFY(said.size() >= 20);
        acknowledged += said;
        db.reopen();
        const auto rows = db->readBlocking([](Transaction &tx) { return tx.query(u"SELECT id FROM things"_s); });
        QVERIFY(rows);
        QSet<QString> kept;
        for (const Row &row : *rows)
            kept.insert(row.text(0));
        for (const QString &id : std::as_const(acknowledged))
            QVERIFY2(kept.contains(id), qPrintable(id + u" was acknowledged and is lost"_s));
        // Not acknowledged is at most what was in flight at each kill.
        QVERIFY(kept.size() <= acknowledged.size() + (round + 1) * writers * 2);
        if (backend == "sqlite"_L1) {
            const auto check =
                db->readBlocking([](Transaction &tx) { return tx.queryOne(u"PRAGMA integrity_check"_s); });
            QVERIFY(check && *check);
            QCOMPARE((**check).text(0), u"ok"_s);
        }
    }
}

void DurabilityTest::killAtEveryStatementOfEveryMigration()
{
    QFETCH(QString, backend);
    int deaths = 0;
    bool died = true;
    while (died) {
        TestDatabase db(backend, aClock(), {}, {});
        db.close();
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--child-migrates"_s, db.url(), QString::number(deaths + 1)});
        QVERIFY(child.waitForFinished(60'000));
        died = child.exitStatus() == QProcess::CrashExit;
        deaths += died ? 1 : 0;
        if (!died)
            QCOMPARE(child.exitCode(), 0);
        db.reopen();
        const auto state = Migrator(*db).migrate(aClock()->now());
        QVERIFY2(state.has_value(), state ? "" : qPrintable(state.error().message));
        QVERIFY(state->isCurrent());
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM schema_migrations"_s), Migrator::builtIn().size());
    }
    QVERIFY2(deaths > 5, qPrintable(u"only %1 statements"_s.arg(deaths)));
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == "--child-writes"_L1)
        return childWrites(words.value(2));
    if (words.value(1) == "--child-migrates"_L1)
        return childMigrates(words.value(2), words.value(3).toInt());
    DurabilityTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_durability.moc"
