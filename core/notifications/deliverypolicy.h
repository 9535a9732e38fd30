// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"

#include <QStringList>

namespace portier::notifications
{

/// Default of `notify.suppressed_domains` (PLT-123).
[[nodiscard]] QStringList defaultSuppressedDomains();
/// True when the address lies in one of the domains or below it. "test.com" and ".test" both mean the name itself and
/// everything under it; case and a trailing dot do not matter.
[[nodiscard]] bool isSuppressedDomain(const QString &address, const QStringList &domains);

/// Whether the kind's class lets people switch it off (PLT-127's table).
[[nodiscard]] bool isOptOutAllowed(MessageClass messageClass);
/// How old a message may be when its first attempt begins, and how late another one (PLT-138); nothing: any age.
[[nodiscard]] std::optional<Millis> shelfLife(MessageClass messageClass);
/// Whether it says nothing any more, its shelf life counted from `due` (PLT-138).
[[nodiscard]] bool isOutdated(MessageClass messageClass, Instant due, std::optional<Instant> expiresAt, Instant now);
/// Job priority: duty, answer and account before the rest (PLT-136).
[[nodiscard]] int deliveryPriority(MessageClass messageClass);

/// How much a person, or the instance, may get (settings `notify.*`).
struct FloodLimits {
    int mailPerHour = 10;
    int smsPerHour = 3;
    int desktopPerHour = 30;
    int foremostPerHour = 60; ///< duty, answer and account mail above it is put together (PLT-136)
    qint64 dailyCeiling = 0;  ///< mails per UTC day of the instance; 0: none (PLT-137)

    [[nodiscard]] int perHour(Channel channel) const;
};

/// What has to be known the moment before an attempt.
struct BeforeAttempt {
    MessageState state = MessageState::Queued;
    MessageClass messageClass = MessageClass::Alert;
    Channel channel = Channel::Mail;
    QString address;
    int attempts = 0;
    int failures = 0;
    Instant createdAt;
    std::optional<Instant> nextAt;
    bool interrupted = false; ///< its last attempt was cut off by the end of the process
    bool optedOut = false;    ///< by the person's preferences, as they are now (PLT-129)
    bool channelConfigured = true;
    bool channelPaused = false;
    bool viaFallback = false;    ///< it takes the second way (PLT-117)
    bool mayHaveArrived = false; ///< nobody knows how an attempt before ended
    bool isProbe = false;        ///< chosen to find out whether the paused channel works again
    bool overtakes = false;      ///< an earlier message of the same person and subject is in the fast lane (PLT-114)
    QStringList suppressedDomains;
    QString suppression; ///< why nothing may go to this address: bounced | complained | opted_out (PLT-124)
    QString list;
    std::optional<Instant> expiresAt;
    bool holdsPlace = false;             ///< a place in the budget was kept for it: it is not collected (again)
    bool isCollecting = false;           ///< others like it are collected already; it joins them (PLT-133)
    Instant budgetFreeAt;                ///< not after now: its person's budget has room
    std::optional<Instant> quietUntil;   ///< the person's quiet hours
    std::optional<Instant> digestAt;     ///< the person wants digests
    bool isBurst = false;                ///< more duty mail than PLT-136 lets through one by one
    std::optional<Instant> ceilingUntil; ///< the instance's mails of the day are used up
};

enum class NextMove {
    Send,
    SendDry,  ///< render, then suppressed(dry_run) (PLT-122)
    Suppress, ///< with `reason`
    HandOver, ///< to the slow lane
    Collect,  ///< for a digest at `at`
    Publish,  ///< a desktop notification: shown from now on, until somebody saw it
    Park,     ///< until the channel is back
    Wait,     ///< until `at`, or until the message before is through
    Nothing,  ///< ended already
};
struct Move {
    NextMove move = NextMove::Nothing;
    QString reason;
    std::optional<Instant> at;
    bool operator==(const Move &) const = default;
};
[[nodiscard]] Move nextMove(const BeforeAttempt &facts, Instant now);

/// Reason of messages that are collected for the person's own time: the schedule of its digests lets them go. Whatever
/// is collected for another reason has a job that does (PLT-133).
inline constexpr auto digestReason = QLatin1String("digest");
/// Reason of mails that wait for the next day (PLT-137).
inline constexpr auto dailyCeilingReason = QLatin1String("daily_ceiling");

/// How long a desktop notification waits to be seen (PLT-121).
inline constexpr Millis desktopPatience = std::chrono::hours(24 * 7);

} // namespace portier::notifications
