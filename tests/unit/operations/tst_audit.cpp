// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/audit.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace portier::test;
using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

AuditEntry anEntry(const QString &objectId)
{
    return {{u"account"_s, u"acc-1"_s, u"req-1"_s, u"192.0.2.7"_s}, u"trip.updated"_s, u"trip"_s, objectId, u"ok"_s,
            {{u"status"_s, QJsonArray{u"active"_s, u"paused"_s}}}};
}

void append(storage::Database &database, const QString &objectId, Instant now)
{
    const auto done = database.writeBlocking([=](Transaction &tx) { return appendAudit(tx, anEntry(objectId), now); });
    QVERIFY(done);
}

qint64 rows(storage::Database &database)
{
    return intOrDie(database, u"SELECT COUNT(*) FROM audit_log"_s);
}

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void storesWhoDidWhat_data() { TestDatabase::backends(); } // PLT-141
    void storesWhoDidWhat()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        append(*db, u"trip-1"_s, fromMs(1000));
        const auto row = db->readBlocking([](Transaction &tx) {
            return tx.queryOne(u"SELECT at, actor_kind, actor_id, action, object_kind, object_id, outcome, request_id,"
                               " client_prefix, changes FROM audit_log"_s);
        });
        QVERIFY(row && *row);
        QCOMPARE((*row)->integer(0), 1000);
        QCOMPARE((*row)->text(1), u"account"_s);
        QCOMPARE((*row)->text(2), u"acc-1"_s);
        QCOMPARE((*row)->text(3), u"trip.updated"_s);
        QCOMPARE((*row)->text(5), u"trip-1"_s);
        QCOMPARE((*row)->text(6), u"ok"_s);
        QCOMPARE((*row)->text(7), u"req-1"_s);
        QCOMPARE((*row)->text(8), u"192.0.2.7"_s);
        QCOMPARE((*row)->object(9).value(u"status"_s).toArray().at(1).toString(), u"paused"_s);
    }

    void rowsCannotBeChangedOrDeleted_data() // PLT-142
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("sql");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto add = [&backend](const char *sql) {
                QTest::addRow("%s: %s", qPrintable(backend), sql) << backend << QString::fromLatin1(sql);
            };
            add("UPDATE audit_log SET action = 'x'");
            add("DELETE FROM audit_log");
            add("DELETE FROM audit_log WHERE sequence = 1");
            if (backend == "postgres"_L1)
                add("TRUNCATE audit_log");
        }
    }
    void rowsCannotBeChangedOrDeleted()
    {
        QFETCH(QString, backend);
        QFETCH(QString, sql);
        TestDatabase db(backend);
        append(*db, u"trip-1"_s, fromMs(1000));
        const auto done = db->writeBlocking([=](Transaction &tx) { return tx.exec(sql); });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Conflict);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'trip.updated'"_s), 1);
    }

    void retentionRemovesOnlyOldRows_data() { TestDatabase::backends(); } // PLT-142
    void retentionRemovesOnlyOldRows()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        for (const int at : {1000, 2000, 3000})
            append(*db, u"trip"_s, fromMs(at));
        const auto removed = db->writeBlocking([](Transaction &tx) { return removeAuditBefore(tx, fromMs(2000)); });
        QVERIFY(removed);
        QCOMPARE(*removed, 1);
        QCOMPARE(rows(*db), 2);
        // The gate is closed again.
        QVERIFY(!db->writeBlocking([](Transaction &tx) { return tx.exec(u"DELETE FROM audit_log"_s); }));
        QCOMPARE(rows(*db), 2);
    }

    void aFailedRowFailsTheChange_data() { TestDatabase::backends(); } // PLT-142
    void aFailedRowFailsTheChange()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend);
        append(*db, u"trip-1"_s, fromMs(1000));
        db.failStatement(2);
        const auto done = db->writeBlocking([](Transaction &tx) -> Result<> {
            PORTIER_TRY(tx.exec(u"INSERT INTO health_probe (id, at) VALUES ('change', 1)"_s));
            return appendAudit(tx, anEntry(u"trip-2"_s), fromMs(2000));
        });
        QVERIFY(!done);
        db.failStatement(0);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM health_probe"_s), 0);
        QCOMPARE(rows(*db), 1);
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
