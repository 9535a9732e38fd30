// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliverypolicy.h"

#include "core/notifications/deliveryplan.h"
#include "core/notifications/floodbudget.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portier::notifications
{

QStringList defaultSuppressedDomains()
{
    return {u"test.com"_s, u"example.com"_s, u"fake.com"_s, u"example.org"_s, u"example.net"_s,
            u".test"_s,    u".example"_s,    u".invalid"_s, u".localhost"_s};
}

bool isSuppressedDomain(const QString &address, const QStringList &domains)
{
    QString domain = address.mid(address.lastIndexOf(u'@') + 1).toLower();
    while (domain.endsWith(u'.'))
        domain.chop(1);
    return std::any_of(domains.begin(), domains.end(), [&](const QString &entry) {
        const QString name = entry.startsWith(u'.') ? entry.mid(1).toLower() : entry.toLower();
        return !name.isEmpty() && (domain == name || domain.endsWith(u'.' + name));
    });
}

bool isOptOutAllowed(MessageClass messageClass)
{
    return messageClass >= MessageClass::Alert;
}

std::optional<Millis> shelfLife(MessageClass messageClass)
{
    if (messageClass == MessageClass::Alert)
        return 24h;
    return std::nullopt;
}

bool isOutdated(MessageClass messageClass, Instant due, std::optional<Instant> expiresAt, Instant now)
{
    const auto life = shelfLife(messageClass);
    return (life && now - due > *life) || (expiresAt && now >= *expiresAt);
}

int deliveryPriority(MessageClass messageClass)
{
    return isForemost(messageClass) ? 10 : 0;
}

int FloodLimits::perHour(Channel channel) const
{
    switch (channel) {
    case Channel::Sms:
        return smsPerHour;
    case Channel::Desktop:
        return desktopPerHour;
    case Channel::Mail:
    case Channel::Webhook:
        break;
    }
    return mailPerHour;
}

namespace
{

/// Rules of the person and the instance that let a message wait, or put it together with others (PLT-133 to PLT-137).
std::optional<Move> patienceMove(const BeforeAttempt &facts, Instant now)
{
    const bool fresh = facts.attempts == 0 && !facts.holdsPlace;
    if (isDeferrable(facts.messageClass, facts.list)) {
        if (fresh && facts.digestAt)
            return Move{NextMove::Collect, digestReason, facts.digestAt};
        if (facts.quietUntil)
            return Move{NextMove::Wait, u"quiet_hours"_s, facts.quietUntil};
        const bool full = facts.budgetFreeAt > now;
        if (fresh && (full || facts.isCollecting))
            return Move{NextMove::Collect, u"flood"_s, facts.budgetFreeAt};
        if (full)
            return Move{NextMove::Wait, u"flood"_s, facts.budgetFreeAt};
    } else if (fresh && facts.isBurst) {
        return Move{NextMove::Collect, u"burst"_s, now + burstCollection};
    }
    if (facts.ceilingUntil)
        return Move{NextMove::Wait, dailyCeilingReason, facts.ceilingUntil};
    return std::nullopt;
}

} // namespace

Move nextMove(const BeforeAttempt &facts, Instant now)
{
    if (isTerminal(facts.state) || facts.state == MessageState::Collected)
        return {};
    if (facts.channel == Channel::Desktop && facts.attempts > 0) {
        const Instant end = facts.createdAt + desktopPatience;
        return now < end ? Move{NextMove::Wait, {}, end} : Move{NextMove::Suppress, u"expired"_s, {}};
    }
    if (facts.channel != Channel::Desktop && facts.address.isEmpty())
        return {NextMove::Suppress, u"erased"_s, {}};
    if (facts.channel == Channel::Mail && isSuppressedDomain(facts.address, facts.suppressedDomains))
        return {NextMove::Suppress, u"test_domain"_s, {}};
    if (!facts.suppression.isEmpty())
        return {NextMove::Suppress, facts.suppression, {}};
    if (facts.optedOut && isOptOutAllowed(facts.messageClass))
        return {NextMove::Suppress, u"unsubscribed"_s, {}};
    // A message in its lanes was told about in time and follows its plan to the end; one that was held up on the way,
    // by a paused channel or a stop, has no plan, or is late for it.
    const Instant due = facts.attempts > 0 ? facts.nextAt.value_or(facts.createdAt) : facts.createdAt;
    if (isOutdated(facts.messageClass, due, facts.expiresAt, now))
        return {NextMove::Suppress, u"outdated"_s, {}};
    if (!facts.channelConfigured)
        return {NextMove::SendDry, {}, {}};
    if (facts.channelPaused && !facts.isProbe)
        return {NextMove::Park, {}, {}};
    if (facts.nextAt && *facts.nextAt > now && !facts.isProbe)
        return {NextMove::Wait, {}, facts.nextAt};
    if (facts.state == MessageState::Queued && isHandOver(facts.failures) && !facts.interrupted && !facts.isProbe)
        return {NextMove::HandOver, {}, {}};
    if (!facts.isProbe) {
        if (const auto move = patienceMove(facts, now))
            return *move;
        if (facts.overtakes)
            return {NextMove::Wait, {}, now + 1s};
    }
    return {facts.channel == Channel::Desktop ? NextMove::Publish : NextMove::Send, {}, {}};
}

} // namespace portier::notifications
