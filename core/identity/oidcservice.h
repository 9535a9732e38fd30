// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountsight.h"
#include "core/identity/identityoptions.h"
#include "core/identity/idtoken.h"
#include "core/identity/oidcmetadata.h"
#include "core/identity/oidcprovider.h"
#include "core/identity/oidcstatestore.h"
#include "core/identity/sessionservice.h"
#include "core/operations/sealer.h"

namespace portier::identity
{

/// Where a browser goes to sign in at a provider, and what has to come back with it.
struct OidcDeparture {
    QUrl url;
    QString cookie; ///< value for the browser's state cookie, good for OidcService::stateLifetime
};

/// What a provider's redirect brought.
struct OidcArrival {
    QString state;
    QString code;
    QString cookie; ///< of the browser
    QString error;  ///< the provider's, empty when the person agreed
    SignInRequest device;
};

/// A finished sign-in, or a finished linking.
struct OidcResult {
    QString returnTo;
    std::optional<SignIn> signIn; ///< nothing after a linking: the session stays the one that asked
    QString accountId;
};

/// Sign-in with OpenID Connect providers: authorisation code with PKCE, state bound to a browser (PLT-024 to PLT-029).
/// Lives on the core thread; must outlive the tasks it returned.
class OidcService
{
public:
    static constexpr Millis stateLifetime = std::chrono::minutes(10);

    struct Ground {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
        std::shared_ptr<OidcTransport> transport;
        QString publicUrl; ///< without trailing slash
    };
    OidcService(Ground ground, QList<OidcProvider> providers, IdentityOptions options = {});
    ~OidcService();
    void setOptions(IdentityOptions options) { m_options = std::move(options); }
    void whenSightChanges(SightChanged tell) { m_tellSight = std::move(tell); }

    [[nodiscard]] const QList<OidcProvider> &providers() const { return m_providers; }
    [[nodiscard]] bool has(const QString &slug) const { return m_metadata.contains(slug); }

    /// Begins a sign-in, or with `accountId` the linking of a provider to that account. `returnTo` is a path of ours.
    /// Errors: NotFound for an unknown provider, Invalid "bad_parameter" for another `returnTo`, Unavailable
    /// "provider_unavailable".
    QCoro::Task<Result<OidcDeparture>> start(QString slug, QString returnTo, QString accountId = {});
    /// Ends it. Errors: NotFound; Invalid "oidc_restart" when cookie and unused state do not belong together, which
    /// changes nothing (PLT-026); Forbidden "oidc_rejected" (401) with details {"reason"}; Conflict "link_required" and
    /// "identity_taken"; Forbidden "signup_closed"; Unavailable "provider_unavailable".
    QCoro::Task<Result<OidcResult>> finish(QString slug, OidcArrival arrival);

    /// For `cleanup_sessions`.
    [[nodiscard]] static Result<qint64> removeExpired(storage::Transaction &tx, Instant now);

private:
    struct Secrets {
        QString verifier;
        QString nonce;
    };
    [[nodiscard]] const OidcProvider *find(const QString &slug) const;
    [[nodiscard]] QString redirectUri(const OidcProvider &provider) const;
    QCoro::Task<Result<OidcState>> takeState(QString slug, OidcArrival arrival);
    QCoro::Task<Result<QByteArray>> fetchToken(OidcProvider provider, QString code, QString verifier);
    QCoro::Task<Result<IdToken>> verify(OidcProvider provider, QByteArray token, QString nonce);

    Ground m_ground;
    QList<OidcProvider> m_providers;
    IdentityOptions m_options;
    SightChanged m_tellSight;
    QHash<QString, std::shared_ptr<OidcMetadata>> m_metadata;
};

/// Whether a redirect may go there: a path below our own root, nothing a browser could take for another host.
[[nodiscard]] bool isOwnPath(const QString &path);

} // namespace portier::identity
