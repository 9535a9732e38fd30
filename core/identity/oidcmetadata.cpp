// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/oidcmetadata.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>

namespace portier::identity
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Millis defaultAge = 24h;
constexpr Millis refetchEvery = 5min;

Error unavailable(const QString &what)
{
    return Error::unavailable(u"provider_unavailable"_s, what);
}

bool isAllowed(const QUrl &url)
{
    const bool isLoopback = url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback));
}

Millis ageOf(const OidcReply &reply)
{
    return std::clamp<Millis>(reply.maxAge.value_or(defaultAge), 1min, defaultAge);
}

} // namespace

Result<OidcEndpoints> readDiscovery(const QByteArray &document, const QString &issuer)
{
    const QJsonObject json = QJsonDocument::fromJson(document).object();
    if (json["issuer"_L1].toString() != issuer)
        return fail(unavailable(u"the discovery document is of another issuer"_s));
    OidcEndpoints endpoints;
    endpoints.authorization = QUrl(json["authorization_endpoint"_L1].toString(), QUrl::StrictMode);
    endpoints.token = QUrl(json["token_endpoint"_L1].toString(), QUrl::StrictMode);
    endpoints.keys = QUrl(json["jwks_uri"_L1].toString(), QUrl::StrictMode);
    if (!isAllowed(endpoints.authorization) || !isAllowed(endpoints.token) || !isAllowed(endpoints.keys))
        return fail(unavailable(u"the discovery document lacks an endpoint"_s));
    const QJsonArray methods = json["token_endpoint_auth_methods_supported"_L1].toArray();
    endpoints.takesBasic = methods.isEmpty() || methods.contains(u"client_secret_basic"_s);
    return endpoints;
}

OidcMetadata::OidcMetadata(QString issuer, std::shared_ptr<OidcTransport> transport, std::shared_ptr<Clock> clock)
    : m_issuer(std::move(issuer)), m_transport(std::move(transport)), m_clock(std::move(clock))
{
}

QCoro::Task<Result<OidcEndpoints>> OidcMetadata::endpoints()
{
    if (m_endpoints && m_clock->now() < m_endpointsUntil) {
        const OidcEndpoints known = *m_endpoints;
        co_return known;
    }
    const QUrl address(m_issuer + (m_issuer.endsWith(u'/') ? u""_s : u"/"_s) + u".well-known/openid-configuration"_s);
    PORTIER_CO_ASSIGN(reply, co_await m_transport->get(address));
    if (reply.status != 200)
        co_return fail(unavailable(u"the provider has no discovery document"_s));
    PORTIER_CO_ASSIGN(found, readDiscovery(reply.body, m_issuer));
    m_endpoints = found;
    m_endpointsUntil = m_clock->now() + ageOf(reply);
    co_return found;
}

QCoro::Task<Result<JsonWebKeys>> OidcMetadata::keys()
{
    if (m_keys.size() > 0 && m_clock->now() < m_keysUntil) {
        const JsonWebKeys known = m_keys;
        co_return known;
    }
    co_return co_await fetchKeys();
}

QCoro::Task<Result<JsonWebKeys>> OidcMetadata::freshKeys()
{
    const Instant now = m_clock->now();
    if (m_refetchedAt && now - *m_refetchedAt < refetchEvery) {
        const JsonWebKeys known = m_keys;
        co_return known;
    }
    m_refetchedAt = now;
    co_return co_await fetchKeys();
}

QCoro::Task<Result<JsonWebKeys>> OidcMetadata::fetchKeys()
{
    PORTIER_CO_ASSIGN(known, co_await endpoints());
    PORTIER_CO_ASSIGN(reply, co_await m_transport->get(known.keys));
    if (reply.status != 200)
        co_return fail(unavailable(u"the provider shows no keys"_s));
    m_keys = JsonWebKeys::fromJson(QJsonDocument::fromJson(reply.body).object());
    m_keysUntil = m_clock->now() + ageOf(reply);
    const JsonWebKeys fetched = m_keys;
    co_return fetched;
}

} // namespace portier::identity
