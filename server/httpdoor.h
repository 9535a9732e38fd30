// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runtime/core.h"
#include "server/api/apirouter.h"
#include "server/api/cursors.h"
#include "server/api/metricscontroller.h"
#include "server/http/httpserver.h"
#include "server/pages/pagerouter.h"

namespace portier
{

/// The API and the pages of a core behind the HTTP listener: every route of the product, and the sockets they are
/// reached by.
class HttpDoor
{
public:
    explicit HttpDoor(runtime::Core &core);
    ~HttpDoor();

    [[nodiscard]] Result<> open();
    /// Takes new secrets into use (PLT-102).
    void reload(const Config &config);
    /// Takes no new connection, lets requests in flight finish (PLT-102).
    QCoro::Task<> close(Millis limit) { return m_server.drain(limit); }
    [[nodiscard]] const api::ApiRouter &router() const { return m_router; }
    [[nodiscard]] const pages::PageRouter &pages() const { return m_pages; }
    [[nodiscard]] api::ApiRouter &router() { return m_router; }

private:
    /// All but those every process has: health and metrics.
    void addRoutes();
    [[nodiscard]] static api::RouterServices services(runtime::Core &core);
    [[nodiscard]] static pages::PageServices pageServices(runtime::Core &core);
    [[nodiscard]] http::HttpHooks hooks();
    void addPages();
    /// Whether a path is the API's: everything under /api, and what else it has routes for. All others are pages.
    [[nodiscard]] bool isApi(const QString &path) const;
    void addAdminRoutes(const std::shared_ptr<const api::Cursors> &cursors);

    runtime::Core &m_core;
    std::shared_ptr<api::MetricsAccess> m_metricsAccess = std::make_shared<api::MetricsAccess>();
    api::ApiRouter m_router;
    pages::PageRouter m_pages;
    http::HttpServer m_server;
};

} // namespace portier
