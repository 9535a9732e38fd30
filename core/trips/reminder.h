// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/zonedtime.h"
#include "core/trips/trip.h"

namespace portier::trips
{

enum class ReminderState {
    Planned,
    Sent,
    TooLate, ///< the trip was made, moved or given this reminder after its moment
    Missed,  ///< its moment passed while nobody could send it, or the trip was over
};
[[nodiscard]] QString toText(ReminderState state); ///< "planned" | "sent" | "too_late" | "missed"
[[nodiscard]] std::optional<ReminderState> reminderStateFromText(const QString &text);

/// One reminder of a trip (TRP-206). Trip, date and days are its identity.
struct Reminder {
    QString tripId;
    QDate departDate;
    int days = 0; ///< before departure
    Instant dueAt;
    ReminderState state = ReminderState::Planned;

    bool operator==(const Reminder &) const = default;
};

/// Of the owner's day, unless the setting schedule.trip_reminder says otherwise.
inline const QTime defaultReminderTime{9, 0};

/// That time of the owner's day, `days` before departure.
[[nodiscard]] Instant reminderDueAt(QDate departDate, int days, const QTimeZone &zone,
                                    QTime time = defaultReminderTime);

/// What a trip as it is wants to be reminded of: planned, or too late already.
[[nodiscard]] QList<Reminder> remindersOf(const QString &tripId, const TripPlan &plan, const QTimeZone &zone,
                                          Instant now, QTime time = defaultReminderTime);

/// What becomes of a planned reminder when somebody looks at it.
enum class ReminderMove {
    Wait, ///< its moment lies ahead
    Send,
    Miss,   ///< too long ago, or the journey has begun
    Forget, ///< the trip does not want it any more
};
[[nodiscard]] ReminderMove nextMove(const Reminder &reminder, const Trip &trip, const QTimeZone &zone, Instant now);

} // namespace portier::trips
