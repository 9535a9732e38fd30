// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/calendarlayout.h"

#include <algorithm>

namespace portier::pages
{

using bookings::BookingView;

namespace
{

CalendarDay dayOf(QDate date, int month, const CalendarFrame &frame)
{
    return {date,
            date.month() != month,
            date.dayOfWeek() >= 6,
            date < frame.today,
            date == frame.today,
            frame.lastStart.isValid() && date > frame.lastStart};
}

} // namespace

QList<CalendarWeek> monthWeeks(int year, int month, const CalendarFrame &frame, const QList<BookingView> &bookings)
{
    QList<CalendarWeek> weeks;
    const QDate first(year, month, 1);
    const QDate end = first.addMonths(1);
    for (QDate monday = first.addDays(1 - first.dayOfWeek()); monday < end; monday = monday.addDays(7)) {
        const QDate sunday = monday.addDays(6);
        CalendarWeek week;
        for (int i = 0; i < 7; ++i)
            week.days.append(dayOf(monday.addDays(i), month, frame));
        for (const BookingView &booking : bookings) {
            if (booking.range.start > sunday || booking.range.end < monday)
                continue;
            const QDate from = std::max(booking.range.start, monday), to = std::min(booking.range.end, sunday);
            week.bars.append({from.dayOfWeek(), int(from.daysTo(to)) + 1,
                              booking.range.start<monday, booking.range.end> sunday, booking});
        }
        weeks.append(week);
    }
    return weeks;
}

QList<YearDay> yearMonth(int year, int month, const CalendarFrame &frame, const QList<BookingView> &bookings)
{
    QList<YearDay> days;
    const QDate first(year, month, 1);
    for (QDate date = first; date.month() == month; date = date.addDays(1)) {
        YearDay day;
        day.day = dayOf(date, month, frame);
        const auto found = std::find_if(bookings.begin(), bookings.end(), [date](const BookingView &booking) {
            return booking.range.start <= date && date <= booking.range.end;
        });
        if (found != bookings.end()) {
            day.booking = *found;
            day.first = date == found->range.start;
            day.last = date == found->range.end;
            day.start = day.first || date == QDate(year, 1, 1);
        }
        days.append(day);
    }
    return days;
}

QHash<QString, QString> initialsOf(const QList<bookings::PartyLabel> &parties)
{
    QHash<QString, QString> initials;
    for (const bookings::PartyLabel &party : parties) {
        const bool shared = std::any_of(parties.begin(), parties.end(), [&](const bookings::PartyLabel &other) {
            return other.id != party.id && other.name.left(1).toUpper() == party.name.left(1).toUpper();
        });
        initials.insert(party.id, shared ? party.name.left(2) : party.name.left(1).toUpper());
    }
    return initials;
}

} // namespace portier::pages
