// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/metricscontroller.h"

#include "core/operations/keyring.h"
#include "core/operations/metrics.h"
#include "server/api/apirouter.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// Hashes first, so that the comparison's time tells nothing about the token.
bool isSameToken(const QByteArray &given, const QByteArray &expected)
{
    const auto digest = [](const QByteArray &token) {
        return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
    };
    return !expected.isEmpty() && digest(given) == digest(expected);
}

bool isToken(const QByteArray &given, const MetricsAccess &access)
{
    if (isSameToken(given, access.token.toUtf8()))
        return true;
    const auto keys =
        access.keys ? access.keys->keys(operations::KeyPurpose::Metrics) : QList<operations::NumberedKey>();
    return std::any_of(keys.begin(), keys.end(), [&given](const operations::NumberedKey &key) {
        return isSameToken(given, operations::metricsToken(key).toLatin1());
    });
}

bool mayScrape(const ApiRequest &request, const MetricsAccess &access)
{
    const QByteArray authorization = request.header("authorization");
    if (authorization.startsWith("Bearer ") && isToken(authorization.mid(7), access))
        return true;
    const QHostAddress client(request.clientAddress);
    return std::any_of(access.networks.begin(), access.networks.end(),
                       [&client](const auto &network) { return client.isInSubnet(network); });
}

QCoro::Task<Result<ApiResponse>> answer(ApiRequest request, operations::Metrics *metrics,
                                        std::shared_ptr<const MetricsAccess> access)
{
    if (!mayScrape(request, *access))
        co_return fail(Error::forbidden());
    ApiResponse response;
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics->render();
    co_return response;
}

} // namespace

void addMetricsRoute(ApiRouter &router, operations::Metrics &metrics, std::shared_ptr<const MetricsAccess> access)
{
    Route route{Method::Get, u"/metrics"_s, Access::ownCredential(),
                [&metrics, access](ApiRequest request) { return answer(std::move(request), &metrics, access); }};
    route.ratePolicy = u"none"_s;
    route.produces = {"text/plain"};
    router.add(std::move(route));
}

void countRequest(operations::Metrics &metrics, const RequestRecord &record)
{
    const QString method = QString::fromLatin1(record.method);
    metrics.increment(
        u"http_requests_total"_s,
        {{u"method"_s, method}, {u"endpoint"_s, record.endpoint}, {u"status"_s, QString::number(record.status)}});
    metrics.observe(u"http_request_duration_seconds"_s, double(record.duration.count()) / 1e6,
                    {{u"method"_s, method}, {u"endpoint"_s, record.endpoint}});
}

} // namespace portier::api
