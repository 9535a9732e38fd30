// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/trips/tripworld.h"

#include "core/base/zonedtime.h"
#include "core/notifications/preferenceservice.h"
#include "tests/support/testconfig.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::test
{

using namespace portier::trips;

namespace
{
FakeMarket::Answer answerOf(Side side, SideStatus status)
{
    FakeMarket::Answer answer;
    answer.result.side = side;
    answer.result.status = status;
    answer.result.currency = u"EUR"_s;
    return answer;
}

FakeMarket::Answer priced(Side side, qint64 minor, const QString &source)
{
    FakeMarket::Answer answer = answerOf(side, SideStatus::Priced);
    answer.result.priceMinor = minor;
    answer.result.source = source;
    answer.result.counts.received = 1;
    answer.result.counts.kept = 1;
    if (side == Side::Flights) {
        FlightOffer offer;
        offer.key = u"TP551:MUC-LIS:2027-03-14"_s;
        offer.priceMinor = minor;
        offer.currency = u"EUR"_s;
        answer.result.flights = {offer};
    } else {
        HotelOffer offer;
        offer.key = u"hotel mundial@lisbon"_s;
        offer.name = u"Hotel Mundial"_s;
        offer.stayMinor = minor;
        offer.currency = u"EUR"_s;
        offer.nights = 7;
        answer.result.hotels = {offer};
    }
    return answer;
}

QCoro::Task<SideResult> answer(std::shared_ptr<FakeMarket> market, std::shared_ptr<Clock> clock, Query query)
{
    const bool flights = sideOf(query) == Side::Flights;
    const QString place = flights ? std::get<FlightQuery>(query).destination : std::get<HotelQuery>(query).city;
    market->calls.append(place);
    market->mostGoing = std::max(market->mostGoing, ++market->going);
    QList<FakeMarket::Answer> &answers = market->answers[place];
    FakeMarket::Answer next =
        answers.isEmpty() ? failing(u"no_answer_in_test"_s, true, sideOf(query)) : answers.first();
    if (answers.size() > 1)
        answers.removeFirst();
    if (next.delay.count() > 0)
        co_await sleepFor(*clock, next.delay);
    --market->going;
    if (!next.result.failure && !next.result.fetchedAt)
        next.result.fetchedAt = clock->now();
    co_return next.result;
}
} // namespace

FakeMarket::Answer flightAt(qint64 minor, const QString &source)
{
    return priced(Side::Flights, minor, source);
}

FakeMarket::Answer hotelAt(qint64 minor, const QString &source)
{
    return priced(Side::Hotels, minor, source);
}

FakeMarket::Answer failing(const QString &code, bool transient, Side side)
{
    FakeMarket::Answer answer;
    answer.result = SideResult::failed(side, {code, u"duffel"_s, transient, {}});
    return answer;
}

FakeMarket::Answer nothing(Side side)
{
    FakeMarket::Answer answer = answerOf(side, SideStatus::NoOffers);
    answer.result.cause = u"source_empty"_s;
    answer.result.source = u"duffel"_s;
    return answer;
}

TripWorld::TripWorld(const QString &backend)
    : clock(std::make_shared<ManualClock>(*fromRfc3339(u"2027-01-10T09:00:00Z"_s))), db(backend, clock)
{
    for (const QString &id : {u"anna"_s, u"ben"_s})
        owners->insert(id, {id, true, id + u"@example.org"_s, id, u"de"_s, u"Europe/Berlin"_s, u"EUR"_s});
    rateLimits = std::make_unique<operations::RateLimits>(*db, clock, metrics);
    environment->findOwner = [owners = owners](storage::Transaction &,
                                               const QString &id) -> Result<std::optional<TripOwner>> {
        return owners->contains(id) ? std::optional(owners->value(id)) : std::nullopt;
    };
    environment->knowsAirport = [](const QString &code) { return code != u"XQZ"_s; };
    environment->askPrice = [market = market, clock = clock](Query query, Trigger) {
        return answer(market, clock, std::move(query));
    };
    environment->rateLimits = rateLimits.get();
    environment->schedules = scheduleTable;
    trips = std::make_unique<TripService>(*db, clock, metrics, environment);
    refreshes = std::make_unique<RefreshService>(*db, clock, environment);
    alerts = std::make_unique<AlertService>(*db, clock, environment);
    snapshots = std::make_unique<SnapshotService>(*db, environment);
    schedules = std::make_unique<TripScheduleService>(*db, clock, environment);
    checkJob = std::make_unique<CheckJob>(environment, clock, metrics);
    refreshWork = std::make_unique<RefreshWork>(*db, clock, environment);
    reminderWork = std::make_unique<ReminderWork>(environment, clock);
    priceSummary = std::make_unique<PriceSummary>(environment, clock);
}

TripWorld::~TripWorld()
{
    stop();
    clock->advance(std::chrono::hours(4)); // whoever still waits for an answer gets it and ends
    clock->settle();
}

void TripWorld::start()
{
    scheduling::JobRunner::Options options;
    options.databaseTime = false;
    options.seed = 1;
    options.pollInterval = std::chrono::hours(1);
    runner = std::make_unique<scheduling::JobRunner>(*db, clock, metrics, options);
    for (const scheduling::JobKind &kind : checkJob->kinds())
        runner->registerKind(kind);
    runner->registerKind(refreshWork->runKind());
    runner->registerKind(reminderWork->kind());
    scheduler = std::make_unique<scheduling::Scheduler>(*db, *runner, clock, metrics,
                                                        scheduling::Scheduler::Options{Millis(0), 500});
    scheduler->registerWork(refreshSchedule, refreshWork->refreshHandler(), 3);
    scheduler->onClosed(refreshSchedule, RefreshWork::noteClosed);
    scheduler->registerWork(expirySchedule, refreshWork->expiryHandler(), 1);
    scheduler->registerWork(upkeepSchedule, refreshWork->upkeepHandler(), 1);
    scheduler->registerWork(notifications::summarySchedule, priceSummary->handler());
    if (!wait(runner->start()) || !wait(scheduler->start()))
        qFatal("the world does not start");
    clock->settle();
}

void TripWorld::planSchedules(const QStringList &settings)
{
    scheduleTable->apply(configOf(settings));
    const auto planning = [this, now = clock->now()](storage::Transaction &tx) -> Result<> {
        const auto expiry = scheduleTable->spec(expirySchedule, u"UTC"_s);
        PORTIER_TRY(scheduling::keepSchedule(tx, expirySchedule, {}, expiry, now));
        PORTIER_TRY(trips::planSchedules(*environment, tx, now));
        PORTIER_TRY(moveAllReminders(*environment, tx, now));
        return RefreshWork::planUpkeep(tx, now);
    };
    if (!db->writeBlocking(planning))
        qFatal("the schedules cannot be planned");
    clock->settle();
}

void TripWorld::stop()
{
    if (scheduler)
        scheduler->stop();
    if (runner) {
        const QCoro::Task<> drained = runner->drain(Millis(1));
        while (!drained.isReady())
            clock->advance(Millis(1));
    }
    scheduler.reset();
    runner.reset();
}

Caller TripWorld::callerFor(const QString &userId)
{
    Caller caller;
    caller.userId = userId;
    caller.actor.kind = u"account"_s;
    caller.actor.id = userId;
    return caller;
}

QString TripWorld::create(const QJsonObject &body, const Caller &caller)
{
    const auto created = wait(trips->create(caller, body));
    if (!created) {
        for (const FieldError &error : created.error().fields)
            qWarning("%s %s", qPrintable(error.pointer), qPrintable(error.code));
        qFatal("no trip: %s %s", qPrintable(created.error().code), qPrintable(created.error().message));
    }
    clock->settle();
    return created->view.trip.id;
}

TripView TripWorld::trip(const QString &id)
{
    const auto found = wait(trips->find(anna(), id));
    if (!found)
        qFatal("no trip %s", qPrintable(id));
    return *found;
}

void TripWorld::refresh(const QString &tripId)
{
    clock->advance(std::chrono::minutes(2)); // past the duplicate guard
    Caller caller = anna();
    caller.chargesLimits = false;
    if (const auto asked = wait(refreshes->refreshOne(caller, tripId)); !asked)
        qFatal("no check: %s", qPrintable(asked.error().code));
    clock->settle();
}

void TripWorld::advanceTo(const QString &localTime)
{
    const QDateTime local = QDateTime::fromString(localTime, Qt::ISODate);
    clock->advanceTo(resolveLocal(local.date(), local.time(), *zoneByName(u"Europe/Berlin"_s)).instant);
    clock->settle();
}

qint64 TripWorld::count(const QString &sql, const storage::Binds &binds)
{
    return intOrDie(*db, sql, binds);
}

QStringList TripWorld::column(const QString &sql, const storage::Binds &binds)
{
    const auto rows = db->readBlocking([&](storage::Transaction &tx) { return tx.query(sql, binds); });
    if (!rows)
        qFatal("%s", qPrintable(rows.error().message));
    QStringList values;
    for (const storage::Row &row : *rows)
        values.append(row.text(0));
    return values;
}

QStringList TripWorld::feedKinds(const QString &userId)
{
    return column(u"SELECT kind FROM changes WHERE visibility = ? ORDER BY sequence"_s, {u"account:"_s + userId});
}

QJsonObject merged(QJsonObject body, const QJsonObject &changes)
{
    for (auto it = changes.constBegin(); it != changes.constEnd(); ++it)
        body.insert(it.key(), *it);
    return body;
}

QJsonObject flightTrip(const QString &name, const QString &destination)
{
    return {{u"name"_s, name},
            {u"origin_airport"_s, u"MUC"_s},
            {u"destination_airport"_s, destination},
            {u"depart_date"_s, u"2027-02-05"_s},
            {u"return_date"_s, u"2027-02-12"_s},
            {u"currency"_s, u"EUR"_s},
            {u"track_flights"_s, true}};
}

QJsonObject thresholdAlert(qint64 minor, const QString &measure)
{
    return {{u"kind"_s, u"threshold"_s},
            {u"measure"_s, measure},
            {u"threshold"_s, QJsonObject{{u"amount_minor"_s, minor}, {u"currency"_s, u"EUR"_s}}}};
}

QJsonObject lisbonTrip()
{
    return merged(flightTrip(u"Lisbon in March"_s),
                  {{u"depart_date"_s, u"2027-03-14"_s},
                   {u"return_date"_s, u"2027-03-21"_s},
                   {u"adults"_s, 2},
                   {u"track_hotels"_s, true},
                   {u"hotel_filters"_s, QJsonObject{{u"city"_s, u"Lisbon"_s}, {u"country_code"_s, u"PT"_s}}},
                   {u"alert"_s, thresholdAlert(95000, u"trip_total"_s)},
                   {u"reminder_days"_s, QJsonArray{14, 3}}});
}

} // namespace portier::test
