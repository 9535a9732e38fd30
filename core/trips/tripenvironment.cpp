// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripenvironment.h"

#include "core/base/zonedtime.h"

namespace portier::trips
{

Result<TripOwner> ownerOf(const TripEnvironment &environment, storage::Transaction &tx, const QString &userId)
{
    PORTIER_ASSIGN(owner, environment.findOwner(tx, userId));
    if (!owner)
        return fail(Error::notFound());
    return *owner;
}

QTimeZone zoneOf(const TripOwner &owner)
{
    return zoneByName(owner.zone).value_or(QTimeZone::utc());
}

} // namespace portier::trips
