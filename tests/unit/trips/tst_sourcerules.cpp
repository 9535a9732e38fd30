// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/retryplan.h"
#include "core/trips/sources/sourcehealth.h"
#include "core/trips/sources/sourceselection.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Instant start = fromMs(1'799'560'800'000); // 2027-01-10T06:00:00Z

class FixedSource final : public PriceSource
{
public:
    explicit FixedSource(QString name, Capabilities can = {}, SourceState state = SourceState::Ready)
        : m_name(std::move(name)), m_can(std::move(can)), m_state(state)
    {
    }
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] QString label() const override { return m_name; }
    [[nodiscard]] int version() const override { return 1; }
    [[nodiscard]] SourceState state() const override { return m_state; }
    [[nodiscard]] Capabilities capabilities() const override { return m_can; }
    [[nodiscard]] QJsonObject identity() const override { return {}; }
    [[nodiscard]] QJsonObject wireParameters(const Query &) const override { return {}; }
    [[nodiscard]] int worstCaseCalls(const Query &) const override { return 1; }
    QCoro::Task<SourceAnswer> fetch(Query, std::shared_ptr<SourceCalls>) override { co_return SourceAnswer(); }

private:
    QString m_name;
    Capabilities m_can;
    SourceState m_state;
};

SourceFailure transientFailure()
{
    return {FailureClass::Transient, u"upstream_unavailable"_s, {}};
}

QStringList names(const Sources &sources)
{
    QStringList list;
    for (const auto &source : sources)
        list.append(source->name());
    return list;
}

} // namespace

class TestSourceRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fiveFailuresInARowOpenTheBreaker() // TRP-127, A41
    {
        SourceHealth health;
        for (int failure = 1; failure <= 4; ++failure)
            health = failedWith(health, transientFailure(), {}, start);
        QVERIFY(!refusal(health, {}, start));
        QCOMPARE(succeeded(health, start).failures, 0);
        health = failedWith(health, transientFailure(), {}, start);
        QCOMPARE(health.state, SourceHealth::State::Open);
        QCOMPARE(refusal(health, {}, start), std::optional(u"circuit_open"_s));
        QCOMPARE(refusal(health, {}, start + 5min - 1ms), std::optional(u"circuit_open"_s));
        QVERIFY(!refusal(health, {}, start + 5min));
    }

    void oneProbeDecides() // TRP-127, A41
    {
        SourceHealth health;
        for (int failure = 0; failure < 5; ++failure)
            health = failedWith(health, transientFailure(), {}, start);
        const Instant probeAt = start + 5min;
        SourceHealth probing = started(health, probeAt);
        QCOMPARE(probing.state, SourceHealth::State::HalfOpen);
        QCOMPARE(refusal(probing, {}, probeAt + 1s), std::optional(u"circuit_open"_s)); // one probe at a time
        QVERIFY(!refusal(probing, {}, probeAt + 10min));                                // its process died
        QCOMPARE(succeeded(probing, probeAt).state, SourceHealth::State::Closed);
        QList<Millis> waits;
        for (int round = 0; round < 5; ++round) {
            probing = failedWith(probing, transientFailure(), {}, probeAt);
            waits.append(*probing.retryAt - probeAt);
            probing = started(probing, *probing.retryAt);
        }
        QCOMPARE(waits, (QList<Millis>{10min, 20min, 40min, 60min, 60min}));
    }

    void authFailureOpensUntilTheCredentialChanges() // TRP-128
    {
        const SourceHealth health = failedWith({}, {FailureClass::Auth, u"auth"_s, {}}, u"key-1"_s, start);
        QCOMPARE(refusal(health, u"key-1"_s, start + 24h * 365), std::optional(u"circuit_open"_s));
        QVERIFY(!refusal(health, u"key-2"_s, start));
        QVERIFY(!refusal(reset(health), u"key-1"_s, start));
    }

    void holdsLastUntilTheirTime() // TRP-062, TRP-126, A40
    {
        const SourceHealth health =
            failedWith({}, {FailureClass::RateLimited, u"rate_limited"_s, start + 600s}, {}, start);
        QCOMPARE(refusal(health, {}, start + 5min), std::optional(u"held"_s));
        QVERIFY(!refusal(health, {}, start + 10min));
        QCOMPARE(health.failures, 0);
    }

    void rejectedQuestionsDoNotCount() // TRP-127
    {
        SourceHealth health;
        for (int failure = 0; failure < 4; ++failure)
            health = failedWith(health, transientFailure(), {}, start);
        health = failedWith(health, {FailureClass::Rejected, u"query_rejected"_s, {}}, {}, start);
        QCOMPARE(health.failures, 0);
    }

    void classifiesStatus_data() // TRP-125
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("failure");
        for (const auto &[status, failure] : {std::pair{200, u""_s},
                                              {204, u""_s},
                                              {302, u"transient"_s},
                                              {400, u"query"_s},
                                              {401, u"auth"_s},
                                              {403, u"auth"_s},
                                              {404, u"query"_s},
                                              {422, u"query"_s},
                                              {429, u"rate_limited"_s},
                                              {500, u"transient"_s},
                                              {502, u"transient"_s},
                                              {503, u"transient"_s},
                                              {504, u"transient"_s},
                                              {599, u"transient"_s}})
            QTest::addRow("%d", status) << status << failure;
    }
    void classifiesStatus()
    {
        QFETCH(int, status);
        QFETCH(QString, failure);
        const auto found = failureOfStatus(status);
        QCOMPARE(found ? toText(found->failureClass) : QString(u""_s), failure);
    }

    void readsRetryAfter_data() // TRP-126
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("ms"); // -1: nothing
        QTest::newRow("seconds") << QByteArray("3") << qint64(3000);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("negative") << QByteArray("-7") << qint64(0);
        QTest::newRow("a week is a day") << QByteArray("604800") << qint64(86400000);
        QTest::newRow("HTTP date") << QByteArray("Sun, 10 Jan 2027 06:10:00 GMT") << qint64(600000);
        QTest::newRow("date in the past") << QByteArray("Sun, 10 Jan 2027 05:10:00 GMT") << qint64(0);
        QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1);
        QTest::newRow("empty") << QByteArray() << qint64(-1);
    }
    void readsRetryAfter()
    {
        QFETCH(QByteArray, header);
        QTEST(qint64(retryAfter(header, start).value_or(Millis(-1)).count()), "ms");
    }

    void plansRetries_data() // TRP-126
    {
        QTest::addColumn<FailureClass>("failure");
        QTest::addColumn<int>("done");
        QTest::addColumn<qint64>("asked"); // -1: no header
        QTest::addColumn<qint64>("wait");  // -1: no retry
        QTest::addColumn<qint64>("hold");  // -1: none
        QTest::newRow("first jitter") << FailureClass::Transient << 0 << qint64(-1) << qint64(250) << qint64(-1);
        QTest::newRow("second jitter") << FailureClass::Transient << 1 << qint64(-1) << qint64(1000) << qint64(-1);
        QTest::newRow("used up") << FailureClass::Transient << 2 << qint64(-1) << qint64(-1) << qint64(-1);
        QTest::newRow("rate limited") << FailureClass::RateLimited << 0 << qint64(-1) << qint64(250) << qint64(-1);
        QTest::newRow("asked 3 s") << FailureClass::RateLimited << 0 << qint64(3000) << qint64(3000) << qint64(-1);
        QTest::newRow("asked 4 s") << FailureClass::RateLimited << 0 << qint64(4000) << qint64(4000) << qint64(-1);
        QTest::newRow("asked 10 min") << FailureClass::RateLimited << 0 << qint64(600000) << qint64(-1)
                                      << qint64(600000);
        QTest::newRow("auth") << FailureClass::Auth << 0 << qint64(-1) << qint64(-1) << qint64(-1);
        QTest::newRow("query") << FailureClass::Rejected << 0 << qint64(-1) << qint64(-1) << qint64(-1);
        QTest::newRow("quota") << FailureClass::Quota << 0 << qint64(-1) << qint64(-1) << qint64(-1);
    }
    void plansRetries()
    {
        QFETCH(FailureClass, failure);
        QFETCH(int, done);
        QFETCH(qint64, asked);
        const auto askedFor = asked < 0 ? std::nullopt : std::optional(Millis(asked));
        const RetryDecision plan = decideRetry(failure, done, askedFor, 0.5, start);
        QTEST(qint64(plan.waitAndRetry.value_or(Millis(-1)).count()), "wait");
        QTEST(qint64(plan.holdUntil ? (*plan.holdUntil - start).count() : -1), "hold");
    }

    void demoServesOnlyWhileNothingElseDoes() // TRP-061
    {
        Capabilities simulated;
        simulated.simulated = true;
        const auto demo = std::make_shared<FixedSource>(u"demo"_s, simulated);
        const auto one = std::make_shared<FixedSource>(u"one"_s);
        const auto two = std::make_shared<FixedSource>(u"two"_s);
        const auto off = std::make_shared<FixedSource>(u"off"_s, Capabilities(), SourceState::Unconfigured);
        QCOMPARE(names(sourcesFor({u"off"_s}, {demo, off})), (QStringList{u"off"_s, u"demo"_s}));
        QCOMPARE(names(sourcesFor({u"two"_s, u"gone"_s, u"one"_s}, {demo, one, two})),
                 (QStringList{u"two"_s, u"one"_s}));
        QCOMPARE(names(sourcesFor({}, {demo, one})), QStringList());
        QVERIFY(onlySimulated({demo, off}) && !onlySimulated({demo, one}));
    }

    void passesOverWithAReason_data() // TRP-062, TRP-077
    {
        QTest::addColumn<Query>("query");
        QTest::addColumn<QString>("reason");
        FlightQuery flight;
        flight.currency = u"USD"_s;
        QTest::newRow("fits") << Query(flight) << u""_s;
        flight.currency = u"EUR"_s;
        QTest::newRow("currency") << Query(flight) << u"currency_unsupported"_s;
        flight.currency = u"USD"_s;
        flight.cabin = Cabin::First;
        QTest::newRow("cabin") << Query(flight) << u"filter_unsupported"_s;
        flight = {};
        flight.airlines = {u"LH"_s};
        QTest::newRow("airlines") << Query(flight) << u"filter_unsupported"_s;
        flight = {};
        flight.maxStops = 1;
        QTest::newRow("stops can be judged") << Query(flight) << u""_s;
        HotelQuery hotel;
        QTest::newRow("hotel") << Query(hotel) << u""_s;
        hotel.roomTypes = {u"suite"_s};
        QTest::newRow("cheapest ignores room types") << Query(hotel) << u""_s;
        hotel.roomMode = RoomMode::Preferred;
        QTest::newRow("preferred needs room detail") << Query(hotel) << u"filter_unsupported"_s;
        hotel.roomTypes.clear();
        QTest::newRow("preferred without wishes") << Query(hotel) << u""_s;
        hotel.rooms = 2;
        QTest::newRow("several rooms") << Query(hotel) << u"filter_unsupported"_s;
        hotel.rooms = 1;
        hotel.minStars = 4;
        QTest::newRow("stars") << Query(hotel) << u"filter_unsupported"_s;
    }
    void passesOverWithAReason()
    {
        QFETCH(Query, query);
        Capabilities can;
        can.sides = {Side::Flights, Side::Hotels};
        can.currencies = QStringList{u"USD"_s};
        can.maxStops = FilterSupport::AfterAnswer;
        can.severalRooms = false;
        QTEST(passOverReason(FixedSource(u"x"_s, can), query).value_or(u""_s), "reason");
        QCOMPARE(passOverReason(FixedSource(u"x"_s, can, SourceState::Disabled), query), std::optional(u"disabled"_s));
        QCOMPARE(passOverReason(FixedSource(u"x"_s, can, SourceState::Unconfigured), query),
                 std::optional(u"unconfigured"_s));
        can.sides.clear();
        QCOMPARE(passOverReason(FixedSource(u"x"_s, can), query), std::optional(u"side_unsupported"_s));
    }

    void freshAges() // TRP-102, TRP-104, A44, A45
    {
        QCOMPARE(freshAge(Trigger::Schedule, false), Millis(20h));
        QCOMPARE(freshAge(Trigger::Schedule, true), Millis(1h));
        for (const Trigger trigger : {Trigger::Manual, Trigger::Resume, Trigger::Edit, Trigger::Initial, Trigger::Cli})
            QCOMPARE(freshAge(trigger, false), Millis(1h));
        QCOMPARE(freshAge(Trigger::Confirm, false), Millis(0));
    }

    void staleAges_data() // TRP-105, TRP-106
    {
        QTest::addColumn<QStringList>("reasons");
        QTest::addColumn<Millis>("age");
        const Millis week = std::chrono::days(7);
        const Millis underADay = 24h - 1ms;
        QTest::newRow("budget") << QStringList{u"budget_exhausted"_s} << week;
        QTest::newRow("budget and auth") << QStringList{u"budget_exhausted"_s, u"auth"_s} << week;
        QTest::newRow("quota") << QStringList{u"quota"_s} << week;
        QTest::newRow("transient") << QStringList{u"upstream_unavailable"_s, u"circuit_open"_s} << underADay;
        QTest::newRow("held") << QStringList{u"held"_s} << underADay;
        QTest::newRow("auth") << QStringList{u"auth"_s} << Millis(0);
        QTest::newRow("transient and auth") << QStringList{u"timeout"_s, u"auth"_s} << Millis(0);
        QTest::newRow("only absent sources") << QStringList{u"unconfigured"_s} << Millis(0);
        QTest::newRow("absent ones do not count") << QStringList{u"unconfigured"_s, u"timeout"_s} << underADay;
        QTest::newRow("unsuitable ones do not count")
            << QStringList{u"filter_unsupported"_s, u"timeout"_s} << underADay;
        QTest::newRow("none") << QStringList() << Millis(0);
    }
    void staleAges()
    {
        QFETCH(QStringList, reasons);
        QFETCH(Millis, age);
        QList<Attempt> attempts;
        for (const QString &reason : reasons)
            attempts.append({u"s"_s, reason, {}, 0});
        QCOMPARE(staleAge(Trigger::Manual, attempts), age);
        QCOMPARE(staleAge(Trigger::Confirm, attempts), Millis(0));
    }

    void unansweredSidesSayWhy() // TRP-065, TRP-077, TRP-119
    {
        QVERIFY(!failureFrom({}));
        QVERIFY(!failureFrom({{u"a"_s, u"unconfigured"_s, {}, 0}, {u"b"_s, u"side_unsupported"_s, {}, 0}}));
        const auto filter = failureFrom({{u"a"_s, u"filter_unsupported"_s, {}, 0}});
        QCOMPARE(filter.value().code, u"filter_unsupported"_s);
        QVERIFY(!filter->transient);
        const auto budget = failureFrom({{u"a"_s, u"budget_exhausted"_s, {}, 0}});
        QVERIFY(budget.value().transient);
        const auto last = failureFrom({{u"a"_s, u"failed"_s, u"auth"_s, 3},
                                       {u"b"_s, u"failed"_s, u"rate_limited"_s, 5},
                                       {u"c"_s, u"filter_unsupported"_s, {}, 0}});
        QCOMPARE(last.value().code, u"rate_limited"_s);
        QCOMPARE(last->source, u"b"_s);
    }
};

QTEST_GUILESS_MAIN(TestSourceRules)
#include "tst_sourcerules.moc"
