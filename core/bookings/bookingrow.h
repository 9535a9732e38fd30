// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/booking.h"
#include "core/storage/row.h"

#include <QStringList>

namespace portier::bookings
{

// The columns of bookings, approvals and timelines in one order, for every statement that reads or writes whole rows.

inline constexpr int bookingColumnCount = 22;
[[nodiscard]] const QStringList &bookingColumnNames();
/// The same with the alias "b".
[[nodiscard]] QString bookingColumns();
[[nodiscard]] storage::Binds bookingBinds(const Booking &booking);
[[nodiscard]] Booking bookingFrom(const storage::Row &row);

inline constexpr int approvalColumnCount = 8;
[[nodiscard]] const QStringList &approvalColumnNames();
/// With the alias "a".
[[nodiscard]] QString approvalColumns();
[[nodiscard]] storage::Binds approvalBinds(const Approval &approval);
[[nodiscard]] Approval approvalFrom(const storage::Row &row);

[[nodiscard]] const QStringList &timelineColumnNames();
[[nodiscard]] storage::Binds timelineBinds(const TimelineEvent &event);
[[nodiscard]] TimelineEvent timelineFrom(const storage::Row &row);

[[nodiscard]] QDate dateOf(const storage::Row &row, int column);
/// The first column.
[[nodiscard]] QStringList textsOf(const QList<storage::Row> &rows);

} // namespace portier::bookings
