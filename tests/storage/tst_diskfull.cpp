// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-104: disk full, failing writes and failing fsync. Writes answer storage_unavailable, reads go on, service resumes
// by itself, and no affected write is acknowledged.
#include "tests/storage/testschema.h"
#include "tests/support/testdatabase.h"

#include <QFileInfo>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <csignal>

#include <dlfcn.h>
#include <sys/resource.h>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

std::atomic<bool> syncFails = false;

int syncBy(const char *name, int fd)
{
    if (syncFails) {
        errno = EIO;
        return -1;
    }
    return reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, name))(fd);
}

void limitFileSize(rlim_t bytes)
{
    struct rlimit limit {
    };
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

void liftFileSizeLimit()
{
    struct rlimit limit {
    };
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limitFileSize(limit.rlim_max);
}

auto insertLarge(const QString &id)
{
    return [id](Transaction &tx) -> Result<> {
        for (int i = 0; i < 20; ++i)
            PORTIER_TRY(insertThing(id + QString(5000, u'x') + QString::number(i))(tx));
        return {};
    };
}

} // namespace

// SQLite's library finds these before the ones of libc, because the test's executable exports its symbols.
extern "C" int fsync(int fd)
{
    return syncBy("fsync", fd);
}
extern "C" int fdatasync(int fd)
{
    return syncBy("fdatasync", fd);
}

class DiskFullTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::signal(SIGXFSZ, SIG_IGN); }
    void init() // the log tells the change, both ways
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^writes cannot be kept: SQLite"_s));
        QTest::ignoreMessage(QtInfoMsg, "writes are kept again");
    }
    void fullDiskRefusesWritesAndResumes();
    void failedSyncAcknowledgesNothing();
    void databaseSizeLimitIsTheSame();
};

void DiskFullTest::fullDiskRefusesWritesAndResumes()
{
    const TestDatabase db(u"sqlite"_s, aClock(), {}, smallSchema());
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('before', 1)"_s);
    limitFileSize(static_cast<rlim_t>(QFileInfo(db.directory() + u"/portier.db-wal"_s).size()) + 8192);
    const auto refused = db->writeBlocking(insertLarge(u"large"_s));
    const auto read = db->readBlocking([](Transaction &tx) { return tx.queryOne(u"SELECT COUNT(*) FROM things"_s); });
    liftFileSizeLimit();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Unavailable);
    QCOMPARE(refused.error().code, u"storage_unavailable"_s);
    QVERIFY(read && *read);
    QCOMPARE((**read).integer(0), 1);

    QVERIFY(db->writeBlocking(insertLarge(u"large"_s)));
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 21);
}

void DiskFullTest::failedSyncAcknowledgesNothing()
{
    const auto clock = aClock();
    TestDatabase db(u"sqlite"_s, clock, {}, smallSchema());
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('before', 1)"_s);
    syncFails = true;
    const auto refused = db->writeBlocking(insertThing(u"a"_s));
    const auto read = db->readBlocking([](Transaction &tx) { return tx.queryOne(u"SELECT number FROM things"_s); });
    syncFails = false;
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"storage_unavailable"_s);
    QVERIFY(read && *read);

    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('after', 1)"_s);
    db.reopen();
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things WHERE id IN ('before', 'after')"_s), 2);
    const auto check = db->readBlocking([](Transaction &tx) { return tx.queryOne(u"PRAGMA integrity_check"_s); });
    QCOMPARE((**check).text(0), u"ok"_s);
}

void DiskFullTest::databaseSizeLimitIsTheSame()
{
    const TestDatabase db(u"sqlite"_s, aClock(), {}, smallSchema());
    const auto refused = db->writeBlocking([](Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.query(u"PRAGMA max_page_count = 1"_s)); // SQLite takes the present size as the limit
        return insertLarge(u"large"_s)(tx);
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"storage_unavailable"_s);
    QVERIFY(db->writeBlocking(insertLarge(u"large"_s))); // on a fresh connection, where the limit is gone
}

QTEST_GUILESS_MAIN(DiskFullTest)
#include "tst_diskfull.moc"
