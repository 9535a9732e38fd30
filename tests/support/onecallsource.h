// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/sourcecalls.h"

namespace portier::test
{

using namespace Qt::StringLiterals;
using namespace portier::trips;

/// An answer with one return flight at that price.
inline SourceAnswer aPrice(qint64 minor, const QString &currency = u"USD"_s)
{
    FlightSegment out;
    out.flight = u"TP551"_s;
    out.carrier = u"TP"_s;
    FlightSegment back = out;
    back.flight = u"TP558"_s;
    FlightOffer offer;
    offer.outbound = {out};
    offer.inbound = {back};
    offer.key = u"k"_s;
    offer.priceMinor = minor;
    offer.currency = currency;
    SourceAnswer answer;
    answer.flights = {offer};
    answer.httpStatus = 200;
    answer.body = R"({"price":1})";
    return answer;
}

/// A source with one HTTP call per question (to the emulator, which can be told to fail) and a set answer.
class OneCallSource final : public PriceSource
{
public:
    OneCallSource(QString sourceName, QUrl url, SourceAnswer given)
        : answer(std::move(given)), m_name(std::move(sourceName)), m_url(std::move(url))
    {
        can.sides = {Side::Flights, Side::Hotels};
        m_url.setPath(u"/mcp"_s);
    }
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] QString label() const override { return m_name; }
    [[nodiscard]] int version() const override { return pluginVersion; }
    [[nodiscard]] SourceState state() const override { return sourceState; }
    [[nodiscard]] Capabilities capabilities() const override { return can; }
    [[nodiscard]] QJsonObject identity() const override { return {{u"credential"_s, credential}}; }
    [[nodiscard]] QJsonObject wireParameters(const Query &query) const override { return toJson(query); }
    [[nodiscard]] int worstCaseCalls(const Query &) const override { return 3; }
    QCoro::Task<SourceAnswer> fetch(Query, std::shared_ptr<SourceCalls> calls) override
    {
        ++fetches;
        HttpRequest request;
        request.method = "POST";
        request.url = m_url;
        request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json, text/event-stream"}};
        request.body = R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",)"
                       R"("capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";
        const CallOutcome outcome = co_await SourceCalls::call(calls, u"search"_s, request);
        if (outcome.failure) {
            SourceAnswer failed;
            failed.failure = outcome.failure;
            co_return failed;
        }
        SourceAnswer copy = answer; // QCoro moves what a coroutine returns, members too
        co_return copy;
    }

    SourceAnswer answer;
    Capabilities can;
    SourceState sourceState = SourceState::Ready;
    int pluginVersion = 1;
    QString credential = u"key-1"_s;
    int fetches = 0;

private:
    QString m_name;
    QUrl m_url;
};

} // namespace portier::test
