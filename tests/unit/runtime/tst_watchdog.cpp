// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/watchdog.h"

#include <QTest>

#include <semaphore>

using namespace portier::runtime;
using namespace std::chrono_literals;

// PLT-172
class TestWatchdog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBlockedLoopIsSeen()
    {
        std::counting_semaphore<> wedged(0);
        const Watchdog watchdog({10ms, 3, [&wedged] { wedged.release(); }});
        wedged.acquire(); // this thread's loop does not turn meanwhile
    }
    void aTurningLoopIsLeftAlone()
    {
        std::atomic<int> wedged{0};
        const Watchdog watchdog({200ms, 20, [&wedged] { ++wedged; }});
        int turns = 0;
        QTRY_VERIFY_WITH_TIMEOUT(++turns > 20, 30'000);
        QCOMPARE(wedged.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestWatchdog)
#include "tst_watchdog.moc"
