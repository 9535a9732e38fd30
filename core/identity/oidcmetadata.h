// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/identity/jsonwebkeys.h"
#include "core/identity/oidctransport.h"

#include <QCoroTask>

#include <memory>

namespace portier::identity
{

/// What a provider's discovery document says (OpenID Connect Discovery 1.0).
struct OidcEndpoints {
    QUrl authorization;
    QUrl token;
    QUrl keys;
    bool takesBasic = true; ///< client_secret_basic at the token endpoint; else client_secret_post
};

/// Reads a discovery document. Error: Unavailable "provider_unavailable" when it is not the issuer's, or an endpoint is
/// missing or neither https nor plain http to loopback.
[[nodiscard]] Result<OidcEndpoints> readDiscovery(const QByteArray &document, const QString &issuer);

/// Discovery document and keys of one provider, cached for as long as their headers say, 24 h where they say nothing
/// (PLT-024). Lives on the core thread; must outlive the tasks it returned.
class OidcMetadata
{
public:
    OidcMetadata(QString issuer, std::shared_ptr<OidcTransport> transport, std::shared_ptr<Clock> clock);

    /// Errors: Unavailable "provider_unavailable".
    QCoro::Task<Result<OidcEndpoints>> endpoints();
    QCoro::Task<Result<JsonWebKeys>> keys();
    /// The keys, fetched anew unless that was done within the last five minutes (PLT-027).
    QCoro::Task<Result<JsonWebKeys>> freshKeys();

private:
    QCoro::Task<Result<JsonWebKeys>> fetchKeys();

    QString m_issuer;
    std::shared_ptr<OidcTransport> m_transport;
    std::shared_ptr<Clock> m_clock;
    std::optional<OidcEndpoints> m_endpoints;
    JsonWebKeys m_keys;
    Instant m_endpointsUntil;
    Instant m_keysUntil;
    std::optional<Instant> m_refetchedAt;
};

} // namespace portier::identity
