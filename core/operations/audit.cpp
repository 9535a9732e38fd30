// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/audit.h"

namespace portier::operations
{

using namespace Qt::StringLiterals;

Result<> appendAudit(storage::Transaction &tx, const AuditEntry &entry, Instant now)
{
    const Actor &actor = entry.actor;
    PORTIER_TRY(tx.exec(u"INSERT INTO audit_log (at, actor_kind, actor_id, action, object_kind, object_id, outcome,"
                        " request_id, client_prefix, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                        {now, actor.kind, actor.id, entry.action, entry.objectKind, entry.objectId, entry.outcome,
                         actor.requestId, actor.clientPrefix, entry.changes}));
    return {};
}

Result<qint64> removeAuditBefore(storage::Transaction &tx, Instant before)
{
    // The trigger lets a row go only when it is older than this gate, which is closed again before anyone sees it.
    const QString moveGate = u"UPDATE audit_retention SET delete_before = ? WHERE id = 1"_s;
    PORTIER_TRY(tx.exec(moveGate, {before}));
    PORTIER_ASSIGN(removed, tx.exec(u"DELETE FROM audit_log WHERE at < ?"_s, {before}));
    PORTIER_TRY(tx.exec(moveGate, {0}));
    return removed;
}

} // namespace portier::operations
