// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/pricecheck.h"

#include "core/base/enumtext.h"

namespace portier::trips
{

namespace
{
constexpr EnumTable<CheckState, 3> states{
    {{CheckState::Queued, "queued"}, {CheckState::Running, "running"}, {CheckState::Done, "done"}}};
constexpr EnumTable<RunKind, 2> kinds{{{RunKind::Schedule, "schedule"}, {RunKind::Manual, "manual"}}};
constexpr EnumTable<RunOutcome, 4> outcomes{{{RunOutcome::Succeeded, "succeeded"},
                                             {RunOutcome::Partial, "partial"},
                                             {RunOutcome::Failed, "failed"},
                                             {RunOutcome::Empty, "empty"}}};
constexpr EnumTable<RunItemState, 5> itemStates{{{RunItemState::Waiting, "waiting"},
                                                 {RunItemState::Running, "running"},
                                                 {RunItemState::Done, "done"},
                                                 {RunItemState::Skipped, "skipped"},
                                                 {RunItemState::TimedOut, "timed_out"}}};
} // namespace

QString toText(CheckState state)
{
    return nameIn(states, state);
}
QString toText(RunKind kind)
{
    return nameIn(kinds, kind);
}
QString toText(RunOutcome outcome)
{
    return nameIn(outcomes, outcome);
}
QString toText(RunItemState state)
{
    return nameIn(itemStates, state);
}
std::optional<CheckState> checkStateFromText(const QString &text)
{
    return valueIn(states, text);
}
std::optional<RunOutcome> runOutcomeFromText(const QString &text)
{
    return valueIn(outcomes, text);
}
std::optional<RunItemState> runItemStateFromText(const QString &text)
{
    return valueIn(itemStates, text);
}

bool isGood(const RunItem &item)
{
    return item.outcome == CheckOutcome::Complete || item.outcome == CheckOutcome::Duplicate;
}

bool isFailed(const RunItem &item)
{
    return item.state == RunItemState::TimedOut || item.outcome == CheckOutcome::Failed;
}

RunOutcome judgeRun(const QList<RunItem> &items)
{
    qsizetype judged = 0;
    qsizetype good = 0;
    qsizetype failed = 0;
    qsizetype empty = 0;
    for (const RunItem &item : items) {
        if (item.state == RunItemState::Skipped)
            continue;
        ++judged;
        good += isGood(item) ? 1 : 0;
        failed += isFailed(item) ? 1 : 0;
        empty += item.outcome == CheckOutcome::Empty ? 1 : 0;
    }
    if (empty == judged)
        return RunOutcome::Empty;
    if (good == judged)
        return RunOutcome::Succeeded;
    return failed == judged ? RunOutcome::Failed : RunOutcome::Partial;
}

} // namespace portier::trips
