// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QList>

#include <optional>

namespace portier::bookings
{

/// One event of somebody else's calendar file, as it stands there.
struct ReadEvent {
    QString summary;
    QString description;
    QString email;  ///< of the organiser, else of the only attendee; empty: none
    QString status; ///< "TENTATIVE" | "CONFIRMED" | "CANCELLED"; empty: none
    QDate start;    ///< invalid: none, or none that can be read
    QDate end;      ///< the last day
    bool wholeDays = true;
    bool recurs = false;
};

/// The events in the order of the file. Error: Invalid "calendar_malformed". Thread-safe.
[[nodiscard]] Result<QList<ReadEvent>> readCalendar(const QByteArray &content);

} // namespace portier::bookings
