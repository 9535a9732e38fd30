// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/row.h"
#include "core/trips/trip.h"

namespace portier::trips
{

// The columns of trips in one order, for every statement that reads or writes whole rows.

inline constexpr int tripColumnCount = 26;
[[nodiscard]] const QStringList &tripColumnNames();
/// The same with the alias "t".
[[nodiscard]] QString tripColumns();
[[nodiscard]] storage::Binds tripBinds(const Trip &trip);
[[nodiscard]] Trip tripFrom(const storage::Row &row);

} // namespace portier::trips
