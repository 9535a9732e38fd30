// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/approvalset.h"

#include <QStringList>

#include <algorithm>

namespace portier::bookings
{

namespace
{

template <class Wanted>
QStringList namesWhere(const QList<Party> &parties, const QList<Approval> &approvals, Wanted wanted)
{
    QStringList names;
    for (const Party &party : parties) {
        const Approval *approval = approvalOf(approvals, party.id);
        if (approval && wanted(*approval))
            names.append(party.name);
    }
    return names;
}

} // namespace

QList<Party> approvalSet(const QList<Party> &parties)
{
    QList<Party> set;
    std::copy_if(parties.begin(), parties.end(), std::back_inserter(set),
                 [](const Party &each) { return each.active; });
    return set;
}

std::optional<Party> selfApproving(const QList<Party> &set, const QString &requesterEmail, SelfApproval setting,
                                   const std::function<bool(const Party &)> &proven)
{
    const auto own = std::find_if(set.begin(), set.end(), [&](const Party &each) {
        return !each.email.isEmpty() && each.email == requesterEmail;
    });
    if (own == set.end())
        return std::nullopt;
    // An address alone must never confirm a booking.
    const bool needsProof = setting == SelfApproval::Authenticated || set.size() == 1;
    return !needsProof || proven(*own) ? std::optional(*own) : std::nullopt;
}

QStringList outstandingNames(const QList<Party> &parties, const QList<Approval> &approvals)
{
    return namesWhere(parties, approvals, [](const Approval &each) { return each.isOpen(); });
}

QStringList setNames(const QList<Party> &parties, const QList<Approval> &approvals)
{
    return namesWhere(parties, approvals, [](const Approval &) { return true; });
}

QString denierName(const QList<Party> &parties, const QList<Approval> &approvals)
{
    const QStringList names =
        namesWhere(parties, approvals, [](const Approval &each) { return each.decision == Decision::Denied; });
    return names.isEmpty() ? QString() : names.first();
}

const Party *partyById(const QList<Party> &parties, const QString &id)
{
    const auto found = std::find_if(parties.begin(), parties.end(), [&](const Party &each) { return each.id == id; });
    return found == parties.end() ? nullptr : &*found;
}

const Approval *approvalOf(const QList<Approval> &approvals, const QString &partyId)
{
    const auto found =
        std::find_if(approvals.begin(), approvals.end(), [&](const Approval &each) { return each.partyId == partyId; });
    return found == approvals.end() ? nullptr : &*found;
}

} // namespace portier::bookings
