// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/changedrange.h"
#include "core/base/format.h"

#include "core/base/zonedtime.h"

#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

/// PLT-178, PLT-127
class TestFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesMoney_data()
    {
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("german");
        QTest::addColumn<QString>("english");
        QTest::newRow("two digits") << qint64(123450) << u"EUR"_s << u"1.234,50\u00a0€"_s << u"€1,234.50"_s;
        QTest::newRow("no digits") << qint64(123450) << u"JPY"_s << u"123.450\u00a0¥"_s << u"¥123,450"_s;
        QTest::newRow("three digits") << qint64(1234567) << u"KWD"_s << u"1.234,567\u00a0KWD"_s
                                      << u"KWD\u00a01,234.567"_s;
        QTest::newRow("code") << qint64(100) << u"CHF"_s << u"1,00\u00a0CHF"_s << u"CHF\u00a01.00"_s;
        QTest::newRow("cents only") << qint64(5) << u"USD"_s << u"0,05\u00a0$"_s << u"$0.05"_s;
        QTest::newRow("negative") << qint64(-123456789) << u"EUR"_s << u"-1.234.567,89\u00a0€"_s << u"-€1,234,567.89"_s;
        QTest::newRow("smallest") << std::numeric_limits<qint64>::min() << u"EUR"_s
                                  << u"-92.233.720.368.547.758,08\u00a0€"_s << u"-€92,233,720,368,547,758.08"_s;
        QTest::newRow("differs by language") << qint64(100) << u"AUD"_s << u"1,00\u00a0AU$"_s << u"A$1.00"_s;
    }
    void writesMoney()
    {
        QFETCH(qint64, minor);
        QFETCH(QString, currency);
        QTEST(formatMoney({minor, currency}, u"de"_s), "german");
        QTEST(formatMoney({minor, currency}, u"en"_s), "english");
    }

    void writesDateRanges_data()
    {
        QTest::addColumn<QDate>("first");
        QTest::addColumn<QDate>("last");
        QTest::addColumn<QString>("german");
        QTest::addColumn<QString>("english");
        QTest::newRow("one day") << QDate(2027, 9, 3) << QDate(2027, 9, 3) << u"03.09.2027"_s << u"3 Sept 2027"_s;
        QTest::newRow("one month") << QDate(2027, 10, 1) << QDate(2027, 10, 4) << u"01.–04.10.2027"_s
                                   << u"1–4 Oct 2027"_s;
        QTest::newRow("one year") << QDate(2027, 9, 28) << QDate(2027, 10, 3) << u"28.09.–03.10.2027"_s
                                  << u"28 Sept – 3 Oct 2027"_s;
        QTest::newRow("two years") << QDate(2027, 12, 28) << QDate(2028, 1, 3) << u"28.12.2027–03.01.2028"_s
                                   << u"28 Dec 2027 – 3 Jan 2028"_s;
    }
    void writesDateRanges()
    {
        QFETCH(QDate, first);
        QFETCH(QDate, last);
        QTEST(formatDateRange(first, last, u"de"_s), "german");
        QTEST(formatDateRange(first, last, u"en"_s), "english");
    }

    void BKG_139_changedRangesShareTheYear_data()
    {
        QTest::addColumn<FirstAndLastDay>("before");
        QTest::addColumn<FirstAndLastDay>("after");
        QTest::addColumn<QString>("german");
        QTest::addColumn<QString>("english");
        const FirstAndLastDay august{{2027, 8, 1}, {2027, 8, 5}}, day{{2027, 8, 3}, {2027, 8, 3}},
            newYear{{2027, 12, 30}, {2028, 1, 2}}, nextYear{{2028, 8, 1}, {2028, 8, 5}};
        QTest::newRow("one year") << august << day << u"01.–05.08. → 03.08."_s << u"1–5 Aug → 3 Aug"_s;
        QTest::newRow("into the next year") << august << newYear << u"01.–05.08.2027 → 30.12.2027–02.01.2028"_s
                                            << u"1–5 Aug 2027 → 30 Dec 2027 – 2 Jan 2028"_s;
        QTest::newRow("out of the next year") << newYear << august << u"30.12.2027–02.01.2028 → 01.–05.08.2027"_s
                                              << u"30 Dec 2027 – 2 Jan 2028 → 1–5 Aug 2027"_s;
        QTest::newRow("another year") << august << nextYear << u"01.–05.08.2027 → 01.–05.08.2028"_s
                                      << u"1–5 Aug 2027 → 1–5 Aug 2028"_s;
    }
    void BKG_139_changedRangesShareTheYear()
    {
        QFETCH(FirstAndLastDay, before);
        QFETCH(FirstAndLastDay, after);
        const auto written = [&](const QString &language) {
            const ChangedRangeText text = formatChangedRange(before, after, language);
            return text.before + u" → "_s + text.after;
        };
        QTEST(written(u"de"_s), "german");
        QTEST(written(u"en"_s), "english");
    }

    void writesTimesWithZone_data()
    {
        QTest::addColumn<QString>("utc");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("german");
        QTest::addColumn<QString>("english");
        QTest::newRow("summer") << u"2027-09-03T17:42:00Z"_s << u"Europe/Berlin"_s << u"Fr., 03.09.2027, 19:42 MESZ"_s
                                << u"Fri 3 Sept 2027, 19:42 CEST"_s;
        QTest::newRow("winter") << u"2027-12-03T17:42:00Z"_s << u"Europe/Berlin"_s << u"Fr., 03.12.2027, 18:42 MEZ"_s
                                << u"Fri 3 Dec 2027, 18:42 CET"_s;
        QTest::newRow("overseas") << u"2027-09-03T18:02:00Z"_s << u"America/New_York"_s
                                  << u"Fr., 03.09.2027, 14:02 EDT"_s << u"Fri 3 Sept 2027, 14:02 EDT"_s;
        QTest::newRow("no name") << u"2027-09-03T18:15:00Z"_s << u"Asia/Kathmandu"_s
                                 << u"Sa., 04.09.2027, 00:00 GMT+5:45"_s << u"Sat 4 Sept 2027, 00:00 GMT+5:45"_s;
        QTest::newRow("UTC") << u"2027-09-03T18:15:00Z"_s << u"UTC"_s << u"Fr., 03.09.2027, 18:15 UTC"_s
                             << u"Fri 3 Sept 2027, 18:15 UTC"_s;
    }
    void writesTimesWithZone()
    {
        QFETCH(QString, utc);
        QFETCH(QString, zone);
        const Instant instant = *fromRfc3339(utc);
        QTEST(formatDateTime(instant, *zoneByName(zone), u"de"_s), "german");
        QTEST(formatDateTime(instant, *zoneByName(zone), u"en"_s), "english");
    }

    void choosesPluralForms()
    {
        QCOMPARE(formatPersons(1, u"de"_s), u"1 Personen"_s);
        QCOMPARE(formatPersons(2, u"de"_s), u"2 Personen"_s);
        QCOMPARE(formatPersons(1, u"en"_s), u"1 person"_s);
        QCOMPARE(formatPersons(2, u"en"_s), u"2 people"_s);
        QCOMPARE(formatPersons(0, u"en"_s), u"0 people"_s);
        QCOMPARE(formatCount(1234, u"Nacht"_s, u"Nächte"_s, u"de"_s), u"1.234 Nächte"_s);
        QCOMPARE(formatCount(1, u"night"_s, u"nights"_s, u"en"_s), u"1 night"_s);
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
