// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourceselection.h"

#include <algorithm>

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

bool needsUnsupportedFilter(const Capabilities &can, const FlightQuery &query)
{
    return (query.cabin != Cabin::Economy && can.cabin == FilterSupport::None) ||
           (query.maxStops && can.maxStops == FilterSupport::None) ||
           (!query.airlines.isEmpty() && can.airlines == FilterSupport::None);
}

bool needsUnsupportedFilter(const Capabilities &can, const HotelQuery &query)
{
    return (query.wantsRoomDetail() && can.roomDetail == FilterSupport::None) ||
           (query.minStars && can.stars == FilterSupport::None) || (query.rooms > 1 && !can.severalRooms);
}

bool isAbsence(const Attempt &attempt)
{
    return attempt.reason == u"disabled" || attempt.reason == u"unconfigured" || attempt.reason == u"side_unsupported";
}

/// The code a passed-over or failed turn gives the side.
QString codeOf(const Attempt &attempt)
{
    return attempt.code.isEmpty() ? attempt.reason : attempt.code;
}

} // namespace

bool onlySimulated(const Sources &all)
{
    return std::none_of(all.begin(), all.end(), [](const auto &source) {
        return !source->capabilities().simulated && source->state() == SourceState::Ready;
    });
}

Sources sourcesFor(const QStringList &order, const Sources &all)
{
    const bool simulated = onlySimulated(all);
    Sources serving;
    for (const QString &name : order) {
        for (const auto &source : all) {
            if (source->name() == name && !source->capabilities().simulated)
                serving.append(source);
        }
    }
    for (const auto &source : all) {
        if (simulated && source->capabilities().simulated)
            serving.append(source);
    }
    return serving;
}

std::optional<QString> passOverReason(const PriceSource &source, const Query &query)
{
    if (source.state() == SourceState::Disabled)
        return u"disabled"_s;
    if (source.state() == SourceState::Unconfigured)
        return u"unconfigured"_s;
    const Capabilities can = source.capabilities();
    if (!can.sides.contains(sideOf(query)))
        return u"side_unsupported"_s;
    if (!can.currencies.isEmpty() && !can.currencies.contains(currencyOf(query)))
        return u"currency_unsupported"_s;
    if (std::visit([&can](const auto &each) { return needsUnsupportedFilter(can, each); }, query))
        return u"filter_unsupported"_s;
    return std::nullopt;
}

Millis freshAge(Trigger trigger, bool empty)
{
    switch (trigger) {
    case Trigger::Schedule:
        return empty ? Millis(1h) : Millis(20h);
    case Trigger::Manual:
    case Trigger::Resume:
    case Trigger::Edit:
    case Trigger::Initial:
    case Trigger::Cli:
        return 1h;
    case Trigger::Confirm:
        break;
    }
    return Millis(0);
}

bool isTransientCode(const QString &code)
{
    static const QSet<QString> permanent{
        u"auth"_s,     u"query_rejected"_s, u"currency_mismatch"_s, u"currency_unsupported"_s, u"filter_unsupported"_s,
        u"disabled"_s, u"unconfigured"_s,   u"side_unsupported"_s,  u"contract_changed"_s};
    return !permanent.contains(code);
}

Millis staleAge(Trigger trigger, const QList<Attempt> &attempts)
{
    constexpr Millis lessThanADay = 24h - 1ms; // TRP-106
    if (trigger == Trigger::Confirm)
        return Millis(0);
    bool anyTurn = false;
    bool allTransient = true;
    for (const Attempt &attempt : attempts) {
        const QString code = codeOf(attempt);
        if (code == u"budget_exhausted" || code == u"quota")
            return std::chrono::days(7); // TRP-105
        if (isAbsence(attempt) || attempt.reason == u"currency_unsupported" || attempt.reason == u"filter_unsupported")
            continue;
        anyTurn = true;
        allTransient = allTransient && isTransientCode(code);
    }
    return anyTurn && allTransient ? lessThanADay : Millis(0);
}

std::optional<SideFailure> failureFrom(const QList<Attempt> &attempts)
{
    // What a source that was asked, or would have been, said last; a missing capability only when nobody came further.
    const Attempt *last = nullptr;
    const Attempt *incapable = nullptr;
    for (const Attempt &attempt : attempts) {
        if (isAbsence(attempt))
            continue;
        if (attempt.reason == u"filter_unsupported" || attempt.reason == u"currency_unsupported")
            incapable = &attempt;
        else
            last = &attempt;
    }
    if (!last)
        last = incapable;
    if (!last)
        return std::nullopt;
    const QString code = codeOf(*last);
    return SideFailure{code, last->source, isTransientCode(code), {}};
}

} // namespace portier::trips
