// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/changefeed.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// Writes the feed and audit rows of one user's changes (TRP-240, TRP-241).
class TripRecords
{
public:
    TripRecords(storage::Transaction &tx, QString userId, operations::Actor actor, Instant now)
        : m_tx(tx), m_userId(std::move(userId)), m_actor(std::move(actor)), m_now(now)
    {
    }

    [[nodiscard]] Result<> feed(const QString &kind, const QString &objectId, operations::ChangeOperation operation,
                                const QString &tripId = {});
    [[nodiscard]] Result<> audit(const QString &action, const QString &objectKind, const QString &objectId,
                                 const QJsonObject &changes = {});

private:
    storage::Transaction &m_tx;
    QString m_userId;
    operations::Actor m_actor;
    Instant m_now;
};

} // namespace portier::trips
