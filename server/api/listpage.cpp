// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/listpage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// What a cursor is bound to: the list, its owner, filters and sort, in an order of our own.
QString listOf(const ApiRequest &request)
{
    auto items = request.query.queryItems(QUrl::FullyDecoded);
    items.removeIf([](const auto &item) { return item.first == u"cursor" || item.first == u"limit"; });
    std::sort(items.begin(), items.end());
    QString list = request.routeTemplate + u'\n' + request.pathArguments.join(u'\n') + u'\n' + request.principal.id;
    for (const auto &[name, value] : std::as_const(items))
        list += u'\n' + name + u'=' + value;
    return list;
}

QByteArray nextLink(const ApiRequest &request, const QString &cursor)
{
    QByteArray query;
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name != u"cursor")
            query += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value) + '&';
    }
    return '<' + request.path.toLatin1() + '?' + query + "cursor=" + cursor.toLatin1() + ">; rel=\"next\"";
}

} // namespace

Result<bool> queryFlag(const ApiRequest &request, const QString &name)
{
    const QString text = request.queryValue(name);
    if (request.hasQuery(name) && text != u"true" && text != u"false")
        return fail(badParameter(name));
    return text == u"true";
}

Error badParameter(const QString &name)
{
    return Error::invalid(u"bad_parameter"_s, {}, {{u"parameter"_s, name}});
}

Result<std::optional<qint64>> queryInteger(const ApiRequest &request, const QString &name, qint64 min, qint64 max)
{
    if (!request.hasQuery(name))
        return std::nullopt;
    bool ok = false;
    const qint64 value = request.queryValue(name).toLongLong(&ok);
    if (!ok || value < min || value > max)
        return fail(badParameter(name));
    return value;
}

Result<std::optional<Instant>> queryInstant(const ApiRequest &request, const QString &name)
{
    if (!request.hasQuery(name))
        return std::nullopt;
    const std::optional<Instant> instant = fromRfc3339(request.queryValue(name));
    if (!instant)
        return fail(badParameter(name));
    return instant;
}

Result<PageRequest> readPage(const ApiRequest &request, const Cursors &cursors)
{
    PageRequest page;
    PORTIER_ASSIGN(limit, queryInteger(request, u"limit"_s, 1, 100));
    page.limit = int(limit.value_or(page.limit));
    if (request.hasQuery(u"cursor"_s)) {
        PORTIER_ASSIGN(position, cursors.decode(listOf(request), request.queryValue(u"cursor"_s)));
        page.after = position;
    }
    return page;
}

ApiResponse listReply(const ApiRequest &request, const Cursors &cursors, const Page &page)
{
    QJsonObject body{{u"items"_s, page.items}, {u"next_cursor"_s, QJsonValue::Null}};
    if (page.total)
        body.insert(u"total"_s, *page.total);
    if (!page.next)
        return ApiResponse::json(body);
    const QString cursor = cursors.encode(listOf(request), *page.next);
    body.insert(u"next_cursor"_s, cursor);
    return ApiResponse::json(body).withHeader("link", nextLink(request, cursor));
}

} // namespace portier::api
