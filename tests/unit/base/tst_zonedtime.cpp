// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"

#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

class TestZonedTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resolvesLocalTimes_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("local");
        QTest::addColumn<LocalTimeKind>("kind");
        QTest::addColumn<QString>("utc");
        QTest::newRow("winter") << u"Europe/Berlin"_s << u"2027-01-10T06:00"_s << LocalTimeKind::Unique
                                << u"2027-01-10T05:00:00Z"_s;
        QTest::newRow("summer") << u"Europe/Berlin"_s << u"2027-07-10T06:00"_s << LocalTimeKind::Unique
                                << u"2027-07-10T04:00:00Z"_s;
        QTest::newRow("spring gap (PLT-086)")
            << u"Europe/Berlin"_s << u"2027-03-28T02:30"_s << LocalTimeKind::Gap << u"2027-03-28T01:00:00Z"_s;
        QTest::newRow("gap's first minute")
            << u"Europe/Berlin"_s << u"2027-03-28T02:00"_s << LocalTimeKind::Gap << u"2027-03-28T01:00:00Z"_s;
        QTest::newRow("after the gap") << u"Europe/Berlin"_s << u"2027-03-28T03:00"_s << LocalTimeKind::Unique
                                       << u"2027-03-28T01:00:00Z"_s;
        QTest::newRow("before the gap") << u"Europe/Berlin"_s << u"2027-03-28T01:59"_s << LocalTimeKind::Unique
                                        << u"2027-03-28T00:59:00Z"_s;
        QTest::newRow("autumn overlap, first (PLT-086)")
            << u"Europe/Berlin"_s << u"2027-10-31T02:30"_s << LocalTimeKind::Repeated << u"2027-10-31T00:30:00Z"_s;
        QTest::newRow("after the overlap")
            << u"Europe/Berlin"_s << u"2027-10-31T03:00"_s << LocalTimeKind::Unique << u"2027-10-31T02:00:00Z"_s;
        QTest::newRow("New York gap") << u"America/New_York"_s << u"2027-03-14T02:30"_s << LocalTimeKind::Gap
                                      << u"2027-03-14T07:00:00Z"_s;
        QTest::newRow("half-hour gap") << u"Australia/Lord_Howe"_s << u"2027-10-03T02:15"_s << LocalTimeKind::Gap
                                       << u"2027-10-02T15:30:00Z"_s;
        QTest::newRow("midnight gap") << u"Asia/Beirut"_s << u"2027-03-28T00:00"_s << LocalTimeKind::Gap
                                      << u"2027-03-27T22:00:00Z"_s;
        QTest::newRow("a day skipped") << u"Pacific/Apia"_s << u"2011-12-30T12:00"_s << LocalTimeKind::Gap
                                       << u"2011-12-30T10:00:00Z"_s;
        QTest::newRow("no DST") << u"Asia/Tokyo"_s << u"2027-03-28T02:30"_s << LocalTimeKind::Unique
                                << u"2027-03-27T17:30:00Z"_s;
        QTest::newRow("UTC") << u"UTC"_s << u"2027-03-28T02:30"_s << LocalTimeKind::Unique << u"2027-03-28T02:30:00Z"_s;
    }
    void resolvesLocalTimes()
    {
        QFETCH(QString, zone);
        QFETCH(QString, local);
        QFETCH(LocalTimeKind, kind);
        QFETCH(QString, utc);
        const QDateTime wall = QDateTime::fromString(local, Qt::ISODate);
        const auto resolved = resolveLocal(wall.date(), wall.time(), *zoneByName(zone));
        QCOMPARE(toRfc3339(resolved.instant), utc);
        QCOMPARE(resolved.kind, kind);
    }

    void knowsIanaZonesOnly()
    {
        QVERIFY(zoneByName(u"Europe/Berlin"_s));
        QVERIFY(zoneByName(u"America/Argentina/Buenos_Aires"_s));
        QVERIFY(zoneByName(u"UTC"_s));
        for (const char *text :
             {"", "Mars/Olympus", "UTC+02:00", "CEST", "Europe/Berlin\n", "../etc/passwd", "europe/berlin"})
            QVERIFY2(!zoneByName(QString::fromLatin1(text)), text);
    }

    void readsDatesAndTimesStrictly()
    {
        QCOMPARE(fromIsoDate(u"2028-02-29"_s), std::optional(QDate(2028, 2, 29)));
        for (const char *text : {"2027-02-29", "2027-2-9", "27-02-09", "2027-02-09T00:00", " 2027-02-09", ""})
            QVERIFY2(!fromIsoDate(QString::fromLatin1(text)), text);
        QCOMPARE(fromLocalTime(u"06:05"_s), std::optional(QTime(6, 5)));
        for (const char *text : {"24:00", "6:00", "06:60", "06:00:00", "noon"})
            QVERIFY2(!fromLocalTime(QString::fromLatin1(text)), text);
    }

    void dayStartsAfterAMidnightGap()
    {
        QCOMPARE(toRfc3339(startOfDay(QDate(2027, 3, 28), *zoneByName(u"Asia/Beirut"_s))), u"2027-03-27T22:00:00Z"_s);
        QCOMPARE(localDate(fromMs(1'800'000'000'000), *zoneByName(u"Asia/Tokyo"_s)), QDate(2027, 1, 15));
    }
};

QTEST_GUILESS_MAIN(TestZonedTime)
#include "tst_zonedtime.moc"
