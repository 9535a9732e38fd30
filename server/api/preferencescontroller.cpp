// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/preferencescontroller.h"

#include "core/contract/fieldreader.h"
#include "core/notifications/preferenceservice.h"
#include "server/api/apirouter.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using contract::FieldReader;
using notifications::Channel;
using notifications::PreferenceChange;
using notifications::Preferences;
using notifications::PreferenceService;

void readLists(FieldReader &reader, PreferenceChange &change)
{
    auto lists = reader.object(u"lists"_s);
    if (!lists)
        return;
    for (const QString &name : notifications::preferenceLists()) {
        auto list = lists->object(name);
        if (!list)
            continue;
        for (const Channel channel : notifications::preferenceChannels()) {
            if (const auto enabled = list->boolean(nameOf(channel)))
                change.lists[name][channel] = *enabled;
        }
    }
}

void readQuietHours(FieldReader &reader, PreferenceChange &change)
{
    const QString name = u"quiet_hours"_s;
    if (reader.isNull(name)) {
        change.quiet = std::optional<notifications::QuietHours>();
        reader.ignore(name);
        return;
    }
    auto quiet = reader.object(name);
    if (!quiet)
        return;
    const auto from = quiet->require(u"from"_s).localTime(u"from"_s);
    const auto to = quiet->require(u"to"_s).localTime(u"to"_s);
    if (from && to && *from == *to)
        quiet->fail(u"to"_s, u"quiet_hours_empty"_s);
    else if (from && to)
        change.quiet = notifications::QuietHours{*from, *to};
}

Result<PreferenceChange> readChange(const QJsonObject &json)
{
    FieldReader reader(json);
    PreferenceChange change;
    readLists(reader, change);
    readQuietHours(reader, change);
    if (auto digest = reader.object(u"digest"_s)) {
        if (const auto mode = digest->oneOf(u"mode"_s, {u"immediate"_s, u"daily"_s, u"weekly"_s}))
            change.digestMode = notifications::digestModeFrom(*mode);
        change.digestTime = digest->localTime(u"time"_s);
    }
    if (auto summary = reader.object(u"price_summary"_s)) {
        change.summaryEnabled = summary->boolean(u"enabled"_s);
        if (const auto day = summary->integer(u"weekday"_s, 1, 7))
            change.summaryDay = int(*day);
        change.summaryTime = summary->localTime(u"time"_s);
    }
    if (reader.isNull(u"language"_s)) {
        change.language = QString();
        reader.ignore(u"language"_s);
    } else {
        change.language = reader.oneOf(u"language"_s, {u"de"_s, u"en"_s});
    }
    PORTIER_TRY(reader.finish());
    return change;
}

QCoro::Task<Result<ApiResponse>> answerFind(ApiRequest request, PreferenceService *service)
{
    PORTIER_CO_ASSIGN(found, co_await service->find(request.principal.accountId));
    co_return ApiResponse::json(toJson(found)).withVersion(found.profile.version);
}

QCoro::Task<Result<ApiResponse>> answerChange(ApiRequest request, PreferenceService *service)
{
    PORTIER_CO_ASSIGN(change, readChange(request.json));
    PORTIER_CO_ASSIGN(
        changed, co_await service->change(request.principal.accountId, std::move(change), request.principal.actor()));
    co_return ApiResponse::json(toJson(changed)).withVersion(changed.profile.version);
}

QCoro::Task<Result<ApiResponse>> answerUnsubscribe(ApiRequest request, PreferenceService *service)
{
    PORTIER_CO_TRY(co_await service->unsubscribe(request.queryValue(u"token"_s)));
    const QJsonObject body{{u"status"_s, u"unsubscribed"_s}};
    co_return ApiResponse::json(body);
}

} // namespace

void addPreferenceRoutes(ApiRouter &router, PreferenceService &preferences)
{
    using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, PreferenceService *);
    const auto handler = [service = &preferences](Answer answer) -> Handler {
        return [service, answer](ApiRequest request) { return answer(std::move(request), service); };
    };
    const QString own = u"/api/v1/me/notification-preferences"_s;
    router.add({.method = Method::Get, .pattern = own, .access = Access::account(), .handler = handler(answerFind)});
    // A caller's own preferences need no If-Match (PLT-060).
    router.add({.method = Method::Patch,
                .pattern = own,
                .access = Access::account(),
                .handler = handler(answerChange),
                .body = BodyKind::Json});
    // Mail programs post a form that says nothing but "List-Unsubscribe=One-Click" (RFC 8058).
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/notifications/unsubscribe"_s,
                .access = Access::open(),
                .handler = handler(answerUnsubscribe),
                .body = BodyKind::Raw,
                .ratePolicy = u"unsubscribe"_s,
                .queryParameters = {u"token"_s}});
}

} // namespace portier::api
