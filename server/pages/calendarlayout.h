// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingview.h"

namespace portier::pages
{

/// One day of a calendar grid.
struct CalendarDay {
    QDate date;
    bool otherMonth = false;
    bool weekend = false;
    bool past = false;
    bool today = false;
    bool beyond = false; ///< later than a stay may start
};

/// The part of a booking that lies in one week.
struct CalendarBar {
    int column = 1; ///< 1 = Monday
    int days = 1;
    bool openStart = false; ///< began in an earlier week
    bool openEnd = false;   ///< goes on in the next
    bookings::BookingView booking;
};

struct CalendarWeek {
    QList<CalendarDay> days;
    QList<CalendarBar> bars;
};

/// What a grid is drawn by.
struct CalendarFrame {
    QDate today;
    QDate lastStart; ///< the horizon
};

/// The weeks of a month from Monday to Sunday, with the neighbours' days that fill them.
[[nodiscard]] QList<CalendarWeek> monthWeeks(int year, int month, const CalendarFrame &frame,
                                             const QList<bookings::BookingView> &bookings);

/// One day of the year view.
struct YearDay {
    CalendarDay day;
    std::optional<bookings::BookingView> booking;
    bool first = false; ///< of the booking or of its month or week: where its outline begins
    bool last = false;
    bool start = false; ///< the booking's first day in the year shown, where the initial stands
};
[[nodiscard]] QList<YearDay> yearMonth(int year, int month, const CalendarFrame &frame,
                                       const QList<bookings::BookingView> &bookings);

/// The initials of parties; two letters where one is not enough to tell them apart.
[[nodiscard]] QHash<QString, QString> initialsOf(const QList<bookings::PartyLabel> &parties);

} // namespace portier::pages
