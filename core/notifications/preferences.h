// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/zonedtime.h"
#include "core/notifications/message.h"
#include "core/scheduling/scheduletable.h"

#include <QMap>

namespace portier::notifications
{

enum class DigestMode { Immediate, Daily, Weekly };
[[nodiscard]] QString nameOf(DigestMode mode);
[[nodiscard]] std::optional<DigestMode> digestModeFrom(const QString &name);

/// Local times of day; `from` later than `to` spans midnight.
struct QuietHours {
    QTime from;
    QTime to;
    bool operator==(const QuietHours &) const = default;
};

/// When and how an account wants to be told (PLT-128), besides what it wants to be told about at all.
struct Profile {
    std::optional<QuietHours> quiet;
    DigestMode digestMode = DigestMode::Immediate;
    QTime digestTime{18, 0};
    bool ownsDigestTime = false; ///< chosen; else the time is that of the setting schedule.notification_digest
    bool summaryEnabled = false; ///< the weekly price summary
    int summaryDay = 7;          ///< 1 = Monday … 7
    QTime summaryTime{9, 0};
    bool ownsSummaryTime = false; ///< day or time chosen; else they are those of the setting schedule.price_summary
    QString language;             ///< empty: the account's
    qint64 version = 0;
};

/// The lists people switch on and off: all mails about trips, free slots, and what operators get.
[[nodiscard]] const QStringList &preferenceLists();
/// The channels that each list has a switch for.
[[nodiscard]] const QList<Channel> &preferenceChannels();

struct Preferences {
    Profile profile;
    QMap<QString, QMap<Channel, bool>> lists; ///< every list and channel
};

/// As the API and an export show them.
[[nodiscard]] QJsonObject toJson(const Preferences &preferences);

/// When the quiet hours that `now` lies in end; nothing outside them.
[[nodiscard]] std::optional<Instant> quietUntil(const Profile &profile, Instant now, const QTimeZone &zone);

/// The names of the schedules behind the weekly price summary and behind digests at a time of the account's own, and of
/// their settings; the owner is the account.
inline constexpr auto summarySchedule = QLatin1String("price_summary");
inline constexpr auto digestSchedule = QLatin1String("notification_digest");

/// With the day and times of the settings where the account chose none.
[[nodiscard]] Profile withTimes(Profile profile, const scheduling::ScheduleTable &schedules);
/// What counts: as withTimes(); where digests or summaries are off for everybody, nothing waits for one.
[[nodiscard]] Profile inForce(Profile profile, const scheduling::ScheduleTable &schedules);

/// The day ("2026-01-15") or ISO week ("2026-W03") a digest of that local date stands for.
[[nodiscard]] QString periodOf(DigestMode mode, QDate day);

/// When a digest leaves, and for which day ("2026-01-15") or ISO week ("2026-W03") it is the one (PLT-089).
struct DigestTime {
    Instant at;
    QString period;
    bool operator==(const DigestTime &) const = default;
};
/// When digests leave, as a schedule in that zone (IANA): weekly ones on Sunday, late ones for a day. Nothing in mode
/// immediate.
[[nodiscard]] std::optional<scheduling::ScheduleSpec> digestSpec(const Profile &profile, const QString &zone);
/// The next one after `after`. Nothing in mode immediate.
[[nodiscard]] std::optional<DigestTime> nextDigest(const Profile &profile, Instant after, const QTimeZone &zone);

} // namespace portier::notifications
