// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/tripsroom.h"

#include "core/notifications/preferenceservice.h"
#include "core/trips/tripretention.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using trips::Side;

std::shared_ptr<trips::DemoSource> demoSource(const Config &config, std::shared_ptr<Clock> clock,
                                              const trips::Airports &airports)
{
    trips::DemoSource::Options options;
    options.enabled = config.flag(u"sources.demo.enabled");
    return std::make_shared<trips::DemoSource>(std::move(clock), airports, options);
}

trips::SkiplaggedSource::Options skiplaggedOptions(const Config &config)
{
    trips::SkiplaggedSource::Options options;
    options.enabled = config.flag(u"sources.skiplagged.enabled");
    options.baseUrl = QUrl(config.text(u"sources.skiplagged.base_url"));
    options.amountScope = config.text(u"sources.skiplagged.amount_scope") == "adult"_L1
                              ? trips::skiplagged::AmountScope::Adult
                              : trips::skiplagged::AmountScope::Party;
    return options;
}

/// A budget of 0 calls a month means that none may be made; 0 a day means no daily budget.
trips::SourceLimits skiplaggedLimits(const Config &config)
{
    trips::SourceLimits limits;
    limits.monthlyCalls = config.integer(u"sources.skiplagged.monthly_budget");
    if (const qint64 daily = config.integer(u"sources.skiplagged.daily_budget"); daily > 0)
        limits.dailyCalls = daily;
    limits.concurrentCalls = static_cast<int>(config.integer(u"sources.skiplagged.concurrency"));
    return limits;
}

QHash<QString, trips::SourceLimits> sourceLimits(const Config &config)
{
    return {{u"skiplagged"_s, skiplaggedLimits(config)}};
}

QList<trips::WatchedSource> sourcesToWatch(const Config &config)
{
    if (!config.flag(u"sources.skiplagged.enabled"))
        return {};
    const trips::SourceLimits limits = skiplaggedLimits(config);
    return {{u"skiplagged"_s, limits.monthlyCalls, limits.dailyCalls}};
}

trips::PriceFinderOptions finderOptions(const TripsRoom::Ground &ground)
{
    trips::PriceFinderOptions options;
    options.order = {{Side::Flights, ground.config.list(u"trips.sources.flights")},
                     {Side::Hotels, ground.config.list(u"trips.sources.hotels")}};
    options.limits = sourceLimits(ground.config);
    options.concurrentCalls = static_cast<int>(ground.config.integer(u"sources.max_concurrent"));
    options.batchDelay = std::chrono::seconds(ground.config.integer(u"sources.batch_delay"));
    options.http.userAgent = "Portier/" + QCoreApplication::applicationVersion().toUtf8(); // TRP-151
    options.notify = ground.notify;
    return options;
}

trips::TripSettings tripSettings(const Config &config)
{
    trips::TripSettings settings;
    settings.maxTracked = static_cast<int>(config.integer(u"trips.max_tracked"));
    settings.defaultCurrency = config.text(u"trips.default_currency");
    settings.snapshotRetentionDays = static_cast<int>(config.integer(u"trips.snapshot_retention_days"));
    return settings;
}

template <class SideQuery>
std::optional<SideQuery> sideQuery(const std::optional<trips::Query> &query)
{
    return query ? std::optional<SideQuery>(std::get<SideQuery>(*query)) : std::nullopt;
}

} // namespace

TripsRoom::TripsRoom(const Ground &ground)
    : m_clock(ground.clock), m_demo(demoSource(ground.config, m_clock, m_airports)),
      m_skiplagged(std::make_shared<trips::SkiplaggedSource>(skiplaggedOptions(ground.config))),
      m_finder(ground.database, ground.clock, ground.metrics, m_airports, {m_skiplagged, m_demo},
               finderOptions(ground)),
      m_watchedSources(sourcesToWatch(ground.config)), m_environment(makeEnvironment(ground)),
      m_trips(ground.database, ground.clock, ground.metrics, m_environment),
      m_pauseLinks(ground.database, m_trips, ground.sealer), m_refreshes(ground.database, ground.clock, m_environment),
      m_snapshots(ground.database, m_environment), m_alerts(ground.database, ground.clock, m_environment),
      m_schedules(ground.database, ground.clock, m_environment),
      m_imports(ground.database, ground.clock, m_environment), m_exports(ground.database, ground.clock, m_environment),
      m_checkJob(m_environment, ground.clock, ground.metrics),
      m_refreshWork(ground.database, ground.clock, m_environment), m_reminderWork(m_environment, ground.clock),
      m_priceSummary(m_environment, ground.clock), m_figures(ground.database, ground.clock, ground.metrics),
      m_rawRetentionDays(static_cast<int>(ground.config.integer(u"trips.raw_retention_days")))
{
    m_refreshWork.lostWork().watch();
}

TripsRoom::~TripsRoom() = default;

trips::Environment TripsRoom::makeEnvironment(const Ground &ground)
{
    auto environment = std::make_shared<trips::TripEnvironment>();
    environment->findOwner = ground.findOwner;
    environment->knowsAirport = [this](const QString &code) { return m_airports.knows(code); };
    environment->sourceWarnings = [this](trips::Query query) { return m_finder.warnings(std::move(query)); };
    environment->askPrice = [this](trips::Query query, trips::Trigger trigger) {
        return m_finder.price(std::move(query), trigger);
    };
    environment->pausePath = [this](const QString &tripId) { return m_pauseLinks.pathOf(tripId); };
    environment->sourceCost = [this](trips::Query query) { return m_finder.cost(std::move(query)); };
    environment->simulatedHistory = [this](const trips::TripPlan &plan, Instant now) {
        return simulatedHistory(plan, now);
    };
    environment->rateLimits = &ground.rateLimits;
    environment->settings = tripSettings(ground.config);
    environment->schedules = ground.schedules;
    return environment;
}

QList<trips::SimulatedDay> TripsRoom::simulatedHistory(const trips::TripPlan &plan, Instant now) const
{
    if (!m_finder.isSimulated())
        return {};
    return trips::simulatedHistory(*m_demo, m_airports, sideQuery<trips::FlightQuery>(flightQuery(plan)),
                                   sideQuery<trips::HotelQuery>(hotelQuery(plan)), now);
}

void TripsRoom::registerWork(scheduling::JobRunner &jobs, scheduling::Scheduler &scheduler, Retention &retention)
{
    for (const scheduling::JobKind &kind : m_checkJob.kinds())
        jobs.registerKind(kind);
    jobs.registerKind(m_refreshWork.runKind());
    jobs.registerKind(m_reminderWork.kind());
    scheduler.registerWork(QString(trips::refreshSchedule), m_refreshWork.refreshHandler());
    scheduler.onClosed(QString(trips::refreshSchedule), trips::RefreshWork::noteClosed);
    scheduler.registerWork(QString(trips::expirySchedule), m_refreshWork.expiryHandler(), 1);
    scheduler.registerWork(QString(trips::upkeepSchedule), m_refreshWork.upkeepHandler(), 1);
    scheduler.registerWork(QString(notifications::summarySchedule), m_priceSummary.handler());
    retention.add(u"trips"_s, [settings = m_environment->settings](storage::Transaction &tx, Instant now) {
        return trips::removeOldPrices(tx, settings, now);
    });
    retention.add(u"price_answers"_s, [this] {
        return m_finder.retain(m_rawRetentionDays, m_environment->settings.snapshotRetentionDays);
    });
}

QCoro::Task<Result<>> TripsRoom::start()
{
    return m_refreshWork.catchUp();
}

QCoro::Task<> TripsRoom::stop()
{
    co_await m_refreshWork.lostWork().stop();
    co_await m_figures.stop();
    co_await m_finder.stop();
}

void TripsRoom::reload(const Config &config)
{
    m_demo = demoSource(config, m_clock, m_airports);
    // What it has agreed on with the server stays while nothing of it changes.
    if (const auto options = skiplaggedOptions(config); options != m_skiplagged->options())
        m_skiplagged = std::make_shared<trips::SkiplaggedSource>(options);
    m_finder.setSources({m_skiplagged, m_demo}, sourceLimits(config));
    const QMutexLocker lock(&m_watchedMutex);
    m_watchedSources = sourcesToWatch(config);
}

QList<trips::WatchedSource> TripsRoom::watchedSources() const
{
    const QMutexLocker lock(&m_watchedMutex);
    return m_watchedSources;
}

Result<> TripsRoom::plan(storage::Transaction &tx, Instant now) const
{
    PORTIER_TRY(trips::planSchedules(*m_environment, tx, now));
    PORTIER_TRY(trips::moveAllReminders(*m_environment, tx, now));
    return trips::RefreshWork::planUpkeep(tx, now);
}

} // namespace portier::runtime
