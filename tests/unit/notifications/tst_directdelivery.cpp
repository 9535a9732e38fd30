// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/directdelivery.h"
#include "core/notifications/operatorfacts.h"
#include "tests/unit/notifications/builders.h"

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;

namespace
{

using O = AttemptOutcome;

Event aNotice(Instant now, const QStringList &addresses = {u"op@contest.com"_s})
{
    operations::Notice notice;
    notice.condition = {u"database_unreachable"_s, u"one"_s};
    notice.beganAt = notice.at = now;
    notice.isDirect = true;
    Event event = criticalNotice(notice, u"one"_s);
    for (const QString &address : addresses) {
        Recipient recipient;
        recipient.address = address;
        event.recipients.append(recipient);
    }
    return event;
}

Result<QList<Recipient>> nobody(storage::Transaction &)
{
    return QList<Recipient>();
}

Result<QList<Recipient>> aDesktop(storage::Transaction &)
{
    Recipient admin = aRecipient(u"ada"_s);
    admin.address.clear();
    admin.channels = {Channel::Desktop};
    return QList<Recipient>{admin};
}

/// A dispatcher's world with direct delivery beside it.
struct DirectWorld : World {
    explicit DirectWorld(const QString &backend) : World(backend), script(std::make_shared<ScriptedTransport>(clock))
    {
        transport = script;
    }
    void begin()
    {
        start();
        direct = std::make_unique<DirectDelivery>(dispatcher(), *db, clock, sealer, *metrics.back());
    }
    void enter(Result<QList<Recipient>> (*more)(storage::Transaction &) = nobody)
    {
        QCoro::waitFor(direct->enterLedger(more));
    }
    QList<qint64> seconds() const
    {
        QList<qint64> list;
        for (const auto &sent : script->sent)
            list.append((sent.at - script->sent.front().at).count() / 1000);
        return list;
    }

    std::shared_ptr<ScriptedTransport> script;
    std::unique_ptr<DirectDelivery> direct;
};

} // namespace

class TestDirectDelivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesWithoutTheDatabase_data() { TestDatabase::backends(); }
    void leavesWithoutTheDatabase() // PLT-174: from memory, entered in the ledger afterwards
    {
        QFETCH(QString, backend);
        DirectWorld world(backend);
        world.begin();
        world.clock->settle(); // what a start asks of the database is over
        world.db.failStatement(0);
        world.direct->post(aNotice(world.clock->now()));
        QCOMPARE(world.db.statements(), 0);
        QCOMPARE(world.script->sent.size(), 1);
        QCOMPARE(world.script->sent.first().mail.toAddress, u"op@contest.com"_s);
        QVERIFY(world.script->sent.first().mail.subject.contains(u"Datenbank"_s));
        QVERIFY(world.messages().isEmpty());

        world.enter();
        const HistoryItem item = world.only();
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(item.message.kind, criticalNoticeKind);
        QCOMPARE(item.message.mailId, world.script->sent.first().mail.mailId);
        QCOMPARE(world.attempts(item.message.id).size(), 1);
        QCOMPARE(world.stats().balance, 0);
        world.enter(); // once
        QCOMPARE(world.messages().size(), 1);
        world.clock->advance(1h); // the dispatcher leaves it alone
        QCOMPARE(world.script->sent.size(), 1);
    }

    void triesThreeTimes_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QList<DeliveryOutcome>>("script");
        QTest::addColumn<QList<qint64>>("seconds");
        QTest::addColumn<QString>("fate");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto row = [&backend](const char *name, const QList<DeliveryOutcome> &script,
                                        const QList<qint64> &seconds, const QString &fate) {
                QTest::addRow("%s, %s", name, qPrintable(backend)) << backend << script << seconds << fate;
            };
            const DeliveryOutcome later = outcomeOf(O::Transient, u"451"_s), lost = outcomeOf(O::Unknown);
            row("third time lucky", {later, later}, {0, 2, 6}, u"sent"_s);
            row("never", {later, later, later, later}, {0, 2, 6}, u"dead(exhausted)"_s);
            row("outcome unknown", {lost}, {0, 2}, u"sent"_s);
            row("unknown twice (PLT-112)", {lost, lost}, {0, 2}, u"dead(unknown)"_s);
            row("no such address", {outcomeOf(O::Permanent, u"550"_s)}, {0}, u"dead(permanent)"_s);
            row("access refused", {outcomeOf(O::Config, u"535"_s)}, {0}, u"dead(config)"_s);
        }
    }
    void triesThreeTimes()
    {
        QFETCH(QString, backend);
        QFETCH(QList<DeliveryOutcome>, script);
        QFETCH(QList<qint64>, seconds);
        QFETCH(QString, fate);
        DirectWorld world(backend);
        world.script->script = script;
        world.begin();
        world.direct->post(aNotice(world.clock->now()));
        world.clock->advance(1min);
        QCOMPARE(world.seconds(), seconds);
        for (const auto &sent : world.script->sent)
            QCOMPARE(sent.mail.mailId, world.script->sent.first().mail.mailId);
        world.enter();
        QCOMPARE(world.fate(), fate);
        QCOMPARE(world.attempts(world.only().message.id).size(), seconds.size());
        QCOMPARE(world.stats().balance, 0);
    }

    void desktopsHearOfItAfterwards_data() { TestDatabase::backends(); }
    void desktopsHearOfItAfterwards()
    {
        QFETCH(QString, backend);
        DirectWorld world(backend);
        world.begin();
        world.direct->post(aNotice(world.clock->now(), {}));
        world.clock->advance(1s);
        world.enter(aDesktop);
        world.clock->advance(1s);
        QCOMPARE(world.only().message.channel, Channel::Desktop);
        QCOMPARE(world.fate(), u"waiting(unseen)"_s);
        QCOMPARE(world.stats().balance, 0);
    }

    void nobodyToTellIsWrittenDown_data() { TestDatabase::backends(); }
    void nobodyToTellIsWrittenDown() // PLT-135
    {
        QFETCH(QString, backend);
        DirectWorld world(backend);
        world.begin();
        world.direct->post(aNotice(world.clock->now(), {}));
        world.clock->advance(1s);
        world.enter();
        QCOMPARE(world.fate(), u"suppressed(no_recipient)"_s);
        QCOMPARE(world.stats().balance, 0);
    }

    void testDomainsAndDryChannelsGetNothing_data() { TestDatabase::backends(); }
    void testDomainsAndDryChannelsGetNothing() // PLT-122, PLT-123
    {
        QFETCH(QString, backend);
        DirectWorld world(backend);
        world.settings.suppressedDomains = {u"test.com"_s};
        world.begin();
        world.direct->post(aNotice(world.clock->now(), {u"op@test.com"_s}));
        world.clock->advance(1s);
        world.enter();
        QCOMPARE(world.fate(), u"suppressed(test_domain)"_s);
        world.dispatcher().setTransport(Channel::Mail, nullptr, {});
        world.clock->advance(1s);
        world.direct->post(aNotice(world.clock->now()));
        world.clock->advance(1s);
        world.enter();
        QCOMPARE(world.fate(1), u"suppressed(dry_run)"_s);
        QVERIFY(world.messages().at(1).message.hasBody);
        QVERIFY(world.script->sent.isEmpty());
    }

    void memoryIsBounded_data() { TestDatabase::backends(); }
    void memoryIsBounded()
    {
        QFETCH(QString, backend);
        DirectWorld world(backend);
        world.begin();
        for (int i = 0; i < DirectDelivery::mostHeld + 5; ++i) {
            world.clock->advance(1s);
            world.direct->post(aNotice(world.clock->now()));
        }
        world.clock->advance(1s);
        world.enter();
        QCOMPARE(world.messages().size(), DirectDelivery::mostHeld);
    }

    void aRefusedEntryIsRepeated_data() { TestDatabase::backends(); }
    void aRefusedEntryIsRepeated() // PLT-147
    {
        QFETCH(QString, backend);
        for (int nth = 1;; ++nth) {
            DirectWorld world(backend);
            world.begin();
            world.direct->post(aNotice(world.clock->now()));
            world.clock->advance(1s);
            world.db.failStatement(nth);
            world.enter();
            const bool failed = world.db.hasFailed();
            world.db.failStatement(0);
            QCOMPARE(world.messages().size(), failed ? 0 : 1);
            world.enter();
            QCOMPARE(world.fate(), u"sent"_s);
            QCOMPARE(world.stats().balance, 0);
            if (!failed)
                break;
        }
    }

    void stopEndsWaits()
    {
        DirectWorld world(TestDatabase::backendNames().constFirst());
        world.script->script = QList<DeliveryOutcome>(3, outcomeOf(O::Transient, u"451"_s));
        world.begin();
        world.direct->post(aNotice(world.clock->now()));
        world.clock->advance(1s);
        QCoro::waitFor(world.direct->stop());
        QCOMPARE(world.script->sent.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDirectDelivery)
#include "tst_directdelivery.moc"
