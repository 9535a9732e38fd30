// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/snapshot.h"

#include "core/base/enumtext.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
constexpr EnumTable<CheckOutcome, 6> outcomes{{{CheckOutcome::Complete, "complete"},
                                               {CheckOutcome::Degraded, "degraded"},
                                               {CheckOutcome::Empty, "empty"},
                                               {CheckOutcome::Failed, "failed"},
                                               {CheckOutcome::Duplicate, "duplicate"},
                                               {CheckOutcome::Cancelled, "cancelled"}}};

bool isBroken(const SideResult &side)
{
    return side.status == SideStatus::Failed || side.status == SideStatus::NoSource;
}

std::optional<qint64> priceOf(const SideResult &side)
{
    return side.status == SideStatus::Priced ? side.priceMinor : std::nullopt;
}

CheckOutcome judge(const QList<const SideResult *> &tracked)
{
    const auto count = [&tracked](auto test) { return std::count_if(tracked.cbegin(), tracked.cend(), test); };
    const auto priced = count([](const SideResult *side) { return priceOf(*side).has_value(); });
    const auto broken = count([](const SideResult *side) { return isBroken(*side); });
    const auto partial = count([](const SideResult *side) { return side->partial; });
    if (priced == tracked.size() && partial == 0)
        return CheckOutcome::Complete;
    if (priced > 0)
        return CheckOutcome::Degraded;
    return broken > 0 ? CheckOutcome::Failed : CheckOutcome::Empty;
}

/// A permanent cause is named before a transient one, because it is the one that will not go away (TRP-032).
CheckError causeOf(const QList<const SideResult *> &tracked)
{
    std::optional<CheckError> cause;
    QJsonObject codes;
    for (const SideResult *side : tracked) {
        if (!isBroken(*side))
            continue;
        const SideFailure failure = side->failure.value_or(
            SideFailure{side->status == SideStatus::NoSource ? u"no_source"_s : u"failed"_s, {}, false, {}});
        codes.insert(toText(side->side), failure.code);
        if (!cause || (cause->transient && !failure.transient))
            cause =
                CheckError{failure.code, toText(side->side), failure.source, failure.transient, failure.retryAt, {}};
    }
    CheckError error = cause.value_or(CheckError());
    error.sides = codes;
    return error;
}

/// TRP-085: never a sum of one side.
std::optional<qint64> totalOf(const QList<const SideResult *> &tracked)
{
    std::optional<qint64> total = 0;
    for (const SideResult *side : tracked) {
        const std::optional<qint64> price = priceOf(*side);
        total = total && price ? addMinor(*total, *price) : std::nullopt;
    }
    return total;
}

QJsonValue money(const std::optional<qint64> &minor, const QString &currency)
{
    if (!minor)
        return QJsonValue();
    return QJsonObject{{u"amount_minor"_s, *minor}, {u"currency"_s, currency}};
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QStringList sidesOf(Measure measure, const TripPlan &plan)
{
    QStringList sides;
    if (measure == Measure::FlightTotal || (measure == Measure::TripTotal && plan.tracksFlights()))
        sides.append(toText(Side::Flights));
    if (measure == Measure::HotelTotal || (measure == Measure::TripTotal && plan.tracksHotels()))
        sides.append(toText(Side::Hotels));
    return sides;
}
} // namespace

QString toText(CheckOutcome outcome)
{
    return nameIn(outcomes, outcome);
}
std::optional<CheckOutcome> checkOutcomeFromText(const QString &text)
{
    return valueIn(outcomes, text);
}

QJsonObject toJson(const CheckError &error)
{
    QJsonObject json{{u"code"_s, error.code}, {u"transient"_s, error.transient}};
    if (!error.side.isEmpty())
        json.insert(u"side"_s, error.side);
    if (!error.source.isEmpty())
        json.insert(u"source"_s, error.source);
    if (error.retryAt)
        json.insert(u"retry_at"_s, toRfc3339(*error.retryAt));
    if (!error.sides.isEmpty())
        json.insert(u"sides"_s, error.sides);
    return json;
}

std::optional<CheckError> checkErrorFromJson(const QJsonObject &json)
{
    if (json.isEmpty())
        return std::nullopt;
    return CheckError{json.value(u"code"_s).toString(),
                      json.value(u"side"_s).toString(),
                      json.value(u"source"_s).toString(),
                      json.value(u"transient"_s).toBool(),
                      fromRfc3339(json.value(u"retry_at"_s).toString()),
                      json.value(u"sides"_s).toObject()};
}

std::optional<qint64> Snapshot::amount(Measure measure) const
{
    switch (measure) {
    case Measure::FlightTotal:
        return flightMinor;
    case Measure::HotelTotal:
        return hotelMinor;
    case Measure::TripTotal:
        return totalMinor;
    }
    Q_UNREACHABLE();
}

CheckResult composeCheck(const TripPlan &plan, int queryRevision, const SideResult &flights, const SideResult &hotels,
                         Instant now)
{
    QList<const SideResult *> tracked;
    if (plan.tracksFlights())
        tracked.append(&flights);
    if (plan.tracksHotels())
        tracked.append(&hotels);

    CheckResult result;
    result.outcome = judge(tracked);
    if (result.outcome == CheckOutcome::Failed) {
        result.error = causeOf(tracked);
        return result;
    }
    Snapshot snapshot;
    snapshot.queryRevision = queryRevision;
    snapshot.takenAt = now;
    snapshot.currency = plan.currency;
    snapshot.flightMinor = plan.tracksFlights() ? priceOf(flights) : std::nullopt;
    snapshot.hotelMinor = plan.tracksHotels() ? priceOf(hotels) : std::nullopt;
    snapshot.totalMinor = totalOf(tracked);
    snapshot.complete = result.outcome == CheckOutcome::Complete;
    snapshot.degraded = result.outcome == CheckOutcome::Degraded;
    for (const SideResult *side : tracked) {
        (side->side == Side::Flights ? snapshot.flightSource : snapshot.hotelSource) = side->source;
        snapshot.sides.insert(toText(side->side), toJson(*side));
        snapshot.partial |= side->partial;
        snapshot.stale |= side->stale;
        snapshot.cached |= side->cached;
        snapshot.simulated |= side->simulated;
    }
    result.snapshot = snapshot;
    return result;
}

QStringList missingSides(const TripPlan &plan, const Snapshot &snapshot)
{
    QStringList missing;
    if (plan.tracksFlights() && !snapshot.flightMinor)
        missing.append(toText(Side::Flights));
    if (plan.tracksHotels() && !snapshot.hotelMinor)
        missing.append(toText(Side::Hotels));
    return missing;
}

AlertSample toSample(const Snapshot &snapshot, Measure measure, const TripPlan &plan, int presentRevision,
                     bool tripPaused)
{
    AlertSample sample;
    sample.priceMinor = snapshot.amount(measure);
    sample.currency = snapshot.currency;
    sample.takenAt = snapshot.takenAt;
    sample.fetchedAt = snapshot.takenAt;
    sample.stale = snapshot.stale;
    sample.simulated = snapshot.simulated;
    sample.backfilled = snapshot.backfilled;
    sample.presentRevision = snapshot.queryRevision == presentRevision;
    sample.tripPaused = tripPaused;
    QStringList sources;
    for (const QString &side : sidesOf(measure, plan)) {
        const QJsonObject json = snapshot.sides.value(side).toObject();
        sample.partial |= json.value(u"partial"_s).toBool();
        if (const auto fetched = fromRfc3339(json.value(u"fetched_at"_s).toString()))
            sample.fetchedAt = std::min(sample.fetchedAt, *fetched);
        const QString source = side == toText(Side::Flights) ? snapshot.flightSource : snapshot.hotelSource;
        if (!source.isEmpty())
            sources.append(source);
    }
    sample.source = sources.join(u'+');
    return sample;
}

std::optional<PriceChange> priceChange(Measure measure, const Snapshot &present, const Snapshot &older)
{
    const std::optional<qint64> now = present.amount(measure);
    const std::optional<qint64> then = older.amount(measure);
    if (!now || !then || *then <= 0 || present.currency != older.currency)
        return std::nullopt;
    __extension__ using Wide = __int128;
    const Wide difference = Wide(*now) - *then;
    const Wide doubled = difference * 2000;
    const Wide rounded = (doubled + (difference < 0 ? -*then : *then)) / (Wide(*then) * 2);
    return PriceChange{measure, static_cast<qint64>(difference), static_cast<qint64>(rounded), older.takenAt};
}

std::optional<Measure> shownMeasure(const Snapshot &snapshot)
{
    for (const Measure measure : {Measure::TripTotal, Measure::FlightTotal, Measure::HotelTotal}) {
        if (snapshot.amount(measure))
            return measure;
    }
    return std::nullopt;
}

QJsonObject latestJson(const TripPlan &plan, const Snapshot &snapshot, const std::optional<PriceChange> &change)
{
    QJsonObject json{{u"snapshot_id"_s, snapshot.id},
                     {u"taken_at"_s, toRfc3339(snapshot.takenAt)},
                     {u"flight"_s, money(snapshot.flightMinor, snapshot.currency)},
                     {u"hotel"_s, money(snapshot.hotelMinor, snapshot.currency)},
                     {u"total"_s, money(snapshot.totalMinor, snapshot.currency)},
                     {u"degraded"_s, snapshot.degraded},
                     {u"partial"_s, snapshot.partial},
                     {u"stale"_s, snapshot.stale},
                     {u"cached"_s, snapshot.cached},
                     {u"simulated"_s, snapshot.simulated},
                     {u"flight_source"_s, textOrNull(snapshot.flightSource)},
                     {u"hotel_source"_s, textOrNull(snapshot.hotelSource)},
                     {u"missing"_s, QJsonArray::fromStringList(missingSides(plan, snapshot))}};
    if (change)
        json.insert(u"change"_s, QJsonObject{{u"measure"_s, toText(change->measure)},
                                             {u"amount_minor"_s, change->amountMinor},
                                             {u"percent_tenths"_s, change->percentTenths},
                                             {u"since"_s, toRfc3339(change->since)}});
    return json;
}

} // namespace portier::trips
