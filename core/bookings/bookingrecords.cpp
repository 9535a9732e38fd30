// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingrecords.h"

#include "core/identity/linkstore.h"
#include "core/operations/audit.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using operations::ChangeOperation;

namespace
{
const QString admins = u"role:admin"_s;
} // namespace

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

Result<> BookingRecords::audit(const QString &action, const QString &objectKind, const QString &objectId,
                               const QJsonObject &changes)
{
    return operations::appendAudit(m_tx, {m_actor, action, objectKind, objectId, u"ok"_s, changes}, m_now);
}

Result<QStringList> BookingRecords::seersOf(const QList<Party> &parties, const QString &requesterEmail)
{
    QSet<QString> seers;
    QList<identity::LinkOwner> owners;
    for (const Party &party : parties) {
        PORTIER_ASSIGN(bound, m_environment.accountsOfParty(m_tx, party.id));
        for (const BookingAccount &account : std::as_const(bound))
            seers.insert(u"account:"_s + account.id);
        owners.append(identity::LinkOwner::approver(party.id));
    }
    if (!requesterEmail.isEmpty()) {
        PORTIER_ASSIGN(requester, m_environment.accountByEmail(m_tx, requesterEmail));
        if (requester)
            seers.insert(u"account:"_s + requester->id);
        owners.append(identity::LinkOwner::personal(requesterEmail));
    }
    for (const identity::LinkOwner &owner : std::as_const(owners)) {
        PORTIER_ASSIGN(link, identity::LinkStore(m_tx).find(owner));
        if (link)
            seers.insert(u"link:"_s + link->id);
    }
    QStringList sorted(seers.cbegin(), seers.cend());
    sorted.sort();
    return sorted;
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
    PORTIER_ASSIGN(seers, seersOf(dossier.parties, booking.email));
    for (const QString &seer : std::as_const(seers))
        PORTIER_TRY(append(bookingKind(forOthers), booking.id, forOthers, seer));
    return {};
}

Result<> BookingRecords::tellOfResource(const QString &kind, const QString &objectId, const QList<Party> &parties,
                                        ChangeOperation operation)
{
    PORTIER_TRY(append(kind, objectId, operation, admins));
    PORTIER_ASSIGN(seers, seersOf(parties, {}));
    for (const QString &seer : std::as_const(seers))
        PORTIER_TRY(append(kind, objectId, operation, seer));
    return {};
}

} // namespace portier::bookings
