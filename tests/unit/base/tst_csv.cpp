// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

class TestCsv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsRecords_data() // TRP-250
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QStringList>>("records");
        using Records = QList<QStringList>;
        QTest::newRow("plain") << QByteArray("a,b\r\nc,d\r\n") << Records{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
        QTest::newRow("no end of line, LF only")
            << QByteArray("a,b\nc,d") << Records{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFname\r\n") << Records{{u"name"_s}};
        QTest::newRow("quotes") << QByteArray("\"a,\"\"b\"\"\r\nc\",d") << Records{{u"a,\"b\"\r\nc"_s, u"d"_s}};
        QTest::newRow("empty fields") << QByteArray(",,\r\n") << Records{{QString(), QString(), QString()}};
        QTest::newRow("empty lines") << QByteArray("a\r\n\r\n\nb") << Records{{u"a"_s}, {u"b"_s}};
        QTest::newRow("umlauts") << QByteArray("M\xC3\xBCnchen") << Records{{u"München"_s}};
        QTest::newRow("nothing") << QByteArray() << Records{};
    }
    void readsRecords()
    {
        QFETCH(QByteArray, text);
        QFETCH(QList<QStringList>, records);
        const auto read = readCsv(text);
        QVERIFY(read);
        QList<QStringList> fields;
        for (const CsvRecord &record : *read)
            fields.append(record.fields);
        QCOMPARE(fields, records);
    }

    void countsLinesThroughQuotes()
    {
        const auto read = readCsv("a\n\"b\nc\"\nd\n");
        QVERIFY(read);
        QCOMPARE(read->at(1).line, 2);
        QCOMPARE(read->at(2).line, 4);
    }

    void namesTheBadLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("quote never closed") << QByteArray("a\nb,\"c\nd") << 2 << u"quote"_s;
        QTest::newRow("text behind a closing quote") << QByteArray("a\n\"b\"c") << 2 << u"quote"_s;
        QTest::newRow("quote inside plain text") << QByteArray("a\nb\"c\"") << 2 << u"quote"_s;
        QTest::newRow("latin-1") << QByteArray("M\xFCnchen") << 1 << u"encoding"_s;
        QTest::newRow("NUL") << QByteArray("a\nb\0c", 5) << 2 << u"nul"_s;
    }
    void namesTheBadLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QString, reason);
        const auto read = readCsv(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, u"csv_malformed"_s);
        QCOMPARE(read.error().details["line"_L1].toInt(), line);
        QCOMPARE(read.error().details["reason"_L1].toString(), reason);
    }

    void writesWhatItReads()
    {
        const QStringList fields{u"plain"_s, u"a,b"_s, u"say \"hi\""_s, u"two\r\nlines"_s, QString()};
        QCOMPARE(readCsv(csvLine(fields))->first().fields, fields);
    }

    void guardsFormulas() // TRP-257
    {
        for (const QString &text : {u"=1+1"_s, u"+1"_s, u"-1"_s, u"@x"_s, u"\tx"_s, u"\rx"_s, u"'=x"_s}) {
            QCOMPARE(guardFormula(text), u'\'' + text);
            QCOMPARE(unguardFormula(guardFormula(text)), text);
        }
        QCOMPARE(guardFormula(u"Lisbon"_s), u"Lisbon"_s);
        QCOMPARE(unguardFormula(u"'tis"_s), u"'tis"_s);
        QCOMPARE(guardFormula(QString()), QString());
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
