// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/storage/transaction.h"

namespace portier::operations
{

/// One append-only row per state change and security event (PLT-141).
struct AuditEntry {
    Actor actor;
    QString action;     ///< "trip.created", "account.password_changed"
    QString objectKind; ///< "trip"
    QString objectId;
    QString outcome = QStringLiteral("ok"); ///< ok | refused | failed
    QJsonObject changes;                    ///< {"field": [old, new]} without personal and secret values
};

/// Writes the row in the change's own transaction; if that fails the change must fail (PLT-142).
[[nodiscard]] Result<> appendAudit(storage::Transaction &tx, const AuditEntry &entry, Instant now);

/// Removes rows older than `before` and gives their number: the only way rows ever leave (PLT-142).
[[nodiscard]] Result<qint64> removeAuditBefore(storage::Transaction &tx, Instant before);

} // namespace portier::operations
