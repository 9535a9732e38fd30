// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/operations/metrics.h"
#include "core/trips/airports.h"
#include "core/trips/sources/demosource.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/responsestore.h"
#include "core/trips/sources/skiplaggedsource.h"
#include "tests/emulators/emulator.h"
#include "tests/support/onecallsource.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

FlightQuery aFlight(const QString &destination = u"LIS"_s)
{
    FlightQuery query;
    query.origin = u"MUC"_s;
    query.destination = destination;
    query.departDate = QDate(2027, 3, 14);
    query.returnDate = QDate(2027, 3, 21);
    return query;
}

HotelQuery aHotel(const QString &city = u"Lisbon"_s)
{
    HotelQuery query;
    query.city = city;
    query.checkIn = QDate(2027, 3, 14);
    query.checkOut = QDate(2027, 3, 21);
    return query;
}

QCoro::Task<> collect(QCoro::Task<SideResult> task, std::shared_ptr<std::optional<SideResult>> into)
{
    *into = co_await task;
}

/// Several questions under way at once.
struct Pending {
    std::vector<QCoro::Task<>> tasks;
    std::vector<std::shared_ptr<std::optional<SideResult>>> results;
};

QJsonObject fault(int status, int times, QJsonObject more = {})
{
    more[u"kind"] = u"status"_s;
    more[u"status"] = status;
    more[u"times"] = times;
    return more;
}

QStringList reasonsOf(const SideResult &side)
{
    QStringList reasons;
    for (const Attempt &attempt : side.attempts)
        reasons.append(attempt.source + u':' + attempt.reason +
                       (attempt.code.isEmpty() ? QString() : u'/' + attempt.code));
    return reasons;
}

} // namespace

class TestPriceFinder : public QObject
{
    Q_OBJECT
private:
    Emulator m_emulator{u"skiplagged"_s};
    Airports m_airports;
    std::shared_ptr<ManualClock> m_clock;
    std::unique_ptr<TestDatabase> m_db;
    std::unique_ptr<operations::Metrics> m_metrics;
    std::shared_ptr<OneCallSource> m_first;
    std::shared_ptr<OneCallSource> m_second;
    PriceFinderOptions m_options;
    std::unique_ptr<PriceFinder> m_finder;
    QList<SourceNotice> m_notices;

    void arrange(const QString &backend)
    {
        m_emulator.reset();
        m_clock = std::make_shared<ManualClock>(fromMs(1'799'560'800'000)); // 2027-01-10T06:00:00Z
        m_db = std::make_unique<TestDatabase>(backend, m_clock);
        m_metrics = std::make_unique<operations::Metrics>();
        m_first = std::make_shared<OneCallSource>(u"first"_s, m_emulator.url(), aPrice(31240));
        m_second = std::make_shared<OneCallSource>(u"second"_s, m_emulator.url(), aPrice(50000));
        m_notices.clear();
        m_options = {};
        m_options.order = {{Side::Flights, {u"first"_s, u"second"_s}}, {Side::Hotels, {u"first"_s}}};
        m_options.random = [] { return 0.5; };
        start({m_first, m_second});
    }
    void start(QList<std::shared_ptr<PriceSource>> sources)
    {
        m_options.notify = [this](storage::Transaction &, const SourceNotice &notice, Instant) -> Result<> {
            m_notices.append(notice); // the writer thread; read only after the question has ended
            return {};
        };
        m_finder =
            std::make_unique<PriceFinder>(**m_db, m_clock, *m_metrics, m_airports, std::move(sources), m_options);
    }
    void setFaults(const QJsonArray &faults) { m_emulator.control({{u"faults"_s, faults}}); }
    [[nodiscard]] int calls() const { return m_emulator.calls(u"initialize"_s); }

    void begin(Pending &pending, const Query &query, Trigger trigger = Trigger::Manual)
    {
        pending.results.push_back(std::make_shared<std::optional<SideResult>>());
        pending.tasks.push_back(collect(m_finder->price(query, trigger), pending.results.back()));
    }
    /// Lets time pass only as far as the questions need it, at most `most`.
    QList<SideResult> finish(const Pending &pending, Millis most = 130s)
    {
        const Instant limit = m_clock->now() + most;
        const auto open = [&pending] {
            return std::any_of(pending.results.begin(), pending.results.end(),
                               [](const auto &result) { return !result->has_value(); });
        };
        m_clock->settle();
        while (open() && m_clock->advanceToNextTimer(limit)) {
        }
        QList<SideResult> results;
        for (const auto &result : pending.results) {
            if (!result->has_value())
                qFatal("a question has no result");
            results.append(**result);
        }
        return results;
    }
    SideResult ask(const Query &query, Trigger trigger = Trigger::Manual)
    {
        Pending pending;
        begin(pending, query, trigger);
        return finish(pending).constFirst();
    }
    QStringList warningsOf(const Query &query) { return QCoro::waitFor(m_finder->warnings(query)); }
    [[nodiscard]] qint64 count(const QString &sql) const { return intOrDie(**m_db, sql); }

private Q_SLOTS:
    void cleanup()
    {
        if (m_finder) {
            auto stopping = m_finder->stop();
            m_clock->advance(10s);
            QVERIFY(stopping.isReady());
        }
        m_finder.reset();
        m_db.reset();
        QCOMPARE(m_emulator.report()[u"violations"].toArray(), QJsonArray());
    }

    void answersAndKeepsWhatItHeard_data() { TestDatabase::backends(); }
    void answersAndKeepsWhatItHeard() // TRP-064, TRP-097, A52
    {
        QFETCH(QString, backend);
        arrange(backend);
        const SideResult side = ask(aFlight());
        QCOMPARE(side.status, SideStatus::Priced);
        QCOMPARE(side.priceMinor, std::optional<qint64>(31240));
        QCOMPARE(side.source, u"first"_s);
        QCOMPARE(reasonsOf(side), QStringList{u"first:ok"_s});
        QVERIFY(!side.cached && !side.stale);
        QCOMPARE(side.fetchedAt, std::optional(m_clock->now()));
        const auto raw = m_db->operator->()->readBlocking(
            [id = side.responseIds.constFirst()](storage::Transaction &tx) { return ResponseStore(tx).raw(id); });
        QVERIFY(raw);
        QCOMPARE(raw->body, QByteArray(R"({"price":1})"));
        QCOMPARE(raw->source, u"first"_s);
        QCOMPARE(raw->query, toJson(Query(aFlight())));
    }

    void rawAnswersExpire_data() { TestDatabase::backends(); }
    void rawAnswersExpire() // TRP-002, TRP-108, A52
    {
        QFETCH(QString, backend);
        arrange(backend);
        const SideResult side = ask(aFlight());
        m_clock->advance(std::chrono::days(30) + 1s);
        auto task = m_finder->retain(30, 730);
        m_clock->settle();
        QCOMPARE(count(u"SELECT COUNT(*) FROM price_responses WHERE body IS NULL AND normalised IS NULL"_s), 1);
        const auto raw = m_db->operator->()->readBlocking(
            [id = side.responseIds.constFirst()](storage::Transaction &tx) { return ResponseStore(tx).raw(id); });
        QCOMPARE(raw.error().code, u"raw_expired"_s);
        m_clock->advance(std::chrono::days(701));
        auto later = m_finder->retain(30, 730);
        m_clock->settle();
        QCOMPARE(count(u"SELECT COUNT(*) FROM price_responses"_s), 0);
    }

    void failsOverAfterItsRetries_data() { TestDatabase::backends(); }
    void failsOverAfterItsRetries() // TRP-063, TRP-064, TRP-126, A38
    {
        QFETCH(QString, backend);
        arrange(backend);
        setFaults({fault(503, 3)});
        const SideResult side = ask(aFlight());
        QCOMPARE(side.source, u"second"_s);
        QCOMPARE(side.priceMinor, std::optional<qint64>(50000));
        QCOMPARE(reasonsOf(side), (QStringList{u"first:failed/upstream_unavailable"_s, u"second:ok"_s}));
        QVERIFY(side.attempts.constFirst().ms > 0);
        QCOMPARE(calls(), 4);
    }

    void emptyIsAnAnswer_data() { TestDatabase::backends(); }
    void emptyIsAnAnswer() // TRP-063, TRP-102, A39
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_first->answer = {};
        const SideResult side = ask(aFlight());
        QCOMPARE(side.status, SideStatus::NoOffers);
        QCOMPARE(side.cause, u"source_empty"_s);
        QCOMPARE(side.source, u"first"_s);
        QCOMPARE(m_second->fetches, 0);
        m_clock->advance(59min);
        QVERIFY(ask(aFlight(), Trigger::Schedule).cached);
        m_clock->advance(2min); // an hour is all an empty answer is good for, also for schedules
        QVERIFY(!ask(aFlight(), Trigger::Schedule).cached);
    }

    void otherCurrenciesGoToTheNextSource_data() { TestDatabase::backends(); }
    void otherCurrenciesGoToTheNextSource() // TRP-062, TRP-084, A30
    {
        QFETCH(QString, backend);
        arrange(backend);
        FlightQuery euros = aFlight();
        euros.currency = u"EUR"_s;
        m_second->can.currencies = QStringList{u"USD"_s};
        SideResult side = ask(euros);
        QCOMPARE(side.failure.value().code, u"currency_mismatch"_s);
        QCOMPARE(reasonsOf(side), (QStringList{u"first:failed/currency_mismatch"_s, u"second:currency_unsupported"_s}));
        m_second->can.currencies = QStringList{u"EUR"_s};
        m_second->answer = aPrice(40000, u"EUR"_s);
        side = ask(euros);
        QCOMPARE(side.source, u"second"_s);
        QCOMPARE(m_first->fetches, 1); // its answer is known and judged again
    }

    void unsupportedFiltersAreNeverAnsweredUnfiltered_data() { TestDatabase::backends(); }
    void unsupportedFiltersAreNeverAnsweredUnfiltered() // TRP-034, TRP-077, A35
    {
        QFETCH(QString, backend);
        arrange(backend);
        HotelQuery query = aHotel();
        query.roomMode = RoomMode::Preferred;
        query.roomTypes = {u"suite"_s};
        const SideResult side = ask(query);
        QCOMPARE(side.status, SideStatus::Failed);
        QCOMPARE(side.failure.value().code, u"filter_unsupported"_s);
        QVERIFY(!side.failure->transient);
        QCOMPARE(calls(), 0);
        QCOMPARE(warningsOf(query), QStringList{u"filter_unsupported"_s});
        QCOMPARE(warningsOf(aFlight()), QStringList());
    }

    void sidesWithoutSourceSaySo_data() { TestDatabase::backends(); }
    void sidesWithoutSourceSaySo() // TRP-061, TRP-034
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_first->can.sides = {Side::Flights};
        QCOMPARE(ask(aHotel()).status, SideStatus::NoSource);
        QCOMPARE(warningsOf(aHotel()), QStringList{u"side_without_source"_s});
        QVERIFY(!m_finder->isSimulated());
    }

    void demoServesAloneAndOnlyAlone_data() { TestDatabase::backends(); }
    void demoServesAloneAndOnlyAlone() // TRP-061, TRP-160
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_first->sourceState = SourceState::Unconfigured;
        m_second->sourceState = SourceState::Disabled;
        start({m_first, m_second, std::make_shared<DemoSource>(m_clock, m_airports, DemoSource::Options())});
        QVERIFY(m_finder->isSimulated());
        SideResult side = ask(aFlight());
        QCOMPARE(side.source, u"demo"_s);
        QVERIFY(side.simulated);
        QCOMPARE(reasonsOf(side), (QStringList{u"first:unconfigured"_s, u"second:disabled"_s, u"demo:ok"_s}));
        m_first->sourceState = SourceState::Ready;
        QVERIFY(!m_finder->isSimulated());
        side = ask(aFlight());
        QCOMPARE(side.source, u"first"_s);
        QVERIFY(!side.simulated);
    }

    void newSourcesTakeTheNextQuestion_data() { TestDatabase::backends(); }
    void newSourcesTakeTheNextQuestion() // PLT-185
    {
        QFETCH(QString, backend);
        arrange(backend);
        QCOMPARE(ask(aFlight()).source, u"first"_s);
        m_finder->setSources({m_second}, {});
        QCOMPARE(ask(aFlight(u"OPO"_s)).source, u"second"_s);
        SourceLimits none;
        none.monthlyCalls = 0;
        m_finder->setSources({m_second}, {{u"second"_s, none}});
        QCOMPARE(reasonsOf(ask(aFlight(u"FAO"_s))), QStringList{u"second:budget_exhausted"_s});
        QCOMPARE(m_first->fetches, 1);
        m_finder->setSources({m_first, m_second}, {});
        QCOMPARE(ask(aFlight(u"FAO"_s)).source, u"first"_s);
    }

    void reusesAnswersByTriggerAndAge_data() { TestDatabase::backends(); }
    void reusesAnswersByTriggerAndAge() // TRP-104, TRP-107, A44, A45
    {
        QFETCH(QString, backend);
        arrange(backend);
        (void)ask(aFlight());
        m_clock->advance(59min);
        const SideResult cached = ask(aFlight());
        QVERIFY(cached.cached && !cached.stale);
        QCOMPARE(cached.ageSeconds, 59 * 60);
        QCOMPARE(reasonsOf(cached), QStringList{u"first:cached"_s});
        m_clock->advance(1min);
        QVERIFY(!ask(aFlight()).cached);
        QVERIFY(!ask(aFlight(), Trigger::Confirm).cached);
        const int before = m_first->fetches;
        m_clock->advance(20h - 1min);
        QVERIFY(ask(aFlight(), Trigger::Schedule).cached);
        m_clock->advance(1min);
        QVERIFY(!ask(aFlight(), Trigger::Schedule).cached);
        QCOMPARE(m_first->fetches, before + 1);
        m_first->pluginVersion = 2; // TRP-108
        QVERIFY(!ask(aFlight()).cached);
    }

    void filtersAreAppliedAgainOnReuse_data() { TestDatabase::backends(); }
    void filtersAreAppliedAgainOnReuse() // TRP-100, A46
    {
        QFETCH(QString, backend);
        arrange(backend);
        SkiplaggedSource::Options options{true, m_emulator.url(), skiplagged::AmountScope::Party};
        m_options.order = {{Side::Hotels, {u"skiplagged"_s}}};
        start({std::make_shared<SkiplaggedSource>(options)});
        const SideResult all = ask(aHotel());
        HotelQuery stars = aHotel();
        stars.minStars = 4;
        const SideResult some = ask(stars);
        QVERIFY(some.cached);
        QCOMPARE(all.responseIds, some.responseIds);
        QVERIFY(*some.priceMinor > *all.priceMinor);
        QVERIFY(some.counts.filtered.value(u"stars"_s) > 0);
        QCOMPARE(m_emulator.calls(u"sk_hotels_search"_s), 1);
    }

    void partialAnswersAreNotReusedAsFresh_data() { TestDatabase::backends(); }
    void partialAnswersAreNotReusedAsFresh() // TRP-102
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_first->answer.partial = true;
        QVERIFY(ask(aFlight()).partial);
        QVERIFY(!ask(aFlight()).cached);
        QCOMPARE(m_first->fetches, 2);
    }

    void equalQuestionsAtOnceAreOne_data() { TestDatabase::backends(); }
    void equalQuestionsAtOnceAreOne() // TRP-101, TRP-103, A43
    {
        QFETCH(QString, backend);
        arrange(backend);
        setFaults({fault(503, 1)});
        Pending pending;
        for (int user = 0; user < 5; ++user)
            begin(pending, aFlight());
        const auto results = finish(pending);
        for (const SideResult &side : results)
            QCOMPARE(side.priceMinor, std::optional<qint64>(31240));
        QCOMPARE(m_first->fetches, 1);
        QCOMPARE(calls(), 2);
        QVERIFY(m_metrics->render().contains(
            R"(portier_price_queries_total{result="coalesced",side="flights",source="first"} 4)"));
    }

    void waitersShareAFailure_data() { TestDatabase::backends(); }
    void waitersShareAFailure() // TRP-103
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.order = {{Side::Flights, {u"first"_s}}};
        start({m_first});
        setFaults({fault(503, 99)});
        Pending pending;
        for (int user = 0; user < 4; ++user)
            begin(pending, aFlight());
        const auto results = finish(pending);
        for (const SideResult &side : results)
            QCOMPARE(side.failure.value().code, u"upstream_unavailable"_s);
        QCOMPARE(calls(), 3); // nobody retries on his own
    }

    void breakerOpensAndProbes_data() { TestDatabase::backends(); }
    void breakerOpensAndProbes() // TRP-127, A41
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.order = {{Side::Flights, {u"first"_s}}};
        start({m_first});
        setFaults({fault(503, 15)});
        for (int check = 0; check < 5; ++check)
            QVERIFY(ask(aFlight()).failure);
        QCOMPARE(calls(), 15);
        SideResult side = ask(aFlight());
        QCOMPARE(reasonsOf(side), QStringList{u"first:circuit_open"_s});
        QVERIFY(side.failure.value().transient && side.failure->retryAt);
        QCOMPARE(calls(), 15);
        QVERIFY(m_metrics->render().contains(R"(portier_source_breaker_open{side="flights",source="first"} 1)"));
        m_clock->advance(5min);
        side = ask(aFlight());
        QCOMPARE(side.status, SideStatus::Priced);
        QCOMPARE(calls(), 16);
        QVERIFY(m_metrics->render().contains(R"(portier_source_breaker_open{side="flights",source="first"} 0)"));
    }

    void rateLimitsHoldASource_data() { TestDatabase::backends(); }
    void rateLimitsHoldASource() // TRP-062, TRP-126, A40
    {
        QFETCH(QString, backend);
        arrange(backend);
        setFaults({fault(429, 1, {{u"retry_after"_s, 3}})});
        QCOMPARE(ask(aFlight()).source, u"first"_s);
        setFaults({fault(429, 1, {{u"retry_after"_s, 600}})});
        SideResult side = ask(aFlight(u"BCN"_s));
        QCOMPARE(reasonsOf(side), (QStringList{u"first:failed/rate_limited"_s, u"second:ok"_s}));
        m_clock->advance(5min);
        side = ask(aFlight(u"OSL"_s));
        QCOMPARE(reasonsOf(side), (QStringList{u"first:held"_s, u"second:ok"_s}));
        m_clock->advance(5min);
        QCOMPARE(ask(aFlight(u"NCE"_s)).source, u"first"_s);
    }

    void refusedCredentialsWaitForNewOnes_data() { TestDatabase::backends(); }
    void refusedCredentialsWaitForNewOnes() // TRP-128, A23
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.order = {{Side::Flights, {u"first"_s}}, {Side::Hotels, {u"first"_s}}};
        start({m_first});
        setFaults({fault(401, 1)});
        SideResult side = ask(aFlight());
        QCOMPARE(side.failure.value().code, u"auth"_s);
        QVERIFY(!side.failure->transient);
        m_clock->advance(24h);
        QCOMPARE(reasonsOf(ask(aFlight())), QStringList{u"first:circuit_open"_s});
        QCOMPARE(reasonsOf(ask(aHotel())), QStringList{u"first:circuit_open"_s});
        QCOMPARE(m_notices.size(), 1);
        QCOMPARE(m_notices.constFirst().kind, SourceNotice::Kind::AuthFailed);
        m_first->credential = u"key-2"_s;
        QCOMPARE(ask(aFlight()).status, SideStatus::Priced);
        setFaults({fault(401, 1)});
        QVERIFY(ask(aFlight(u"BCN"_s)).failure);
        auto reset = m_finder->resetHealth(u"first"_s, operations::Actor::system());
        m_clock->settle();
        QVERIFY(reset.isReady());
        QCOMPARE(ask(aFlight(u"BCN"_s)).status, SideStatus::Priced);
        QCOMPARE(m_notices.size(), 2);
    }

    void budgetsWarnOnceAndEndOnce_data() { TestDatabase::backends(); }
    void budgetsWarnOnceAndEndOnce() // TRP-115, TRP-116, TRP-118, TRP-119, A48, A49, A51
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.limits[u"first"_s].monthlyCalls = 10;
        start({m_first, m_second});
        const QStringList places{u"BCN"_s, u"OSL"_s, u"NCE"_s, u"FCO"_s, u"VIE"_s, u"ZRH"_s, u"PRG"_s};
        for (const QString &place : places)
            QCOMPARE(ask(aFlight(place)).source, u"first"_s);
        QVERIFY(m_notices.isEmpty());
        QCOMPARE(ask(aFlight(u"ATH"_s)).source, u"first"_s); // 8 of 10
        QCOMPARE(m_notices.size(), 1);
        QCOMPARE(m_notices.constFirst().kind, SourceNotice::Kind::BudgetWarning);
        QCOMPARE(m_notices.constFirst().used, 8);
        const QByteArray metrics = m_metrics->render(); // TRP-290
        QVERIFY(metrics.contains(R"(portier_source_budget_used{source="first"} 8)"));
        QVERIFY(metrics.contains(R"(portier_source_budget_limit{source="first"} 10)"));
        // Two are left and the worst case is three: not started.
        SideResult side = ask(aFlight(u"CPH"_s));
        QCOMPARE(reasonsOf(side), (QStringList{u"first:budget_exhausted"_s, u"second:ok"_s}));
        (void)ask(aFlight(u"WAW"_s));
        QCOMPARE(m_notices.size(), 2);
        QCOMPARE(m_notices.constLast().kind, SourceNotice::Kind::BudgetExhausted);
        QCOMPARE(count(u"SELECT COUNT(*) FROM changes WHERE kind = 'price_source.updated'"_s), 2);
        QCOMPARE(count(u"SELECT reserved FROM source_budgets"_s), 0);
        m_clock->advance(std::chrono::days(22)); // February
        QCOMPARE(ask(aFlight(u"CPH"_s)).source, u"first"_s);
        QCOMPARE(count(u"SELECT used FROM source_budgets WHERE period = '2027-02'"_s), 1);
    }

    void limitsMayChange_data() { TestDatabase::backends(); }
    void limitsMayChange() // TRP-121
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.limits[u"first"_s].monthlyCalls = 5;
        m_options.limits[u"first"_s].dailyCalls = 3;
        start({m_first, m_second});
        QCOMPARE(ask(aFlight(u"BCN"_s)).source, u"first"_s);
        QCOMPARE(ask(aFlight(u"OSL"_s)).source, u"second"_s); // the day is over
        QCOMPARE(count(u"SELECT SUM(reserved) FROM source_budgets"_s), 0);
        m_options.limits[u"first"_s].dailyCalls = 100;
        m_options.limits[u"first"_s].monthlyCalls = 100;
        start({m_first, m_second});
        QCOMPARE(ask(aFlight(u"NCE"_s)).source, u"first"_s);
        m_options.limits[u"first"_s].monthlyCalls = 0;
        start({m_first, m_second});
        QCOMPARE(ask(aFlight(u"FCO"_s)).source, u"second"_s);
    }

    void crashesReturnReservations_data() { TestDatabase::backends(); }
    void crashesReturnReservations() // TRP-120
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.limits[u"first"_s].monthlyCalls = 4;
        start({m_first, m_second});
        (void)ask(aFlight());
        // As a process leaves it that died with a question on the wire: one call used, three set aside.
        execOrDie(**m_db,
                  u"INSERT INTO budget_reservations (id, source, period, calls, lease_until) VALUES ('x', "
                  "'first', '2027-01', 3, ?)"_s,
                  {m_clock->now() + 5min});
        execOrDie(**m_db, u"UPDATE source_budgets SET reserved = 3"_s);
        QCOMPARE(ask(aFlight(u"BCN"_s)).source, u"second"_s);
        QVERIFY(m_notices.isEmpty()); // set aside is not used up
        m_clock->advance(5min);
        QCOMPARE(ask(aFlight(u"OSL"_s)).source, u"first"_s);
        QCOMPARE(count(u"SELECT used FROM source_budgets"_s), 2);
        QCOMPARE(count(u"SELECT COUNT(*) FROM budget_reservations"_s), 0);
    }

    void staleAnswersStandIn_data() { TestDatabase::backends(); }
    void staleAnswersStandIn() // TRP-065, TRP-105, TRP-106, TRP-107, A50
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.order = {{Side::Flights, {u"first"_s}}};
        m_options.limits[u"first"_s].monthlyCalls = 3;
        start({m_first});
        (void)ask(aFlight());
        m_clock->advance(std::chrono::days(6));
        SideResult side = ask(aFlight());
        QVERIFY(side.stale && !side.cached);
        QCOMPARE(side.status, SideStatus::Priced);
        QCOMPARE(side.ageSeconds, 6 * 86400);
        QCOMPARE(reasonsOf(side), QStringList{u"first:budget_exhausted"_s});
        QVERIFY(ask(aFlight(), Trigger::Confirm).failure);
        m_clock->advance(std::chrono::days(2));
        side = ask(aFlight());
        QCOMPARE(side.failure.value().code, u"budget_exhausted"_s);
        QVERIFY(side.failure->transient);

        m_options.limits.clear();
        start({m_first});
        (void)ask(aFlight());
        setFaults({fault(503, 99)});
        m_clock->advance(23h);
        side = ask(aFlight());
        QVERIFY(side.stale);
        m_clock->advance(2h);
        QVERIFY(ask(aFlight()).failure);
    }

    void staleAnswersEndAtTheirAge_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<bool>("exhausted");
        QTest::addColumn<Millis>("age"); // the last at which they stand in
        for (const QString &backend : TestDatabase::backendNames()) {
            QTest::addRow("TRP-105 at most seven days, %s", qPrintable(backend))
                << backend << true << Millis(std::chrono::days(7));
            QTest::addRow("TRP-106 less than a day, %s", qPrintable(backend)) << backend << false << Millis(24h - 1ms);
        }
    }
    void staleAnswersEndAtTheirAge()
    {
        QFETCH(QString, backend);
        QFETCH(bool, exhausted);
        QFETCH(Millis, age);
        arrange(backend);
        m_options.order = {{Side::Flights, {u"first"_s}}};
        if (exhausted)
            m_options.limits[u"first"_s].monthlyCalls = 3;
        start({m_first});
        const Instant last = ask(aFlight()).fetchedAt.value() + age;
        m_clock->advance(last - m_clock->now() - 5min);
        if (!exhausted) {
            setFaults({fault(429, 1, {{u"retry_after"_s, 600}})});
            (void)ask(aFlight(u"BCN"_s)); // from now on the source is held and asked nothing
        }
        m_clock->advance(last - m_clock->now());
        QVERIFY(ask(aFlight()).stale);
        QCOMPARE(m_clock->now(), last);
        QVERIFY(ask(aFlight(), Trigger::Confirm).failure);
        m_clock->advance(1ms);
        const SideResult late = ask(aFlight());
        QVERIFY(!late.stale);
        QCOMPARE(late.failure.value().code, exhausted ? u"budget_exhausted"_s : u"held"_s);
    }

    void deadlineEndsTheWaitNotTheQuestion_data() { TestDatabase::backends(); }
    void deadlineEndsTheWaitNotTheQuestion() // TRP-096
    {
        QFETCH(QString, backend);
        arrange(backend);
        start({std::make_shared<DemoSource>(
            m_clock, m_airports, DemoSource::Options{true, {{QDate(2027, 1, 10), DemoSource::Fault::Slow}}})});
        const Instant asked = m_clock->now();
        const SideResult side = ask(aFlight());
        QCOMPARE(side.failure.value().code, u"timeout"_s);
        QVERIFY(side.failure->transient);
        QCOMPARE(m_clock->now() - asked, Millis(60s));
        const SideResult hotels = ask(aHotel());
        QCOMPARE(hotels.failure.value().code, u"timeout"_s);
        QCOMPARE(m_clock->now() - asked, Millis(180s));
        m_clock->advance(10min);
        QVERIFY(ask(aFlight()).cached); // the answer came later and was kept
    }

    void crashAfterTheAnswerCostsNoSecondCall_data() { TestDatabase::backends(); }
    void crashAfterTheAnswerCostsNoSecondCall() // TRP-097
    {
        QFETCH(QString, backend);
        arrange(backend);
        (void)ask(aFlight());
        m_finder.reset(); // nothing in memory survives
        start({m_first, m_second});
        QVERIFY(ask(aFlight()).cached);
        QCOMPARE(calls(), 1);
    }

    void neverTooManyAtOnce_data() { TestDatabase::backends(); }
    void neverTooManyAtOnce() // TRP-129, A53
    {
        QFETCH(QString, backend);
        arrange(backend);
        setFaults({QJsonObject{{u"kind"_s, u"hang"_s}, {u"ms"_s, 30}, {u"times"_s, 99}}});
        Pending pending;
        for (int index = 0; index < 20; ++index)
            begin(pending, aFlight(u"X%1"_s.arg(char16_t(u'A' + index))));
        (void)finish(pending);
        QCOMPARE(m_first->fetches, 20);
        const int most = m_emulator.report()[u"max_in_flight"].toInt();
        QVERIFY2(most <= 4, qPrintable(QString::number(most)));
    }

    void ordersAreChangedAtRunTime_data() { TestDatabase::backends(); }
    void ordersAreChangedAtRunTime() // TRP-060
    {
        QFETCH(QString, backend);
        arrange(backend);
        const auto change = [this](const QStringList &order) {
            std::optional<Result<>> result;
            const auto run = [](PriceFinder &finder, QStringList names,
                                std::optional<Result<>> &into) -> QCoro::Task<> {
                const QMap<Side, QStringList> wanted{{Side::Flights, names}};
                into = co_await finder.setOrder(wanted, operations::Actor::system());
            };
            const auto task = run(*m_finder, order, result);
            m_clock->settle();
            return *result;
        };
        QVERIFY(change({u"second"_s, u"first"_s}));
        QCOMPARE(ask(aFlight()).source, u"second"_s);
        QVERIFY(change({}));
        QCOMPARE(warningsOf(aFlight()), QStringList{u"side_without_source"_s}); // TRP-034
        QVERIFY(change({u"second"_s, u"first"_s}));
        QCOMPARE(warningsOf(aFlight()), QStringList());
        const Result<> refused = change({u"second"_s, u"third"_s, u"second"_s});
        QVERIFY(!refused);
        QCOMPARE(refused.error().fields.size(), 2);
        QCOMPARE(refused.error().fields.constFirst().pointer, u"/flights/1"_s);
        QCOMPARE(refused.error().fields.constFirst().code, u"source_unknown"_s);
        QCOMPARE(refused.error().fields.constLast().code, u"duplicate"_s);
        QCOMPARE(count(u"SELECT COUNT(*) FROM audit_log WHERE action = 'price_source.order_changed'"_s), 3);
    }

    void storageFailuresLoseNothing_data() { TestDatabase::backends(); }
    void storageFailuresLoseNothing() // PLT-147, TRP-116
    {
        QFETCH(QString, backend);
        arrange(backend);
        m_options.limits[u"first"_s].monthlyCalls = 1000;
        m_options.order = {{Side::Flights, {u"first"_s}}};
        start({m_first});
        for (int statement = 1;; ++statement) {
            m_db->failStatement(statement);
            const SideResult side = ask(aFlight(), Trigger::Confirm);
            const bool failed = m_db->hasFailed();
            m_db->failStatement(0);
            if (!failed) {
                QCOMPARE(side.status, SideStatus::Priced);
                break;
            }
            QVERIFY(side.status == SideStatus::Failed || side.status == SideStatus::Priced);
            m_clock->advance(6min); // leases of what was cut off
            QVERIFY(statement < 100);
        }
        (void)ask(aFlight(), Trigger::Confirm);
        QCOMPARE(count(u"SELECT reserved FROM source_budgets"_s), 0);
    }

    void stopEndsWhatIsOnTheWire_data() { TestDatabase::backends(); }
    void stopEndsWhatIsOnTheWire() // TRP-132
    {
        QFETCH(QString, backend);
        arrange(backend);
        setFaults({QJsonObject{{u"kind"_s, u"hang"_s}, {u"ms"_s, 20000}, {u"times"_s, 9}}});
        Pending pending;
        begin(pending, aFlight());
        while (calls() == 0)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        auto stopping = m_finder->stop();
        const auto results = finish(pending);
        QVERIFY(stopping.isReady());
        QCOMPARE(results.constFirst().failure.value().code, u"cancelled"_s);
        QVERIFY(results.constFirst().failure->transient);
        QCOMPARE(count(u"SELECT COUNT(*) FROM source_health WHERE failures > 0"_s), 0);
        m_emulator.control({{u"faults"_s, QJsonArray()}});
    }

    void savingIsWhatWasNotAsked_data() { TestDatabase::backends(); }
    void savingIsWhatWasNotAsked() // TRP-109
    {
        QFETCH(QString, backend);
        arrange(backend);
        (void)ask(aFlight());
        (void)ask(aFlight());
        (void)ask(aFlight());
        std::optional<QList<SourceStatus>> status;
        const auto read = [](PriceFinder &finder, std::optional<QList<SourceStatus>> &into) -> QCoro::Task<> {
            const auto all = co_await finder.status();
            into = all.value();
        };
        const auto task = read(*m_finder, status);
        m_clock->settle();
        const QJsonObject details = status.value().constFirst().details;
        QCOMPARE(details[u"saving"][u"live_calls"].toInt(), 1);
        QCOMPARE(details[u"saving"][u"avoided_calls"].toInt(), 2);
        execOrDie(**m_db, u"INSERT INTO source_savings (source, day, live_calls, avoided_calls) "
                          "SELECT 'other', day, 3, 2 FROM source_savings"_s);
        const auto overall = QCoro::waitFor(m_finder->overallSaving());
        QCOMPARE(overall.value()[u"live_calls"].toInt(), 4);
        QCOMPARE(overall.value()[u"avoided_calls"].toInt(), 4);
        QCOMPARE(overall.value()[u"ratio"].toDouble(), 0.5);
        QVERIFY(m_metrics->render().contains("portier_price_calls_saved_ratio{source=\"all\"}"));
        QCOMPARE(details[u"health"][u"flights"][u"state"].toString(), u"closed"_s);
        QVERIFY(status->constFirst().serving && status->constFirst().configured);
    }
};

QTEST_GUILESS_MAIN(TestPriceFinder)
#include "tst_pricefinder.moc"
