// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/phonecontroller.h"

#include "core/contract/fieldreader.h"
#include "core/notifications/phoneservice.h"
#include "server/api/apirouter.h"
#include "server/api/etag.h"
#include "server/api/jsonvalues.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using contract::FieldReader;
using notifications::Phone;
using notifications::PhoneService;

ApiResponse reply(const Phone &phone, const PhoneService &service)
{
    QJsonValue pending;
    if (!phone.pendingNumber.isEmpty())
        pending =
            QJsonObject{{u"number"_s, phone.pendingNumber}, {u"expires_at"_s, instantOrNull(phone.codeExpiresAt)}};
    const QJsonObject body{{u"number"_s, textOrNull(phone.number)},
                           {u"confirmed_at"_s, instantOrNull(phone.confirmedAt)},
                           {u"pending"_s, pending},
                           {u"sms_available"_s, service.canSend()}};
    return ApiResponse::json(body);
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, PhoneService *service)
{
    PORTIER_CO_ASSIGN(phone, co_await service->find(request.principal.accountId));
    co_return reply(phone, *service).withVersion(Unversioned);
}

QCoro::Task<Result<ApiResponse>> answerAsk(ApiRequest request, PhoneService *service)
{
    FieldReader reader(request.json);
    const auto number = reader.require(u"number"_s).text(u"number"_s, 1, 40);
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_ASSIGN(phone, co_await service->ask(request.principal.accountId, *number, request.principal.actor()));
    co_return reply(phone, *service);
}

QCoro::Task<Result<ApiResponse>> answerConfirm(ApiRequest request, PhoneService *service)
{
    FieldReader reader(request.json);
    const auto code = reader.require(u"code"_s).text(u"code"_s, 1, 20);
    PORTIER_CO_TRY(reader.finish());
    PORTIER_CO_ASSIGN(phone, co_await service->confirm(request.principal.accountId, *code, request.principal.actor()));
    co_return reply(phone, *service);
}

QCoro::Task<Result<ApiResponse>> answerRemove(ApiRequest request, PhoneService *service)
{
    PORTIER_CO_TRY(co_await service->remove(request.principal.accountId, request.principal.actor()));
    co_return ApiResponse::noContent();
}

} // namespace

void addPhoneRoutes(ApiRouter &router, PhoneService &phones)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, PhoneService *);
    const auto handler = [service = &phones](Answer answer) -> Handler {
        return [service, answer](ApiRequest request) { return answer(std::move(request), service); };
    };
    const QString own = u"/api/v1/me/phone"_s;
    router.add({.method = Method::Get, .pattern = own, .access = Access::account(), .handler = handler(answerFind)});
    router.add({.method = Method::Post,
                .pattern = own,
                .access = Access::account(),
                .handler = handler(answerAsk),
                .body = BodyKind::Json,
                .ratePolicy = u"phone_code"_s});
    router.add({.method = Method::Post,
                .pattern = own + u"/confirm"_s,
                .access = Access::account(),
                .handler = handler(answerConfirm),
                .body = BodyKind::Json});
    router.add(
        {.method = Method::Delete, .pattern = own, .access = Access::account(), .handler = handler(answerRemove)});
}

} // namespace portier::api
