// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingservice.h"
#include "core/bookings/bookingstore.h"
#include "core/bookings/dossier.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkservice.h"

namespace portier::bookings
{

using identity::LinkOwner;
using storage::Transaction;

namespace
{

void addHouse(LinkWays &ways, const Resource &house)
{
    if (house.status != ResourceStatus::Archived)
        ways.houses.append({house.slug, house.name});
}

/// Only links that have been mailed: showing a page makes none (BKG-077).
Result<> addJump(const BookingEnvironment &environment, Transaction &tx, const LinkOwner &owner, const QString &party,
                 const QString &house, LinkWays &ways)
{
    PORTIER_ASSIGN(link, identity::LinkStore(tx).find(owner));
    const QString token = link ? environment.links->token(*link) : QString(); // empty: its key was retired
    if (!token.isEmpty())
        ways.jumps.append({token, party, house});
    return {};
}

Result<LinkWays> waysOfParty(const BookingEnvironment &environment, Transaction &tx, const QString &partyId)
{
    LinkWays ways;
    ResourceStore resources(tx);
    PORTIER_ASSIGN(party, resources.findParty(partyId));
    if (!party)
        return ways;
    PORTIER_ASSIGN(house, resources.find(party->resourceId));
    ways.party = labelOf(*party);
    if (house)
        addHouse(ways, *house);
    if (!party->email.isEmpty())
        PORTIER_TRY(addJump(environment, tx, LinkOwner::personal(party->email), {}, {}, ways));
    return ways;
}

Result<LinkWays> waysOfRequester(const BookingEnvironment &environment, Transaction &tx, const QString &email)
{
    LinkWays ways;
    ResourceStore resources(tx);
    PORTIER_ASSIGN(houses, resources.ofRequester(email));
    for (const Resource &house : std::as_const(houses))
        addHouse(ways, house);
    PORTIER_ASSIGN(parties, resources.partiesByEmail(email));
    for (const Party &party : std::as_const(parties)) {
        PORTIER_ASSIGN(house, resources.find(party.resourceId));
        if (house && house->status != ResourceStatus::Archived)
            PORTIER_TRY(addJump(environment, tx, LinkOwner::approver(party.id), party.name, house->name, ways));
    }
    return ways;
}

Result<LinkWays> waysOfNobody(Transaction &tx)
{
    LinkWays ways;
    PORTIER_ASSIGN(houses, ResourceStore(tx).list());
    for (const Resource &house : std::as_const(houses))
        addHouse(ways, house);
    if (ways.houses.size() > 1) // which one is a secret of those who know its address (BKG-129)
        ways.houses.clear();
    return ways;
}

Result<QString> languageOfHouse(Transaction &tx, const QString &slug, const QString &bookingId)
{
    ResourceStore resources(tx);
    PORTIER_ASSIGN(named, resources.findBySlug(slug));
    if (named)
        return named->language;
    PORTIER_ASSIGN(booking, BookingStore(tx).find(bookingId));
    if (!booking)
        return QString();
    PORTIER_ASSIGN(house, resources.find(booking->resourceId));
    return house ? house->language : QString();
}

} // namespace

QCoro::Task<Result<QString>> BookingService::languageOf(QString slug, QString bookingId)
{
    return m_database.read([slug, bookingId](Transaction &tx) { return languageOfHouse(tx, slug, bookingId); });
}

QCoro::Task<Result<LinkWays>> BookingService::waysOf(BookingCaller caller)
{
    return m_database.read([environment = m_environment, caller](Transaction &tx) {
        switch (caller.kind) {
        case BookingCaller::Kind::ApproverLink:
            return waysOfParty(*environment, tx, caller.partyId);
        case BookingCaller::Kind::PersonalLink:
            return waysOfRequester(*environment, tx, caller.email);
        default:
            return waysOfNobody(tx);
        }
    });
}

} // namespace portier::bookings
