// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/devicesignincontroller.h"

#include "core/base/log.h"
#include "core/contract/fieldreader.h"
#include "core/identity/devicesignin.h"
#include "server/api/accountjson.h"
#include "server/api/apirouter.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr qint64 bodyLimit = 16 * 1024; // PLT-067
constexpr qsizetype longestText = 1024;
constexpr qsizetype longestName = 80;

Result<identity::CodeExchange> readExchange(const ApiRequest &request)
{
    contract::FieldReader reader(request.json);
    identity::CodeExchange exchange;
    exchange.code = reader.require(u"code"_s).text(u"code"_s, 0, longestText).value_or(QString());
    exchange.verifier = reader.require(u"code_verifier"_s).text(u"code_verifier"_s, 0, longestText).value_or(QString());
    exchange.deviceName = reader.text(u"device_name"_s, 0, longestName).value_or(QString());
    exchange.platform = reader.text(u"platform"_s, 0, longestName).value_or(QString());
    exchange.clientPrefix = request.clientPrefix;
    exchange.requestId = request.requestId;
    PORTIER_TRY(reader.finish());
    return exchange;
}

QCoro::Task<Result<ApiResponse>> answerToken(ApiRequest request, identity::DeviceSignIn *devices)
{
    PORTIER_CO_ASSIGN(exchange, readExchange(request));
    const auto signIn = co_await devices->exchange(std::move(exchange));
    if (!signIn) {
        log::info("identity"_L1, "auth_failed"_L1,
                  {{u"reason"_s, signIn.error().code}, {u"request_id"_s, request.requestId}});
        co_return fail(signIn.error());
    }
    log::info("identity"_L1, "auth_succeeded"_L1, {{u"request_id"_s, request.requestId}});
    co_return ApiResponse::json(toJson(*signIn));
}

} // namespace

void addDeviceSignInRoutes(ApiRouter &router, identity::DeviceSignIn &devices)
{
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/auth/token"_s,
                .access = Access::open(),
                .handler = [found = &devices](ApiRequest request) { return answerToken(std::move(request), found); },
                .body = BodyKind::Json,
                .bodyLimit = bodyLimit,
                .sealReply = true});
}

} // namespace portier::api
