// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/schedulespec.h"

#include <QSet>
#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace Qt::StringLiterals;

namespace
{

Instant utc(const char *text)
{
    return *fromRfc3339(QString::fromLatin1(text));
}

ScheduleSpec spec(const char *text, const char *zone = "Europe/Berlin")
{
    return ScheduleSpec::parse(QString::fromLatin1(text), QString::fromLatin1(zone)).value();
}

QStringList rules(const Error &error)
{
    QStringList list;
    for (const FieldError &field : error.fields)
        list << field.pointer + u' ' + field.code;
    return list;
}

} // namespace

class TestScheduleSpec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAndWritesText_data() // PLT-085
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("minutes") << u"every 10 min"_s << u"every 10 min"_s;
        QTest::newRow("phase") << u"every 30 min +7"_s << u"every 30 min +7"_s;
        QTest::newRow("hours") << u"every 6 h"_s << u"every 360 min"_s;
        QTest::newRow("daily") << u"Daily  06:00"_s << u"daily 06:00"_s;
        QTest::newRow("weekly") << u"weekly sun 09:00"_s << u"weekly sun 09:00"_s;
        QTest::newRow("monthly") << u"monthly 31 02:00"_s << u"monthly 31 02:00"_s;
        QTest::newRow("days") << u"every 3 days at 06:00"_s << u"every 3 days at 06:00"_s;
    }
    void readsAndWritesText()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto parsed = ScheduleSpec::parse(text, u"Europe/Berlin"_s);
        QVERIFY(parsed);
        QCOMPARE(parsed->toText(), canonical);
        QCOMPARE(ScheduleSpec::parse(canonical, u"Europe/Berlin"_s).value(), *parsed);
    }

    void refusesWithFieldAndRule_data() // PLT-088
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QStringList>("expected");
        const QString berlin = u"Europe/Berlin"_s;
        QTest::newRow("unknown zone") << u"daily 06:00"_s << u"Mars/Olympus"_s
                                      << QStringList{u"/zone time_zone_unknown"_s};
        QTest::newRow("empty zone") << u"daily 06:00"_s << u""_s << QStringList{u"/zone time_zone_unknown"_s};
        QTest::newRow("day 32") << u"monthly 32 02:00"_s << berlin << QStringList{u"/day day_invalid"_s};
        QTest::newRow("day 0") << u"monthly 0 02:00"_s << berlin << QStringList{u"/day day_invalid"_s};
        QTest::newRow("weekday") << u"weekly caturday 02:00"_s << berlin << QStringList{u"/day weekday_unknown"_s};
        QTest::newRow("hour 24") << u"daily 24:00"_s << berlin << QStringList{u"/time local_time_invalid"_s};
        QTest::newRow("minute 60") << u"daily 23:60"_s << berlin << QStringList{u"/time local_time_invalid"_s};
        QTest::newRow("seconds") << u"daily 23:00:30"_s << berlin << QStringList{u"/time local_time_invalid"_s};
        QTest::newRow("interval 0") << u"every 0 min"_s << berlin << QStringList{u"/interval interval_invalid"_s};
        QTest::newRow("interval -1") << u"every -1 min"_s << berlin << QStringList{u"/interval interval_invalid"_s};
        QTest::newRow("interval huge") << u"every 99999999999 min"_s << berlin
                                       << QStringList{u"/interval interval_invalid"_s};
        QTest::newRow("phase too large") << u"every 10 min +10"_s << berlin << QStringList{u"/phase phase_invalid"_s};
        QTest::newRow("days 367") << u"every 367 days at 06:00"_s << berlin
                                  << QStringList{u"/interval interval_invalid"_s};
        QTest::newRow("all at once") << u"monthly 32 24:00"_s << u"Nowhere"_s
                                     << QStringList{u"/day day_invalid"_s, u"/time local_time_invalid"_s,
                                                    u"/zone time_zone_unknown"_s};
        for (const char *text : {"", "hourly", "daily", "daily 06:00 twice", "every", "every 3", "every 3 days 06:00",
                                 "weekly 09:00", "monthly 02:00", "every 10 min 3"})
            QTest::newRow(text) << QString::fromLatin1(text) << berlin << QStringList{u"/schedule schedule_syntax"_s};
    }
    void refusesWithFieldAndRule()
    {
        QFETCH(QString, text);
        QFETCH(QString, zone);
        QFETCH(QStringList, expected);
        const auto parsed = ScheduleSpec::parse(text, zone);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Invalid);
        QCOMPARE(rules(parsed.error()), expected);
    }

    void findsNeighbours_data()
    {
        QTest::addColumn<ScheduleSpec>("schedule");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("next");
        QTest::addColumn<QString>("previous");
        const auto row = [](const char *name, const ScheduleSpec &schedule, const char *now, const char *next,
                            const char *previous) {
            QTest::newRow(name) << schedule << QString::fromLatin1(now) << QString::fromLatin1(next)
                                << QString::fromLatin1(previous);
        };
        row("aligned to the epoch", spec("every 10 min"), "2027-01-10T05:03:00Z", "2027-01-10T05:10:00Z",
            "2027-01-10T05:00:00Z");
        row("strictly after, at or before", spec("every 10 min"), "2027-01-10T05:10:00Z", "2027-01-10T05:20:00Z",
            "2027-01-10T05:10:00Z");
        row("phase", spec("every 30 min +7"), "2027-01-10T05:06:59Z", "2027-01-10T05:07:00Z", "2027-01-10T04:37:00Z");
        row("daily winter", spec("daily 06:00"), "2027-01-10T05:00:00Z", "2027-01-11T05:00:00Z",
            "2027-01-10T05:00:00Z");
        row("daily into summer", spec("daily 06:00"), "2027-03-27T12:00:00Z", "2027-03-28T04:00:00Z",
            "2027-03-27T05:00:00Z");
        row("gap runs at the jump (PLT-086)", spec("daily 02:30"), "2027-03-27T12:00:00Z", "2027-03-28T01:00:00Z",
            "2027-03-27T01:30:00Z");
        row("after the jump", spec("daily 02:30"), "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z",
            "2027-03-28T01:00:00Z");
        row("repeated hour: the first (PLT-086)", spec("daily 02:30"), "2027-10-30T12:00:00Z", "2027-10-31T00:30:00Z",
            "2027-10-30T00:30:00Z");
        row("repeated hour: not the second", spec("daily 02:30"), "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z",
            "2027-10-31T00:30:00Z");
        row("between the two", spec("daily 02:30"), "2027-10-31T01:29:59Z", "2027-11-01T01:30:00Z",
            "2027-10-31T00:30:00Z");
        row("midnight gap", spec("daily 00:00", "Asia/Beirut"), "2027-03-27T12:00:00Z", "2027-03-27T22:00:00Z",
            "2027-03-26T22:00:00Z");
        row("half-hour gap", spec("daily 02:15", "Australia/Lord_Howe"), "2027-10-02T12:00:00Z", "2027-10-02T15:30:00Z",
            "2027-10-01T15:45:00Z");
        row("half-hour overlap", spec("daily 01:45", "Australia/Lord_Howe"), "2027-04-03T14:45:00Z",
            "2027-04-04T15:15:00Z", "2027-04-03T14:45:00Z");
        row("a day skipped by the zone", spec("daily 06:00", "Pacific/Apia"), "2011-12-29T16:00:00Z",
            "2011-12-30T10:00:00Z", "2011-12-29T16:00:00Z");
        row("day after the skipped one", spec("daily 06:00", "Pacific/Apia"), "2011-12-30T10:00:00Z",
            "2011-12-30T16:00:00Z", "2011-12-30T10:00:00Z");
        row("weekly", spec("weekly sun 09:00"), "2027-01-10T08:00:00Z", "2027-01-17T08:00:00Z", "2027-01-10T08:00:00Z");
        row("weekly from Monday", spec("weekly sun 09:00"), "2027-01-11T00:00:00Z", "2027-01-17T08:00:00Z",
            "2027-01-10T08:00:00Z");
        row("monthly", spec("monthly 1 02:00"), "2027-01-31T12:00:00Z", "2027-02-01T01:00:00Z", "2027-01-01T01:00:00Z");
        row("month without the day (PLT-090)", spec("monthly 31 02:00"), "2027-02-01T00:00:00Z", "2027-02-28T01:00:00Z",
            "2027-01-31T01:00:00Z");
        row("leap February (PLT-090)", spec("monthly 30 02:00"), "2028-02-01T00:00:00Z", "2028-02-29T01:00:00Z",
            "2028-01-30T01:00:00Z");
        row("29 February", spec("monthly 29 02:00"), "2028-02-29T01:00:00Z", "2028-03-29T00:00:00Z",
            "2028-02-29T01:00:00Z");
        row("every 3 days from the epoch", spec("every 3 days at 06:00", "UTC"), "1970-01-01T06:00:00Z",
            "1970-01-04T06:00:00Z", "1970-01-01T06:00:00Z");
        row("every 3 days", spec("every 3 days at 06:00", "UTC"), "2027-01-10T06:00:00Z", "2027-01-11T06:00:00Z",
            "2027-01-08T06:00:00Z");
        row("before the first year", spec("daily 06:00", "UTC"), "1960-01-01T00:00:00Z", "1970-01-01T06:00:00Z", "");
        row("after the last year", spec("daily 06:00", "UTC"), "2199-12-31T06:00:00Z", "", "2199-12-31T06:00:00Z");
        row("minutes after the last year", spec("every 10 min", "UTC"), "2199-12-31T23:55:00Z", "",
            "2199-12-31T23:50:00Z");
    }
    void findsNeighbours()
    {
        QFETCH(ScheduleSpec, schedule);
        QFETCH(QString, now);
        QFETCH(QString, next);
        QFETCH(QString, previous);
        const auto text = [](const std::optional<PlannedOccurrence> &planned) {
            return planned ? toRfc3339(planned->at) : QString(u""_s);
        };
        QCOMPARE(text(nextOccurrence(schedule, *fromRfc3339(now))), next);
        QCOMPARE(text(previousOccurrence(schedule, *fromRfc3339(now))), previous);
    }

    void marksGapsAndRepeats() // PLT-086, PLT-087
    {
        ScheduleSpec schedule = spec("daily 02:30");
        auto planned = nextOccurrence(schedule, utc("2027-03-27T12:00:00Z"));
        QCOMPARE(planned->localKind, LocalTimeKind::Gap);
        QVERIFY(!planned->skippedByGap);
        QCOMPARE(planned->nominalLocal, QDateTime(QDate(2027, 3, 28), QTime(2, 30), Qt::UTC));
        schedule.gapPolicy = GapPolicy::Skip;
        QVERIFY(nextOccurrence(schedule, utc("2027-03-27T12:00:00Z"))->skippedByGap);
        planned = nextOccurrence(schedule, utc("2027-10-30T12:00:00Z"));
        QCOMPARE(planned->localKind, LocalTimeKind::Repeated);
        QVERIFY(!planned->skippedByGap);
    }

    void aYearHasEveryDayOnce_data() // A38: PLT-085, PLT-086
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("time");
        for (const char *zone : {"Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Beirut",
                                 "Australia/Lord_Howe", "Pacific/Auckland"}) {
            for (const char *time : {"00:00", "02:00", "02:30", "06:00", "23:59"})
                QTest::addRow("%s %s", zone, time) << QString::fromLatin1(zone) << QString::fromLatin1(time);
        }
    }
    void aYearHasEveryDayOnce()
    {
        QFETCH(QString, zone);
        QFETCH(QString, time);
        const ScheduleSpec schedule = ScheduleSpec::parse(u"daily "_s + time, zone).value();
        const QTimeZone tz = *zoneByName(zone);
        const Instant begin = startOfDay(QDate(2027, 1, 1), tz) - Millis(1);
        const Instant end = startOfDay(QDate(2028, 1, 1), tz);
        QSet<QDateTime> nominal;
        QList<PlannedOccurrence> list;
        for (auto next = nextOccurrence(schedule, begin); next && next->at < end;
             next = nextOccurrence(schedule, next->at)) {
            QVERIFY(list.isEmpty() || list.constLast().at < next->at);
            QCOMPARE(previousOccurrence(schedule, next->at), next);
            QCOMPARE(occurrenceAt(schedule, next->nominalLocal), next);
            nominal.insert(next->nominalLocal);
            list.append(*next);
        }
        QCOMPARE(list.size(), 365);
        QCOMPARE(nominal.size(), 365);
    }

    void minutesNeverCollideInARepeatedHour() // PLT-086
    {
        QSet<QDateTime> nominal;
        for (const PlannedOccurrence &planned :
             upcomingOccurrences(spec("every 10 min"), utc("2027-10-30T22:00:00Z"), 60))
            nominal.insert(planned.nominalLocal);
        QCOMPARE(nominal.size(), 60);
    }

    void unusableSpecsHaveNoOccurrence()
    {
        ScheduleSpec schedule = spec("daily 06:00");
        schedule.zone = u"Mars/Olympus"_s;
        QVERIFY(!nextOccurrence(schedule, utc("2027-01-01T00:00:00Z")));
        schedule = spec("every 10 min");
        schedule.interval = 0;
        QVERIFY(!nextOccurrence(schedule, utc("2027-01-01T00:00:00Z")));
        QVERIFY(!previousOccurrence(schedule, utc("2027-01-01T00:00:00Z")));
        schedule = spec("monthly 1 02:00");
        schedule.day = 0;
        QVERIFY(!nextOccurrence(schedule, utc("2027-01-01T00:00:00Z")));
    }
};

QTEST_GUILESS_MAIN(TestScheduleSpec)
#include "tst_schedulespec.moc"
