// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/bookings/bookingservice.h"
#include "core/contract/fieldreader.h"
#include "server/api/apirouter.h"
#include "server/api/bookingroutes.h"
#include "server/api/bookingscodec.h"
#include "server/api/etag.h"
#include "server/api/idempotentreply.h"
#include "server/api/listpage.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr qint64 recoveryLimit = 16 * 1024; // PLT-067

using namespace bookings;

constexpr qsizetype longestSearch = 100;

QString pathOf(const BookingView &view)
{
    return u"/api/v1/bookings/"_s + view.id;
}

ApiResponse viewReply(const BookingView &view)
{
    ApiResponse response = ApiResponse::json(toJson(view));
    response.version = view.details ? view.details->version : Unversioned;
    return response;
}

QCoro::Task<Result<ApiResponse>> answerSubmit(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    const auto render = [](const BookingView &view) { return ApiResponse::created(toJson(view), pathOf(view)); };
    auto remember = rememberReply<BookingView>(request, render, services.clock->now());
    const auto view = co_await services.bookings.submit(caller, request.json, std::move(remember));
    if (!view)
        co_return fail(view.error());
    co_return render(*view);
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(view, co_await services.bookings.find(caller, request.pathArguments.constFirst()));
    co_return viewReply(view);
}

/// 412 carries the present representation (BKG-101).
QCoro::Task<Result<ApiResponse>> changeReply(ApiRequest request, BookingServices services, BookingCaller caller,
                                             Result<ChangedBooking> changed)
{
    if (changed)
        co_return viewReply(changed->view);
    Error error = changed.error();
    if (error.code == u"stale_version"_s) {
        const auto view = co_await services.bookings.find(caller, request.pathArguments.constFirst());
        if (view)
            error.details.insert(u"current"_s, toJson(*view));
    }
    co_return fail(error);
}

QCoro::Task<Result<ApiResponse>> answerEdit(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    auto changed = co_await services.bookings.edit(caller, request.pathArguments.constFirst(), request.json,
                                                   request.ifMatch.value_or(-1));
    co_return co_await changeReply(request, services, caller, std::move(changed));
}

QCoro::Task<Result<ApiResponse>> answerReopen(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    auto changed = co_await services.bookings.reopen(caller, request.pathArguments.constFirst(), request.json,
                                                     request.ifMatch.value_or(-1));
    co_return co_await changeReply(request, services, caller, std::move(changed));
}

QCoro::Task<Result<ApiResponse>> answerCancel(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(result,
                      co_await services.bookings.cancel(caller, request.pathArguments.constFirst(), request.json));
    co_return ApiResponse::json(toJson(result));
}

BookingListQuery listQuery(const PageRequest &page)
{
    return {page.limit, page.after};
}

Result<std::optional<QDate>> queryDate(const ApiRequest &request, const QString &name)
{
    if (!request.hasQuery(name))
        return std::nullopt;
    const auto date = fromIsoDate(request.queryValue(name));
    if (!date)
        return fail(badParameter(name));
    return date;
}

Result<ArchiveQuery> archiveQuery(const ApiRequest &request, const PageRequest &page)
{
    ArchiveQuery query;
    query.page = listQuery(page);
    if (request.hasQuery(u"status"_s)) {
        const auto status = bookingStatusFromText(request.queryValue(u"status"_s));
        if (!status)
            return fail(badParameter(u"status"_s));
        query.statuses = {*status};
    }
    query.resourceId = request.queryValue(u"resource"_s);
    query.text = request.queryValue(u"q"_s);
    if (query.text.size() > longestSearch)
        return fail(badParameter(u"q"_s));
    PORTIER_ASSIGN(from, queryDate(request, u"from"_s));
    PORTIER_ASSIGN(to, queryDate(request, u"to"_s));
    query.from = from;
    query.to = to;
    return query;
}

ApiResponse bookingsReply(const ApiRequest &request, const BookingServices &services, const BookingPage &found)
{
    Page page;
    for (const BookingView &view : found.items)
        page.items.append(toListJson(view, found.severalResources));
    page.next = found.next;
    page.total = found.total;
    return listReply(request, *services.cursors, page);
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    const QString scope = request.queryValue(u"scope"_s);
    if (scope == u"mine"_s) {
        PORTIER_CO_ASSIGN(mine, co_await services.bookings.mine(caller, listQuery(wanted)));
        co_return bookingsReply(request, services, mine);
    }
    if (scope != u"all"_s)
        co_return fail(badParameter(u"scope"_s));
    PORTIER_CO_ASSIGN(query, archiveQuery(request, wanted));
    PORTIER_CO_ASSIGN(all, co_await services.bookings.archive(caller, query));
    co_return bookingsReply(request, services, all);
}

QString neutralAnswer(const QString &language)
{
    if (language == u"en"_s)
        return u"If we know the address, a mail with your link is on its way. Check the spelling and your spam folder, "
               "and wait a minute before you try again."_s;
    return u"Wenn wir die Adresse kennen, ist eine Mail mit deinem Link unterwegs. Prüf die Schreibweise und den "
           "Spam-Ordner, und warte eine Minute, bevor du es noch einmal versuchst."_s;
}

QCoro::Task<Result<ApiResponse>> answerRecover(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    contract::FieldReader reader(request.json);
    const QString email = reader.require(u"email"_s).text(u"email"_s).value_or(QString());
    const QString language = reader.oneOf(u"language"_s, {u"de"_s, u"en"_s}).value_or(request.language);
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_TRY(co_await services.bookings.recover(caller, email, language));
    const QJsonObject body{{u"message"_s, neutralAnswer(language)}};
    co_return ApiResponse::json(body);
}

/// What the link in the Authorization header stands for; nobody's address (BKG-066).
QCoro::Task<Result<ApiResponse>> answerOwnLink(ApiRequest request, BookingServices services)
{
    PORTIER_CO_ASSIGN(caller, bookingCallerOf(request));
    PORTIER_CO_ASSIGN(ways, co_await services.bookings.waysOf(caller));
    QJsonValue resource, party;
    if (ways.party) {
        party = QJsonObject{{u"id"_s, ways.party->id}, {u"name"_s, ways.party->name}};
        if (!ways.houses.isEmpty()) // archived ones are told to nobody
            resource = QJsonObject{{u"slug"_s, ways.houses.first().slug}, {u"name"_s, ways.houses.first().name}};
    }
    const QJsonObject body{{u"kind"_s, identity::linkKindName(request.principal.link->kind)},
                           {u"resource"_s, resource},
                           {u"party"_s, party}};
    co_return ApiResponse::json(body).withVersion(Unversioned);
}

Route writeRoute(Method method, const QString &pattern, Access access, Handler handler)
{
    Route route{.method = method, .pattern = pattern, .access = std::move(access), .handler = std::move(handler)};
    route.body = BodyKind::Json;
    route.ratePolicy = u"link_write"_s;
    route.anonymousPolicy = u"unauthenticated_write"_s;
    return route;
}

} // namespace

void addBookingRoutes(ApiRouter &router, const BookingServices &services)
{
    const QString all = u"/api/v1/bookings"_s;
    const QString one = all + u"/{id}"_s;
    Route submit = writeRoute(Method::Post, all, Access::open(), bookingHandler(services, answerSubmit));
    submit.idempotency = IdempotencyUse::Accepted;
    submit.sealReply = true; // it names the requester, whom an erasure may forget within the day (PLT-159)
    router.add(std::move(submit));
    router.add({.method = Method::Get,
                .pattern = all,
                .access = bookingAccess(),
                .handler = bookingHandler(services, answerList),
                .queryParameters = {u"scope"_s, u"status"_s, u"resource"_s, u"q"_s, u"from"_s, u"to"_s, u"limit"_s,
                                    u"cursor"_s}});
    router.add({.method = Method::Get,
                .pattern = one,
                .access = Access::open(),
                .handler = bookingHandler(services, answerFind)});
    Route edit = writeRoute(Method::Patch, one, bookingAccess(), bookingHandler(services, answerEdit));
    edit.needsIfMatch = true;
    router.add(std::move(edit));
    Route remove = writeRoute(Method::Delete, one, bookingAccess(), bookingHandler(services, answerCancel));
    remove.body = BodyKind::None;
    router.add(std::move(remove));
    router.add(writeRoute(Method::Post, one + u"/cancel"_s, bookingAccess(), bookingHandler(services, answerCancel)));
    Route reopen =
        writeRoute(Method::Post, one + u"/reopen"_s, bookingAccess(), bookingHandler(services, answerReopen));
    reopen.needsIfMatch = true;
    router.add(std::move(reopen));
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/links/self"_s,
                .access = Access::link({identity::LinkKind::Personal, identity::LinkKind::Approver}),
                .handler = bookingHandler(services, answerOwnLink)});
    Route recover =
        writeRoute(Method::Post, u"/api/v1/links/recover"_s, Access::open(), bookingHandler(services, answerRecover));
    recover.bodyLimit = recoveryLimit;
    router.add(std::move(recover));
}

} // namespace portier::api
