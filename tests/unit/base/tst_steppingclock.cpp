// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/steppingclock.h"

#include <QCoroTask>
#include <QTest>
#include <QTimer>

using namespace portier;
using namespace std::chrono_literals;

class TestSteppingClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsWhereItIsTold()
    {
        const SteppingClock clock(fromMs(1'000'000'000'000));
        QVERIFY(clock.now() >= fromMs(1'000'000'000'000));
        QVERIFY(clock.now() < fromMs(1'000'000'000'000) + 1h);
    }
    void advanceMovesBothTimes()
    {
        SteppingClock clock;
        const Instant before = clock.now();
        const Millis ticks = clock.monotonic();
        QVERIFY(QCoro::waitFor(clock.advance(24h)));
        QVERIFY(clock.now() - before >= 24h);
        QVERIFY(clock.monotonic() - ticks >= 24h);
        QVERIFY(clock.now() - before < 25h);
    }
    void dueTimersFireInOrderAtTheirMoments()
    {
        SteppingClock clock;
        const Millis start = clock.monotonic();
        QList<int> fired;
        QList<Millis> at;
        const auto note = [&](int id) {
            fired.append(id);
            at.append(clock.monotonic() - start);
        };
        std::unique_ptr<TimerHandle> nested;
        const auto late = clock.callAfter(10h, [&] { note(10); });
        const auto early = clock.callAfter(1h, [&] {
            note(1);
            nested = clock.callAfter(2h, [&] { note(3); });
        });
        auto cancelled = clock.callAfter(5h, [&] { note(5); });
        const auto never = clock.callAfter(48h, [&] { note(48); });
        cancelled.reset();
        QVERIFY(QCoro::waitFor(clock.advance(24h)));
        QCOMPARE(fired, (QList<int>{1, 3, 10}));
        for (qsizetype i = 0; i < fired.size(); ++i) {
            QVERIFY(at.at(i) >= std::chrono::hours(fired.at(i)));
            QVERIFY(at.at(i) < std::chrono::hours(fired.at(i)) + 30min);
        }
    }
    void timeWaitsForWorkInFlight()
    {
        SteppingClock clock;
        QList<int> order;
        const auto first = clock.callAfter(1h, [&] {
            auto work = clock.beginWork();
            QTimer::singleShot(20ms, this, [&order, work] { order.append(1); });
        });
        const auto second = clock.callAfter(2h, [&] { order.append(2); });
        QVERIFY(QCoro::waitFor(clock.advance(3h)));
        QCOMPARE(order, (QList<int>{1, 2}));
    }
    void timersAlsoFireInRealTime()
    {
        SteppingClock clock;
        bool fired = false;
        const auto timer = clock.callAfter(5ms, [&] { fired = true; });
        QTRY_VERIFY_WITH_TIMEOUT(fired, 30'000);
    }
    void onlyOneAdvanceAtATime()
    {
        SteppingClock clock;
        auto first = clock.advance(1h);
        QVERIFY(!QCoro::waitFor(clock.advance(1h)));
        QVERIFY(QCoro::waitFor(std::move(first)));
    }
};

QTEST_GUILESS_MAIN(TestSteppingClock)
#include "tst_steppingclock.moc"
