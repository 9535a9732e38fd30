// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/triprecords.h"

#include "core/operations/audit.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

Result<> TripRecords::feed(const QString &kind, const QString &objectId, operations::ChangeOperation operation,
                           const QString &tripId)
{
    return operations::appendChange(m_tx, {kind, objectId, operation, u"account:"_s + m_userId, tripId}, m_now);
}

Result<> TripRecords::audit(const QString &action, const QString &objectKind, const QString &objectId,
                            const QJsonObject &changes)
{
    return operations::appendAudit(m_tx, {m_actor, action, objectKind, objectId, u"ok"_s, changes}, m_now);
}

} // namespace portier::trips
