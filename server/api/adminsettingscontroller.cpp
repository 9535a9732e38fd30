// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/adminsettingscontroller.h"

#include "core/operations/runtimesettings.h"
#include "server/api/adminroutes.h"
#include "server/api/apirouter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using operations::RuntimeSettings;
using operations::SettingView;

QJsonObject toJson(const SettingView &view)
{
    return {{u"name"_s, view.setting.name},
            {u"value"_s, view.setting.secret ? QJsonValue() : QJsonValue(view.value)},
            {u"is_set"_s, view.isSet},
            {u"origin"_s, view.origin},
            {u"default"_s, view.setting.fallback},
            {u"allowed"_s, view.setting.allowed()},
            {u"description"_s, view.setting.description},
            {u"secret"_s, view.setting.secret},
            {u"runtime"_s, view.setting.runtime},
            {u"changeable"_s, view.changeable}};
}

ApiResponse render(const RuntimeSettings &settings)
{
    QJsonArray items;
    const QList<SettingView> views = settings.list();
    for (const SettingView &view : views)
        items.append(toJson(view));
    return ApiResponse::json({{u"items"_s, items}, {u"version"_s, settings.revision()}})
        .withVersion(settings.revision());
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest, RuntimeSettings *settings)
{
    co_return render(*settings);
}

QCoro::Task<Result<ApiResponse>> answerChange(ApiRequest request, RuntimeSettings *settings)
{
    PORTIER_CO_TRY(co_await settings->change(request.json, request.ifMatch.value_or(-1), request.principal.actor()));
    co_return render(*settings);
}

} // namespace

void addAdminSettingsRoutes(ApiRouter &router, RuntimeSettings &settings)
{
    const auto route = adminRoutes(u"/settings"_s, &settings);
    router.add(route(Method::Get, {}, answerList));
    Route change = route(Method::Patch, {}, answerChange);
    change.body = BodyKind::Json;
    change.needsIfMatch = true;
    router.add(std::move(change));
}

} // namespace portier::api
