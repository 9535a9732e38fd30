// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/trips/sources/offer.h"
#include "core/trips/sources/query.h"

#include <QByteArray>
#include <QCoroTask>

namespace portier::trips
{

class SourceCalls;

/// How a filter of a query is honoured by a plug-in (TRP-066, TRP-070).
enum class FilterSupport {
    None,        ///< neither sent nor visible in the answer: such a query passes the source over
    AtSource,    ///< sent with the request, and verified afterwards where the answer names it
    AfterAnswer, ///< only visible in the answer; filtered there
};

/// What a plug-in declares about itself (TRP-066).
struct Capabilities {
    QList<Side> sides;
    QStringList currencies; ///< empty: any
    FilterSupport cabin = FilterSupport::None;
    FilterSupport maxStops = FilterSupport::None;
    FilterSupport airlines = FilterSupport::None;
    FilterSupport roomDetail = FilterSupport::None;
    FilterSupport stars = FilterSupport::None;
    bool severalRooms = true; ///< hotels: may be asked for more than one room
    bool coldEmpty = false;   ///< a first empty answer may be wrong: repeat once before it counts
    bool simulated = false;
};

/// TRP-125. Only Transient and RateLimited are worth a retry.
enum class FailureClass { Transient, RateLimited, Auth, Rejected, Quota };

struct SourceFailure {
    FailureClass failureClass = FailureClass::Transient;
    QString code; ///< stable: "upstream_unavailable", "timeout", "bad_response", "rate_limited", "auth", "quota", …
    std::optional<Instant> heldUntil; ///< do not call this source again before (Retry-After, end of the quota period)

    bool operator==(const SourceFailure &) const = default;
};

/// A source's normalised answer to one query: every offer it sent, before any filter of the trip.
struct SourceAnswer {
    std::optional<SourceFailure> failure; ///< then the offers mean nothing
    QList<FlightOffer> flights;
    QList<HotelOffer> hotels;
    int malformed = 0;    ///< offers dropped alone because they could not be read (TRP-087)
    int hiddenCity = 0;   ///< offers the source itself marks as not flyable as asked
    bool partial = false; ///< a page or detail call failed
    bool simulated = false;
    int httpStatus = 0;
    QByteArray body; ///< the raw answer, several pages as one JSON list; no secrets (TRP-098)

    static SourceAnswer failed(FailureClass failureClass, QString code, std::optional<Instant> heldUntil = {})
    {
        SourceAnswer answer;
        answer.failure = SourceFailure{failureClass, std::move(code), heldUntil};
        return answer;
    }
    [[nodiscard]] bool isEmpty() const { return flights.isEmpty() && hotels.isEmpty() && malformed + hiddenCity == 0; }
};

enum class SourceState {
    Ready,
    Disabled,     ///< switched off by the operator
    Unconfigured, ///< credentials or the operator's consent are missing
};

/// An outside place to ask for prices. Implementations live on the core thread and must outlive the coroutines they
/// started; PriceFinder::stop() awaits them.
class PriceSource
{
public:
    virtual ~PriceSource() = default;

    [[nodiscard]] virtual QString name() const = 0;  ///< "skiplagged"
    [[nodiscard]] virtual QString label() const = 0; ///< for people, "Skiplagged"
    [[nodiscard]] virtual int version() const = 0; ///< raised when parsing or parameters change; invalidates the cache
    [[nodiscard]] virtual SourceState state() const = 0;
    [[nodiscard]] virtual Capabilities capabilities() const = 0;
    /// Part of the cache key: base host, credential fingerprint, live or test mode (TRP-100). No secrets.
    [[nodiscard]] virtual QJsonObject identity() const = 0;
    /// Every parameter of this query that reaches the wire or changes paging (TRP-100).
    [[nodiscard]] virtual QJsonObject wireParameters(const Query &query) const = 0;
    /// HTTP exchanges this query may cost at worst, retries included (TRP-116).
    [[nodiscard]] virtual int worstCaseCalls(const Query &query) const = 0;
    /// HTTP exchanges this query costs when nothing goes wrong, for forecasts (TRP-122).
    [[nodiscard]] virtual int usualCalls(const Query &query) const { return worstCaseCalls(query); }
    /// Asks. Never throws for what the outside world does; failures are in the answer. Every HTTP exchange goes through
    /// `calls`, which counts, limits, retries and times it.
    virtual QCoro::Task<SourceAnswer> fetch(Query query, std::shared_ptr<SourceCalls> calls) = 0;
};

[[nodiscard]] QJsonObject toJson(const SourceAnswer &answer);
[[nodiscard]] Result<SourceAnswer> answerFromJson(const QJsonObject &json);
/// SHA-256, hex, over the canonical JSON of source, version, identity, side and wire parameters (TRP-100).
[[nodiscard]] QString cacheKey(const PriceSource &source, const Query &query);

} // namespace portier::trips
