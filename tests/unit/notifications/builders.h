// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/log.h"
#include "core/notifications/balance.h"
#include "core/notifications/digestwork.h"
#include "core/notifications/dispatcher.h"
#include "core/notifications/history.h"
#include "core/notifications/outbox.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QTest>

namespace portier::notifications::test
{

using namespace Qt::StringLiterals;
using portier::test::TestDatabase;

inline QJsonObject euros(qint64 minor)
{
    return {{u"amount_minor"_s, minor}, {u"currency"_s, u"EUR"_s}};
}

/// Facts of a trip_price_alert, as resources/mail/README.md describes them.
inline QJsonObject priceAlertFacts()
{
    return {
        {u"trip_name"_s, u"Lissabon im November"_s},
        {u"route"_s, u"HAM → LIS"_s},
        {u"dates"_s, QJsonObject{{u"from"_s, u"2027-11-12"_s}, {u"to"_s, u"2027-11-19"_s}}},
        {u"simulated"_s, false},
        {u"trip_url"_s, u"/trips/t1"_s},
        {u"measure"_s, u"flight_total"_s},
        {u"rule"_s, u"threshold"_s},
        {u"reason"_s, QJsonObject{{u"code"_s, u"crossed"_s}}},
        {u"price"_s, euros(123450)},
        {u"saving"_s, euros(3770)},
        {u"threshold"_s, euros(127220)},
    };
}

inline Recipient aRecipient(const QString &accountId = u"cornelia"_s, const QString &language = u"de"_s)
{
    Recipient recipient;
    recipient.accountId = accountId;
    recipient.address = accountId + u"@contest.com"_s;
    recipient.name = accountId;
    recipient.language = language;
    return recipient;
}

inline Event aPriceAlert(const QString &key, const QList<Recipient> &recipients = {aRecipient()})
{
    Event event;
    event.key = key;
    event.kind = u"trip_price_alert"_s;
    event.messageClass = MessageClass::Alert;
    event.list = u"trips"_s;
    event.subjectKind = u"trip"_s;
    event.subjectId = u"trip-"_s + key;
    event.subjectName = u"Lissabon im November"_s;
    event.facts = priceAlertFacts();
    event.recipients = recipients;
    return event;
}

/// A whole dispatcher on a real database, on a clock that only moves when told.
class World
{
public:
    explicit World(const QString &backend, storage::DatabaseOptions options = {})
        : clock(portier::test::aClock()), db(backend, clock, std::move(options)), sealer(portier::test::aSealer())
    {
        log::setLevel(log::Level::Critical);
        settings.publicUrl = u"https://portier.example.org"_s;
        settings.mailDomain = u"portier.example.org"_s;
        settings.suppressedDomains.clear();
        settings.schedules = schedules;
        // Tests of the budget set their own.
        settings.limits.mailPerHour = settings.limits.foremostPerHour = 100'000;
    }
    ~World() { stop(); }

    /// Starts the dispatcher and its runner, as a process does.
    void start()
    {
        metrics.push_back(std::make_unique<operations::Metrics>());
        dispatchers.push_back(std::make_unique<Dispatcher>(
            Dispatcher::Dependencies{*db, clock, sealer, *metrics.back(), [] { return 0.0; }, findAdmins}, settings));
        QObject::connect(&dispatcher(), &Dispatcher::channelPaused, &dispatcher(),
                         [this](Channel, const QString &cause) { pauses.append(cause); });
        if (transport)
            dispatcher().setTransport(Channel::Mail, transport, transportSettings);
        dispatcher().setFallback(Channel::Mail, fallback);
        scheduling::JobRunner::Options options;
        options.databaseTime = false;
        options.pollInterval = std::chrono::hours(24); // nobody else writes
        options.instance = u"instance%1"_s.arg(dispatchers.size());
        runners.push_back(std::make_unique<scheduling::JobRunner>(*db, clock, *metrics.back(), options));
        dispatcher().registerWith(*runners.back());
        digests.push_back(
            std::make_unique<DigestWork>(DigestWork::Dependencies{*db, clock, sealer, *metrics.back()}, settings));
        scheduling::Scheduler::Options noBeat;
        noBeat.beat = Millis(0);
        schedulers.push_back(
            std::make_unique<scheduling::Scheduler>(*db, *runners.back(), clock, *metrics.back(), noBeat));
        digests.back()->registerWith(*runners.back(), *schedulers.back());
        QVERIFY(QCoro::waitFor(dispatcher().start()));
        QVERIFY(QCoro::waitFor(runners.back()->start()));
        QVERIFY(QCoro::waitFor(schedulers.back()->start()));
    }
    /// Takes work back from the runner as a drain whose time is over does; what is in flight goes on by itself.
    void stop()
    {
        if (runners.empty())
            return;
        schedulers.back()->stop();
        auto drained = runners.back()->drain(Millis(0));
        clock->advance(Millis(0));
        QCoro::waitFor(std::move(drained));
    }
    Dispatcher &dispatcher() { return *dispatchers.back(); }

    QString add(const Event &event)
    {
        const auto id = db->writeBlocking(
            [event, now = clock->now()](storage::Transaction &tx) { return addToOutbox(tx, event, now); });
        if (!id)
            qFatal("%s", qPrintable(id.error().message));
        return *id;
    }
    /// All messages, oldest first.
    QList<HistoryItem> messages()
    {
        auto list = db->readBlocking([](storage::Transaction &tx) { return listMessages(tx, {}, {}, 10'000); }).value();
        std::reverse(list.begin(), list.end());
        return list;
    }
    HistoryItem only()
    {
        const auto list = messages();
        if (list.size() != 1)
            qFatal("%d messages instead of one", int(list.size()));
        return list.front();
    }
    /// "dead(config)": state and reason of one message.
    QString fate(qsizetype index = 0)
    {
        const Message message = messages().at(index).message;
        return message.reason.isEmpty() ? nameOf(message.state)
                                        : u"%1(%2)"_s.arg(nameOf(message.state), message.reason);
    }
    int count(const QString &fateText)
    {
        int found = 0;
        for (qsizetype i = 0; i < messages().size(); ++i)
            found += fate(i) == fateText ? 1 : 0;
        return found;
    }
    QList<AttemptRow> attempts(const QString &messageId)
    {
        return db->readBlocking([messageId](storage::Transaction &tx) { return listAttempts(tx, messageId); }).value();
    }
    NotificationStats stats()
    {
        return db->readBlocking([now = clock->now()](storage::Transaction &tx) { return readStats(tx, now); }).value();
    }
    template <class Body>
    auto write(Body body)
    {
        return db->writeBlocking(std::move(body));
    }

    std::shared_ptr<ManualClock> clock;
    TestDatabase db;
    std::shared_ptr<const operations::Sealer> sealer;
    std::shared_ptr<scheduling::ScheduleTable> schedules = std::make_shared<scheduling::ScheduleTable>();
    NotificationSettings settings;
    std::shared_ptr<Transport> transport;
    std::shared_ptr<Transport> fallback; ///< PLT-117
    FindAdmins findAdmins;               ///< PLT-124
    QByteArray transportSettings = "first";
    QStringList pauses;
    // Earlier processes stay, because what they had in flight may still come back.
    std::vector<std::unique_ptr<operations::Metrics>> metrics;
    std::vector<std::unique_ptr<Dispatcher>> dispatchers;
    std::vector<std::unique_ptr<DigestWork>> digests;
    std::vector<std::unique_ptr<scheduling::JobRunner>> runners;
    std::vector<std::unique_ptr<scheduling::Scheduler>> schedulers;
};

inline DeliveryOutcome outcomeOf(AttemptOutcome outcome, const QString &code = {}, const QString &reason = {})
{
    DeliveryOutcome result;
    result.outcome = outcome;
    result.code = code;
    result.reason = reason;
    return result;
}

/// The outside world as a script: answers in order, then accepts everything.
class ScriptedTransport final : public QObject, public Transport
{
    Q_OBJECT
public:
    explicit ScriptedTransport(std::shared_ptr<Clock> clock) : m_clock(std::move(clock)) {}

    QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) override;
    bool deduplicates() const override { return isDeduplicating; }

    struct Sent {
        OutgoingMail mail;
        Instant at;
        DeliveryOutcome outcome;
    };
    QList<Sent> sent;
    std::function<DeliveryOutcome(const OutgoingMail &)> answer; ///< instead of the script
    QList<DeliveryOutcome> script;
    bool isDeduplicating = false;
    bool holding = false; ///< answers only after release()
    void release()
    {
        holding = false;
        Q_EMIT released();
    }

Q_SIGNALS:
    void released();

private:
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::notifications::test
