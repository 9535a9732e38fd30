// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/icalendar.h"

#include <libical/ical.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

struct Release {
    void operator()(icalcomponent *component) const { icalcomponent_free(component); }
    void operator()(char *text) const { icalmemory_free_buffer(text); }
};
using Component = std::unique_ptr<icalcomponent, Release>;
using Text = std::unique_ptr<char, Release>;

icaltimetype dayOf(QDate date)
{
    icaltimetype day = icaltime_null_date();
    day.year = date.year();
    day.month = date.month();
    day.day = date.day();
    return day;
}

icaltimetype momentOf(Instant instant)
{
    return icaltime_from_timet_with_zone(static_cast<time_t>(toMs(instant) / 1000), 0, icaltimezone_get_utc_timezone());
}

icalproperty_status statusOf(CalendarEvent::State state)
{
    switch (state) {
    case CalendarEvent::State::Tentative:
        return ICAL_STATUS_TENTATIVE;
    case CalendarEvent::State::Cancelled:
        return ICAL_STATUS_CANCELLED;
    case CalendarEvent::State::Confirmed:
        break;
    }
    return ICAL_STATUS_CONFIRMED;
}

/// libical leaves commas and semicolons of such values as they are, which is how their inventors write them.
void addForeign(icalcomponent *calendar, const char *name, const QString &text)
{
    icalproperty *property = icalproperty_new_x(text.toUtf8().constData());
    icalproperty_set_x_name(property, name);
    icalcomponent_add_property(calendar, property);
}

void addText(icalcomponent *component, icalproperty *(*make)(const char *), const QString &text)
{
    if (!text.isEmpty())
        icalcomponent_add_property(component, make(text.toUtf8().constData()));
}

icalcomponent *componentOf(const CalendarEvent &event)
{
    icalcomponent *component = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    const auto add = [component](icalproperty *property) { icalcomponent_add_property(component, property); };
    addText(component, icalproperty_new_uid, event.uid);
    add(icalproperty_new_dtstamp(momentOf(event.changedAt)));
    add(icalproperty_new_lastmodified(momentOf(event.changedAt)));
    add(icalproperty_new_sequence(event.sequence));
    add(icalproperty_new_dtstart(dayOf(event.days.start)));
    add(icalproperty_new_dtend(dayOf(event.days.end.addDays(1)))); // RFC 5545 3.6.1: exclusive
    addText(component, icalproperty_new_summary, event.summary);
    addText(component, icalproperty_new_description, event.description);
    addText(component, icalproperty_new_location, event.location);
    add(icalproperty_new_status(statusOf(event.state)));
    add(icalproperty_new_transp(event.busy ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
    return component;
}

/// RFC 5545 3.1: lines of at most 75 octets, none of which cuts a character in two.
QByteArray folded(const QByteArray &text)
{
    QByteArray result;
    for (QByteArray rest : text.split('\n')) {
        qsizetype most = 75;
        rest.chop(rest.endsWith('\r') ? 1 : 0);
        while (rest.size() > most) {
            qsizetype cut = most;
            while ((static_cast<uchar>(rest.at(cut)) & 0xC0) == 0x80)
                --cut;
            result += rest.left(cut) + "\r\n ";
            rest.remove(0, cut);
            most = 74; // behind the blank
        }
        if (!rest.isEmpty())
            result += rest + "\r\n";
    }
    return result;
}

} // namespace

QByteArray writeCalendar(const CalendarFile &file)
{
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    const auto add = [&calendar](icalproperty *property) { icalcomponent_add_property(calendar.get(), property); };
    add(icalproperty_new_version("2.0"));
    add(icalproperty_new_prodid("-//Portier//Portier//EN"));
    add(icalproperty_new_calscale("GREGORIAN"));
    // No METHOD: a file that has one cannot be kept on a CalDAV server (RFC 4791 4.1).
    addText(calendar.get(), icalproperty_new_name, file.name); // RFC 7986; the X- names are what most programs read
    addForeign(calendar.get(), "X-WR-CALNAME", file.name);
    add(icalproperty_new_from_string("REFRESH-INTERVAL;VALUE=DURATION:PT1H"));
    addForeign(calendar.get(), "X-PUBLISHED-TTL", u"PT1H"_s);
    for (const CalendarEvent &event : file.events)
        icalcomponent_add_component(calendar.get(), componentOf(event));
    const Text text(icalcomponent_as_ical_string_r(calendar.get()));
    // libical 3.0 folds between CR and LF where a line ends at its limit ("\r\r\n \n"): unfolded that is whole again.
    return folded(QByteArray(text.get()).replace("\r\n ", ""));
}

} // namespace portier::bookings
