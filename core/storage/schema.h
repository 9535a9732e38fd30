// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

namespace portier::storage
{

/// Whether the database (on PostgreSQL: the current schema) has this table.
[[nodiscard]] Result<bool> hasTable(Transaction &tx, const QString &name);
/// Whether it has any table that a program made.
[[nodiscard]] Result<bool> hasAnyTable(Transaction &tx);

} // namespace portier::storage
