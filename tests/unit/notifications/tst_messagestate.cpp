// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/messagestate.h"

#include <QTest>

using namespace portier::notifications;
using namespace Qt::StringLiterals;

class TestMessageState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// PLT-106: every state with every event; the letters follow MessageEvent, "-" is refused.
    void knowsEveryChange_data()
    {
        QTest::addColumn<MessageState>("state");
        QTest::addColumn<QString>("next");
        // Begin Accept RetrySoon RetryLater HandOver Interrupt GiveUp Suppress Collect Release Digest Requeue
        // Acknowledge q queued, s sending, w waiting, c collected; S sent, D digested, X suppressed, d dead
        QTest::newRow("queued") << MessageState::Queued << u"s---w-dXc----"_s;
        QTest::newRow("sending") << MessageState::Sending << u"-Sqw-qd------"_s;
        QTest::newRow("waiting") << MessageState::Waiting << u"s-----dX----S"_s;
        QTest::newRow("collected") << MessageState::Collected << u"-------X-qD--"_s;
        QTest::newRow("sent") << MessageState::Sent << u"-------------"_s;
        QTest::newRow("digested") << MessageState::Digested << u"-------------"_s;
        QTest::newRow("suppressed") << MessageState::Suppressed << u"-----------q-"_s;
        QTest::newRow("dead") << MessageState::Dead << u"-----------q-"_s;
    }
    void knowsEveryChange()
    {
        QFETCH(MessageState, state);
        QFETCH(QString, next);
        QCOMPARE(next.size(), messageEventCount);
        const QString letters = u"qswcSDXd"_s;
        for (int event = 0; event < messageEventCount; ++event) {
            const auto result = nextState(state, MessageEvent(event));
            const QString got = result ? QString(letters.at(int(*result))) : u"-"_s;
            QVERIFY2(got == QString(next.at(event)), qPrintable(u"event %1 gives %2"_s.arg(event).arg(got)));
        }
    }

    void namesSurviveTheDatabase()
    {
        for (int i = 0; i <= int(MessageState::Dead); ++i)
            QCOMPARE(messageStateFrom(nameOf(MessageState(i))), MessageState(i));
        for (int i = 0; i <= int(AttemptOutcome::Unknown); ++i)
            QCOMPARE(attemptOutcomeFrom(nameOf(AttemptOutcome(i))), AttemptOutcome(i));
        for (int i = 0; i <= int(Channel::Webhook); ++i)
            QCOMPARE(channelFrom(nameOf(Channel(i))), Channel(i));
        for (int i = 0; i <= int(MessageClass::Operator); ++i)
            QCOMPARE(messageClassFrom(nameOf(MessageClass(i))), MessageClass(i));
        QVERIFY(!messageStateFrom(u"gone"_s));
    }

    void masksAddresses() // TRP-210
    {
        QCOMPARE(maskedAddress(u"cornelia@example.org"_s), u"c…@example.org"_s);
        QCOMPARE(maskedAddress(u"+491701234542"_s), u"…42"_s);
        QCOMPARE(maskedAddress({}), QString());
    }
};

QTEST_GUILESS_MAIN(TestMessageState)
#include "tst_messagestate.moc"
