// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-151: one process per data directory. PLT-152: the right database for this installation.
#include "core/storage/instanceidentity.h"
#include "core/storage/instancelock.h"
#include "tests/support/testdatabase.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

#include <linux/magic.h>
#include <unistd.h>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString codeOf(const Result<> &result)
{
    return result ? u"ok"_s : result.error().code;
}

const char *const otherId = "018f0000-0000-7000-8000-000000000001";

} // namespace

class InstanceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secondHolderIsToldOfTheFirst();
    void lockOfADeadProcessIsTakenOver();
    void networkFileSystemsAreKnown();
    void missingDirectoryIsAnError();
    void newInstallationGetsAnIdOnce_data() { TestDatabase::backends(); }
    void newInstallationGetsAnIdOnce();
    void crashWhileGettingAnIdIsMadeGood_data() { TestDatabase::backends(); }
    void crashWhileGettingAnIdIsMadeGood();
    void wrongDatabasesAreRefusedUntilAdopted_data();
    void wrongDatabasesAreRefusedUntilAdopted();
};

void InstanceTest::secondHolderIsToldOfTheFirst()
{
    const QTemporaryDir directory;
    const auto first = InstanceLock::acquire(directory.path());
    QVERIFY(first);
    const auto second = InstanceLock::acquire(directory.path());
    QVERIFY(!second);
    QCOMPARE(second.error().code, u"instance_locked"_s);
    QCOMPARE(second.error().details.value(u"pid"_s).toInteger(), ::getpid());
    QVERIFY(!second.error().details.value(u"host"_s).toString().isEmpty());
}

void InstanceTest::lockOfADeadProcessIsTakenOver()
{
    const QTemporaryDir directory;
    QProcess holder;
    holder.start(QCoreApplication::applicationFilePath(), {u"--hold"_s, directory.path()});
    QVERIFY(holder.waitForReadyRead(60'000));
    const auto refused = InstanceLock::acquire(directory.path());
    QVERIFY(!refused);
    QCOMPARE(refused.error().details.value(u"pid"_s).toInteger(), holder.processId());
    holder.kill();
    QVERIFY(holder.waitForFinished(60'000));
    QVERIFY(InstanceLock::acquire(directory.path()));
}

void InstanceTest::networkFileSystemsAreKnown()
{
    QVERIFY(InstanceLock::isNetworkFileSystem(NFS_SUPER_MAGIC));
    QVERIFY(InstanceLock::isNetworkFileSystem(SMB_SUPER_MAGIC));
    QVERIFY(InstanceLock::isNetworkFileSystem(static_cast<qint32>(0xFF534D42))); // sign-extended
    QVERIFY(!InstanceLock::isNetworkFileSystem(EXT4_SUPER_MAGIC));
    QVERIFY(!InstanceLock::isNetworkFileSystem(TMPFS_MAGIC));
}

void InstanceTest::missingDirectoryIsAnError()
{
    const auto lock = InstanceLock::acquire(u"/nonexistent/directory"_s);
    QVERIFY(!lock);
    QCOMPARE(lock.error().code, u"storage_unavailable"_s);
}

void InstanceTest::newInstallationGetsAnIdOnce()
{
    QFETCH(QString, backend);
    const TestDatabase db(backend);
    InstanceIdentity identity(*db, db.directory());
    QVERIFY(identity.check());
    const auto id = identity.establish(aClock()->now());
    QVERIFY2(id.has_value(), id ? "" : qPrintable(id.error().message));
    QCOMPARE(readText(db.directory() + u"/instance-id"_s), id->toLatin1() + '\n');
    QVERIFY(identity.check());
    QCOMPARE(*identity.establish(aClock()->now()), *id);
    QVERIFY(InstanceIdentity(*db, db.directory(), *id).check()); // also written down in the configuration
}

void InstanceTest::crashWhileGettingAnIdIsMadeGood()
{
    QFETCH(QString, backend);
    const TestDatabase db(backend);
    const QString file = db.directory() + u"/instance-id"_s;
    writeText(file, QByteArray("pending ") + otherId + '\n'); // died before the database knew
    const auto id = InstanceIdentity(*db, db.directory()).establish(aClock()->now());
    QVERIFY(id);
    QCOMPARE(*id, QLatin1String(otherId));
    writeText(file, QByteArray("pending ") + otherId + '\n'); // died before the file was final
    QCOMPARE(*InstanceIdentity(*db, db.directory()).establish(aClock()->now()), *id);
    QCOMPARE(readText(file), QByteArray(otherId) + '\n');
}

void InstanceTest::wrongDatabasesAreRefusedUntilAdopted_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<bool>("known"); ///< whether the database has an id
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("code");
    const QByteArray other = QByteArray(otherId) + '\n';
    for (const QString &backend : TestDatabase::backendNames()) {
        const auto add = [&](const char *name, bool known, const QByteArray &file, const QString &expected,
                             const QString &code) {
            QTest::addRow("%s %s", qPrintable(backend), name) << backend << known << file << expected << code;
        };
        add("missing database", false, other, QString(), u"database_missing"_s);
        add("empty directory, id in the configuration", false, "", QLatin1String(otherId), u"database_missing"_s);
        add("swapped database", true, other, QString(), u"database_swapped"_s);
        add("not the one of the configuration", true, "", QLatin1String(otherId), u"database_swapped"_s);
        add("empty directory, id in the database", true, "", QString(), u"identity_file_missing"_s);
        add("pending file of another", true, "pending " + other, QString(), u"database_swapped"_s);
        add("garbage", true, "garbage", QString(), u"identity_file_broken"_s);
    }
}

void InstanceTest::wrongDatabasesAreRefusedUntilAdopted()
{
    QFETCH(QString, backend);
    QFETCH(bool, known);
    QFETCH(QByteArray, file);
    QFETCH(QString, expected);
    QFETCH(QString, code);
    const TestDatabase db(backend);
    if (known)
        QVERIFY(InstanceIdentity(*db, db.directory()).establish(aClock()->now()));
    const QString path = db.directory() + u"/instance-id"_s;
    QFile::remove(path);
    if (!file.isEmpty())
        writeText(path, file);

    InstanceIdentity identity(*db, db.directory(), expected);
    QCOMPARE(codeOf(identity.check()), code);
    QVERIFY(!identity.establish(aClock()->now()));
    const auto adopted = identity.adopt(aClock()->now());
    QVERIFY2(adopted.has_value(), adopted ? "" : qPrintable(adopted.error().message));
    QVERIFY(InstanceIdentity(*db, db.directory()).check());
    QCOMPARE(*InstanceIdentity(*db, db.directory()).establish(aClock()->now()), *adopted);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == "--hold"_L1) {
        const auto lock = InstanceLock::acquire(words.value(2));
        std::puts(lock ? "held" : "refused");
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    InstanceTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_instance.moc"
