// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/digest.h"
#include "core/notifications/floodbudget.h"
#include "core/notifications/mailrenderer.h"
#include "core/notifications/preferenceservice.h"
#include "tests/support/testconfig.h"
#include "tests/unit/notifications/builders.h"

#include <random>

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;

/// Mails are written down and answered by a script; a test starts the delivery when everything is set.
#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    World world(backend);                                                                                              \
    const auto transport = scripted(world)

namespace
{

using O = AttemptOutcome;

std::shared_ptr<ScriptedTransport> scripted(World &world)
{
    auto transport = std::make_shared<ScriptedTransport>(world.clock);
    world.transport = transport;
    return transport;
}

std::unique_ptr<PreferenceService> serviceOf(World &world)
{
    return std::make_unique<PreferenceService>(PreferenceService::Dependencies{
        *world.db, world.clock, world.sealer,
        [](storage::Transaction &, const QString &) -> Result<QString> { return u"Europe/Berlin"_s; },
        world.schedules});
}

void choose(World &world, const PreferenceChange &change)
{
    QVERIFY(QCoro::waitFor(serviceOf(world)->change(u"cornelia"_s, change, {})));
}

PreferenceChange digestMode(DigestMode mode)
{
    PreferenceChange change;
    change.digestMode = mode;
    return change;
}

Event aDuty(const QString &key)
{
    Event event = aPriceAlert(key);
    event.messageClass = MessageClass::Duty;
    event.list.clear();
    return event;
}

/// How the occurrences of the digest schedules ended, oldest first.
QStringList closings(World &world)
{
    const auto rows = world.write([](storage::Transaction &tx) {
        return tx.query(u"SELECT o.state FROM occurrences o JOIN schedules s ON s.id = o.schedule_id WHERE s.name = ?"
                        " AND o.closed_at IS NOT NULL AND o.reason <> 'edited' ORDER BY o.due_at"_s,
                        {QString(digestSchedule)});
    });
    QStringList states;
    for (const storage::Row &row : *rows)
        states.append(row.text(0));
    return states;
}

/// How many of the moments lie in the fullest window.
int fullestWindow(QList<Instant> moments, Millis window)
{
    std::sort(moments.begin(), moments.end());
    int most = 0;
    for (qsizetype first = 0, last = 0; last < moments.size(); ++last) {
        while (moments.at(last) - moments.at(first) >= window)
            ++first;
        most = std::max(most, int(last - first) + 1);
    }
    return most;
}

DigestEntry entry(const QString &id, const QString &subject, int minute)
{
    DigestEntry result;
    result.messageId = id;
    result.subject = subject;
    result.title = u"title "_s + id;
    result.url = u"https://portier.example.org/"_s + id;
    result.at = fromMs(1'800'000'000'000) + std::chrono::minutes(minute);
    return result;
}

} // namespace

class TestDigest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheNextPlace_data() // PLT-133
    {
        QTest::addColumn<QList<int>>("released"); // minutes from now
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("place");
        QTest::newRow("nothing left yet") << QList<int>{} << 2 << 0;
        QTest::newRow("room") << QList<int>{-10} << 2 << 0;
        QTest::newRow("full") << QList<int>{-50, -10} << 2 << 10;
        QTest::newRow("the newest count") << QList<int>{-59, -50, -10} << 2 << 10;
        QTest::newRow("some wait already") << QList<int>{-50, 10} << 2 << 10;
        QTest::newRow("full and some wait") << QList<int>{-10, 10, 50} << 2 << 70;
        QTest::newRow("one per hour") << QList<int>{0} << 1 << 60;
    }
    void findsTheNextPlace()
    {
        QFETCH(QList<int>, released);
        QFETCH(int, limit);
        const Instant now = fromMs(1'800'000'000'000);
        QList<Instant> moments;
        for (const int minute : std::as_const(released))
            moments.append(now + std::chrono::minutes(minute));
        QTEST(int((budgetFreeAt(moments, limit, now) - now) / 1min), "place");
    }

    void putsSubjectsTogether() // PLT-134
    {
        const QJsonObject facts =
            digestFacts({entry(u"a"_s, u"trip:1"_s, 0), entry(u"b"_s, u"trip:2"_s, 1), entry(u"c"_s, u"trip:1"_s, 2),
                         entry(u"d"_s, {}, 3), entry(u"e"_s, {}, 4)},
                        u"daily"_s, {2, 3});
        const QJsonArray items = facts.value("items"_L1).toArray();
        QStringList titles;
        for (const QJsonValue &item : items)
            titles.append(item["title"_L1].toString());
        QCOMPARE(titles, (QStringList{u"title e"_s, u"title d"_s, u"title c"_s, u"title b"_s}));
        QCOMPARE(items.at(2)["earlier"_L1].toArray().at(0)["title"_L1].toString(), u"title a"_s);
        QCOMPARE(facts.value("count"_L1).toInt(), 5);
        MailFrame frame;
        frame.reader = {u"de"_s, QTimeZone::utc(), u"https://portier.example.org"_s};
        const auto mail = renderMail(digestKind, facts, frame);
        QVERIFY2(mail, mail ? "" : qPrintable(mail.error().message));
        QCOMPARE(mail->subject, u"5 Neuigkeiten von Portier (2 von 3)"_s);
        QVERIFY2(
            mail->text.contains(u"- title c\n  Fr., 15.01.2027, 08:02 UTC\n  Davor: title a, Fr., 15.01.2027, 08:00 "
                                "UTC\n  https://portier.example.org/c"_s),
            qPrintable(mail->text));
        QVERIFY(mail->html.contains(u"<a class=\"link\" href=\"https://portier.example.org/c\""_s));
    }

    void aFloodBecomesOneDigest_data() { TestDatabase::backends(); }
    void aFloodBecomesOneDigest() // PLT-133, PLT-134, PLT-135
    {
        ON_EACH_BACKEND();
        world.settings.limits.mailPerHour = 3;
        world.start();
        for (int i = 0; i < 8; ++i) {
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
            world.clock->advance(1min);
        }
        QCOMPARE(world.count(u"sent"_s), 3);
        QCOMPARE(world.count(u"collected(flood)"_s), 5);
        QCOMPARE(world.stats().balance, 0);
        world.clock->advance(51min); // the first one left 59 minutes ago
        QCOMPARE(transport->sent.size(), 3);
        world.clock->advance(1min);
        QCOMPARE(transport->sent.size(), 4);
        QCOMPARE(world.count(u"digested(flood)"_s), 5);
        const Message digest = world.messages().back().message;
        QCOMPARE(digest.kind, digestKind);
        QCOMPARE(digest.list, u"trips"_s);
        QCOMPARE(world.messages().at(5).message.digestId, digest.id);
        QCOMPARE(transport->sent.back().mail.subject, u"5 Neuigkeiten von Portier"_s);
        QVERIFY(!transport->sent.back().mail.unsubscribeUrl.isEmpty());
        QCOMPARE(world.stats().balance, 0);
        QVERIFY(world.metrics.back()->render().contains("outcome=\"digested\"} 5"));

        // Its place in the budget counts, and the others' are free again one by one.
        for (int i = 8; i < 11; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
        world.clock->settle();
        QCOMPARE(world.count(u"collected(flood)"_s), 3);
    }

    void aSingleOneLeavesOnItsOwn_data() { TestDatabase::backends(); }
    void aSingleOneLeavesOnItsOwn() // PLT-133
    {
        ON_EACH_BACKEND();
        world.settings.limits.mailPerHour = 1;
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(59min);
        QCOMPARE(world.count(u"collected(flood)"_s), 1);
        world.clock->advance(1min);
        QCOMPARE(world.count(u"sent"_s), 2);
        QVERIFY(transport->sent.back().mail.subject.startsWith(u"Preisalarm"_s));
        QCOMPARE(transport->sent.back().at - transport->sent.front().at, Millis(60min));
    }

    void longDigestsComeInParts_data() { TestDatabase::backends(); }
    void longDigestsComeInParts() // PLT-134
    {
        ON_EACH_BACKEND();
        world.settings.limits.mailPerHour = 1;
        world.start();
        QVERIFY(world.write([now = world.clock->now()](storage::Transaction &tx) -> Result<> {
            for (int i = 0; i < 1102; ++i)
                PORTIER_TRY(addToOutbox(tx, aPriceAlert(u"e%1"_s.arg(i)), now));
            return {};
        }));
        world.clock->advance(1h);
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(transport->sent.back().mail.subject, u"500 Neuigkeiten von Portier (1 von 3)"_s);
        world.clock->advance(1h);
        QCOMPARE(transport->sent.back().mail.subject, u"500 Neuigkeiten von Portier (2 von 3)"_s);
        world.clock->advance(1h);
        QCOMPARE(transport->sent.back().mail.subject, u"101 Neuigkeiten von Portier (3 von 3)"_s);
        QCOMPARE(transport->sent.size(), 4);
        QCOMPARE(world.stats().balance, 0);
    }

    void dailyDigestsKeepTheirTime_data() { TestDatabase::backends(); }
    void dailyDigestsKeepTheirTime() // PLT-128, PLT-089, TRP-203
    {
        ON_EACH_BACKEND();
        world.start();
        choose(world, digestMode(DigestMode::Daily));
        Recipient both = aRecipient();
        both.channels = {Channel::Mail, Channel::Desktop};
        world.add(aPriceAlert(u"e1"_s, {both})); // 08:00Z
        world.add(aDuty(u"duty"_s));
        world.clock->advance(8h);
        QCOMPARE(world.count(u"collected(digest)"_s), 1);
        QCOMPARE(world.count(u"waiting(unseen)"_s), 1); // desktop stays immediate
        QCOMPARE(world.count(u"sent"_s), 1);            // so does duty
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(1h); // 17:00Z is 18:00 in Berlin
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(world.count(u"digested(daily)"_s), 2);
        QCOMPARE(transport->sent.back().mail.subject, u"2 Neuigkeiten von Portier"_s);

        // A later time on the same day does not bring a second digest of it.
        PreferenceChange later;
        later.digestTime = QTime(20, 0);
        choose(world, later);
        world.add(aPriceAlert(u"e3"_s));
        world.clock->advance(5h);
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(world.count(u"collected(digest)"_s), 1);
        world.clock->advance(24h);
        QCOMPARE(transport->sent.size(), 3);
        QCOMPARE(toRfc3339(transport->sent.back().at), u"2026-01-16T19:00:00Z"_s);
        world.clock->advance(48h); // nothing to tell, no mail
        QCOMPARE(transport->sent.size(), 3);
        QCOMPARE(world.stats().balance, 0);
    }

    void switchingToImmediateSendsAtOnce_data() { TestDatabase::backends(); }
    void switchingToImmediateSendsAtOnce() // TRP-203, TRP-204
    {
        ON_EACH_BACKEND();
        world.start();
        choose(world, digestMode(DigestMode::Weekly));
        world.add(aPriceAlert(u"e1"_s));
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(48h);
        QCOMPARE(world.count(u"collected(digest)"_s), 2);
        choose(world, digestMode(DigestMode::Immediate));
        world.clock->settle();
        QCOMPARE(world.count(u"digested(flood)"_s), 2);
        QCOMPARE(transport->sent.size(), 1);
    }

    void weeklyDigestsAreNotOutdated_data() { TestDatabase::backends(); }
    void weeklyDigestsAreNotOutdated() // PLT-128, PLT-138
    {
        ON_EACH_BACKEND();
        world.start();
        choose(world, digestMode(DigestMode::Weekly));
        world.add(aPriceAlert(u"e1"_s)); // Thursday
        Event slot = aPriceAlert(u"e2"_s);
        slot.expiresAt = world.clock->now() + 24h;
        world.add(slot);
        world.clock->advance(24h * 4);
        QCOMPARE(toRfc3339(transport->sent.back().at), u"2026-01-18T17:00:00Z"_s);
        QCOMPARE(world.count(u"digested(weekly)"_s), 1);
        QCOMPARE(world.count(u"suppressed(outdated)"_s), 1); // "slots until the slot"
        // A stop over the time of the digest, for longer than its window: it is missed, and by the next one the alert
        // is not worth telling any more.
        world.add(aPriceAlert(u"e3"_s));
        world.clock->settle();
        world.stop();
        world.clock->advance(24h * 9);
        world.start();
        world.clock->advance(1h);
        QCOMPARE(world.count(u"collected(digest)"_s), 1);
        world.clock->advance(24h * 5);
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.count(u"suppressed(outdated)"_s), 2);
        QCOMPARE(closings(world), (QStringList{u"ran"_s, u"missed"_s, u"ran"_s}));
    }

    void aShortStopIsCaughtUp_data() { TestDatabase::backends(); }
    void aShortStopIsCaughtUp() // table of PLT-092: latest / 24 h
    {
        ON_EACH_BACKEND();
        world.start();
        choose(world, digestMode(DigestMode::Daily));
        world.add(aPriceAlert(u"e1"_s));
        world.add(aPriceAlert(u"e2"_s));
        world.clock->settle();
        world.stop();
        world.clock->advance(32h); // the digest of 17:00Z was due 23 h ago
        world.start();
        world.clock->advance(1min);
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.count(u"digested(daily)"_s), 2);
        QCOMPARE(closings(world), QStringList{u"caught_up"_s});
    }

    void schedulesFollowTheChoice_data() { TestDatabase::backends(); }
    void schedulesFollowTheChoice() // PLT-128, table of PLT-092
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto schedule = [&world]() -> QString {
            const auto found = world.write([](storage::Transaction &tx) {
                return scheduling::Scheduler::find(tx, digestSchedule, u"cornelia"_s);
            });
            return *found ? (*found)->spec.toText() + u' ' + (*found)->spec.zone : QString();
        };
        choose(world, digestMode(DigestMode::Daily));
        QCOMPARE(schedule(), u"daily 18:00 Europe/Berlin"_s);
        PreferenceChange weekly = digestMode(DigestMode::Weekly);
        weekly.digestTime = QTime(7, 30);
        choose(world, weekly);
        QCOMPARE(schedule(), u"weekly sun 07:30 Europe/Berlin"_s);
        QVERIFY(world.write([&world, now = world.clock->now()](storage::Transaction &tx) {
            return movePlans(tx, *world.schedules, u"cornelia"_s, u"America/New_York"_s, now);
        }));
        QCOMPARE(schedule(), u"weekly sun 07:30 America/New_York"_s);
        // What was chosen before there were such schedules gets one at the start.
        portier::test::execOrDie(*world.db, u"DELETE FROM schedules"_s);
        const ZoneOf zoneOf = [](storage::Transaction &, const QString &) -> Result<QString> {
            return u"Asia/Tokyo"_s;
        };
        QVERIFY(world.write([&, now = world.clock->now()](storage::Transaction &tx) {
            return planWishes(tx, *world.schedules, zoneOf, now);
        }));
        QCOMPARE(schedule(), u"weekly sun 07:30 Asia/Tokyo"_s);
        choose(world, digestMode(DigestMode::Immediate));
        QCOMPARE(schedule(), QString());
    }

    void digestsFollowTheirSetting_data() { TestDatabase::backends(); }
    void digestsFollowTheirSetting() // table 12 (schedule.<name>), PLT-088, PLT-185
    {
        ON_EACH_BACKEND();
        const auto set = [&world](const QStringList &settings) {
            world.schedules->apply(portier::test::configOf(settings));
            const ZoneOf berlin = [](storage::Transaction &, const QString &) -> Result<QString> {
                return u"Europe/Berlin"_s;
            };
            QVERIFY(world.write([&](storage::Transaction &tx) {
                return planWishes(tx, *world.schedules, berlin, world.clock->now());
            }));
            world.clock->settle();
        };
        const auto digestTime = [&world] {
            return QCoro::waitFor(serviceOf(world)->find(u"cornelia"_s))->profile.digestTime;
        };
        const auto planned = [&world] {
            const auto found = world.write([](storage::Transaction &tx) {
                return scheduling::Scheduler::find(tx, digestSchedule, u"cornelia"_s);
            });
            return *found ? (*found)->spec.toText() : QString();
        };
        world.start();
        choose(world, digestMode(DigestMode::Daily));
        world.add(aPriceAlert(u"e1"_s));
        world.add(aPriceAlert(u"e2"_s));
        world.clock->settle();
        set({u"schedule.notification_digest=daily 20:30"_s});
        QCOMPARE(digestTime(), QTime(20, 30));
        QCOMPARE(planned(), u"daily 20:30"_s);
        const QDateTime noon = toLocal(world.clock->now(), *zoneByName(u"Europe/Berlin"_s));
        world.clock->advance(std::chrono::seconds(noon.time().secsTo(QTime(20, 29))));
        QCOMPARE(transport->sent.size(), 0);
        world.clock->advance(2min);
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.count(u"digested(daily)"_s), 2);

        PreferenceChange own = digestMode(DigestMode::Daily);
        own.digestTime = QTime(19, 0);
        choose(world, own);
        set({u"schedule.notification_digest=daily 07:00"_s});
        QCOMPARE(digestTime(), QTime(19, 0)); // chosen is chosen
        QCOMPARE(planned(), u"daily 19:00"_s);

        world.add(aPriceAlert(u"e3"_s));
        world.clock->settle();
        QCOMPARE(world.count(u"collected(digest)"_s), 1);
        set({u"schedule.notification_digest=off"_s}); // what waits leaves, and nothing waits any more
        QCOMPARE(planned(), QString());
        world.clock->advance(1min);
        QCOMPARE(transport->sent.size(), 2);
        world.add(aPriceAlert(u"e4"_s));
        world.clock->advance(1min);
        QCOMPARE(transport->sent.size(), 3);
        set({});
        QCOMPARE(planned(), u"daily 19:00"_s);
    }

    void aRunByHandTakesNothingFromTheDay_data() { TestDatabase::backends(); }
    void aRunByHandTakesNothingFromTheDay() // PLT-092
    {
        ON_EACH_BACKEND();
        world.start();
        choose(world, digestMode(DigestMode::Daily));
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        QVERIFY(world.write([now = world.clock->now()](storage::Transaction &tx) -> Result<> {
            PORTIER_ASSIGN(found, scheduling::Scheduler::find(tx, digestSchedule, u"cornelia"_s));
            PORTIER_TRY(scheduling::Scheduler::runNow(tx, found->id, now));
            return {};
        }));
        world.clock->settle();
        QCOMPARE(transport->sent.size(), 1);
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(9h); // 17:00Z
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(toRfc3339(transport->sent.back().at), u"2026-01-15T17:00:00Z"_s);
        QCOMPARE(world.count(u"digested(daily)"_s), 2);
    }

    void quietHoursLetAlertsWait_data() { TestDatabase::backends(); }
    void quietHoursLetAlertsWait() // PLT-128
    {
        ON_EACH_BACKEND();
        world.settings.limits.mailPerHour = 2;
        world.start();
        PreferenceChange change;
        change.quiet = QuietHours{{22, 0}, {7, 0}};
        choose(world, change);
        world.clock->advance(14h); // 22:00Z, 23:00 in Berlin
        for (int i = 0; i < 4; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
        Event duty = aDuty(u"duty"_s);
        duty.subjectId = u"trip-e0"_s; // the waiting alert about the same trip does not hold it up (PLT-114)
        world.add(duty);
        world.clock->advance(7h);
        QCOMPARE(world.count(u"queued(quiet_hours)"_s), 4);
        QCOMPARE(world.count(u"sent"_s), 1);
        world.clock->advance(1h); // 06:00Z; the end of the quiet hours releases no burst (PLT-138)
        QCOMPARE(world.count(u"sent"_s), 3);
        QCOMPARE(world.count(u"collected(flood)"_s), 2);
        world.clock->advance(1h);
        QCOMPARE(world.count(u"digested(flood)"_s), 2);
        QCOMPARE(transport->sent.size(), 4);
    }

    void dutyBurstsAreCollectedBriefly_data() { TestDatabase::backends(); }
    void dutyBurstsAreCollectedBriefly() // PLT-136
    {
        ON_EACH_BACKEND();
        world.settings.limits.foremostPerHour = 60;
        world.start();
        for (int i = 0; i < 80; ++i)
            world.add(aDuty(u"d%1"_s.arg(i)));
        world.clock->settle();
        QCOMPARE(world.count(u"sent"_s), 60);
        QCOMPARE(world.count(u"collected(burst)"_s), 20);
        world.clock->advance(5min);
        QCOMPARE(world.count(u"digested(burst)"_s), 20);
        QCOMPARE(transport->sent.size(), 61);
        QVERIFY(transport->sent.back().mail.unsubscribeUrl.isEmpty());
        for (int i = 80; i < 90; ++i)
            world.add(aDuty(u"d%1"_s.arg(i)));
        world.clock->advance(5min);
        QCOMPARE(transport->sent.size(), 62);
        QCOMPARE(world.count(u"digested(burst)"_s), 30);
        QCOMPARE(world.stats().balance, 0);
    }

    void theCeilingHoldsForTheDay_data() { TestDatabase::backends(); }
    void theCeilingHoldsForTheDay() // PLT-137
    {
        ON_EACH_BACKEND();
        world.settings.limits.dailyCeiling = 5;
        for (int i = 0; i < 4; ++i)
            world.add(aPriceAlert(u"a%1"_s.arg(i), {aRecipient(u"p%1"_s.arg(i))}));
        for (int i = 0; i < 4; ++i)
            world.add(aDuty(u"d%1"_s.arg(i)));
        world.start();
        world.clock->advance(15h);
        QCOMPARE(transport->sent.size(), 5);
        int duties = 0;
        for (const HistoryItem &item : world.messages())
            duties += item.message.messageClass == MessageClass::Duty && item.message.state == MessageState::Sent;
        QCOMPARE(duties, 4); // first
        QCOMPARE(world.count(u"queued(daily_ceiling)"_s), 3);
        world.clock->advance(2h); // past midnight UTC
        QCOMPARE(transport->sent.size(), 8);
        QCOMPARE(world.stats().balance, 0);
    }

    void aHigherCeilingLetsThemGo_data() { TestDatabase::backends(); }
    void aHigherCeilingLetsThemGo() // PLT-137, PLT-185
    {
        ON_EACH_BACKEND();
        world.settings.limits.dailyCeiling = 2;
        for (int i = 0; i < 5; ++i)
            world.add(aDuty(u"d%1"_s.arg(i)));
        world.start();
        world.clock->advance(1min);
        QCOMPARE(world.count(u"queued(daily_ceiling)"_s), 3);
        world.settings.limits.dailyCeiling = 4;
        world.dispatcher().setSettings(world.settings);
        QVERIFY(QCoro::waitFor(world.dispatcher().releaseHeld()));
        world.clock->advance(1min);
        QCOMPARE(transport->sent.size(), 4);
        QCOMPARE(world.count(u"queued(daily_ceiling)"_s), 1);
    }

    void requeuedDigestsConcernTheSameMembers_data() { TestDatabase::backends(); }
    void requeuedDigestsConcernTheSameMembers() // PLT-134
    {
        ON_EACH_BACKEND();
        world.start();
        choose(world, digestMode(DigestMode::Daily));
        world.add(aPriceAlert(u"e1"_s));
        world.add(aPriceAlert(u"e2"_s));
        transport->script = {outcomeOf(O::Permanent, u"550"_s, u"rcpt_refused"_s)};
        world.clock->advance(10h);
        QCOMPARE(world.count(u"dead(permanent)"_s), 1);
        QCOMPARE(world.count(u"digested(daily)"_s), 2);
        const QString id = world.messages().back().message.id;
        QVERIFY(
            world.write([id, now = world.clock->now()](storage::Transaction &tx) { return requeue(tx, id, {}, now); }));
        world.clock->settle();
        QCOMPARE(world.count(u"sent"_s), 1);
        QCOMPARE(transport->sent.at(0).mail.text, transport->sent.at(1).mail.text);
    }

    void survivesFaultsAtEveryStatement_data() { TestDatabase::backends(); }
    void survivesFaultsAtEveryStatement() // PLT-134: one transaction
    {
        QFETCH(QString, backend);
        for (int nth = 1; nth < 80; nth += 3) {
            World world(backend);
            const auto transport = scripted(world);
            world.start();
            choose(world, digestMode(DigestMode::Daily));
            world.add(aPriceAlert(u"e1"_s));
            world.add(aPriceAlert(u"e2"_s));
            world.clock->advance(8h);
            world.db.failStatement(nth);
            world.clock->advance(2h);
            const bool failed = world.db.hasFailed();
            world.db.failStatement(0);
            QCOMPARE(world.stats().balance, 0);
            QCOMPARE(world.count(u"digested(daily)"_s), 2);
            QCOMPARE(transport->sent.size(), 1);
            if (!failed)
                break;
        }
    }

    void holdsBudgetsWhateverHappens_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<uint>("seed");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const uint seed : {1U, 2U})
                QTest::addRow("%s, seed %u", qPrintable(backend), seed) << backend << seed;
        }
    }
    /// PLT-133, PLT-135, PLT-138: random events, budgets, choices, failures, stops and times. At every look the
    /// messages of each person, kind and channel are all somewhere; no window of 60 minutes sees more mails that could
    /// wait than the budget; nothing is carried twice.
    void holdsBudgetsWhateverHappens()
    {
        QFETCH(QString, backend);
        QFETCH(uint, seed);
        std::mt19937 random(seed);
        const auto chance = [&random](unsigned percent) { return random() % 100 < percent; };
        World world(backend);
        world.settings.limits.mailPerHour = 1 + int(random() % 4);
        world.settings.limits.foremostPerHour = 3 + int(random() % 4);
        world.settings.limits.dailyCeiling = chance(50) ? 0 : 40;
        const auto transport = scripted(world);
        transport->answer = [&chance](const OutgoingMail &) {
            if (chance(70))
                return outcomeOf(O::Accepted, u"250"_s);
            return chance(85) ? outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)
                              : outcomeOf(O::Config, u"535"_s, u"auth_refused"_s);
        };
        world.start();
        const auto service = serviceOf(world);
        QMap<QString, int> promised; // by person, kind and channel
        for (int round = 0; round < 40; ++round) {
            const int events = chance(20) ? 12 : int(random() % 3);
            for (int i = 0; i < events; ++i) {
                const QString person = u"p%1"_s.arg(random() % 2);
                Event event =
                    chance(25) ? aDuty(u"%1-%2"_s.arg(round).arg(i)) : aPriceAlert(u"%1-%2"_s.arg(round).arg(i));
                Recipient recipient = aRecipient(person);
                if (chance(30))
                    recipient.channels.append(Channel::Desktop);
                event.recipients = {recipient};
                event.subjectId = u"trip-%1"_s.arg(random() % 4);
                if (chance(10) && event.messageClass != MessageClass::Duty) // only an end of its own suppresses duty
                    event.expiresAt = world.clock->now() + std::chrono::minutes(random() % 600);
                for (const Channel channel : std::as_const(recipient.channels))
                    ++promised[u"account:%1 %2 %3"_s.arg(person, event.kind, nameOf(channel))];
                world.add(event);
            }
            if (chance(12)) {
                PreferenceChange change;
                change.digestMode = DigestMode(random() % 3);
                if (chance(40))
                    change.quiet = QuietHours{{int(random() % 24), 0}, {int(random() % 24), 30}};
                change.lists[u"trips"_s][Channel::Mail] = chance(70);
                QVERIFY(QCoro::waitFor(service->change(u"p%1"_s.arg(random() % 2), change, {})));
            }
            if (chance(10)) {
                world.clock->settle(); // what is in flight when a process dies may arrive again (e2e_crash)
                world.stop();
                world.clock->advance(std::chrono::minutes(random() % 300));
                world.start();
            }
            world.clock->advance(Millis(random() % (90 * 60'000)));
            QMap<QString, int> found;
            for (const HistoryItem &item : world.messages()) {
                const Message &message = item.message;
                if (message.kind != digestKind)
                    ++found[u"%1 %2 %3"_s.arg(message.person, message.kind, nameOf(message.channel))];
                QCOMPARE(message.state == MessageState::Digested, !message.digestId.isEmpty());
            }
            QCOMPARE(found, promised);
            QCOMPARE(world.stats().balance, 0);
        }
        transport->answer = {};
        world.clock->advance(24h * 16);

        QMap<QString, QList<Instant>> accepted; // deferrable, by person
        QMap<QString, int> times;
        QMap<QString, Message> byId;
        for (const HistoryItem &item : world.messages())
            byId.insert(item.message.id, item.message);
        for (const auto &sent : transport->sent) {
            if (sent.outcome.outcome != O::Accepted)
                continue;
            ++times[sent.mail.messageId];
            const Message &message = byId.value(sent.mail.messageId);
            if (!message.list.isEmpty())
                accepted[message.person].append(sent.at);
        }
        for (const Message &message : std::as_const(byId)) {
            QVERIFY2(isTerminal(message.state), qPrintable(nameOf(message.state) + message.reason));
            QVERIFY2(message.messageClass != MessageClass::Duty || message.state == MessageState::Sent ||
                         message.state == MessageState::Digested || message.channel == Channel::Desktop,
                     qPrintable(nameOf(message.state) + u' ' + message.reason));
            if (message.channel == Channel::Mail)
                QCOMPARE(times.value(message.id), message.state == MessageState::Sent ? 1 : 0);
        }
        for (const QList<Instant> &moments : std::as_const(accepted))
            QVERIFY2(fullestWindow(moments, budgetWindow) <= world.settings.limits.mailPerHour,
                     qPrintable(QString::number(fullestWindow(moments, budgetWindow))));
        QVERIFY(!transport->sent.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
