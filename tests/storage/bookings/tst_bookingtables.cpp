// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/bookings/bookingworld.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

/// What the tables themselves promise, whatever code writes (bookings.md section 3).
class TestBookingTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void databaseRefusesOverlapsItself_data() { TestDatabase::backends(); }
    void databaseRefusesOverlapsItself() // S13, BKG-016
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-06-10"_s, u"2027-06-14"_s);
        const QString freeId = world.booked(u"2027-07-10"_s, u"2027-07-14"_s);
        const auto copy = [&](int shift, const QString &status) {
            return world.db->writeBlocking([&](storage::Transaction &tx) {
                return tx.exec(u"INSERT INTO bookings SELECT ?, resource_id, start_date, end_date, start_day, end_day, "
                               "total_days, party_size, affiliation_party_id, requester_first_name, requester_email, "
                               "description, language, CAST(? AS TEXT), round, version, ical_sequence, "
                               "created_by_user_id, created_at, updated_at, last_activity_at, archived_at "
                               "FROM bookings WHERE start_date = '2027-06-10'"_s,
                               {QString::number(shift), status});
            });
        };
        QCOMPARE(codeOf(copy(1, u"pending"_s)), u"constraint_violation"_s);
        QCOMPARE(codeOf(copy(2, u"confirmed"_s)), u"constraint_violation"_s);
        QVERIFY(copy(3, u"denied"_s));
        const auto exec = [&](const QString &sql) {
            return world.db->writeBlocking([&](storage::Transaction &tx) { return tx.exec(sql, {freeId}); });
        };
        QCOMPARE(codeOf(exec(u"UPDATE bookings SET status = 'pending' WHERE status = 'denied' AND id <> ?"_s)),
                 u"constraint_violation"_s);
        QCOMPARE(codeOf(exec(u"UPDATE bookings SET start_date = '2027-06-12', start_day = 20981, end_day = 21014, "
                             "total_days = 34, end_date = '2027-07-15' WHERE id = ?"_s)),
                 u"constraint_violation"_s);
        // Days that do not follow from the dates, and ends before starts.
        QCOMPARE(codeOf(exec(u"UPDATE bookings SET start_day = start_day - 1, total_days = total_days + 1 "
                             "WHERE id = ?"_s)),
                 u"constraint_violation"_s);
        QCOMPARE(codeOf(exec(u"UPDATE bookings SET end_day = start_day - 1 WHERE id = ?"_s)),
                 u"constraint_violation"_s);
    }

    void indexesHaveTheirNames_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("index");
        QTest::addColumn<QString>("columns");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto row = [&backend](const char *index, const QString &columns) {
                QTest::addRow("%s %s", qPrintable(backend), index) << backend << QString::fromLatin1(index) << columns;
            };
            row("idx_bookings_date_range", u"bookings (resource_id, start_day, end_day, status)"_s);
            row("idx_bookings_status", u"bookings (status, end_day)"_s);
            row("idx_bookings_requester_email", u"bookings (requester_email, last_activity_at DESC, id DESC)"_s);
            row("idx_bookings_last_activity_at_desc", u"bookings (last_activity_at DESC, id DESC)"_s);
            row("idx_approvals_booking_id", u"approvals (booking_id)"_s);
            row("idx_approvals_party_id", u"approvals (party_id, decision)"_s);
            row("idx_timeline_booking_id", u"timeline_events (booking_id, seq)"_s);
        }
    }
    void indexesHaveTheirNames() // BKG-015
    {
        QFETCH(QString, backend);
        QFETCH(QString, index);
        QFETCH(QString, columns);
        TestDatabase db(backend);
        const QString sql = backend == u"sqlite"_s
                                ? u"SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?"_s
                                : u"SELECT indexdef FROM pg_indexes WHERE indexname = ?"_s;
        const auto found = db->readBlocking([&](storage::Transaction &tx) { return tx.queryOne(sql, {index}); });
        QVERIFY(found && *found);
        // PostgreSQL names the schema and the method as well.
        const QString written = (*found)->text(0).remove(u"public."_s).remove(u"USING btree "_s);
        QVERIFY2(written.endsWith(u" ON "_s + columns), qPrintable(written));
    }
};

QTEST_GUILESS_MAIN(TestBookingTables)
#include "tst_bookingtables.moc"
