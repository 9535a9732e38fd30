// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingrecords.h"

#include "core/operations/audit.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using operations::ChangeOperation;

namespace
{
const QString admins = u"role:admin"_s;

QString bookingKind(ChangeOperation operation)
{
    switch (operation) {
    case ChangeOperation::Created:
        return u"booking.created"_s;
    case ChangeOperation::Updated:
        return u"booking.updated"_s;
    case ChangeOperation::Removed:
        break;
    }
    return u"booking.gone"_s;
}
} // namespace

Result<> BookingRecords::audit(const QString &action, const QString &objectKind, const QString &objectId,
                               const QJsonObject &changes)
{
    return operations::appendAudit(m_tx, {m_actor, action, objectKind, objectId, u"ok"_s, changes}, m_now);
}

Result<QStringList> BookingRecords::accountsOf(const QList<Party> &parties, const QString &requesterEmail)
{
    QStringList accounts;
    for (const Party &party : parties) {
        PORTIER_ASSIGN(bound, m_environment.accountsOfParty(m_tx, party.id));
        for (const BookingAccount &account : std::as_const(bound)) {
            if (!accounts.contains(account.id))
                accounts.append(account.id);
        }
    }
    if (requesterEmail.isEmpty())
        return accounts;
    PORTIER_ASSIGN(requester, m_environment.accountByEmail(m_tx, requesterEmail));
    if (requester && !accounts.contains(requester->id))
        accounts.append(requester->id);
    return accounts;
}

Result<> BookingRecords::append(const QString &kind, const QString &objectId, ChangeOperation operation,
                                const QString &visibility)
{
    return operations::appendChange(m_tx, {kind, objectId, operation, visibility, objectId}, m_now);
}

Result<> BookingRecords::tellOf(const Dossier &dossier, ChangeOperation operation)
{
    const Booking &booking = dossier.booking;
    PORTIER_TRY(append(bookingKind(operation), booking.id, operation, admins));
    const bool gone = booking.status == BookingStatus::Canceled;
    const ChangeOperation forOthers = gone ? ChangeOperation::Removed : operation;
    PORTIER_ASSIGN(accounts, accountsOf(dossier.parties, booking.email));
    for (const QString &account : std::as_const(accounts))
        PORTIER_TRY(append(bookingKind(forOthers), booking.id, forOthers, u"account:"_s + account));
    return {};
}

Result<> BookingRecords::tellOfResource(const QString &kind, const QString &objectId, const QList<Party> &parties,
                                        ChangeOperation operation)
{
    PORTIER_TRY(append(kind, objectId, operation, admins));
    PORTIER_ASSIGN(accounts, accountsOf(parties, {}));
    for (const QString &account : std::as_const(accounts))
        PORTIER_TRY(append(kind, objectId, operation, u"account:"_s + account));
    return {};
}

} // namespace portier::bookings
