// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/assetpages.h"

#include "server/pages/pagerouter.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

QCoro::Task<Result<ApiResponse>> asset(PageRequest request, SitePtr site)
{
    if (const auto file = site->assets().file(request.pathArguments.value(0)))
        co_return *file;
    co_return fail(Error::notFound());
}

QCoro::Task<Result<ApiResponse>> partyColours(PageRequest request)
{
    if (const auto file = Assets::partyFile(request.pathArguments.value(0)))
        co_return *file;
    co_return fail(Error::notFound());
}

QCoro::Task<Result<ApiResponse>> robots(PageRequest)
{
    ApiResponse response;
    response.contentType = "text/plain; charset=utf-8";
    response.body = "User-agent: *\nDisallow: /\n";
    co_return response.withHeader("cache-control", "public, max-age=86400");
}

QCoro::Task<Result<ApiResponse>> front(PageRequest)
{
    co_return Site::redirect(u"/sign-in"_s);
}

} // namespace

void addAssetPages(PageRouter &router)
{
    const SitePtr site = router.site();
    const auto add = [&router](const QString &pattern, PageHandler handler) {
        PageRoute route{api::Method::Get, pattern, std::move(handler)};
        route.ratePolicy = u"none"_s; // BKG-088: static files are exempt
        router.add(std::move(route));
    };
    add(u"/assets/{file}"_s, [site](PageRequest request) { return asset(std::move(request), site); });
    add(u"/assets/parties/{colours}"_s, [](PageRequest request) { return partyColours(std::move(request)); });
    add(u"/robots.txt"_s, [](PageRequest request) { return robots(std::move(request)); });
    add(u"/"_s, [](PageRequest request) { return front(std::move(request)); });
}

} // namespace portier::pages
