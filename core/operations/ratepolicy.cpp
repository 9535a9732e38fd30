// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/ratepolicy.h"

#include "core/base/zonedtime.h"

#include <QRegularExpression>

#include <array>

namespace portier::operations
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

struct DefaultPolicy {
    const char *name;
    const char *limit;
};

/// platform.md, table 3.5. `feed_wait` is not here: it bounds calls that wait at the same time and counts nothing.
constexpr std::array defaults{
    DefaultPolicy{"booking_submit", "10/day"},
    DefaultPolicy{"unauthenticated_write", "30/hour"},
    DefaultPolicy{"link_write", "60/hour"},
    DefaultPolicy{"link_failures", "100/hour"},
    DefaultPolicy{"recovery_address", "5/hour"},
    DefaultPolicy{"recovery_cooldown", "1/60s"},
    DefaultPolicy{"reads", "10/s burst 20"},
    DefaultPolicy{"job_poll", "10/s burst 50"},
    DefaultPolicy{"general", "10/s burst 20"},
    DefaultPolicy{"roomplan_submit", "12/minute burst 3"},
    DefaultPolicy{"manual_refresh", "10/hour"},
    DefaultPolicy{"trip_create", "20/hour"},
    DefaultPolicy{"availability_fetch", "60/hour"},
    DefaultPolicy{"availability_fetch_anonymous", "6/hour"},
    DefaultPolicy{"chat", "100/hour"},
    DefaultPolicy{"login", "10/minute"},
    DefaultPolicy{"register", "5/hour"},
    DefaultPolicy{"request_create", "60/minute"},
    DefaultPolicy{"push_scan", "60/minute"},
    DefaultPolicy{"unsubscribe", "60/minute"},
    DefaultPolicy{"telemetry", "30/minute"},
    DefaultPolicy{"provider_reports", "20/s burst 200"},
    DefaultPolicy{"phone_code", "5/hour"},
};

constexpr int mostPerWindow = 1'000'000;

bool isCooldown(const QString &policy)
{
    return policy == "recovery_cooldown"_L1;
}

Error invalidLimit()
{
    return Error::invalid(u"limit_invalid"_s, u"a limit reads N/duration, N/duration burst M, or 0"_s);
}

/// A positive number up to `mostPerWindow`, or 0.
int boundedNumber(const QString &digits)
{
    bool ok = false;
    const int number = digits.toInt(&ok);
    return ok && number <= mostPerWindow ? number : 0;
}

std::optional<Millis> unitLength(const QString &unit)
{
    if (unit == "s"_L1 || unit == "second"_L1)
        return 1s;
    if (unit == "min"_L1 || unit == "minute"_L1)
        return 1min;
    if (unit == "h"_L1 || unit == "hour"_L1)
        return 1h;
    if (unit == "d"_L1 || unit == "day"_L1)
        return 24h;
    return std::nullopt;
}

} // namespace

Result<RateLimit> RateLimit::parse(const QString &text)
{
    static const QRegularExpression form(u"\\A(\\d{1,7}) ?/ ?(\\d{1,5})? ?([a-z]+)(?: burst (\\d{1,7}))?\\z"_s);
    const QString trimmed = text.trimmed();
    if (trimmed == "0"_L1)
        return RateLimit();
    const auto match = form.match(trimmed);
    const auto unit = unitLength(match.captured(3));
    if (!match.hasMatch() || !unit)
        return fail(invalidLimit());

    const bool numbered = match.hasCaptured(2) && !match.captured(2).isEmpty();
    const int units = numbered ? boundedNumber(match.captured(2)) : 1;
    const bool hasBurst = match.hasCaptured(4);
    RateLimit limit;
    limit.count = boundedNumber(match.captured(1));
    limit.period = *unit * units;
    if (match.captured(1).toInt() == 0)
        return RateLimit();
    if (limit.count == 0 || units == 0)
        return fail(invalidLimit());
    if (*unit >= 1h) {
        if (units != 1 || hasBurst)
            return fail(invalidLimit());
        limit.kind = *unit == 1h ? Kind::Hourly : Kind::Daily;
        return limit;
    }
    limit.kind = Kind::Bucket;
    limit.burst = hasBurst ? boundedNumber(match.captured(4)) : limit.count;
    if (limit.burst == 0)
        return fail(invalidLimit());
    return limit;
}

Result<RateLimit> RateLimit::parseCooldown(const QString &text)
{
    PORTIER_ASSIGN(limit, parse(text));
    if (limit.kind == Kind::Off)
        return limit;
    if (limit.kind != Kind::Bucket || limit.count != 1 || limit.burst != 1)
        return fail(invalidLimit());
    limit.kind = Kind::Cooldown;
    limit.burst = 0;
    return limit;
}

QString RateLimit::toText() const
{
    const QString counted = QString::number(count);
    switch (kind) {
    case Kind::Off:
        return u"0"_s;
    case Kind::Hourly:
        return counted + "/hour"_L1;
    case Kind::Daily:
        return counted + "/day"_L1;
    case Kind::Cooldown:
        return counted + '/'_L1 + QString::number(period / 1s) + 's'_L1;
    case Kind::Bucket:
        break;
    }
    const QString duration = period == 1s ? u"s"_s : period == 1min ? u"minute"_s : QString::number(period / 1s) + u's';
    const QString rate = counted + u'/' + duration;
    return burst == count ? rate : rate + " burst "_L1 + QString::number(burst);
}

RateWindow windowAt(const RateLimit &limit, Instant now, const QTimeZone &zone)
{
    if (limit.kind == RateLimit::Kind::Daily) {
        const QDate date = localDate(now, zone);
        return {toIsoDate(date), startOfDay(date.addDays(1), zone)};
    }
    const Instant start = std::chrono::floor<std::chrono::hours>(now);
    return {toRfc3339(start).first(13), start + 1h};
}

RatePolicies::RatePolicies()
{
    for (const DefaultPolicy &policy : defaults) {
        const QString name = QString::fromLatin1(policy.name);
        m_limits.insert(name, RateLimit());
        const Result<> set = configure(name, QString::fromLatin1(policy.limit));
        Q_ASSERT_X(set, "RatePolicies", policy.name);
    }
}

QStringList RatePolicies::names() const
{
    QStringList names = m_limits.keys();
    names.sort();
    return names;
}

Result<> RatePolicies::configure(const QString &policy, const QString &text)
{
    if (!contains(policy))
        return fail(Error::notFound(u"policy_unknown"_s, policy));
    PORTIER_ASSIGN(limit, isCooldown(policy) ? RateLimit::parseCooldown(text) : RateLimit::parse(text));
    m_limits.insert(policy, limit);
    return {};
}

Result<> RatePolicies::add(const QString &policy, const QString &text)
{
    PORTIER_ASSIGN(limit, RateLimit::parse(text));
    m_limits.insert(policy, limit);
    return {};
}

} // namespace portier::operations
