// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/trips/sources/offer.h"
#include "core/trips/sources/query.h"

#include <QMap>

namespace portier::trips
{

enum class SideStatus { Priced, NoOffers, Failed, NoSource, Untracked };
[[nodiscard]] QString toText(SideStatus status); ///< "priced" | "no_offers" | "failed" | "no_source" | "untracked"

/// One source's turn in a query. `reason`: "ok", "cached", "empty", "failed", or why it was passed over without a call
/// (TRP-062).
struct Attempt {
    QString source;
    QString reason;
    QString code; ///< failure code, empty when there is none
    qint64 ms = 0;

    bool operator==(const Attempt &) const = default;
};

/// TRP-078. Every received offer is in exactly one of the other numbers.
struct OfferCounts {
    int received = 0;
    int unpriced = 0;
    int mismatch = 0;
    int currency = 0;
    int malformed = 0;
    int duplicate = 0;           ///< equal keys, the cheapest stays
    QMap<QString, int> filtered; ///< by filter: max_stops, airlines, cabin, stars, room_types, views, hidden_city
    int kept = 0;
    QMap<QString, int> unpricedReasons; ///< e.g. {"nightly_only": 1, "no_price": 2}

    bool operator==(const OfferCounts &) const = default;
};

/// Why a side failed. `transient` is what TRP-032 asks.
struct SideFailure {
    QString
        code; ///< "timeout", "upstream_unavailable", "rate_limited", "auth", "query_rejected", "budget_exhausted", …
    QString source;
    bool transient = false;
    std::optional<Instant> retryAt;

    bool operator==(const SideFailure &) const = default;
};

/// What pricing one side gave (TRP-064, TRP-078, trips.md §5.9).
struct SideResult {
    Side side = Side::Flights;
    SideStatus status = SideStatus::Untracked;
    QString cause;                    ///< no_offers: "filters" | "source_empty"
    std::optional<qint64> priceMinor; ///< Priced only: the cheapest kept offer (TRP-082)
    QString currency;
    QString source; ///< the one that answered, empty when none did
    std::optional<Instant> fetchedAt;
    bool cached = false;
    bool stale = false;
    bool partial = false;
    bool simulated = false;
    qint64 ageSeconds = 0;
    OfferCounts counts;
    QList<Attempt> attempts;
    QStringList responseIds; ///< rows of price_responses
    std::optional<SideFailure> failure;
    QList<FlightOffer> flights; ///< kept ones, cheapest first, at most 50
    QList<HotelOffer> hotels;   ///< kept ones, cheapest first, at most 20

    static SideResult untracked(Side side);
    static SideResult failed(Side side, SideFailure failure, QList<Attempt> attempts = {});
    [[nodiscard]] QJsonArray offersJson() const;
};

/// The member of price_snapshots.sides for this side, without offers.
[[nodiscard]] QJsonObject toJson(const SideResult &result);
[[nodiscard]] QJsonObject toJson(const OfferCounts &counts);

} // namespace portier::trips
