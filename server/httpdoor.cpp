// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/httpdoor.h"

#include "core/base/configlayers.h"
#include "core/base/log.h"
#include "core/operations/networklist.h"
#include "core/trips/sources/responsestore.h"
#include "server/api/accountlinkscontroller.h"
#include "server/api/accountscontroller.h"
#include "server/api/adminauditcontroller.h"
#include "server/api/adminsettingscontroller.h"
#include "server/api/adminstatuscontroller.h"
#include "server/api/adminworkcontroller.h"
#include "server/api/airportscontroller.h"
#include "server/api/apikeyscontroller.h"
#include "server/api/authcontroller.h"
#include "server/api/bookingroutes.h"
#include "server/api/changescontroller.h"
#include "server/api/clientreportscontroller.h"
#include "server/api/devicesignincontroller.h"
#include "server/api/feedscontroller.h"
#include "server/api/healthcontroller.h"
#include "server/api/hookscontroller.h"
#include "server/api/inboxcontroller.h"
#include "server/api/linkauthenticator.h"
#include "server/api/linkscontroller.h"
#include "server/api/mecontroller.h"
#include "server/api/metricscontroller.h"
#include "server/api/notificationscontroller.h"
#include "server/api/oidccontroller.h"
#include "server/api/personaldatacontroller.h"
#include "server/api/phonecontroller.h"
#include "server/api/preferencescontroller.h"
#include "server/api/pricesourcescontroller.h"
#include "server/api/ratelimiter.h"
#include "server/api/servicecontroller.h"
#include "server/api/sessionauthenticator.h"
#include "server/api/tokenauthenticator.h"
#include "server/api/tripfilescontroller.h"
#include "server/api/tripservices.h"
#include "server/pages/accountpages.h"
#include "server/pages/apppages.h"
#include "server/pages/assetpages.h"
#include "server/pages/bookingpages.h"
#include "server/pages/devicepages.h"
#include "server/pages/pausepages.h"
#include "server/pages/providerpages.h"
#include "server/pages/signinpages.h"
#include "server/pages/unsubscribepages.h"

using namespace Qt::Literals::StringLiterals;

namespace portier
{

namespace
{

Millis secondsOf(const Config &config, QStringView name)
{
    return std::chrono::seconds(config.integer(name));
}

http::ListenAddress listenAddress(const QString &text)
{
    if (isSocketPath(text))
        return {.socketPath = text};
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'['))
        host = host.mid(1, host.size() - 2);
    return {QHostAddress(host), static_cast<quint16>(text.mid(colon + 1).toInt())};
}

http::HttpOptions httpOptions(const Config &config)
{
    http::HttpOptions options;
    for (const QString &address : config.list(u"http.listen"))
        options.listen.append(listenAddress(address));
    options.headerTimeout = secondsOf(config, u"http.header_timeout");
    options.bodyTimeout = secondsOf(config, u"http.body_timeout");
    options.idleTimeout = secondsOf(config, u"http.idle_timeout");
    options.handlerTimeout = secondsOf(config, u"http.handler_timeout");
    options.maxConnections = static_cast<int>(config.integer(u"http.max_connections"));
    options.maxConnectionsPerPrefix = static_cast<int>(config.integer(u"http.max_connections_per_client"));
    options.gzipMin = config.integer(u"http.gzip_min");
    options.proxies.count = static_cast<int>(config.integer(u"http.trusted_proxy_count"));
    options.proxies.networks = operations::networksOf(config.list(u"http.trusted_proxies"));
    options.publicUrl = config.text(u"http.public_url");
    options.defaultLanguage = config.text(u"locale.default");
    return options;
}

std::shared_ptr<const pages::Site> makeSite(runtime::Core &core)
{
    const Config &config = core.config();
    return std::make_shared<const pages::Site>(pages::Site::Ground{
        core.clock(), core.sealer(), config.text(u"http.public_url"), config.text(u"locale.default")});
}

} // namespace

HttpDoor::HttpDoor(runtime::Core &core)
    : m_core(core), m_router(services(core)), m_pages(makeSite(core), pageServices(core)),
      m_server(httpOptions(core.config()), hooks(), std::make_shared<SystemClock>())
{
    const Config &config = core.config();
    api::addHealthRoutes(m_router, core.health());
    m_metricsAccess->networks = operations::networksOf(config.list(u"metrics.allow"));
    m_metricsAccess->token = config.text(u"metrics.token");
    m_metricsAccess->keys = core.keys();
    api::addMetricsRoute(m_router, core.metrics(), m_metricsAccess);
    if (core.answersRequests())
        addRoutes();
}

void HttpDoor::addRoutes()
{
    runtime::Core &core = m_core;
    runtime::IdentityRoom &identity = core.identity();
    api::addServiceRoutes(m_router);
    api::addAuthRoutes(m_router, {identity.accounts(), identity.sessions(), identity.accountLinks(), core.rateLimits()},
                       core.clock());
    api::addAccountLinkRoutes(m_router, identity.accountLinks(), core.rateLimits());
    api::addAirportRoutes(m_router, core.trips().airports());
    api::addPriceSourceRoutes(m_router, core.trips().finder());
    runtime::TripsRoom &trips = core.trips();
    const auto cursors = std::make_shared<const api::Cursors>(core.sealer());
    api::addTripsRoutes(m_router, {trips.trips(), trips.refreshes(), trips.snapshots(), trips.alerts(),
                                   trips.schedules(), core.clock(), cursors,
                                   [&trips](const QString &id) { return trips.finder().rawResponse(id); }});
    api::addBookingsRoutes(m_router, {core.bookings().bookings(), core.bookings().resources(), core.clock(), cursors});
    api::addFeedRoutes(m_router, {core.bookings().bookings(), identity.links(), core.rateLimits()});
    api::addTripFileRoutes(m_router, {trips.imports(), trips.exports(), core.clock()});
    const api::NotificationServices messages{core.notifications().history(), core.notifications().desk(), cursors};
    api::addNotificationRoutes(m_router, messages);
    api::addAdminNotificationRoutes(m_router, messages);
    api::addPreferenceRoutes(m_router, core.notifications().preferences());
    api::addPhoneRoutes(m_router, core.notifications().phones());
    const auto hookSecrets = [&core]() -> api::HookSecrets {
        const Config &config = core.config();
        return {config.text(u"twilio.auth_token"), config.text(u"resend.webhook_secret"),
                config.text(u"sendgrid.webhook_key")};
    };
    const QString publicUrl = QUrl(core.config().text(u"http.public_url")).toString(QUrl::StripTrailingSlash);
    api::addHookRoutes(m_router, {core.notifications().reports(), core.clock(), publicUrl, hookSecrets});
    api::addChangesRoute(m_router, core.operations().feed());
    api::addInboxRoute(m_router, core.operations().inbox());
    api::addDeviceSignInRoutes(m_router, identity.devices());
    const api::AccountAdminServices administration{identity.administration(), identity.invitations(), core.clock(),
                                                   cursors};
    api::addAccountRoutes(m_router, administration);
    api::addInvitationRoutes(m_router, administration);
    api::addApiKeyRoutes(m_router, identity.apiKeys(), core.clock(), cursors);
    api::addOidcRoutes(m_router, {core.providers().oidc(), core.clock(), core.config().text(u"http.public_url")});
    api::addLinkRoutes(m_router, identity.links(), cursors);
    api::addClientReportRoutes(m_router, core.operations().clientReports(), cursors);
    api::addPersonalDataRoutes(m_router, {core.operations().exports(), core.operations().erasures(), core.clock()});
    addAdminRoutes(cursors);
    api::addMeRoutes(m_router, {identity.accounts(), identity.sessions(), identity.passwords(), core.rateLimits()});
    addPages();
}

void HttpDoor::addPages()
{
    runtime::IdentityRoom &identity = m_core.identity();
    pages::addAssetPages(m_pages);
    const pages::SignInServices signIn{identity.accounts(), identity.sessions(), m_core.rateLimits(),
                                       m_core.providers().oidc()};
    pages::addSignInPages(m_pages, signIn);
    pages::addProviderPages(m_pages, m_core.providers().oidc());
    pages::addAccountPages(m_pages, identity.accountLinks());
    pages::addDevicePages(m_pages, signIn, identity.devices());
    pages::addBookingPages(m_pages, {m_core.bookings().bookings(), identity.links(), m_core.rateLimits(),
                                     m_core.sealer(), std::make_shared<const api::Cursors>(m_core.sealer())});
    pages::addAppPages(m_pages);
    pages::addPausePages(m_pages, m_core.trips().pauseLinks());
    pages::addUnsubscribePages(m_pages, m_core.notifications().preferences());
}

void HttpDoor::reload(const Config &config)
{
    m_metricsAccess->token = config.text(u"metrics.token");
}

HttpDoor::~HttpDoor() = default;

void HttpDoor::addAdminRoutes(const std::shared_ptr<const api::Cursors> &cursors)
{
    runtime::OperationsRoom &room = m_core.operations();
    api::addAdminWorkRoutes(m_router, {room.administration(), m_core.clock(), cursors});
    api::addAdminAuditRoutes(m_router, room.audit(), cursors);
    api::addAdminSettingsRoutes(m_router, room.settings());
    const bool isSqlite = m_core.database().dialect().isSqlite();
    const QJsonObject facts{{u"instance"_s, m_core.config().text(u"server.instance")},
                            {u"database"_s, isSqlite ? u"sqlite"_s : u"postgresql"_s},
                            {u"started_at"_s, toRfc3339(m_core.clock()->now())}};
    api::addAdminStatusRoute(m_router, {m_core.health(), room.administration(), room.feed(), m_core.clock(), facts});
}

api::RouterServices HttpDoor::services(runtime::Core &core)
{
    api::RouterServices services;
    services.clock = core.clock();
    services.authenticator = api::makeTokenAuthenticator(
        {{u"ps_"_s, api::makeSessionAuthenticator(core.identity().sessions())},
         {u"pk_"_s, api::makeApiKeyAuthenticator(core.identity().apiKeys())},
         {u"lk_"_s, api::makeLinkAuthenticator(core.identity().links(), core.rateLimits())}});
    services.rateLimiter = api::makeRateLimiter(core.rateLimits());
    services.idempotency = core.idempotency();
    services.requestFinished = [&core](const api::RequestRecord &record) { api::countRequest(core.metrics(), record); };
    services.defaultLanguage = core.config().text(u"locale.default");
    services.bodyLimit = core.config().integer(u"http.max_body");
    services.corsOrigins = core.config().list(u"http.cors_origins");
    return services;
}

pages::PageServices HttpDoor::pageServices(runtime::Core &core)
{
    pages::PageServices services;
    services.authenticator = api::makeSessionAuthenticator(core.identity().sessions());
    services.rateLimiter = api::makeRateLimiter(core.rateLimits());
    services.idempotency = core.idempotency();
    services.requestFinished = [&core](const api::RequestRecord &record) { api::countRequest(core.metrics(), record); };
    return services;
}

bool HttpDoor::isApi(const QString &path) const
{
    return path == "/api"_L1 || path.startsWith("/api/"_L1) || m_router.knows(path);
}

http::HttpHooks HttpDoor::hooks()
{
    http::HttpHooks hooks;
    hooks.handle = [this](api::ApiRequest request) {
        return isApi(request.path) ? m_router.handle(std::move(request)) : m_pages.handle(std::move(request));
    };
    hooks.bodyLimit = [this](api::Method method, const QString &path) {
        return isApi(path) ? m_router.bodyLimit(method, path) : m_pages.bodyLimit(method, path);
    };
    hooks.refused = [this](const QByteArray &method, int status) {
        api::RequestRecord record;
        record.method = method;
        record.endpoint = u"unmatched"_s;
        record.status = status;
        api::countRequest(m_core.metrics(), record);
    };
    return hooks;
}

Result<> HttpDoor::open()
{
    if (const auto started = m_server.start(); !started) {
        const Error &error = started.error();
        return fail(Error::unavailable(error.code,
                                       u"Cannot listen on %1: %2. Stop what listens there, or set http.listen."_s.arg(
                                           error.details.value(u"address"_s).toString(), error.message)));
    }
    QStringList addresses;
    const auto places = m_server.places();
    for (const http::ListenAddress &place : places)
        addresses.append(place.text());
    log::info("http"_L1, "http_listening"_L1, {{u"addresses"_s, addresses.join(u", "_s)}});
    return {};
}

} // namespace portier
