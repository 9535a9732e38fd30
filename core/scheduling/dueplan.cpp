// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/dueplan.h"

#include <algorithm>

namespace portier::scheduling
{

namespace
{

/// `first` and what followed it up to now, oldest first; of a long stop only the newest part.
QList<PlannedOccurrence> dueList(const ScheduleSpec &spec, const PlannedOccurrence &first,
                                 const DueSituation &situation)
{
    QList<PlannedOccurrence> newestFirst;
    Instant at = situation.now;
    while (!situation.edited && newestFirst.size() < maxRecordedMissed) {
        const auto planned = previousOccurrence(spec, at);
        if (!planned || planned->at <= first.at)
            break;
        newestFirst.append(*planned);
        at = planned->at - Millis(1);
    }
    newestFirst.append(first);
    std::reverse(newestFirst.begin(), newestFirst.end());
    return newestFirst;
}

/// How many of the newest runnable occurrences may run.
int runLimit(const ScheduleSpec &spec, const DueSituation &situation)
{
    return spec.catchUp == CatchUp::All && !situation.afterJump ? maxCaughtUp : 1;
}

/// Whether policy and window still allow a run; the grace applies to the newest only.
bool mayRun(const ScheduleSpec &spec, Millis late, bool newest)
{
    if (newest && late <= lateGrace)
        return true;
    return spec.catchUp != CatchUp::None && (spec.window == Millis(0) || late <= spec.window);
}

DueAction startAction(const ScheduleSpec &spec, const DueSituation &situation, bool late, bool anotherStarted,
                      bool newest)
{
    if (anotherStarted)
        return late ? DueAction::WaitLate : DueAction::Wait;
    if (!situation.running)
        return late ? DueAction::RunLate : DueAction::Run;
    // One is going already: the newest may queue behind it, the others are superseded.
    if (spec.overlap == OverlapRun::QueueOne && newest && !situation.waiting)
        return late ? DueAction::WaitLate : DueAction::Wait;
    return DueAction::SkipOverlap;
}

} // namespace

QList<DueDecision> decideDue(const ScheduleSpec &spec, const PlannedOccurrence &first, const DueSituation &situation)
{
    QList<DueDecision> decisions;
    for (const PlannedOccurrence &planned : dueList(spec, first, situation))
        decisions.append({planned, planned.skippedByGap ? DueAction::SkipGap : DueAction::Missed});

    int left = runLimit(spec, situation);
    QList<qsizetype> toRun;
    for (qsizetype i = decisions.size() - 1; i >= 0 && left > 0; --i) {
        if (decisions[i].action == DueAction::SkipGap)
            continue;
        if (!mayRun(spec, situation.now - decisions[i].planned.at, toRun.isEmpty()))
            break;
        toRun.prepend(i);
        --left;
    }
    bool started = false;
    for (const qsizetype i : std::as_const(toRun)) {
        const bool late = situation.now - decisions[i].planned.at > lateGrace;
        decisions[i].action = startAction(spec, situation, late, started, i == toRun.constLast());
        started = started || decisions[i].action == DueAction::Run || decisions[i].action == DueAction::RunLate;
    }
    return decisions;
}

} // namespace portier::scheduling
