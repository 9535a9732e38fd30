// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/inboxcontroller.h"

#include "core/operations/inbox.h"
#include "server/api/apirouter.h"
#include "server/api/jsonvalues.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::Role;
using operations::InboxItem;

operations::InboxReader readerOf(const ApiRequest &request)
{
    operations::InboxReader reader;
    reader.accountId = request.principal.id;
    reader.language = request.language;
    reader.roles = {u"member"_s};
    for (const auto &[role, name] : {std::pair{Role::Reviewer, u"reviewer"_s}, std::pair{Role::Approver, u"approver"_s},
                                     std::pair{Role::Admin, u"admin"_s}}) {
        if (request.principal.has(role))
            reader.roles.append(name);
    }
    return reader;
}

QJsonObject toJson(const InboxItem &item)
{
    return {{u"kind"_s, item.kind},
            {u"id"_s, item.id},
            {u"title"_s, item.title},
            {u"subtitle"_s, item.subtitle},
            {u"waiting_since"_s, toRfc3339(item.waitingSince)},
            {u"deadline"_s, instantOrNull(item.deadline)},
            {u"deadline_kind"_s, textOrNull(item.deadlineKind)},
            {u"actions"_s, QJsonArray::fromStringList(item.actions)}};
}

QCoro::Task<Result<ApiResponse>> answer(ApiRequest request, operations::Inbox *inbox)
{
    PORTIER_CO_ASSIGN(found, co_await inbox->load(readerOf(request)));
    QJsonArray items;
    QJsonObject counts;
    for (const InboxItem &item : std::as_const(found)) {
        items.append(toJson(item));
        counts.insert(item.kind, counts.value(item.kind).toInt() + 1);
    }
    const QJsonObject body{{u"items"_s, items}, {u"counts"_s, counts}};
    co_return ApiResponse::json(body);
}

} // namespace

void addInboxRoute(ApiRouter &router, operations::Inbox &inbox)
{
    router.add({.method = Method::Get,
                .pattern = u"/api/v1/me/inbox"_s,
                .access = Access::account(),
                .handler = [found = &inbox](ApiRequest request) { return answer(std::move(request), found); }});
}

} // namespace portier::api
