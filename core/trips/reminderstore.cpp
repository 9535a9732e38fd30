// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/reminderstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
const QString columns = u"r.trip_id, r.depart_date, r.days, r.due_at, r.state"_s;

Reminder reminderFrom(const storage::Row &row)
{
    return {row.text(0), fromIsoDate(row.text(1)).value_or(QDate()), static_cast<int>(row.integer(2)), row.instant(3),
            reminderStateFromText(row.text(4)).value_or(ReminderState::Missed)};
}

QList<Reminder> remindersFrom(const QList<storage::Row> &rows)
{
    QList<Reminder> reminders;
    for (const storage::Row &row : rows)
        reminders.append(reminderFrom(row));
    return reminders;
}
} // namespace

Result<bool> ReminderStore::insert(const Reminder &reminder, Instant now)
{
    PORTIER_ASSIGN(inserted, m_tx.exec(u"INSERT INTO trip_reminders (trip_id, depart_date, days, due_at, state, "
                                       "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                                       "ON CONFLICT (trip_id, depart_date, days) DO NOTHING"_s,
                                       {reminder.tripId, toIsoDate(reminder.departDate), reminder.days, reminder.dueAt,
                                        toText(reminder.state), now, now}));
    return inserted == 1;
}

Result<> ReminderStore::setState(const Reminder &reminder, ReminderState state, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE trip_reminders SET state = ?, updated_at = ? "
                          "WHERE trip_id = ? AND depart_date = ? AND days = ?"_s,
                          {toText(state), now, reminder.tripId, toIsoDate(reminder.departDate), reminder.days}));
    return {};
}

Result<> ReminderStore::setDue(const Reminder &reminder, Instant dueAt, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE trip_reminders SET due_at = ?, updated_at = ? "
                          "WHERE trip_id = ? AND depart_date = ? AND days = ?"_s,
                          {dueAt, now, reminder.tripId, toIsoDate(reminder.departDate), reminder.days}));
    return {};
}

Result<> ReminderStore::removePlanned(const Reminder &reminder)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM trip_reminders WHERE trip_id = ? AND depart_date = ? AND days = ? "
                          "AND state = 'planned'"_s,
                          {reminder.tripId, toIsoDate(reminder.departDate), reminder.days}));
    return {};
}

Result<std::optional<Reminder>> ReminderStore::find(const QString &tripId, QDate departDate, int days)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM trip_reminders r WHERE r.trip_id = ? AND r.depart_date = ? "
                                      "AND r.days = ?"_s.arg(columns),
                                      {tripId, toIsoDate(departDate), days}));
    return row ? std::optional(reminderFrom(*row)) : std::nullopt;
}

Result<QList<Reminder>> ReminderStore::ofTrip(const QString &tripId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM trip_reminders r WHERE r.trip_id = ? "
                                    "ORDER BY r.depart_date, r.days DESC"_s.arg(columns),
                                    {tripId}));
    return remindersFrom(rows);
}

Result<QList<Reminder>> ReminderStore::plannedOfUser(const QString &userId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM trip_reminders r JOIN trips t ON t.id = r.trip_id "
                                    "WHERE t.user_id = ? AND r.state = 'planned' "
                                    "ORDER BY r.trip_id, r.depart_date, r.days"_s.arg(columns),
                                    {userId}));
    return remindersFrom(rows);
}

Result<QStringList> ReminderStore::usersWithPlanned()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT DISTINCT t.user_id FROM trip_reminders r JOIN trips t ON t.id = r.trip_id "
                                    "WHERE r.state = 'planned'"_s));
    QStringList users;
    for (const storage::Row &row : std::as_const(rows))
        users.append(row.text(0));
    return users;
}

} // namespace portier::trips
