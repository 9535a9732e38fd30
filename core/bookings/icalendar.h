// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bookings/booking.h"

#include <QByteArray>
#include <QList>

namespace portier::bookings
{

/// One event of whole days in a calendar file (RFC 5545).
struct CalendarEvent {
    enum class State { Tentative, Confirmed, Cancelled };

    QString uid;
    int sequence = 0;
    Instant changedAt; ///< DTSTAMP and LAST-MODIFIED: the same events always give the same bytes
    DateRange days;    ///< both ends included; in the file the end is the day after
    QString summary;
    QString description; ///< empty: none
    QString location;    ///< empty: none
    State state = State::Confirmed;
    bool busy = true; ///< whether it takes the reader's own time (TRANSP)
    bool operator==(const CalendarEvent &) const = default;
};

/// A calendar that programs subscribe to.
struct CalendarFile {
    QString name;
    QList<CalendarEvent> events;
};

/// Escaped, folded, with CRLF, asking for a look once an hour (BKG-119). Thread-safe.
[[nodiscard]] QByteArray writeCalendar(const CalendarFile &file);

} // namespace portier::bookings
