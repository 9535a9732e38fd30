// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripmailfacts.h"

#include "core/base/zonedtime.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using notifications::Channel;
using notifications::Event;
using notifications::Recipient;

namespace
{
/// "MUC ↔ LIS" for a round trip, "MUC → LIS" one way, the city for hotels alone.
QString routeOf(const TripPlan &plan)
{
    if (plan.originAirport.isEmpty() || plan.destinationAirport.isEmpty())
        return plan.hotels ? plan.hotels->city : QString();
    const QString arrow = plan.kind == TripKind::RoundTrip ? u" ↔ "_s : u" → "_s;
    return plan.originAirport + arrow + plan.destinationAirport;
}

QJsonObject datesOf(const TripPlan &plan)
{
    QJsonObject dates{{u"from"_s, toIsoDate(plan.departDate)}};
    if (plan.endDate() != plan.departDate)
        dates.insert(u"to"_s, toIsoDate(plan.endDate()));
    return dates;
}
} // namespace

QJsonObject moneyFact(qint64 minor, const QString &currency)
{
    return {{u"amount_minor"_s, minor}, {u"currency"_s, currency}};
}

QJsonObject tripFacts(const Trip &trip, bool simulated)
{
    return {{u"trip_name"_s, trip.plan.name},
            {u"route"_s, routeOf(trip.plan)},
            {u"dates"_s, datesOf(trip.plan)},
            {u"simulated"_s, simulated},
            {u"trip_url"_s, u"/trips/"_s + trip.id}};
}

Recipient recipientOf(const TripOwner &owner, Channel channel)
{
    Recipient recipient;
    recipient.accountId = owner.id;
    recipient.address = channel == Channel::Mail ? owner.email : QString();
    recipient.name = owner.name;
    recipient.language = owner.language;
    recipient.zone = owner.zone;
    recipient.channels = {channel};
    return recipient;
}

Event tripEvent(const Trip &trip, const QString &kind, const QString &key)
{
    Event event;
    event.key = key;
    event.kind = kind;
    event.messageClass = notifications::MessageClass::Alert;
    event.list = u"trips"_s;
    event.subjectKind = u"trip"_s;
    event.subjectId = trip.id;
    event.subjectName = trip.plan.name;
    return event;
}

} // namespace portier::trips
