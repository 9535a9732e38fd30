// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/apppages.h"

#include "core/base/uuid.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using SitePtr = std::shared_ptr<const Site>;

namespace
{

QCoro::Task<Result<ApiResponse>> showTrip(PageRequest request, SitePtr site)
{
    const QString id = request.pathArguments.value(0);
    if (!isUuid(id))
        co_return fail(Error::notFound());
    ResultPage page;
    page.icon = u"monitor"_s;
    page.heading = request.text(u"app.trip.heading"_s);
    page.sentence = request.text(u"app.trip.sentence"_s);
    page.ways = {{request.text(u"app.open"_s), u"portier://trip/"_s + id}};
    co_return site->render(request, page);
}

} // namespace

void addAppPages(PageRouter &router)
{
    const SitePtr site = router.site();
    router.add({api::Method::Get, u"/trips/{id}"_s,
                [site](PageRequest request) { return showTrip(std::move(request), site); }});
}

} // namespace portier::pages
