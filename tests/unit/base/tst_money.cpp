// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

class TestMoney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsDecimalText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("two places (TRP-080, A29)") << u"1234.5"_s << u"USD"_s << qint64(123450);
        QTest::newRow("no places (TRP-080, A29)") << u"1234"_s << u"JPY"_s << qint64(1234);
        QTest::newRow("three places, half up (TRP-080, A29)") << u"1.2345"_s << u"KWD"_s << qint64(1235);
        QTest::newRow("half down stays") << u"1.2344"_s << u"KWD"_s << qint64(1234);
        QTest::newRow("whole") << u"7"_s << u"EUR"_s << qint64(700);
        QTest::newRow("zero") << u"0.00"_s << u"EUR"_s << qint64(0);
        QTest::newRow("negative") << u"-5"_s << u"EUR"_s << qint64(-500);
        QTest::newRow("largest") << u"92233720368547758.07"_s << u"EUR"_s << std::numeric_limits<qint64>::max();
    }
    void readsDecimalText()
    {
        QFETCH(QString, text);
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        const auto money = moneyFromDecimal(text, currency);
        QVERIFY(money);
        QCOMPARE(money->minor, minor);
    }

    void refusesOtherText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("code");
        for (const char *text : {"", "N/A", "1,5", ".5", "5.", "1e3", "1.2x", "--1", "92233720368547758.08", "$5"})
            QTest::newRow(text) << QString::fromLatin1(text) << u"EUR"_s << u"amount_invalid"_s;
        QTest::newRow("unknown currency") << u"1"_s << u"XXQ"_s << u"currency_unknown"_s;
    }
    void refusesOtherText()
    {
        QFETCH(QString, text);
        QFETCH(QString, currency);
        QFETCH(QString, code);
        const auto money = moneyFromDecimal(text, currency);
        QVERIFY(!money);
        QCOMPARE(money.error().code, code);
    }

    void writesPlainDecimals()
    {
        QCOMPARE(toDecimal({123450, u"USD"_s}), u"1234.50"_s);
        QCOMPARE(toDecimal({1234, u"JPY"_s}), u"1234"_s);
        QCOMPARE(toDecimal({5, u"EUR"_s}), u"0.05"_s);
        QCOMPARE(toDecimal({-5, u"KWD"_s}), u"-0.005"_s);
        QCOMPARE(toDecimal({std::numeric_limits<qint64>::min(), u"EUR"_s}), u"-92233720368547758.08"_s);
    }

    void sumsWithoutOverflow() // TRP-085
    {
        QCOMPARE(addMinor(2, 3), std::optional<qint64>(5));
        QCOMPARE(addMinor(std::numeric_limits<qint64>::max(), 1), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
