// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingfeed.h"

#include "core/base/format.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

CalendarEvent::State stateOf(BookingStatus status)
{
    if (status == BookingStatus::Confirmed)
        return CalendarEvent::State::Confirmed;
    return status == BookingStatus::Pending ? CalendarEvent::State::Tentative : CalendarEvent::State::Cancelled;
}

QString summaryOf(const Booking &booking, const QString &language)
{
    if (!isBlocking(booking.status))
        return language == u"en"_s ? u"Not taking place"_s : u"Findet nicht statt"_s;
    return booking.firstName + u", "_s + formatPersons(booking.partySize, language);
}

} // namespace

DateRange feedWindow(QDate today, const Limits &limits)
{
    return {today.addMonths(-12), today.addMonths(limits.futureHorizonMonths)};
}

QString feedUid(const Booking &booking, const QString &instanceId)
{
    return booking.id + u'@' + instanceId;
}

CalendarEvent houseEvent(const Booking &booking, const QString &language, const QString &instanceId)
{
    CalendarEvent event;
    event.uid = feedUid(booking, instanceId);
    event.sequence = booking.icalSequence;
    event.changedAt = booking.updatedAt;
    event.days = booking.range;
    event.summary = summaryOf(booking, language);
    event.state = stateOf(booking.status);
    event.busy = false; // other people's stays leave the reader's days free
    return event;
}

CalendarEvent ownEvent(const Booking &booking, const QString &houseName, const QString &instanceId)
{
    CalendarEvent event = houseEvent(booking, booking.language, instanceId);
    event.location = houseName;
    if (!isBlocking(booking.status))
        return event;
    event.busy = true;
    event.description = booking.description.value_or(QString());
    return event;
}

} // namespace portier::bookings
