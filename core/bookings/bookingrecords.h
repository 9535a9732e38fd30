// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/dossier.h"
#include "core/operations/changefeed.h"

namespace portier::bookings
{

/// "booking.created", "booking.updated", "booking.gone".
[[nodiscard]] QString bookingKind(operations::ChangeOperation operation);

/// Writes the audit and feed rows of one change (BKG-018, BKG-068).
class BookingRecords
{
public:
    BookingRecords(const BookingEnvironment &environment, storage::Transaction &tx, operations::Actor actor,
                   Instant now)
        : m_environment(environment), m_tx(tx), m_actor(std::move(actor)), m_now(now)
    {
    }

    [[nodiscard]] Result<> audit(const QString &action, const QString &objectKind, const QString &objectId,
                                 const QJsonObject &changes = {});
    /// Tells admins, and the accounts and links of the parties and of the requester. A canceled booking is gone for all
    /// but admins.
    [[nodiscard]] Result<> tellOf(const Dossier &dossier, operations::ChangeOperation operation);
    /// "resource.updated" or "party.updated", to admins, and the accounts and links of the parties.
    [[nodiscard]] Result<> tellOfResource(const QString &kind, const QString &objectId, const QList<Party> &parties,
                                          operations::ChangeOperation operation);

private:
    /// Visibilities in the change feed: accounts and standing links of the parties and of the requester.
    [[nodiscard]] Result<QStringList> seersOf(const QList<Party> &parties, const QString &requesterEmail);
    [[nodiscard]] Result<> append(const QString &kind, const QString &objectId, operations::ChangeOperation operation,
                                  const QString &visibility);

    const BookingEnvironment &m_environment;
    storage::Transaction &m_tx;
    operations::Actor m_actor;
    Instant m_now;
};

} // namespace portier::bookings
