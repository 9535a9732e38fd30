// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/offerfilter.h"

#include "core/base/zonedtime.h"
#include "core/trips/airports.h"
#include "core/trips/foldedtext.h"

#include <algorithm>

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype keptFlights = 50;
constexpr qsizetype keptHotels = 20;

/// Why an offer is dropped; one reason each, in this order.
struct Verdict {
    enum class Kind { Keep, Unpriced, Mismatch, Currency, Filtered };
    Kind kind = Kind::Keep;
    QString reason; ///< the filter's name, or why there is no price
};

Verdict filtered(const QString &by)
{
    return {Verdict::Kind::Filtered, by};
}

bool contradicts(const QString &given, const QStringList &wanted)
{
    return !given.isEmpty() && !wanted.contains(given);
}

/// A direction contradicts the question when an end or the day it names is another one; what it does not name cannot.
bool directionMismatches(const QList<FlightSegment> &segments, const QStringList &from, const QStringList &to,
                         QDate date)
{
    if (segments.isEmpty())
        return false;
    const QString departs = segments.constFirst().departsLocal;
    return contradicts(segments.constFirst().from, from) || contradicts(segments.constLast().to, to) ||
           (!departs.isEmpty() && departs.left(10) != toIsoDate(date));
}

bool mismatches(const FlightQuery &query, const FlightOffer &offer, const Airports &airports)
{
    const QStringList origins = airports.expand(query.origin);
    const QStringList destinations = airports.expand(query.destination);
    if (directionMismatches(offer.outbound, origins, destinations, query.departDate))
        return true;
    if (!query.returnDate)
        return !offer.inbound.isEmpty();
    if (offer.inbound.isEmpty())
        return !offer.unverified.contains(u"return"_s);
    return directionMismatches(offer.inbound, destinations, origins, *query.returnDate);
}

bool airlinesFit(const FlightQuery &query, const FlightOffer &offer)
{
    const auto listed = [&query](const QString &carrier) { return query.airlines.contains(carrier); };
    const auto fits = [&](const FlightSegment &segment) {
        return query.airlineMatch == AirlineMatch::AllSegments ? listed(segment.carrier)
                                                               : listed(segment.carrier) || listed(segment.operating);
    };
    const QList<FlightSegment> all = offer.outbound + offer.inbound;
    return query.airlineMatch == AirlineMatch::AllSegments ? std::all_of(all.begin(), all.end(), fits)
                                                           : std::any_of(all.begin(), all.end(), fits);
}

/// TRP-074 judges the longest segment of each direction that names a cabin.
bool cabinTooLow(const QList<FlightSegment> &segments, Cabin wanted)
{
    const FlightSegment *longest = nullptr;
    for (const FlightSegment &segment : segments) {
        if (!longest || segment.minutes > longest->minutes)
            longest = &segment;
    }
    if (!longest || !longest->cabin)
        return false;
    const auto cabin = cabinFromText(*longest->cabin);
    return cabin && *cabin < wanted;
}

Verdict judge(const FlightQuery &query, const FlightOffer &offer, const Airports &airports)
{
    if (mismatches(query, offer, airports))
        return {Verdict::Kind::Mismatch, {}};
    if (!offer.priceMinor)
        return {Verdict::Kind::Unpriced, u"no_price"_s};
    if (offer.currency != query.currency)
        return {Verdict::Kind::Currency, {}};
    if (query.maxStops && (offer.stopsOut() > *query.maxStops || offer.stopsBack() > *query.maxStops))
        return filtered(u"max_stops"_s);
    if (!query.airlines.isEmpty() && !airlinesFit(query, offer))
        return filtered(u"airlines"_s);
    if (cabinTooLow(offer.outbound, query.cabin) || cabinTooLow(offer.inbound, query.cabin))
        return filtered(u"cabin"_s);
    return {};
}

/// True when a word of the text starts with the needle: "ocean" finds "Oceanfront", "sea" finds "Sea view" but not
/// "Chelsea", "garten" finds "Gartenblick". German compounds hide the word inside ("Doppelzimmer Meerblick" starts a
/// word, "Seemeerblick" does not).
bool containsWordStart(const QString &folded, const QString &needle)
{
    for (qsizetype at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) {
        if (at == 0 || !folded[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

bool roomTypeFits(const HotelQuery &query, const HotelOffer &offer)
{
    const QString title = foldText(offer.room);
    return std::any_of(query.roomTypes.begin(), query.roomTypes.end(),
                       [&title](const QString &type) { return title.contains(foldText(type)); });
}

bool viewFits(const HotelQuery &query, const HotelOffer &offer)
{
    const QString text = foldText(offer.room + u' ' + offer.description + u' ' + offer.amenities.join(u' '));
    for (const QString &view : query.views) {
        const QStringList words = viewSynonyms(view);
        for (const QString &word : words) {
            if (containsWordStart(text, word))
                return true;
        }
    }
    return false;
}

Verdict judge(const HotelQuery &query, const HotelOffer &offer, const Airports &)
{
    if (offer.nights != query.nights() || offer.rooms != query.rooms)
        return {Verdict::Kind::Mismatch, {}};
    if (offer.nightlyOnly)
        return {Verdict::Kind::Unpriced, u"nightly_only"_s};
    if (!offer.stayMinor)
        return {Verdict::Kind::Unpriced, u"no_price"_s};
    if (offer.currency != query.currency)
        return {Verdict::Kind::Currency, {}};
    if (query.minStars && offer.stars.value_or(0) < *query.minStars)
        return filtered(u"stars"_s);
    if (query.roomMode == RoomMode::Preferred && !query.roomTypes.isEmpty() && !roomTypeFits(query, offer))
        return filtered(u"room_types"_s);
    if (query.roomMode == RoomMode::Preferred && !query.views.isEmpty() && !viewFits(query, offer))
        return filtered(u"views"_s);
    return {};
}

qint64 priceOf(const FlightOffer &offer)
{
    return *offer.priceMinor;
}

qint64 priceOf(const HotelOffer &offer)
{
    return *offer.stayMinor;
}

void count(OfferCounts &counts, const Verdict &verdict)
{
    switch (verdict.kind) {
    case Verdict::Kind::Keep:
        break;
    case Verdict::Kind::Unpriced:
        ++counts.unpriced;
        ++counts.unpricedReasons[verdict.reason];
        break;
    case Verdict::Kind::Mismatch:
        ++counts.mismatch;
        break;
    case Verdict::Kind::Currency:
        ++counts.currency;
        break;
    case Verdict::Kind::Filtered:
        ++counts.filtered[verdict.reason];
        break;
    }
}

/// Keeps what fits, cheapest first (ties by key, so that every machine sorts alike), equal keys once.
template <class Q, class O>
QList<O> keep(const Q &query, const QList<O> &offers, const Airports &airports, OfferCounts &counts)
{
    QList<O> kept;
    for (const O &offer : offers) {
        const Verdict verdict = judge(query, offer, airports);
        count(counts, verdict);
        if (verdict.kind == Verdict::Kind::Keep)
            kept.append(offer);
    }
    std::stable_sort(kept.begin(), kept.end(), [](const O &a, const O &b) {
        return std::make_pair(priceOf(a), a.key) < std::make_pair(priceOf(b), b.key);
    });
    QSet<QString> seen;
    const auto repeated = [&](const O &offer) {
        const bool known = seen.contains(offer.key);
        seen.insert(offer.key);
        counts.duplicate += known ? 1 : 0;
        return known;
    };
    kept.erase(std::remove_if(kept.begin(), kept.end(), repeated), kept.end());
    counts.kept = static_cast<int>(kept.size());
    return kept;
}

void conclude(SideResult &result, std::optional<qint64> cheapest)
{
    if (cheapest) {
        result.status = SideStatus::Priced;
        result.priceMinor = cheapest;
        return;
    }
    const OfferCounts &counts = result.counts;
    // Every offer with a price had it in another currency (TRP-084).
    if (counts.currency > 0 && counts.filtered.isEmpty()) {
        result.status = SideStatus::Failed;
        result.failure = SideFailure{u"currency_mismatch"_s, {}, false, {}};
        return;
    }
    result.status = SideStatus::NoOffers;
    result.cause = counts.received > 0 ? u"filters"_s : u"source_empty"_s;
}

} // namespace

QStringList viewSynonyms(const QString &view)
{
    static const QHash<QString, QStringList> synonyms{
        {u"ocean"_s, {u"ocean"_s, u"sea"_s, u"water"_s, u"beach"_s, u"meer"_s}},
        {u"city"_s, {u"city"_s, u"skyline"_s, u"urban"_s, u"stadt"_s}},
        {u"garden"_s, {u"garden"_s, u"courtyard"_s, u"pool"_s, u"garten"_s}},
    };
    const QString folded = foldText(view);
    return synonyms.value(folded, {folded});
}

SideResult applyFilters(const Query &query, const SourceAnswer &answer, const Airports &airports)
{
    SideResult result;
    result.side = sideOf(query);
    result.currency = currencyOf(query);
    result.partial = answer.partial;
    result.simulated = answer.simulated;
    OfferCounts &counts = result.counts;
    counts.malformed = answer.malformed;
    counts.received =
        static_cast<int>(answer.flights.size() + answer.hotels.size()) + answer.malformed + answer.hiddenCity;
    if (answer.hiddenCity > 0)
        counts.filtered[u"hidden_city"_s] = answer.hiddenCity;

    std::optional<qint64> cheapest;
    if (const auto *flights = std::get_if<FlightQuery>(&query)) {
        result.flights = keep(*flights, answer.flights, airports, counts);
        if (!result.flights.isEmpty())
            cheapest = result.flights.constFirst().priceMinor;
        result.flights = result.flights.mid(0, keptFlights);
    } else {
        result.hotels = keep(std::get<HotelQuery>(query), answer.hotels, airports, counts);
        if (!result.hotels.isEmpty())
            cheapest = result.hotels.constFirst().stayMinor;
        result.hotels = result.hotels.mid(0, keptHotels);
    }
    conclude(result, cheapest);
    return result;
}

} // namespace portier::trips
