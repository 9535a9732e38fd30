// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/lockout.h"

#include <algorithm>

namespace portier::identity
{

using namespace std::chrono_literals;

namespace
{

constexpr int freeFailures = 4;
constexpr Millis firstBlock = 1min;
constexpr Millis longestBlock = 15min;
constexpr Millis forgetEvery = 15min;
constexpr qsizetype addressLimit = 20;
constexpr Millis addressWindow = 1h;

} // namespace

PairFailures decayed(PairFailures record, Instant now)
{
    const auto forgotten = std::max<qint64>(0, (now - record.decaysFrom) / forgetEvery);
    if (forgotten >= record.failures)
        return {0, now, record.blockedUntil};
    record.failures -= static_cast<int>(forgotten);
    record.decaysFrom += forgotten * forgetEvery;
    return record;
}

PairFailures afterFailure(const PairFailures &record, Instant now)
{
    PairFailures next = decayed(record, now);
    if (next.failures == 0)
        next.decaysFrom = now;
    ++next.failures;
    if (next.failures > freeFailures) {
        const int doublings = std::min(next.failures - freeFailures - 1, 10);
        next.blockedUntil = now + std::min(firstBlock * (1 << doublings), longestBlock);
    }
    return next;
}

PairFailures withoutFailure(PairFailures record)
{
    record.failures = std::max(record.failures - 1, 0);
    if (record.failures <= freeFailures)
        record.blockedUntil.reset();
    return record;
}

std::optional<Instant> blockedUntil(const PairFailures &record, Instant now)
{
    return record.blockedUntil && *record.blockedUntil > now ? record.blockedUntil : std::nullopt;
}

AddressFailures afterFailure(AddressFailures moments, Instant now)
{
    moments.append(now);
    while (moments.size() > addressLimit)
        moments.removeFirst();
    return moments;
}

AddressFailures withoutFailure(AddressFailures moments, Instant moment)
{
    if (const qsizetype at = moments.lastIndexOf(moment); at >= 0)
        moments.removeAt(at);
    return moments;
}

std::optional<Instant> blockedUntil(const AddressFailures &moments, Instant now)
{
    if (moments.size() < addressLimit || moments.first() + addressWindow <= now)
        return std::nullopt;
    return moments.first() + addressWindow;
}

} // namespace portier::identity
