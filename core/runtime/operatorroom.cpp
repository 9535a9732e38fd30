// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/operatorroom.h"

#include "core/base/logvolume.h"
#include "core/bookings/bookingstore.h"
#include "core/notifications/operatorfacts.h"
#include "core/operations/episodestore.h"
#include "core/runtime/adminrecipients.h"
#include "core/runtime/conditions.h"

#include <atomic>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using notifications::Channel;
using notifications::Recipient;
using operations::Findings;

const QString clockJumped = u"clock_jumped"_s;

QList<Recipient> operatorRecipients(const Config &config)
{
    QList<Recipient> recipients;
    for (const QString &address : config.list(u"operator.emails")) {
        Recipient recipient;
        recipient.address = address;
        recipients.append(recipient);
    }
    if (const QString endpoint = config.text(u"operator.webhook"); !endpoint.isEmpty()) {
        Recipient recipient;
        recipient.address = endpoint;
        recipient.channels = {Channel::Webhook};
        recipients.append(recipient);
    }
    return recipients;
}

Result<QList<Recipient>> adminDesktops(storage::Transaction &tx)
{
    return adminRecipients(tx, {Channel::Desktop});
}

notifications::Event eventOf(const operations::Notice &notice, const QString &instance,
                             const QList<Recipient> &recipients)
{
    notifications::Event event = notifications::criticalNotice(notice, instance);
    event.recipients = recipients;
    return event;
}

} // namespace

OperatorRoom::OperatorRoom(const Ground &ground)
    : m_clock(ground.clock), m_health(ground.health), m_dispatcher(ground.notifications.dispatcher()),
      m_instance(ground.config.text(u"server.instance")), m_errors(ground.clock, ground.config.text(u"errors.dsn")),
      m_direct(ground.notifications.dispatcher(), ground.database, ground.clock, ground.sealer, ground.metrics),
      m_watch({ground.database, ground.clock, m_instance, ground.interval, [this] { return databaseWorks(); },
               [this](const operations::Notice &notice) { m_direct.post(eventOf(notice, m_instance, m_recipients)); },
               [this] { return m_direct.enterLedger(adminDesktops); }}),
      m_digest(ground.clock)
{
    if (!ground.database.dialect().isSqlite())
        m_workerSilence = ground.workerSilence;
    reload(ground.config);
    addConditions(ground);
    addHealth(ground);
    addFigures(ground.metrics);
    QObject::connect(&ground.scheduler, &scheduling::Scheduler::clockJumped, &m_context, [this](Millis) {
        m_jumpedAt = m_clock->now();
        m_watch.wake();
    });
    const auto look = [this] { m_watch.wake(); };
    QObject::connect(&m_dispatcher, &notifications::Dispatcher::channelPaused, &m_context, look);
    QObject::connect(&m_dispatcher, &notifications::Dispatcher::channelResumed, &m_context, look);
    QObject::connect(&ground.database, &storage::Database::announced, &m_context, [this](const QString &topic) {
        if (topic == scheduling::topics::jobDead || topic == scheduling::topics::problem)
            m_watch.wake();
    });
    m_health.addWarnings([this] { return warnings(); });
}

void OperatorRoom::addConditions(const Ground &ground)
{
    m_watch.declare(clockJumped, {operations::ConditionManner::Momentary, false});
    m_watch.declare(mailCeiling, {operations::ConditionManner::Momentary, false});
    m_watch.declare(u"worker_missing"_s, {operations::ConditionManner::Lasting, true});
    m_watch.declare(u"outbox_stuck"_s, {operations::ConditionManner::Lasting, true});
    m_watch.addLook([directory = ground.config.text(u"data.directory"), instance = m_instance](Instant) {
        return diskFindings(diskSpace(directory), instance);
    });
    m_watch.addLook([dispatcher = &ground.notifications.dispatcher()](Instant now) {
        return channelFindings(dispatcher->failing(), now);
    });
    m_watch.addLook([this](Instant) {
        Findings found;
        found.judgedSingly.append({clockJumped, m_instance});
        if (m_jumpedAt)
            found.hold({clockJumped, m_instance});
        m_jumpedAt.reset();
        return found;
    });
    m_watch.addQuery(
        [this](storage::Transaction &tx, Instant now) { return workFindings(tx, m_since, now, m_workerSilence); });
    m_watch.addQuery([trips = &ground.trips](storage::Transaction &tx, Instant now) -> Result<Findings> {
        PORTIER_ASSIGN(troubles, trips::sourceTroubles(tx, trips->watchedSources(), now));
        return sourceFindings(troubles);
    });
}

/// Looked at anyway, so that a scrape need not ask the database (PLT-167).
void OperatorRoom::addFigures(operations::Metrics &metrics)
{
    m_watch.addQuery([&metrics](storage::Transaction &tx, Instant) -> Result<Findings> {
        PORTIER_ASSIGN(open, bookings::BookingStore(tx).countPending());
        metrics.set(u"portier_open_bookings"_s, double(open));
        return Findings{};
    });
    // Whatever starts on time says so itself; this is for what does not start, and for the end of that (PLT-168).
    m_watch.addQuery([&metrics, late = std::make_shared<std::atomic_bool>(false)](storage::Transaction &tx,
                                                                                  Instant now) -> Result<Findings> {
        PORTIER_ASSIGN(waiting, scheduling::Scheduler::oldestUnstarted(tx, now));
        const Millis lag = waiting ? now - *waiting : Millis(0);
        const bool isLate = lag > std::chrono::seconds(1);
        if (isLate || late->exchange(false))
            metrics.set(u"portier_schedule_lag_seconds"_s, isLate ? double(lag.count()) / 1000.0 : 0);
        if (isLate)
            *late = true;
        return Findings{};
    });
}

void OperatorRoom::addHealth(const Ground &ground)
{
    const auto gather = [directory = ground.config.text(u"data.directory"), instance = m_instance,
                         silence = m_workerSilence,
                         room = &ground.trips](storage::Transaction &tx, HealthFacts &facts) -> Result<> {
        PORTIER_ASSIGN(work, workFindings(tx, {}, facts.now, silence));
        PORTIER_ASSIGN(troubles, trips::sourceTroubles(tx, room->watchedSources(), facts.now));
        PORTIER_ASSIGN(trips, trips::tripHealth(tx, facts.now));
        facts.findings.add(work);
        facts.findings.add(sourceFindings(troubles));
        facts.findings.add(diskFindings(diskSpace(directory), instance));
        facts.trips = trips;
        facts.errors = log::errorsOfTheDay();
        return {};
    };
    m_digest.addGather(gather);
}

void OperatorRoom::registerWork(scheduling::Scheduler &scheduler, Retention &retention)
{
    m_digest.registerWork(scheduler);
    retention.add(u"notice_episodes"_s, operations::EpisodeStore::removeForgotten);
}

void OperatorRoom::start()
{
    m_since = m_clock->now();
    m_errors.start();
    m_watch.start();
    m_watch.wake(); // so that readiness knows its warnings from the start
}

/// What `GET /ready` says besides its checks (PLT-171). From memory: it must answer while the database hangs.
QCoro::Task<QStringList> OperatorRoom::warnings()
{
    QStringList codes;
    if (m_dispatcher.isDry(Channel::Mail))
        codes.append(u"dry_run"_s);
    for (const QString &code : m_watch.holding()) {
        if (code == "dead_letters"_L1 || code == "source_budget_low"_L1 || code == "source_budget_spent"_L1)
            codes.append(code);
    }
    co_return codes;
}

QCoro::Task<> OperatorRoom::stopWatching()
{
    return m_watch.stop();
}

QCoro::Task<> OperatorRoom::stop()
{
    co_await m_errors.stop();
    co_await m_direct.stop();
}

void OperatorRoom::reload(const Config &config)
{
    m_recipients = operatorRecipients(config);
    m_digest.setRecipients(m_recipients);
    // Runs on a database thread: it has its own copy.
    m_watch.setTell([instance = m_instance, recipients = m_recipients](storage::Transaction &tx,
                                                                       const operations::Notice &notice) -> Result<> {
        PORTIER_ASSIGN(desktops, adminDesktops(tx));
        PORTIER_TRY(notifications::addToOutbox(tx, eventOf(notice, instance, recipients + desktops), notice.at));
        return {};
    });
}

QCoro::Task<bool> OperatorRoom::databaseWorks()
{
    const operations::HealthReport report = co_await m_health.report();
    co_return report.checks.value(u"database"_s);
}

} // namespace portier::runtime
