// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/reminder.h"

namespace portier::trips
{

/// Rows of reminders.
class ReminderStore
{
public:
    explicit ReminderStore(storage::Transaction &tx) : m_tx(tx) {}

    /// False when this reminder is known already; it stays as it is.
    [[nodiscard]] Result<bool> insert(const Reminder &reminder, Instant now);
    [[nodiscard]] Result<> setState(const Reminder &reminder, ReminderState state, Instant now);
    [[nodiscard]] Result<> setDue(const Reminder &reminder, Instant dueAt, Instant now);
    /// Takes a planned one back, as if it had never been wanted.
    [[nodiscard]] Result<> removePlanned(const Reminder &reminder);

    [[nodiscard]] Result<std::optional<Reminder>> find(const QString &tripId, QDate departDate, int days);
    /// All of a trip, by departure and moment.
    [[nodiscard]] Result<QList<Reminder>> ofTrip(const QString &tripId);
    /// What is planned for the trips of a user.
    [[nodiscard]] Result<QList<Reminder>> plannedOfUser(const QString &userId);
    [[nodiscard]] Result<QStringList> usersWithPlanned();

private:
    storage::Transaction &m_tx;
};

} // namespace portier::trips
