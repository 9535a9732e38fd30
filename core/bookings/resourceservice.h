// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingcaller.h"
#include "core/bookings/bookingenvironment.h"
#include "core/bookings/resource.h"

#include <QCoroTask>
#include <QJsonObject>

namespace portier::bookings
{

/// A resource with its parties, as admins see it.
struct ResourceRecord {
    Resource resource;
    QList<Party> parties; ///< in order, inactive ones too
    Limits limits;        ///< in force
    Limits inherited;     ///< would be in force without any of its own
};

/// Administration of resources and parties. Every method needs an admin or the operator: Forbidden otherwise.
class ResourceService
{
public:
    ResourceService(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment);

    QCoro::Task<Result<QList<ResourceRecord>>> list(BookingCaller caller);
    QCoro::Task<Result<ResourceRecord>> find(BookingCaller caller, QString resourceId);
    QCoro::Task<Result<Party>> findParty(BookingCaller caller, QString partyId);
    /// {"name", "zone", "language", "status", "sender_name", "limits": {…}}.
    QCoro::Task<Result<ResourceRecord>> create(BookingCaller caller, QJsonObject body);
    QCoro::Task<Result<ResourceRecord>> patch(BookingCaller caller, QString resourceId, QJsonObject patch,
                                              qint64 ifMatch);
    /// Archives. Conflict "resource_in_use" while a non-past booking blocks days.
    QCoro::Task<Result<>> remove(BookingCaller caller, QString resourceId);

    /// {"name", "colour", "email", "language", "position", "active", "notification_enabled"}.
    QCoro::Task<Result<Party>> addParty(BookingCaller caller, QString resourceId, QJsonObject body);
    /// A new address ends the links of the old one and is told its access link (BKG-006).
    QCoro::Task<Result<Party>> patchParty(BookingCaller caller, QString partyId, QJsonObject patch, qint64 ifMatch);
    /// Conflict "party_in_use" once it appeared in an approval or affiliation (BKG-005).
    QCoro::Task<Result<>> removeParty(BookingCaller caller, QString partyId);
    /// M10 to the party's address. Invalid "party_without_address".
    QCoro::Task<Result<>> sendLink(BookingCaller caller, QString partyId);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    BookingEnv m_environment;
};

} // namespace portier::bookings
