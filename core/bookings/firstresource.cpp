// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/firstresource.h"

#include "core/base/uuid.h"
#include "core/bookings/bookingschedules.h"
#include "core/bookings/fieldrules.h"
#include "core/bookings/resourcepolicy.h"
#include "core/bookings/resourcestore.h"

#include <array>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

struct FirstParty {
    const char *name;
    const char *colour;
};
constexpr std::array firstParties{FirstParty{"Ingeborg", "#C1DBE3"}, FirstParty{"Cornelia", "#C7DFC5"},
                                  FirstParty{"Angelika", "#DFAEB4"}};

Result<> insertFirst(storage::Transaction &tx, const BookingEnvironment &environment, Instant now)
{
    ResourceStore resources(tx);
    Resource house;
    house.id = newUuid(now);
    house.name = u"Ferienhaus"_s;
    house.slug = newSlug(house.name);
    house.zone = environment.zone;
    house.createdAt = house.updatedAt = now;
    PORTIER_TRY(resources.insert(house));
    for (std::size_t i = 0; i < firstParties.size(); ++i) {
        Party party;
        party.id = newUuid(now);
        party.resourceId = house.id;
        party.name = QString::fromLatin1(firstParties.at(i).name);
        party.colour = QString::fromLatin1(firstParties.at(i).colour);
        party.email = normalEmail(environment.partyEmails.value(static_cast<qsizetype>(i)));
        party.position = static_cast<int>(i);
        party.createdAt = party.updatedAt = now;
        PORTIER_TRY(resources.insertParty(party));
    }
    return planResource(tx, environment, house, now);
}

} // namespace

Result<> makeFirstResource(storage::Transaction &tx, const BookingEnvironment &environment, Instant now)
{
    // Resources are archived, never deleted: none at all means that this database is new.
    PORTIER_TRY(tx.serialise(u"bookings:first"_s));
    PORTIER_ASSIGN(count, ResourceStore(tx).count());
    return count == 0 ? insertFirst(tx, environment, now) : Result<>();
}

Result<> planResources(storage::Transaction &tx, const BookingEnvironment &environment, Instant now)
{
    PORTIER_ASSIGN(all, ResourceStore(tx).list());
    for (const Resource &resource : std::as_const(all))
        PORTIER_TRY(planResource(tx, environment, resource, now));
    return {};
}

} // namespace portier::bookings
