// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliverypolicy.h"

#include <QTest>

using namespace portier;
using namespace portier::notifications;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{
const Instant noon = fromMs(1'830'000'000'000);

BeforeAttempt ready()
{
    BeforeAttempt facts;
    facts.address = u"cornelia@contest.com"_s;
    facts.createdAt = noon;
    facts.suppressedDomains = defaultSuppressedDomains();
    return facts;
}
} // namespace

class TestDeliveryPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsSuppressedDomains_data() // PLT-123, A51
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("suppressed");
        QTest::newRow("listed") << u"a@test.com"_s << true;
        QTest::newRow("sub-domain") << u"a@sub.example.com"_s << true;
        QTest::newRow("ends alike") << u"a@contest.com"_s << false;
        QTest::newRow("upper case") << u"a@EXAMPLE.ORG"_s << true;
        QTest::newRow("trailing dot") << u"a@example.net."_s << true;
        QTest::newRow("reserved top level") << u"a@mail.test"_s << true;
        QTest::newRow("bare reserved name") << u"a@localhost"_s << true;
        QTest::newRow("two at signs") << u"\"a@b\"@fake.com"_s << true;
        QTest::newRow("listed name inside") << u"a@test.com.de"_s << false;
    }
    void knowsSuppressedDomains()
    {
        QFETCH(QString, address);
        QTEST(isSuppressedDomain(address, defaultSuppressedDomains()), "suppressed");
        QVERIFY(!isSuppressedDomain(address, {}));
    }

    void optOutDependsOnTheClass() // PLT-127
    {
        QVERIFY(!isOptOutAllowed(MessageClass::Duty));
        QVERIFY(!isOptOutAllowed(MessageClass::Answer));
        QVERIFY(!isOptOutAllowed(MessageClass::Account));
        QVERIFY(isOptOutAllowed(MessageClass::Alert));
        QVERIFY(isOptOutAllowed(MessageClass::Periodic));
        QVERIFY(isOptOutAllowed(MessageClass::Operator));
        QVERIFY(deliveryPriority(MessageClass::Duty) > deliveryPriority(MessageClass::Alert)); // PLT-136
    }

    void decidesTheNextMove_data()
    {
        QTest::addColumn<BeforeAttempt>("facts");
        QTest::addColumn<Move>("expected");
        const auto row = [](const char *name, auto change, Move expected) {
            BeforeAttempt facts = ready();
            change(facts);
            QTest::newRow(name) << facts << expected;
        };
        using N = NextMove;
        row("ready", [](auto &) {}, {N::Send, {}, {}});
        row("sent already", [](auto &f) { f.state = MessageState::Sent; }, {});
        row("collected", [](auto &f) { f.state = MessageState::Collected; }, {});
        row("test domain, even as duty (PLT-123)",
            [](auto &f) {
                f.address = u"a@test.com"_s;
                f.messageClass = MessageClass::Duty;
            },
            {N::Suppress, u"test_domain"_s, {}});
        row("opted out (PLT-129)", [](auto &f) { f.optedOut = true; }, {N::Suppress, u"unsubscribed"_s, {}});
        row("duty cannot be opted out (PLT-130)",
            [](auto &f) {
                f.optedOut = true;
                f.messageClass = MessageClass::Duty;
            },
            {N::Send, {}, {}});
        row("alert a day old (PLT-138)", [](auto &f) { f.createdAt = noon - 25h; }, {N::Suppress, u"outdated"_s, {}});
        const auto inItsLanes = [](Millis late) {
            return [late](auto &f) {
                f.state = MessageState::Waiting;
                f.createdAt = noon - 34h - late;
                f.nextAt = noon - late;
                f.attempts = f.failures = 7;
            };
        };
        row("alert at the end of its lanes (PLT-109)", inItsLanes(0h), {N::Send, {}, {}});
        row("alert held up in its lanes (PLT-138)", inItsLanes(25h), {N::Suppress, u"outdated"_s, {}});
        row("alert a day old in its slow lane (PLT-109)",
            [](auto &f) {
                f.createdAt = noon - 25h;
                f.state = MessageState::Waiting;
                f.attempts = f.failures = 7;
                f.nextAt = noon;
            },
            {N::Send, {}, {}});
        row("old duty",
            [](auto &f) {
                f.createdAt = noon - 25h;
                f.messageClass = MessageClass::Duty;
            },
            {N::Send, {}, {}});
        row("no credentials (PLT-122)", [](auto &f) { f.channelConfigured = false; }, {N::SendDry, {}, {}});
        row("no credentials to a test domain",
            [](auto &f) {
                f.channelConfigured = false;
                f.address = u"a@x.test"_s;
            },
            {N::Suppress, u"test_domain"_s, {}});
        row("paused channel (PLT-111)", [](auto &f) { f.channelPaused = true; }, {N::Park, {}, {}});
        row("its probe (PLT-111)",
            [](auto &f) {
                f.channelPaused = f.isProbe = true;
                f.nextAt = noon + 1h;
            },
            {N::Send, {}, {}});
        row("too early", [](auto &f) { f.nextAt = noon + 2s; }, {N::Wait, {}, noon + 2s});
        row("fast lane over (PLT-109)", [](auto &f) { f.attempts = f.failures = 3; }, {N::HandOver, {}, {}});
        row("interrupted in the slow lane",
            [](auto &f) {
                f.attempts = f.failures = 3;
                f.interrupted = true;
            },
            {N::Send, {}, {}});
        row("slow attempt",
            [](auto &f) {
                f.state = MessageState::Waiting;
                f.attempts = f.failures = 3;
            },
            {N::Send, {}, {}});
        const auto deferrable = [](auto change) {
            return [change](BeforeAttempt &f) {
                f.list = u"trips"_s;
                f.budgetFreeAt = noon;
                change(f);
            };
        };
        row("budget has room (PLT-133)", deferrable([](auto &) {}), {N::Send, {}, {}});
        row("budget used up (PLT-133)", deferrable([](auto &f) { f.budgetFreeAt = noon + 5min; }),
            {N::Collect, u"flood"_s, noon + 5min});
        row("joins what is collected (PLT-133)", deferrable([](auto &f) { f.isCollecting = true; }),
            {N::Collect, u"flood"_s, noon});
        row("has its place (PLT-134)", deferrable([](auto &f) { f.holdsPlace = f.isCollecting = true; }),
            {N::Send, {}, {}});
        row("its place was taken", deferrable([](auto &f) {
                f.holdsPlace = true;
                f.budgetFreeAt = noon + 5min;
            }),
            {N::Wait, u"flood"_s, noon + 5min});
        row("repetitions wait (PLT-138)", deferrable([](auto &f) {
                f.attempts = f.failures = 1;
                f.budgetFreeAt = noon + 5min;
            }),
            {N::Wait, u"flood"_s, noon + 5min});
        row("critical notices belong to no list",
            [](auto &f) {
                f.messageClass = MessageClass::Operator;
                f.budgetFreeAt = noon + 5min;
                f.quietUntil = f.digestAt = noon + 1h;
            },
            {N::Send, {}, {}});
        row("daily digest (PLT-128)", deferrable([](auto &f) { f.digestAt = f.quietUntil = noon + 10h; }),
            {N::Collect, u"digest"_s, noon + 10h});
        row("quiet hours (PLT-128)", deferrable([](auto &f) { f.quietUntil = noon + 7h; }),
            {N::Wait, u"quiet_hours"_s, noon + 7h});
        row("duty knows no quiet hours (PLT-136)",
            [](auto &f) {
                f.messageClass = MessageClass::Duty;
                f.quietUntil = f.digestAt = noon + 7h;
                f.budgetFreeAt = noon + 5min;
            },
            {N::Send, {}, {}});
        row("burst of duty mail (PLT-136)",
            [](auto &f) {
                f.messageClass = MessageClass::Duty;
                f.isBurst = true;
            },
            {N::Collect, u"burst"_s, noon + 5min});
        row("ceiling of the day (PLT-137)",
            [](auto &f) {
                f.messageClass = MessageClass::Answer;
                f.ceilingUntil = noon + 9h;
            },
            {N::Wait, u"daily_ceiling"_s, noon + 9h});
        row("its slot has begun (PLT-138)", [](auto &f) { f.expiresAt = noon; }, {N::Suppress, u"outdated"_s, {}});
        row("bounced before (PLT-124)",
            [](auto &f) {
                f.messageClass = MessageClass::Duty;
                f.suppression = u"bounced"_s;
            },
            {N::Suppress, u"bounced"_s, {}});
        row("nobody left (PLT-159)", [](auto &f) { f.address.clear(); }, {N::Suppress, u"erased"_s, {}});
        row("desktop (PLT-121)",
            [](auto &f) {
                f.channel = Channel::Desktop;
                f.address.clear();
            },
            {N::Publish, {}, {}});
        row("desktop, unseen (PLT-121)",
            [](auto &f) {
                f.channel = Channel::Desktop;
                f.attempts = 1;
                f.state = MessageState::Waiting;
            },
            {N::Wait, {}, noon + desktopPatience});
        row("desktop, unseen for a week (PLT-121)",
            [](auto &f) {
                f.channel = Channel::Desktop;
                f.attempts = 1;
                f.state = MessageState::Waiting;
                f.createdAt = noon - desktopPatience;
            },
            {N::Suppress, u"expired"_s, {}});
        row("would overtake (PLT-114)", [](auto &f) { f.overtakes = true; }, {N::Wait, {}, noon + 1s});
    }
    void decidesTheNextMove()
    {
        QFETCH(BeforeAttempt, facts);
        QFETCH(Move, expected);
        const Move got = nextMove(facts, noon);
        QCOMPARE(int(got.move), int(expected.move));
        QCOMPARE(got.reason, expected.reason);
        QVERIFY(got.at == expected.at);
    }
};

QTEST_GUILESS_MAIN(TestDeliveryPolicy)
#include "tst_deliverypolicy.moc"
