// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/bookingroutes.h"

#include "core/bookings/fieldrules.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

using bookings::BookingCaller;
using identity::LinkKind;
using identity::Principal;

void addBookingsRoutes(ApiRouter &router, const BookingServices &services)
{
    addBookingRoutes(router, services);
    addApprovalRoutes(router, services);
    addResourceRoutes(router, services);
}

Handler bookingHandler(const BookingServices &services, BookingAnswer answer)
{
    return [services, answer](ApiRequest request) { return answer(std::move(request), services); };
}

Result<BookingCaller> bookingCallerOf(const ApiRequest &request)
{
    const Principal &principal = request.principal;
    BookingCaller caller;
    caller.actor = principal.actor();
    caller.language = request.language;
    if (principal.kind == Principal::Kind::Account) {
        caller.kind = BookingCaller::Kind::Account;
        caller.accountId = principal.accountId;
    }
    if (principal.kind != Principal::Kind::Link || !principal.link)
        return caller;
    if (principal.link->kind == LinkKind::Feed)
        return fail(Error::forbidden(u"invalid_link"_s));
    const bool personal = principal.link->kind == LinkKind::Personal;
    caller.kind = personal ? BookingCaller::Kind::PersonalLink : BookingCaller::Kind::ApproverLink;
    caller.email = bookings::normalEmail(principal.link->email);
    caller.partyId = principal.link->partyId;
    return caller;
}

Access bookingAccess()
{
    return Access::account().orLink({LinkKind::Personal, LinkKind::Approver});
}

} // namespace portier::api
