// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/notificationjson.h"

#include "server/api/jsonvalues.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

using notifications::HistoryCursor;
using notifications::HistoryItem;

namespace
{

QJsonObject positionOf(const HistoryCursor &cursor)
{
    return {{u"at"_s, toMs(cursor.createdAt)}, {u"id"_s, cursor.id}};
}

HistoryCursor cursorOf(const QJsonObject &position)
{
    return {fromMs(position.value(u"at"_s).toInteger()), position.value(u"id"_s).toString()};
}

QJsonObject toJson(const notifications::AttemptRow &attempt)
{
    return {{u"number"_s, attempt.number},
            {u"started_at"_s, toRfc3339(attempt.startedAt)},
            {u"ended_at"_s, instantOrNull(attempt.endedAt)},
            {u"outcome"_s, attempt.outcome ? QJsonValue(nameOf(*attempt.outcome)) : QJsonValue()},
            {u"code"_s, textOrNull(attempt.code)},
            {u"enhanced_code"_s, textOrNull(attempt.enhancedCode)},
            {u"provider"_s, textOrNull(attempt.provider)},
            {u"provider_id"_s, textOrNull(attempt.providerId)},
            {u"delivery_status"_s, textOrNull(attempt.deliveryStatus)},
            {u"reason"_s, textOrNull(attempt.reason)}};
}

} // namespace

QJsonObject toJson(const HistoryItem &item)
{
    const notifications::Message &message = item.message;
    return {{u"id"_s, message.id},
            {u"kind"_s, message.kind},
            {u"subject_kind"_s, textOrNull(message.subjectKind)},
            {u"subject_id"_s, textOrNull(message.subjectId)},
            {u"subject_name"_s, textOrNull(message.subjectName)},
            {u"channel"_s, nameOf(message.channel)},
            {u"address"_s, textOrNull(item.maskedAddress)},
            {u"state"_s, nameOf(message.state)},
            {u"reason"_s, textOrNull(message.reason)},
            {u"digest_id"_s, textOrNull(message.digestId)},
            {u"attempts"_s, message.attempts},
            {u"created_at"_s, toRfc3339(message.createdAt)},
            {u"next_at"_s, instantOrNull(message.nextAt)},
            {u"sent_at"_s, instantOrNull(item.sentAt)},
            {u"ended_at"_s, instantOrNull(message.endedAt)}};
}

QJsonObject toJson(const notifications::MessageDetail &detail)
{
    QJsonObject json = toJson(detail.item);
    QJsonArray attempts;
    for (const notifications::AttemptRow &attempt : detail.attempts)
        attempts.append(toJson(attempt));
    json.insert(u"ledger"_s, attempts);
    const notifications::RenderedMail mail = detail.body ? detail.body->mail : notifications::RenderedMail();
    json.insert(u"subject"_s, textOrNull(mail.subject));
    json.insert(u"text"_s, textOrNull(mail.text));
    json.insert(u"html"_s, textOrNull(mail.html));
    json.insert(u"url"_s, textOrNull(mail.url));
    return json;
}

Result<notifications::HistoryFilter> commonFilter(const ApiRequest &request)
{
    notifications::HistoryFilter filter;
    filter.kind = request.queryValue(u"kind"_s);
    if (request.hasQuery(u"state"_s)) {
        filter.state = notifications::messageStateFrom(request.queryValue(u"state"_s));
        if (!filter.state)
            return fail(badParameter(u"state"_s));
    }
    if (request.hasQuery(u"channel"_s)) {
        filter.channel = notifications::channelFrom(request.queryValue(u"channel"_s));
        if (!filter.channel)
            return fail(badParameter(u"channel"_s));
    }
    return filter;
}

QCoro::Task<Result<ApiResponse>> answerHistory(ApiRequest request, ReadHistory read,
                                               std::shared_ptr<const Cursors> cursors)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *cursors));
    std::optional<HistoryCursor> after;
    if (wanted.after)
        after = cursorOf(*wanted.after);
    PORTIER_CO_ASSIGN(found, co_await read(after, wanted.limit));
    Page page;
    for (const HistoryItem &item : std::as_const(found.items))
        page.items.append(toJson(item));
    if (found.next)
        page.next = positionOf(*found.next);
    co_return listReply(request, *cursors, page);
}

} // namespace portier::api
