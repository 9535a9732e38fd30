// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdatabase.h"

#include "tests/support/postgrescluster.h"
#include "tests/support/tempdirs.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <map>

namespace portier::test
{

using namespace Qt::StringLiterals;
using namespace storage;

namespace
{

/// In memory where possible: tests make hundreds of databases, and every commit is a real fsync.
QString directoryTemplate()
{
    const bool memory = QFileInfo(u"/dev/shm"_s).isWritable();
    return processDirectoryTemplate(memory ? u"/dev/shm"_s : QDir::tempPath(), u"portier-test-"_s);
}

std::unique_ptr<Database> openOrDie(const DatabaseOptions &options, std::shared_ptr<Clock> clock)
{
    auto database = Database::open(options, std::move(clock));
    if (!database)
        qFatal("cannot open the test database: %s", qPrintable(database.error().message));
    return std::move(*database);
}

void migrateOrDie(const QString &url, const QList<Migration> &migrations)
{
    const auto clock = aClock();
    DatabaseOptions options;
    options.url = url;
    options.readers = 1;
    options.poolMin = 1;
    const auto database = openOrDie(options, clock);
    if (const auto migrated = Migrator(*database, migrations).migrate(clock->now()); !migrated)
        qFatal("cannot migrate the test database: %s", qPrintable(migrated.error().message));
}

/// One migrated database per list of migrations and test process; tests get copies.
QString keyOf(const QList<Migration> &migrations)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Migration &one : migrations)
        hash.addData(one.checksum().toLatin1());
    return QString::fromLatin1(hash.result().toHex().left(16));
}

const QString &sqliteTemplate(const QList<Migration> &migrations)
{
    static QTemporaryDir directory(directoryTemplate());
    static std::map<QString, QString> made;
    QString &path = made[keyOf(migrations)];
    if (path.isEmpty()) {
        path = directory.filePath(keyOf(migrations));
        migrateOrDie(u"sqlite:"_s + path, migrations);
    }
    return path;
}

const QString &postgresTemplate(const QList<Migration> &migrations)
{
    static std::map<QString, QString> made;
    QString &name = made[keyOf(migrations)];
    if (name.isEmpty()) {
        name = u"template_"_s + keyOf(migrations);
        PostgresCluster::shared().administer(u"CREATE DATABASE %1"_s.arg(name));
        migrateOrDie(PostgresCluster::shared().url(name), migrations);
    }
    return name;
}

} // namespace

std::shared_ptr<ManualClock> aClock()
{
    return std::make_shared<ManualClock>(fromMs(1'768'464'000'000));
}

QStringList TestDatabase::backendNames()
{
    QStringList names{u"sqlite"_s};
    if (PostgresCluster::isAvailable())
        names.append(u"postgres"_s);
    return names;
}

void TestDatabase::backends()
{
    QTest::addColumn<QString>("backend");
    for (const QString &name : backendNames())
        QTest::newRow(qPrintable(name)) << name;
}

TestDatabase::TestDatabase(const QString &backend, std::shared_ptr<Clock> clock, DatabaseOptions options,
                           QList<Migration> migrations)
    : m_clock(std::move(clock)), m_options(std::move(options)), m_directory(directoryTemplate())
{
    if (backend == "sqlite"_L1)
        createSqlite(migrations);
    else if (backend == "postgres"_L1)
        createPostgres(migrations);
    else
        qFatal("unknown backend %s", qPrintable(backend));
    if (!m_options.hook) {
        m_options.hook = [faults = m_faults](const QString &) -> Result<> {
            if (++faults->count != faults->failAt)
                return {};
            faults->failed = true;
            return fail(Error::unavailable(u"storage_unavailable"_s, u"a fault made by the test"_s));
        };
    }
    reopen();
}

void TestDatabase::createSqlite(const QList<Migration> &migrations)
{
    const QString path = m_directory.filePath(u"portier.db"_s);
    if (!QFile::copy(sqliteTemplate(migrations), path))
        qFatal("cannot copy the test database");
    m_options.url = u"sqlite:"_s + path;
}

void TestDatabase::createPostgres(const QList<Migration> &migrations)
{
    static int count = 0;
    const QString from = postgresTemplate(migrations);
    m_postgresName = u"test_%1"_s.arg(++count);
    PostgresCluster::shared().administer(u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(m_postgresName, from));
    m_options.url = PostgresCluster::shared().url(m_postgresName);
}

TestDatabase::~TestDatabase()
{
    close();
    if (!m_postgresName.isEmpty())
        PostgresCluster::shared().administer(u"DROP DATABASE %1 WITH (FORCE)"_s.arg(m_postgresName));
}

void TestDatabase::reopen()
{
    close();
    m_database = openOrDie(m_options, m_clock);
}

void TestDatabase::failStatement(int nth)
{
    m_faults->count = 0;
    m_faults->failed = false;
    m_faults->failAt = nth;
}

void execOrDie(Database &database, const QString &sql, const Binds &binds)
{
    const auto done = database.writeBlocking([=](Transaction &tx) { return tx.exec(sql, binds); });
    if (!done)
        qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().message));
}

qint64 intOrDie(Database &database, const QString &sql, const Binds &binds)
{
    const auto row = database.readBlocking([=](Transaction &tx) { return tx.queryOne(sql, binds); });
    if (!row || !*row)
        qFatal("%s: %s", qPrintable(sql), row ? "no row" : qPrintable(row.error().message));
    return (**row).integer(0);
}

} // namespace portier::test
