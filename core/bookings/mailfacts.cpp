// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/mailfacts.h"

#include "core/base/zonedtime.h"
#include "core/identity/linkservice.h"
#include "core/notifications/sealedfacts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

const QString linkPage = u"/booking/"_s;
const QString actionPage = u"/action/"_s;

QJsonValue sealedLinks(const QJsonValue &value, const QString &kind, const QString &subjectId,
                       const operations::Sealer &sealer)
{
    if (value.isArray()) {
        QJsonArray list;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue &each : elements)
            list.append(sealedLinks(each, kind, subjectId, sealer));
        return list;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            it.value() = sealedLinks(it.value(), kind, subjectId, sealer);
        return object;
    }
    const QString text = value.toString();
    if (!text.startsWith(linkPage) && !text.startsWith(actionPage))
        return value;
    return notifications::sealedFact(text, kind, subjectId, sealer);
}

} // namespace

QJsonObject rangeFact(const DateRange &range)
{
    QJsonObject fact{{u"from"_s, toIsoDate(range.start)}};
    if (range.end != range.start)
        fact.insert(u"to"_s, toIsoDate(range.end));
    return fact;
}

QJsonObject bookingFacts(const Booking &booking, const Resource &resource, const Party *affiliation)
{
    QJsonObject facts{{u"resource"_s, resource.name},
                      {u"first_name"_s, booking.firstName},
                      {u"range"_s, rangeFact(booking.range)},
                      {u"days"_s, booking.range.totalDays()},
                      {u"persons"_s, booking.partySize}};
    if (affiliation)
        facts.insert(u"affiliation"_s, affiliation->name);
    if (booking.description)
        facts.insert(u"description"_s, *booking.description);
    return facts;
}

QString linkPath(const identity::LinkService &links, const identity::Link &link)
{
    return linkPage + links.token(link);
}

QString bookingPath(const identity::LinkService &links, const identity::Link &link, const QString &bookingId)
{
    return linkPath(links, link) + u'/' + bookingId;
}

QString actionPath(const identity::LinkService &links, const identity::Link &link, const QString &action,
                   const Booking &booking)
{
    return actionPage + links.token(link, {action, booking.id, booking.round});
}

QJsonObject withSealedLinks(const QJsonObject &facts, const QString &kind, const QString &subjectId,
                            const operations::Sealer &sealer)
{
    return sealedLinks(facts, kind, subjectId, sealer).toObject();
}

QString calendarPath(const Resource &resource, const Booking &booking)
{
    return u"/calendar/%1?view=month&year=%2&month=%3"_s.arg(resource.slug)
        .arg(booking.range.start.year())
        .arg(booking.range.start.month());
}

} // namespace portier::bookings
