// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"

#include <QCoroTask>
#include <QTest>
#include <QThreadPool>

using namespace portier;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> sleepTwice(Clock &clock, QList<qint64> &wokenAt)
{
    co_await sleepFor(clock, 5s);
    wokenAt.append(toMs(clock.now()));
    co_await sleepFor(clock, 10s);
    wokenAt.append(toMs(clock.now()));
}

} // namespace

class TestManualClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firesDueTimersInOrder()
    {
        ManualClock clock(fromMs(1000));
        QStringList fired;
        std::unique_ptr<TimerHandle> chained;
        const auto late = clock.callAfter(20ms, [&] { fired << QStringLiteral("late@%1").arg(toMs(clock.now())); });
        const auto early = clock.callAfter(10ms, [&] {
            fired << QStringLiteral("early@%1").arg(toMs(clock.now()));
            chained = clock.callAfter(5ms, [&] { fired << QStringLiteral("chained@%1").arg(toMs(clock.now())); });
        });
        const auto tie = clock.callAfter(10ms, [&] { fired << QStringLiteral("tie@%1").arg(toMs(clock.now())); });
        clock.advance(19ms);
        QCOMPARE(fired, (QStringList{QStringLiteral("early@1010"), QStringLiteral("tie@1010"),
                                     QStringLiteral("chained@1015")}));
        clock.advance(1ms);
        QCOMPARE(fired.last(), QStringLiteral("late@1020"));
        QCOMPARE(toMs(clock.now()), 1020);
    }

    void destroyedHandleNeverFires()
    {
        ManualClock clock(fromMs(0));
        bool fired = false;
        auto handle = clock.callAfter(1s, [&] { fired = true; });
        handle.reset();
        clock.advance(1h);
        QVERIFY(!fired);
    }

    void coroutinesSleepByIt()
    {
        ManualClock clock(fromMs(0));
        QList<qint64> wokenAt;
        auto task = sleepTwice(clock, wokenAt);
        clock.advance(1h);
        QCOMPARE(wokenAt, (QList<qint64>{5000, 15000}));
        QVERIFY(task.isReady());
    }

    void waitsForWorkOnOtherThreads()
    {
        ManualClock clock(fromMs(0));
        std::atomic<bool> finished = false;
        bool finishedBeforeNext = false;
        const auto first = clock.callAfter(1s, [&] {
            QThreadPool::globalInstance()->start([&finished, work = clock.beginWork()]() mutable {
                QThread::msleep(20);
                finished = true;
                work.reset();
            });
        });
        const auto second = clock.callAfter(2s, [&] { finishedBeforeNext = finished; });
        clock.advance(3s);
        QVERIFY(finishedBeforeNext);
    }

    void wallClockJumpsLeaveTimersAlone() // PLT-091
    {
        ManualClock clock(fromMs(0));
        int fired = 0;
        const auto timer = clock.callAfter(10s, [&] { ++fired; });
        clock.jumpWallClock(1h);
        clock.advance(9s);
        QCOMPARE(fired, 0);
        clock.advance(1s);
        QCOMPARE(fired, 1);
        QCOMPARE(toMs(clock.now()), (1h + 10s) / 1ms);
    }

    void rfc3339RoundTrips()
    {
        QCOMPARE(toRfc3339(fromMs(1'800'000'000'000)), QStringLiteral("2027-01-15T08:00:00Z"));
        QCOMPARE(toRfc3339(fromMs(1'800'000'000'007)), QStringLiteral("2027-01-15T08:00:00.007Z"));
        QCOMPARE(fromRfc3339(QStringLiteral("2027-01-15T09:00:00+01:00")), std::optional(fromMs(1'800'000'000'000)));
        QCOMPARE(fromRfc3339(QStringLiteral("2027-01-15T09:00:00")), std::nullopt);
        QCOMPARE(fromRfc3339(QStringLiteral("soon")), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestManualClock)
#include "tst_manualclock.moc"
