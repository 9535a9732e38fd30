// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/retryplan.h"

#include <QDateTime>
#include <QLocale>

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Millis longestObeyedWait = 4s;
constexpr Millis longestHold = 24h;
constexpr Millis jitterCaps[maxRetries] = {500ms, 2s};

} // namespace

std::optional<SourceFailure> failureOfStatus(int status)
{
    if (status >= 200 && status < 300)
        return std::nullopt;
    if (status == 429)
        return SourceFailure{FailureClass::RateLimited, u"rate_limited"_s, {}};
    if (status == 401 || status == 403)
        return SourceFailure{FailureClass::Auth, u"auth"_s, {}};
    if (status >= 400 && status < 500)
        return SourceFailure{FailureClass::Rejected, u"query_rejected"_s, {}};
    if (status >= 500)
        return SourceFailure{FailureClass::Transient, u"upstream_unavailable"_s, {}};
    // Redirects are not followed (TRP-130), and nothing else below 400 is an answer to a question.
    return SourceFailure{FailureClass::Transient, u"bad_response"_s, {}};
}

std::optional<Millis> retryAfter(const QByteArray &header, Instant now)
{
    const QByteArray text = header.trimmed();
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    if (isNumber)
        return std::clamp(Millis(std::clamp(seconds, qint64(0), qint64(86400)) * 1000), Millis(0), longestHold);
    // RFC 9110 §5.6.7: IMF-fixdate, always GMT; day and month names are English.
    const QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text).remove(u" GMT"_s), u"ddd, dd MMM yyyy HH:mm:ss"_s);
    if (!date.isValid() || !text.endsWith(" GMT"))
        return std::nullopt;
    const Instant until = fromMs(QDateTime(date.date(), date.time(), Qt::UTC).toMSecsSinceEpoch());
    return std::clamp<Millis>(until - now, Millis(0), longestHold);
}

RetryDecision decideRetry(FailureClass failureClass, int retriesDone, std::optional<Millis> asked, double random,
                          Instant now)
{
    if (failureClass != FailureClass::Transient && failureClass != FailureClass::RateLimited)
        return {};
    if (asked && *asked > longestObeyedWait)
        return {{}, now + *asked};
    if (retriesDone >= maxRetries)
        return {};
    if (asked)
        return {*asked, {}};
    const auto cap = static_cast<double>(jitterCaps[retriesDone].count());
    return {Millis(static_cast<qint64>(cap * random)), {}};
}

} // namespace portier::trips
