// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertpolicy.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using contract::FieldReader;
using contract::Null;

namespace
{
constexpr qint64 maxThreshold = 1'000'000'000'000; // trips.md 2.4

std::optional<qint64> readThreshold(FieldReader &body, AlertKind kind, const QString &tripCurrency)
{
    auto threshold = body.object(u"threshold"_s, Null::Allowed);
    if (kind == AlertKind::AnyDrop) {
        if (threshold) {
            threshold->ignore(u"amount_minor"_s);
            threshold->ignore(u"currency"_s);
            body.fail(u"threshold"_s, u"threshold_forbidden"_s);
        }
        return std::nullopt;
    }
    if (!threshold) {
        if (!body.hasError(u"threshold"_s))
            body.fail(u"threshold"_s, u"threshold_required"_s);
        return std::nullopt;
    }
    const std::optional<qint64> amount = threshold->require(u"amount_minor"_s).integer(u"amount_minor"_s);
    if (amount && (*amount < 1 || *amount > maxThreshold))
        threshold->fail(u"amount_minor"_s, u"threshold_invalid"_s, {{u"max"_s, maxThreshold}});
    const std::optional<QString> currency = threshold->text(u"currency"_s, Null::Allowed);
    if (currency && *currency != tripCurrency)
        threshold->fail(u"currency"_s, u"threshold_currency"_s, {{u"currency"_s, tripCurrency}});
    return amount;
}

bool isTracked(Measure measure, const TripPlan &plan)
{
    return measure == Measure::TripTotal ||
           (measure == Measure::FlightTotal ? plan.tracksFlights() : plan.tracksHotels());
}
} // namespace

AlertWish readAlert(FieldReader &body, const TripPlan &plan)
{
    AlertWish wish;
    const auto kind = body.oneOf(u"kind"_s, {u"threshold"_s, u"any_drop"_s}, Null::Allowed);
    wish.kind = alertKindFromText(kind.value_or(QString())).value_or(AlertKind::Threshold);
    const auto measure =
        body.oneOf(u"measure"_s, {u"flight_total"_s, u"hotel_total"_s, u"trip_total"_s}, Null::Allowed);
    wish.measure = measureFromText(measure.value_or(QString())).value_or(Measure::TripTotal);
    wish.thresholdMinor = readThreshold(body, wish.kind, plan.currency);
    wish.enabled = body.boolean(u"enabled"_s, Null::Allowed).value_or(true);
    wish.email = body.boolean(u"email"_s, Null::Allowed).value_or(true);
    wish.desktop = body.boolean(u"desktop"_s, Null::Allowed).value_or(true);
    if (!isTracked(wish.measure, plan))
        body.fail(u"measure"_s, u"measure_not_tracked"_s);
    return wish;
}

Result<AlertWish> readAlertBody(const QJsonObject &body, const TripPlan &plan)
{
    FieldReader reader(body);
    const AlertWish wish = readAlert(reader, plan);
    PORTIER_TRY(reader.finish());
    return wish;
}

QJsonObject alertBody(const AlertWish &wish, const QString &currency)
{
    QJsonObject body{{u"kind"_s, toText(wish.kind)},
                     {u"measure"_s, toText(wish.measure)},
                     {u"enabled"_s, wish.enabled},
                     {u"email"_s, wish.email},
                     {u"desktop"_s, wish.desktop}};
    if (wish.thresholdMinor)
        body.insert(u"threshold"_s, QJsonObject{{u"amount_minor"_s, *wish.thresholdMinor}, {u"currency"_s, currency}});
    return body;
}

} // namespace portier::trips
