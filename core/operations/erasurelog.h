// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/operations/personaldata.h"
#include "core/operations/sealer.h"

namespace portier::operations
{

/// One erasure as erasures.log keeps it, beside the backups (PLT-160).
struct ErasureLogEntry {
    QString id;
    QString accountId; ///< empty: somebody without an account
    QString mac;       ///< erasureMac() of the person
    Instant at;
};

struct ErasureLog {
    QList<ErasureLogEntry> entries;
    int unreadable = 0; ///< lines; the piece that a crash leaves is followed by the whole line
};

/// What stays of an address: enough to recognise it in a restored backup, not enough to read it. Of an account without
/// an address it stands for the account.
[[nodiscard]] QString erasureMac(const Sealer &sealer, const Person &person);

/// Appends one line, on disk before it returns. Error: Unavailable "storage_unavailable".
[[nodiscard]] Result<> appendErasure(const QString &path, const ErasureLogEntry &entry);
/// Errors: NotFound "erasures_log_missing", Unavailable "storage_unavailable".
[[nodiscard]] Result<ErasureLog> readErasureLog(const QString &path);

} // namespace portier::operations
