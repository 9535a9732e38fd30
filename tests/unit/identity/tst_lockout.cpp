// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/lockout.h"

#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace std::chrono_literals;

class TestLockout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fifthFailureBlocksAndLaterOnesDouble() // PLT-016, A06
    {
        Instant now = fromMs(1'800'000'000'000);
        PairFailures record;
        for (int failure = 1; failure <= 4; ++failure) {
            record = afterFailure(record, now);
            QVERIFY(!blockedUntil(record, now));
        }
        for (const Millis block : QList<Millis>{1min, 2min, 4min, 8min}) {
            record = afterFailure(record, now);
            QCOMPARE(blockedUntil(record, now), std::optional(now + block));
            now += block;
            QVERIFY(!blockedUntil(record, now));
        }
        // 15 minutes have passed since the first one, so one is forgotten: the ninth failure counts as the eighth.
        QCOMPARE(decayed(record, now).failures, 7);
        record = afterFailure(record, now);
        QCOMPARE(blockedUntil(record, now), std::optional(now + 8min));
    }

    void blocksAreCapped()
    {
        const Instant now = fromMs(0);
        PairFailures record;
        for (int failure = 0; failure < 60; ++failure)
            record = afterFailure(record, now);
        QCOMPARE(blockedUntil(record, now), std::optional(now + 15min));
    }

    void oneIsForgottenEveryQuarterOfAnHour_data() // PLT-016
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<int>("left");
        QTest::newRow("at once") << 0 << 4;
        QTest::newRow("just before") << 14 << 4;
        QTest::newRow("one") << 15 << 3;
        QTest::newRow("two") << 30 << 2;
        QTest::newRow("all") << 60 << 0;
        QTest::newRow("never below none") << 6000 << 0;
    }
    void oneIsForgottenEveryQuarterOfAnHour()
    {
        QFETCH(int, minutes);
        QFETCH(int, left);
        const Instant begin = fromMs(1'800'000'000'000);
        PairFailures record;
        for (int failure = 0; failure < 4; ++failure)
            record = afterFailure(record, begin);
        QCOMPARE(decayed(record, begin + std::chrono::minutes(minutes)).failures, left);
    }

    void decayKeepsTheRestOfAQuarter()
    {
        const Instant begin = fromMs(0);
        PairFailures record = afterFailure(afterFailure(PairFailures{}, begin), begin);
        record = decayed(record, begin + 20min);
        QCOMPARE(record.failures, 1);
        QCOMPARE(decayed(record, begin + 29min).failures, 1);
        QCOMPARE(decayed(record, begin + 30min).failures, 0);
    }

    void aClockThatWentBackForgetsNothing()
    {
        const Instant begin = fromMs(1'800'000'000'000);
        const PairFailures record = afterFailure(afterFailure(PairFailures{}, begin), begin);
        QCOMPARE(decayed(record, begin - 24h).failures, 2);
    }

    void twentyFailuresInAnHourAskForAKnownDevice() // PLT-017, A07
    {
        const Instant begin = fromMs(1'800'000'000'000);
        AddressFailures moments;
        for (int failure = 0; failure < 19; ++failure)
            moments = afterFailure(moments, begin + std::chrono::minutes(failure));
        QVERIFY(!blockedUntil(moments, begin + 19min));
        moments = afterFailure(moments, begin + 19min);
        QCOMPARE(blockedUntil(moments, begin + 19min), std::optional(begin + 1h));
        QVERIFY(!blockedUntil(moments, begin + 1h));
    }

    void slowFailuresNeverBlockTheAddress()
    {
        Instant now = fromMs(1'800'000'000'000);
        AddressFailures moments;
        for (int failure = 0; failure < 200; ++failure) {
            now += 4min;
            moments = afterFailure(moments, now);
            QVERIFY(!blockedUntil(moments, now));
        }
        QCOMPARE(moments.size(), 20);
    }
};

QTEST_GUILESS_MAIN(TestLockout)
#include "tst_lockout.moc"
