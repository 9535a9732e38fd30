// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/zonedtime.h"

namespace portier::scheduling
{

enum class GapPolicy { RunAtJump, Skip };
enum class OverlapRun { Skip, QueueOne };
enum class CatchUp { Latest, None, All };

/// When something happens again and again (PLT-085). A plain value; all questions about it are pure functions.
struct ScheduleSpec {
    enum class Kind { EveryMinutes, Daily, Weekly, Monthly, EveryDays };
    Kind kind = Kind::Daily;
    int interval = 1;     ///< EveryMinutes: minutes; EveryDays: days, counted from 1970-01-01
    int phaseMinutes = 0; ///< EveryMinutes: offset from the UTC epoch
    int day = 1;          ///< Weekly: 1 = Monday ... 7; Monthly: 1 to 31, the month's last day when it is shorter
    QTime time;           ///< local; not used by EveryMinutes
    QString zone = QStringLiteral("UTC"); ///< IANA
    GapPolicy gapPolicy = GapPolicy::RunAtJump;
    OverlapRun overlap = OverlapRun::Skip;
    CatchUp catchUp = CatchUp::Latest;
    Millis window{0}; ///< how late a missed occurrence may still be caught up; 0 = no limit

    /// Reads "every 10 min", "every 6 h", "every 10 min +3" (phase), "daily 06:00", "weekly sun 09:00",
    /// "monthly 1 02:00", "every 3 days at 06:00". Error: Invalid with all broken rules at once, pointers as
    /// validate().
    [[nodiscard]] static Result<ScheduleSpec> parse(const QString &text, const QString &zone);
    /// Field errors: "/zone" time_zone_unknown, "/time" local_time_invalid, "/day" weekday_unknown or day_invalid,
    /// "/interval" interval_invalid, "/phase" phase_invalid, "/window" window_invalid, "/schedule" schedule_syntax.
    [[nodiscard]] Result<> validate() const;
    [[nodiscard]] QString toText() const;
    bool operator==(const ScheduleSpec &) const = default;
};

/// One planned moment.
struct PlannedOccurrence {
    /// Local date and time as the specification says: a wall time, whose Qt::UTC means nothing. Of EveryMinutes it is
    /// UTC, so that a repeated local hour holds distinct ones.
    QDateTime nominalLocal;
    Instant at;                ///< when it happens
    bool skippedByGap = false; ///< GapPolicy::Skip and the local time does not exist
    LocalTimeKind localKind = LocalTimeKind::Unique;
    bool operator==(const PlannedOccurrence &) const = default;
};

/// "gap", "repeated", or empty for a local time like any other.
[[nodiscard]] QString toMark(LocalTimeKind kind);

/// Planned dates lie in these years (PLT-088).
constexpr int firstYear = 1970;
constexpr int lastYear = 2199;

/// The first occurrence strictly after `after`; nothing when the zone is unknown or the year 2199 is passed.
[[nodiscard]] std::optional<PlannedOccurrence> nextOccurrence(const ScheduleSpec &spec, Instant after);
/// The last occurrence at or before `at`.
[[nodiscard]] std::optional<PlannedOccurrence> previousOccurrence(const ScheduleSpec &spec, Instant at);
/// The next `count` occurrences strictly after `after`.
[[nodiscard]] QList<PlannedOccurrence> upcomingOccurrences(const ScheduleSpec &spec, Instant after, int count);
/// What the zone data of today says about a nominal local date-time of this schedule.
[[nodiscard]] std::optional<PlannedOccurrence> occurrenceAt(const ScheduleSpec &spec, const QDateTime &nominalLocal);

} // namespace portier::scheduling
