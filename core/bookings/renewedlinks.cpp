// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/renewedlinks.h"

#include "core/base/uuid.h"
#include "core/bookings/bookingmails.h"
#include "core/bookings/bookingstore.h"
#include "core/bookings/resourcestore.h"

namespace portier::bookings
{

Result<> mailRenewedLink(const BookingEnvironment &environment, storage::Transaction &tx, const identity::Link &link,
                         const operations::Actor &actor, Instant now)
{
    BookingMails mails(environment, tx, actor, now);
    if (link.owner.kind == identity::LinkKind::Personal) {
        PORTIER_ASSIGN(language, BookingStore(tx).languageOf(link.owner.email));
        PORTIER_TRY(mails.sendAccessLinks(link.owner.email, language, newUuid(now)));
        return {};
    }
    if (link.owner.kind != identity::LinkKind::Approver)
        return {};
    ResourceStore resources(tx);
    PORTIER_ASSIGN(party, resources.findParty(link.owner.partyId));
    if (!party || party->email.isEmpty())
        return {};
    PORTIER_ASSIGN(resource, resources.find(party->resourceId));
    return mails.sendPartyLink(*resource, *party, newUuid(now));
}

} // namespace portier::bookings
