// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/pricesourcescontroller.h"

#include "core/contract/fieldreader.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/sourceprobe.h"
#include "server/api/apirouter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using trips::Side;

QJsonObject sourceJson(const trips::SourceStatus &source, bool forAdmin)
{
    QJsonArray sides;
    for (const Side side : source.sides)
        sides.append(toText(side));
    QJsonObject json{{u"name"_s, source.name},
                     {u"label"_s, source.label},
                     {u"sides"_s, sides},
                     {u"configured"_s, source.configured},
                     {u"simulated"_s, source.simulated},
                     {u"serving"_s, source.serving}};
    if (forAdmin) {
        for (auto detail = source.details.begin(); detail != source.details.end(); ++detail)
            json[detail.key()] = detail.value();
    }
    return json;
}

QJsonObject orderJson(const QMap<Side, QStringList> &order)
{
    QJsonObject json;
    for (auto side = order.cbegin(); side != order.cend(); ++side)
        json[toText(side.key())] = QJsonArray::fromStringList(side.value());
    return json;
}

QCoro::Task<Result<ApiResponse>> list(trips::PriceFinder *finder, ApiRequest request)
{
    const bool forAdmin = request.principal.has(identity::Role::Admin);
    const auto sources = co_await finder->status();
    if (!sources)
        co_return fail(sources.error());
    QJsonArray items;
    for (const trips::SourceStatus &source : *sources)
        items.append(sourceJson(source, forAdmin));
    QJsonObject reply{{u"items"_s, items}};
    if (forAdmin) {
        const auto order = co_await finder->order();
        if (!order)
            co_return fail(order.error());
        reply[u"order"] = orderJson(*order);
        const auto saving = co_await finder->overallSaving();
        if (!saving)
            co_return fail(saving.error());
        reply[u"saving"] = *saving;
    }
    co_return ApiResponse::json(reply);
}

/// The wanted order of each side the body names.
Result<QMap<Side, QStringList>> readOrder(const QJsonObject &body)
{
    contract::FieldReader reader(body);
    QMap<Side, QStringList> wanted;
    for (const Side side : {Side::Flights, Side::Hotels}) {
        if (const auto names = reader.texts(toText(side), 20))
            wanted.insert(side, *names);
    }
    PORTIER_TRY(reader.finish());
    return wanted;
}

QCoro::Task<Result<ApiResponse>> changeOrder(trips::PriceFinder *finder, ApiRequest request)
{
    const auto wanted = readOrder(request.json);
    if (!wanted)
        co_return fail(wanted.error());
    const auto changed = co_await finder->setOrder(*wanted, request.principal.actor());
    if (!changed)
        co_return fail(changed.error());
    const auto order = co_await finder->order();
    if (!order)
        co_return fail(order.error());
    co_return ApiResponse::json(orderJson(*order));
}

QCoro::Task<Result<ApiResponse>> reset(trips::PriceFinder *finder, ApiRequest request)
{
    const QString name = request.pathArguments.value(0);
    const auto done = co_await finder->resetHealth(name, request.principal.actor());
    if (!done)
        co_return fail(done.error());
    const auto sources = co_await finder->status();
    if (!sources)
        co_return fail(sources.error());
    QJsonObject reply;
    for (const trips::SourceStatus &source : *sources) {
        if (source.name == name)
            reply = sourceJson(source, true);
    }
    co_return ApiResponse::json(reply);
}

QJsonObject testJson(const trips::SourceTest &test)
{
    return {{u"side"_s, toText(test.side)},
            {u"ok"_s, test.code.isEmpty()},
            {u"code"_s, test.code.isEmpty() ? QJsonValue() : QJsonValue(test.code)},
            {u"offers"_s, test.offers},
            {u"ms"_s, test.ms}};
}

QCoro::Task<Result<ApiResponse>> test(trips::PriceFinder *finder, ApiRequest request)
{
    const QString name = request.pathArguments.constFirst();
    const auto tests = co_await finder->test(name, request.principal.actor());
    if (!tests)
        co_return fail(tests.error());
    QJsonArray sides;
    for (const trips::SourceTest &side : *tests)
        sides.append(testJson(side));
    const QJsonObject reply{{u"name"_s, name}, {u"sides"_s, sides}};
    co_return ApiResponse::json(reply);
}

} // namespace

void addPriceSourceRoutes(ApiRouter &router, trips::PriceFinder &finder)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/price-sources"_s,
                .access = Access::account(u"trips:read"_s),
                .handler = [found = &finder](ApiRequest request) { return list(found, std::move(request)); }});
    router.add({.method = Method::Put,
                .pattern = u"/api/v1/price-sources/order"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &finder](ApiRequest request) { return changeOrder(found, std::move(request)); },
                .body = BodyKind::Json});
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/price-sources/{name}/reset"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &finder](ApiRequest request) { return reset(found, std::move(request)); }});
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/price-sources/{name}/test"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &finder](ApiRequest request) { return test(found, std::move(request)); }});
}

} // namespace portier::api
