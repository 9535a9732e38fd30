// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/servicecontroller.h"

#include "server/api/apirouter.h"
#include "server/api/openapidocument.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QCoro::Task<Result<ApiResponse>> answerService(ApiRequest)
{
    const QJsonObject service{{u"name"_s, u"portier"_s},
                              {u"version"_s, QCoreApplication::applicationVersion()},
                              {u"languages"_s, QJsonArray{u"de"_s, u"en"_s}}};
    co_return ApiResponse::json(service);
}

QCoro::Task<Result<ApiResponse>> answerDocument(ApiRequest)
{
    ApiResponse response;
    response.body = openApiDocument();
    response.withHeader("cache-control", "public, max-age=3600");
    co_return response;
}

} // namespace

void addServiceRoutes(ApiRouter &router)
{
    router.add({.method = Method::Get, .pattern = u"/api/v1"_s, .access = Access::open(), .handler = answerService});
    router.add(
        {.method = Method::Get, .pattern = u"/openapi.json"_s, .access = Access::open(), .handler = answerDocument});
}

} // namespace portier::api
