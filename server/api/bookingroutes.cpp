// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/bookingroutes.h"

#include "core/bookings/bookingservice.h"
#include "core/bookings/fieldrules.h"
#include "server/api/bookingscodec.h"
#include "server/api/replyheaders.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

using bookings::BookingCaller;
using identity::LinkKind;
using identity::Principal;

namespace
{

/// What a failed request was about, as far as its own words say it: a house by its address, or a booking.
QCoro::Task<QString> languageOf(ApiRequest request, BookingServices services)
{
    QString slug = request.json.value(u"resource"_s).toString(), booking;
    if (request.routeTemplate.startsWith(u"/api/v1/resources/{id}"_s))
        slug = request.pathArguments.value(0);
    else if (request.routeTemplate.startsWith(u"/api/v1/bookings/{id}"_s))
        booking = request.pathArguments.value(0);
    if (slug.isEmpty() && booking.isEmpty())
        co_return QString();
    const auto language = co_await services.bookings.languageOf(slug, booking);
    co_return language.value_or(QString());
}

/// BKG-103: without a wish of the caller's, refusals are in the language of the house. BKG-104: that of a conflict
/// names who is in the way. What the caller may not know of is no refusal: it answers as an unknown id does (BKG-063).
QCoro::Task<Result<ApiResponse>> answered(ApiRequest request, BookingServices services, BookingAnswer answer)
{
    auto reply = co_await answer(request, services);
    if (reply)
        co_return reply;
    const Error error = reply.error();
    const QString negotiated = request.language;
    const bool isRefusal = error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Conflict;
    if (request.languageIsFallback && isRefusal) {
        const QString own = co_await languageOf(request, services);
        request.language = own.isEmpty() ? negotiated : own;
    }
    const bool conflict = error.code == u"booking_conflict"_s;
    if (!conflict && request.language == negotiated)
        co_return reply;
    ApiResponse response = problemReply(error, request);
    if (!conflict)
        co_return response;
    QJsonObject problem = QJsonDocument::fromJson(response.body).object();
    problem.insert(u"detail"_s, conflictSentence(bookings::conflictsOf(error), request.language));
    response.body = QJsonDocument(problem).toJson(QJsonDocument::Compact);
    co_return response;
}

} // namespace

void addBookingsRoutes(ApiRouter &router, const BookingServices &services)
{
    addBookingRoutes(router, services);
    addApprovalRoutes(router, services);
    addResourceRoutes(router, services);
}

Handler bookingHandler(const BookingServices &services, BookingAnswer answer)
{
    return [services, answer](ApiRequest request) { return answered(std::move(request), services, answer); };
}

Result<BookingCaller> bookingCallerOf(const ApiRequest &request)
{
    const Principal &principal = request.principal;
    BookingCaller caller;
    caller.actor = principal.actor();
    caller.language = request.languageIsFallback ? QString() : request.language;
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
