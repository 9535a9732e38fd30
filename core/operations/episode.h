// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <optional>

namespace portier::operations
{

/// A stretch of time in which a condition holds that operators are told of; short gaps belong to it (PLT-174).
struct Episode {
    Instant beganAt;
    Instant toldAt; ///< of the last notice about it
    /// Since when the condition does not hold; the episode is over once that has lasted for `flapping`.
    std::optional<Instant> goneSince;

    bool operator==(const Episode &) const = default;
};

enum class NoticeStage { Begin, Reminder, End };

/// What one look at a condition makes of its episode, and what operators are told.
struct EpisodeStep {
    std::optional<Episode> episode; ///< none: nothing to remember
    std::optional<NoticeStage> notice;

    bool operator==(const EpisodeStep &) const = default;
};

enum class ConditionManner {
    Lasting,   ///< begin, a reminder every 24 h, end
    Momentary, ///< something that happened, such as a jump of the clock: only its begin is told
};

inline constexpr Millis flapping = std::chrono::minutes(10);
inline constexpr Millis reminderInterval = std::chrono::hours(24);

/// Pure. `holds`: what the look at `now` found. Moments of `episode` that lie after `now` (the clock was set back)
/// count as `now`.
[[nodiscard]] EpisodeStep advance(std::optional<Episode> episode, bool holds, Instant now,
                                  ConditionManner manner = ConditionManner::Lasting);

} // namespace portier::operations
