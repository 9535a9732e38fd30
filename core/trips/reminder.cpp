// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/reminder.h"

#include "core/base/enumtext.h"
#include "core/trips/tripdue.h"

namespace portier::trips
{

namespace
{
constexpr EnumTable<ReminderState, 4> states{{{ReminderState::Planned, "planned"},
                                              {ReminderState::Sent, "sent"},
                                              {ReminderState::TooLate, "too_late"},
                                              {ReminderState::Missed, "missed"}}};

constexpr Millis patience = std::chrono::hours(24);

/// A stop may delay it to the end of that local day, and by 24 hours in any case.
bool isInTime(const Reminder &reminder, const QTimeZone &zone, Instant now)
{
    return now <= reminder.dueAt + patience || localDate(now, zone) == localDate(reminder.dueAt, zone);
}
} // namespace

QString toText(ReminderState state)
{
    return nameIn(states, state);
}

std::optional<ReminderState> reminderStateFromText(const QString &text)
{
    return valueIn(states, text);
}

Instant reminderDueAt(QDate departDate, int days, const QTimeZone &zone, QTime time)
{
    return resolveLocal(departDate.addDays(-days), time, zone).instant;
}

QList<Reminder> remindersOf(const QString &tripId, const TripPlan &plan, const QTimeZone &zone, Instant now, QTime time)
{
    QList<Reminder> reminders;
    for (const int days : plan.reminderDays) {
        const Instant dueAt = reminderDueAt(plan.departDate, days, zone, time);
        const ReminderState state = dueAt < now ? ReminderState::TooLate : ReminderState::Planned;
        reminders.append({tripId, plan.departDate, days, dueAt, state});
    }
    return reminders;
}

ReminderMove nextMove(const Reminder &reminder, const Trip &trip, const QTimeZone &zone, Instant now)
{
    const bool wanted = trip.plan.departDate == reminder.departDate && trip.plan.reminderDays.contains(reminder.days);
    if (!wanted || reminder.state != ReminderState::Planned)
        return ReminderMove::Forget;
    if (now < reminder.dueAt)
        return ReminderMove::Wait;
    const bool over = trip.status == TripStatus::Expired || isDeparted(trip.plan, localDate(now, zone));
    return over || !isInTime(reminder, zone, now) ? ReminderMove::Miss : ReminderMove::Send;
}

} // namespace portier::trips
