// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/oidcservice.h"

#include "core/base/log.h"
#include "core/identity/oidcadmission.h"
#include "core/identity/proofkey.h"
#include "core/identity/tokens.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

QString placeOf(const QByteArray &stateHash)
{
    return u"oidc_states/"_s + QString::fromLatin1(stateHash.toHex());
}

Error rejected(const QString &reason)
{
    Error error = Error::forbidden(u"oidc_rejected"_s, u"sign-in refused: "_s + reason);
    error.details.insert(u"reason"_s, reason);
    return error;
}

Error restart()
{
    return Error::invalid(u"oidc_restart"_s, u"no sign-in is under way in this browser"_s);
}

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

/// RFC 6749 §2.3.1: both parts are form-encoded before they are put together.
QByteArray basicAuthorization(const OidcProvider &provider)
{
    return "Basic " + (encoded(provider.clientId) + ':' + encoded(provider.clientSecret)).toBase64();
}

} // namespace

bool isOwnPath(const QString &path)
{
    static const QRegularExpression form(u"\\A/(?:[A-Za-z0-9_~-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?\\z"_s);
    return path.size() <= 1024 && form.match(path).hasMatch();
}

OidcService::OidcService(Ground ground, QList<OidcProvider> providers, IdentityOptions options)
    : m_ground(std::move(ground)), m_providers(std::move(providers)), m_options(std::move(options))
{
    for (const OidcProvider &provider : std::as_const(m_providers))
        m_metadata.insert(provider.slug,
                          std::make_shared<OidcMetadata>(provider.issuer, m_ground.transport, m_ground.clock));
}

OidcService::~OidcService() = default;

const OidcProvider *OidcService::find(const QString &slug) const
{
    const auto found = std::find_if(m_providers.begin(), m_providers.end(),
                                    [&slug](const OidcProvider &provider) { return provider.slug == slug; });
    return found == m_providers.end() ? nullptr : &*found;
}

QString OidcService::redirectUri(const OidcProvider &provider) const
{
    return m_ground.publicUrl + u"/api/v1/auth/"_s + provider.slug + u"/callback"_s;
}

QCoro::Task<Result<OidcDeparture>> OidcService::start(QString slug, QString returnTo, QString accountId)
{
    const OidcProvider *found = find(slug);
    if (!found)
        co_return fail(Error::notFound());
    if (!isOwnPath(returnTo))
        co_return fail(Error::invalid(u"bad_parameter"_s, {}, {{u"parameter"_s, u"return_to"_s}}));
    const OidcProvider provider = *found;
    const auto metadata = m_metadata.value(slug);
    PORTIER_CO_ASSIGN(endpoints, co_await metadata->endpoints());

    const QString state = newToken({});
    const QString cookie = newToken({});
    const Secrets secrets{newToken({}), newToken({})};
    const QByteArray hash = tokenHash(state);
    const QJsonObject plain{{u"verifier"_s, secrets.verifier}, {u"nonce"_s, secrets.nonce}};
    const OidcState row{slug, m_ground.sealer->seal(QJsonDocument(plain).toJson(QJsonDocument::Compact), placeOf(hash)),
                        returnTo, accountId, m_ground.clock->now() + stateLifetime};
    auto body = [hash, cookieHash = tokenHash(cookie), row](Transaction &tx) {
        return OidcStateStore(tx).insert(hash, cookieHash, row);
    };
    PORTIER_CO_TRY(co_await m_ground.database.write(std::move(body)));

    QUrlQuery query(endpoints.authorization);
    const QList<std::pair<QString, QString>> items{{u"response_type"_s, u"code"_s},
                                                   {u"client_id"_s, provider.clientId},
                                                   {u"redirect_uri"_s, redirectUri(provider)},
                                                   {u"scope"_s, u"openid email profile"_s},
                                                   {u"state"_s, state},
                                                   {u"nonce"_s, secrets.nonce},
                                                   {u"code_challenge"_s, codeChallenge(secrets.verifier)},
                                                   {u"code_challenge_method"_s, u"S256"_s}};
    for (const auto &[name, value] : items)
        query.addQueryItem(name, QString::fromLatin1(encoded(value)));
    OidcDeparture departure{endpoints.authorization, cookie};
    departure.url.setQuery(query);
    co_return departure;
}

QCoro::Task<Result<OidcState>> OidcService::takeState(QString slug, OidcArrival arrival)
{
    if (arrival.state.isEmpty() || arrival.cookie.isEmpty())
        co_return fail(restart());
    auto body = [slug, hash = tokenHash(arrival.state), cookieHash = tokenHash(arrival.cookie)](Transaction &tx) {
        return OidcStateStore(tx).take(hash, cookieHash, slug);
    };
    PORTIER_CO_ASSIGN(state, co_await m_ground.database.write(std::move(body)));
    if (!state || m_ground.clock->now() >= state->expiresAt)
        co_return fail(restart());
    co_return *state;
}

QCoro::Task<Result<OidcResult>> OidcService::finish(QString slug, OidcArrival arrival)
{
    const OidcProvider *found = find(slug);
    if (!found)
        co_return fail(Error::notFound());
    const OidcProvider provider = *found;
    PORTIER_CO_ASSIGN(state, co_await takeState(slug, arrival));
    const auto plain = m_ground.sealer->open(state.secrets, placeOf(tokenHash(arrival.state)));
    if (!plain) // its key was retired meanwhile
        co_return fail(restart());
    const QJsonObject secrets = QJsonDocument::fromJson(*plain).object();

    Result<IdToken> known = fail(rejected(u"denied"_s));
    if (arrival.error.isEmpty() && !arrival.code.isEmpty()) {
        const QString verifier = secrets["verifier"_L1].toString();
        const auto token = co_await fetchToken(provider, arrival.code, verifier);
        if (token)
            known = co_await verify(provider, *token, secrets["nonce"_L1].toString());
        else
            known = fail(token.error());
    }
    if (!known) {
        log::info("identity"_L1, "oidc_rejected"_L1,
                  {{u"provider"_s, slug},
                   {u"reason"_s, known.error().details.value(u"reason"_s).toString(known.error().code)},
                   {u"request_id"_s, arrival.device.requestId}});
        co_return fail(known.error());
    }
    const OidcAdmission admission{provider, *known, state.accountId, arrival.device, m_options, m_tellSight};
    auto body = [admission, now = m_ground.clock->now()](Transaction &tx) { return admit(tx, admission, now); };
    PORTIER_CO_ASSIGN(admitted, co_await m_ground.database.write(std::move(body)));
    co_return OidcResult{state.returnTo, admitted.signIn, admitted.accountId};
}

QCoro::Task<Result<QByteArray>> OidcService::fetchToken(OidcProvider provider, QString code, QString verifier)
{
    const auto metadata = m_metadata.value(provider.slug);
    PORTIER_CO_ASSIGN(endpoints, co_await metadata->endpoints());
    QByteArray form = "grant_type=authorization_code&code=" + encoded(code) +
                      "&redirect_uri=" + encoded(redirectUri(provider)) + "&client_id=" + encoded(provider.clientId) +
                      "&code_verifier=" + encoded(verifier);
    if (!endpoints.takesBasic)
        form += "&client_secret=" + encoded(provider.clientSecret);
    const QByteArray authorization = endpoints.takesBasic ? basicAuthorization(provider) : QByteArray();
    PORTIER_CO_ASSIGN(reply, co_await m_ground.transport->postForm(endpoints.token, form, authorization));
    const QString token = QJsonDocument::fromJson(reply.body).object()["id_token"_L1].toString();
    if (reply.status != 200 || token.isEmpty())
        co_return fail(rejected(u"token_endpoint"_s));
    co_return token.toLatin1();
}

QCoro::Task<Result<IdToken>> OidcService::verify(OidcProvider provider, QByteArray token, QString nonce)
{
    IdTokenExpectation expected;
    expected.issuer = provider.issuer;
    expected.clientId = provider.clientId;
    expected.nonce = nonce;
    expected.algorithm = provider.algorithm;
    const auto metadata = m_metadata.value(provider.slug);
    PORTIER_CO_ASSIGN(keys, co_await metadata->keys());
    expected.now = m_ground.clock->now();
    auto known = verifyIdToken(token, keys, expected);
    if (known || known.error().details.value(u"reason"_s) != "unknown_key"_L1)
        co_return known;
    PORTIER_CO_ASSIGN(fresh, co_await metadata->freshKeys());
    expected.now = m_ground.clock->now();
    co_return verifyIdToken(token, fresh, expected);
}

Result<qint64> OidcService::removeExpired(Transaction &tx, Instant now)
{
    return OidcStateStore(tx).removeExpired(now);
}

} // namespace portier::identity
