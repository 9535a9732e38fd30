// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/tripsapi.h"

#include "core/trips/sources/responsestore.h"
#include "server/api/authenticator.h"
#include "server/api/notificationscontroller.h"
#include "server/api/ratelimiter.h"
#include "server/api/tripfilescontroller.h"
#include "server/api/tripservices.h"
#include "tests/support/testkeys.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::test
{

using namespace portier::api;
using identity::Principal;

namespace
{
class NameAuthenticator final : public Authenticator
{
public:
    QCoro::Task<Result<Principal>> authenticate(QString token, QString) override
    {
        Principal principal;
        principal.accountId = token.section(u'-', 0, 0);
        principal.kind = token == principal.accountId ? Principal::Kind::Account : Principal::Kind::ApiKey;
        principal.id = token;
        if (token.endsWith(u"-reads"_s))
            principal.scopes = {u"trips:read"_s};
        if (token.endsWith(u"-writes"_s))
            principal.scopes = {u"trips:read"_s, u"trips:write"_s};
        co_return principal;
    }
};

QCoro::Task<Result<trips::RawResponse>> rawAnswer(QByteArray body, Instant fetchedAt)
{
    trips::RawResponse raw;
    raw.body = body;
    raw.fetchedAt = fetchedAt;
    if (body.isEmpty())
        co_return fail(Error::notFound(u"raw_expired"_s));
    co_return raw;
}

RouterServices routerServices(TripWorld &world, operations::DatabaseIdempotencyStore &idempotency)
{
    RouterServices services;
    services.clock = world.clock;
    services.authenticator = std::make_shared<NameAuthenticator>();
    services.rateLimiter = makeRateLimiter(*world.rateLimits);
    // The test owns the store.
    services.idempotency = std::shared_ptr<operations::IdempotencyStore>(&idempotency, [](auto *) {});
    return services;
}
} // namespace

TripsApi::TripsApi(const QString &backend)
    : world(backend), idempotency(*world.db, world.clock, nullptr), imports(*world.db, world.clock, world.environment),
      exports(*world.db, world.clock, world.environment), history(*world.db, world.clock),
      desk({*world.db, world.clock, test::aSealer()}), router(routerServices(world, idempotency))
{
    const auto cursors = std::make_shared<Cursors>(test::aSealer());
    addTripsRoutes(router, {*world.trips, *world.refreshes, *world.snapshots, *world.alerts, *world.schedules,
                            world.clock, cursors,
                            [this](const QString &id) { return rawAnswer(rawAnswers.value(id), world.clock->now()); }});
    addTripFileRoutes(router, {imports, exports, world.clock});
    addNotificationRoutes(router, {history, desk, cursors});
}

ApiResponse TripsApi::ask(Method method, const QString &target, const Call &call)
{
    ApiRequest request;
    request.method = method;
    request.path = u"/api/v1"_s + target.section(u'?', 0, 0);
    request.rawQuery = target.section(u'?', 1).toLatin1();
    request.headers = call.headers;
    request.headers.append(Header("authorization", "Bearer " + call.token.toLatin1()));
    if (!call.raw.isEmpty()) {
        request.body = call.raw;
    } else if (method == Method::Put || method == Method::Patch || !call.body.isEmpty()) {
        request.headers.append(Header("content-type", "application/json"));
        request.body = QJsonDocument(call.body).toJson(QJsonDocument::Compact);
    }
    return world.wait(router.handle(request));
}

ApiResponse TripsApi::create(const QJsonObject &body, const QString &token)
{
    return ask(Method::Post, u"/trips"_s, {token, body, {{"idempotency-key", "key-" + QByteArray::number(++m_keys)}}});
}

QString TripsApi::createdId(const QJsonObject &body)
{
    const ApiResponse created = create(body);
    if (created.status != 201)
        qFatal("no trip: %s", created.body.constData());
    return bodyOf(created).value(u"id"_s).toString();
}

QJsonObject bodyOf(const ApiResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QString codeOf(const ApiResponse &response)
{
    if (response.status < 300)
        return u"ok"_s;
    QStringList broken;
    const QJsonArray errors = bodyOf(response).value(u"errors"_s).toArray();
    for (const QJsonValue &error : errors)
        broken.append(error[u"field"_s].toString() + u' ' + error[u"code"_s].toString());
    return broken.isEmpty() ? bodyOf(response).value(u"code"_s).toString() : broken.join(u", "_s);
}

QList<Header> ifMatch(const QByteArray &etag)
{
    return {{"if-match", etag}};
}

} // namespace portier::test
