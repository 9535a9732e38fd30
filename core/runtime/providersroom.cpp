// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/providersroom.h"

#include "core/runtime/identityroom.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

const QString google = u"https://accounts.google.com"_s;

QList<identity::OidcProvider> providers(const Config &config)
{
    identity::OidcProvider provider;
    provider.slug = u"google"_s;
    provider.issuer = config.text(u"oidc.google.issuer");
    provider.clientId = config.text(u"oidc.google.client_id");
    provider.clientSecret = config.text(u"oidc.google.client_secret");
    const bool isGoogle = provider.issuer == google;
    provider.kind = isGoogle ? identity::OidcProvider::Kind::Google : identity::OidcProvider::Kind::Oidc;
    provider.displayName = isGoogle ? u"Google"_s : QUrl(provider.issuer).host();
    return provider.clientId.isEmpty() ? QList<identity::OidcProvider>() : QList{provider};
}

QString withoutSlash(QString url)
{
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

} // namespace

ProvidersRoom::ProvidersRoom(const Config &config, std::shared_ptr<Clock> clock, storage::Database &database,
                             std::shared_ptr<const operations::Sealer> sealer)
    : m_http(std::make_shared<OidcHttp>(clock)),
      m_oidc({database, clock, std::move(sealer), m_http, withoutSlash(config.text(u"http.public_url"))},
             providers(config), identityOptions(config))
{
}

void ProvidersRoom::registerWork(Retention &retention)
{
    retention.add(u"oidc_states"_s, identity::OidcService::removeExpired);
}

void ProvidersRoom::reload(const Config &config)
{
    m_oidc.setOptions(identityOptions(config));
}

} // namespace portier::runtime
