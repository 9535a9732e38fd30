// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/httpoutcome.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

AttemptOutcome outcomeOf(int status, HttpPeer peer)
{
    if (status >= 200 && status < 300)
        return AttemptOutcome::Accepted;
    if (peer == HttpPeer::Callback) {
        const bool passing = status == 408 || status == 425 || status == 429;
        return status >= 400 && status < 500 && !passing ? AttemptOutcome::Permanent : AttemptOutcome::Transient;
    }
    if (status == 401 || status == 403)
        return AttemptOutcome::Config;
    const bool permanent = status == 400 || status == 404 || status == 410 || status == 422;
    return permanent ? AttemptOutcome::Permanent : AttemptOutcome::Transient;
}

QString reasonOf(HttpFailure failure)
{
    switch (failure) {
    case HttpFailure::None:
        return {};
    case HttpFailure::Refused:
        return u"endpoint_refused"_s;
    case HttpFailure::Resolve:
        return u"resolve_failed"_s;
    case HttpFailure::Connect:
        return u"connect_failed"_s;
    case HttpFailure::Certificate:
        return u"certificate_refused"_s;
    case HttpFailure::Tls:
        return u"tls_failed"_s;
    case HttpFailure::Timeout:
        return u"timeout"_s;
    case HttpFailure::Lost:
        break;
    }
    return u"connection_lost"_s;
}

/// RFC 9110: seconds or a date.
std::optional<Millis> retryAfter(const HttpReply &reply, Instant now)
{
    const QByteArray value = reply.headers.value("retry-after");
    bool isNumber = false;
    const qlonglong seconds = value.toLongLong(&isNumber);
    if (isNumber)
        return seconds > 0 ? std::optional<Millis>(std::chrono::seconds(std::min(seconds, 86'400LL))) : std::nullopt;
    QString text = QString::fromLatin1(value);
    text.replace(u"GMT"_s, u"+0000"_s);
    const QDateTime date = QDateTime::fromString(text, Qt::RFC2822Date);
    if (!date.isValid() || date.toMSecsSinceEpoch() <= toMs(now))
        return std::nullopt;
    return Millis(date.toMSecsSinceEpoch() - toMs(now));
}

} // namespace

DeliveryOutcome judgeReply(const HttpReply &reply, HttpPeer peer, Instant now)
{
    DeliveryOutcome result;
    if (reply.failure != HttpFailure::None) {
        const bool unsure =
            reply.requestSent && (reply.failure == HttpFailure::Timeout || reply.failure == HttpFailure::Lost);
        result.outcome = reply.failure == HttpFailure::Refused ? AttemptOutcome::Permanent
                         : unsure                              ? AttemptOutcome::Unknown
                                                               : AttemptOutcome::Transient;
        result.reason = reasonOf(reply.failure);
        return result;
    }
    result.code = QString::number(reply.status);
    result.outcome = outcomeOf(reply.status, peer);
    if (result.outcome != AttemptOutcome::Accepted) {
        result.reason = reply.status >= 300 && reply.status < 400 ? u"redirected"_s : u"http_refused"_s;
        result.retryAfter = retryAfter(reply, now);
    }
    return result;
}

} // namespace portier::notifications
