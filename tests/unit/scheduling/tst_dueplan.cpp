// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/dueplan.h"

#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

ScheduleSpec daily()
{
    return ScheduleSpec::parse(u"daily 06:00"_s, u"UTC"_s).value();
}

Instant day(int d, int hour, int minute = 0)
{
    return fromMs(QDateTime(QDate(2027, 1, d), QTime(hour, minute), Qt::UTC).toMSecsSinceEpoch());
}

PlannedOccurrence dailyOn(int d)
{
    return *nextOccurrence(daily(), day(d, 5, 59));
}

QString word(DueAction action)
{
    switch (action) {
    case DueAction::Run:
        return u"run"_s;
    case DueAction::RunLate:
        return u"late"_s;
    case DueAction::Wait:
        return u"wait"_s;
    case DueAction::WaitLate:
        return u"wait_late"_s;
    case DueAction::SkipGap:
        return u"gap"_s;
    case DueAction::SkipOverlap:
        return u"overlap"_s;
    case DueAction::Missed:
        return u"missed"_s;
    }
    return {};
}

/// "10 missed, 11 late": day of month and action.
QString told(const QList<DueDecision> &decisions)
{
    QStringList words;
    for (const DueDecision &decision : decisions)
        words << u"%1 %2"_s.arg(decision.planned.nominalLocal.date().day()).arg(word(decision.action));
    return words.join(u", "_s);
}

} // namespace

class TestDuePlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<CatchUp>("catchUp");
        QTest::addColumn<qint64>("windowHours");
        QTest::addColumn<DueSituation>("situation");
        QTest::addColumn<QString>("expected");
        const Instant onTime = day(10, 6);
        const Instant threeDaysOn = day(12, 9);
        QTest::newRow("on time") << CatchUp::Latest << qint64(0) << DueSituation{.now = onTime} << u"10 run"_s;
        QTest::newRow("within the grace, even without catch-up")
            << CatchUp::None << qint64(0) << DueSituation{.now = onTime + 2min} << u"10 run"_s;
        QTest::newRow("late, none") << CatchUp::None << qint64(0) << DueSituation{.now = onTime + 3min}
                                    << u"10 missed"_s;
        QTest::newRow("late, latest") << CatchUp::Latest << qint64(0) << DueSituation{.now = onTime + 3min}
                                      << u"10 late"_s;
        QTest::newRow("three days, latest (A39)")
            << CatchUp::Latest << qint64(0) << DueSituation{.now = threeDaysOn} << u"10 missed, 11 missed, 12 late"_s;
        QTest::newRow("three days, none (A39)")
            << CatchUp::None << qint64(0) << DueSituation{.now = threeDaysOn} << u"10 missed, 11 missed, 12 missed"_s;
        QTest::newRow("three days, all: one after the other")
            << CatchUp::All << qint64(0) << DueSituation{.now = threeDaysOn}
            << u"10 late, 11 wait_late, 12 wait_late"_s;
        QTest::newRow("all within a window of 30 h")
            << CatchUp::All << qint64(30) << DueSituation{.now = threeDaysOn} << u"10 missed, 11 late, 12 wait_late"_s;
        QTest::newRow("latest beyond its window")
            << CatchUp::Latest << qint64(2) << DueSituation{.now = threeDaysOn} << u"10 missed, 11 missed, 12 missed"_s;
        QTest::newRow("latest just within its window")
            << CatchUp::Latest << qint64(3) << DueSituation{.now = threeDaysOn} << u"10 missed, 11 missed, 12 late"_s;
        QTest::newRow("clock jump: one run (PLT-091)")
            << CatchUp::All << qint64(0) << DueSituation{.now = threeDaysOn, .afterJump = true}
            << u"10 missed, 11 missed, 12 late"_s;
        QTest::newRow("edited since: the planned one alone (PLT-088)")
            << CatchUp::Latest << qint64(0) << DueSituation{.now = threeDaysOn, .edited = true} << u"10 late"_s;
        QTest::newRow("previous still going (A41)")
            << CatchUp::Latest << qint64(0) << DueSituation{.now = onTime, .running = true} << u"10 overlap"_s;
    }
    void decides()
    {
        QFETCH(CatchUp, catchUp);
        QFETCH(qint64, windowHours);
        QFETCH(DueSituation, situation);
        QFETCH(QString, expected);
        ScheduleSpec spec = daily();
        spec.catchUp = catchUp;
        spec.window = std::chrono::hours(windowHours);
        QCOMPARE(told(decideDue(spec, dailyOn(10), situation)), expected);
    }

    void queuesOneBehindARunningOne() // PLT-085
    {
        ScheduleSpec spec = daily();
        spec.overlap = OverlapRun::QueueOne;
        QCOMPARE(told(decideDue(spec, dailyOn(10), {.now = day(10, 6), .running = true})), u"10 wait"_s);
        QCOMPARE(told(decideDue(spec, dailyOn(10), {.now = day(10, 6), .running = true, .waiting = true})),
                 u"10 overlap"_s);
        spec.catchUp = CatchUp::All;
        QCOMPARE(told(decideDue(spec, dailyOn(10), {.now = day(11, 7), .running = true})),
                 u"10 overlap, 11 wait_late"_s);
    }

    void closesSkippedGaps() // PLT-086
    {
        ScheduleSpec spec = ScheduleSpec::parse(u"daily 02:30"_s, u"Europe/Berlin"_s).value();
        spec.gapPolicy = GapPolicy::Skip;
        const auto first = *nextOccurrence(spec, *fromRfc3339(u"2027-03-27T12:00:00Z"_s));
        QCOMPARE(told(decideDue(spec, first, {.now = first.at})), u"28 gap"_s);
        QCOMPARE(told(decideDue(spec, first, {.now = first.at + 24h})), u"28 gap, 29 late"_s);
        QCOMPARE(told(decideDue(spec, first, {.now = first.at + 23h})), u"28 gap"_s);
    }

    void catchesUpTwentyFourAtMost() // PLT-085
    {
        ScheduleSpec spec = daily();
        spec.catchUp = CatchUp::All;
        const auto decisions = decideDue(spec, dailyOn(1), {.now = day(31, 9)});
        QCOMPARE(decisions.size(), 31);
        const auto missed = std::count_if(decisions.begin(), decisions.end(),
                                          [](const DueDecision &d) { return d.action == DueAction::Missed; });
        QCOMPARE(missed, 31 - maxCaughtUp);
    }

    void recordsABoundedNumberOfMissedOnes()
    {
        ScheduleSpec spec = ScheduleSpec::parse(u"every 10 min"_s, u"UTC"_s).value();
        const auto first = *nextOccurrence(spec, day(1, 0));
        const auto decisions = decideDue(spec, first, {.now = day(31, 9)});
        QCOMPARE(decisions.size(), maxRecordedMissed + 1);
        QCOMPARE(decisions.constFirst().planned, first);
        QCOMPARE(decisions.constLast().action, DueAction::Run);
    }
};

QTEST_GUILESS_MAIN(TestDuePlan)
#include "tst_dueplan.moc"
