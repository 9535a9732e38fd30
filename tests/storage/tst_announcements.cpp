// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a commit wakes those who wait for its rows, and how others see that a process has ended (PLT-097).
#include "tests/support/testdatabase.h"

#include <QSignalSpy>
#include <QTest>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

bool hasEnded(Database &database, const QString &session)
{
    return intOrDie(database,
                    u"SELECT CASE WHEN %1 THEN 1 ELSE 0 END FROM (SELECT CAST(? AS TEXT) AS session) AS s"_s.arg(
                        database.dialect().sessionEnded(u"s.session"_s)),
                    {session}) == 1;
}

} // namespace

class AnnouncementsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsOncePerCommit_data() { TestDatabase::backends(); }
    void tellsOncePerCommit()
    {
        QFETCH(QString, backend);
        auto clock = aClock();
        TestDatabase db(backend, clock, {}, {});
        QSignalSpy told(&*db, &Database::announced);
        QVERIFY(db->writeBlocking([](Transaction &tx) -> Result<> {
            tx.announce(u"jobs"_s);
            tx.announce(u"feed"_s);
            tx.announce(u"jobs"_s);
            return {};
        }));
        clock->settle();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[0][0].toString(), u"jobs"_s);
        QCOMPARE(told[1][0].toString(), u"feed"_s);
    }

    void saysNothingOfWhatRolledBack_data() { TestDatabase::backends(); }
    void saysNothingOfWhatRolledBack()
    {
        QFETCH(QString, backend);
        auto clock = aClock();
        TestDatabase db(backend, clock, {}, {});
        QSignalSpy told(&*db, &Database::announced);
        QVERIFY(!db->writeBlocking([](Transaction &tx) -> Result<> {
            tx.announce(u"jobs"_s);
            return fail(Error::conflict(u"no"_s));
        }));
        clock->settle();
        QCOMPARE(told.size(), 0);
    }

    void sessionEndsWithItsDatabase_data() { TestDatabase::backends(); }
    void sessionEndsWithItsDatabase()
    {
        QFETCH(QString, backend);
        auto clock = aClock();
        TestDatabase db(backend, clock, {}, {});
        QVERIFY(!hasEnded(*db, db->session()));
        const QString first = db->session();
        db.close();
        db.reopen();
        QVERIFY(db->session() != first);
        QVERIFY(!hasEnded(*db, db->session()));
        // The server takes a moment to notice.
        if (backend == "postgres"_L1)
            QTRY_VERIFY(hasEnded(*db, first));
        else
            QVERIFY(!hasEnded(*db, first));
    }
};

QTEST_GUILESS_MAIN(AnnouncementsTest)
#include "tst_announcements.moc"
