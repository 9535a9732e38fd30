// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripmails.h"

#include "core/base/zonedtime.h"
#include "core/trips/pricetexts.h"
#include "core/trips/tripmailfacts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using notifications::Channel;
using notifications::Event;
using notifications::Recipient;

namespace
{
/// Flight or hotel part of a snapshot, with the source and when it was asked.
QJsonObject partOf(const Snapshot &snapshot, Side side, const std::optional<Snapshot> &previous)
{
    const bool flights = side == Side::Flights;
    const auto sourceOf = [flights](const Snapshot &of) { return flights ? of.flightSource : of.hotelSource; };
    const std::optional<qint64> minor = flights ? snapshot.flightMinor : snapshot.hotelMinor;
    if (!minor)
        return {};
    const QString fetchedAt = snapshot.sides.value(toText(side)).toObject().value(u"fetched_at"_s).toString();
    QJsonObject part{{u"amount"_s, moneyFact(*minor, snapshot.currency)},
                     {u"source"_s, sourceOf(snapshot)},
                     {u"fetched_at"_s, fetchedAt.isEmpty() ? toRfc3339(snapshot.takenAt) : fetchedAt}};
    if (previous && !sourceOf(*previous).isEmpty() && sourceOf(*previous) != sourceOf(snapshot))
        part.insert(u"previous_source"_s, sourceOf(*previous)); // TRP-187
    return part;
}

void addParts(QJsonObject &facts, const PriceAlert &alert)
{
    const Measure measure = alert.rule.wish.measure;
    if (measure != Measure::HotelTotal) {
        if (const QJsonObject part = partOf(alert.snapshot, Side::Flights, alert.previous); !part.isEmpty())
            facts.insert(u"flight"_s, part);
    }
    if (measure != Measure::FlightTotal) {
        if (const QJsonObject part = partOf(alert.snapshot, Side::Hotels, alert.previous); !part.isEmpty())
            facts.insert(u"hotel"_s, part);
    }
}

QJsonArray marksOf(const Snapshot &snapshot)
{
    QJsonArray marks;
    if (snapshot.cached)
        marks.append(u"cached"_s);
    if (snapshot.partial)
        marks.append(u"partial"_s);
    if (snapshot.simulated)
        marks.append(u"demo"_s);
    return marks;
}
} // namespace

Event priceAlertEvent(const PriceAlert &alert, const TripOwner &owner)
{
    const AlertRule &rule = alert.rule;
    const QString &currency = rule.currency;
    const qint64 price = alert.verdict.priceMinor.value_or(0);
    // The saving is measured against what the user named, else against the price before the drop (TRP-201).
    const qint64 against = rule.wish.thresholdMinor.value_or(alert.verdict.comparedMinor.value_or(price));
    QJsonObject facts = tripFacts(alert.trip, alert.snapshot.simulated);
    facts.insert(u"measure"_s, toText(rule.wish.measure));
    facts.insert(u"rule"_s, toText(rule.wish.kind));
    facts.insert(u"reason"_s, QJsonObject{{u"code"_s, toText(alert.verdict.reason)}});
    facts.insert(u"price"_s, moneyFact(price, currency));
    facts.insert(u"saving"_s, moneyFact(against - price, currency));
    facts.insert(rule.wish.kind == AlertKind::Threshold ? u"threshold"_s : u"reference"_s,
                 moneyFact(against, currency));
    if (alert.lowest) {
        const QTimeZone zone = zoneOf(owner);
        facts.insert(u"lowest"_s, QJsonObject{{u"amount"_s, moneyFact(alert.lowest->minor, currency)},
                                              {u"date"_s, toIsoDate(localDate(alert.lowest->takenAt, zone))}});
    }
    if (alert.lastAlertedMinor)
        facts.insert(u"previous"_s, moneyFact(*alert.lastAlertedMinor, currency));
    addParts(facts, alert);
    if (const QJsonArray marks = marksOf(alert.snapshot); !marks.isEmpty())
        facts.insert(u"marks"_s, marks);

    Event event =
        tripEvent(alert.trip, u"trip_price_alert"_s,
                  u"trip_price_alert:%1:%2:%3"_s.arg(rule.id, QString::number(rule.revision), alert.snapshot.id));
    event.facts = facts;
    Recipient mail = recipientOf(owner, Channel::Mail);
    if (!rule.wish.email)
        mail.suppressReason = u"email_disabled"_s; // TRP-208
    event.recipients.append(mail);
    if (rule.wish.desktop)
        event.recipients.append(recipientOf(owner, Channel::Desktop));
    return event;
}

Event tripErrorEvent(const Trip &trip, const QString &checkId, bool simulated, std::optional<Instant> nextCheckAt,
                     const TripOwner &owner)
{
    const LastError cause = trip.lastError.value_or(LastError());
    const contract::BilingualText why = priceErrorText(cause.code);
    QJsonObject error{
        {u"text"_s, QJsonObject{{u"de"_s, QString::fromUtf8(why.german)}, {u"en"_s, QString::fromUtf8(why.english)}}}};
    if (!cause.side.isEmpty())
        error.insert(u"side"_s, cause.side);
    if (!cause.source.isEmpty())
        error.insert(u"source"_s, cause.source);
    QJsonObject facts = tripFacts(trip, simulated);
    facts.insert(u"error"_s, error);
    facts.insert(u"failed_at"_s, toRfc3339(cause.at));
    facts.insert(u"consecutive"_s, cause.consecutive);
    if (nextCheckAt)
        facts.insert(u"next_check_at"_s, toRfc3339(*nextCheckAt));
    Event event = tripEvent(trip, u"trip_error"_s, u"trip_error:%1:%2"_s.arg(trip.id, checkId));
    event.facts = facts;
    event.recipients = {recipientOf(owner, Channel::Mail), recipientOf(owner, Channel::Desktop)};
    return event;
}

} // namespace portier::trips
