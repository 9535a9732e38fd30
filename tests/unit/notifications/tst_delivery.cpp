// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/messagedesk.h"
#include "core/notifications/unsubscribe.h"
#include "core/operations/changefeed.h"
#include "tests/unit/notifications/builders.h"

#include <QTest>

#include <random>

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;

namespace
{

using O = AttemptOutcome;

std::shared_ptr<ScriptedTransport> scripted(World &world, const QList<DeliveryOutcome> &script = {})
{
    auto transport = std::make_shared<ScriptedTransport>(world.clock);
    transport->script = script;
    world.transport = transport;
    return transport;
}

QList<DeliveryOutcome> times(int count, const DeliveryOutcome &outcome)
{
    return QList<DeliveryOutcome>(count, outcome);
}

QList<qint64> secondsOf(const QList<ScriptedTransport::Sent> &sent)
{
    QList<qint64> seconds;
    for (const auto &one : sent)
        seconds.append((one.at - sent.front().at).count() / 1000);
    return seconds;
}

} // namespace

class TestDelivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsEachMessageOnce_data() { TestDatabase::backends(); }
    void sendsEachMessageOnce() // PLT-105: unique per (event, person, channel)
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        world.start();
        const Event event = aPriceAlert(u"e1"_s, {aRecipient(), aRecipient(), aRecipient(u"jonas"_s, u"en"_s)});
        const QString id = world.add(event);
        QCOMPARE(world.add(event), id);
        world.clock->settle();
        QCOMPARE(world.count(u"sent"_s), 2);
        QCOMPARE(transport->sent.size(), 2);
        world.add(event);
        world.clock->advance(1h);
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(world.stats().balance, 0);
        const QByteArray metrics = world.metrics.back()->render();
        QVERIFY(metrics.contains("notifications_sent_total 2"));
        QVERIFY(metrics.contains(
            "portier_notifications_total{channel=\"mail\",kind=\"trip_price_alert\",outcome=\"sent\"} 2"));
    }

    void keepsLanguageAndZoneOfEachPerson_data() { TestDatabase::backends(); }
    void keepsLanguageAndZoneOfEachPerson() // PLT-126
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        world.settings.language = u"en"_s;
        world.start();
        Recipient unspecified = aRecipient(u"nobody"_s, {});
        Recipient overseas = aRecipient(u"oskar"_s, u"de"_s);
        overseas.zone = u"America/New_York"_s;
        world.add(aPriceAlert(u"e1"_s, {unspecified, overseas}));
        world.clock->settle();
        QCOMPARE(transport->sent.size(), 2);
        for (const auto &sent : transport->sent) {
            const bool german = sent.mail.toName == u"oskar"_s;
            QVERIFY(sent.mail.subject.startsWith(german ? u"Preisalarm: "_s : u"Price alert: "_s));
            QVERIFY2(sent.mail.text.contains(german ? u"03:00 EST"_s : u"09:00 CET"_s), qPrintable(sent.mail.text));
        }
    }

    void repeatsTheSameBytes_data() { TestDatabase::backends(); }
    void repeatsTheSameBytes() // PLT-107
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, times(2, outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)));
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        world.settings.houseName = u"Another name"_s;
        world.dispatcher().setSettings(world.settings);
        world.clock->advance(1min);
        QCOMPARE(secondsOf(transport->sent), (QList<qint64>{0, 2, 6}));
        for (const auto &sent : transport->sent) {
            QCOMPARE(sent.mail.mailId, world.only().message.id + u"@portier.example.org"_s);
            QCOMPARE(sent.mail.html, transport->sent.front().mail.html);
            QCOMPARE(sent.mail.date, transport->sent.front().mail.date);
        }
        QCOMPARE(world.fate(), u"sent"_s);
    }

    void sealsTheBody_data() { TestDatabase::backends(); }
    void sealsTheBody() // PLT-107, PLT-180
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world);
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        const QString id = world.only().message.id;
        const auto stored = world.db->readBlocking([id](storage::Transaction &tx) {
            return tx.queryOne(u"SELECT body FROM notification_messages WHERE id = ?"_s, {id});
        });
        QVERIFY(!stored->value().bytes(0).contains("Preisalarm"));
        const auto sealer = world.sealer;
        const auto body =
            world.db->readBlocking([id, sealer](storage::Transaction &tx) { return readBody(tx, id, *sealer); });
        QVERIFY(body->mail.subject.startsWith(u"Preisalarm"_s));
    }

    void laneAfterLane_data() { TestDatabase::backends(); }
    void laneAfterLane() // A47, PLT-109
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, times(8, outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)));
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(13s);
        QCOMPARE(world.fate(), u"queued(data_refused)"_s);
        world.clock->advance(2s); // the hand-over is 8 s after the third failure at 6 s
        QCOMPARE(world.fate(), u"waiting(data_refused)"_s);
        world.clock->advance(std::chrono::hours(48));
        const qint64 first = 14 + 300;
        QCOMPARE(secondsOf(transport->sent),
                 (QList<qint64>{0, 2, 6, first, first + 1800, first + 9000, first + 37800, first + 124200}));
        QCOMPARE(world.fate(), u"dead(exhausted)"_s);
        QCOMPARE(world.attempts(world.only().message.id).size(), 8);
        QCOMPARE(world.stats().deadByKind.value(u"trip_price_alert"_s), 1);

        const QString id = world.only().message.id;
        operations::Actor admin{u"account"_s, u"admin-1"_s, {}, {}};
        QVERIFY(world.write(
            [id, admin, now = world.clock->now()](storage::Transaction &tx) { return requeue(tx, id, admin, now); }));
        world.clock->settle();
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(transport->sent.back().mail.mailId, transport->sent.front().mail.mailId);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action ="
                                                    " 'notification.requeued' AND actor_id = 'admin-1'"_s),
                 1);
        const auto again = world.write(
            [id, admin, now = world.clock->now()](storage::Transaction &tx) { return requeue(tx, id, admin, now); });
        QCOMPARE(again.error().code, u"message_state"_s);
    }

    void laterRetryAfterIsObeyed_data() { TestDatabase::backends(); }
    void laterRetryAfterIsObeyed() // PLT-109
    {
        QFETCH(QString, backend);
        World world(backend);
        DeliveryOutcome busy = outcomeOf(O::Transient, u"429"_s, u"busy"_s);
        busy.retryAfter = 10min;
        const auto transport = scripted(world, {busy});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        QCOMPARE(world.fate(), u"waiting(busy)"_s);
        world.clock->advance(1h);
        QCOMPARE(secondsOf(transport->sent), (QList<qint64>{0, 600}));
    }

    void permanentIsTriedOnce_data() { TestDatabase::backends(); }
    void permanentIsTriedOnce() // A46, PLT-110
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, {outcomeOf(O::Permanent, u"550"_s, u"recipient_refused"_s)});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(std::chrono::hours(48));
        QCOMPARE(world.fate(), u"dead(permanent)"_s);
        QCOMPARE(transport->sent.size(), 1);
        const AttemptRow attempt = world.attempts(world.only().message.id).front();
        QCOMPARE(nameOf(*attempt.outcome), u"permanent"_s);
        QCOMPARE(attempt.code, u"550"_s);
        QCOMPARE(attempt.reason, u"recipient_refused"_s); // PLT-139
    }

    void refusedCredentialsHoldTheChannel_data() { TestDatabase::backends(); }
    void refusedCredentialsHoldTheChannel() // A48, PLT-111
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        bool good = false;
        transport->answer = [&good](const OutgoingMail &) {
            return good ? outcomeOf(O::Accepted, u"250"_s) : outcomeOf(O::Config, u"535"_s, u"auth_refused"_s);
        };
        for (int i = 0; i < 20; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
        world.start();
        world.clock->advance(14min);
        QCOMPARE(world.count(u"dead(config)"_s), 1);
        QCOMPARE(world.count(u"queued"_s) + world.count(u"queued(auth_refused)"_s), 19);
        QCOMPARE(world.pauses, QStringList{u"auth_refused"_s});
        const auto atFirst = transport->sent.size();
        QVERIFY(atFirst <= 4); // those already in flight

        world.clock->advance(2min); // the first probe
        QCOMPARE(transport->sent.size(), atFirst + 1);
        world.clock->advance(15min);
        QCOMPARE(transport->sent.size(), atFirst + 2);
        QCOMPARE(world.count(u"dead(config)"_s), 1);
        QCOMPARE(world.pauses.size(), 1);

        good = true;
        world.clock->advance(15min); // the probe that works resumes the channel
        QCOMPARE(world.count(u"sent"_s), 20);
        QCOMPARE(world.stats().balance, 0);
    }

    void theSecondWayHelpsOut_data() { TestDatabase::backends(); }
    void theSecondWayHelpsOut() // PLT-117
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto first = scripted(world, {outcomeOf(O::Unknown, {}, u"data_lost"_s)});
        const auto second = std::make_shared<ScriptedTransport>(world.clock);
        world.fallback = second;
        world.start();
        world.add(aPriceAlert(u"unknown"_s));
        world.clock->settle();
        first->answer = [](const OutgoingMail &) { return outcomeOf(O::Config, u"535"_s, u"auth_refused"_s); };
        world.add(aPriceAlert(u"e1"_s));
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(1min);
        QCOMPARE(world.fate(1), u"sent"_s);
        QCOMPARE(world.fate(2), u"sent"_s);
        QCOMPARE(second->sent.size(), 2);
        QVERIFY(world.fate(0) != u"sent"_s); // the first may have delivered it: the second never gets it
        first->answer = {};
        world.clock->advance(1h);
        QCOMPARE(world.fate(0), u"sent"_s);
        QCOMPARE(second->sent.size(), 2);
        // A first way that fails again and again is passed by, too.
        first->answer = [](const OutgoingMail &) { return outcomeOf(O::Transient, u"451"_s, u"data_refused"_s); };
        for (int i = 3; i < 9; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
        world.clock->advance(1min);
        QCOMPARE(world.count(u"sent"_s), 9);
        QVERIFY(second->sent.size() > 2);
        QCOMPARE(world.stats().balance, 0);
    }

    void theSecondWayNeverRepeats_data() { TestDatabase::backends(); }
    void theSecondWayNeverRepeats() // PLT-117: not after an unknown outcome, whatever came between
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto first = scripted(
            world, {outcomeOf(O::Unknown, {}, u"data_lost"_s), outcomeOf(O::Config, u"535"_s, u"auth_refused"_s)});
        const auto second = std::make_shared<ScriptedTransport>(world.clock);
        world.fallback = second;
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(10min);
        QCOMPARE(first->sent.size(), 2);
        QCOMPARE(world.fate(), u"dead(config)"_s);
        world.clock->advance(15min); // the probe
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(first->sent.size(), 3);
        QCOMPARE(second->sent.size(), 0);
    }

    void anUnknownOutcomeIsNotForgotten_data() { TestDatabase::backends(); }
    void anUnknownOutcomeIsNotForgotten() // PLT-112: who can be asked is asked first, also after a requeue
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport =
            scripted(world, {outcomeOf(O::Unknown, {}, u"data_lost"_s), outcomeOf(O::Unknown, {}, u"data_lost"_s)});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(1min);
        QCOMPARE(world.fate(), u"dead(unknown)"_s);
        const QString id = world.only().message.id;
        QVERIFY(
            world.write([id, now = world.clock->now()](storage::Transaction &tx) { return requeue(tx, id, {}, now); }));
        world.clock->settle();
        QCOMPARE(world.fate(), u"sent"_s);
        QList<bool> asked;
        for (const auto &sent : transport->sent)
            asked.append(sent.mail.mayHaveArrived);
        QCOMPARE(asked, (QList<bool>{false, true, true}));
    }

    void erasedMessagesStayDead_data() { TestDatabase::backends(); }
    void erasedMessagesStayDead() // PLT-107, PLT-139: neither its text nor its address is there any more
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, {outcomeOf(O::Permanent, u"550"_s, u"rcpt_refused"_s)});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        QCOMPARE(world.fate(), u"dead(permanent)"_s);
        world.clock->advance(24h * 31);
        const Instant now = world.clock->now();
        QVERIFY(world.write([now](storage::Transaction &tx) { return applyRetention(tx, now - 24h * 30, {}, 100); }));
        const QString id = world.only().message.id;
        const auto again = world.write([id, now](storage::Transaction &tx) { return requeue(tx, id, {}, now); });
        QCOMPARE(again.error().code, u"message_erased"_s);
        world.clock->settle();
        QCOMPARE(transport->sent.size(), 1);
    }

    void callsToProvidersAreCounted_data() { TestDatabase::backends(); }
    void callsToProvidersAreCounted() // PLT-162, PLT-165, PLT-168
    {
        QFETCH(QString, backend);
        World world(backend);
        DeliveryOutcome busy = outcomeOf(O::Transient, u"503"_s, u"http_refused"_s);
        busy.provider = u"resend"_s;
        DeliveryOutcome taken = outcomeOf(O::Accepted, u"200"_s);
        taken.provider = u"resend"_s;
        scripted(world, {busy, busy, busy, busy, busy, taken, taken});
        world.start();
        const auto figures = [&world] { return QString::fromUtf8(world.metrics.back()->render()); };
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(30s);
        QVERIFY(figures().contains(u"portier_circuit_open{provider=\"resend\"} 0\n"_s));
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(3s);
        QVERIFY(figures().contains(u"portier_circuit_open{provider=\"resend\"} 1\n"_s));
        world.clock->advance(1h);
        QVERIFY(figures().contains(u"portier_circuit_open{provider=\"resend\"} 0\n"_s));
        const QString calls = u"external_api_calls_total{endpoint=\"emails\",provider=\"resend\",status=\"%1\"} %2\n"_s;
        QVERIFY2(figures().contains(calls.arg(503).arg(5)), qPrintable(figures()));
        QVERIFY2(figures().contains(calls.arg(200).arg(2)), qPrintable(figures()));
    }

    void usedUpQuotasHoldTheChannel_data() { TestDatabase::backends(); }
    void usedUpQuotasHoldTheChannel() // PLT-116
    {
        QFETCH(QString, backend);
        World world(backend);
        DeliveryOutcome used = outcomeOf(O::Transient, u"429"_s, u"daily_quota_exceeded"_s);
        used.holdUntil = world.clock->now() + 16h;
        const auto transport = scripted(world, {used});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        Event duty = aPriceAlert(u"e2"_s);
        duty.messageClass = MessageClass::Duty;
        world.add(duty);
        world.clock->advance(15h);
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.pauses, QStringList{u"daily_quota_exceeded"_s});
        world.clock->advance(2h);
        QCOMPARE(world.count(u"sent"_s), 2);
        QCOMPARE(world.stats().balance, 0);
    }

    void bouncedAddressesGetNothingMore_data() { TestDatabase::backends(); }
    void bouncedAddressesGetNothingMore() // PLT-124
    {
        QFETCH(QString, backend);
        World world(backend);
        DeliveryOutcome bounced = outcomeOf(O::Permanent, u"550"_s, u"rcpt_refused"_s);
        bounced.suppress = u"bounced"_s;
        const auto transport = scripted(world, {bounced});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        world.add(aPriceAlert(u"e2"_s));
        world.clock->settle();
        QCOMPARE(world.fate(0), u"dead(permanent)"_s);
        QCOMPARE(world.fate(1), u"suppressed(bounced)"_s);
        QCOMPARE(transport->sent.size(), 1);

        MessageDesk desk({*world.db, world.clock, world.sealer});
        const auto list = QCoro::waitFor(desk.suppressions({}, 10, {})).value();
        QCOMPARE(list.items.size(), 1);
        QCOMPARE(list.items.front().maskedAddress, u"c…@contest.com"_s);
        const operations::Actor admin{u"account"_s, u"admin-1"_s, {}, {}};
        QVERIFY(QCoro::waitFor(desk.removeSuppression(list.items.front().id, admin)));
        QCOMPARE(QCoro::waitFor(desk.removeSuppression(list.items.front().id, admin)).error().code, u"not_found"_s);
        world.add(aPriceAlert(u"e3"_s));
        world.clock->settle();
        QCOMPARE(world.fate(2), u"sent"_s);
    }

    void desktopNotificationsWaitToBeSeen_data() { TestDatabase::backends(); }
    void desktopNotificationsWaitToBeSeen() // PLT-108, PLT-121
    {
        QFETCH(QString, backend);
        World world(backend);
        world.start();
        Recipient desktop = aRecipient();
        desktop.address.clear();
        desktop.channels = {Channel::Desktop};
        world.add(aPriceAlert(u"e1"_s, {desktop}));
        world.add(aPriceAlert(u"e2"_s, {desktop}));
        world.clock->advance(1h);
        QCOMPARE(world.count(u"waiting(unseen)"_s), 2);
        MessageDesk desk({*world.db, world.clock, world.sealer});
        const QString id = world.messages().at(0).message.id;
        const auto detail = QCoro::waitFor(desk.findOwn(id, u"cornelia"_s)).value();
        QVERIFY(detail.body->mail.subject.startsWith(u"Preisalarm"_s));
        QCOMPARE(detail.body->mail.url, u"https://portier.example.org/trips/t1"_s);
        QCOMPARE(QCoro::waitFor(desk.acknowledge(id, u"jonas"_s)).error().kind, ErrorKind::NotFound);
        QVERIFY(QCoro::waitFor(desk.acknowledge(id, u"cornelia"_s)));
        QVERIFY(QCoro::waitFor(desk.acknowledge(id, u"cornelia"_s)));
        QCOMPARE(world.fate(0), u"sent"_s);
        world.clock->advance(std::chrono::hours(24 * 8));
        QCOMPARE(world.fate(1), u"suppressed(expired)"_s);
        QCOMPARE(world.stats().balance, 0);
    }

    void changedSettingsResumeTheChannel_data() { TestDatabase::backends(); }
    void changedSettingsResumeTheChannel() // A48, PLT-111
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        transport->answer = [](const OutgoingMail &) { return outcomeOf(O::Config, u"535"_s, u"auth_refused"_s); };
        world.start();
        for (int i = 0; i < 3; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i)));
        world.clock->advance(1min);
        QCOMPARE(world.count(u"dead(config)"_s), 1);

        // The same settings at the next start change nothing.
        world.stop();
        world.start();
        world.clock->advance(1min);
        QCOMPARE(world.count(u"dead(config)"_s), 1);

        transport->answer = {};
        world.transportSettings = "second";
        world.dispatcher().setTransport(Channel::Mail, transport, world.transportSettings);
        QVERIFY(QCoro::waitFor(world.dispatcher().start()));
        world.clock->settle();
        QCOMPARE(world.count(u"sent"_s), 3);
    }

    void probesWithTheDeadOneWhenNothingElseWaits_data() { TestDatabase::backends(); }
    void probesWithTheDeadOneWhenNothingElseWaits() // PLT-111
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, {outcomeOf(O::Config, u"535"_s, u"auth_refused"_s)});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(1min);
        QCOMPARE(world.fate(), u"dead(config)"_s);
        world.clock->advance(15min);
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(transport->sent.size(), 2);
    }

    void unknownOutcomeIsRetriedOnce_data() { TestDatabase::backends(); }
    void unknownOutcomeIsRetriedOnce() // PLT-112
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, times(2, outcomeOf(O::Unknown, {}, u"data_lost"_s)));
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(1h);
        QCOMPARE(world.fate(), u"dead(unknown)"_s);
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(nameOf(*world.attempts(world.only().message.id).front().outcome), u"unknown"_s);
    }

    void keepsOrderOfOneSubject_data() { TestDatabase::backends(); }
    void keepsOrderOfOneSubject() // PLT-114
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        bool up = false;
        transport->answer = [&up](const OutgoingMail &) {
            return up ? outcomeOf(O::Accepted) : outcomeOf(O::Transient, u"451"_s, u"data_refused"_s);
        };
        world.start();
        Event first = aPriceAlert(u"e1"_s), second = aPriceAlert(u"e2"_s), other = aPriceAlert(u"e3"_s);
        first.subjectId = second.subjectId = u"trip-1"_s;
        world.add(first);
        world.clock->settle();
        up = true;
        world.add(second);
        world.add(other);
        world.clock->advance(1s);
        QCOMPARE(world.fate(0), u"queued(data_refused)"_s);
        QCOMPARE(world.fate(1), u"queued"_s); // waits for the first one
        QCOMPARE(world.fate(2), u"sent"_s);   // another subject does not
        world.clock->advance(5s);
        QCOMPARE(world.count(u"sent"_s), 3);
        QCOMPARE(transport->sent.at(2).mail.messageId, world.messages().at(0).message.id);
        QCOMPARE(transport->sent.at(3).mail.messageId, world.messages().at(1).message.id);
    }

    void slowLaneLetsLaterOnesPass_data() { TestDatabase::backends(); }
    void slowLaneLetsLaterOnesPass() // PLT-114
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world, times(3, outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)));
        world.start();
        Event first = aPriceAlert(u"e1"_s), second = aPriceAlert(u"e2"_s);
        first.subjectId = second.subjectId = u"trip-1"_s;
        world.add(first);
        world.add(second);
        world.clock->advance(20s);
        QCOMPARE(world.fate(0), u"waiting(data_refused)"_s);
        QCOMPARE(world.fate(1), u"sent"_s);
    }

    void suppressesAtSendTime_data() { TestDatabase::backends(); }
    void suppressesAtSendTime() // PLT-129, TRP-209, PLT-135
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        world.add(aPriceAlert(u"e1"_s)); // before the opt-out
        Event duty = aPriceAlert(u"e2"_s);
        duty.messageClass = MessageClass::Duty;
        world.add(duty);
        Recipient silenced = aRecipient(u"jonas"_s);
        silenced.suppressReason = u"email_disabled"_s; // TRP-208
        world.add(aPriceAlert(u"e3"_s, {silenced}));
        world.add(aPriceAlert(u"e4"_s, {}));
        Recipient nowhere = aRecipient(u"oskar"_s);
        nowhere.address.clear();
        world.add(aPriceAlert(u"e5"_s, {nowhere}));
        QVERIFY(world.write([now = world.clock->now()](storage::Transaction &tx) {
            return setSubscribed(tx, {u"cornelia"_s, u"trips"_s}, false, now);
        }));
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(0), u"suppressed(unsubscribed)"_s);
        QCOMPARE(world.fate(1), u"sent"_s);
        QCOMPARE(world.fate(2), u"suppressed(email_disabled)"_s);
        QCOMPARE(world.fate(3), u"suppressed(no_recipient)"_s);
        QCOMPARE(world.fate(4), u"suppressed(no_recipient)"_s);
        QCOMPARE(transport->sent.size(), 1);
        QVERIFY(transport->sent.front().mail.unsubscribeUrl.isEmpty()); // PLT-130
        QCOMPARE(world.stats().balance, 0);
    }

    void outdatedAlertsAreNotSent_data() { TestDatabase::backends(); }
    void outdatedAlertsAreNotSent() // PLT-138
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(std::chrono::hours(25));
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(), u"suppressed(outdated)"_s);
        QVERIFY(transport->sent.isEmpty());
    }

    void whatWasHeldUpIsOutdated_data() { TestDatabase::backends(); }
    void whatWasHeldUpIsOutdated() // PLT-138: a channel that comes back, and a process that starts again
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport =
            scripted(world, {outcomeOf(O::Config, u"535"_s), outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        Event answer = aPriceAlert(u"e2"_s);
        answer.messageClass = MessageClass::Answer;
        world.clock->settle();
        QCOMPARE(world.fate(0), u"dead(config)"_s);
        world.add(answer);
        world.stop();
        world.clock->advance(std::chrono::hours(25));
        world.transportSettings = "second";
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(0), u"suppressed(outdated)"_s);
        QCOMPARE(world.fate(1), u"queued(data_refused)"_s);
        world.stop();
        world.add(aPriceAlert(u"e3"_s));
        transport->script = {outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)};
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(2), u"queued(data_refused)"_s);
        world.stop();
        world.clock->advance(std::chrono::hours(25));
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(1), u"sent"_s); // an answer has no shelf life
        QCOMPARE(world.fate(2), u"suppressed(outdated)"_s);
        QCOMPARE(transport->sent.size(), 4);
    }

    void aLongPauseEndsWithoutABurst_data() { TestDatabase::backends(); }
    void
    aLongPauseEndsWithoutABurst() // PLT-111, PLT-138: nobody changes a setting, the password is right again one day
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        bool works = false;
        transport->answer = [&works](const OutgoingMail &) {
            return works ? outcomeOf(O::Accepted) : outcomeOf(O::Config, u"535"_s, u"auth_refused"_s);
        };
        world.start();
        for (const QString &key : {u"e1"_s, u"e2"_s, u"e3"_s, u"e4"_s})
            world.add(aPriceAlert(key));
        world.clock->advance(std::chrono::hours(24) + 1min);
        works = true;
        transport->sent.clear();
        world.add(aPriceAlert(u"e5"_s));
        world.clock->advance(16min);
        QCOMPARE(world.fate(4), u"sent"_s);
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.count(u"suppressed(outdated)"_s), 4);
    }

    void withoutCredentialsItRunsDry_data() { TestDatabase::backends(); }
    void withoutCredentialsItRunsDry() // A50, PLT-122
    {
        QFETCH(QString, backend);
        World world(backend);
        world.start();
        QVERIFY(world.dispatcher().isDry(Channel::Mail));
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        QCOMPARE(world.fate(), u"suppressed(dry_run)"_s);
        const QString id = world.only().message.id;
        const auto body = world.db->readBlocking(
            [id, sealer = world.sealer](storage::Transaction &tx) { return readBody(tx, id, *sealer); });
        QVERIFY(body->mail.text.contains(u"https://portier.example.org/trips/t1"_s));

        const auto transport = scripted(world);
        world.stop();
        world.start();
        world.clock->advance(std::chrono::hours(1));
        QCOMPARE(world.fate(), u"suppressed(dry_run)"_s);
        QVERIFY(transport->sent.isEmpty());
    }

    void brokenFactsDieVisibly_data() { TestDatabase::backends(); }
    void brokenFactsDieVisibly()
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world);
        world.start();
        Event event = aPriceAlert(u"e1"_s);
        event.facts.remove(u"price"_s);
        world.add(event);
        world.clock->settle();
        QCOMPARE(world.fate(), u"dead(render_failed)"_s);
    }

    void interruptedAttemptIsRepeatedOnceWithTheSameId_data() { TestDatabase::backends(); }
    void interruptedAttemptIsRepeatedOnceWithTheSameId() // PLT-103, PLT-113, PLT-096
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world);
        transport->holding = true;
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.fate(), u"sending"_s);

        world.stop(); // this process hands its work back while the mail is out
        transport->holding = false;
        world.start();
        world.clock->advance(1min);
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(transport->sent.size(), 2);
        QCOMPARE(transport->sent.at(0).mail.mailId, transport->sent.at(1).mail.mailId);
        QVERIFY(transport->sent.at(1).mail.mayHaveArrived); // PLT-112
        const QString id = world.only().message.id;
        QCOMPARE(world.attempts(id).size(), 2);
        QCOMPARE(world.attempts(id).front().reason, u"interrupted"_s);

        transport->release(); // the stopped one continues: its token is stale, it writes nothing
        world.clock->advance(1min);
        QCOMPARE(world.attempts(id).size(), 2);
        QCOMPARE(nameOf(*world.attempts(id).front().outcome), u"unknown"_s);
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(transport->sent.size(), 2);
    }

    void lostJobsAreFound_data() { TestDatabase::backends(); }
    void lostJobsAreFound()
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world);
        world.add(aPriceAlert(u"e1"_s));
        portier::test::execOrDie(*world.db, u"DELETE FROM jobs"_s);
        world.start();
        world.clock->settle();
        QCOMPARE(world.fate(), u"sent"_s);
    }

    void aDeadJobEndsItsMessage_data() { TestDatabase::backends(); }
    void aDeadJobEndsItsMessage() // PLT-099, PLT-135: while the service runs, not only at its next start
    {
        QFETCH(QString, backend);
        World world(backend);
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(1s);
        portier::test::execOrDie(*world.db,
                                 u"UPDATE jobs SET state = 'dead', last_error = 'poison', finished_at = 1"_s);
        world.start();
        world.add(aPriceAlert(u"e2"_s));
        portier::test::execOrDie(*world.db,
                                 u"UPDATE jobs SET state = 'dead', last_error = 'poison', finished_at = 1"_s);
        QVERIFY(QCoro::waitFor(world.dispatcher().repair()));
        QCOMPARE(world.fate(0), u"dead(job_dead)"_s);
        QCOMPARE(world.fate(1), u"dead(job_dead)"_s);
    }

    void discards_data() { TestDatabase::backends(); }
    void discards() // PLT-139
    {
        QFETCH(QString, backend);
        World world(backend);
        const auto transport = scripted(world, {outcomeOf(O::Permanent, u"550"_s, u"recipient_refused"_s)});
        const operations::Actor admin{u"account"_s, u"admin-1"_s, {}, {}};
        const auto drop = [&](qsizetype index) {
            const QString id = world.messages().at(index).message.id;
            return world.write([id, admin, now = world.clock->now()](storage::Transaction &tx) {
                return discard(tx, id, admin, now);
            });
        };
        world.add(aPriceAlert(u"e1"_s));
        QVERIFY(drop(0));
        world.start();
        world.add(aPriceAlert(u"e2"_s));
        world.clock->advance(1h);
        QCOMPARE(world.fate(0), u"suppressed(discarded)"_s);
        QCOMPARE(world.fate(1), u"dead(permanent)"_s);
        QCOMPARE(transport->sent.size(), 1);
        QVERIFY(drop(1));
        QCOMPARE(world.fate(1), u"dead(permanent)"_s);
        QVERIFY(world.messages().at(1).discarded);
        QVERIFY(world.stats().deadByKind.isEmpty());
        QCOMPARE(drop(0).error().code, u"message_state"_s);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action ="
                                                    " 'notification.discarded'"_s),
                 2);
    }

    void historyPagesAndFilters_data() { TestDatabase::backends(); }
    void historyPagesAndFilters() // PLT-139, TRP-210
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world);
        world.start();
        for (int i = 0; i < 7; ++i)
            world.add(aPriceAlert(u"e%1"_s.arg(i), {aRecipient(i % 2 == 0 ? u"cornelia"_s : u"jonas"_s)}));
        world.clock->advance(1s);
        world.add(aPriceAlert(u"last"_s));
        const auto page = [&](const HistoryFilter &filter, const std::optional<HistoryCursor> &after, int limit) {
            return world.db
                ->readBlocking([=](storage::Transaction &tx) { return listMessages(tx, filter, after, limit); })
                .value();
        };
        HistoryFilter own;
        own.accountId = u"cornelia"_s;
        QStringList ids;
        std::optional<HistoryCursor> cursor;
        while (true) {
            const auto items = page(own, cursor, 2);
            if (items.isEmpty())
                break;
            for (const HistoryItem &item : items) {
                ids.append(item.message.id);
                QCOMPARE(item.maskedAddress, u"c…@contest.com"_s);
                QVERIFY(item.message.address.isEmpty());
                QCOMPARE(item.message.subjectName, u"Lissabon im November"_s);
            }
            cursor = HistoryCursor{items.back().message.createdAt, items.back().message.id};
        }
        QCOMPARE(ids.size(), 5);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 5);
        HistoryFilter queued;
        queued.state = MessageState::Sent;
        queued.kind = u"trip_price_alert"_s;
        queued.channel = Channel::Mail;
        queued.subjectKind = u"trip"_s;
        queued.subjectId = u"trip-e3"_s;
        QCOMPARE(page(queued, {}, 10).size(), 1);
        QVERIFY(page(queued, {}, 10).front().sentAt);
        queued.from = world.clock->now();
        QVERIFY(page(queued, {}, 10).isEmpty());

        const QString id = ids.front();
        const auto as = [&](const QString &account) {
            return world.db->readBlocking([=](storage::Transaction &tx) { return findMessage(tx, id, account); });
        };
        QVERIFY(as(u"cornelia"_s));
        QVERIFY(as({}));
        QCOMPARE(as(u"jonas"_s).error().code, u"not_found"_s);
    }

    void tellsTheChangeFeed_data() { TestDatabase::backends(); }
    void tellsTheChangeFeed()
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world, {outcomeOf(O::Transient, u"451"_s, u"data_refused"_s)});
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->advance(5s);
        const auto feed = world.db->readBlocking([](storage::Transaction &tx) {
            return operations::readChanges(tx, 0, 100, {{u"account:cornelia"_s}, {u"notification.*"_s}});
        });
        QStringList kinds;
        for (const auto &item : feed->items)
            kinds.append(item.change.kind);
        QCOMPARE(kinds, (QStringList{u"notification.created"_s, u"notification.updated"_s, u"notification.updated"_s}));
    }

    void forgetsInTime_data() { TestDatabase::backends(); }
    void forgetsInTime() // PLT-107
    {
        QFETCH(QString, backend);
        World world(backend);
        scripted(world);
        world.start();
        world.add(aPriceAlert(u"old"_s));
        world.clock->advance(std::chrono::hours(24 * 31));
        world.add(aPriceAlert(u"new"_s));
        world.clock->settle();
        const auto retain = [&] {
            const Instant now = world.clock->now();
            return world.write([now](storage::Transaction &tx) {
                return applyRetention(tx, now - std::chrono::days(30), now - std::chrono::days(180), 100);
            });
        };
        QCOMPARE(retain().value(), 1);
        QVERIFY(!world.messages().at(0).message.hasBody);
        QVERIFY(world.messages().at(1).message.hasBody);
        QCOMPARE(world.messages().at(0).maskedAddress, u"c…@contest.com"_s);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM notification_messages WHERE address LIKE"
                                                    " 'cornelia%'"_s),
                 1);
        world.clock->advance(std::chrono::hours(24 * 150));
        QVERIFY(retain());
        QCOMPARE(world.messages().size(), 1);
        QCOMPARE(portier::test::intOrDie(*world.db, u"SELECT COUNT(*) FROM notification_attempts"_s), 1);
        QCOMPARE(world.stats().balance, 0);
    }

    void conservesEveryMessage_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<uint>("seed");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const uint seed : {1U, 2U, 3U})
                QTest::addRow("%s, seed %u", qPrintable(backend), seed) << backend << seed;
        }
    }
    /// PLT-135: whatever the outside world does and however often we stop, every message is in exactly one state, and
    /// an accepted one was accepted at least once.
    void conservesEveryMessage()
    {
        QFETCH(QString, backend);
        QFETCH(uint, seed);
        World world(backend);
        std::mt19937 random(seed);
        const auto transport = scripted(world);
        transport->answer = [&random](const OutgoingMail &) {
            const auto dice = random() % 100;
            if (dice < 40)
                return outcomeOf(O::Accepted, u"250"_s);
            if (dice < 80)
                return outcomeOf(O::Transient, u"451"_s, u"data_refused"_s);
            if (dice < 87)
                return outcomeOf(O::Permanent, u"550"_s, u"recipient_refused"_s);
            if (dice < 92)
                return outcomeOf(O::Config, u"535"_s, u"auth_refused"_s);
            return outcomeOf(O::Unknown, {}, u"data_lost"_s);
        };
        int promised = 0;
        world.start();
        for (int round = 0; round < 12; ++round) {
            for (int i = 0; i < 4; ++i) {
                QList<Recipient> recipients{aRecipient(u"p%1"_s.arg(random() % 3))};
                if (random() % 4 == 0)
                    recipients.append(aRecipient(u"extra"_s));
                if (random() % 8 == 0)
                    recipients.clear();
                Event event = aPriceAlert(u"e%1-%2"_s.arg(round).arg(i), recipients);
                event.subjectId = u"trip-%1"_s.arg(random() % 3);
                promised += std::max(1, int(recipients.size()));
                world.add(event);
                world.add(event);
            }
            if (random() % 3 == 0) {
                world.stop();
                world.start();
            }
            world.clock->advance(Millis(random() % (20 * 60'000)));
            QCOMPARE(world.messages().size(), promised);
            QCOMPARE(world.stats().balance, 0);
        }
        // Long enough for every plan and every pause to end.
        transport->answer = {};
        world.clock->advance(std::chrono::hours(24 * 4));
        QMap<QString, int> accepted;
        for (const auto &sent : transport->sent)
            accepted[sent.mail.messageId] += sent.outcome.outcome == O::Accepted ? 1 : 0;
        for (const HistoryItem &item : world.messages()) {
            QVERIFY2(isTerminal(item.message.state), qPrintable(nameOf(item.message.state)));
            const bool sent = item.message.state == MessageState::Sent;
            QCOMPARE(accepted.value(item.message.id), sent ? 1 : 0);
            int recorded = 0;
            for (const AttemptRow &attempt : world.attempts(item.message.id)) {
                QVERIFY(attempt.outcome);
                recorded += *attempt.outcome == O::Accepted ? 1 : 0;
            }
            QCOMPARE(recorded, sent ? 1 : 0);
        }
        QCOMPARE(world.stats().balance, 0);
    }

    void survivesDatabaseFaultsWhileDelivering_data() { TestDatabase::backends(); }
    void survivesDatabaseFaultsWhileDelivering() // PLT-101, PLT-135
    {
        QFETCH(QString, backend);
        for (int nth = 1; nth < 60; ++nth) {
            World world(backend);
            const auto transport = scripted(world);
            world.start();
            world.add(aPriceAlert(u"e1"_s));
            world.db.failStatement(nth);
            world.clock->advance(5min);
            const bool failed = world.db.hasFailed();
            world.db.failStatement(0);
            QCOMPARE(world.fate(), u"sent"_s);
            QCOMPARE(transport->sent.size(), 1); // accepted mail is recorded, not repeated
            QCOMPARE(world.stats().balance, 0);
            if (!failed)
                break;
        }
    }

    void survivesALongAbsenceOfTheDatabase_data() { TestDatabase::backends(); }
    void survivesALongAbsenceOfTheDatabase() // PLT-101: also when it outlasts the lease of what was sent meanwhile
    {
        QFETCH(QString, backend);
        const auto away = std::make_shared<std::atomic<bool>>(false);
        storage::DatabaseOptions options;
        options.hook = [away](const QString &) -> Result<> {
            return *away ? Result<>(fail(Error::unavailable(u"storage_unavailable"_s, u"away"_s))) : Result<>();
        };
        World world(backend, options);
        const auto transport = scripted(world);
        transport->holding = true;
        world.start();
        world.add(aPriceAlert(u"e1"_s));
        world.clock->settle();
        QCOMPARE(world.fate(), u"sending"_s);
        *away = true;
        transport->release();
        world.clock->advance(60s);
        *away = false;
        world.clock->advance(5min);
        QCOMPARE(world.fate(), u"sent"_s);
        QCOMPARE(transport->sent.size(), 1);
        QCOMPARE(world.attempts(world.only().message.id).size(), 1);
    }

    void unsubscribeTokensOpenOneListOnly() // PLT-131, PLT-132
    {
        const auto sealer = portier::test::aSealer();
        const QString token = unsubscribeToken(*sealer, {u"cornelia"_s, u"trips"_s});
        QCOMPARE(readUnsubscribeToken(*sealer, token), (UnsubscribeScope{u"cornelia"_s, u"trips"_s}));
        const QString other = unsubscribeToken(*sealer, {u"cornelia"_s, u"slots"_s});
        const QString forged = other.section(u'.', 0, 0) + u'.' + token.section(u'.', 1);
        for (const QString &bad : {forged, token.chopped(1), QString(), u"."_s, u"a.b.c"_s})
            QVERIFY2(!readUnsubscribeToken(*sealer, bad), qPrintable(bad));
    }
};

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
