// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/storage/connection.h"

class QSqlError;

namespace portier::storage
{

/// What a driver's error means.
struct SqlFailure {
    Error error;
    Fault fault = Fault::Statement;
};

/// Never carries values out of a statement: PostgreSQL's messages may hold them, so only those are kept that name
/// tables, columns and constraints.
[[nodiscard]] SqlFailure classify(Backend backend, const QSqlError &error, bool connectionLost);

/// The one error for "writes cannot be kept, or the server is away" (PLT-104, PLT-146).
[[nodiscard]] Error storageUnavailable(const QString &message);
/// The one error for "too much contention just now".
[[nodiscard]] Error storageBusy(const QString &message);

} // namespace portier::storage
