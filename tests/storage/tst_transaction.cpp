// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PLT-144: the same statements give the same results on SQLite and on PostgreSQL.
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString schema = u"CREATE TABLE things (id TEXT PRIMARY KEY, number BIGINT, flag INTEGER, at BIGINT, "
                       "raw {blob}, doc TEXT, note TEXT UNIQUE, CHECK (number < 9000000000000000000));"
                       "CREATE TABLE parts (id {serial_pk}, thing TEXT NOT NULL REFERENCES things (id));"_s;

QList<Migration> testSchema()
{
    return {{1, u"test"_s, schema}};
}

} // namespace

class TransactionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void typedValuesComeBack_data() { TestDatabase::backends(); }
    void typedValuesComeBack();
    void extremeIntegersComeBack_data() { TestDatabase::backends(); }
    void extremeIntegersComeBack();
    void emptyIsNotNull_data() { TestDatabase::backends(); }
    void emptyIsNotNull();
    void sumsAndExistsAreIntegers_data() { TestDatabase::backends(); }
    void sumsAndExistsAreIntegers();
    void nulInTextIsRefused_data() { TestDatabase::backends(); }
    void nulInTextIsRefused();
    void returningGivesRows_data() { TestDatabase::backends(); }
    void returningGivesRows();
    void visitorMayStopAndNest_data() { TestDatabase::backends(); }
    void visitorMayStopAndNest();
    void brokenRulesAreConflicts_data();
    void brokenRulesAreConflicts();
    void errorEndsTheTransaction_data() { TestDatabase::backends(); }
    void errorEndsTheTransaction();
    void wrongNumberOfValuesIsInternal_data() { TestDatabase::backends(); }
    void wrongNumberOfValuesIsInternal();
    void readTransactionCannotWrite_data() { TestDatabase::backends(); }
    void readTransactionCannotWrite();
};

void TransactionTest::typedValuesComeBack()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const QJsonObject doc{{u"a"_s, 1}, {u"b"_s, QJsonArray{u"ü"_s, QJsonValue::Null}}};
    const QByteArray raw("\x00\xff'\\\x01", 5);
    const Instant at = fromMs(1'768'464'000'123);
    execOrDie(*db, u"INSERT INTO things (id, number, flag, at, raw, doc, note) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
              {u"ä'\\\"😀"_s, -5, true, at, raw, doc, std::optional<QString>()});

    const auto row = db->readBlocking([](Transaction &tx) {
        return tx.queryOne(u"SELECT id, number, flag, at, raw, doc, note FROM things WHERE id = ?"_s, {u"ä'\\\"😀"_s});
    });
    QVERIFY(row && *row);
    QCOMPARE((**row).text(0), u"ä'\\\"😀"_s);
    QCOMPARE((**row).integer(1), -5);
    QVERIFY((**row).boolean(2));
    QCOMPARE((**row).instant(3), at);
    QCOMPARE((**row).bytes(4), raw);
    QCOMPARE((**row).object(5), doc);
    QVERIFY((**row).isNull(6));
    QCOMPARE((**row).optText(6), std::nullopt);
    QCOMPARE((**row).optInteger(1), -5);
    QCOMPARE((**row).optInstant(3), at);
    QCOMPARE((**row).text(6), QString());
}

void TransactionTest::extremeIntegersComeBack()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const QList<qint64> numbers{
        std::numeric_limits<qint64>::min(), -1, 0, 1, 0x7fff'ffff, 0x8000'0000, 1LL << 53, (1LL << 53) + 1,
        8'999'999'999'999'999'999};
    for (const qint64 number : numbers) {
        execOrDie(*db, u"INSERT INTO things (id, number) VALUES (?, ?)"_s, {QString::number(number), number});
        QCOMPARE(intOrDie(*db, u"SELECT number FROM things WHERE number = ?"_s, {number}), number);
    }
}

void TransactionTest::emptyIsNotNull()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    execOrDie(*db, u"INSERT INTO things (id, note, raw) VALUES (?, ?, ?)"_s, {QString(), QString(), QByteArray()});
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things WHERE id = '' AND note = ? AND raw IS NOT NULL"_s, {u""_s}),
             1);
}

void TransactionTest::sumsAndExistsAreIntegers()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const qint64 big = (1LL << 53) + 1;
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('a', ?), ('b', 2)"_s, {big});
    QCOMPARE(intOrDie(*db, u"SELECT SUM(number) FROM things"_s), big + 2);
    QCOMPARE(intOrDie(*db, u"SELECT EXISTS (SELECT 1 FROM things)"_s), 1);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 2);
}

void TransactionTest::nulInTextIsRefused()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const QString text = u"a"_s + QChar(0) + u"b"_s;
    const auto done =
        db->writeBlocking([=](Transaction &tx) { return tx.exec(u"INSERT INTO things (id) VALUES (?)"_s, {text}); });
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Invalid);
    QCOMPARE(done.error().code, u"nul_in_text"_s);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 0);
}

void TransactionTest::returningGivesRows()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const auto rows = db->writeBlocking([](Transaction &tx) -> Result<QList<Row>> {
        PORTIER_TRY(tx.exec(u"INSERT INTO things (id, number) VALUES ('a', 1), ('b', 2), ('c', 3)"_s));
        PORTIER_ASSIGN(changed, tx.exec(u"UPDATE things SET number = number + 10 WHERE number > ?"_s, {1}));
        if (changed != 2)
            return fail(Error::internal(u"%1 rows changed"_s.arg(changed)));
        return tx.query(u"DELETE FROM things WHERE number > ? RETURNING id, number"_s, {10});
    });
    QVERIFY2(rows.has_value(), rows ? "" : qPrintable(rows.error().message));
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).integer(1) + rows->at(1).integer(1), 25);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 1);
}

void TransactionTest::visitorMayStopAndNest()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    execOrDie(*db, u"INSERT INTO things (id, number) VALUES ('a', 1), ('b', 2), ('c', 3)"_s);
    const auto seen = db->readBlocking([](Transaction &tx) -> Result<QStringList> {
        const QString sql = u"SELECT id FROM things WHERE number >= ? ORDER BY number"_s;
        QStringList ids;
        Result<> inner;
        PORTIER_TRY(tx.forEach(sql, {1}, [&](const Row &outer) {
            inner = tx.forEach(sql, {2}, [&](const Row &row) {
                ids.append(outer.text(0) + row.text(0));
                return true;
            });
            return outer.text(0) != "b"_L1;
        }));
        PORTIER_TRY(inner);
        return ids;
    });
    QVERIFY2(seen.has_value(), seen ? "" : qPrintable(seen.error().message));
    QCOMPARE(*seen, (QStringList{u"ab"_s, u"ac"_s, u"bb"_s, u"bc"_s}));
}

void TransactionTest::brokenRulesAreConflicts_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("code");
    for (const QString &backend : TestDatabase::backendNames()) {
        const auto add = [&](const char *name, const QString &sql, const QString &code) {
            QTest::addRow("%s %s", qPrintable(backend), name) << backend << sql << code;
        };
        add("primary key", u"INSERT INTO things (id) VALUES ('a')"_s, u"unique_violation"_s);
        add("unique", u"INSERT INTO things (id, note) VALUES ('b', 'n')"_s, u"unique_violation"_s);
        add("check", u"INSERT INTO things (id, number) VALUES ('b', 9000000000000000000)"_s, u"constraint_violation"_s);
        add("foreign key", u"INSERT INTO parts (thing) VALUES ('nothing')"_s, u"constraint_violation"_s);
        add("not null", u"INSERT INTO parts (thing) VALUES (NULL)"_s, u"constraint_violation"_s);
        add("syntax", u"SELEKT"_s, u"internal_error"_s);
        add("unknown table", u"SELECT * FROM nowhere"_s, u"internal_error"_s);
    }
}

void TransactionTest::brokenRulesAreConflicts()
{
    QFETCH(QString, backend);
    QFETCH(QString, sql);
    QFETCH(QString, code);
    TestDatabase db(backend, aClock(), {}, testSchema());
    execOrDie(*db, u"INSERT INTO things (id, note) VALUES ('a', 'n')"_s);
    const auto done = db->writeBlocking([=](Transaction &tx) { return tx.exec(sql); });
    QVERIFY(!done);
    QCOMPARE(done.error().code, code);
    QCOMPARE(done.error().kind, code == "internal_error"_L1 ? ErrorKind::Internal : ErrorKind::Conflict);
    if (code == "unique_violation"_L1)
        QVERIFY(!done.error().details.value(u"constraint"_s).toString().isEmpty());
}

void TransactionTest::errorEndsTheTransaction()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const auto done = db->writeBlocking([](Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.exec(u"INSERT INTO things (id) VALUES ('a')"_s));
        const auto ignored = tx.exec(u"INSERT INTO things (id) VALUES ('a')"_s);
        const auto after = tx.exec(u"INSERT INTO things (id) VALUES ('b')"_s);
        if (ignored || after)
            return fail(Error::internal(u"went on after an error"_s));
        return {};
    });
    QVERIFY(!done);
    QCOMPARE(done.error().code, u"unique_violation"_s);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 0);
}

void TransactionTest::wrongNumberOfValuesIsInternal()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const auto insert = [&](const Binds &binds) {
        return db->writeBlocking(
            [=](Transaction &tx) { return tx.exec(u"INSERT INTO things (id, note) VALUES (?, ?)"_s, binds); });
    };
    QVERIFY(insert({u"a"_s, u"b"_s}));
    const auto missing = insert({u"c"_s});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::Internal);
}

void TransactionTest::readTransactionCannotWrite()
{
    QFETCH(QString, backend);
    TestDatabase db(backend, aClock(), {}, testSchema());
    const auto done =
        db->readBlocking([](Transaction &tx) { return tx.exec(u"INSERT INTO things (id) VALUES ('a')"_s); });
    QVERIFY(!done);
    QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM things"_s), 0);
}

QTEST_GUILESS_MAIN(TransactionTest)
#include "tst_transaction.moc"
