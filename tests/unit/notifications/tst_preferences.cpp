// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/erasure.h"
#include "core/notifications/personaldata.h"
#include "core/notifications/preferences.h"
#include "core/notifications/preferenceservice.h"
#include "core/notifications/unsubscribe.h"
#include "core/scheduling/scheduler.h"
#include "tests/unit/notifications/builders.h"

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;

namespace
{

Instant at(const QString &text)
{
    return fromRfc3339(text).value();
}

/// The preferences of a world, with every account in Berlin.
std::unique_ptr<PreferenceService> serviceOf(World &world)
{
    return std::make_unique<PreferenceService>(PreferenceService::Dependencies{
        *world.db, world.clock, world.sealer,
        [](storage::Transaction &, const QString &) -> Result<QString> { return u"Europe/Berlin"_s; }});
}

} // namespace

class TestPreferences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsQuietHours_data() // PLT-128
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("until");
        const auto row = [](const char *name, const QString &from, const QString &to, const QString &now,
                            const QString &until = {}) { QTest::newRow(name) << from << to << now << until; };
        row("before", u"22:00"_s, u"07:00"_s, u"2026-01-15T20:59:59Z"_s);
        row("evening", u"22:00"_s, u"07:00"_s, u"2026-01-15T21:00:00Z"_s, u"2026-01-16T06:00:00Z"_s);
        row("morning", u"22:00"_s, u"07:00"_s, u"2026-01-16T05:59:59Z"_s, u"2026-01-16T06:00:00Z"_s);
        row("over", u"22:00"_s, u"07:00"_s, u"2026-01-16T06:00:00Z"_s);
        row("by day", u"12:00"_s, u"14:00"_s, u"2026-01-15T11:30:00Z"_s, u"2026-01-15T13:00:00Z"_s);
        row("not by day", u"12:00"_s, u"14:00"_s, u"2026-01-15T14:30:00Z"_s);
        // Clocks go forward at 01:00Z on 2026-03-29: 02:30 does not exist, and the jump ends the quiet hours.
        row("end in a gap", u"22:00"_s, u"02:30"_s, u"2026-03-28T23:00:00Z"_s, u"2026-03-29T01:00:00Z"_s);
        // They go back at 01:00Z on 2026-10-25: the first 02:30 ends them.
        row("end comes twice", u"22:00"_s, u"02:30"_s, u"2026-10-25T00:10:00Z"_s, u"2026-10-25T00:30:00Z"_s);
    }
    void knowsQuietHours()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, now);
        QFETCH(QString, until);
        Profile profile;
        QVERIFY(!quietUntil(profile, at(now), zoneByName(u"Europe/Berlin"_s).value()));
        profile.quiet = QuietHours{*fromLocalTime(from), *fromLocalTime(to)};
        const auto end = quietUntil(profile, at(now), zoneByName(u"Europe/Berlin"_s).value());
        QCOMPARE(end ? toRfc3339(*end) : QString(), until);
    }

    void knowsDigestTimes_data() // PLT-128, PLT-089
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("next");
        QTest::newRow("immediate") << u"immediate"_s << u"2026-01-15T08:00:00Z"_s << QString();
        QTest::newRow("daily") << u"daily"_s << u"2026-01-15T08:00:00Z"_s << u"2026-01-15T17:00:00Z 2026-01-15"_s;
        QTest::newRow("daily, at the time")
            << u"daily"_s << u"2026-01-15T17:00:00Z"_s << u"2026-01-16T17:00:00Z 2026-01-16"_s;
        QTest::newRow("daily, summer") << u"daily"_s << u"2026-07-15T08:00:00Z"_s
                                       << u"2026-07-15T16:00:00Z 2026-07-15"_s;
        QTest::newRow("weekly") << u"weekly"_s << u"2026-01-15T08:00:00Z"_s << u"2026-01-18T17:00:00Z 2026-W03"_s;
        // ISO 8601: the first days of a year may belong to the last week of the year before.
        QTest::newRow("ISO year") << u"weekly"_s << u"2027-01-01T08:00:00Z"_s << u"2027-01-03T17:00:00Z 2026-W53"_s;
    }
    void knowsDigestTimes()
    {
        QFETCH(QString, mode);
        QFETCH(QString, after);
        QFETCH(QString, next);
        Profile profile;
        profile.digestMode = digestModeFrom(mode).value();
        const auto time = nextDigest(profile, at(after), zoneByName(u"Europe/Berlin"_s).value());
        QCOMPARE(time ? toRfc3339(time->at) + u' ' + time->period : QString(), next);
    }

    void changesWhatIsNamed_data() { TestDatabase::backends(); }
    void changesWhatIsNamed() // PLT-128
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto service = serviceOf(world);
        const Preferences before = QCoro::waitFor(service->find(u"cornelia"_s)).value();
        QCOMPARE(before.lists.keys(), (QStringList{u"operator"_s, u"slots"_s, u"trips"_s}));
        QVERIFY(before.lists[u"trips"_s][Channel::Sms]);
        QVERIFY(!before.profile.quiet);

        PreferenceChange change;
        change.lists[u"trips"_s][Channel::Mail] = false;
        change.digestMode = DigestMode::Daily;
        change.quiet = QuietHours{{22, 0}, {7, 0}};
        change.summaryEnabled = true;
        change.summaryTime = QTime(8, 30);
        change.language = u"en"_s;
        QVERIFY(QCoro::waitFor(service->change(u"cornelia"_s, change, {u"account"_s, u"cornelia"_s, {}, {}})));
        const Preferences after = QCoro::waitFor(service->find(u"cornelia"_s)).value();
        QVERIFY(!after.lists[u"trips"_s][Channel::Mail]);
        QVERIFY(after.lists[u"trips"_s][Channel::Desktop]);
        QVERIFY(after.lists[u"slots"_s][Channel::Mail]);
        QCOMPARE(after.profile.digestTime, QTime(18, 0));
        QCOMPARE(after.profile.quiet->to, QTime(7, 0));
        QCOMPARE(after.profile.language, u"en"_s);
        QVERIFY(after.profile.version > before.profile.version);
        const auto schedule = world.db->readBlocking(
            [](storage::Transaction &tx) { return scheduling::Scheduler::find(tx, summarySchedule, u"cornelia"_s); });
        QCOMPARE(schedule->value().spec.toText(), u"weekly sun 08:30"_s);
        QCOMPARE(schedule->value().spec.zone, u"Europe/Berlin"_s);

        change = {};
        change.quiet = std::optional<QuietHours>();
        change.summaryEnabled = false;
        QVERIFY(QCoro::waitFor(service->change(u"cornelia"_s, change, {u"account"_s, u"cornelia"_s, {}, {}})));
        const Preferences last = QCoro::waitFor(service->find(u"cornelia"_s)).value();
        QVERIFY(!last.profile.quiet);
        QVERIFY(!last.lists[u"trips"_s][Channel::Mail]);
        // Its digests go on.
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM schedules WHERE name = 'price_summary'"_s),
                 0);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM schedules"_s), 1);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action ="
                                                    " 'notification_preferences.changed'"_s),
                 2);
    }

    void judgesWhenTheEventHappens_data() { TestDatabase::backends(); }
    void judgesWhenTheEventHappens() // PLT-129, PLT-126
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto service = serviceOf(world);
        PreferenceChange change;
        change.lists[u"trips"_s][Channel::Desktop] = false;
        change.language = u"en"_s;
        QVERIFY(QCoro::waitFor(service->change(u"cornelia"_s, change, {})));
        Recipient both = aRecipient();
        both.channels = {Channel::Mail, Channel::Desktop};
        world.add(aPriceAlert(u"e1"_s, {both}));
        QCOMPARE(world.messages().at(0).message.language, u"en"_s);
        QCOMPARE(world.count(u"queued"_s), 1);
        QCOMPARE(world.count(u"suppressed(unsubscribed)"_s), 1);
        Event duty = aPriceAlert(u"e2"_s, {both});
        duty.messageClass = MessageClass::Duty;
        world.add(duty);
        QCOMPARE(world.count(u"queued"_s), 3);
        QCOMPARE(world.stats().balance, 0);
    }

    void unsubscribesWithOneClick_data() { TestDatabase::backends(); }
    void unsubscribesWithOneClick() // A53, PLT-130, PLT-131, PLT-132
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto service = serviceOf(world);
        const QString token = unsubscribeToken(*world.sealer, {u"cornelia"_s, u"trips"_s});
        world.add(aPriceAlert(u"e1"_s));
        Event approval = aPriceAlert(u"e2"_s);
        approval.messageClass = MessageClass::Duty;
        approval.list.clear();
        world.add(approval);
        QCOMPARE(service->listOf(token), u"trips"_s);
        QVERIFY(service->listOf(u"nonsense"_s).isEmpty());
        QVERIFY(QCoro::waitFor(service->unsubscribe(token)));
        QVERIFY(QCoro::waitFor(service->unsubscribe(token)));
        QVERIFY(QCoro::waitFor(service->unsubscribe(u"nonsense"_s)));
        const auto transport = std::make_shared<ScriptedTransport>(world.clock);
        world.transport = transport;
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(0), u"suppressed(unsubscribed)"_s);
        QCOMPARE(world.fate(1), u"sent"_s);
        QVERIFY(transport->sent.front().mail.unsubscribeUrl.isEmpty());
        QVERIFY(QCoro::waitFor(service->undoUnsubscribe(token)));
        world.add(aPriceAlert(u"e3"_s));
        world.clock->settle();
        QCOMPARE(world.fate(2), u"sent"_s);
        QCOMPARE(transport->sent.back().mail.unsubscribeUrl, u"https://portier.example.org/unsubscribe/"_s + token);
    }

    void exportsWhatIsKept_data() { TestDatabase::backends(); }
    void exportsWhatIsKept() // PLT-157: with and without an account
    {
        QFETCH(QString, backend);
        World world(backend);
        world.transport = std::make_shared<ScriptedTransport>(world.clock);
        world.start();
        PreferenceChange change;
        change.summaryDay = 3;
        QVERIFY(QCoro::waitFor(serviceOf(world)->change(u"cornelia"_s, change, {})));
        Recipient guest;
        guest.address = u"Cornelia@contest.com"_s; // asked without signing in
        Event alert = aPriceAlert(u"e1"_s, {aRecipient(), aRecipient(u"jonas"_s), guest});
        alert.facts[u"trip_url"_s] = u"/trips/lk_AbCdEfGhIjKl"_s;
        world.add(alert);
        world.clock->settle();
        const operations::PersonalDataSource source = notificationPersonalData(world.sealer);
        const auto collected = [&](const operations::Person &person) {
            return world.db->readBlocking([&](storage::Transaction &tx) { return source.collect(tx, person); }).value();
        };
        const QJsonObject both = collected({u"cornelia"_s, u"cornelia@contest.com"_s});
        QCOMPARE(both[u"messages"_s].toArray().size(), 2);
        QCOMPARE(both[u"preferences"_s][u"price_summary"_s][u"weekday"_s].toInt(), 3);
        const QJsonObject byAddress = collected({{}, u"cornelia@contest.com"_s});
        QCOMPARE(byAddress[u"messages"_s].toArray().size(), 1);
        const QJsonObject message = byAddress[u"messages"_s].toArray().first().toObject();
        QCOMPARE(message[u"address"_s].toString(), u"C…@contest.com"_s);
        QVERIFY(message[u"title"_s].toString().contains(u"Lissabon"_s));
        QVERIFY(message[u"text"_s].toString().contains(u"/trips/lk_…"_s)); // nothing that opens a page
        QVERIFY(!message[u"text"_s].toString().contains(u"AbCdEf"_s));
        QVERIFY(!byAddress.contains(u"preferences"_s));
        QVERIFY(collected({{}, u"nobody@contest.com"_s})[u"messages"_s].toArray().isEmpty());
    }

    void forgetsAPerson_data() { TestDatabase::backends(); }
    void forgetsAPerson() // PLT-158, PLT-159
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = std::make_shared<ScriptedTransport>(world.clock);
        world.transport = transport;
        world.start();
        const auto service = serviceOf(world);
        PreferenceChange change;
        change.summaryDay = 1;
        QVERIFY(QCoro::waitFor(service->change(u"cornelia"_s, change, {})));
        world.add(aPriceAlert(u"sent"_s));
        world.clock->settle();
        transport->holding = true;
        world.add(aPriceAlert(u"on the wire"_s));
        world.clock->settle();
        world.stop();
        Recipient stranger;
        stranger.address = u"Eva@contest.com"_s;
        stranger.name = u"Eva"_s;
        world.add(aPriceAlert(u"open"_s, {aRecipient(), aRecipient(u"jonas"_s), stranger}));

        const auto forget = [&](const ErasedPerson &person) {
            return world.write(
                [person, now = world.clock->now()](storage::Transaction &tx) { return erase(tx, person, now); });
        };
        for (int i = 0; i < 2; ++i) {
            QVERIFY(forget({u"cornelia"_s, u"cornelia@contest.com"_s}));
            QVERIFY(forget({{}, u"eva@contest.com"_s}));
        }
        QCOMPARE(world.fate(0), u"sent"_s);
        QCOMPARE(world.fate(1), u"sending"_s);
        QCOMPARE(world.count(u"suppressed(erased)"_s), 2);
        QCOMPARE(world.count(u"queued"_s), 1);
        QCOMPARE(world.stats().balance, 0);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM notification_profiles"_s), 0);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM notification_messages WHERE"
                                                    " person <> 'account:jonas' AND (address <> '' OR"
                                                    " recipient_name <> '' OR subject_name <> '' OR"
                                                    " body IS NOT NULL)"_s),
                 0);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM notification_events WHERE facts <> '{}'"_s),
                 1); // jonas is still to be told

        transport->release();
        transport->script = {outcomeOf(AttemptOutcome::Transient, u"451"_s, u"data_refused"_s)};
        world.start();
        world.clock->advance(1h);
        QCOMPARE(world.fate(1), u"suppressed(erased)"_s); // interrupted, and nobody to repeat it to
    }

    void forgetsAndOvertakesSubjects_data() { TestDatabase::backends(); }
    void forgetsAndOvertakesSubjects() // PLT-114, PLT-156
    {
        QFETCH(QString, backend);
        World world(backend);
        world.add(aPriceAlert(u"a"_s));
        world.add(aPriceAlert(u"b"_s));
        world.add(aPriceAlert(u"c"_s));
        const Instant now = world.clock->now();
        QVERIFY(world.write([now](storage::Transaction &tx) {
            return overtake(tx, u"trip"_s, u"trip-a"_s, u"trip_price_alert"_s, now);
        }));
        QVERIFY(world.write(
            [now](storage::Transaction &tx) { return overtake(tx, u"trip"_s, u"trip-b"_s, u"another_kind"_s, now); }));
        QVERIFY(world.write(
            [now](storage::Transaction &tx) { return forgetSubject(tx, u"trip"_s, u"trip-c"_s, u"erased"_s, now); }));
        QCOMPARE(world.fate(0), u"suppressed(outdated)"_s);
        QCOMPARE(world.fate(1), u"queued"_s);
        QCOMPARE(world.fate(2), u"suppressed(erased)"_s);
        const auto restored = world.write([now](storage::Transaction &tx) { return suppressRestored(tx, now); });
        QCOMPARE(restored.value(), 1);
        QCOMPARE(world.fate(1), u"suppressed(restored)"_s);

        const auto again = [&](qsizetype index) {
            const QString id = world.messages().at(index).message.id;
            return world.write([id, now](storage::Transaction &tx) { return requeue(tx, id, {}, now); });
        };
        QCOMPARE(again(0).error().code, u"message_state"_s);
        QVERIFY(again(1));
        QCOMPARE(world.fate(1), u"queued"_s);
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
