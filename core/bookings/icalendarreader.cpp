// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/icalendarreader.h"

#include <libical/ical.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

struct Release {
    void operator()(icalcomponent *component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Release>;

QString textOf(const char *text)
{
    return QString::fromUtf8(text);
}

QDate dateFrom(const icaltimetype &time)
{
    return icaltime_is_null_time(time) ? QDate() : QDate(time.year, time.month, time.day);
}

bool has(icalcomponent *event, icalproperty_kind kind)
{
    return icalcomponent_get_first_property(event, kind) != nullptr;
}

QString addressFrom(const char *uri)
{
    const QString text = textOf(uri);
    return text.startsWith("mailto:"_L1, Qt::CaseInsensitive) ? text.mid(7) : QString();
}

QString emailOf(icalcomponent *event)
{
    if (icalproperty *organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY))
        return addressFrom(icalproperty_get_organizer(organizer));
    if (icalcomponent_count_properties(event, ICAL_ATTENDEE_PROPERTY) != 1)
        return {};
    return addressFrom(icalproperty_get_attendee(icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY)));
}

QString statusOf(icalcomponent *event)
{
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    return status ? textOf(icalproperty_status_to_string(icalproperty_get_status(status))) : QString();
}

ReadEvent eventFrom(icalcomponent *component)
{
    ReadEvent event;
    event.summary = textOf(icalcomponent_get_summary(component));
    event.description = textOf(icalcomponent_get_description(component));
    event.email = emailOf(component);
    event.status = statusOf(component);
    event.recurs = has(component, ICAL_RRULE_PROPERTY) || has(component, ICAL_RDATE_PROPERTY);
    const icaltimetype start = icalcomponent_get_dtstart(component);
    event.start = dateFrom(start);
    event.wholeDays = start.is_date != 0;
    // RFC 5545 3.6.1: without an end it is one day. libical turns a DURATION into an end.
    const icaltimetype end = icalcomponent_get_dtend(component);
    const QDate dayAfter = dateFrom(end);
    event.end = dayAfter.isValid() && dayAfter > event.start ? dayAfter.addDays(-1) : event.start;
    if (dayAfter.isValid() && end.is_date == 0)
        event.wholeDays = false;
    return event;
}

} // namespace

Result<QList<ReadEvent>> readCalendar(const QByteArray &content)
{
    // A file may hold several calendars; libical puts them below one component of its own.
    const Component root(icalparser_parse_string(content.constData()));
    if (!root)
        return fail(Error::invalid(u"calendar_malformed"_s, {}));
    QList<icalcomponent *> calendars;
    if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT)
        calendars.append(root.get());
    for (icalcomponent *each = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT); each;
         each = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT))
        calendars.append(each);
    if (calendars.isEmpty())
        return fail(Error::invalid(u"calendar_malformed"_s, {}));
    QList<ReadEvent> events;
    for (icalcomponent *calendar : std::as_const(calendars)) {
        for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
            events.append(eventFrom(event));
    }
    return events;
}

} // namespace portier::bookings
