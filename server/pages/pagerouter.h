// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/idempotencystore.h"
#include "server/api/apirouter.h"
#include "server/pages/site.h"

namespace portier::pages
{

/// A handler takes the request by value and answers a reply, or an Error that becomes a page of its own.
using PageHandler = std::function<QCoro::Task<Result<api::ApiResponse>>(PageRequest)>;

enum class FormUse {
    Token, ///< the form carries a token, and the browser says where it comes from (PLT-041, PLT-074)
    Open,  ///< neither: one-click unsubscribe
};

constexpr qint64 FormLimit = 64 * 1024;
constexpr qint64 CredentialFormLimit = 16 * 1024; ///< sign-in and recovery (PLT-067)

/// Everything about a page in one place.
struct PageRoute {
    api::Method method; ///< Get or Post
    QString pattern;    ///< "/action/{token}"
    PageHandler handler;
    QString ratePolicy = {}; ///< empty: "reads" for GET, "link_write" for POST; "none": exempt, or the handler's own
    FormUse form = FormUse::Token;
    bool readsSession = false;    ///< fills the principal from the session cookie
    bool keepsInput = false;      ///< the handler shows the form again when a limit refuses it (PageRequest::overLimit)
    qint64 bodyLimit = FormLimit; ///< bytes
};

struct PageServices {
    std::shared_ptr<api::Authenticator> authenticator; ///< of session cookies; without one nobody is signed in
    std::shared_ptr<api::RateLimiter> rateLimiter;     ///< without one nothing is limited
    std::shared_ptr<operations::DatabaseIdempotencyStore>
        idempotency; ///< remembers the first result of a form (BKG-078)
    std::function<void(const api::RequestRecord &)> requestFinished;
};

/// The door of the pages: the rules that are the same for all of them, in one order, before and after the handler.
/// Lives on one thread; must outlive the tasks it returned.
class PageRouter
{
public:
    PageRouter(std::shared_ptr<const Site> site, PageServices services);
    ~PageRouter();

    /// Aborts on a second route with the same method and path: that is a bug.
    void add(PageRoute route);
    [[nodiscard]] const std::deque<PageRoute> &routes() const { return m_routes; }
    [[nodiscard]] const std::shared_ptr<const Site> &site() const { return m_site; }
    /// How large a form the page takes; the usual one for unknown paths.
    [[nodiscard]] qint64 bodyLimit(api::Method method, const QString &path) const;

    /// Never fails and never throws: whatever goes wrong is a page.
    QCoro::Task<api::ApiResponse> handle(api::ApiRequest request);

private:
    struct Exchange;
    using ExchangePtr = std::shared_ptr<Exchange>;

    Result<> route(const ExchangePtr &exchange) const;
    Result<> readForm(const ExchangePtr &exchange) const;
    QCoro::Task<Result<api::ApiResponse>> serve(ExchangePtr exchange);
    QCoro::Task<Result<>> chargePolicy(ExchangePtr exchange);
    QCoro::Task<> readSession(ExchangePtr exchange);
    QCoro::Task<Result<std::optional<api::ApiResponse>>> firstResult(ExchangePtr exchange);
    /// Keeps what a form led to, or frees it for another try.
    QCoro::Task<> settle(ExchangePtr exchange, QString location);
    void finish(const ExchangePtr &exchange, const api::ApiResponse &response) const;

    std::shared_ptr<const Site> m_site;
    PageServices m_services;
    std::deque<PageRoute> m_routes;
    std::deque<api::Route> m_entries; ///< the same for the trie
    QHash<const api::Route *, const PageRoute *> m_byEntry;
    std::unique_ptr<api::RouteTrie> m_trie;
};

} // namespace portier::pages
