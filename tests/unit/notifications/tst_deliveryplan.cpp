// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliveryplan.h"

#include <QTest>

using namespace portier;
using namespace portier::notifications;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{
const Instant noon = fromMs(1'830'000'000'000);

DeliveryOutcome ended(AttemptOutcome outcome)
{
    DeliveryOutcome result;
    result.outcome = outcome;
    return result;
}
} // namespace

class TestDeliveryPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsBothLanes_data() // PLT-109, A45, A47
    {
        QTest::addColumn<int>("failuresBefore");
        QTest::addColumn<MessageEvent>("event");
        QTest::addColumn<qint64>("waitMs");
        QTest::newRow("first failure") << 0 << MessageEvent::RetrySoon << qint64(2'000);
        QTest::newRow("second failure") << 1 << MessageEvent::RetrySoon << qint64(4'000);
        QTest::newRow("third failure: hand-over") << 2 << MessageEvent::RetrySoon << qint64(8'000);
        QTest::newRow("first slow failure") << 3 << MessageEvent::RetryLater << qint64(30 * 60'000);
        QTest::newRow("second slow failure") << 4 << MessageEvent::RetryLater << qint64(2 * 3'600'000);
        QTest::newRow("third slow failure") << 5 << MessageEvent::RetryLater << qint64(8 * 3'600'000);
        QTest::newRow("fourth slow failure") << 6 << MessageEvent::RetryLater << qint64(24 * 3'600'000);
        QTest::newRow("fifth slow failure") << 7 << MessageEvent::GiveUp << qint64(0);
    }
    void followsBothLanes()
    {
        QFETCH(int, failuresBefore);
        QFETCH(qint64, waitMs);
        const auto step = afterAttempt({.failures = failuresBefore}, ended(AttemptOutcome::Transient), noon, 0);
        QTEST(step.event, "event");
        QCOMPARE(step.failures, failuresBefore + 1);
        if (step.event == MessageEvent::GiveUp)
            QCOMPARE(step.reason, u"exhausted"_s);
        else
            QCOMPARE(step.at, noon + Millis(waitMs));
    }

    void handsOverOnce() // PLT-109
    {
        for (int failures = 0; failures < 9; ++failures)
            QCOMPARE(isHandOver(failures), failures == 3);
        QCOMPARE(handOver(noon, 0), noon + 5min);
    }

    void jitterIsTenPercentOfSlowWaits() // PLT-109
    {
        QCOMPARE(handOver(noon, 1), noon + 330s);
        QCOMPARE(handOver(noon, -1), noon + 270s);
        const auto slow = afterAttempt({.failures = 3}, ended(AttemptOutcome::Transient), noon, 0.5);
        QCOMPARE(slow.at, noon + 30min + 90s);
        const auto fast = afterAttempt({.failures = 0}, ended(AttemptOutcome::Transient), noon, 1);
        QCOMPARE(fast.at, noon + 2s);
    }

    void laterRetryAfterWins_data() // PLT-109
    {
        QTest::addColumn<int>("failuresBefore");
        QTest::addColumn<int>("retryAfterSeconds");
        QTest::addColumn<int>("waitSeconds");
        QTest::addColumn<MessageEvent>("event");
        QTest::newRow("sooner than the plan") << 0 << 1 << 2 << MessageEvent::RetrySoon;
        QTest::newRow("later than the plan") << 0 << 60 << 60 << MessageEvent::RetryLater;
        QTest::newRow("during the hand-over") << 2 << 60 << 8 << MessageEvent::RetrySoon;
        QTest::newRow("within the jitter of the hand-over") << 2 << 290 << 290 << MessageEvent::RetryLater;
        QTest::newRow("past the hand-over") << 2 << 3600 << 3600 << MessageEvent::RetryLater;
        QTest::newRow("slow lane, sooner") << 3 << 60 << 1800 << MessageEvent::RetryLater;
        QTest::newRow("slow lane, later") << 3 << 4000 << 4000 << MessageEvent::RetryLater;
        QTest::newRow("at most a day") << 0 << 90'000 << 86'400 << MessageEvent::RetryLater;
    }
    void laterRetryAfterWins()
    {
        QFETCH(int, failuresBefore);
        QFETCH(int, retryAfterSeconds);
        QFETCH(int, waitSeconds);
        DeliveryOutcome outcome = ended(AttemptOutcome::Transient);
        outcome.retryAfter = std::chrono::seconds(retryAfterSeconds);
        const auto step = afterAttempt({.failures = failuresBefore}, outcome, noon, 0);
        QCOMPARE(step.at, noon + std::chrono::seconds(waitSeconds));
        QTEST(step.event, "event");
    }

    void acceptanceEndsIt() // PLT-108
    {
        const auto step = afterAttempt({.failures = 5}, ended(AttemptOutcome::Accepted), noon, 0);
        QCOMPARE(step.event, MessageEvent::Accept);
        QVERIFY(step.channelWorks);
    }

    void permanentDiesAtOnce() // PLT-110, A46
    {
        const auto step = afterAttempt({}, ended(AttemptOutcome::Permanent), noon, 0);
        QCOMPARE(step.event, MessageEvent::GiveUp);
        QCOMPARE(step.reason, u"permanent"_s);
        QVERIFY(!step.pauseChannel);
    }

    void refusedCredentialsPauseTheChannel() // PLT-111, A48
    {
        const auto first = afterAttempt({}, ended(AttemptOutcome::Config), noon, 0);
        QCOMPARE(first.event, MessageEvent::GiveUp);
        QCOMPARE(first.reason, u"config"_s);
        QVERIFY(first.pauseChannel);
        const auto next = afterAttempt({.failures = 1, .channelPaused = true}, ended(AttemptOutcome::Config), noon, 0);
        QCOMPARE(next.event, MessageEvent::RetrySoon);
        QCOMPARE(next.at, std::nullopt);
        QCOMPARE(next.failures, 1);
    }

    void failedProbeCostsTheMessageNothing() // PLT-111
    {
        const auto step =
            afterAttempt({.failures = 2, .channelPaused = true}, ended(AttemptOutcome::Transient), noon, 0);
        QCOMPARE(step.event, MessageEvent::RetrySoon);
        QCOMPARE(step.failures, 2);
        QVERIFY(!step.channelWorks);
    }

    void unknownIsRetriedOnce() // PLT-112
    {
        const auto first = afterAttempt({}, ended(AttemptOutcome::Unknown), noon, 0);
        QCOMPARE(first.event, MessageEvent::RetrySoon);
        QCOMPARE(first.unknowns, 1);
        const auto second = afterAttempt({.failures = 1, .unknowns = 1}, ended(AttemptOutcome::Unknown), noon, 0);
        QCOMPARE(second.event, MessageEvent::GiveUp);
        QCOMPARE(second.reason, u"unknown"_s);
        // Known failures after it are no reason to stop.
        const auto known = afterAttempt({.failures = 1, .unknowns = 1}, ended(AttemptOutcome::Transient), noon, 0);
        QCOMPARE(known.event, MessageEvent::RetrySoon);
    }

    void unknownFollowsThePlanWhereIdsAreDeduplicated() // PLT-112
    {
        const auto step =
            afterAttempt({.failures = 4, .unknowns = 4, .deduplicates = true}, ended(AttemptOutcome::Unknown), noon, 0);
        QCOMPARE(step.event, MessageEvent::RetryLater);
        const auto last =
            afterAttempt({.failures = 7, .unknowns = 7, .deduplicates = true}, ended(AttemptOutcome::Unknown), noon, 0);
        QCOMPARE(last.reason, u"exhausted"_s);
    }
};

QTEST_GUILESS_MAIN(TestDeliveryPlan)
#include "tst_deliveryplan.moc"
