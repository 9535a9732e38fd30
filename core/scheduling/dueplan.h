// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/schedulespec.h"

namespace portier::scheduling
{

/// An occurrence up to this late is simply run; later it counts as missed and the catch-up policy decides. Longer than
/// the minute a locked database may cost (PLT-101).
constexpr Millis lateGrace = std::chrono::minutes(2);
/// CatchUp::All starts at most this many.
constexpr int maxCaughtUp = 24;
/// At most this many missed occurrences of one schedule are recorded at once, the newest ones.
constexpr int maxRecordedMissed = 100;

/// What becomes of an occurrence whose moment has come.
enum class DueAction {
    Run,
    RunLate, ///< run and close as caught_up
    Wait,    ///< run when the one before has ended
    WaitLate,
    SkipGap,
    SkipOverlap,
    Missed,
};

struct DueDecision {
    PlannedOccurrence planned;
    DueAction action = DueAction::Run;
    bool operator==(const DueDecision &) const = default;
};

/// What the schedule is doing while something becomes due.
struct DueSituation {
    Instant now;
    bool running = false;   ///< an earlier occurrence has not ended (scheduled or manual)
    bool waiting = false;   ///< and another one is already queued behind it
    bool edited = false;    ///< `first` was planned by an earlier specification: it alone is looked at
    bool afterJump = false; ///< the wall clock jumped forward: one run, whatever `catch_up` says (PLT-091)
};

/// Decides over the planned occurrence `first` and everything due after it up to now, oldest first (PLT-085 to
/// PLT-087, PLT-091). A pure function.
[[nodiscard]] QList<DueDecision> decideDue(const ScheduleSpec &spec, const PlannedOccurrence &first,
                                           const DueSituation &situation);

} // namespace portier::scheduling
