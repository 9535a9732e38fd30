// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/operations/metrics.h"
#include "core/trips/airports.h"
#include "core/trips/sources/offerfilter.h"
#include "core/trips/sources/skiplaggedsource.h"
#include "tests/emulators/emulator.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString searchFlights = u"sk_flights_search"_s;
const QString searchHotels = u"sk_hotels_search"_s;
const QString hotelDetails = u"sk_hotel_details"_s;

FlightQuery aFlight()
{
    FlightQuery query;
    query.origin = u"MUC"_s;
    query.destination = u"LIS"_s;
    query.departDate = QDate(2027, 3, 14);
    query.returnDate = QDate(2027, 3, 21);
    query.adults = 2;
    return query;
}

HotelQuery aHotel()
{
    HotelQuery query;
    query.city = u"Lisbon"_s;
    query.countryCode = u"PT"_s;
    query.checkIn = QDate(2027, 3, 14);
    query.checkOut = QDate(2027, 3, 21);
    query.adultsPerRoom = 2;
    return query;
}

/// Counts what a budget is charged.
class CountingBudget final : public CallBudget
{
public:
    explicit CountingBudget(int left) : m_left(left) {}
    QCoro::Task<bool> spend() override
    {
        if (m_left == 0)
            co_return false;
        --m_left;
        ++spent;
        co_return true;
    }
    QCoro::Task<> giveBack() override
    {
        ++m_left;
        --spent;
        co_return;
    }
    int spent = 0;

private:
    int m_left;
};

QCoro::Task<> collect(QCoro::Task<SourceAnswer> task, SourceAnswer &into, bool &done)
{
    into = co_await task;
    done = true;
}

QJsonObject fault(const QString &kind, int times = 1, QJsonObject more = {})
{
    more[u"kind"] = kind;
    more[u"times"] = times;
    return more;
}

} // namespace

class TestSkiplagged : public QObject
{
    Q_OBJECT
private:
    test::Emulator m_emulator{u"skiplagged"_s};
    Airports m_airports;
    std::shared_ptr<ManualClock> m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::shared_ptr<CallSlots> m_slots;
    std::shared_ptr<CountingBudget> m_budget;
    std::unique_ptr<SkiplaggedSource> m_source;
    std::shared_ptr<SourceCalls> m_calls;

    void arrange(HttpClient::Options options = {}, std::optional<QUrl> url = {})
    {
        m_clock = std::make_shared<ManualClock>(fromMs(1'799'560'800'000));
        m_http = std::make_unique<HttpClient>(m_clock, options);
        m_slots = std::make_shared<CallSlots>(10);
        m_budget = std::make_shared<CountingBudget>(1000);
        m_source = std::make_unique<SkiplaggedSource>(
            SkiplaggedSource::Options{true, url.value_or(m_emulator.url()), skiplagged::AmountScope::Party});
    }

    [[nodiscard]] std::shared_ptr<SourceCalls> someCalls(Millis limit = 60s) const
    {
        SourceCalls::Wiring wiring;
        wiring.source = u"skiplagged"_s;
        wiring.http = m_http.get();
        wiring.clock = m_clock;
        wiring.slotPool = m_slots;
        wiring.budget = m_budget;
        wiring.concurrentCalls = 2;
        wiring.deadline = m_clock->monotonic() + limit;
        wiring.random = [] { return 0.5; };
        return std::make_shared<SourceCalls>(wiring);
    }

    SourceAnswer ask(const Query &query, Millis limit = 60s)
    {
        SourceAnswer answer;
        bool done = false;
        m_calls = someCalls(limit);
        const auto task = collect(m_source->fetch(query, m_calls), answer, done);
        m_clock->advance(limit);
        if (!done)
            qFatal("the source does not answer");
        return answer;
    }

    void setFaults(const QJsonArray &faults) { m_emulator.control({{u"faults"_s, faults}}); }
    [[nodiscard]] int calls(const QString &what) const { return m_emulator.calls(what); }
    [[nodiscard]] QJsonArray requests(const QString &what) const
    {
        QJsonArray found;
        const QJsonArray all = m_emulator.report()[u"requests"].toArray();
        for (const QJsonValue &request : all) {
            if (request[u"what"].toString() == what)
                found.append(request);
        }
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_emulator.reset();
        arrange();
    }
    void cleanup() { QCOMPARE(m_emulator.report()[u"violations"].toArray(), QJsonArray()); }

    void asksForFlightsAsTheContractSays() // trips.md §6.1, TRP-066
    {
        FlightQuery query = aFlight();
        query.cabin = Cabin::Business;
        query.maxStops = 1;
        query.airlines = {u"TP"_s, u"LH"_s};
        const SourceAnswer answer = ask(query);
        QVERIFY(!answer.failure);
        const QJsonObject expected{{u"origin"_s, u"MUC"_s},
                                   {u"destination"_s, u"LIS"_s},
                                   {u"departureDate"_s, u"2027-03-14"_s},
                                   {u"returnDate"_s, u"2027-03-21"_s},
                                   {u"adults"_s, 2},
                                   {u"maxStops"_s, u"one"_s},
                                   {u"sort"_s, u"price"_s},
                                   {u"limit"_s, 75},
                                   {u"offset"_s, 0},
                                   {u"fareClass"_s, u"business"_s},
                                   {u"includeHiddenCity"_s, false},
                                   {u"preferredAirlines"_s, u"LH,TP"_s}};
        QCOMPARE(requests(searchFlights).at(0)[u"arguments"].toObject(), expected);
    }

    void readsFlights()
    {
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.flights.size(), 3);
        const FlightOffer &offer = answer.flights.constFirst();
        QCOMPARE(offer.key, u"TP551:MUC-LIS:2027-03-14/TP558:LIS-MUC:2027-03-21"_s);
        QCOMPARE(offer.priceMinor, std::optional<qint64>(31240));
        QCOMPARE(offer.currency, u"USD"_s);
        QCOMPARE(offer.minutesOut, 195);
        QCOMPARE(offer.outbound.constFirst().departsLocal, u"2027-03-14T11:45"_s); // TRP-088
        QCOMPARE(answer.flights.at(1).stopsOut(), 1);
        QVERIFY(!offer.link.contains(u"abc"_s) && offer.link.contains(u"adults=1"_s)); // TRP-098
        QVERIFY(!answer.body.contains("Mcp-Session"));
        QVERIFY(QJsonDocument::fromJson(answer.body).isArray());
        const SideResult side = applyFilters(aFlight(), answer, m_airports);
        QCOMPARE(side.priceMinor, std::optional<qint64>(31240));
        QCOMPARE(side.counts.mismatch, 0);
    }

    void understandsEveryReplyForm_data() // trips.md §6.1: R and U facts, TRP-150
    {
        QTest::addColumn<QJsonObject>("form");
        QTest::newRow("event stream") << QJsonObject{{u"reply"_s, u"sse"_s}};
        QTest::newRow("stateless") << QJsonObject{{u"session"_s, u"none"_s}};
        QTest::newRow("text content") << QJsonObject{{u"structured"_s, false}};
        QTest::newRow("event stream with text")
            << QJsonObject{{u"reply"_s, u"sse"_s}, {u"structured"_s, false}, {u"session"_s, u"none"_s}};
        QTest::newRow("list of airlines") << QJsonObject{{u"airlines"_s, u"array"_s}};
        QTest::newRow("no airline parameter") << QJsonObject{{u"airlines"_s, u"absent"_s}};
        QTest::newRow("numeric prices") << QJsonObject{{u"flight_prices"_s, QJsonArray{312.4}}};
    }
    void understandsEveryReplyForm()
    {
        QFETCH(QJsonObject, form);
        m_emulator.control(form);
        FlightQuery query = aFlight();
        query.airlines = {u"TP"_s};
        const SourceAnswer answer = ask(query);
        QVERIFY(!answer.failure);
        QCOMPARE(answer.flights.constFirst().priceMinor, std::optional<qint64>(31240));
    }

    void opensOneSessionAndListsToolsOncePerDay()
    {
        (void)ask(aFlight());
        (void)ask(aFlight());
        QCOMPARE(calls(u"initialize"_s), 1);
        QCOMPARE(calls(u"tools/list"_s), 1);
        m_clock->advance(24h);
        (void)ask(aFlight());
        QCOMPARE(calls(u"initialize"_s), 1);
        QCOMPARE(calls(u"tools/list"_s), 2);
    }

    void questionsAtOnceShareTheHandshake()
    {
        SourceAnswer first;
        SourceAnswer second;
        bool firstDone = false;
        bool secondDone = false;
        const auto one = collect(m_source->fetch(aFlight(), someCalls()), first, firstDone);
        const auto two = collect(m_source->fetch(aHotel(), someCalls()), second, secondDone);
        m_clock->advance(60s);
        QVERIFY(firstDone && secondDone && !first.failure && !second.failure);
        QCOMPARE(calls(u"initialize"_s), 1);
    }

    void renewsAnExpiredSessionOnce_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 403, 404})
            QTest::addRow("%d", status) << status;
    }
    void renewsAnExpiredSessionOnce()
    {
        QFETCH(int, status);
        (void)ask(aFlight());
        setFaults({fault(u"session_expired"_s, 1, {{u"tool"_s, searchFlights}, {u"status"_s, status}})});
        QVERIFY(!ask(aFlight()).failure);
        QCOMPARE(calls(u"initialize"_s), 2);
        setFaults({fault(u"session_expired"_s, 9, {{u"tool"_s, searchFlights}, {u"status"_s, status}})});
        const SourceAnswer answer = ask(aFlight());
        QVERIFY(answer.failure);
        QCOMPARE(answer.failure->failureClass,
                 status == 401 || status == 403 ? FailureClass::Auth : FailureClass::Rejected);
        QCOMPARE(calls(u"initialize"_s), 3);
    }

    void identifiesItself() // TRP-151; the emulator refuses whoever does not ask for gzip
    {
        HttpClient::Options options;
        options.userAgent = "Portier/1.2.3";
        arrange(options);
        QVERIFY(!ask(aFlight()).failure);
        const QJsonArray all = m_emulator.report()[u"requests"].toArray();
        QVERIFY(all.size() > 2);
        for (const QJsonValue &request : all)
            QCOMPARE(request[u"agent"].toString(), u"Portier/1.2.3"_s);
    }

    void faultsHaveTheirClass_data() // TRP-125, TRP-130, TRP-152
    {
        QTest::addColumn<QJsonObject>("what");
        QTest::addColumn<FailureClass>("failure");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("searches");
        const auto row = [](const char *name, const QJsonObject &what, FailureClass failure, const QString &code,
                            int searches) { QTest::newRow(name) << what << failure << code << searches; };
        const QString down = u"upstream_unavailable"_s;
        const QString bad = u"bad_response"_s;
        row("503", fault(u"status"_s, 9, {{u"status"_s, 503}}), FailureClass::Transient, down, 3);
        row("500", fault(u"status"_s, 9, {{u"status"_s, 500}}), FailureClass::Transient, down, 3);
        row("429", fault(u"status"_s, 9, {{u"status"_s, 429}}), FailureClass::RateLimited, u"rate_limited"_s, 3);
        row("422", fault(u"status"_s, 9, {{u"status"_s, 422}}), FailureClass::Rejected, u"query_rejected"_s, 1);
        row("429 in the text", fault(u"rate_limit_text"_s, 9), FailureClass::RateLimited, u"rate_limited"_s, 3);
        row("quota", fault(u"quota"_s, 9), FailureClass::Rejected, u"query_rejected"_s, 1);
        row("tool error", fault(u"tool_error"_s, 9), FailureClass::Rejected, u"query_rejected"_s, 1);
        row("rpc error", fault(u"rpc_error"_s, 9), FailureClass::Rejected, u"query_rejected"_s, 1);
        row("rpc rate limit", fault(u"rpc_error"_s, 9, {{u"text"_s, u"Too Many Requests"_s}}),
            FailureClass::RateLimited, u"rate_limited"_s, 3);
        row("truncated", fault(u"truncate"_s, 9), FailureClass::Transient, bad, 3);
        row("html", fault(u"wrong_type"_s, 9), FailureClass::Transient, bad, 3);
        row("too deep", fault(u"deep"_s, 9), FailureClass::Transient, bad, 3);
        row("too large", fault(u"huge"_s, 9), FailureClass::Transient, bad, 3);
        row("redirect", fault(u"redirect"_s, 9), FailureClass::Transient, bad, 3);
        row("no result", fault(u"no_result"_s, 9), FailureClass::Transient, bad, 3);
        row("reset", fault(u"reset"_s, 9), FailureClass::Transient, down, 3);
    }
    void faultsHaveTheirClass()
    {
        QFETCH(QJsonObject, what);
        QFETCH(FailureClass, failure);
        QFETCH(QString, code);
        QFETCH(int, searches);
        what[u"tool"] = searchFlights;
        setFaults({what});
        const SourceAnswer answer = ask(aFlight());
        QVERIFY(answer.failure);
        QCOMPARE(answer.failure->failureClass, failure);
        QCOMPARE(answer.failure->code, code);
        QVERIFY(!answer.failure->heldUntil);
        QCOMPARE(calls(searchFlights), searches);
        QCOMPARE(m_budget->spent, searches + 3); // every exchange that reached the source (TRP-115)
        QCOMPARE(m_calls->used(), searches + 3);
    }

    void burstsAreRidden() // TRP-126, A38
    {
        setFaults({fault(u"status"_s, 2, {{u"status"_s, 503}, {u"tool"_s, searchFlights}})});
        const Instant asked = m_clock->now();
        QVERIFY(!ask(aFlight()).failure);
        QCOMPARE(calls(searchFlights), 3);
        QVERIFY(m_clock->now() > asked);
    }

    void shortRetryAfterIsObeyedLongOneHolds() // TRP-126, A40
    {
        setFaults({fault(u"status"_s, 1, {{u"status"_s, 429}, {u"retry_after"_s, 3}, {u"tool"_s, searchFlights}})});
        QVERIFY(!ask(aFlight()).failure);
        QCOMPARE(calls(searchFlights), 2);
        setFaults({fault(u"status"_s, 9, {{u"status"_s, 429}, {u"retry_after"_s, 600}, {u"tool"_s, searchFlights}})});
        const Instant asked = m_clock->now();
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.failure.value().heldUntil, std::optional(asked + 600s));
        QCOMPARE(calls(searchFlights), 3);
    }

    void slowServersTimeOutInRealTime_data() // TRP-126
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("silence") << u"hang"_s;
        QTest::newRow("trickle") << u"slow"_s;
    }
    void slowServersTimeOutInRealTime()
    {
        QFETCH(QString, kind);
        (void)ask(aFlight());
        HttpClient::Options options;
        options.totalTimeout = 150ms;
        m_http = std::make_unique<HttpClient>(m_clock, options);
        setFaults({fault(kind, 9, {{u"ms"_s, 3000}, {u"tool"_s, searchFlights}})});
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.failure.value().code, u"timeout"_s);
        QCOMPARE(answer.failure->failureClass, FailureClass::Transient);
    }

    void callsThatNeverLeftAreFree() // TRP-117
    {
        QTcpServer reserved; // a port nobody listens on once it is closed
        QVERIFY(reserved.listen(QHostAddress::LocalHost));
        const QUrl nowhere(u"http://127.0.0.1:%1"_s.arg(reserved.serverPort()));
        reserved.close();
        arrange({}, nowhere);
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.failure.value().code, u"upstream_unavailable"_s);
        QCOMPARE(m_budget->spent, 0);
        QCOMPARE(m_calls->used(), 0);
    }

    void usedUpReservationEndsTheQuestion() // TRP-116
    {
        m_budget = std::make_shared<CountingBudget>(2);
        QCOMPARE(ask(aFlight()).failure.value().code, u"budget_exhausted"_s);
        QCOMPARE(calls(u"tools/list"_s), 0);
    }

    void deadlineEndsRetries() // TRP-096, TRP-129
    {
        setFaults({fault(u"status"_s, 9, {{u"status"_s, 429}, {u"retry_after"_s, 4}, {u"tool"_s, searchFlights}})});
        const SourceAnswer answer = ask(aFlight(), 5s);
        QVERIFY(answer.failure);
        QCOMPARE(calls(searchFlights), 2);
    }

    void coldEmptyIsRepeatedOnce() // A39, trips.md §6.1
    {
        setFaults({fault(u"empty"_s, 1, {{u"tool"_s, searchFlights}})});
        const Instant asked = m_clock->now();
        QCOMPARE(ask(aFlight()).flights.size(), 3);
        QCOMPARE(calls(searchFlights), 2);
        QVERIFY(m_clock->now() - asked >= 5s);
        setFaults({fault(u"empty"_s, 9, {{u"tool"_s, searchFlights}})});
        const SourceAnswer answer = ask(aFlight());
        QVERIFY(!answer.failure && answer.isEmpty());
        QCOMPARE(calls(searchFlights), 4);
    }

    void changedContractIsRefusedClearly() // trips.md §6.1
    {
        m_emulator.control({{u"renamed"_s, true}});
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.failure.value().code, u"contract_changed"_s);
        QCOMPARE(calls(searchFlights), 0);
    }

    void readsAllPages()
    {
        m_emulator.control({{u"pages"_s, 3}});
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.flights.size(), 153);
        QVERIFY(!answer.partial);
        QCOMPARE(requests(searchFlights).at(2)[u"arguments"][u"offset"].toInt(), 150);
        m_emulator.control({{u"pages"_s, 9}});
        QCOMPARE(ask(aFlight()).flights.size(), 300); // four pages at most
        setFaults({fault(u"status"_s, 9, {{u"status"_s, 503}, {u"tool"_s, searchFlights}, {u"skip"_s, 1}})});
        const SourceAnswer cut = ask(aFlight());
        QVERIFY(cut.partial && !cut.failure);
        QCOMPARE(cut.flights.size(), 75);
    }

    void dropsHiddenCityAndMalformedOffersAlone() // TRP-087
    {
        const auto offer = [](const QString &trip, const QJsonValue &price) {
            return QJsonObject{{u"id"_s, u"MUC-LIS-2027-03-14-trip="_s + trip},
                               {u"price"_s, price},
                               {u"departure"_s, QJsonObject{{u"airport"_s, u"MUC"_s}}},
                               {u"arrival"_s, QJsonObject{{u"airport"_s, u"LIS"_s}}}};
        };
        const QJsonObject dollars{{u"amount"_s, u"199.99"_s}, {u"currency"_s, u"usd"_s}};
        m_emulator.control(
            {{u"flights"_s,
              QJsonArray{offer(u"TP551~,TP558"_s, dollars), offer(u"~TP551,TP558"_s, dollars),
                         offer(u"nonsense"_s, dollars), 17, QJsonObject(), offer(u"TP551,TP558"_s, dollars),
                         offer(u"TP1,TP2"_s, QJsonValue()), offer(u"TP3,TP4"_s, 0), offer(u"TP5,TP6"_s, u"N/A"_s)}}});
        const SourceAnswer answer = ask(aFlight());
        QCOMPARE(answer.hiddenCity, 2);
        QCOMPARE(answer.malformed, 3);
        const SideResult side = applyFilters(aFlight(), answer, m_airports);
        QCOMPARE(side.priceMinor, std::optional<qint64>(19999));
        QCOMPARE(side.counts.unpriced, 3);
        QCOMPARE(side.counts.received, 9);
    }

    void otherCurrencyIsNoPrice() // TRP-084
    {
        setFaults({fault(u"currency"_s, 1, {{u"currency"_s, u"EUR"_s}, {u"tool"_s, searchFlights}})});
        QCOMPARE(applyFilters(aFlight(), ask(aFlight()), m_airports).failure.value().code, u"currency_mismatch"_s);
    }

    void asksForHotelsAsTheContractSays()
    {
        HotelQuery query = aHotel();
        query.rooms = 2;
        const SourceAnswer answer = ask(query);
        QCOMPARE(requests(searchHotels).at(0)[u"arguments"].toObject(), (QJsonObject{{u"city"_s, u"Lisbon, PT"_s},
                                                                                     {u"checkin"_s, u"2027-03-14"_s},
                                                                                     {u"checkout"_s, u"2027-03-21"_s},
                                                                                     {u"numAdults"_s, 4},
                                                                                     {u"numRooms"_s, 2},
                                                                                     {u"sort"_s, u"price"_s},
                                                                                     {u"limit"_s, 50},
                                                                                     {u"offset"_s, 0}}));
        QCOMPARE(calls(hotelDetails), 10);
        QCOMPARE(requests(hotelDetails).at(0)[u"arguments"][u"hotelId"].toInt(), 100);
        const SideResult side = applyFilters(query, answer, m_airports);
        QCOMPARE(side.priceMinor, std::optional<qint64>(70350));
        QCOMPARE(side.counts.unpricedReasons.value(u"nightly_only"_s), 2); // the two hotels beyond ten
        QCOMPARE(side.hotels.constFirst().room, u"Standard double"_s);
        QCOMPARE(side.hotels.constFirst().stars, std::optional(2));
    }

    void failedDetailMakesTheSidePartial() // TRP-083, A37
    {
        setFaults({fault(u"status"_s, 3, {{u"status"_s, 503}, {u"tool"_s, hotelDetails}})});
        const SourceAnswer answer = ask(aHotel());
        const SideResult side = applyFilters(aHotel(), answer, m_airports);
        QVERIFY(side.partial);
        QCOMPARE(side.counts.unpricedReasons.value(u"nightly_only"_s), 3);
        QCOMPARE(side.priceMinor, std::optional<qint64>(77385)); // the second cheapest
    }

    void neverMoreThanTwoCallsAtOnce() // TRP-129, trips.md §6.1
    {
        QList<SourceAnswer> answers(6);
        std::array<bool, 6> done{};
        std::vector<QCoro::Task<>> tasks;
        for (int index = 0; index < 6; ++index) {
            HotelQuery query = aHotel();
            query.city = u"City %1"_s.arg(index);
            tasks.push_back(
                collect(m_source->fetch(query, someCalls()), answers[index], done[static_cast<size_t>(index)]));
        }
        m_clock->advance(60s);
        QVERIFY(std::all_of(done.begin(), done.end(), [](bool each) { return each; }));
        QVERIFY(m_emulator.report()[u"max_in_flight"].toInt() <= 2);
        QCOMPARE(m_slots->inUse(), 0);
    }

    void keyHoldsWhatReachesTheWire() // TRP-100, TRP-101, A46
    {
        const Query base = aFlight();
        const auto flightKeyOf = [&](auto bend) {
            FlightQuery query = aFlight();
            bend(query);
            return cacheKey(*m_source, query);
        };
        const auto hotelKeyOf = [&](auto bend) {
            HotelQuery query = aHotel();
            bend(query);
            return cacheKey(*m_source, query);
        };
        QSet<QString> keys{cacheKey(*m_source, base),
                           flightKeyOf([](FlightQuery &q) { q.cabin = Cabin::First; }),
                           flightKeyOf([](FlightQuery &q) { q.maxStops = 0; }),
                           flightKeyOf([](FlightQuery &q) { q.adults = 1; }),
                           flightKeyOf([](FlightQuery &q) { q.returnDate.reset(); }),
                           flightKeyOf([](FlightQuery &q) { q.airlines = {u"LH"_s}; }),
                           hotelKeyOf([](HotelQuery &) {}),
                           hotelKeyOf([](HotelQuery &q) { q.rooms = 2; }),
                           hotelKeyOf([](HotelQuery &q) { q.adultsPerRoom = 1; })};
        QCOMPARE(keys.size(), 9);
        QCOMPARE(hotelKeyOf([](HotelQuery &q) { q.minStars = 4; }), cacheKey(*m_source, aHotel()));
        QCOMPARE(flightKeyOf([](FlightQuery &q) { q.maxStops = 2; }),
                 flightKeyOf([](FlightQuery &q) { q.maxStops = 3; }));
        SkiplaggedSource::Options other{true, QUrl(u"https://example.org"_s), skiplagged::AmountScope::Party};
        QVERIFY(cacheKey(SkiplaggedSource(other), base) != cacheKey(*m_source, base));
        QCOMPARE(cacheKey(*m_source, base).size(), 64);
    }

    void plainHttpOnlyToLoopback_data() // TRP-131
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("https") << u"https://mcp.skiplagged.com"_s << true;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << true;
        QTest::newRow("loopback 6") << u"http://[::1]:8080"_s << true;
        QTest::newRow("localhost") << u"http://localhost:1"_s << true;
        QTest::newRow("http") << u"http://mcp.skiplagged.com"_s << false;
        QTest::newRow("private") << u"http://192.168.1.1"_s << false;
        QTest::newRow("user-info") << u"https://a:b@example.org"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void plainHttpOnlyToLoopback()
    {
        QFETCH(QString, url);
        QFETCH(bool, allowed);
        QCOMPARE(isAllowedBaseUrl(QUrl(url)), allowed);
        const SkiplaggedSource source({true, QUrl(url), skiplagged::AmountScope::Party});
        QCOMPARE(source.state(), allowed ? SourceState::Ready : SourceState::Unconfigured);
    }

    void amountMayBePerAdult() // trips.md §6.1: amount_scope
    {
        m_source = std::make_unique<SkiplaggedSource>(
            SkiplaggedSource::Options{true, m_emulator.url(), skiplagged::AmountScope::Adult});
        QCOMPARE(ask(aFlight()).flights.constFirst().priceMinor, std::optional<qint64>(62480));
    }

    void readsDurations_data()
    {
        QTest::addColumn<QJsonValue>("text");
        QTest::addColumn<int>("minutes");
        QTest::newRow("hours and minutes") << QJsonValue(u"10h 40m"_s) << 640;
        QTest::newRow("minutes") << QJsonValue(u"55m"_s) << 55;
        QTest::newRow("hours") << QJsonValue(u"2h"_s) << 120;
        QTest::newRow("days") << QJsonValue(u"1d 2h 5m"_s) << 1565;
        QTest::newRow("number") << QJsonValue(95) << 95;
        QTest::newRow("nonsense") << QJsonValue(u"soon"_s) << 0;
        QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined) << 0;
    }
    void readsDurations()
    {
        QFETCH(QJsonValue, text);
        QTEST(skiplagged::minutesOf(text), "minutes");
    }

    void linksLoseTheirSecrets() // TRP-098
    {
        QCOMPARE(withoutSecrets(QUrl(u"https://u:p@x.org/a?api_key=1&q=2&AccessToken=3&sig_signature=4"_s)),
                 u"https://x.org/a?q=2"_s);
    }
};

QTEST_GUILESS_MAIN(TestSkiplagged)
#include "tst_skiplagged.moc"
