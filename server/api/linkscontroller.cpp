// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/linkscontroller.h"

#include "core/identity/linkservice.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::Link;
using identity::LinkPosition;
using identity::LinkService;

QJsonObject toJson(const Link &link)
{
    return {{u"id"_s, link.id},
            {u"kind"_s, identity::linkKindName(link.owner.kind)},
            {u"email"_s, textOrNull(link.owner.email)},
            {u"party_id"_s, textOrNull(link.owner.partyId)},
            {u"resource_id"_s, textOrNull(link.owner.resourceId)},
            {u"generation"_s, link.generation},
            {u"last_used_at"_s, instantOrNull(link.lastUsedAt)},
            {u"created_at"_s, toRfc3339(link.createdAt)}};
}

std::optional<LinkPosition> positionOf(const std::optional<QJsonObject> &after)
{
    if (!after)
        return std::nullopt;
    return LinkPosition{fromMs(after->value(u"at"_s).toInteger()), after->value(u"id"_s).toString()};
}

QCoro::Task<Result<ApiResponse>> answerRenew(ApiRequest request, LinkService *links)
{
    PORTIER_CO_ASSIGN(link, co_await links->renew(request.pathArguments.first(), request.principal.actor()));
    co_return ApiResponse::json(toJson(link));
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, LinkService *links,
                                            std::shared_ptr<const Cursors> cursors)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *cursors));
    const QString partyId = request.queryValue(u"party_id"_s);
    PORTIER_CO_ASSIGN(
        found, co_await links->list(positionOf(wanted.after), wanted.limit + 1, request.principal.actor(), partyId));
    Page page;
    for (const Link &link : std::as_const(found).first(std::min<qsizetype>(found.size(), wanted.limit)))
        page.items.append(toJson(link));
    if (found.size() > wanted.limit) {
        const Link &last = found.at(wanted.limit - 1);
        page.next = QJsonObject{{u"at"_s, toMs(last.createdAt)}, {u"id"_s, last.id}};
    }
    co_return listReply(request, *cursors, page);
}

} // namespace

void addLinkRoutes(ApiRouter &router, LinkService &links, std::shared_ptr<const Cursors> cursors)
{
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/links/{id}/renew"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &links](ApiRequest request) { return answerRenew(std::move(request), found); }});
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/admin/links"_s,
                .access = Access::role(identity::Role::Admin),
                .handler = [found = &links,
                            cursors](ApiRequest request) { return answerList(std::move(request), found, cursors); },
                .queryParameters = {u"party_id"_s, u"limit"_s, u"cursor"_s}});
}

} // namespace portier::api
