// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/core.h"

#include "core/base/log.h"
#include "core/bookings/accountsight.h"
#include "core/bookings/bookinginbox.h"
#include "core/bookings/bookingpersonaldata.h"
#include "core/bookings/recovery.h"
#include "core/identity/accountstore.h"
#include "core/identity/apikeystore.h"
#include "core/identity/linkstore.h"
#include "core/identity/personaldatastore.h"
#include "core/notifications/messagebody.h"
#include "core/notifications/personaldata.h"
#include "core/notifications/sealedfacts.h"
#include "core/operations/audit.h"
#include "core/operations/changefeed.h"
#include "core/runtime/accountmails.h"
#include "core/runtime/bookingaccounts.h"
#include "core/runtime/instanceschedules.h"
#include "core/runtime/setuplog.h"
#include "core/runtime/tripowner.h"
#include "core/storage/databasemeter.h"
#include "core/trips/sourcemails.h"
#include "core/trips/trippersonaldata.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

operations::RatePolicies ratePolicies(const Config &config)
{
    operations::RatePolicies policies;
    for (const Setting &setting : settings()) {
        if (setting.type != SettingType::Rate)
            continue;
        const auto done = policies.configure(setting.name.section(u'.', 1), config.text(setting.name));
        if (!done)
            qFatal("setting %s names no policy: %s", qPrintable(setting.name), qPrintable(done.error().message));
    }
    const QStringList exempt = config.list(u"limits.exempt");
    policies.setExempt(operations::networksOf(exempt));
    if (!exempt.isEmpty())
        log::warning("runtime"_L1, "limits_exempt"_L1, {{u"networks"_s, exempt.join(u", "_s)}},
                     u"no limit applies to clients of these networks");
    return policies;
}

bool isStepped(const Config &config)
{
    return config.text(u"test.clock") == "stepped"_L1;
}

/// Under a stepped clock a day passes in a moment: what looks around every second would look 86,400 times.
Millis beatOf(const Config &config)
{
    return isStepped(config) ? std::chrono::minutes(10) : std::chrono::seconds(1);
}

scheduling::JobRunner::Options runnerOptions(const Config &config)
{
    scheduling::JobRunner::Options options;
    options.instance = config.text(u"server.instance");
    options.lease = std::chrono::seconds(config.integer(u"worker.lease_seconds"));
    options.poisonDeaths = static_cast<int>(config.integer(u"worker.poison_deaths"));
    options.pollInterval = beatOf(config);
    options.databaseTime = !isStepped(config);
    return options;
}

scheduling::Scheduler::Options schedulerOptions(const Config &config)
{
    scheduling::Scheduler::Options options;
    options.beat = beatOf(config);
    return options;
}

/// The loop that hands out messages and checks reaches the database: asked to look around, it has done so.
QCoro::Task<bool> looksAround(scheduling::JobRunner *jobs, std::shared_ptr<Clock> clock)
{
    constexpr Millis patience = std::chrono::milliseconds(900); // a check has a second
    const Millis asked = clock->monotonic();
    jobs->wake();
    while (jobs->lastBeat() < asked && clock->monotonic() - asked < patience)
        co_await sleepFor(*clock, std::chrono::milliseconds(2));
    co_return jobs->lastBeat() >= asked;
}

/// Role "api": somebody else does the work.
QCoro::Task<bool> hasWorker(storage::Database *database, std::shared_ptr<Clock> clock)
{
    const auto body = [](storage::Transaction &tx) { return scheduling::JobQueue::runnerSeen(tx); };
    const auto seen = co_await database->read(body);
    co_return seen &&*seen && clock->now() - **seen < std::chrono::seconds(60);
}

QCoro::Task<bool> isRecent(const scheduling::Scheduler *scheduler, std::shared_ptr<Clock> clock, Millis age)
{
    co_return clock->monotonic() - scheduler->lastBeat() < age;
}

/// An account's zone; the instance's for who named none.
notifications::ZoneOf zoneOfAccounts(const Config &config)
{
    return [fallback = config.text(u"schedule.zone")](storage::Transaction &tx,
                                                      const QString &accountId) -> Result<QString> {
        PORTIER_ASSIGN(account, identity::AccountStore(tx).find(accountId));
        return account && !account->timeZone.isEmpty() ? account->timeZone : fallback;
    };
}

Result<> tellAdmins(storage::Transaction &tx, const trips::SourceNotice &notice, Instant now)
{
    PORTIER_ASSIGN(admins, findTripAdmins(tx));
    PORTIER_TRY(notifications::addToOutbox(tx, trips::sourceNoticeEvent(notice, admins, now), now));
    return {};
}

QCoro::Task<bool> directoryHasRoom(QString directory)
{
    co_return operations::hasRoom(directory);
}

} // namespace

tl::expected<std::unique_ptr<Core>, StartFailure> Core::open(Config config, std::shared_ptr<Clock> clock,
                                                             const FoundationOptions &options)
{
    auto foundation = openFoundation(config, clock, options);
    if (!foundation)
        return tl::unexpected(foundation.error());
    log::setRedactionKey(foundation->sealer->mac(u"log"_s, {}));
    std::unique_ptr<Core> core(new Core(std::move(config), std::move(clock), std::move(*foundation)));
    // Requests and sub-commands find it too, in a process that plans no schedules (server.role, BKG-001).
    const auto prepared =
        core->database().writeBlocking([bookings = &core->m_bookings, now = core->m_clock->now()](
                                           storage::Transaction &tx) { return bookings->prepare(tx, now); });
    if (!prepared)
        return tl::unexpected(StartFailure{ExitUnavailable, prepared.error().message});
    return core;
}

Core::Core(Config config, std::shared_ptr<Clock> clock, Foundation foundation)
    : m_config(std::move(config)), m_clock(std::move(clock)), m_foundation(std::move(foundation)),
      m_secrets(m_config.text(u"secrets.key_file"), keys(), sealer(), database(), m_clock), m_health(m_clock),
      m_rateLimits(database(), m_clock, m_metrics),
      m_idempotency(std::make_shared<operations::DatabaseIdempotencyStore>(database(), m_clock, sealer())),
      m_rotationReminder(keys(), m_clock), m_retention(m_clock),
      m_jobs(database(), m_clock, m_metrics, runnerOptions(m_config)),
      m_scheduler(database(), m_jobs, m_clock, m_metrics, schedulerOptions(m_config)),
      m_operations({m_config, m_clock, database(), sealer(), m_metrics, beatOf(m_config), m_scheduler}),
      m_notifications(notificationsGround()),
      m_identity(m_config, m_clock, database(), keys(), accountMailPoster(sealer())),
      m_providers(m_config, m_clock, database(), sealer()), m_trips(tripsGround()),
      m_bookings(
          {m_config, m_clock, database(), m_rateLimits, m_identity.links(), sealer(), instanceId(), m_schedules}),
      m_operator({m_config, m_clock, database(), sealer(), m_metrics, m_health, m_scheduler, m_notifications, m_trips,
                  isStepped(m_config) ? std::chrono::seconds(60) : std::chrono::seconds(10),
                  std::max<Millis>(std::chrono::seconds(60), 3 * beatOf(m_config))}),
      m_activeUsers(database(), m_clock, m_metrics)
{
    m_rateLimits.setPolicies(ratePolicies(m_config));
    m_schedules->apply(m_config);
    measureDatabase();
    addHealthChecks();
    addRetention();
    addSecrets();
    m_rotationReminder.registerWork(m_scheduler);
    addPersonalData();
    followZones();
    followRights();
    m_operations.registerWork(m_jobs, m_retention);
    m_notifications.registerWork(m_jobs, m_scheduler, m_retention);
    m_identity.registerWork(m_scheduler);
    m_providers.registerWork(m_retention);
    m_trips.registerWork(m_jobs, m_scheduler, m_retention);
    m_bookings.registerWork(m_jobs, m_scheduler, m_retention);
    m_operations.inbox().addSource(bookings::bookingInbox(m_bookings.environment()));
    m_operator.registerWork(m_scheduler, m_retention);
}

Core::~Core()
{
    storage::DatabaseMeter::of(database()).setObserver({}); // the metrics go before the database
}

void Core::measureDatabase()
{
    storage::DatabaseMeter::Observer observer;
    observer.committed = [this](std::chrono::duration<double> length) {
        m_metrics.observe(u"portier_db_commit_seconds"_s, length.count());
    };
    observer.failed = [this](const QString &code) {
        m_metrics.increment(u"portier_db_errors_total"_s, {{u"class"_s, code}});
    };
    storage::DatabaseMeter::of(database()).setObserver(std::move(observer));
}

void Core::addHealthChecks()
{
    m_health.set(u"migrations"_s, true); // open() refuses anything else
    m_health.set(u"accepting"_s, true);
    const QString instance = m_config.text(u"server.instance");
    m_health.add(u"database"_s,
                 [this, instance] { return operations::canWriteAndRead(database(), m_clock, instance); });
    m_health.add(u"disk"_s, [directory = m_config.text(u"data.directory")] { return directoryHasRoom(directory); });
    if (!doesWork()) {
        for (const QString &check : {u"scheduler"_s, u"outbox"_s})
            m_health.add(check, [this] { return hasWorker(&database(), m_clock); });
        return;
    }
    m_health.add(u"scheduler"_s, [this, age = std::max(5 * beatOf(m_config), Millis(5000))] {
        return isRecent(&m_scheduler, m_clock, age);
    });
    if (isStepped(m_config))
        m_health.set(u"outbox"_s, true); // its time stands still while the question is open
    else
        m_health.add(u"outbox"_s, [this] { return looksAround(&m_jobs, m_clock); });
}

void Core::addRetention()
{
    m_retention.add(u"audit"_s, [days = m_config.integer(u"audit.keep_days")](storage::Transaction &tx, Instant now) {
        return operations::removeAuditBefore(tx, now - std::chrono::days(days));
    });
    m_retention.add(u"changes"_s, [](storage::Transaction &tx, Instant now) {
        return operations::removeChangesBefore(tx, now - operations::changeRetention);
    });
    m_retention.add(u"idempotency"_s, operations::DatabaseIdempotencyStore::removeExpired);
    m_retention.add(u"rate_counters"_s, operations::RateLimits::removeEnded);
    m_scheduler.registerWork(
        u"retention"_s, [this](const scheduling::OccurrenceRun &run) { return m_retention.run(run); }, 1);
}

NotificationsRoom::Ground Core::notificationsGround()
{
    return {m_config, m_clock, database(), sealer(), m_metrics, zoneOfAccounts(m_config), m_schedules};
}

void Core::addSecrets()
{
    m_secrets.addSealedColumn(operations::DatabaseIdempotencyStore::sealedColumn());
    m_secrets.addSealedColumn(notifications::sealedBodies());
    m_secrets.addSealed(notifications::resealFacts);
    m_secrets.addSealedColumn(operations::DataExports::sealedColumn());
    m_secrets.addSealedColumn(operations::RuntimeSettings::sealedColumn());
    m_secrets.addSealedColumn(bookings::sealedRecoveryAddresses());
    m_secrets.addUse(operations::KeyPurpose::Pepper, [clock = m_clock](storage::Transaction &tx, int number) {
        return identity::ApiKeyStore(tx).countUnder(number, clock->now());
    });
    m_secrets.addUse(operations::KeyPurpose::Link, [](storage::Transaction &tx, int number) {
        return identity::LinkStore(tx).countUnderKey(number);
    });
}

/// In the order of erasure: the account is last.
void Core::addPersonalData()
{
    operations::PersonalDataSources &sources = m_operations.personalData();
    sources.push_back(trips::tripPersonalData(m_trips.environment()));
    sources.push_back(bookings::bookingPersonalData(m_bookings.environment()));
    sources.push_back(notifications::notificationPersonalData(sealer()));
    sources.push_back(operations::ClientReports::personalData());
    sources.push_back(operations::operationsPersonalData());
    sources.push_back(identity::accountPersonalData());
}

TripsRoom::Ground Core::tripsGround()
{
    const auto findOwner = [this](storage::Transaction &tx, const QString &accountId) {
        return findTripOwner(tx, accountId, m_identity);
    };
    return {m_config, m_clock, database(), sealer(), m_metrics, m_rateLimits, m_schedules, findOwner, tellAdmins};
}

/// What happens at a person's own time of day follows the person.
void Core::followZones()
{
    m_identity.accounts().whenZoneChanges(
        [environment = m_trips.environment(),
         schedules = m_schedules](storage::Transaction &tx, const identity::Account &account, Instant now) -> Result<> {
            PORTIER_TRY(notifications::movePlans(tx, *schedules, account.id, account.timeZone, now));
            return trips::moveReminders(*environment, tx, account.id,
                                        zoneByName(account.timeZone).value_or(QTimeZone::utc()), now);
        });
}

/// Whose rights change sees other bookings from the same moment on (PLT-083).
void Core::followRights()
{
    const identity::SightChanged tell = [](storage::Transaction &tx, const identity::AccountDetails &before,
                                           const identity::AccountDetails &after, Instant now) {
        return bookings::tellOfSight(tx, bookingAccountOf(before), bookingAccountOf(after), now);
    };
    m_identity.whenSightChanges(tell);
    m_providers.oidc().whenSightChanges(tell);
}

QCoro::Task<Result<>> Core::startWork(Work work)
{
    const bool isService = work == Work::JobsAndSchedules;
    if (isService && answersRequests())
        PORTIER_CO_TRY(co_await m_identity.start());
    connect(&m_operations.settings(), &operations::RuntimeSettings::changed, this,
            [this] { apply(m_operations.settings().effective()); });
    PORTIER_CO_TRY(co_await m_operations.settings().start());
    PORTIER_CO_TRY(co_await m_notifications.start());
    if (!isService || doesWork())
        PORTIER_CO_TRY(co_await m_jobs.start());
    if (isService && doesWork())
        PORTIER_CO_TRY(co_await startSchedules());
    if (isService)
        m_operator.start(); // last: it looks at once, and must find everything at work
    co_return Result<>();
}

Core::Planning Core::planning() const
{
    return [schedules = m_schedules, zone = m_config.text(u"schedule.zone"), zoneOf = zoneOfAccounts(m_config),
            bookings = &m_bookings, trips = &m_trips, now = m_clock->now()](storage::Transaction &tx) -> Result<> {
        PORTIER_TRY(putInstanceSchedules(tx, *schedules, zone, now));
        PORTIER_TRY(notifications::planWishes(tx, *schedules, zoneOf, now));
        PORTIER_TRY(bookings->plan(tx, now));
        return trips->plan(tx, now);
    };
}

QCoro::Task<Result<>> Core::startSchedules()
{
    const Planning body = planning();
    PORTIER_CO_TRY(co_await database().write(body));
    PORTIER_CO_TRY(co_await m_trips.start());
    m_schedulesRun = true;
    co_return co_await m_scheduler.start();
}

QCoro::Task<> Core::drain(Millis limit)
{
    m_health.set(u"accepting"_s, false);
    m_operations.stopWaiting();
    m_scheduler.stop();
    co_await m_operator.stopWatching();
    co_await m_jobs.drain(limit);
    co_await m_notifications.stop();
    co_await m_operator.stop();
    co_await m_trips.stop();
    co_await m_bookings.stop();
    co_await m_activeUsers.stop();
    co_await m_identity.stop();
    m_providers.stop();
    co_await m_operations.stop();
    co_await m_tasks.join();
}

void Core::reload(const Config &config)
{
    Config base = m_operations.settings().base();
    base.takeReloadable(config);
    m_secrets.reload();
    m_operations.settings().setBase(std::move(base)); // comes back as changed()
}

void Core::apply(const Config &config)
{
    m_config = config;
    log::setLevel(logLevel(m_config));
    m_rateLimits.setPolicies(ratePolicies(m_config));
    m_identity.reload(m_config);
    m_providers.reload(m_config);
    m_notifications.reload(m_config);
    m_trips.reload(m_config);
    m_operator.reload(m_config);
    m_operations.reload(m_config);
    if (m_schedules->apply(m_config) && m_schedulesRun)
        m_tasks.add(putSchedules());
}

QCoro::Task<> Core::putSchedules()
{
    const Planning body = planning();
    if (const auto put = co_await database().write(body); !put)
        log::error("runtime"_L1, "schedules_not_changed"_L1, {{u"code"_s, put.error().code}}, put.error().message);
}

} // namespace portier::runtime
