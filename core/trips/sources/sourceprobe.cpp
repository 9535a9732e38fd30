// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourceprobe.h"

#include "core/base/zonedtime.h"
#include "core/trips/sources/sourceselection.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Millis patience = std::chrono::seconds(25); // the request that asks for it has 30 s

SourceTest testFrom(Side side, const LiveOutcome &outcome, Millis took)
{
    const SourceAnswer &answer = outcome.stored.answer;
    SourceTest test{side, outcome.refusal, 0, took.count()};
    if (test.code.isEmpty() && answer.failure)
        test.code = answer.failure->code;
    if (test.code.isEmpty())
        test.offers = answer.flights.size() + answer.hotels.size();
    return test;
}

QCoro::Task<SourceTest> probeSide(std::shared_ptr<LiveQuestions> live, std::shared_ptr<PriceSource> source,
                                  SourceLimits limits, std::shared_ptr<Clock> clock, Side side)
{
    const Query query = probeQuery(*source, side, localDate(clock->now(), QTimeZone::utc()));
    if (const auto reason = passOverReason(*source, query))
        co_return SourceTest{side, *reason, 0, 0};
    const Millis started = clock->monotonic();
    bool joined = false;
    const auto asked = live->ask(source, questionFor(*source, query, Trigger::Confirm, limits), joined);
    const bool inTime = co_await asked->done.within(*clock, patience);
    const Millis took = clock->monotonic() - started;
    if (!inTime)
        co_return SourceTest{side, u"timeout"_s, 0, took.count()};
    co_return testFrom(side, asked->outcome, took);
}

} // namespace

Query probeQuery(const PriceSource &source, Side side, QDate today)
{
    const QStringList currencies = source.capabilities().currencies;
    const QString currency = currencies.isEmpty() ? u"EUR"_s : currencies.constFirst();
    const QDate from = today.addDays(30);
    if (side == Side::Flights) {
        FlightQuery query;
        query.origin = u"FRA"_s;
        query.destination = u"MAD"_s;
        query.departDate = from;
        query.returnDate = from.addDays(7);
        query.currency = currency;
        return query;
    }
    HotelQuery query;
    query.city = u"Madrid"_s;
    query.countryCode = u"ES"_s;
    query.checkIn = from;
    query.checkOut = from.addDays(7);
    query.currency = currency;
    return query;
}

QCoro::Task<QList<SourceTest>> probeSource(std::shared_ptr<LiveQuestions> live, std::shared_ptr<PriceSource> source,
                                           SourceLimits limits, std::shared_ptr<Clock> clock)
{
    const QList<Side> sides = source->capabilities().sides;
    std::vector<QCoro::Task<SourceTest>> tasks; // all start at once
    for (const Side side : sides)
        tasks.push_back(probeSide(live, source, limits, clock, side));
    QList<SourceTest> tests;
    for (auto &task : tasks)
        tests.append(co_await task);
    co_return tests;
}

} // namespace portier::trips
